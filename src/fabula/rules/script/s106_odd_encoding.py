"""S106: a file is not UTF-8."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["OddEncoding"]


class OddEncoding(Rule):
    """A file is not UTF-8

    ## What it checks
    Scripts and bible entries are UTF-8, or UTF-16 with a byte order mark. Anything else is read as Windows-1252, and
    the finding stands at the first character that is no UTF-8.

    ## Why it matters
    Letters with accents and typographic quotes may come out wrong, and a name that is spelled wrong is somebody else.

    ## Example
    ```
    CAFÉ saved by an old editor: the É is one byte, which UTF-8 does not have
    ```

    ## What to do
    Save the file as UTF-8, and look at the names with accents once.
    """

    code: ClassVar[str] = "S106"
    name: ClassVar[str] = "odd-encoding"
    level: ClassVar[Level] = Level.WARNING
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
