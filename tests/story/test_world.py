"""Facts over time: what the bible gives, where people are seen, and what notes state."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.model import Value
from fabula.source import EMPTY_SOURCE
from fabula.story.model import Mode, Moment

from .facts import entry, replay, story, values

NOWHERE = EMPTY_SOURCE.whole


def mapping(**pairs: str) -> Value:
    return Value({key: Value(text, NOWHERE) for key, text in pairs.items()}, NOWHERE)


def test_a_persons_place_is_logged_when_it_changes() -> None:
    world = replay(
        story(
            "# INT. FLAT @places/flat\nMASON: One.\n# INT. FLAT @places/flat\nMASON: Two.\n"
            "# EXT. OSLO @places/oslo\nMASON: Three.\n# INT. FLAT @places/flat\nMASON: Four.\n"
        )
    )
    assert values(world, "people/mason", "place") == ["places/flat", "places/oslo", "places/flat"]
    assert [c.form for c in world.changes("people/mason", "place")] == ["presence"] * 3


def test_a_name_in_action_lines_puts_nobody_anywhere() -> None:
    world = replay(story("# INT. FLAT @places/flat\nMASON sits.\n"))
    assert values(world, "people/mason", "place") == []


def test_a_thing_goes_where_its_holder_goes_until_it_is_put_down() -> None:
    world = replay(
        story(
            "# INT. FLAT @places/flat\nMASON: Mine.\n* takes-thing person=people/mason thing=things/case\n"
            "# EXT. OSLO @places/oslo\nMASON: Here.\n* drops person=people/mason thing=things/case\n"
            "# EXT. ROME @places/rome\nMASON: Gone.\n"
        )
    )
    assert values(world, "things/case", "place") == ["places/flat", "places/oslo"]
    assert values(world, "things/case", "holder") == ["people/mason", ""]
    assert values(world, "people/mason", "place")[-1] == "places/rome"


def test_giving_moves_a_thing_to_the_other_hand() -> None:
    world = replay(
        story("# INT. FLAT @places/flat\n* gives person=people/mason other=people/nadia thing=things/case\n")
    )
    assert values(world, "things/case", "holder") == ["people/nadia"]


def test_using_what_another_holds_is_borrowing() -> None:
    world = replay(
        story("# INT. FLAT\n* uses person=people/nadia item=things/case\n* uses person=people/mason item=things/case\n")
    )
    assert values(world, "things/case", "holder") == ["people/nadia"]


def test_a_cover_moves_and_holds_with_the_body_but_joins_for_itself() -> None:
    world = replay(
        story(
            "# INT. FLAT\n* goes-to person=covers/kyle place=places/oslo\n"
            "* takes-thing person=covers/kyle thing=things/case\n* joins person=covers/kyle group=groups/citadel\n"
        )
    )
    assert values(world, "people/mason", "place") == ["places/oslo"]
    assert values(world, "things/case", "holder") == ["people/mason"]
    assert values(world, "covers/kyle", "member:groups/citadel") == ["yes"]
    assert values(world, "people/mason", "member:groups/citadel") == []


def test_what_is_lost_is_found_again_by_taking_it_but_not_what_is_destroyed() -> None:
    text = "# INT. FLAT\n* {} thing=things/case\n* takes-thing person=people/nadia thing=things/case\n"
    assert values(replay(story(text.format("lost"))), "things/case", "gone") == ["lost", ""]
    assert values(replay(story(text.format("destroyed"))), "things/case", "gone") == ["destroyed"]


def test_dreams_and_tales_change_nothing() -> None:
    text = "# INT. FLAT\n* dies person=people/mason\n# INT. FLAT\n* dies person=people/nadia\n"
    assert values(replay(story(text), {0: Mode.DREAM}), "people/mason", "alive") == []
    assert values(replay(story(text), {0: Mode.TOLD}), "people/nadia", "alive") == ["no"]


def test_a_value_holds_from_just_after_the_note_that_states_it() -> None:
    made = story("# INT. FLAT\nMASON: Ah.\n* dies person=people/mason\nHe lies still.\n")
    world = replay(made)
    at = made.scenes[0].source.text.index("* dies")
    assert world.value("people/mason", "alive", Moment(0, at)) == ""
    assert world.value("people/mason", "alive", Moment(0, at + 1)) == "no"


def test_attributes_that_are_and_that_become() -> None:
    world = replay(
        story(
            '# INT. FLAT\n* attribute subject=people/mason attribute="wound" value="left_hand"\n'
            '* becomes subject=people/mason attribute="Wound" value="healed"\n'
        )
    )
    changes = world.changes("people/mason", "is:wound")
    assert [(c.value, c.asserted) for c in changes] == [("left hand", True), ("healed", False)]


def test_feelings_end_their_opposites() -> None:
    world = replay(
        story(
            '# INT. FLAT\n* feels person=people/mason other=people/nadia verb="trusts"\n'
            '* feels person=people/mason other=people/nadia verb="distrust"\n'
        )
    )
    assert values(world, "people/mason", "feels:trusts:people/nadia") == ["yes", "no"]
    assert values(world, "people/mason", "feels:distrusts:people/nadia") == ["no", "yes"]


def test_marriage_is_mutual() -> None:
    world = replay(story("# INT. FLAT\n* marries person=people/mason other=people/nadia\n"))
    assert values(world, "people/mason", "kin:spouse:people/nadia") == ["yes"]
    assert values(world, "people/nadia", "kin:spouse:people/mason") == ["yes"]


def test_a_name_that_leads_nowhere_changes_nothing() -> None:
    made = story("# INT. FLAT\n* joins person=people/mason group=\n* dies person=\n")
    assert [key for key in replay(made).log if key[1] != "place"] == []


def test_the_bible_gives_what_holds_before_the_story() -> None:
    bernard = entry(
        "people/bernard",
        groups="citadel",
        home="[[places/rome|Rome]]",
        has="CASE",
        relations=mapping(trusts="nadia", **{"brother of": "mason"}),
        attributes=mapping(eyes="grey"),
    )
    world = replay(story("# INT. FLAT\nNADIA: Hello.\n", bernard))
    found = {attribute: [(c.moment.rank, c.value) for c in changes] for attribute, changes in world.about(bernard.key)}
    assert found == {
        "feels:trusts:people/nadia": [(-1, "yes")],
        "is:eyes": [(-1, "grey")],
        "kin:brother:people/mason": [(-1, "yes")],
        "member:groups/citadel": [(-1, "yes")],
        "place": [(-1, "places/rome")],
    }
    assert values(world, "things/case", "holder") == ["people/bernard"]


def test_a_joining_that_is_shown_stands_above_the_bible() -> None:
    bernard = entry("people/bernard", groups="citadel")
    text = "# INT. FLAT\n* {} person=people/bernard group=groups/citadel\n"
    joins = replay(story(text.format("joins"), bernard))
    assert [(c.form, c.value) for c in joins.changes(bernard.key, "member:groups/citadel")] == [("joins", "yes")]
    leaves = replay(story(text.format("leaves"), bernard))
    assert values(leaves, bernard.key, "member:groups/citadel") == ["yes", "no"]


def test_a_death_without_a_date_is_before_the_present() -> None:
    bernard = entry("people/bernard", died="yes")
    made = story("# INT. FLAT\nBERNARD: Then.\n# INT. FLAT\nNADIA: Now.\n", bernard)
    [death] = replay(made, {0: Mode.FLASHBACK}).changes(bernard.key, "alive")
    assert (death.moment, death.value, death.form) == (Moment(1, -1), "no", "bible")


def test_a_death_that_is_shown_is_the_one_the_bible_speaks_of() -> None:
    bernard = entry("people/bernard", died="yes")
    world = replay(story("# INT. FLAT\n* dies person=people/bernard\n", bernard))
    assert [c.form for c in world.changes(bernard.key, "alive")] == ["dies"]


def test_a_return_without_a_date_takes_back_what_follows_from_a_death() -> None:
    bernard = entry("people/bernard", returns="yes")
    world = replay(
        story("# INT. FLAT\n* dies person=people/bernard\nHe lies there.\n# INT. FLAT\nNADIA: So.\n", bernard)
    )
    assert values(world, bernard.key, "alive") == ["no", "yes"]
    assert world.value(bernard.key, "alive", Moment(1, 0)) == "yes"


LINES = st.sampled_from(
    [
        "# INT. FLAT @places/flat",
        "# EXT. OSLO @places/oslo",
        "MASON: Here.",
        "NADIA: There.",
        "* takes-thing person=people/mason thing=things/case",
        "* gives person=people/mason other=people/nadia thing=things/case",
        "* drops person=people/nadia thing=things/case",
        "* lost thing=things/case",
        "* uses person=people/nadia item=things/case",
        "* goes-to person=covers/kyle place=places/rome",
        "* dies person=people/bernard",
        "* returns person=people/bernard",
        "* joins person=people/bernard group=groups/citadel",
    ]
)


@given(st.lists(LINES, max_size=30), st.sets(st.integers(0, 5)))
def test_every_fact_is_logged_in_story_order(lines: list[str], dreams: set[int]) -> None:
    bernard = entry("people/bernard", died="2014", returns="yes", groups="citadel", has="case", home="rome")
    made = story("\n".join(["# INT. FLAT @places/flat", *lines]), bernard)
    world = replay(made, dict.fromkeys(dreams, Mode.DREAM))
    for changes in world.log.values():
        assert changes == sorted(changes, key=lambda change: change.moment)
    holder, place = world.changes("things/case", "holder"), world.changes("things/case", "place")
    if holder and holder[-1].value and world.changes(holder[-1].value, "place"):
        assert place[-1].value == world.changes(holder[-1].value, "place")[-1].value


def test_a_universe_is_replayed_alike_each_time() -> None:
    text = "# INT. FLAT @places/flat\nMASON: I.\nNADIA: You.\n* takes-thing person=people/mason thing=things/case\n"
    assert list(replay(story(text)).log) == list(replay(story(text)).log)
