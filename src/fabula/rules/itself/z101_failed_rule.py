"""Z101 failed-rule (made by `fabula.rules.run`)."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["FailedRule"]


class FailedRule(Rule):
    """A rule of fabula failed; what it would have found is missing

    ## What it checks
    Nothing in the story. One of fabula's own rules met something that its makers did not think of. All other rules
    have run, and what they found stands beside this. `fabula check` then ends with 70.

    ## Why it matters
    A report from which a part is missing must not look like a clean one.

    ## Example
        Z101 error certain  fabula.toml:1:1
          The rule W101 (dead-acts) failed: KeyError in _deaths, w101_dead_acts.py line 88; what it finds is missing

    ## What to do
    It is our mistake and not yours. Tell us the message; `fabula --debug check` shows more. To go on without the rule,
    switch it off under `[rules]` in `fabula.toml`.
    """

    code: ClassVar[str] = "Z101"
    name: ClassVar[str] = "failed-rule"
    level: ClassVar[Level] = Level.ERROR
    reads: ClassVar[frozenset[str]] = frozenset()
