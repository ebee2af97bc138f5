"""Scene headings (sluglines) taken apart."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Heading", "read_heading"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A scene heading in its parts.

    ``prefix`` is "INT", "EXT", "INT/EXT", "EST" or empty (forced headings without one). ``places`` are the parts of
    the location from outer to inner, as written ("BERNARD'S FLAT", "KITCHEN"). ``time`` is the time of day in upper
    case English terms ("DAY", "NIGHT", "DAWN", "CONTINUOUS", "LATER", "MOMENTS LATER", "NEXT MORNING" …), empty if
    none; ``time_text`` as written. ``flags`` are of "flashback", "flash-forward", "dream", "present" (back to the
    present), "intercut". ``number`` is not here: it is the element's detail.
    """

    prefix: str
    places: tuple[str, ...]
    time: str
    time_text: str
    flags: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """The location as one text."""
        return " - ".join(self.places)


def read_heading(text: str) -> Heading:
    """The parts of a heading's text. Never fails: what is not understood is part of the place."""
    raise NotImplementedError
