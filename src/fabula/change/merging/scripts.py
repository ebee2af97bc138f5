"""Merging a Fountain script: lines as git does, canon notes by statement, and scenes kept whole.

What git calls a conflict is settled here only where every line of both sides has one place in which it can stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from fabula.change.merging.hunks import Hunk
from fabula.change.merging.noted_lines import NotedLines
from fabula.change.merging.pieces import Piece, Style, finish
from fabula.change.merging.regions import Origin, Region, Stretch
from fabula.change.merging.scene_order import Aligned, align_scenes
from fabula.change.merging.script_text import ScriptText, read_script_text
from fabula.change.merging.texts import merge_units

__all__ = ["merge_script"]


def merge_script(base: str, ours: str, theirs: str, style: Style = Style.MERGE) -> list[Piece]:
    """The pieces of three versions of a Fountain script."""
    aligned = align_scenes(*(read_script_text(text) for text in (base, ours, theirs)))
    merging = _Merging(aligned)
    texts = aligned.base.text, aligned.ours.text, aligned.theirs.text
    pieces = merge_units(*texts, style, merging.apart, merging.settle, merging.is_whole, merging.is_disputed)
    return finish(pieces, *texts)


class _Merging:
    """What a script knows better than its lines do."""

    def __init__(self, aligned: Aligned) -> None:
        self.base, self.ours, self.theirs = aligned.base, aligned.ours, aligned.theirs
        self.moved = {Origin.OURS: dict(aligned.moved), Origin.THEIRS: {t: o for o, t in aligned.moved}}

    def is_disputed(self, region: Region, regions: Sequence[Region]) -> bool:
        """Whether one side puts a scene here that the other has put elsewhere; then it would stand there twice."""
        if region.origin not in self.moved:
            return False
        moved = self.moved[region.origin]
        elsewhere = [moved[unit] for unit in range(*_of(region, region.origin)) if unit in moved]
        other = Origin.THEIRS if region.origin is Origin.OURS else Origin.OURS
        return any(
            start <= unit < end
            for unit in elsewhere
            for start, end in (_of(one, other) for one in regions if one.origin in {other, Origin.CONFLICT})
        )

    def apart(self, ours: Hunk, theirs: Hunk) -> bool:
        """Whether two changes that touch may stand beside each other: one is of notes alone, or both of title keys."""
        pairs = sorted(((self.ours, ours), (self.theirs, theirs)), key=lambda pair: pair[1][:2])
        if all(hunk.end <= self.base.title_page and hunk.last <= side.title_page for side, hunk in pairs):
            return True
        if not any(self._of_notes(side, hunk) for side, hunk in pairs):
            return False
        # A heading between a note and its scene would give the note to another scene.
        first, second = ([(self.base, range(*hunk[:2])), (side, range(*hunk[2:]))] for side, hunk in pairs)
        return not any(_has_heading(*part) for part in first) and all(
            _opens_scene(*part) or not _has_heading(*part) for part in second
        )

    def _of_notes(self, side: ScriptText, hunk: Hunk) -> bool:
        """Whether a change touches nothing but canon notes."""
        before, now = range(hunk.start, hunk.end), range(hunk.first, hunk.last)
        noted = any(unit in self.base.notes for unit in before) or any(unit in side.notes for unit in now)
        return noted and _shown(self.base, before) == _shown(side, now)

    def is_whole(self, region: Region) -> bool:
        """Whether a conflict is about scenes: then it is not cut into what their lines happen to share."""
        return _headings(self.ours, region.ours) != _headings(self.theirs, region.theirs)

    def settle(self, region: Region) -> list[Piece] | None:
        """What stands where both sides have changed something, if nothing is left to be decided."""
        if region.base[0] == region.base[1]:
            for first, second in ((self.ours, self.theirs), (self.theirs, self.ours)):
                if _ends_scene(first, self._units(first, region)) and _opens_scene(second, self._units(second, region)):
                    return [self._added(first, region), self._added(second, region)]
        b, o, t = (range(*stretch) for stretch in region[1:])
        shown = _shown(self.base, b), _shown(self.ours, o), _shown(self.theirs, t)
        if shown[0] not in shown[1:] and shown[1] != shown[2]:
            return None
        lines = NotedLines(self.base, self.ours, self.theirs)
        return lines.merge_notes(b, o, t) if not any(shown) else lines.merge_each(b, o, t)

    def _units(self, side: ScriptText, region: Region) -> range:
        return range(*(region.ours if side is self.ours else region.theirs))

    def _added(self, side: ScriptText, region: Region) -> Piece:
        origin = Origin.OURS if side is self.ours else Origin.THEIRS
        return Piece(origin, "".join(side.text.units[unit].raw for unit in self._units(side, region)))


def _of(region: Region, side: Origin) -> Stretch:
    return region.ours if side is Origin.OURS else region.theirs


def _shown(side: ScriptText, units: range) -> list[str]:
    """What prints of some units, and what other notes say: all but canon notes and blank lines."""
    return [shown for unit in units if (shown := side.shown(unit))]


def _has_heading(side: ScriptText, units: range) -> bool:
    return any(unit in side.heading_set for unit in units)


def _headings(side: ScriptText, stretch: Stretch) -> list[str]:
    return [side.text.units[unit].text for unit in range(*stretch) if unit in side.heading_set]


def _ends_scene(side: ScriptText, units: range) -> bool:
    """Whether what is put in belongs to the scene that goes on there, and a heading may follow it."""
    return side.is_blank(units[-1]) and not _has_heading(side, units)


def _opens_scene(side: ScriptText, units: range) -> bool:
    """Whether what is put in begins with a heading: it belongs to no scene that was there."""
    first = next((unit for unit in units if not side.is_blank(unit)), -1)
    return first in side.heading_set
