"""Canon statements of the mind family, in small stories."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.story.minds.events import Grounds, Matter
from fabula.story.minds.log import Stand
from fabula.story.minds.shapes import claim, whisper_mark

from .stories import Story, scene, script
from .test_replay import introspective

ATTIC, BARN, CELLAR = "INT. ATTIC - DAY", "INT. BARN - DAY", "INT. CELLAR - DAY"
MOLE = Matter("secret", "secrets/mole")
KNOWN = {"secrets/mole": "name: the mole\nholders: [Ann]"}
REX = Matter("identity", "covers/rex", "people/ann")


def story(*scenes: str, bible: dict[str, str] | None = None) -> Story:
    return Story(script(*scenes), bible)


# Telling


def test_what_is_told_is_heard_by_all_who_are_there() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob, Cid; Ann tells Bob the mole"))
    assert told.holds("Bob", "the mole") == told.holds("Cid", "the mole") == "yes"
    assert told.holds("Ann, Cid, Bob", "the mole") == "yes"
    assert told.holds("Dot", "the mole") == ""


def test_who_learns_from_somebody_absent_learns_it_alone() -> None:
    told = story(scene(ATTIC, "* with Bob, Cid; Bob learns the mole from Ann"))
    assert told.holds("Bob", "the mole") == told.holds("Bob, Ann", "the mole") == "yes"
    assert told.holds("Ann, Bob", "the mole") == "yes"
    assert told.holds("Cid", "the mole") == told.holds("Cid, Bob", "the mole") == ""


def test_who_finds_out_alone_is_not_known_to() -> None:
    told = story(scene(ATTIC, "* with Bob, Cid; Bob learns the mole"))
    assert told.holds("Bob", "the mole") == "yes"
    assert told.holds("Cid, Bob", "the mole") == ""


def test_a_whisper_is_seen_and_not_heard() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob, Cid; Dot watches unseen; Ann whispers to Bob the mole"))
    mark = whisper_mark("people/bob", MOLE)
    assert told.holds("Bob", "the mole") == told.holds("Ann, Bob", "the mole") == "yes"
    assert told.holds("Cid", "the mole") == told.holds("Dot", "the mole") == ""
    assert told.log.value(("people/cid",), mark) == told.log.value(("people/dot",), mark) == "yes"
    assert told.log.value(("people/ann", "people/cid"), mark) == "yes"
    assert told.log.value(("people/ann", "people/dot"), mark) == ""


def test_who_reads_something_is_seen_reading() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob; Ann reads that Cid has the box"))
    holder = Matter("holder", "things/box")
    assert told.holds("Ann", "Cid has the box") == "yes"
    assert told.holds("Bob", "Cid has the box") == ""
    assert told.log.value(("people/bob",), whisper_mark("people/ann", holder)) == "yes"
    assert told.log.value(("people/ann", "people/bob"), whisper_mark("people/ann", holder)) == "yes"


def test_a_secret_that_is_a_fact_and_the_fact_are_one() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob; Ann tells Bob who forged it"))
    assert told.holds("Bob", "Dot belongs to the Guild") == "yes"
    told = story(scene(ATTIC, "* with Ann, Bob; Ann tells Bob that Dot belongs to the Guild"))
    assert told.holds("Bob", "who forged it") == "yes"


def test_knowing_of_a_mind_does_not_give_a_named_secret_away() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob; Ann tells Bob that Cid knows the mole"))
    assert told.holds("Bob, Cid", "the mole") == "yes"
    assert told.holds("Bob", "the mole") == ""


def test_who_knows_that_something_is_so_says_that_it_is_so() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob; Ann tells Bob that Cid knows that Dot has the box"))
    assert told.holds("Bob, Cid", "Dot has the box") == told.holds("Bob", "Dot has the box") == "yes"
    told = story(scene(ATTIC, "* with Ann, Bob; Ann tells Bob that Cid does not know that Dot has the box"))
    assert told.holds("Bob, Cid", "Dot has the box") == ""
    assert told.holds("Bob", "Dot has the box") == "yes"
    told = story(scene(ATTIC, "* with Ann, Bob; Ann tells Bob that Cid believes that Dot has the box"))
    assert told.holds("Bob", "Dot has the box") == ""


# Testimony has two times


def test_old_news_does_not_overwrite_new_sight() -> None:
    told = story(
        scene(ATTIC, "* with Ann; Ann takes the box; Ann drops the box"),
        scene(BARN, "* with Bob; Bob takes the box; Bob drops the box"),
        scene(CELLAR, "* with Ann, Bob, Cid; Ann tells Bob that the box is at Attic"),
    )
    assert told.holds("Bob", "the box is at Attic") == "places/barn"
    assert told.holds("Cid", "the box is at Attic") == "yes"
    assert told.log.value(("people/bob",), claim("people/ann", Matter("place", "things/box"))) == "places/attic"


def test_of_oneself_one_speaks_of_now() -> None:
    told = story(
        scene(ATTIC, "* with Ann, Bob; Ann's hair is red"),
        scene(BARN, "* with Cid, Bob; Cid lies to Bob: Ann's hair is green"),
        scene(CELLAR, "* with Ann, Bob; Ann tells Bob that Ann's hair is red"),
    )
    assert told.holds("Bob", "Ann's hair is red", at=2) == "green"
    assert told.holds("Bob", "Ann's hair is red", at=3) == "yes"


def test_a_lie_is_as_fresh_as_it_has_to_be_and_no_fresher() -> None:
    told = story(
        scene(ATTIC, "* with Ann, Cid; Ann takes the box; Ann drops the box"),
        scene(BARN, "* with Cid, Bob; Cid lies to Bob: the box is at Cellar"),
        scene(CELLAR, "* with Ann, Bob; Ann tells Bob that the box is at Attic"),
    )
    assert told.holds("Bob", "the box is at Cellar", at=2) == "yes"
    assert told.holds("Bob", "the box is at Attic", at=3) == "yes"
    moved = story(
        scene(ATTIC, "* with Bob, Cid; Bob takes the box; Bob drops the box"),
        scene(BARN, "* with Cid, Bob; Cid lies to Bob: the box is at Cellar"),
    )
    assert moved.holds("Bob", "the box is at Cellar") == "yes"  # somebody has moved it, for all he knows


def test_it_is_not_there_tells_nothing_to_who_knows_where_it_is() -> None:
    told = story(
        scene(ATTIC, "* with Bob; Bob takes the box; Bob drops the box"),
        scene(BARN, "* with Ann, Bob; Ann tells Bob that the box is not at Cellar"),
    )
    assert told.holds("Bob", "the box is at Attic") == "yes"


# Lies


def test_a_lie_is_believed_and_the_liar_knows_it() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob; Ann lies to Bob: Cid has the box"))
    assert told.holds("Bob", "Cid has the box") == told.holds("Ann, Bob", "Cid has the box") == "yes"
    assert told.holds("Bob, Ann", "Cid has the box") == "yes"
    assert told.holds("Ann", "Cid has the box") == told.holds("nobody", "Cid has the box") == ""


def test_who_is_in_on_a_lie_is_not_taken_in_and_knows_who_is() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob, Cid; Cid is in on it; Ann lies to Bob: Dot has the box"))
    assert told.holds("Cid", "Dot has the box") == ""
    assert told.holds("Cid, Bob", "Dot has the box") == told.holds("Bob, Cid", "Dot has the box") == "yes"
    assert told.holds("Ann, Cid", "Dot has the box") == ""


def test_who_distrusts_learns_that_it_was_claimed_and_nobody_notices() -> None:
    scenes = (
        scene(ATTIC, "* with Bob; Bob distrusts Ann"),
        scene(BARN, "* with Ann, Bob, Cid; Ann lies to Cid: Dot has the box"),
    )
    told = story(*scenes)
    assert told.holds("Bob", "Dot has the box") == ""
    assert told.log.value(("people/bob",), claim("people/ann", Matter("holder", "things/box"))) == "people/dot"
    assert told.holds("Ann, Bob", "Dot has the box") == told.holds("Cid, Bob", "Dot has the box") == "yes"
    assert told.holds("Bob, Cid", "Dot has the box") == "yes"


def test_a_distrust_that_the_speaker_knows_of_is_seen() -> None:
    told = story(
        scene(ATTIC, "* with Ann, Bob; Bob distrusts Ann; Bob tells Ann that Bob distrusts Ann"),
        scene(BARN, "* with Ann, Bob, Cid; Ann lies to Cid: Dot has the box"),
    )
    assert told.holds("Bob", "Dot has the box") == told.holds("Ann, Bob", "Dot has the box") == ""
    assert told.holds("Ann, Cid", "Dot has the box") == "yes"


def test_a_lie_overheard_is_believed_in_secret() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob; Cid listens in; Ann lies to Bob: Dot has the box"))
    assert told.holds("Cid", "Dot has the box") == told.holds("Cid, Ann", "Dot has the box") == "yes"
    assert told.holds("Ann, Cid", "Dot has the box") == ""


def test_nobody_is_fooled_about_their_own_hands_place_and_heart() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob, Cid; Bob has the box", "* Ann lies to Cid: Dot has the box")))
    assert story.holds("Bob", "Bob has the box") == "yes"
    assert story.holds("Cid", "Dot has the box") == "yes"
    assert story.holds("Ann, Bob", "Bob has the box") == "yes"
    given = {"people/bob": "name: Bob\ngroups: [the Guild]"}
    story = Story(
        script(scene(ATTIC, "* with Ann, Bob, Cid; Ann lies to Cid: Bob does not belong to the Guild")), given
    )
    assert story.holds("Bob", "Bob belongs to the Guild") == "yes"
    assert story.holds("Cid", "Bob belongs to the Guild") == "no"
    news = Story(
        script(scene(ATTIC, "* with Ann, Bob; Bob leaves the Guild; Ann tells Bob that Bob belongs to the Guild"))
    )
    assert news.holds("Bob", "Bob belongs to the Guild") == "no"


def test_who_has_forgotten_it_can_be_told_anything_about_themselves() -> None:
    given = {"people/bob": "name: Bob\ngroups: [the Guild]"}
    lie = "Bob forgets everything; Ann lies to Bob: Bob does not belong to the Guild"
    story = Story(script(scene(ATTIC, f"* with Ann, Bob; {lie}")), given)
    assert story.holds("Bob", "Bob belongs to the Guild") == "no"


@pytest.mark.parametrize("how", ["Bob sees through Rex", "Cid tells Bob that Rex is Ann", "Bob learns that Rex is Ann"])
def test_who_knows_a_cover_knows_that_the_one_behind_it_does(how: str) -> None:
    story = Story(script(scene(ATTIC, "REX: Good evening.", "* with Bob"), scene(BARN, f"* with Bob, Cid; {how}")))
    assert story.holds("Bob, Ann", "Rex is Ann", 1) == "no"
    assert story.holds("Bob, Ann", "Rex is Ann") == "yes"
    assert story.holds("Ann, Bob", "Rex is Ann") == "no"
    assert introspective(story.log.minds)


def test_who_has_forgotten_that_they_pose_is_not_taken_to_know() -> None:
    story = Story(
        script(
            scene(ATTIC, "* with Ann, Bob; Ann forgets everything"),
            scene(BARN, "REX: Good evening.", "* with Cid; Cid sees through Rex"),
        )
    )
    assert story.holds("Cid", "Rex is Ann") == "yes"
    assert story.holds("Cid, Ann", "Rex is Ann") == "no"


def test_a_lie_about_what_somebody_knows() -> None:
    told = story(
        scene(ATTIC, "* with Dot, Ann; Dot takes the box"),
        scene(BARN, "* with Ann, Bob; Ann lies to Bob: Cid believes that Eve has the box"),
    )
    assert told.holds("Bob, Cid", "Eve has the box") == told.holds("Ann, Bob, Cid", "Eve has the box") == "yes"
    assert told.holds("Cid", "Eve has the box") == told.holds("Ann, Cid", "Eve has the box") == ""


def test_a_secret_as_bait_shows_who_passed_it_on() -> None:
    told = story(
        scene(ATTIC, "* with Ann, Bob; Ann lies to Bob: the box is at Barn"),
        scene(ATTIC, "* with Ann, Cid; Ann lies to Cid: the box is at Cellar"),
        scene(BARN, "* with Cid, Dot; Cid tells Dot that the box is at Cellar"),
    )
    assert told.holds("Dot", "the box is at Cellar") == told.holds("Ann, Cid", "the box is at Cellar") == "yes"
    assert told.holds("Ann, Bob", "the box is at Cellar") == "places/barn"
    found = told.log.belief(("people/dot",), Matter("place", "things/box"))
    assert found is not None and told.log.happenings[found.event].words == "Cid tells Dot that the box is at Cellar"


# Forgetting


def test_a_wipe_takes_all_and_others_may_not_know() -> None:
    told = story(
        scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole"),
        scene(BARN, "* with Bob, Cid; Bob forgets everything"),
        bible=KNOWN,
    )
    assert told.holds("Bob", "the mole", at=1) == "yes"
    assert told.holds("Bob", "the mole") == told.holds("Bob, Ann", "the mole") == ""
    assert told.holds("Ann, Bob", "the mole") == "yes"
    assert told.holds("Cid, Ann, Bob", "the mole") == ""
    assert told.log.stand("people/bob", MOLE) is Stand.FORGOTTEN
    assert told.log.stand("people/cid", MOLE) is Stand.UNAWARE


def test_who_sees_a_wipe_knows_what_is_gone() -> None:
    told = story(
        scene(ATTIC, "* with Ann, Bob, Cid; Ann tells Bob the mole"),
        scene(BARN, "* with Bob, Cid; Bob forgets everything"),
        bible=KNOWN,
    )
    assert told.holds("Cid, Bob", "the mole") == ""
    assert told.holds("Cid, Ann, Bob", "the mole") == "yes"  # Ann was not there


def test_a_wipe_has_windows() -> None:
    first, second = (
        scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole"),
        scene(BARN, "* with Bob, Cid; Cid takes the box"),
    )
    for window, mole, box in (
        ("since S01E01/2", "yes", ""),
        ("until S01E01/2", "", "yes"),
        ("about Cid", "yes", ""),
        ("about the mole", "", "yes"),
        ("since S01E01/3", "yes", "yes"),
    ):
        told = story(first, second, scene(CELLAR, "* with Bob", f"* Bob forgets everything {window}"))
        assert (told.holds("Bob", "the mole"), told.holds("Bob", "Cid has the box")) == (mole, box), window


def test_a_wipe_by_dates() -> None:
    told = story(
        scene(ATTIC, "* at 2010-05-01; with Ann, Bob; Ann tells Bob the mole"),
        scene(BARN, "* at 2015-05-01; with Bob, Cid; Cid takes the box"),
        scene(CELLAR, "* at 2020-05-01; with Bob", "* Bob forgets everything since 2012"),
    )
    assert told.holds("Bob", "the mole") == "yes"
    assert told.holds("Bob", "Cid has the box") == ""


def test_one_fact_is_forgotten_and_no_other() -> None:
    told = story(
        scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole; Ann tells Bob that Rex is Ann"),
        scene(BARN, "* with Bob; Bob forgets that Rex is Ann"),
    )
    assert told.holds("Bob", "Rex is Ann") == ""
    assert told.log.stand("people/bob", REX) is Stand.FORGOTTEN
    assert told.holds("Bob", "the mole") == "yes"


def test_what_is_told_again_is_known_again_and_not_remembered() -> None:
    for forgets in ("Bob forgets the mole", "Bob forgets everything"):
        told = story(
            scene(ATTIC, "* with Ann, Bob; Bob learns the mole"),
            scene(BARN, f"* with Bob; {forgets}"),
            scene(CELLAR, "* with Ann, Bob; Ann tells Bob the mole"),
        )
        held = told.log.belief(("people/bob",), MOLE)
        assert held is not None and held.post.grounds is Grounds.TOLD
        assert told.log.happenings[held.event].kind == "tells"
        lost = told.log.minds.lost("people/bob", MOLE)
        assert lost is not None and lost.post.grounds is Grounds.SEEN


def test_a_wiped_person_is_told_a_false_life() -> None:
    told = story(
        scene(ATTIC, "* with Ann, Bob; Ann forgets everything"),
        scene(BARN, "* with Ann, Bob; Bob lies to Ann: Ann is Cid's sister"),
        scene(CELLAR, "REX: Good morning.", "DOT: Morning, Rex."),
    )
    assert told.holds("Ann", "Ann is Cid's sister") == told.holds("Bob, Ann", "Ann is Cid's sister") == "yes"
    assert told.holds("Ann", "Rex is Ann") == ""
    assert told.log.stand("people/ann", REX) is Stand.FORGOTTEN  # she does not pose: she lives it
    assert told.holds("Dot", "Rex is Ann") == told.holds("Dot, Ann", "Rex is Ann") == "no"


def test_a_restoration_in_part_and_in_full() -> None:
    lived = scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole"), scene(BARN, "* with Bob, Cid; Cid takes the box")
    wiped = scene(CELLAR, "* with Bob; Bob forgets everything")
    for back, mole, box in (
        ("Bob remembers everything", "yes", "yes"),
        ("Bob remembers everything until S01E01/2", "yes", ""),
        ("Bob remembers everything about Cid", "", "yes"),
        ("Bob remembers the mole", "yes", ""),
    ):
        told = story(*lived, wiped, scene(CELLAR, f"* with Bob, Dot; {back}"))
        assert (told.holds("Bob", "the mole"), told.holds("Bob", "Cid has the box")) == (mole, box), back


def test_what_comes_back_is_as_old_as_it_was() -> None:
    told = story(
        scene(ATTIC, "* with Bob; Bob takes the box; Bob drops the box"),
        scene(BARN, "* with Bob; Bob forgets that the box is at Attic"),
        scene(CELLAR, "* with Bob, Cid; Cid takes the box; Cid drops the box"),
        scene(BARN, "* with Bob; Bob remembers that the box is at Attic"),
    )
    assert told.holds("Bob", "the box is at Cellar") == "yes"


def test_a_disagreement_after_a_restoration_is_there_to_be_reported() -> None:
    told = story(
        scene(ATTIC, "* with Bob; Bob learns that Rex is not Ann"),
        scene(BARN, "* with Bob; Bob forgets everything"),
        scene(CELLAR, "* with Bob; Bob learns that Rex is Ann"),
        scene(CELLAR, "* with Bob; Bob remembers everything"),
    )
    assert told.holds("Bob", "Rex is Ann") == "yes"
    assert [b.value for b in told.log.minds.rivals(("people/bob",), REX)] == ["yes", "no"]


# Covers


def test_a_cover_holds_for_who_does_not_know_and_not_for_who_does() -> None:
    told = story(
        scene(ATTIC, "REX: Good evening.", "* with Bob, Cid"),
        bible={"covers/rex": "name: Rex\ncues: [REX]\nof: Ann\nknows: [Bob]"},
    )
    assert told.holds("Bob", "Rex is Ann") == told.holds("Ann", "Rex is Ann") == "yes"
    assert told.holds("Cid", "Rex is Ann") == told.holds("Cid, Bob", "Rex is Ann") == "no"
    assert told.holds("Bob, Cid", "Rex is Ann") == "no"
    assert told.holds("Bob", "Ann is at Attic") == told.holds("Bob", "Rex is at Attic") == "yes"
    assert told.holds("Cid", "Ann is at Attic") == ""
    assert told.holds("Cid", "Rex is at Attic") == "yes"
    assert told.holds("Bob, Cid", "Ann is at Attic") == ""
    assert told.holds("Ann, Bob", "Ann is at Attic") == "yes"  # whom `knows` names, they know of one another


def test_who_has_seen_the_face_under_its_own_name_is_not_taken_in() -> None:
    told = story(scene(ATTIC, "* with Ann, Bob"), scene(BARN, "REX: Good evening.", "* with Bob, Cid"))
    assert told.holds("Bob", "Rex is Ann") == "yes"
    assert told.holds("Cid", "Rex is Ann") == "no"


def test_who_sees_through_a_cover_may_pretend_not_to() -> None:
    told = story(
        scene(ATTIC, "REX: Good evening.", "* with Bob, Cid", "* Bob sees through Rex"),
        scene(BARN, "REX: Still here.", "* with Bob, Cid, Dot"),
    )
    assert told.holds("Bob", "Rex is Ann") == "yes"
    assert told.holds("Ann, Bob", "Rex is Ann") == told.holds("Cid, Bob", "Rex is Ann") == "no"
    assert told.holds("Bob, Dot", "Rex is Ann") == told.holds("Ann, Dot", "Rex is Ann") == "no"


def test_who_is_in_on_a_cover_knows_and_is_known_to() -> None:
    told = story(scene(ATTIC, "REX: Good evening.", "* with Bob, Cid; Bob is in on it"))
    assert told.holds("Bob", "Rex is Ann") == told.holds("Ann, Bob", "Rex is Ann") == "yes"
    assert told.holds("Cid", "Rex is Ann") == "no"


def test_a_cover_told_of_is_blown() -> None:
    told = story(
        scene(ATTIC, "REX: Good evening.", "* with Cid"),
        scene(BARN, "* with Bob, Cid; Bob tells Cid that Rex is Ann"),
        scene(CELLAR, "REX: Good evening.", "* with Cid"),
    )
    assert told.holds("Cid", "Rex is Ann") == "yes"
    assert told.holds("Cid", "Ann is at Cellar") == "yes"


def test_a_voice_on_the_phone_under_a_cover() -> None:
    told = story(scene(ATTIC, "REX (ON PHONE): Is it done?", "* with Bob", "BOB: Nearly."))
    assert told.holds("Bob", "Rex is Ann") == "no"
    assert told.holds("Bob", "Rex is at Attic") == ""


def test_one_face_of_two_names() -> None:
    two = {"covers/max": "name: Max\ncues: [MAX]\nof: Ann"}
    told = story(
        scene(ATTIC, "REX: Good evening.", "* with Bob"), scene(BARN, "MAX: Morning.", "* with Cid"), bible=two
    )
    assert told.holds("Bob", "Rex is Ann") == told.holds("Cid", "Max is Ann") == "no"
    assert told.holds("Bob", "Max is Ann") == told.holds("Cid", "Rex is Ann") == ""
    assert told.holds("Bob", "Rex is at Attic") == "yes"


def test_a_cover_that_somebody_else_uses() -> None:
    told = story(scene(ATTIC, "* Dot poses as Rex; with Dot, Bob", "DOT: Call me Rex."))
    assert told.holds("Dot", "Rex is Dot") == told.holds("nobody", "Rex is Dot") == "yes"
    assert told.holds("Bob", "Rex is Dot") == "no"
    assert told.holds("Bob", "Rex is at Attic") == "yes"
    assert told.holds("Bob", "Dot is at Attic") == ""


def test_a_double_is_taken_for_the_one_whose_face_it_is() -> None:
    told = story(scene(ATTIC, "* Dot poses as Eve; with Dot, Bob, Cid; Cid is in on it"))
    assert told.holds("Bob", "Eve is at Attic") == "yes"
    assert told.holds("Cid", "Dot is at Attic") == "yes"
    assert told.holds("Cid", "Eve is at Attic") == told.holds("nobody", "Eve is at Attic") == ""
    assert told.holds("Cid, Bob", "Eve is at Attic") == "yes"
    assert told.holds("Cid", "Eve is Dot") == told.holds("Cid", "Dot is Eve") == "yes"
    seen = story(
        scene(ATTIC, "* Dot poses as Eve; with Dot, Bob"),
        scene(BARN, "* Dot poses as Eve; with Dot, Bob; Bob sees through Eve"),
    )
    assert seen.holds("Bob", "Eve is Dot") == "yes"


def test_a_pose_goes_on_until_a_cue_under_the_own_name() -> None:
    told = story(
        scene(ATTIC, "* Ann poses as Rex; with Ann, Bob"),
        scene(BARN, "* with Ann, Cid"),
        scene(CELLAR, "ANN: Enough.", "* with Dot"),
    )
    assert told.holds("Cid", "Rex is at Barn") == "yes"
    assert told.holds("Cid", "Ann is at Barn") == ""
    assert told.holds("Dot", "Ann is at Cellar") == "yes"


def test_a_suspicion_is_no_belief() -> None:
    told = story(scene(ATTIC, "* with Bob; Bob suspects the mole"))
    assert told.holds("Bob", "the mole") == ""
    assert told.log.value(("people/bob",), Matter("suspects", "people/bob", MOLE)) == "yes"


NOTES = (
    "Ann tells Bob the mole",
    "Ann lies to Cid: the box is at Barn",
    "Bob whispers to Ann who forged it",
    "Cid slips out",
    "Bob distrusts Ann",
    "Cid is in on it",
    "Bob forgets everything",
    "Bob remembers everything",
    "Ann poses as Rex",
    "Dot watches unseen",
    "Cid listens in",
    "Bob sees through Rex",
    "Cid reads that Rex is Ann",
    "Bob exits",
    "Ann enters",
    "Dot poses as Eve",
    "Ann takes the box",
    "Ann dies",
    "Cid on the phone",
    "Bob forgets everything about Ann",
    "Bob tells Ann that Cid knows that Rex is Ann",
    "Cid remembers that Rex is Ann",
)


@given(st.lists(st.lists(st.sampled_from(NOTES), max_size=5), min_size=1, max_size=3), st.booleans())
@settings(max_examples=60, deadline=None)
def test_in_any_story_what_one_views_one_views_oneself_viewing(notes: list[list[str]], cue: bool) -> None:
    who = "REX" if cue else "ANN"
    scenes = [scene(ATTIC, "* with Ann, Bob, Cid", f"{who}: Well.", *(f"* {n}" for n in some)) for some in notes]
    told = story(*scenes)
    assert introspective(told.log.minds)
    people = ("people/ann", "people/bob", "people/cid")
    for one, other in itertools.product(people, repeat=2):
        assert told.log.value((one, other, other), REX) == told.log.value((one, other), REX)


@pytest.mark.parametrize("note", ["Bob forgets everything since S09E09", "Bob remembers everything until S09E09"])
def test_a_window_that_leads_nowhere_changes_nothing(note: str) -> None:
    told = story(scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole"), scene(BARN, f"* with Bob; {note}"))
    assert told.holds("Bob", "the mole") == "yes"
