"""L109 broken-settings."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level
from fabula.rules.registry import FAMILIES, Rule, all_rules
from fabula.story.canon import Canon
from fabula.universe.settings import did_you_mean, find_key


class BrokenSettings(Rule):
    """A setting of the universe or of a show is not understood

    ## What it checks
    `fabula.toml`, the fields of every `show.md` and, where a version is read, of its `version.md`: whether they can be
    read at all, whether each setting exists and has a value of the right kind, whether what a version drops is there,
    whether the time zone is one, whether the rules in `[rules]` exist and their levels are `off`, `note`, `warning` or
    `error`, whether a universe has one mothership only. And the lines of
    `fabula.baseline`, which `fabula baseline` writes.

    ## Why it matters
    A setting that is not understood is not followed. The default holds instead, and nobody notices.

    ## Example
        timezone = "Europe/Rom"

        [rules]
        dead-actors = "off"

    ## What to do
    Correct the setting; the finding names the nearest one that exists.
    """

    code = "L109"
    name = "broken-settings"
    level = Level.ERROR
    reads = frozenset({"bible"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """Rules in the settings that do not exist; all else is found while reading."""
        rules = all_rules()
        known = {rule.code for rule in rules} | {rule.name for rule in rules} | set(FAMILIES)
        source = canon.universe.settings.source
        for word, _ in canon.universe.settings.levels:
            if word not in known:
                candidates = sorted(rule.code if len(word) == 4 and word[1:].isdigit() else rule.name for rule in rules)
                span = find_key(source, ("rules", word), fold=True)
                yield Finding("L109", span, f"There is no rule “{span.text or word}”", did_you_mean(word, candidates))
