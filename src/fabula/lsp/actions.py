"""Code actions: what can be done about findings at a place, each as edits that settle them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fabula.finding import Edit, Finding
from fabula.story.canon import Canon

__all__ = ["Action", "ActionKind", "NewFile", "find_actions"]


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


def find_actions(canon: Canon, findings: Sequence[Finding], path: str, start: int, end: int) -> tuple[Action, ...]:
    """What can be done about what lies between two offsets of a file. ``findings`` are all of the universe's.

    What is sure comes first; marking as intended last.
    """
    return ()
