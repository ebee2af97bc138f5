"""S111: nothing is said under a cue."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["EmptyCue"]


class EmptyCue(Rule):
    """Nothing is said under a cue

    ## What it checks
    A cue that can be nothing else, because it is forced with `@`, has an extension such as (V.O.), is the second of
    two that speak at once (`^`), or has a parenthetical under it, is followed by no line of dialogue.

    ## Why it matters
    Often the line was cut and its cue forgotten, or an empty line slipped in between and the speech now prints as
    action. A name in capitals alone is not reported: many writers use it in action.

    ## Example
    ```
    KIT (V.O.)

    Nobody saw the boat leave.
    ```

    ## What to do
    Take out the empty line between cue and speech, write what is said, or take the cue out.
    """

    code: ClassVar[str] = "S111"
    name: ClassVar[str] = "empty-cue"
    level: ClassVar[Level] = Level.NOTE
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
