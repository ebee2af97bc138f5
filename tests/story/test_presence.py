"""Who is in a scene, and how well that is founded."""

from __future__ import annotations

from fabula.story.model import Mode, Presence
from fabula.story.presence import find_presences
from fabula.universe.model import Nature, Universe

from .playbook import brief, entity, told_in_order, universe

PEOPLE = (
    entity("people/bernard"),
    entity("people/carter"),
    entity("people/mason"),
    entity("people/nadia"),
    entity("people/guard", nature=Nature.CLASS),
    entity("covers/kyle", parent="people/mason"),
    entity("covers/wolf"),
    entity("places/flat"),
)


def of(text: str) -> list[Presence]:
    """The presences in the only scene of a script, all of them."""
    return in_scenes(universe(PEOPLE, text))[0]


def in_scenes(world: Universe) -> list[list[Presence]]:
    return find_presences(world, told_in_order(world)).by_scene


def words(presence: Presence) -> str:
    """What the script says from the start of somebody's stay to its end."""
    return presence.scene.source.text[presence.start : presence.end]


def test_a_cue_in_the_room_is_certain_and_lasts_for_the_scene() -> None:
    [mason] = of("# INT. FLAT @places/flat\nMASON: Hello.\nNobody answers.\nMASON: Hello?\n")
    assert brief([mason]) == ["mason HERE CUE"]
    assert mason.span.text == "MASON"
    assert mason.span.line == 2
    assert (mason.start, mason.end) == (0, len(mason.scene.source.text))


def test_a_voice_over_puts_nobody_in_the_room() -> None:
    assert brief(of("# INT. FLAT\nMASON (V.O.): I was young.\n")) == ["mason VOICE CUE"]


def test_a_voice_from_off_screen_does() -> None:
    [mason] = of("# INT. FLAT\nMASON (O.S.): In here!\n")
    assert brief([mason]) == ["mason OFF_SCREEN CUE"]
    assert mason.manner.in_place


def test_a_cue_in_the_room_outweighs_a_voice_over() -> None:
    assert brief(of("# INT. FLAT\nMASON (V.O.): I was young.\nMASON: Hello.\n")) == ["mason HERE CUE"]
    assert brief(of("# INT. FLAT\nMASON (O.S.): Coming!\nMASON: Hello.\n")) == ["mason HERE CUE"]


def test_on_the_phone_somebody_is_at_their_own_end() -> None:
    found = of("# INT. FLAT\nMASON: Yes?\nNADIA (ON PHONE): It is me.\n")
    assert brief(found) == ["mason HERE CUE", "nadia PHONE CUE"]
    assert not found[1].manner.in_place


def test_a_note_says_that_the_other_end_is_elsewhere() -> None:
    found = of("# INT. FLAT\n! on-the-phone: BERNARD\nMASON: Yes?\nBERNARD: It is me.\n")
    assert brief(found) == ["bernard PHONE CUE", "mason HERE CUE"]


def test_notes_state_who_is_there() -> None:
    found = of("# INT. FLAT\n! with: NADIA, BERNARD\n! watches-unseen: CARTER\nMASON: Alone at last.\n")
    assert brief(found) == ["bernard HERE STATED", "carter UNSEEN STATED", "mason HERE CUE", "nadia HERE STATED"]
    assert found[3].span.line == 2


def test_listening_in_is_hearing_from_elsewhere() -> None:
    [carter] = of("# INT. FLAT\n! listens-in: CARTER\n")
    assert brief([carter]) == ["carter LISTENING STATED"]
    assert not carter.manner.in_place


def test_a_name_in_action_is_an_inference() -> None:
    [mason] = of("# INT. FLAT\nMASON sits.\nMASON stands.\n")
    assert brief([mason]) == ["mason HERE INFERRED"]
    assert mason.span.line == 2


def test_without_takes_back_what_action_infers() -> None:
    assert brief(of("# INT. FLAT\n! without: MASON\nThe chair in which MASON died.\n")) == ["mason ABSENT STATED"]


def test_a_cue_outweighs_without() -> None:
    assert brief(of("# INT. FLAT\n! without: MASON\nMASON: I am here.\n")) == ["mason HERE CUE"]


def test_the_absent_are_in_no_list_of_a_persons_presences() -> None:
    world = universe(PEOPLE, "# INT. FLAT\n! without: MASON\n# INT. FLAT\nMASON: Hello.\n")
    presences = find_presences(world, told_in_order(world))
    assert brief(presences.by_person["people/mason"]) == ["mason HERE CUE"]


