"""Findings as annotations on a GitHub pull request (workflow commands)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.finding import Level
from fabula.report.checked import REPORTED, Checked, View, limit_findings, place_of
from fabula.report.words import clean

__all__ = ["write_github"]

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def write_github(checked: Sequence[Checked], view: View = REPORTED) -> Iterator[str]:
    """One ``::error file=…::message`` a finding. The help follows the message on a line of its own."""
    shown, _ = limit_findings(checked, View(limit=view.limit))
    for one, finding in shown:
        place = place_of(finding.span, one.prefix)
        values = {
            "file": clean(place.path),
            "line": str(place.line),
            "endLine": str(place.end_line),
            "col": str(place.column),
            "endColumn": str(place.end_column),
            "title": f"{finding.code} ({finding.certainty})",
        }
        if place.end_line != place.line:
            # GitHub takes columns only where a place begins and ends in the same line.
            del values["col"], values["endColumn"]
        properties = ",".join(f"{key}={_escape_property(value)}" for key, value in values.items())
        lines = [finding.message, *finding.help.splitlines()]
        message = _escape("\n".join(clean(line) for line in lines))
        yield f"::{_COMMANDS.get(finding.level, 'warning')} {properties}::{message}\n"
