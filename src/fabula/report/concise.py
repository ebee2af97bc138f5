"""One line a finding, as editors and ``grep`` like it: ``path:line:column: level CODE message``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.report.checked import Checked
from fabula.report.ink import PLAIN, Ink
from fabula.report.words import clean

__all__ = ["write_concise"]


def write_concise(checked: Sequence[Checked], ink: Ink = PLAIN, show_intended: bool = False) -> Iterator[str]:
    """The lines, each with its line end. Nothing at all when there is nothing to report."""
    for one in checked:
        for finding in one.findings if show_intended else one.reported:
            line, column = finding.span.source.position(finding.span.start)
            place = ink(f"{clean(one.prefix + finding.span.path)}:{line}:{column}", "path")
            level = ink(str(finding.level), str(finding.level))
            reason = "" if finding.intended is None else f" (intended: {clean(finding.intended)})"
            yield f"{place}: {level} {finding.code} {clean(finding.message)}{reason}\n"
