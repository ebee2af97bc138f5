"""What lands, what does not, what changed: planted effects are found, and decoys are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fabula.listening.answers.landing import Landing, Response, Selection, Verdict
from fabula.listening.answers.makeup import MakeUp
from fabula.listening.answers.responses import find_landing
from tests.listening.answers.conftest import World, open_world
from tests.listening.answers.tidewater import AIRED, Audience, write_universe

PAIR = "pairs/people/ada-quill+people/ben-orme"


def landing(world: World, axis: str = "liking", selection: Selection | None = None) -> Landing:
    return find_landing(world.canon, world.engine, world.measuring, world.overview, axis, selection or Selection())


@pytest.fixture(scope="module")
def liking(world: World) -> Landing:
    return landing(world)


def named(found: Landing, element: str) -> Response:
    return next(one for one in found.responses if one.element == element)


def test_what_lands(liking: Landing) -> None:
    assert [one.element for one in liking.with_verdict(Verdict.LANDS)] == [PAIR, "people/cleo-vance"]


def test_what_does_not(liking: Landing) -> None:
    """Enid does not, although one author praises her a hundred times: one author is one voice."""
    assert [one.element for one in liking.with_verdict(Verdict.FAILS)] == ["people/enid-pell"]
    flooded = next(cell for cell in named(liking, "people/enid-pell").episodes if cell.episode == "tidewater/s01e02")
    assert flooded.measured.figure.value is None
    assert any("few of the" in note for note in flooded.measured.figure.notes)


def test_what_nobody_judges_does_not_fail(liking: Landing) -> None:
    assert named(liking, "secrets/who-sank-the-marigold").verdict is Verdict.LIKE_THE_REST
    assert named(liking, "people/fay-linden").verdict is Verdict.LIKE_THE_REST


def test_decoys(liking: Landing) -> None:
    assert named(liking, "people/ada-quill").verdict is Verdict.LIKE_THE_REST
    assert named(liking, "people/dov-marsh").verdict is Verdict.LIKE_THE_REST
    assert named(liking, "secrets/the-map-is-real").verdict is Verdict.TOO_LITTLE


def test_what_changed(liking: Landing) -> None:
    """Ben falls with the fifth episode. Dov is talked of more and liked no more; what airs elsewhere is no change."""
    assert [(one.element, one.at, one.earliest, one.latest) for one in liking.changes] == [
        ("people/ben-orme", "tidewater/s01e05", "tidewater/s01e05", "tidewater/s01e05")
    ]
    [change] = liking.changes
    assert change.low <= change.difference <= change.high < 0
    assert liking.scanned >= 5


def test_reach_is_apart_from_liking(liking: Landing) -> None:
    dov = {cell.episode: cell.reach.comments for cell in named(liking, "people/dov-marsh").episodes}
    assert dov["tidewater/s01e01"] == 30
    assert dov["tidewater/s01e06"] == 170
    assert 0 < named(liking, "people/dov-marsh").reach.share < 1


def test_campaigns_with_and_without(liking: Landing) -> None:
    cleo = named(liking, "people/cleo-vance")
    assert cleo.reach.marked == 170
    assert cleo.with_campaigns.figure.estimate < cleo.measured.figure.estimate
    assert cleo.with_campaigns.figure.comments == cleo.measured.figure.comments + 170
    assert named(liking, "people/ada-quill").reach.marked == 0


def test_sources_apart_and_together(liking: Landing) -> None:
    ada = named(liking, "people/ada-quill").measured
    assert [source for source, _ in ada.sources] == ["board", "clips"]
    low, high = sorted(figure.estimate for _, figure in ada.sources)
    assert low <= ada.figure.estimate <= high
    assert ada.figure.comments == sum(figure.comments for _, figure in ada.sources)


def test_every_figure_is_uncalibrated_without_labels(liking: Landing) -> None:
    figures = [figure for one in liking.responses for _, figure in one.measured.sources]
    figures += [cell.measured.figure for one in liking.responses for cell in one.episodes]
    assert {str(figure.calibration) for figure in figures} == {"uncalibrated"}
    assert liking.labels == 0


def test_confusion(world: World) -> None:
    found = landing(world, "confusion")
    assert [one.element for one in found.with_verdict(Verdict.LANDS)] == ["people/fay-linden"]
    assert named(found, "people/fay-linden").quotes[0].text == "Wait, who is Fay again?"


def test_a_selection(world: World) -> None:
    found = landing(world, selection=Selection(elements=("people/cleo-vance",), episodes=("northshore/s01e01",)))
    assert [one.element for one in found.responses] == ["people/cleo-vance"]
    assert found.responses[0].reach.comments == 120
    assert found.episodes == ("northshore/s01e01",)
    by_kind = landing(world, selection=Selection(kind="pairs"))
    assert [one.element for one in by_kind.responses] == [PAIR]
    nothing = landing(world, selection=Selection(languages=("xx",)))
    assert nothing.responses == ()


def test_the_make_up_of_an_audience(world: World) -> None:
    """With all the weight on one source, the figure is that source's."""
    measuring = replace(world.measuring, make_up=MakeUp("source", {"clips": 3.0, "board": 0.0, "letters": 1.0}))
    found = find_landing(world.canon, world.engine, measuring, world.overview)
    ada = named(found, "people/ada-quill").measured
    assert ada.figure.estimate == pytest.approx(dict(ada.sources)["clips"].estimate)
    assert any("letters (25%)" in note for note in ada.figure.notes)
    by_language = replace(world.measuring, make_up=MakeUp("language", {"en": 1.0}))
    found = find_landing(world.canon, world.engine, by_language, world.overview)
    assert [name for name, _ in named(found, "people/ada-quill").measured.sources] == ["en"]


def test_hundreds_of_elements_of_which_none_differs(tmp_path: Path) -> None:
    """Of forty elements that all are liked alike, none is told."""
    made = Audience(7)
    root = write_universe(tmp_path)
    for number in range(40):
        (root / f"bible/people/extra-{number}.md").write_text(f"---\nname: Extra {number}\n---\n", encoding="utf-8")
        for episode in list(AIRED)[:2]:
            made.opinions(f"people/extra-{number}", f"Extra {number}", episode, 60, 0.4, 0.3)
    world = open_world(root, made.write(root / ".fabula/listening"))
    found = landing(world)
    world.engine.close()
    told = [one for one in found.responses if one.verdict in (Verdict.LANDS, Verdict.FAILS)]
    assert len(found.responses) >= 40
    assert [one.element for one in told] == []
    assert found.changes == ()
