"""Running the rules: from a canon to its findings, with levels set and intended ones marked."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from fabula.finding import Finding, Level
from fabula.rules.intended import settle_intended
from fabula.rules.registry import Rule, all_rules, level_of
from fabula.source import Source
from fabula.story.canon import Canon

__all__ = ["FAILED", "run_rules"]

FAILED: Final = "Z101"
"""The code of a finding that says that a rule has failed. It cannot be switched off or exempted."""

LONGEST: Final = 1000
"""Characters of a message or remedy; a name that goes on for a whole file is cut."""


def run_rules(canon: Canon, select: Iterable[str] = (), *, strict: bool = False) -> list[Finding]:
    """Every finding of a universe in a total order.

    ``select`` limits them to rules by code, name or leading part of a code ("T", "T1"). Levels come from the rule, or
    from the universe's settings. Findings that an ``intended`` note covers are kept, with the reason in ``intended``.
    A rule that fails gives a finding with the code `FAILED`, and the others go on; ``strict`` lets its error through.
    """
    from fabula.universe.load import paused_collection

    with paused_collection():  # the whole canon would be walked again for each few findings
        return _run_rules(canon, [word.strip().lower() for word in select], strict)


def _run_rules(canon: Canon, wanted: list[str], strict: bool) -> list[Finding]:
    rules = {rule.code: rule for rule in all_rules()}
    levels = {rule.code: level_of(rule, canon.universe.settings) for rule in rules.values()}
    findings = list(canon.read_findings)
    failed: list[Finding] = []
    silent: set[str] = set()
    for rule in rules.values():
        if levels[rule.code] is Level.OFF:
            continue
        try:
            findings.extend(rule.check(canon))
        except Exception as error:  # a mistake in one rule must not hide what the others find
            if strict:
                raise
            silent.add(rule.code)
            if not wanted or _selected(rule, rule.code, wanted):
                failed.append(_failure(rule, error, canon))
    findings = settle_intended(canon, findings, frozenset(silent))
    kept = {
        _fit(finding): None
        for finding in (replace(f, level=levels.get(f.code, f.level)) for f in findings)
        if finding.level is not Level.OFF and (not wanted or _selected(rules.get(finding.code), finding.code, wanted))
    }
    return sorted([*kept, *failed], key=lambda finding: finding.sort_key)


def _selected(rule: Rule | None, code: str, wanted: list[str]) -> bool:
    names = {code.lower(), rule.name if rule is not None else ""}
    return any(word in names or code.lower().startswith(word) for word in wanted)


def _fit(finding: Finding) -> Finding:
    """A finding whose sentences have an end, whatever names stand in them."""
    if len(finding.message) <= LONGEST and len(finding.help) <= LONGEST:
        return finding
    return replace(finding, message=_cut(finding.message), help=_cut(finding.help))


def _cut(text: str) -> str:
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]} … {text[-half:]}"


def _failure(rule: Rule, error: Exception, canon: Canon) -> Finding:
    """What is said of a rule that failed: which, where and how; no word of the story, so that it can be sent."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.name}, {Path(frame.filename).name} line {frame.lineno}"
    message = f"The rule {rule.code} ({rule.name}) failed: {type(error).__name__} in {place}; what it finds is missing"
    remedy = (
        "this is a mistake of fabula, not yours: please report it with this message, the lines of `fabula doctor` "
        f'and what `fabula --debug check` shows; `{rule.code} = "off"` under [rules] goes on without it'
    )
    source = canon.universe.settings.source
    if not source.path:
        source = next((episode.script.source for episode in canon.universe.episodes), Source(".", ""))
    return Finding(FAILED, source.whole, message, remedy, level=Level.ERROR)