def test_a_narrator_who_is_seen_is_heard_and_inferred() -> None:
    assert brief(of("# EXT. STREET\nMASON walks.\nMASON (V.O.): I walked a lot then.\n")) == [
        "mason HERE INFERRED",
        "mason VOICE CUE",
    ]


def test_under_a_cover_it_is_the_person_who_is_there() -> None:
    assert brief(of("# INT. FLAT\nKYLE: Hello.\nMASON: Goodbye.\n")) == ["mason HERE CUE"]


def test_a_cover_of_nobody_known_is_a_body_of_its_own() -> None:
    assert brief(of("# INT. FLAT\nWOLF: Hello.\n")) == ["wolf HERE CUE"]


def test_covers_in_a_circle_end() -> None:
    ring = (entity("covers/fox", parent="covers/owl"), entity("covers/owl", parent="covers/fox"))
    world = universe(ring, "# INT. FLAT\nFOX: Who am I?\n")
    assert brief(in_scenes(world)[0]) == ["owl HERE CUE"]


def test_classes_are_kept() -> None:
    assert brief(of("# INT. FLAT\nGUARD: Halt.\n")) == ["guard HERE CUE"]


def test_places_are_not_people() -> None:
    assert of("# INT. FLAT\nFLAT is dark.\n") == []


def test_one_cue_of_two_people() -> None:
    assert brief(of("# INT. FLAT\nMASON & NADIA: Surprise!\n")) == ["mason HERE CUE", "nadia HERE CUE"]


def test_exit_and_return_are_two_presences() -> None:
    found = of("# INT. FLAT\nMASON: Wait.\n! exits: MASON\nA pause.\n! enters: MASON\nMASON: Forgot my hat.\n")
    assert brief(found) == ["mason HERE CUE", "mason HERE CUE"]
    assert words(found[0]).endswith("! exits: MASON")
    assert words(found[1]).startswith("! enters: MASON")
    assert [p.span.line for p in found] == [2, 6]


def test_speaking_after_an_exit_is_marked() -> None:
    found = of("# INT. FLAT\nMASON: Wait.\n! exits: MASON\nMASON: And another thing.\nA pause.\n")
    assert brief(found) == ["mason HERE CUE", "mason HERE CUE OFFSTAGE"]
    assert words(found[1]) == "MASON: And another thing."


def test_speaking_before_coming_in_is_marked() -> None:
    assert brief(of("# INT. FLAT\nMASON: Hm.\n! enters: MASON\nMASON: Hello.\n")) == [
        "mason HERE CUE OFFSTAGE",
        "mason HERE CUE",
    ]


def test_calling_from_outside_after_an_exit_is_fine() -> None:
    assert brief(of("# INT. FLAT\nMASON: Wait.\n! exits: MASON\nMASON (O.S.): Coming?\n")) == [
        "mason HERE CUE",
        "mason OFF_SCREEN CUE",
    ]


def test_an_entrance_after_the_speech_comes_too_late() -> None:
    world = universe(PEOPLE, "# INT. FLAT\n+ NADIA\nMASON: Hello.\n+ MASON\nNADIA: You.\n")
    assert brief(in_scenes(world)[0]) == ["mason HERE CUE OFFSTAGE", "mason HERE STATED", "nadia HERE CUE"]


def test_whoever_never_enters_a_staged_scene_is_marked() -> None:
    found = of("# A hall\n+ NADIA\nNADIA: Hello?\nMASON: Boo.\nMASON: Boo!\nNADIA: Ah.\n")
    assert brief(found) == ["mason HERE CUE OFFSTAGE", "nadia HERE CUE"]
    assert words(found[0]) == "MASON: Boo.\nMASON: Boo!"


def test_a_scene_without_any_entrance_marks_nobody() -> None:
    assert brief(of("# A hall\nNADIA: Hello?\n- NADIA\n")) == ["nadia HERE CUE"]


def test_enters_in_a_note_says_nothing_of_others() -> None:
    assert brief(of("# INT. FLAT\nNADIA: Hello?\n! enters: MASON\nMASON: Boo.\n")) == [
        "mason HERE CUE",
        "nadia HERE CUE",
    ]


def test_everyone_leaves() -> None:
    found = of("# INT. FLAT\nNADIA: Out!\n! with: BERNARD\n! everyone-leaves\nMASON: Gone.\n")
    assert brief(found) == ["bernard HERE STATED", "mason HERE CUE", "nadia HERE CUE"]
    assert [words(p).endswith("leaves") for p in found] == [True, False, True]


