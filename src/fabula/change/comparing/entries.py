"""The bible, field by field: which entries came and went, and what the others say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import Indel

from fabula.bible.model import Entry, Value
from fabula.change.comparing.differences import EntryChange, FieldChange
from fabula.change.comparing.pairs import Pairs
from fabula.universe.model import Universe

__all__ = ["changed_fields", "compare_entries"]

Plain = dict[str, tuple[str, ...]]


def compare_entries(before: Universe, after: Universe, pairs: Pairs) -> Iterator[EntryChange]:
    """Entries that differ, by key; those that are gone stand where they stood."""
    olds = {pairs.name_after(entry.key): entry for entry in before.entries}
    news = {entry.key: entry for entry in after.entries}
    for key in sorted({*olds, *news}):
        old, new = olds.get(key), news.get(key)
        if old is None or new is None:
            yield EntryChange(old, new)
        elif old is not new:
            change = _compare(old, new)
            if change is not None:
                yield change


def _compare(old: Entry, new: Entry) -> EntryChange | None:
    fields = list(changed_fields(plain_fields(old.fields), plain_fields(new.fields)))
    if old.key != new.key:
        fields.insert(0, FieldChange("file", (old.key,), (new.key,)))
    prose = 1 - Indel.normalized_similarity(old.body.split(), new.body.split())
    return EntryChange(old, new, tuple(fields), prose) if fields or prose else None


def plain_fields(fields: Mapping[str, Value]) -> Plain:
    """Fields as texts without their places; a table is taken apart: ``attributes.eyes``."""
    found: Plain = {}
    waiting = list(fields.items())
    while waiting:
        name, value = waiting.pop(0)
        if isinstance(value.value, Mapping):
            waiting = [*((f"{name}.{key}", inner) for key, inner in value.value.items()), *waiting]
        else:
            found[name] = tuple(_text(item) for item in value.items)
    return found


def _text(value: Value) -> str:
    if isinstance(value.value, Mapping):
        return ", ".join(f"{key}: {_text(inner)}" for key, inner in value.value.items())
    if isinstance(value.value, tuple):
        return f"[{', '.join(map(_text, value.value))}]"
    return " ".join(value.text.split())


def changed_fields(old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> Iterator[FieldChange]:
    """Fields that differ, in the order of the new ones, those that are gone last."""
    for name in (*new, *(name for name in old if name not in new)):
        was, now = tuple(old.get(name, ())), tuple(new.get(name, ()))
        if was != now and sorted(was) != sorted(now):
            gone = tuple(text for text in was if text not in now)
            fresh = tuple(text for text in now if text not in was)
            yield FieldChange(name, gone, fresh) if gone or fresh else FieldChange(name, was, now)
