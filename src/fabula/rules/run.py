"""Running the rules: from a canon to its findings, with levels set and intended ones marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fabula.finding import Finding, Level
from fabula.rules.intended import settle_intended
from fabula.rules.registry import Rule, all_rules, level_of
from fabula.story.model import Canon

__all__ = ["run_rules"]


def run_rules(canon: Canon, select: Iterable[str] = ()) -> list[Finding]:
    """Every finding of a universe in a total order.

    ``select`` limits them to rules by code, name or leading part of a code ("T", "T1"). Levels come from the rule, or
    from the universe's settings. Findings that an ``intended`` note covers are kept, with the reason in ``intended``.
    """
    from fabula.universe.load import paused_collection

    with paused_collection():  # the whole canon would be walked again for each few findings
        return _run_rules(canon, select)


def _run_rules(canon: Canon, select: Iterable[str]) -> list[Finding]:
    rules = {rule.code: rule for rule in all_rules()}
    levels = {rule.code: level_of(rule, canon.universe.settings) for rule in rules.values()}
    findings = list(canon.read_findings)
    for rule in rules.values():
        if levels[rule.code] is not Level.OFF:
            findings.extend(rule.check(canon))
    findings = settle_intended(canon, findings)
    wanted = [word.strip().lower() for word in select]
    kept = {
        finding: None
        for finding in (replace(f, level=levels.get(f.code, f.level)) for f in findings)
        if finding.level is not Level.OFF and (not wanted or _selected(rules.get(finding.code), finding, wanted))
    }
    return sorted(kept, key=lambda finding: finding.sort_key)


def _selected(rule: Rule | None, finding: Finding, wanted: list[str]) -> bool:
    names = {finding.code.lower(), rule.name if rule is not None else ""}
    return any(word in names or finding.code.lower().startswith(word) for word in wanted)
