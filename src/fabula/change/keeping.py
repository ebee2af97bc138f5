"""Making a baseline and bringing it up to date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from fabula.change.baseline import Baseline, can_be_held, hold_against
from fabula.change.baseline_file import BASELINE, Entry, is_merge, write_baseline
from fabula.finding import Finding
from fabula.source import Source
from fabula.story.canon import Canon

__all__ = ["BrokenBaseline", "Kept", "keep_findings"]


class BrokenBaseline(Exception):  # noqa: N818  it says what is so, as the messages do
    """A baseline that cannot be read in full: writing it anew would lose what is not understood."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Kept:
    """A baseline as it is to be, and what that changes.

    ``entries`` are what it is to hold, ``written`` whether that differs from the file, ``first`` whether there was no
    file. ``added`` and ``removed`` go in and out; ``new`` and ``needless`` are those that would, if it were asked for.
    ``moved`` were found at another place than the file says.
    """

    entries: tuple[Entry, ...]
    written: bool = False
    first: bool = False
    added: tuple[Entry, ...] = ()
    removed: tuple[tuple[Entry, str], ...] = ()
    new: tuple[Entry, ...] = ()
    needless: tuple[tuple[Entry, str], ...] = ()
    moved: int = 0


def keep_findings(
    canon: Canon,
    findings: Sequence[Finding],
    baseline: Baseline | None,
    codes: Collection[str],
    holds: Callable[[str], bool],
    *,
    add: bool,
    prune: bool,
) -> Kept:
    """What a universe's baseline is to hold. Without one, all of today's findings are taken up.

    ``codes`` and ``holds`` (of paths) limit what is taken up and taken out to some rules and some places. With neither
    ``add`` nor ``prune`` a baseline that is there stays as it is. Raises `BrokenBaseline`.
    """
    first = baseline is None
    before = baseline or Baseline(Source(BASELINE, ""), ())
    _refuse_broken(before)
    held = hold_against(canon, findings, before, codes)
    fresh = [
        Entry(sighting, finding.message)
        for finding, sighting, entry in zip(findings, held.sightings, held.entries, strict=True)
        if entry is None and can_be_held(finding) and holds(sighting.path)
    ]
    needless = tuple((entry, reason) for entry, reason in held.needless if holds(entry.sighting.path))
    takes = first or add
    if not takes and not prune:
        return Kept(before.entries, new=tuple(fresh), needless=needless)
    kept = {entry.key: entry for entry in before.entries}
    for entry, _ in needless if prune else ():
        del kept[entry.key]
    again = [
        (old, Entry(sighting, finding.message, old.above))
        for finding, sighting, old in zip(findings, held.sightings, held.entries, strict=True)
        if old is not None
    ]
    for old, _ in again:
        del kept[old.key]
    kept |= {entry.key: entry for entry in (*(entry for _, entry in again), *(fresh if takes else ()))}
    entries = tuple(kept.values())
    return Kept(
        entries,
        written=bool(fresh) if first else write_baseline(entries) != before.source.text,
        first=first,
        added=tuple(fresh) if takes else (),
        removed=needless if prune else (),
        new=() if takes else tuple(fresh),
        needless=() if prune else needless,
        moved=sum(old.key != entry.key for old, entry in again),
    )


def _refuse_broken(baseline: Baseline) -> None:
    """Both sides of a merge can stay; of what else is not understood, nothing may be lost."""
    for broken in baseline.broken:
        if not is_merge(broken):
            message = f"{BASELINE}:{broken.span.line}: {broken.message[:1].lower()}{broken.message[1:]}"
            raise BrokenBaseline(message, broken.help)
