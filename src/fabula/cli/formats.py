"""The formats of `fabula check`, and what writes each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fabula.report.checked import Checked, View
    from fabula.report.ink import Ink

__all__ = ["FOR_PEOPLE", "WHOLE", "Format", "write_report"]


class Format(StrEnum):
    """What the report is for: people, lists, programs, code hosts, pull requests and the comments on them."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    MARKDOWN = "markdown"


WHOLE = frozenset({Format.JSON, Format.SARIF})
"""Those that programs read, and that always hold all findings."""

FOR_PEOPLE = frozenset({Format.TEXT, Format.MARKDOWN})
"""Those that people read from top to bottom, and that do not show ten thousand findings unasked."""


def write_report(
    checked: Sequence[Checked], form: Format, ink: Ink, view: View, width: int | None = None
) -> Iterator[str]:
    """A report in pieces."""
    match form:
        case Format.TEXT:
            from fabula.report.text import write_text

            yield from write_text(checked, ink, view, width)
        case Format.CONCISE:
            from fabula.report.concise import write_concise

            yield from write_concise(checked, ink, view)
        case Format.JSON:
            from fabula.report.json import write_json

            yield write_json(checked, view)
        case Format.SARIF:
            from fabula.report.sarif import write_sarif

            yield write_sarif(checked)
        case Format.GITHUB:
            from fabula.report.github import write_github

            yield from write_github(checked, view)
        case Format.MARKDOWN:
            from fabula.report.comment import write_comment

            yield from write_comment(checked, view)
