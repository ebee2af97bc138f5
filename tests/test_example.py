"""The example universe: its drafts hold just the mistakes that its README lists, and nothing else is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import fabula
from fabula.change.comparing.compare import compare_universes
from fabula.change.comparing.differences import How, Turn
from fabula.stages import load_canon
from fabula.universe.model import Status
from fabula.universe.shelf import Shelf

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


def test_the_second_season_changes_what_its_page_says() -> None:
    """A reveal that is dropped, a restoration that is moved, and what follows in shows that nobody touched."""
    shelf = Shelf()
    universe, version = (load_canon(place, shelf=shelf) for place in (EXAMPLE, EXAMPLE / "versions" / "late-memory"))
    found = compare_universes(universe, version)
    assert [(str(how), change.scene.name, str(change.status)) for change in found.scenes for how in change.how] == [
        ("cut", "italy S01E01/4", "shot"),
        ("rewritten", "italy S01E03/2", "locked"),
        ("notes changed", "italy S01E03/2", "locked"),
        ("rewritten", "italy S01E04/5", "draft"),
        ("notes changed", "italy S01E04/5", "draft"),
        ("added", "italy S01E04/6", "draft"),
    ]
    (reveal,) = found.reveals
    assert reveal.later
    assert reveal.matter.subject == "secrets/who-opened-the-gate"
    assert [one.scene.name for one in (reveal.before, reveal.after) if one is not None] == [
        "italy S01E01/4",
        "italy S01E04/5",
    ]
    (memory,) = found.memories
    assert memory.gives
    assert memory.later
    assert [one[0].name for one in (memory.before, memory.after) if one is not None] == [
        "italy S01E03/2",
        "italy S01E04/5",
    ]
    secrets = {
        (change.chain[0].partition("/")[2], change.turn, change.matter.subject)
        for change in found.minds
        if len(change.chain) == 1 and change.matter.kind == "secret"
    }
    assert secrets == {
        ("livia-ferro", Turn.REMEMBERS, "secrets/gate-code"),
        ("livia-ferro", Turn.KNOWS, "secrets/who-opened-the-gate"),
        ("nadia-sinh", Turn.KNOWS, "secrets/who-opened-the-gate"),
    }
    lie = {change.chain: change.turn for change in found.minds if change.matter.subject == "people/vikram-rao"}
    assert lie["people/nadia-sinh",] is Turn.FREED
    assert lie["people/rahi-deshpande",] is Turn.ELSEWISE


def test_the_second_season_breaks_what_rests_on_it_in_the_other_shows() -> None:
    universe, version = (load_canon(place) for place in (EXAMPLE, EXAMPLE / "versions" / "late-memory"))
    found = compare_universes(universe, version)
    assert [
        (change.new, change.finding.code, change.felt.name if change.felt else "") for change in found.findings
    ] == [
        (True, "C103", "citadel S02E01/1"),
        (True, "C103", "india S01E02/2A"),
        (False, "K103", "italy S01E04/5"),
        (False, "C109", "italy S01E04/5"),
    ]
    touched = {change.scene.episode.show.id for change in found.scenes}
    assert touched == {"italy"}


def test_the_second_season_is_marked_as_invented_and_given_facts_stay() -> None:
    universe, version = (load_canon(place) for place in (EXAMPLE, EXAMPLE / "versions" / "late-memory"))
    assert "invented: yes" in (EXAMPLE / "versions" / "late-memory" / "version.md").read_text(encoding="utf-8")
    assert [entry.source.text for entry in universe.universe.entries] == [
        entry.source.text for entry in version.universe.entries
    ]
    found = compare_universes(universe, version, ((), ()))
    assert not [change for change in found.scenes if change.scene.episode.show.mothership]
    assert not [change for change in found.scenes if change.status is Status.RELEASED]
    assert sum(How.CUT in change.how for change in found.scenes) == 1
