"""Lines of a script on which both sides have changed canon notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import zip_longest

from fabula.change.merging.notes import merge_note, statements_of, without_statements
from fabula.change.merging.pieces import Piece, merge_plain
from fabula.change.merging.regions import Origin
from fabula.change.merging.script_text import ScriptText

__all__ = ["NotedLines"]


@dataclass(frozen=True, slots=True)
class NotedLines:
    """Stretches of three versions of a script in which what prints is not disputed."""

    base: ScriptText
    ours: ScriptText
    theirs: ScriptText

    def merge_each(self, base: range, ours: range, theirs: range) -> list[Piece] | None:
        """Line by line, where each version has as many; None if a line remains that only a person can decide."""
        if not len(base) == len(ours) == len(theirs):
            return None
        merged: list[Piece] = []
        for b, o, t in zip(base, ours, theirs, strict=True):
            line = self._merge_line(b, o, t)
            if line is None:
                return None
            merged += line
        return merged

    def merge_notes(self, base: range, ours: range, theirs: range) -> list[Piece] | None:
        """Notes that stand by themselves: each that was there by statement, and then what either side adds."""
        mine, yours = self._pair(base, self.ours, ours), self._pair(base, self.theirs, theirs)
        names = {unit: b for b, unit in mine.items()}
        merged: list[Piece] = []
        for b in (unit for unit in base if unit in self.base.notes and unit not in mine):
            if b in yours and not self._unchanged(b, self.theirs, yours[b]):
                return None  # we took out what they have changed
        said: set[str] = set()
        for unit in ours:
            raw = self.ours.text.units[unit].raw
            said.update(_said(self.ours, unit))
            b = names.get(unit, -1)
            if b < 0:
                merged.append(Piece(Origin.SAME if self.ours.is_blank(unit) else Origin.OURS, raw))
            elif b in yours:
                line = self._merge_line(b, unit, yours[b])
                if line is None:
                    return None
                merged += line
            elif self._unchanged(b, self.ours, unit):
                merged.append(Piece(Origin.THEIRS, "", raw))
            else:
                return None  # they took out what we have changed
        taken = set(yours.values())
        new = [unit for unit in theirs if unit not in taken]
        merged += (Piece(Origin.THEIRS, text) for text in self._unsaid(new, said))
        return merged

    def _unsaid(self, units: Sequence[int], said: AbstractSet[str]) -> Iterator[str]:
        """The notes that they add, without what we say as well; blank lines stay behind the notes that do."""
        kept = ever = False
        for unit in units:
            raw = self.theirs.text.units[unit].raw
            if unit not in self.theirs.notes:
                if kept or (ever and unit == units[-1]):
                    yield raw
                continue
            around, notes = self.theirs.around(unit), self.theirs.raw_notes(unit)
            notes = [without_statements(note, said) for note in notes]
            kept = any(notes)
            ever = ever or kept
            if kept:
                yield "".join(part for pair in zip_longest(around, notes, fillvalue="") for part in pair)

    def _pair(self, base: range, side: ScriptText, units: range) -> dict[int, int]:
        """The notes of the base that a side still has, by what they say."""
        before = [unit for unit in base if unit in self.base.notes]
        now = [unit for unit in units if unit in side.notes]
        if len(before) == len(now):
            return dict(zip(before, now, strict=True))
        pairs: dict[int, int] = {}
        for b in before:
            said = set(_said(self.base, b))
            alike = {unit: len(said.intersection(_said(side, unit))) for unit in now if unit not in pairs.values()}
            best = max(alike, key=lambda unit: (alike[unit], -unit), default=-1)
            if alike.get(best):
                pairs[b] = best
        return pairs

    def _unchanged(self, base: int, side: ScriptText, unit: int) -> bool:
        return self.base.text.units[base].text == side.text.units[unit].text

    def _merge_line(self, b: int, o: int, t: int) -> list[Piece] | None:
        """One line, if what prints on it and what its notes say can both be told."""
        before, mine, yours = self.base.text.units[b], self.ours.text.units[o], self.theirs.text.units[t]
        plain = merge_plain(before.raw, mine.raw, yours.raw)
        if plain is not None:
            return [plain]
        sides = ((self.base, b), (self.ours, o), (self.theirs, t))
        arounds = [side.around(unit) for side, unit in sides]
        notes = [side.raw_notes(unit) for side, unit in sides]
        if len(notes[0]) == len(notes[1]) == len(notes[2]):
            return _merge_noted(arounds, notes)
        return _append_notes(arounds, notes) if not notes[0] else None


def _said(side: ScriptText, unit: int) -> list[str]:
    return [key for raw in side.raw_notes(unit) for key in statements_of(raw)]


def _merge_noted(arounds: Sequence[Sequence[str]], notes: Sequence[Sequence[str]]) -> list[Piece] | None:
    """A line with as many notes in each version: what stands around them, and each of them, merged for itself."""
    merged: list[Piece] = []
    for number, texts in enumerate(zip(*arounds, strict=True)):
        around = merge_plain(*texts)
        if around is None:
            return None
        merged.append(around)
        if number < len(notes[0]):
            note = _merge_one(*(side[number] for side in notes))
            if note is None:
                return None
            merged += note
    return merged if "".join(piece.text for piece in merged).strip() else []


def _merge_one(base: str, ours: str, theirs: str) -> list[Piece] | None:
    plain = merge_plain(base, ours, theirs)
    return merge_note(base, ours, theirs) if plain is None else [plain]


def _append_notes(arounds: Sequence[Sequence[str]], notes: Sequence[Sequence[str]]) -> list[Piece] | None:
    """A line that had no note, and to which both sides have put some at its end."""
    heads = [around[0].rstrip() for around in arounds]
    if any("".join(around[1:]).strip() for around in arounds):
        return None
    head = merge_plain(*heads)
    if head is None:
        return None
    _, mine, yours = notes
    said = {key for note in mine for key in statements_of(note)}
    new = [note for note in (without_statements(note, said) for note in yours) if note]
    end = arounds[1][-1] if mine else arounds[1][0][len(heads[1]) :]
    pieces = [
        head,
        *(Piece(Origin.OURS, f" {note}") for note in mine),
        *(Piece(Origin.THEIRS, f" {note}") for note in new),
    ]
    return [*pieces, Piece(Origin.SAME, end, end)]
