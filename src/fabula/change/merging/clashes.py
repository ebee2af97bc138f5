"""What keeps the texts of two versions from becoming one without a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Clash", "ClashKind"]


class ClashKind(StrEnum):
    """In what way two sides get in each other's way. The names are what other programs read."""

    CONTENT = "content"
    """Both have changed the same lines, or the same field."""
    BOTH_ADDED = "both-added"
    """Both have put a file there, and the two differ."""
    CHANGED_AND_DELETED = "changed-and-deleted"
    """One has changed, or renamed, what the other took out."""
    RENAMED_TWICE = "renamed-twice"
    """Each has given the file another name."""
    NOT_MERGED = "not-merged"
    """Both have changed a file that cannot be merged by lines: Final Draft, a picture, a link."""
    FILE_AND_FOLDER = "file-and-folder"
    """One has a file where the other has a folder."""
    FOLDER_RENAMED = "folder-renamed"
    """One has put a new file into a folder that the other has renamed."""
    UNDECIDED = "undecided"
    """Git has stopped at it, and nobody has settled it yet."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One of them, at one file.

    ``path`` is where the merge has the file. ``ours`` and ``theirs`` are where the sides have it, empty where they do
    not. ``count`` is how many places of it a person has to decide. ``beside`` is the file that holds what ``path``
    does not, and ``reason`` says why, where that is not plain from the kind.
    """

    kind: ClashKind
    path: str
    ours: str = ""
    theirs: str = ""
    count: int = 1
    beside: str = ""
    reason: str = ""
