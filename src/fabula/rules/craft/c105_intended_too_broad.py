"""C105 intended-too-broad."""

from __future__ import annotations

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["IntendedTooBroad"]


class IntendedTooBroad(Rule):
    """An exemption is meant for many findings at once.

    ## What it checks
    A note `intended` with no code, with a family letter or the beginning of a code (`W`, `W1`), with a wildcard
    (`W*`) or with `all`. Such a note covers nothing.

    ## Why it matters
    An exemption that hides what nobody has looked at is worse than the mistake.

    ## Example
        [[canon: intended W: the whole scene is a mess]]

    ## What to do
    Name one code. If a rule does not fit the show at all, set its level in `fabula.toml`.
    """

    code = "C105"
    name = "intended-too-broad"
    level = Level.WARNING
    reads = frozenset({"scripts"})
