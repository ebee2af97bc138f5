"""A Fountain script to be merged: its lines, with every canon note in one piece, and where its scenes are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from fabula.change.merging.lines import Text, Unit, join_units, read_text
from fabula.change.merging.notes import is_canon_note
from fabula.script.fountain import read_fountain
from fabula.source import Source

__all__ = ["ScriptText", "read_script_text"]


@dataclass(frozen=True)
class ScriptText:
    """A script as units: lines, but that those which a canon note of several lines stands on are one.

    ``headings`` are the units that are scene headings, ``title_page`` the number of units in front that are a title
    page; ``notes`` are for each unit with a canon note where its notes stand in its raw text.
    """

    text: Text
    headings: tuple[int, ...]
    title_page: int
    notes: dict[int, tuple[tuple[int, int], ...]]

    @cached_property
    def heading_set(self) -> frozenset[int]:
        """The headings, to ask whether a unit is one."""
        return frozenset(self.headings)

    def raw_notes(self, unit: int) -> list[str]:
        """The canon notes on a unit, brackets included."""
        raw = self.text.units[unit].raw
        return [raw[start:end] for start, end in self.notes.get(unit, ())]

    def around(self, unit: int) -> list[str]:
        """A unit's raw text without its canon notes: what stands before, between and behind them."""
        raw = self.text.units[unit].raw
        edges = [0, *(edge for place in self.notes.get(unit, ()) for edge in place), len(raw)]
        return [raw[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]

    def shown(self, unit: int) -> str:
        """What a unit says beside its canon notes."""
        return "".join(self.around(unit)).strip()

    def is_note(self, unit: int) -> bool:
        """Whether a unit holds canon notes and nothing else."""
        return unit in self.notes and not self.shown(unit)

    def is_blank(self, unit: int) -> bool:
        """Whether nothing stands there."""
        return not self.text.units[unit].raw.strip()


def read_script_text(text: str) -> ScriptText:
    """A Fountain script as it is merged."""
    lines = read_text(text)
    script, _ = read_fountain(Source("merged.fountain", "".join(unit.raw for unit in lines.units)))
    starts = list(accumulate((len(unit.raw) for unit in lines.units), initial=0))

    def line_at(offset: int) -> int:
        return bisect_right(starts, offset, hi=len(lines.units)) - 1

    notes = [
        (note.start, note.end) for note in script.notes if is_canon_note(script.source.text[note.start : note.end])
    ]
    joined = _join(lines.units, [(line_at(start), line_at(end - 1)) for start, end in notes])
    first = [at for at, _ in joined]  # the first line of every unit

    def unit_at(offset: int) -> int:
        return bisect_right(first, line_at(offset)) - 1

    places: dict[int, list[tuple[int, int]]] = {}
    for start, end in notes:
        unit = unit_at(start)
        places.setdefault(unit, []).append((start - starts[first[unit]], end - starts[first[unit]]))
    headings = [script.elements[scene.heading].start for scene in script.scenes if scene.heading is not None]
    title_end = max((entry.end for entry in script.title_page), default=0)
    return ScriptText(
        Text([unit for _, unit in joined], lines.ends, lines.open_end, lines.mark),
        tuple(dict.fromkeys(map(unit_at, headings))),
        bisect_left(first, line_at(title_end - 1) + 1) if title_end else 0,
        {unit: tuple(found) for unit, found in places.items()},
    )


def _join(lines: Sequence[Unit], stretches: Sequence[tuple[int, int]]) -> list[tuple[int, Unit]]:
    """The lines, with each stretch (its first and last line) as one unit; each with the number of its first line."""
    units: list[tuple[int, Unit]] = []
    at = 0
    for first, end in stretches:
        start = first
        if units and units[-1][0] <= first < at:  # a note that begins on the line on which another ends
            start = at = units.pop()[0]
        units += ((line, lines[line]) for line in range(at, start))
        units.append((start, join_units(lines[start : end + 1])))
        at = end + 1
    units += ((line, lines[line]) for line in range(at, len(lines)))
    return units
