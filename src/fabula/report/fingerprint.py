"""What makes a finding the same finding after the text around it has moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from fabula.finding import Finding
from fabula.source import Span

__all__ = ["fingerprints"]

_LONG = 2000


def _near(span: Span) -> str:
    """The text of the line; of a very long line only what stands around the place."""
    line = span.source.line_text(span.line)
    return line if len(line) <= _LONG else line[max(0, span.column - 100) : span.column + 100]


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """A stable name for each finding, 16 hexadecimal digits.

    It rests on the code, the file, the text of the line, and the how-manieth finding of that kind it is; so it stays
    the same when lines are put in above it, and changes when the line itself does.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    names: list[str] = []
    for finding in findings:
        line = " ".join(_near(finding.span).split())
        key = (finding.code, finding.span.path, line)
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        names.append(hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16])
    return names
