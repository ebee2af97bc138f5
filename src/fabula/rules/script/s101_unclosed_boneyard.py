"""S101: a boneyard is opened and never closed."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["UnclosedBoneyard"]


class UnclosedBoneyard(Rule):
    """A boneyard is opened and never closed

    ## What it checks
    Every `/*` of a Fountain script must have a `*/` somewhere after it.

    ## Why it matters
    Most applications hide everything from the `/*` to the end of the file: scenes vanish from the printed script and
    from the schedule, and nobody is told. fabula goes on reading after the `/*`, so that nothing is missed.

    ## Example
    ```
    /* An older version of the scene.

    INT. SIGNAL BOX - NIGHT
    ```

    ## What to do
    Write `*/` where the cut text ends, or take the `/*` out.
    """

    code: ClassVar[str] = "S101"
    name: ClassVar[str] = "unclosed-boneyard"
    level: ClassVar[Level] = Level.ERROR
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
