"""The example universe: its drafts hold just the mistakes that its README lists, and nothing else is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import fabula

EXAMPLE = Path(__file__).parent.parent / "examples" / "citadel"
ROW = re.compile(r"^\| `(\w+)` (S\d\dE\d\d)/(\d+) \| ([A-Z]\d{3}) \|", re.MULTILINE)


def test_the_findings_are_the_mistakes_that_the_readme_lists() -> None:
    listed = ROW.findall((EXAMPLE / "README.md").read_text(encoding="utf-8"))
    assert len(listed) >= 8
    assert len({code[0] for *_, code in listed}) >= 6
    loaded = fabula.load(str(EXAMPLE))
    found = []
    for finding in loaded.findings:
        scene = next(
            scene
            for scene in reversed(loaded.universe.scenes)
            if scene.source.path == finding.span.path and scene.written.start <= finding.span.start
        )
        found.append((scene.episode.show.id, scene.episode.code, scene.label, finding.code))
    assert sorted(found) == sorted(listed)


def test_what_is_released_shot_or_locked_is_clean() -> None:
    loaded = fabula.load(str(EXAMPLE))
    drafts = {e.script.source.path for e in loaded.universe.episodes if e.status.name == "DRAFT"}
    assert {finding.span.path for finding in loaded.findings} <= drafts


def test_every_invention_is_marked() -> None:
    given = {"mason-kane", "nadia-sinh", "bernard-orlick", "citadel", "manticore", "kane-and-sinh"}
    for entry in fabula.load(str(EXAMPLE)).universe.entries:
        if entry.key.partition("/")[2] not in given:
            assert entry.text("invented"), f"{entry.source.path} is neither given nor marked as invented"
