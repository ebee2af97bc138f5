"""Tension and its parts in small rooms."""

from __future__ import annotations

from math import exp
from pathlib import Path

import pytest

from fabula.stages import load_canon
from fabula.story.minds.events import Matter
from fabula.story.minds.tension import WEIGHTS, Strain, Tension, scene_tension

from .stories import Story, scene, script

EXAMPLE = Path(__file__).parents[3] / "examples" / "citadel"
ATTIC, BARN, CELLAR = "INT. ATTIC - DAY", "INT. BARN - DAY", "INT. CELLAR - DAY"
KNOWN = {"secrets/mole": "name: the mole\nholders: [Ann]"}


def tension(number: int, *scenes: str, bible: dict[str, str] | None = None) -> Tension:
    story = Story(script(*scenes), bible)
    return scene_tension(story.canon, story.scene(number))


def brief(found: Tension) -> list[tuple[Strain, str, str, str, float]]:
    return [
        (p.kind, p.who.partition("/")[2], p.whom.partition("/")[2], p.matter.subject, round(p.weight, 3))
        for p in found.parts
    ]


def test_a_room_without_secrets_has_none() -> None:
    found = tension(1, scene(ATTIC, "* with Ann, Bob"))
    assert (found.total, found.parts) == (0.0, ())


def test_nobody_is_tense_alone() -> None:
    assert tension(1, scene(ATTIC, "* with Ann"), bible=KNOWN).parts == ()


def test_what_is_known_to_one_and_not_to_the_other_is_hidden() -> None:
    found = tension(1, scene(ATTIC, "* with Ann, Bob"), bible=KNOWN)
    assert brief(found) == [(Strain.HIDES, "ann", "bob", "secrets/mole", 0.5)]
    assert found.total == pytest.approx(1 - exp(-0.25))
    assert found.parts[0].spans[0].source.path.endswith("mole.md")


def test_to_hide_from_somebody_what_is_about_them_weighs_more() -> None:
    bible = {"secrets/forger": "name: who forged it\nfact: Dot belongs to the Guild\nholders: [Ann]"}
    found = tension(1, scene(ATTIC, "* with Ann, Dot, Bob"), bible=bible)
    assert brief(found) == [
        (Strain.HIDES, "ann", "dot", "secrets/forger", 0.75),
        (Strain.HIDES, "ann", "bob", "secrets/forger", 0.5),
    ]


def test_a_further_secret_between_the_same_two_weighs_less() -> None:
    bible = {**KNOWN, "secrets/map": "name: the map\nholders: [Ann]"}
    found = tension(1, scene(ATTIC, "* with Ann, Bob"), bible=bible)
    assert [part.weight for part in found.parts] == [0.5, 0.25]
    assert found.sum == 0.75


def test_a_liar_and_who_believes_them() -> None:
    found = tension(
        2,
        scene(ATTIC, "* with Ann; Ann takes the box"),
        scene(BARN, "* with Ann, Bob; Ann lies to Bob: Cid has the box"),
    )
    assert brief(found) == [(Strain.DECEIVES, "ann", "bob", "things/box", 1.0)]
    assert [span.text for span in found.parts[0].spans] == ["Ann takes the box", "Ann lies to Bob: Cid has the box"]


def test_a_liar_who_holds_nothing_is_a_liar_too() -> None:
    found = tension(1, scene(ATTIC, "* with Ann, Bob; Ann lies to Bob: Dot has the box"))
    assert brief(found) == [(Strain.DECEIVES, "ann", "bob", "things/box", 1.0)]
    bait = tension(1, scene(ATTIC, "* with Ann, Bob; Ann lies to Bob: the mole"))
    assert brief(bait) == [(Strain.DECEIVES, "ann", "bob", "secrets/mole", 1.0)]
    fact = tension(1, scene(ATTIC, "* with Ann, Bob; Ann lies to Bob: who forged it"))
    assert brief(fact) == [(Strain.DECEIVES, "ann", "bob", "secrets/forger", 1.0)]
    news = tension(1, scene(ATTIC, "* with Ann, Bob; Ann tells Bob that Dot has the box"))
    assert news.parts == ()


def test_a_false_belief_that_nobody_there_has_made() -> None:
    scenes = (
        scene(ATTIC, "* with Cid, Bob; Cid lies to Bob: Ann's hair is green"),
        scene(ATTIC, "* with Dot; Ann's hair is red"),
        scene(BARN, "* with Ann, Bob"),
    )
    assert brief(tension(3, *scenes)) == [(Strain.WRONG, "bob", "ann", "people/ann", 0.4)]


def test_a_cover_is_a_danger_and_more_before_who_would_use_it() -> None:
    plain = tension(1, scene(ATTIC, "REX: Good evening.", "* with Bob"))
    assert brief(plain) == [(Strain.COVER, "ann", "bob", "covers/rex", 0.6)]
    for hostile in ("Bob suspects that Rex is Ann", "Bob hates Ann"):
        found = tension(2, scene(BARN, f"* with Bob; {hostile}"), scene(ATTIC, "REX: Good evening.", "* with Bob"))
        assert brief(found) == [(Strain.COVER, "ann", "bob", "covers/rex", 1.0)]


def test_a_cover_that_nobody_has_met_is_no_matter() -> None:
    assert tension(1, scene(ATTIC, "ANN: Good evening.", "* with Bob")).parts == ()


def test_who_does_not_know_that_the_other_knows() -> None:
    scenes = scene(ATTIC, "* with Bob; Bob learns the mole"), scene(BARN, "* with Ann, Bob")
    assert brief(tension(2, *scenes, bible=KNOWN)) == [
        (Strain.MISJUDGES, "ann", "bob", "secrets/mole", 0.6),
        (Strain.MISJUDGES, "bob", "ann", "secrets/mole", 0.6),
    ]


def test_who_does_not_know_that_the_other_has_lost_it() -> None:
    scenes = (
        scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole"),
        scene(BARN, "* with Bob; Bob forgets everything"),
        scene(CELLAR, "* with Ann, Bob"),
    )
    assert (Strain.MISJUDGES, "ann", "bob", "secrets/mole", 0.6) in brief(tension(3, *scenes, bible=KNOWN))


def test_what_is_let_out_in_a_scene_was_hidden_in_it() -> None:
    found = tension(1, scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole"), bible=KNOWN)
    assert brief(found) == [(Strain.HIDES, "ann", "bob", "secrets/mole", 0.5)]
    after = tension(
        2, scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole"), scene(BARN, "* with Ann, Bob"), bible=KNOWN
    )
    assert after.parts == ()


def test_dreams_have_none() -> None:
    assert tension(1, scene(ATTIC, "* dream; with Ann, Bob"), bible=KNOWN).parts == ()


def test_every_kind_has_a_weight_and_a_lie_weighs_most() -> None:
    assert set(WEIGHTS) == set(Strain)
    assert max(WEIGHTS, key=WEIGHTS.__getitem__) is Strain.DECEIVES


def test_in_the_example_every_total_is_that_of_its_parts() -> None:
    canon = load_canon(EXAMPLE)
    found = [scene_tension(canon, scene) for scene in canon.universe.scenes]
    assert any(one.parts for one in found)
    for one in found:
        assert one.total == pytest.approx(1 - exp(-sum(part.weight for part in one.parts) / 2))
        assert 0 <= one.total < 1
        assert all(part.spans for part in one.parts)
        assert all(isinstance(part.matter, Matter) for part in one.parts)
