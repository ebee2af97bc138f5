"""C104 intended-without-reason."""

from __future__ import annotations

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["IntendedWithoutReason"]


class IntendedWithoutReason(Rule):
    """An exemption gives no reason.

    ## What it checks
    A note `intended CODE` that has no reason behind a colon. The finding it covers stays hidden; the note is reported
    in its place.

    ## Why it matters
    In a year nobody remembers whether it was a choice or a slip. The reason is for them.

    ## Example
        [[canon: intended W101]]

    ## What to do
    Write the reason: `[[canon: intended W101: she is a ghost, the audience learns it in the finale]]`.
    """

    code = "C104"
    name = "intended-without-reason"
    level = Level.WARNING
    reads = frozenset({"scripts"})
