"""S104: a scene heading has no dot after INT or EXT."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["HeadingWithoutDot"]


class HeadingWithoutDot(Rule):
    """A scene heading has no dot after INT or EXT

    ## What it checks
    A heading that begins with INT, EXT, EST or I/E and a space, without the dot that is usual there.

    ## Why it matters
    Fountain allows it, and fabula reads it as a heading. Some applications and schedules do not, and one script with
    both forms gives two spellings of one place.

    ## Example
    ```
    INT ARCHIVE - DAY
    ```

    ## What to do
    Write `INT.`, or begin the line with `!` if it is action.
    """

    code: ClassVar[str] = "S104"
    name: ClassVar[str] = "heading-without-dot"
    level: ClassVar[Level] = Level.NOTE
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
