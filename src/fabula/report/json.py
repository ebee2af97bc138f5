"""The report that other programs read. Its form is versioned: see ``schemas/findings-1.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

import fabula
from fabula.change.fingerprint import fingerprints
from fabula.change.since import Brought
from fabula.finding import Finding, Level, Standing
from fabula.report.checked import REPORTED, Checked, View, count_findings, place_of
from fabula.source import Span

__all__ = ["SCHEMA", "dump", "envelope", "finding_documents", "findings_document", "write_json"]

SCHEMA: Final = 1
"""The version of every JSON document that fabula writes. Fields may be added within a version, never changed."""

# Inside strings only; json leaves them as they are, and a terminal or a decoder might not.
_RAW = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def dump(document: object, indent: int | None = 2) -> str:
    """A document as text: two blanks a level, letters of all scripts as they are, control characters escaped.

    ``indent`` None puts it on one line.
    """
    text = json.dumps(document, ensure_ascii=False, indent=indent)
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
        "standing": str(finding.standing),
        "fingerprint": fingerprint,
    }


def finding_documents(findings: Sequence[Finding], prefix: str = "") -> list[dict[str, Any]]:
    """Findings as data, each with its rule's name and its fingerprint among them."""
    from fabula.rules.registry import all_rules

    names = {rule.code: rule.name for rule in all_rules()}
    named = zip(findings, fingerprints(findings), strict=True)
    return [_finding(finding, prefix, fingerprint, names) for finding, fingerprint in named]


def write_json(checked: Sequence[Checked], view: View = REPORTED) -> str:
    """All findings as one document.

    Intended ones and those of the baseline are there only when asked for; the summary counts them always, and those
    that were there before.
    """
    return dump(findings_document(checked, view))


def findings_document(checked: Sequence[Checked], view: View = REPORTED) -> dict[str, object]:
    """The document of `write_json` before it is text."""
    found = count_findings(checked)
    gone = [document for one in checked if one.since for document in finding_documents(one.since.gone, one.prefix)]
    return envelope(
        findings=[document for one in checked for document in _shown(one, view)],
        gone=gone,
        summary={
            "error": found[Level.ERROR],
            "warning": found[Level.WARNING],
            "note": found[Level.NOTE],
            "intended": sum(len(one.intended) for one in checked),
            "baseline": sum(len(one.standing(Standing.BASELINE)) for one in checked),
            "old": sum(len(one.standing(Standing.OLD)) for one in checked),
            "gone": len(gone),
        },
        universes=[
            {
                "path": one.prefix.rstrip("/") or ".",
                "name": one.name,
                "episodes": one.counts.episodes,
                "scenes": one.counts.scenes,
                "people": one.counts.people,
                "baseline": one.baseline,
                "since": _since(one.since),
            }
            for one in checked
        ],
    )


def _shown(one: Checked, view: View) -> list[dict[str, Any]]:
    documents = finding_documents(one.findings, one.prefix)
    for document, finding in zip(documents, one.findings, strict=True):
        document["elsewhere"] = bool(one.since and finding.reported and one.since.elsewhere(finding))
    return [document for document, finding in zip(documents, one.findings, strict=True) if view.shows(finding)]


def _since(since: Brought | None) -> dict[str, object] | None:
    if since is None:
        return None
    return {
        "revision": since.name,
        "commit": since.commit,
        "changed": sorted(since.changed),
        "missing": since.missing,
    }
