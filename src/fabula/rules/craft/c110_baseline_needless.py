"""C110 baseline-needless (made by `fabula.change.baseline`)."""

from __future__ import annotations

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["BaselineNeedless"]


class BaselineNeedless(Rule):
    """The baseline holds a finding that is no longer there.

    ## What it checks
    Every line of `fabula.baseline`, the file in which `fabula baseline` took the findings of an old project as they
    were: whether what it holds is still found. It is not if it was mended, if its place was rewritten, if an `intended`
    note covers it by now, or if there is no such rule. Rules that are switched off in `fabula.toml` are left alone.

    ## Why it matters
    The mistake has been mended. A line that stays could hide the next one of its kind.

    ## Example
        W101 2f6c1a0b9d3e4f55 8a1c2b3d0e4f5a6b shows/italy/s01/e04.fountain "INT. FLAT - DAY"  # Tommaso speaks

    ## What to do
    `fabula baseline --prune` takes out all such lines.
    """

    code = "C110"
    name = "baseline-needless"
    level = Level.NOTE
    reads = frozenset({"scripts"})
