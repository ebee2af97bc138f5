"""Renaming somebody or something in all shows and in the bible at once."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.finding import Edit
from fabula.source import Span
from fabula.story.canon import Canon

__all__ = ["Doubtful", "FileMove", "RenameRefused", "Renaming", "prepare_rename", "rename_at"]


class RenameRefused(Exception):  # noqa: N818 - it says what is so, as the messages do
    """A name stays as it is: why in one sentence, and what to do instead."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be renamed: the name at the place, and what to put into the field for the new one."""

    span: Span
    placeholder: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An edit that somebody should look at first, and why."""

    edit: Edit
    reason: str


@dataclass(frozen=True, slots=True)
class FileMove:
    """A file gets another name. Both are relative to the universe folder, with slashes."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """All that a new name changes.

    ``edits`` are sure, ``doubtful`` ones are offered to be confirmed. All are in the files as they are named now;
    ``moves`` come after them.
    """

    edits: tuple[Edit, ...]
    doubtful: tuple[Doubtful, ...] = ()
    moves: tuple[FileMove, ...] = ()


def prepare_rename(canon: Canon, path: str, offset: int) -> Prepared:
    """The name at an offset of a file that can be renamed. Raises `RenameRefused` if there is none."""
    raise RenameRefused("there is no name here that could be changed", "put the cursor on a name")


def rename_at(canon: Canon, path: str, offset: int, new: str) -> Renaming:
    """What has to change so that what stands at an offset is called ``new``. Raises `RenameRefused`."""
    raise RenameRefused("there is no name here that could be changed", "put the cursor on a name")
