"""S103: a scene heading has no blank line beside it."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["HeadingNeedsBlankLine"]


class HeadingNeedsBlankLine(Rule):
    """A scene heading has no blank line beside it

    ## What it checks
    A scene heading needs an empty line before and after it. Sections, synopses, notes and boneyards beside it do not
    count, since they do not print.

    ## Why it matters
    fabula reads it as a heading, but other applications print it as action or dialogue: the scene is then missing
    from their scene list, their numbers and the schedule.

    ## Example
    ```
    EXT. FERRY - DAWN
    The ramp comes down.
    ```

    ## What to do
    Put an empty line between the heading and its neighbour.
    """

    code: ClassVar[str] = "S103"
    name: ClassVar[str] = "heading-needs-blank-line"
    level: ClassVar[Level] = Level.WARNING
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
