"""One line a finding, as editors and ``grep`` like it: ``path:line:column: level CODE message``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.finding import Finding, Standing
from fabula.report.checked import REPORTED, Checked, View, limit_findings
from fabula.report.ink import PLAIN, Ink
from fabula.report.summary import tell_rest
from fabula.report.words import clean

__all__ = ["write_concise"]


def write_concise(checked: Sequence[Checked], ink: Ink = PLAIN, view: View = REPORTED) -> Iterator[str]:
    """The lines, each with its line end. Nothing at all when there is nothing to report."""
    shown, rest = limit_findings(checked, view)
    for one, finding in shown:
        line, column = finding.span.source.position(finding.span.start)
        place = ink(f"{clean(one.prefix + finding.span.path)}:{line}:{column}", "path")
        level = ink(str(finding.level), str(finding.level))
        yield f"{place}: {level} {finding.code} {clean(finding.message)}{_aside(finding)}\n"
    yield tell_rest(rest).rstrip("\n") + "\n" if rest else ""


def _aside(finding: Finding) -> str:
    if finding.intended is not None:
        return f" (intended: {clean(finding.intended)})"
    return " (baseline)" if finding.standing is Standing.BASELINE else ""
