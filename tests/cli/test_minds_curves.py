"""Irony and tension on the command line."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import Run
from tests.golden import compare_golden

EXAMPLE = Path(__file__).parents[2] / "examples" / "citadel"


def test_irony_of_an_episode(run: Run) -> None:
    out = run("irony", "S01E01", "--in", "masks").out
    assert (
        "north S01E01/3  INT. CLINIC - DAY\n  Reveal: the audience learns that Nurse Lane is Ada Vance.\n"
        "    masks/shows/north/s01/e01-snow.fountain:33\n  The audience is ahead\n"
    ) in out
    assert "    Ben Cole does not know “the safe code”; the audience does.\n" in out
    assert "    Ada Vance thinks that the case is in Rome; the audience knows that the case is in Oslo.\n" in out
    assert "    Cleo Marsh knows “the courier” (Cleo Marsh belongs to the Ring); the audience does not.\n" in out
    assert "north S01E01/5" not in out, "a dream has no irony"


def test_irony_as_data(run: Run) -> None:
    document = run("irony", "north", "--in", "masks", "--json").json
    scenes = {scene["scene"]: scene for scene in document["scenes"]}
    assert list(scenes)[-1] == "north/s01e02/2"
    (lie,) = (one for one in scenes["north/s01e01/2"]["ironies"] if one["held"] == "places/rome")
    assert (lie["person"], lie["audience"], lie["audience_ahead"]) == ("people/ada-vance", "places/oslo", True)
    assert lie["person_place"]["line"] == 24
    assert [one["surprise"] for one in scenes["north/s01e01/1"]["reveals"]] == [False]


def test_nothing_ironic(run: Run) -> None:
    assert run("irony", "S01E01", "--in", "clean").out == "The audience and the people on screen hold the same.\n"


def test_tension_of_an_episode(run: Run) -> None:
    compare_golden("cli/tension.txt", run("tension", "S01E01", "--in", "masks").out)


def test_a_curve_over_episodes(run: Run) -> None:
    out = run("tension", "north", "--in", "masks").out
    assert out.splitlines()[5:7] == ["  0.0 ████· ·█", "      E01   E02"]


def test_a_picture_of_the_curve(run: Run, folder: Path) -> None:
    ran = run("tension", "north", "--in", "masks", "--svg", "curve.svg")
    assert ran.code == 0
    text = (folder / "curve.svg").read_text(encoding="utf-8")
    compare_golden("cli/tension.svg", text)
    root = ET.fromstring(text)
    points = root.findall("{http://www.w3.org/2000/svg}circle")
    assert len(points) == 7
    tips = [point.findtext("{http://www.w3.org/2000/svg}title") or "" for point in points]
    assert tips[2].splitlines()[1] == "0.60 Ada Vance keeps from Edda Holm that Nurse Lane is Ada Vance."
    assert tips[4] == "north S01E01/5: 0.00"


def test_tension_as_data(run: Run) -> None:
    scenes = run("tension", "S01E01", "--in", "masks", "--json").json["scenes"]
    assert [scene["total"] == 0 for scene in scenes] == [False, False, False, False, True]
    first = scenes[2]["parts"][0]
    assert (first["kind"], first["who"], first["whom"]) == ("cover", "people/ada-vance", "people/edda-holm")
    for scene in scenes:
        assert scene["sum"] == pytest.approx(sum(part["weight"] for part in scene["parts"]), abs=1e-3)


@pytest.mark.parametrize("verb", ["irony", "tension"])
@pytest.mark.parametrize(
    ("episode", "message"),
    [
        ("S09", "there is no season “S09”\n  there are: north S01E01, north S01E02, south S01E01"),
        ("S01E09", "there is no episode “S01E09”"),
        ("nort", "there is no show “nort”\n  did you mean north?"),
    ],
)
def test_no_such_episode(run: Run, verb: str, episode: str, message: str) -> None:
    ran = run(verb, episode, "--in", "masks")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"fabula: {message}")


def test_irony_for_those_who_watched_less(run: Run) -> None:
    words = ("irony", "italy S01E03", "--in", str(EXAMPLE), "--json")
    everything = run(*words).out
    less = run(*words, "--watch", "citadel S01, italy").out
    assert "india/s01/e03-stepwell.fountain" in everything
    assert "india/s01/e03-stepwell.fountain" not in less
    assert run(*words, "--watch", "citadle").code == 2
