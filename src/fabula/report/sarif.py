"""Findings as SARIF 2.1.0, the form that code hosts and editors read.

The other place of a contradiction is in ``relatedLocations``, the way from event to event in ``codeFlows``, and what
the room intends or has put aside in ``suppressions``. Columns count code points. See https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import fabula
from fabula.change.baseline_file import BASELINE
from fabula.change.fingerprint import fingerprints
from fabula.finding import Finding, Level, Standing
from fabula.report.checked import Checked, place_of
from fabula.report.json import dump
from fabula.rules.registry import FAMILIES, Page, all_rules, page_of
from fabula.source import Span

__all__ = ["write_sarif"]

_SNIPPET = 500
"""The longest text that is given with a place; what is unclosed may reach to the end of a file."""
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note", Level.OFF: "none"}


def write_sarif(checked: Sequence[Checked]) -> str:
    """All findings as one SARIF log with one run; those that are intended or put aside are in it as suppressed."""
    pages = [page_of(rule) for rule in all_rules()]
    index = {page.code: number for number, page in enumerate(pages)}
    compared = any(one.since is not None or one.baseline is not None for one in checked)
    results = [
        _result(finding, one.prefix, name, index) | ({"baselineState": _state(finding)} if compared else {})
        for one in checked
        for finding, name in zip(one.findings, fingerprints(one.findings), strict=True)
    ]
    paths = sorted({one.prefix + finding.span.path for one in checked for finding in one.findings})
    run = {
        "tool": {
            "driver": {
                "name": "fabula",
                "version": fabula.__version__,
                "semanticVersion": fabula.__version__,
                "rules": [_rule(page) for page in pages],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "artifacts": [{"location": {"uri": _uri(path)}} for path in paths],
        "results": results,
    }
    return dump({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _state(finding: Finding) -> str:
    """Whether a finding is news. What is gone is not among the results: code hosts would take it for a finding."""
    return "new" if finding.reported else "unchanged"


def _uri(path: str) -> str:
    return quote(path, safe="/", errors="surrogateescape")


def _rule(page: Page) -> dict[str, Any]:
    sections = dict(page.sections)
    text = "\n\n".join(f"{heading}\n\n{body}" for heading, body in page.sections)
    markdown = "\n\n".join(f"## {heading}\n\n{body}" for heading, body in page.sections)
    return {
        "id": page.code,
        "name": page.name,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": sections["What it checks"]},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[page.level], "enabled": page.level is not Level.OFF},
        "properties": {"tags": [FAMILIES.get(page.code[0], "other")]},
    }


def _location(span: Span, prefix: str, message: str = "") -> dict[str, Any]:
    place = place_of(span, prefix)
    region: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if 0 < span.end - span.start <= _SNIPPET:
        region["snippet"] = {"text": span.text}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(place.path)}, "region": region}}
    if message:
        location["message"] = {"text": message}
    return location


def _result(finding: Finding, prefix: str, fingerprint: str, index: dict[str, int]) -> dict[str, Any]:
    text = f"{finding.message}.\n{finding.help}" if finding.help else f"{finding.message}."
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.level],
        "kind": "fail",
        "message": {"text": text},
        "locations": [_location(finding.span, prefix)],
        "partialFingerprints": {"fabulaFinding/v2": fingerprint, "primaryLocationLineHash": fingerprint},
        "properties": {"certainty": str(finding.certainty)},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(related.span, prefix, related.message)}
            for number, related in enumerate(finding.related, 1)
        ]
    if finding.evidence:
        steps = [{"location": _location(step.span, prefix, step.message)} for step in finding.evidence]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if finding.fixes:
        result["fixes"] = [_fix(fix.message, fix.edits, prefix) for fix in finding.fixes if fix.edits]
    if finding.intended is not None:
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": finding.intended}]
    elif finding.standing is Standing.BASELINE:
        why = f"it was there when {BASELINE} was made"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return result


def _fix(message: str, edits: Sequence[Any], prefix: str) -> dict[str, Any]:
    by_path: dict[str, list[dict[str, Any]]] = {}
    for edit in edits:
        region = dict(_location(edit.span, prefix)["physicalLocation"]["region"])
        region.pop("snippet", None)
        by_path.setdefault(_uri(prefix + edit.span.path), []).append(
            {"deletedRegion": region, "insertedContent": {"text": edit.text}}
        )
    return {
        "description": {"text": message},
        "artifactChanges": [
            {"artifactLocation": {"uri": uri}, "replacements": by_path[uri]} for uri in sorted(by_path)
        ],
    }