def test_whoever_goes_somewhere_leaves() -> None:
    [mason] = of("# INT. FLAT\nMASON: Bye.\n! goes-to: MASON\nThe door.\n")
    assert words(mason).endswith("goes-to: MASON")


def test_whoever_was_not_there_does_not_come_by_going_elsewhere() -> None:
    assert brief(of("# INT. FLAT\nMASON: Bye.\n! goes-to: NADIA\n")) == ["mason HERE CUE"]


def test_setting_out_while_still_speaking_here_moves_nobody() -> None:
    [mason] = of("# INT. PLANE\n! goes-to: MASON\nMASON: Six hours to go.\n")
    assert brief([mason]) == ["mason HERE CUE"]
    assert words(mason).startswith("# INT. PLANE")


def test_returning_is_coming_in_again() -> None:
    found = of("# INT. FLAT\nMASON: Wait.\n! exits: MASON\n! returns: MASON\nMASON: My hat.\n")
    assert brief(found) == ["mason HERE CUE", "mason HERE CUE"]


def test_returning_to_life_is_not_coming_in() -> None:
    [mason] = of("# INT. CRYPT\nMASON: Where am I?\n! returns: MASON\nMASON: I was dead.\n")
    assert brief([mason]) == ["mason HERE CUE"]


def test_who_watches_unseen_may_come_in() -> None:
    found = of("# INT. FLAT\n! watches-unseen: CARTER\nMASON: Alone.\n! enters: CARTER\nCARTER: Not quite.\n")
    assert brief(found) == ["carter UNSEEN STATED", "carter HERE CUE", "mason HERE CUE"]
    assert words(found[0]).endswith("MASON: Alone.\n")


def test_who_is_on_the_phone_may_come_in() -> None:
    found = of("# INT. FLAT\n! on-the-phone: NADIA\nNADIA: I am at the door.\n! enters: NADIA\nNADIA: See?\n")
    assert brief(found) == ["nadia PHONE CUE", "nadia HERE CUE"]


def test_who_watches_unseen_may_slip_away() -> None:
    [carter] = of("# INT. FLAT\n! watches-unseen: CARTER\nMASON: Alone.\n! exits: CARTER\nMASON: Quite.\n")[:1]
    assert brief([carter]) == ["carter UNSEEN STATED"]
    assert words(carter).endswith("exits: CARTER")


def test_intercut_puts_each_at_their_own_end() -> None:
    assert brief(of("# INTERCUT - FLAT / CAR\nMASON: Hello.\nNADIA: Hello.\n")) == [
        "mason PHONE CUE",
        "nadia PHONE CUE",
    ]


def test_intercut_within_a_scene_leaves_those_who_were_there() -> None:
    found = of("# INT. FLAT\nMASON: Hello?\n> INTERCUT WITH:\nNADIA: Hello.\nMASON: You.\n")
    assert brief(found) == ["mason HERE CUE", "nadia PHONE CUE"]


def test_cast_tags_state_who_is_there() -> None:
    world = universe(PEOPLE, "# INT. FLAT\nMASON: Hello.\nNADIA (V.O.): Once …\nSilence.\n")
    world.scenes[0].cast = ("people/bernard", "people/nadia")
    assert brief(in_scenes(world)[0]) == ["bernard HERE STATED", "mason HERE CUE", "nadia VOICE CUE"]


def test_dreams_and_tales_are_no_part_of_a_persons_life() -> None:
    world = universe(PEOPLE, "\n".join(f"# INT. FLAT\nMASON: {n}." for n in ("One", "Two", "Three", "Four")))
    timeline = told_in_order(world, {0: Mode.FLASHBACK, 1: Mode.DREAM, 3: Mode.TOLD})
    presences = find_presences(world, timeline)
    assert [p.scene.label for p in presences.by_person["people/mason"]] == ["1", "3"]
    assert [len(scene) for scene in presences.by_scene] == [1, 1, 1, 1]


def test_a_life_is_in_the_order_of_happening() -> None:
    world = universe(PEOPLE, "# INT. FLAT\nMASON: One.\n# INT. FLAT\nMASON: Two.\n")
    timeline = told_in_order(world)
    timeline.order.reverse()
    timeline.rank.reverse()
    life = find_presences(world, timeline).by_person["people/mason"]
    assert [p.scene.label for p in life] == ["2", "1"]
