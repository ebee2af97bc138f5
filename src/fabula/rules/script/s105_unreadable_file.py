"""S105: a file cannot be read."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["UnreadableFile"]


class UnreadableFile(Rule):
    """A file cannot be read

    ## What it checks
    Every script, bible entry and settings file of the universe can be opened, and is text.

    ## Why it matters
    What cannot be read is not checked: an episode may be missing from everything that is said about the universe.

    ## Example
    ```
    shows/ferry/s01/e02.fountain is a picture that was given the wrong name, or belongs to somebody else
    ```

    ## What to do
    Check that you may read the file. If it is no text, export it again as Fountain or FDX, or take it out of the
    folder.
    """

    code: ClassVar[str] = "S105"
    name: ClassVar[str] = "unreadable-file"
    level: ClassVar[Level] = Level.ERROR
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
