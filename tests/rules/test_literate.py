"""Rules are tested by Markdown files that a writer can read: ``tests/rules/<family>/*.md``.

A ``##`` heading starts a case; fenced blocks whose info string names a file are the files of its universe (those
before the first ``##`` belong to every case). ``# error: T101`` at the end of a line, with ``likely`` or ``possible``
behind it where the finding is not certain, says that this finding stands on that line; the marker is taken out before
the file is written. Every other finding fails the case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fabula.change.baseline import find_baseline, settle_baseline
from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.universe.tree import FolderTree

HERE = Path(__file__).parent
FENCE = re.compile(r"^```(\w+)\s+(\S+)\s*$")
MARKER = re.compile(r"\s*#\s+(error|warning|note):\s+([A-Z]\d{3})(?:\s+(certain|likely|possible))?(?=\s*(?:#|$))")


@dataclass
class Case:
    """One universe with the findings that it must give, as (path, line, code, level, certainty)."""

    name: str
    files: dict[str, str] = field(default_factory=dict)
    expected: list[tuple[str, int, str, str, str]] = field(default_factory=list)


def read_cases(text: str) -> list[Case]:
    """The cases of one literate file."""
    shared = Case("shared")
    cases: list[Case] = []
    current, path = shared, ""
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if path:
            if line.rstrip() == "```":
                current.files[path] = "\n".join(lines) + "\n"
                path, lines = "", []
                continue
            for level, code, certainty in MARKER.findall(line):
                current.expected.append((path, len(lines) + 1, code, level, certainty or "certain"))
            lines.append(MARKER.sub("", line))
        elif match := FENCE.match(line):
            path = match[2]
        elif line.startswith("## "):
            current = Case(line[3:].strip(), dict(shared.files), list(shared.expected))
            cases.append(current)
        elif line.startswith("```") and line.rstrip() != "```":
            raise ValueError(f"line {number}: a fenced block needs a file name: {line}")
    return cases


def find_all(folder: Path) -> list[Finding]:
    """What `fabula check` reports: with the baseline, if one of the files is that."""
    canon = load_canon(folder)
    return settle_baseline(canon, run_rules(canon), find_baseline(FolderTree(folder)))


ALL = [(file, case) for file in sorted(HERE.glob("*/*.md")) for case in read_cases(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("file", "case"), ALL, ids=[f"{f.parent.name}/{f.stem}: {c.name}" for f, c in ALL])
def test_case(file: Path, case: Case, tmp_path: Path) -> None:
    assert case.files, f"{file.name}: the case {case.name!r} has no files"
    for path, text in case.files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    found = [
        (f.span.path, f.span.line, f.code, str(f.level), str(f.certainty), f.message)
        for f in find_all(tmp_path)
        if f.reported
    ]
    assert sorted(f[:5] for f in found) == sorted(case.expected), "\n".join(map(str, found)) or "nothing found"
