"""The report that other programs read. Its form is versioned: see ``schemas/findings-1.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

import fabula
from fabula.finding import Finding, Level
from fabula.report.checked import Checked, count_findings, place_of
from fabula.change.fingerprint import fingerprints
from fabula.source import Span

__all__ = ["SCHEMA", "dump", "envelope", "finding_documents", "write_json"]

SCHEMA: Final = 1
"""The version of every JSON document that fabula writes. Fields may be added within a version, never changed."""

# Inside strings only; json leaves them as they are, and a terminal or a decoder might not.
_RAW = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def dump(document: object) -> str:
    """A document as text: two blanks a level, letters of all scripts as they are, control characters escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _RAW.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def envelope(**content: object) -> dict[str, object]:
    """A document with the version of fabula and of the form in front."""
    return {"fabula": fabula.__version__, "schema": SCHEMA, **content}


def _place(span: Span, prefix: str) -> dict[str, Any]:
    place = place_of(span, prefix)
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _finding(finding: Finding, prefix: str, fingerprint: str, names: dict[str, str]) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": names.get(finding.code, ""),
        "level": str(finding.level),
        "certainty": str(finding.certainty),
        **_place(finding.span, prefix),
        "message": finding.message,
        "help": finding.help,
        "related": [{**_place(r.span, prefix), "message": r.message} for r in finding.related],
        "evidence": [{**_place(s.span, prefix), "message": s.message} for s in finding.evidence],
        "fixes": [
            {"message": fix.message, "edits": [{**_place(e.span, prefix), "text": e.text} for e in fix.edits]}
            for fix in finding.fixes
        ],
        "intended": finding.intended,
        "fingerprint": fingerprint,
    }


def finding_documents(findings: Sequence[Finding], prefix: str = "") -> list[dict[str, Any]]:
    """Findings as data, each with its rule's name and its fingerprint among them."""
    from fabula.rules.registry import all_rules

    names = {rule.code: rule.name for rule in all_rules()}
    named = zip(findings, fingerprints(findings), strict=True)
    return [_finding(finding, prefix, fingerprint, names) for finding, fingerprint in named]


def write_json(checked: Sequence[Checked], show_intended: bool = False) -> str:
    """All findings as one document. Intended ones are there only when asked for; the summary counts them always."""
    findings = [
        document
        for one in checked
        for document in finding_documents(one.findings, one.prefix)
        if show_intended or document["intended"] is None
    ]
    found = count_findings(checked)
    return dump(
        envelope(
            findings=findings,
            summary={
                "error": found[Level.ERROR],
                "warning": found[Level.WARNING],
                "note": found[Level.NOTE],
                "intended": sum(len(one.intended) for one in checked),
            },
            universes=[
                {
                    "path": one.prefix.rstrip("/") or ".",
                    "name": one.name,
                    "episodes": one.counts.episodes,
                    "scenes": one.counts.scenes,
                    "people": one.counts.people,
                }
                for one in checked
            ],
        )
    )
