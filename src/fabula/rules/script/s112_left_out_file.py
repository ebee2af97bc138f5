"""S112: a file is left out."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["LeftOutFile"]


class LeftOutFile(Rule):
    """A file is left out

    ## What it checks
    A file in the universe that is not read: a link that leads out of the folder, a file larger than 256 MB, a script
    that belongs to no show, a folder that is no part of a universe.

    ## Why it matters
    What is left out is not checked, and whoever put it there believes that it is.

    ## Example
    ```
    scripts/pilot.fountain in a universe whose scripts stand in shows/NAME/
    ```

    ## What to do
    Move the file to where it belongs, make it smaller, or copy what a link leads to into the folder.
    """

    code: ClassVar[str] = "S112"
    name: ClassVar[str] = "left-out-file"
    level: ClassVar[Level] = Level.WARNING
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
