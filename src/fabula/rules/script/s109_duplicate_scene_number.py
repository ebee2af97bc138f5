"""S109 duplicate-scene-number (made by `fabula.universe.scenes`)."""

from __future__ import annotations

from fabula.finding import Level
from fabula.rules.registry import Rule


class DuplicateSceneNumber(Rule):
    """A scene number is printed twice in one episode

    ## What it checks
    Every printed scene number (`#14#` in Fountain, the number of a scene heading in Final Draft) occurs once in its
    episode. `14a` and `14A` are the same number. Scenes without a printed number are not counted.

    ## Why it matters
    Everybody on set calls a scene by its number. Here, `S01E02/14` leads to the first of the two; the second is called
    `14-2` until it has a number of its own.

    ## Example
        INT. LIGHTHOUSE - NIGHT #14#

        EXT. PIER - DAY #14#

    ## What to do
    Give the second scene a number of its own. In a script that is locked, the usual way is the number before it with a
    letter: `14A`.
    """

    code = "S109"
    name = "duplicate-scene-number"
    level = Level.WARNING
    reads = frozenset({"scripts"})
