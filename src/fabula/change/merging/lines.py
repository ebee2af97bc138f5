"""A text as lines to be merged: what a line says is kept apart from how it ends.

So a room that works on Windows and one that does not can change the same script: only what lines say is compared, and
how they end, the last one and the mark at the start of the file are merged each for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

__all__ = ["Text", "Unit", "choose", "fit_ends", "join_units", "raw_of", "read_text"]

_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_END: Final = re.compile(r"\r\n|\r|\n")
_MARK: Final = "\ufeff"

Any = TypeVar("Any")


class Unit(NamedTuple):
    """A line, or several that belong together (a note): what it says, and how it stands in the file.

    ``text`` has ``\\n`` for the line ends inside it and none at its end, ``raw`` those of the file. Two units are the
    same if their texts are.
    """

    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be merged. Every line has an end, also the last; ``open_end`` says that it has none in the file."""

    units: list[Unit]
    ends: frozenset[str]
    """The kinds of line ends in it."""
    open_end: bool = False
    mark: bool = False
    """Whether a byte order mark stands in front."""

    @property
    def plain(self) -> str:
        """What it says, with ``\\n`` for every line end."""
        return "".join(f"{unit.text}\n" for unit in self.units)


def read_text(text: str) -> Text:
    """A text line by line. A line ends as in `fabula.source`, and at nothing else."""
    mark = text.startswith(_MARK)
    found = _LINE.findall(text, int(mark))
    open_end = len(found) > 1 and not found[-2][1]
    ends = Counter(end for _, end in found if end)
    usual = max(sorted(ends), key=ends.__getitem__, default="\n")
    units = [Unit(line, line + (end or usual)) for line, end in found if line or end]
    return Text(units, frozenset(ends), open_end, mark)


def join_units(units: Sequence[Unit]) -> Unit:
    """Several units as one."""
    return Unit("\n".join(unit.text for unit in units), raw_of(units))


def raw_of(units: Sequence[Unit]) -> str:
    """Units as they stand in their file."""
    return "".join(unit.raw for unit in units)


def choose(base: Any, ours: Any, theirs: Any) -> Any:
    """What becomes of something that cannot be had in parts: whoever changed it is followed, we ourselves first."""
    return theirs if ours == base else ours


def fit_ends(text: str, end: str) -> str:
    """A text whose lines all end alike."""
    return text if end == "\n" and "\r" not in text else _END.sub(lambda _: end, text)
