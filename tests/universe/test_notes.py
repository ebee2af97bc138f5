from __future__ import annotations

from pathlib import Path

from fabula.bible.statements import Fact, Name
from fabula.universe.model import Universe
from tests.universe.folders import entry, link

BIBLE = {
    "bible/people/mason-kane.md": entry("Mason Kane"),
    "bible/people/bernard-orlick.md": entry("Bernard Orlick"),
    "bible/people/bernard-hale.md": entry("Bernard Hale"),
    "bible/storylines/the-gate.md": entry("The gate", letter="B"),
}


def statements(universe: Universe) -> list[list[tuple[str, list[str]]]]:
    return [[(s.form, [n.key for n in s.all_names()]) for s in scene.statements] for scene in universe.scenes]


def test_notes_belong_to_the_scene_they_stand_in(tmp_path: Path) -> None:
    text = (
        "Title: X\n\n[[canon: with Mason]]\n\nINT. A - DAY\n\nDark. [[canon: in 2014]]\n\n[[not canon]]\n\n"
        "INT. B - DAY [[canon: in 2015]]\n\nMASON\nNo. [[canon: Mason dies; storyline b]]\n"
    )
    universe, findings = link(tmp_path, {**BIBLE, "shows/main/x.fountain": text})
    assert findings == []
    assert universe.unlinked == []
    assert statements(universe) == [
        [("with", ["people/mason-kane"]), ("at", [])],
        [("at", []), ("dies", ["people/mason-kane"]), ("storyline", ["storylines/the-gate"])],
    ]


def test_an_unknown_name_is_listed_with_near_ones(tmp_path: Path) -> None:
    universe, _ = link(tmp_path, {**BIBLE, "shows/main/x.fountain": "INT. A - DAY\n\n[[canon: with Masson]]\n"})
    (only,) = universe.unlinked
    assert (only.what, only.text, only.span.line, only.span.column) == ("note", "Masson", 3, 15)
    assert only.suggestions[0] in {"Mason", "Mason Kane"}
    assert statements(universe) == [[("with", [""])]]


def test_an_ambiguous_name_is_narrowed_by_scene_and_episode(tmp_path: Path) -> None:
    text = "INT. A - DAY\n\n[[canon: Bernard dies]]\n\n{}\n\nINT. B - DAY\n\n[[canon: expect Bernard is dead]]\n"
    universe, _ = link(tmp_path / "a", {**BIBLE, "shows/main/x.fountain": text.format("BERNARD HALE\nNo.")})
    assert universe.unlinked == []
    assert statements(universe)[0] == [("dies", ["people/bernard-hale"])]
    fact = universe.scenes[1].statements[0].get("fact")
    assert isinstance(fact, Fact)
    assert fact.subject.key == "people/bernard-hale"
    universe, _ = link(tmp_path / "b", {**BIBLE, "shows/main/x.fountain": text.format("MASON\nNo.")})
    assert [(u.what, u.candidates) for u in universe.unlinked] == [
        ("note", ("people/bernard-hale", "people/bernard-orlick"))
    ] * 2
    name = universe.scenes[0].statements[0].all_names()[0]
    assert isinstance(name, Name)
    assert len(name.keys) == 2


def test_without_a_bible_notes_name_things_of_their_own(tmp_path: Path) -> None:
    text = (
        "INT. A - DAY\n\n[[canon: with Nadia; Mason joins the Circle]]\n\nMASON\nNo.\n\n"
        "INT. B - DAY\n\n[[canon: Mason leaves Circle; without Nadia; sets up the kettle]]\n\nNadia waits.\n"
    )
    universe, _ = link(tmp_path, {"x.fountain": text})
    assert universe.unlinked == [u for u in universe.unlinked if u.what == "cue"]
    declared = [key for key in universe.entities if not key.startswith("places")]
    assert declared == ["groups/circle", "people/mason", "people/nadia"]
    assert [m.key for m in universe.scenes[1].mentions] == ["people/nadia"]
    assert {name for scene in statements(universe) for _, names in scene for name in names} == {
        "groups/circle",
        "people/mason",
        "people/nadia",
        "",
    }


def test_notes_of_a_script_without_scenes(tmp_path: Path) -> None:
    universe, findings = link(tmp_path, {**BIBLE, "shows/main/x.fountain": "Title: X\n\n[[canon: with Mason]]\n"})
    assert findings == []
    assert statements(universe) in ([], [[("with", ["people/mason-kane"])]])
