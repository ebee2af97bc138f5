"""C106 intended-expired."""

from __future__ import annotations

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["IntendedExpired"]


class IntendedExpired(Rule):
    """An exemption has run out, and what it covered is still there.

    ## What it checks
    A note `intended CODE: reason until S02E01`, when that episode is locked, shot or released. The finding that it
    covered is reported again, and so is the note.

    ## Why it matters
    `until` is a promise that a later episode settles the matter. That episode is written now.

    ## Example
        [[canon: intended C101: the locket opens in season 2 until S02E01]]

    ## What to do
    Settle the finding. If a later episode is to do so, name that one. If it is to stay for good, take `until` out.
    """

    code = "C106"
    name = "intended-expired"
    level = Level.WARNING
    reads = frozenset({"scripts"})
