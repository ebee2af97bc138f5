"""How a command ends when it cannot do what was asked. None of these shows a traceback."""

from __future__ import annotations

from contextvars import ContextVar
from enum import IntEnum

__all__ = ["Code", "CommandError", "Unreadable", "WrongUse", "debugging"]


debugging: ContextVar[bool] = ContextVar("debugging", default=False)
"""Whether the command was called with ``--debug``: then what fails inside fabula is to be seen."""


class Code(IntEnum):
    """What a command tells the shell.

    0 clean · 1 findings at or above ``--fail-on`` · 2 wrong use · 3 the universe cannot be read (or the output not
    written) · 70 a mistake of fabula itself · 130 stopped with Ctrl-C.
    """

    CLEAN = 0
    FINDINGS = 1
    WRONG_USE = 2
    UNREADABLE = 3
    BROKEN = 70
    STOPPED = 130


class CommandError(Exception):
    """A reason to stop, in words for the user: what is the matter, and what to do about it."""

    code = Code.WRONG_USE

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class WrongUse(CommandError):  # noqa: N818
    """The command was called in a way that makes no sense."""


class Unreadable(CommandError):  # noqa: N818
    """What it should read cannot be read, or what it should write cannot be written."""

    code = Code.UNREADABLE
