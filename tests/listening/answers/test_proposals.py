"""Proposals: from planted effects, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.listening.answers.landing import Selection
from fabula.listening.answers.proposals import Proposals, Step, find_proposals
from tests.listening.answers.conftest import World, open_world
from tests.listening.answers.tidewater import AIRED, Audience, write_universe

PAIR = "pairs/people/ada-quill+people/ben-orme"


def proposals(world: World) -> Proposals:
    return find_proposals(world.canon, world.engine, world.store, world.measuring, world.overview, Selection())


@pytest.fixture(scope="module")
def found(world: World) -> Proposals:
    return proposals(world)


def test_what_is_proposed(found: Proposals) -> None:
    assert {(one.step, one.element) for one in found.proposals} == {
        (Step.PAIR, PAIR),
        (Step.EXPLAIN, "people/fay-linden"),
        (Step.LESS, "people/ben-orme"),  # as he is seen since the fifth episode, and not over all of them
        (Step.LESS, "people/enid-pell"),
        (Step.MORE, "people/cleo-vance"),
    }
    assert all(one.chance <= 0.05 for one in found.proposals)
    assert [one.strength for one in found.proposals] == sorted((one.strength for one in found.proposals), reverse=True)


def test_evidence_and_what_it_touches(found: Proposals) -> None:
    by_step = {(one.step, one.element): one for one in found.proposals}
    ben = by_step[Step.LESS, "people/ben-orme"]
    assert ben.evidence[0].words == "liking of Ben Orme since S01E05"
    assert ben.evidence[0].figure.high < 0
    assert any("fell by" in remark for remark in ben.remarks)
    cleo = by_step[Step.MORE, "people/cleo-vance"]
    assert cleo.scenes == 2
    assert [one.scene.key for one in cleo.touched] == ["tidewater/s02e01/2", "tidewater/s02e01/3"]
    assert all(quote.side > 0 for quote in cleo.quotes)
    assert by_step[Step.PAIR, PAIR].touched[0].scene.key == "tidewater/s02e01/1"
    assert by_step[Step.EXPLAIN, "people/fay-linden"].scenes == 0


def test_a_secret_that_is_still_to_be_told(tmp_path: Path) -> None:
    root = write_universe(tmp_path)
    last = root / "shows/tidewater/s01/e08.fountain"
    last.write_text(last.read_text(encoding="utf-8").replace("Status: released", "Status: draft"), encoding="utf-8")
    made = Audience(5)
    secret = "secrets/who-sank-the-marigold"
    for episode in list(AIRED)[2:6]:
        for _ in range(60):
            named = ((secret, "sank the Marigold", "words"), ("people/dov-marsh", "Dov"))
            made.say("I bet Dov sank the Marigold.", episode, *named, prediction=900)
    world = open_world(root, made.write(root / ".fabula/listening"))
    [one] = proposals(world).proposals
    world.engine.close()
    assert (one.step, one.element) == (Step.SOONER, secret)
    assert "tidewater S01E08/1 (draft) tells it" in one.remarks[0]
    assert one.quotes[0].text == "I bet Dov sank the Marigold."


def test_nothing_is_proposed_from_nothing(tmp_path: Path) -> None:
    made = Audience(6)
    for name, words in (("ada-quill", "Ada"), ("ben-orme", "Ben"), ("cleo-vance", "Cleo"), ("dov-marsh", "Dov")):
        for episode in AIRED:
            made.opinions(f"people/{name}", words, episode, 60, 0.4, 0.3)
    root = write_universe(tmp_path)
    world = open_world(root, made.write(root / ".fabula/listening"))
    found = proposals(world)
    world.engine.close()
    assert found.proposals == ()
    assert found.looked_at > 4
