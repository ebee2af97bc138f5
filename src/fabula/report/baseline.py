"""What `fabula baseline` says: what went into the baseline, what went out, and what would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from fabula.change.baseline_file import BASELINE, Entry
from fabula.change.keeping import Kept
from fabula.report.words import clean, count, join_words

__all__ = ["baseline_document", "write_kept"]


def write_kept(kept: Kept, prefix: str, asked: bool) -> Iterator[str]:
    """A few lines for people. ``asked`` says whether the file was to be changed."""
    path = clean(prefix + BASELINE)
    added = _by_rule(kept.added)
    if kept.first:
        if not kept.added:
            yield f"Nothing is found, so there is nothing to put aside, and {path} is not written.\n"
            return
        yield f"{path} written: {count(len(kept.added), 'finding')} taken as they are ({added}).\n"
        yield "From now on `fabula check` shows only what is new. Put the file into git like the scripts.\n"
        return
    if kept.added or kept.removed or kept.written:
        parts = [f"{count(len(kept.added), 'finding')} taken up ({added})"] if kept.added else []
        gone = _by_rule(entry for entry, _ in kept.removed)
        parts += [f"{count(len(kept.removed), 'finding')} taken out ({gone})"] if kept.removed else []
        parts += [f"{kept.moved} found at another place"] if kept.moved else []
        parts += [f"{len(kept.entries)} held"]
        yield f"{path} written: {join_words(parts)}.\n"
    else:
        yield f"{path} holds {count(len(kept.entries), 'finding')}, and is left as it is.\n"
    if kept.new:
        new = _by_rule(kept.new)
        yield f"{_are(len(kept.new))} found and not in it ({new}): --add takes them up.\n"
    if kept.needless:
        needless = _by_rule(entry for entry, _ in kept.needless)
        yield f"{_are(len(kept.needless))} in it and no longer found ({needless}): --prune takes them out.\n"
    if not kept.new and not kept.needless and not asked:
        yield "It is up to date.\n"


def _are(number: int) -> str:
    return f"{number} {'is' if number == 1 else 'are'}"


def _by_rule(entries: Iterable[Entry]) -> str:
    counted = Counter(entry.sighting.code for entry in entries)
    return join_words([f"{number} {code}" for code, number in sorted(counted.items())])


def baseline_document(kept: Kept, prefix: str) -> dict[str, Any]:
    """The same as data, with every finding and every entry that is spoken of."""
    return {
        "path": prefix.rstrip("/") or ".",
        "file": prefix + BASELINE,
        "written": kept.written,
        "entries": len(kept.entries),
        "moved": kept.moved,
        "added": [_entry(entry, prefix) for entry in kept.added],
        "removed": [_entry(entry, prefix) | {"reason": reason} for entry, reason in kept.removed],
        "new": [_entry(entry, prefix) for entry in kept.new],
        "needless": [_entry(entry, prefix) | {"reason": reason} for entry, reason in kept.needless],
    }


def _entry(entry: Entry, prefix: str) -> dict[str, Any]:
    one = entry.sighting
    return {
        "code": one.code,
        "fingerprint": one.fingerprint,
        "path": prefix + one.path,
        "scene": one.scene,
        "message": entry.message,
    }
