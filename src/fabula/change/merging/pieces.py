"""A merged text in pieces, each with whose it is, and how it is written down with its conflicts marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from fabula.change.merging.lines import Text, choose, fit_ends, raw_of
from fabula.change.merging.regions import Origin, Region

__all__ = [
    "Markers",
    "Piece",
    "Style",
    "conflicts_of",
    "finish",
    "merge_plain",
    "piece_of",
    "take_side",
    "write_pieces",
]


class Piece(NamedTuple):
    """A part of a merged text.

    ``text`` is what the merge has there: for a conflict what our side has, and ``theirs`` what theirs has. ``base``
    is what stood there before either changed it. A part that a side took out has an empty ``text``.
    """

    origin: Origin
    text: str
    base: str = ""
    theirs: str = ""


class Style(StrEnum):
    """How conflicts are written down; the names are git's."""

    MERGE = "merge"
    """Both sides, without what they have in common."""
    DIFF3 = "diff3"
    """Both sides as a whole, and what stood there before."""
    ZDIFF3 = "zdiff3"
    """The same, without the lines that both sides begin or end with."""


@dataclass(frozen=True, slots=True)
class Markers:
    """The lines that mark a conflict."""

    style: Style = Style.MERGE
    size: int = 7
    ours: str = "ours"
    base: str = "base"
    theirs: str = "theirs"

    def line(self, sign: str, label: str, end: str) -> str:
        """One of them."""
        return f"{sign * self.size} {label}".rstrip() + end


PLAIN: Final = Markers()


def piece_of(region: Region, base: Text, ours: Text, theirs: Text) -> Piece:
    """A region as it stands in the merge, line ends as whoever changed them has them."""
    old, mine, yours = (
        base.units[slice(*region.base)],
        ours.units[slice(*region.ours)],
        theirs.units[slice(*region.theirs)],
    )
    match region.origin:
        case Origin.SAME:
            lines = (choose(b.raw, o.raw, t.raw) for b, o, t in zip(old, mine, yours, strict=True))
            return Piece(Origin.SAME, "".join(lines), raw_of(old))
        case Origin.THEIRS:
            return Piece(Origin.THEIRS, raw_of(yours), raw_of(old))
        case Origin.CONFLICT:
            return Piece(Origin.CONFLICT, raw_of(mine), raw_of(old), raw_of(yours))
        case _:
            return Piece(region.origin, raw_of(mine), raw_of(old))


def merge_plain(base: str, ours: str, theirs: str) -> Piece | None:
    """A text that is not taken apart; None if both sides have changed it, each in its own way."""
    plain, mine, yours = (fit_ends(text, "\n") for text in (base, ours, theirs))
    if mine == yours == plain:
        return Piece(Origin.SAME, choose(base, ours, theirs), base)
    if mine == yours:
        return Piece(Origin.BOTH, ours, base)
    if plain not in {mine, yours}:
        return None
    return Piece(Origin.THEIRS, theirs, base) if mine == plain else Piece(Origin.OURS, ours, base)


def finish(pieces: Iterable[Piece], base: Text, ours: Text, theirs: Text) -> list[Piece]:
    """Merged pieces with what belongs to the file as a whole: its mark, one kind of line end, its last line end."""
    made = [piece for piece in pieces if piece.text or piece.base or piece.theirs]
    ends = choose(base.ends, ours.ends or theirs.ends, theirs.ends or ours.ends)
    if len(ends) == 1 and len(base.ends | ours.ends | theirs.ends) > 1:
        (end,) = ends
        made = [Piece(p.origin, *(fit_ends(text, end) for text in p[1:])) for p in made]
    if choose(base.open_end, ours.open_end, theirs.open_end):
        last = next((at for at in range(len(made) - 1, -1, -1) if made[at].text), -1)
        if last >= 0 and made[last].origin is not Origin.CONFLICT:
            made[last] = made[last]._replace(text=made[last].text.removesuffix("\n").removesuffix("\r"))
    if choose(base.mark, ours.mark, theirs.mark):
        made.insert(0, Piece(Origin.SAME, "\ufeff", "\ufeff"))
    return made


def write_pieces(pieces: Sequence[Piece], markers: Markers = PLAIN) -> str:
    """The merged text, with both sides of every conflict between git's marks."""
    end = next((end for p in pieces for end in ("\r\n", "\n", "\r") if end in p.text + p.theirs), "\n")
    out: list[str] = []
    for piece in pieces:
        if piece.origin is not Origin.CONFLICT:
            out.append(piece.text)
            continue
        out += (markers.line("<", markers.ours, end), piece.text)
        if markers.style is not Style.MERGE:
            out += (markers.line("|", markers.base, end), piece.base)
        out += (markers.line("=", "", end), piece.theirs, markers.line(">", markers.theirs, end))
    return "".join(out)


def take_side(pieces: Iterable[Piece], theirs: bool = False) -> str:
    """The merged text with every conflict decided for one side."""
    return "".join(p.theirs if theirs and p.origin is Origin.CONFLICT else p.text for p in pieces)


def conflicts_of(pieces: Iterable[Piece]) -> int:
    """How many conflicts there are."""
    return sum(piece.origin is Origin.CONFLICT for piece in pieces)
