"""Who and what is called otherwise: entries whose file was renamed, and people who have got an entry since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from rapidfuzz.distance import Indel

from fabula.bible.model import EntryKind
from fabula.universe.model import Entity, Universe
from fabula.universe.names import fold_name

__all__ = ["match_names"]

_ALIKE: Final = 0.6
"""The share of words that two entries of different names and files must have in common to be one."""
_MOST: Final = 10_000
"""So many pairs of entries are held against each other; beyond that a bible was replaced, not edited."""


def match_names(before: Universe, after: Universe) -> dict[str, str]:
    """The keys of before that are gone, each with the key that the same person or thing has after."""
    names: dict[str, str] = {}
    for kind in EntryKind:
        olds = [one for key, one in before.entities.items() if one.kind is kind and key not in after.entities]
        news = [one for key, one in after.entities.items() if one.kind is kind and key not in before.entities]
        if olds and news:
            _match_kind(before, after, olds, news, names)
    return names


def _match_kind(
    before: Universe, after: Universe, olds: list[Entity], news: list[Entity], names: dict[str, str]
) -> None:
    fresh = {one.key for one in news}
    gone = {one.key for one in olds}
    folders = frozenset({str(olds[0].kind)})

    def join(old: str, new: str) -> None:
        if old in gone and new in fresh:
            names[old] = new
            gone.discard(old)
            fresh.discard(new)

    by_name = _by(news, lambda one: fold_name(one.name))
    for one in olds:
        for new in by_name.get(fold_name(one.name), ())[:1]:
            join(one.key, new)
    for one in olds:  # a cue or alias that was all that was known of them
        keys = after.lexicon.exact(one.name, folders)
        join(one.key, keys[0] if len(keys) == 1 else "")
    for one in news:
        keys = before.lexicon.exact(one.name, folders)
        join(keys[0] if len(keys) == 1 else "", one.key)
    _match_entries([one for one in olds if one.key in gone], [one for one in news if one.key in fresh], join)


def _match_entries(olds: list[Entity], news: list[Entity], join: Callable[[str, str], None]) -> None:
    """Entries of which both name and file have changed, by what else they say."""
    texts = {one.key: _words(one) for one in (*olds, *news) if one.declared}
    pairs = [(one.key, other.key) for one in olds for other in news if one.key in texts and other.key in texts]
    if len(pairs) > _MOST:
        return
    scored = [(Indel.normalized_similarity(texts[old], texts[new]), old, new) for old, new in pairs]
    for alike, old, new in sorted(scored, key=lambda pair: (-pair[0], pair[1:])):
        if alike >= _ALIKE:
            join(old, new)


def _words(one: Entity) -> list[str]:
    assert one.entry is not None
    return [word for word in one.entry.source.text.split() if word != "---"]


def _by(entities: Iterable[Entity], name: Callable[[Entity], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in entities:
        found.setdefault(name(one), []).append(one.key)
    return found
