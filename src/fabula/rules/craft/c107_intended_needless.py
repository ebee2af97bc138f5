"""C107 intended-needless."""

from __future__ import annotations

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["IntendedNeedless"]


class IntendedNeedless(Rule):
    """An exemption covers nothing.

    ## What it checks
    A note `intended CODE: reason` in whose scene, or next to which, nothing is found under that code; or whose code
    is that of no rule. Rules that are switched off in `fabula.toml` are left alone.

    ## Why it matters
    The mistake has been mended. A note that stays would hide the next one.

    ## Example
        [[canon: intended W101: she is a ghost]]

    ## What to do
    Delete the note, or correct the code.
    """

    code = "C107"
    name = "intended-needless"
    level = Level.WARNING
    reads = frozenset({"scripts"})
