"""Response against what the story does."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.listening.answers.features import FEATURES, story_cells
from fabula.listening.answers.story import StoryRelation, relate_story
from fabula.listening.errors import ListeningError
from tests.listening.answers.conftest import World, open_world
from tests.listening.answers.tidewater import AIRED, Audience, write_universe


def related(world: World, kind: str = "people") -> StoryRelation:
    return relate_story(world.canon, world.engine, world.measuring, world.overview, kind=kind)


def test_features(world: World) -> None:
    features, cells = story_cells(world.canon, ["people/ben-orme", "people/fay-linden"])
    names = [feature.name for feature in features]
    assert names[: len(FEATURES)] == [feature.name for feature in FEATURES]
    assert names[len(FEATURES) :] == ["storyline Ada and Ben", "storyline The wreck"]
    ben = {cell.episode: dict(zip(names, cell.values, strict=True)) for cell in cells if "ben" in cell.element}
    assert list(ben) == list(AIRED)
    assert ben["tidewater/s01e05"]["presence"] == pytest.approx(20 / 3)
    assert ben["tidewater/s01e05"]["storylines"] == 2
    assert ben["tidewater/s01e05"]["storyline Ada and Ben"] == pytest.approx(0.5)
    assert [ben[key]["new"] for key in list(ben)[:3]] == [1, 0, 0]
    fay = {cell.episode: dict(zip(names, cell.values, strict=True)) for cell in cells if "fay" in cell.element}
    assert fay["tidewater/s01e01"]["presence"] == 0  # an episode without her has a row as well
    assert fay["tidewater/s01e05"]["new"] == 1
    dov = story_cells(world.canon, ["people/dov-marsh"])[1]
    assert {cell.episode for cell in dov} >= {"northshore/s01e01"}


def test_it_is_association(world: World) -> None:
    found = related(world)
    assert found.relation.warnings[0].startswith("association, not cause")
    assert found.relation.episodes >= 6
    assert [one.effect.adjusted for one in found.effects] == sorted(one.effect.adjusted for one in found.effects)
    for one in found.effects:
        assert one.low <= one.per_unit <= one.high


def test_a_planted_relation(tmp_path: Path) -> None:
    """Whoever is in scenes of the storyline B is liked more there, whoever they are."""
    root = write_universe(tmp_path)
    people = {"ada-quill": "Ada", "ben-orme": "Ben", "cleo-vance": "Cleo", "dov-marsh": "Dov", "enid-pell": "Enid"}
    made = Audience(9)
    for number, episode in enumerate(AIRED, start=1):
        path = root / f"shows/tidewater/s01/e{number:02}.fountain"
        scenes = []
        for place, (key, name) in enumerate(people.items()):
            letter = "AB"[(number * (place + 2) // 2 + place) % 2]
            scenes.append(f"\nEXT. PIER - DAY\n\n[[canon: storyline {letter}]]\n\n{name.upper()}\nThe tide is late.\n")
            liked = 0.65 if letter == "B" else 0.2
            made.opinions(f"people/{key}", name, episode, 80, liked + place * 0.03, 0.15)
        head = path.read_text(encoding="utf-8").split("\nEXT.")[0]
        path.write_text(head + "".join(scenes), encoding="utf-8")
    world = open_world(root, made.write(root / ".fabula/listening"))
    found = related(world)
    world.engine.close()
    first = found.effects[0]
    assert first.feature.name in {"storyline Ada and Ben", "storyline The wreck"}
    assert first.is_sure
    assert (first.per_unit > 0) == (first.feature.name == "storyline Ada and Ben")
    assert [one.feature.name for one in found.effects if one.is_sure] == [first.feature.name]


def test_too_few_episodes(tmp_path: Path) -> None:
    made = Audience(8)
    for episode in list(AIRED)[:3]:
        made.opinions("people/ada-quill", "Ada", episode, 50, 0.4, 0.3)
    root = write_universe(tmp_path)
    world = open_world(root, made.write(root / ".fabula/listening"))
    with pytest.raises(ListeningError, match="3 episodes with enough comments are too few"):
        related(world)
    with pytest.raises(ListeningError, match="no storylines in an aired episode"):
        related(world, "storylines")
    world.engine.close()
