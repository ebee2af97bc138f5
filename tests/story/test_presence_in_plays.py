"""Who is on stage in four plays that were marked up by others, as one universe."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from fabula.rules.place.p101_two_places_at_once import TwoPlacesAtOnce
from fabula.rules.place.p102_impossible_journey import ImpossibleJourney
from fabula.rules.place.p103_speaks_offstage import SpeaksOffstage
from fabula.script.model import Kind
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.model import Manner

PLAYS = Path(__file__).parents[3] / "shared" / "data" / "tei"


@pytest.fixture(scope="module")
def canon() -> Canon:
    if not PLAYS.is_dir():
        pytest.skip("the plays are not here (../shared/data/tei)")
    return load_canon(PLAYS)


def offstage_speeches(canon: Canon) -> Counter[str]:
    """Speeches of people who are not on stage by the markup, by how they are heard.

    Counted from the entrances and exits themselves, without presences: on stage is who entered and did not exit.
    """
    found: Counter[str] = Counter()
    for scene in canon.universe.scenes:
        elements = scene.episode.script.elements
        moves = dict(scene.moves)
        speeches = {speech.element: speech for speech in scene.speeches}
        on: set[str] = set()
        for index in range(scene.written.first, scene.written.last):
            if index in moves:
                on = on | set(moves[index]) if elements[index].kind is Kind.ENTRANCE else on - set(moves[index])
            elif index in speeches and not set(speeches[index].people) <= on:
                aside = elements[index + 1]
                within = aside.kind is Kind.PARENTHETICAL and "within" in aside.text
                marked = any(elements[move].kind is Kind.ENTRANCE for move in moves)
                found["within" if within else "in the open" if marked else "where no entrance is marked"] += 1
    return found


def test_speeches_from_offstage_are_few(canon: Canon) -> None:
    found = offstage_speeches(canon)
    speeches = sum(len(scene.speeches) for scene in canon.universe.scenes)
    print(f"\n{sum(found.values())} of {speeches} speeches come from offstage: {dict(found)}")  # noqa: T201
    assert speeches == 3440
    assert found == {"within": 15, "in the open": 9, "where no entrance is marked": 1}


def test_all_of_them_are_reported_once_a_stretch_and_nobody_else(canon: Canon) -> None:
    reported = Counter(str(finding.certainty) for finding in SpeaksOffstage().check(canon))
    strays = [p for scene in canon.presences.by_scene for p in scene if p.offstage]
    assert reported == {"certain": 1, "possible": 4}  # one of them is a person, the others speak for crowds
    assert len(strays) == 5
    speeches = 0
    for stray in strays:
        elements = stray.scene.episode.script.elements
        for speech in stray.scene.speeches:
            inside = stray.start <= elements[speech.element].start < stray.end
            speeches += inside and stray.person in speech.people
    assert speeches == offstage_speeches(canon)["in the open"]


def test_voices_from_within_are_off_screen(canon: Canon) -> None:
    heard = Counter(p.manner for scene in canon.presences.by_scene for p in scene)
    assert heard[Manner.OFF_SCREEN] >= 8
    assert set(heard) == {Manner.HERE, Manner.OFF_SCREEN}


def test_nothing_else_is_claimed_of_places(canon: Canon) -> None:
    assert list(TwoPlacesAtOnce().check(canon)) == []
    assert list(ImpossibleJourney().check(canon)) == []


def test_stays_are_in_order_and_inside_their_scenes(canon: Canon) -> None:
    for presences in canon.presences.by_scene:
        assert [p.person for p in presences] == sorted(p.person for p in presences)
        for p in presences:
            assert p.scene.written.start <= p.start < p.end <= p.scene.written.end
