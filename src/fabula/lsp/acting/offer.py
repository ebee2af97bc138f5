"""What an action is: its title, its edits, and the findings that it settles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fabula.finding import Edit, Finding

__all__ = ["Action", "ActionKind", "NewFile"]


class ActionKind(StrEnum):
    """What kind of thing an action does, in the words of the protocol."""

    FIX = "quickfix"
    REWRITE = "refactor.rewrite"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that an action makes. ``path`` is relative to the universe folder, with slashes; it is not there yet."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    ``settles`` are the findings that are gone or marked afterwards; ``preferred`` marks the one that is most likely
    meant. ``select`` is, in the text that an edit puts in, the stretch to be typed over (a reason, say): the number
    of the edit, and start and end in its text; None if there is nothing to fill in.
    """

    title: str
    kind: ActionKind
    edits: tuple[Edit, ...] = ()
    files: tuple[NewFile, ...] = ()
    settles: tuple[Finding, ...] = ()
    preferred: bool = False
    select: tuple[int, int, int] | None = None
