"""S110 bad-title-page (made by `fabula.universe.episodes` and `fabula.universe.shows`)."""

from __future__ import annotations

from fabula.finding import Level
from fabula.rules.registry import Rule


class BadTitlePage(Rule):
    """What is said about an episode is not understood, or not agreed upon

    ## What it checks
    The title page of a script and the `episodes:` of its `show.md`: whether `Status:` is a status (idea, outline,
    draft, locked, shot, released), whether `Released:` is a date, whether the two places say the same, and whether
    two scripts claim to be the same episode of a show.

    ## Why it matters
    The status decides which of two scenes is wrong when they contradict each other. An episode that is taken for a
    draft can be blamed for what is released.

    ## Example
        Title: The Fall
        Episode: S01E03
        Status: relased

    ## What to do
    Correct the line. Statuses are idea, outline, draft, locked, shot and released; dates are best written 2023-04-28.
    """

    code = "S110"
    name = "bad-title-page"
    level = Level.WARNING
    reads = frozenset({"scripts"})
