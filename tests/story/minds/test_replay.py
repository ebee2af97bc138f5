"""What follows from who is where, without any note: sights, names, comings and goings."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.minds.engine import Minds
from fabula.story.minds.events import Matter
from fabula.story.minds.matters import heard_of

from .stories import Story, scene, script

EXAMPLE = Path(__file__).parents[3] / "examples" / "citadel"
ATTIC, BARN, CELLAR = "INT. ATTIC - DAY", "INT. BARN - DAY", "INT. CELLAR - DAY"


def introspective(minds: Minds) -> bool:
    """What anybody views, they view themselves viewing."""
    return all(
        event.nodes[target].view.get(person) == target
        for event in minds.events
        for node in event.nodes
        for person, target in node.view.items()
    )


def test_who_is_there_sees_who_is_there_and_who_is_not_knows_nothing() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob")))
    assert story.holds("Ann", "Bob is at Attic") == "yes"
    assert story.holds("Ann, Bob, Ann", "Bob is at Attic") == "yes"
    assert story.holds("Cid", "Bob is at Attic") == ""
    assert story.holds("Ann, Cid", "Bob is at Attic") == ""
    assert story.holds("nobody", "Bob is at Attic") == "yes"


def test_on_the_phone_one_hears_and_does_not_see() -> None:
    lines = ("* with Ann; Bob on the phone", "* Ann takes the box; Ann tells Bob the mole")
    story = Story(script(scene(ATTIC, *lines)))
    assert story.holds("Bob", "the mole") == "yes"
    assert story.holds("Bob", "Ann has the box") == ""
    assert story.holds("Bob", "Ann is at Attic") == ""
    assert story.holds("Ann, Bob", "the mole") == "yes"


def test_who_listens_in_hears_and_nobody_knows() -> None:
    story = Story(
        script(scene(ATTIC, "* with Ann, Bob; Cid listens in", "* Ann takes the box; Ann tells Bob the mole"))
    )
    assert story.holds("Cid", "the mole") == "yes"
    assert story.holds("Cid, Bob", "the mole") == "yes"
    assert story.holds("Cid", "Ann has the box") == ""
    assert story.holds("Ann, Cid", "the mole") == ""


def test_who_watches_unseen_sees_and_hears_and_knows_where_they_are() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob; Cid watches unseen", "* Ann takes the box")))
    assert story.holds("Cid", "Ann has the box") == "yes"
    assert story.holds("Cid", "Cid is at Attic") == "yes"
    assert story.holds("nobody", "Cid is at Attic") == "yes"
    assert story.holds("Ann", "Cid is at Attic") == ""
    assert story.holds("Cid, Ann, Bob", "Ann has the box") == "yes"
    assert story.holds("Bob, Cid", "Ann has the box") == ""


def test_two_who_watch_apart_do_not_know_of_one_another() -> None:
    apart = Story(
        script(scene(ATTIC, "* with Ann", "* Cid watches unseen", "* Dot watches unseen", "* Ann takes the box"))
    )
    assert apart.holds("Cid", "Ann has the box") == apart.holds("Dot", "Ann has the box") == "yes"
    assert apart.holds("Cid, Dot", "Ann has the box") == ""
    together = Story(script(scene(ATTIC, "* with Ann", "* Cid and Dot watch unseen", "* Ann takes the box")))
    assert together.holds("Cid, Dot", "Ann has the box") == "yes"
    assert together.holds("Ann, Dot", "Ann has the box") == ""


def test_who_slips_out_sees_no_more_and_is_taken_to() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob, Cid", "* Cid slips out", "* Ann takes the box")))
    assert story.holds("Cid", "Ann has the box") == ""
    assert story.holds("Ann, Cid", "Ann has the box") == "yes"
    assert story.holds("Ann, Bob, Cid", "Ann has the box") == "yes"
    assert story.holds("Ann", "Cid is at Attic") == "yes"


def test_who_goes_openly_is_not_taken_to_see_any_more() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob, Cid", "* Cid exits", "* Ann takes the box")))
    assert story.holds("Ann, Cid", "Ann has the box") == ""
    assert story.holds("Ann", "Cid is at Attic") == ""  # she saw him go, and not where to
    assert story.holds("Ann", "Bob is at Attic") == "yes"


def test_who_comes_after_an_unnoticed_exit_supposes_nothing() -> None:
    lines = ("* with Ann, Cid", "* Cid slips out", "* Bob enters", "* Ann takes the box")
    story = Story(script(scene(ATTIC, *lines)))
    assert story.holds("Ann, Cid", "Ann has the box") == "yes"
    assert story.holds("Bob, Cid", "Ann has the box") == ""
    assert story.holds("Bob, Ann", "Ann has the box") == "yes"


def test_a_watcher_sees_somebody_slip_out() -> None:
    lines = ("* with Ann, Bob; Eve watches unseen", "* Bob slips out", "* Ann takes the box")
    story = Story(script(scene(ATTIC, *lines)))
    assert story.holds("Eve", "Ann has the box") == "yes"
    assert story.holds("Eve, Bob", "Ann has the box") == ""
    assert story.holds("Ann, Bob", "Ann has the box") == "yes"
    assert story.holds("Eve, Ann, Bob", "Ann has the box") == "yes"


def test_what_is_told_after_an_unnoticed_exit_is_taken_to_be_heard() -> None:
    lines = ("* with Ann, Bob, Cid", "* Cid slips out", "* Ann tells Bob the mole")
    story = Story(script(scene(ATTIC, *lines)), {"secrets/mole": "name: the mole\nholders: [Ann]"})
    assert story.holds("Cid", "the mole") == ""
    assert story.holds("Ann, Cid", "the mole") == "yes"
    assert story.holds("Bob, Cid", "the mole") == "yes"
    assert story.holds("Cid, Bob", "the mole") == ""


def test_coming_somewhere_and_not_finding_makes_it_unknown() -> None:
    story = Story(
        script(
            scene(ATTIC, "* with Ann, Bob, Cid; Ann takes the box; Ann drops the box"),
            scene(BARN, "* with Bob; Bob takes the box"),
            scene(ATTIC, "* with Ann"),
        )
    )
    assert story.holds("Ann", "Bob is at Attic", at=2) == "yes"
    assert story.holds("Ann", "Bob is at Attic", at=3) == ""
    assert story.holds("Ann", "the box is at Attic", at=3) == ""
    assert story.holds("nobody", "Bob is at Barn", at=3) == "yes"  # what she misses does not change where he is
    assert story.holds("Cid", "Bob is at Attic", at=3) == "yes"


def test_a_town_cannot_be_looked_over() -> None:
    story = Story(script(scene("EXT. TOWN - DAY", "* with Ann, Bob"), scene("EXT. TOWN - NIGHT", "* with Ann")))
    assert story.holds("Ann", "Bob is at Town") == "yes"


def test_a_thing_that_is_there_is_not_missed() -> None:
    story = Story(script(scene(ATTIC, "* with Ann; Ann takes the box; Ann drops the box"), scene(ATTIC, "* with Ann")))
    assert story.holds("Ann", "the box is at Attic") == "yes"


def test_a_death_is_known_to_those_who_see_it() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob; Cid watches unseen", "* Bob dies"), scene(BARN, "* with Dot")))
    assert story.holds("Ann", "Bob is dead") == "no"
    assert story.log.value(("people/ann",), Matter("alive", "people/bob")) == "no"
    assert story.log.value(("people/cid",), Matter("alive", "people/bob")) == "no"
    assert story.log.value(("people/dot",), Matter("alive", "people/bob")) == ""


def test_who_was_said_to_be_dead_and_stands_there_lives() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob; Ann lies to Bob: Cid is dead"), scene(BARN, "* with Bob, Cid")))
    assert story.log.value(("people/bob",), Matter("alive", "people/cid"), story.after(1)) == "no"


def test_who_carries_a_thing_knows_where_it_is() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob; Ann takes the box"), scene(BARN, "* with Ann")))
    assert story.holds("Ann", "the box is at Barn") == "yes"
    assert story.holds("nobody", "the box is at Barn") == "yes"
    assert story.holds("Bob", "the box is at Barn") == "places/attic"
    assert story.holds("Bob", "Ann has the box") == "yes"


def test_dreams_and_tales_told_give_nothing() -> None:
    for mode in ("dream", "story told by Ann"):
        story = Story(script(scene(ATTIC, f"* {mode}; with Ann, Bob; Bob dies; Ann tells Bob the mole")))
        assert story.holds("Bob", "the mole") == ""
        assert story.log.minds.events == [e for e in story.log.minds.events if e.tag == -1]
        assert all(h.kind == "bible" for h in story.log.happenings)


def test_a_flashback_takes_its_place_in_story_time() -> None:
    story = Story(
        script(
            scene(ATTIC, "* at 2020-05-01; with Ann, Bob"),
            scene(BARN, "* flashback; at 2010-05-01; with Ann, Bob"),
        )
    )
    assert story.holds("Ann", "Bob is at Attic") == "yes"  # what is told later happened before
    assert story.holds("Ann", "Bob is at Barn", at=2) == "yes"


def test_a_voice_over_is_not_there() -> None:
    story = Story(script(scene(ATTIC, "ANN (V.O.): Long ago.", "* with Bob; Bob takes the box")))
    assert story.holds("Ann", "Bob has the box") == ""


def test_names_are_met_by_hearing_and_by_sight_once() -> None:
    story = Story(script(scene(ATTIC, "ANN: Where is Cid?", "BOB: Cid? Who is Cid?"), scene(BARN, "* with Dot")))
    heard = heard_of("people/cid")
    assert story.log.value(("people/bob",), heard) == "yes"
    assert story.log.value(("people/dot",), heard) == ""
    assert [h.words for h in story.log.happenings if h.kind == "said"] == ["Cid is named"]


def test_what_somebody_feels_only_they_know() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob; Ann distrusts Bob")))
    assert story.holds("Ann", "Ann distrusts Bob") == "yes"
    assert story.holds("Bob", "Ann distrusts Bob") == ""


def test_a_wedding_is_seen_and_known_by_both() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Cid; Ann marries Bob")))
    for who in ("Ann", "Bob", "Cid"):
        assert story.holds(who, "Ann is Bob's wife") == "yes", who


def test_the_bible_gives_everybody_themselves() -> None:
    story = Story(
        script(scene(ATTIC, "* with Ann")),
        {
            "people/ann": "name: Ann\ngroups: [the Guild]\nrelations: {brother of: Bob, loves: Cid}\nhas: [the box]",
            "people/dot": "name: Dot\ngroups: [the Guild]",
            "people/eve": "name: Eve\ngroups: [the Guild]",
        },
    )
    assert story.holds("Ann", "Ann belongs to the Guild") == "yes"
    assert story.holds("Eve", "Ann belongs to the Guild") == "yes"  # members know of one another
    assert story.holds("Cid", "Ann belongs to the Guild") == ""
    assert story.holds("Eve", "Dot belongs to the Guild") == ""  # that is a secret
    assert story.holds("Bob", "Ann is Bob's brother") == "yes"
    assert story.holds("Cid", "Ann loves Cid") == ""
    assert story.holds("Ann", "Ann has the box") == "yes"


def test_a_dated_fact_of_the_bible_is_so_from_its_date() -> None:
    story = Story(
        script(scene(ATTIC, "* at 2010-05-01; with Ann"), scene(BARN, "* at 2020-05-01; with Ann")),
        {"people/cid": "name: Cid\ndied: 2015"},
    )
    alive = Matter("alive", "people/cid")
    assert story.log.value((), alive, story.after(1)) == ""
    assert story.log.value((), alive, story.after(2)) == "no"
    assert story.log.value(("people/ann",), alive) == ""


def test_an_office_has_no_mind_of_its_own() -> None:
    story = Story(script(scene(ATTIC, "THE WARDEN: Come in.", "* with Ann; Ann tells the Warden the mole")))
    assert story.log.value(("people/warden",), Matter("secret", "secrets/mole")) == ""


@pytest.fixture(scope="module")
def example() -> Canon:
    return load_canon(EXAMPLE)


def test_in_the_example_what_anybody_views_they_view_themselves_viewing(example: Canon) -> None:
    assert introspective(example.minds.minds)
    assert introspective(example.minds.telling)


def test_happenings_stand_in_story_order(example: Canon) -> None:
    moments = [happening.moment for happening in example.minds.happenings]
    assert moments == sorted(moments)
    assert len(moments) == len(example.minds.minds.events)
