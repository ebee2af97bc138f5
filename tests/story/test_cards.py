"""Title cards and marks in scenes, and the modes that follow from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.script.model import Kind
from fabula.story.cards import Sign, Where, read_cards
from fabula.story.model import Mode
from fabula.story.solve import solve_times
from tests.story.universes import Draft, says, when

ACTION, CENTERED, TRANSITION = Kind.ACTION, Kind.CENTERED, Kind.TRANSITION


@pytest.mark.parametrize(
    ("kind", "line", "sign", "text"),
    [
        (ACTION, "SUPER: EIGHT YEARS LATER", Sign.LATER, "EIGHT YEARS"),
        (ACTION, 'SUPER: "Portland, Maine. Eight years later."', Sign.LATER, "Eight years"),
        (ACTION, "TITLE CARD: A few days earlier", Sign.AGO, "A few days"),
        (ACTION, "CHYRON (over): VALENCIA, 2014", Sign.DATE, "2014"),
        (ACTION, "EIGHT YEARS AGO", Sign.AGO, "EIGHT YEARS"),
        (CENTERED, "Eight years ago", Sign.AGO, "Eight years"),
        (CENTERED, "14 JUNE 2014", Sign.DATE, "14 JUNE 2014"),
        (CENTERED, "**Valencia, summer 2014**", Sign.DATE, "summer 2014"),
        (ACTION, "SUPER: Lisbon - June 14th, 2014", Sign.DATE, "June 14th, 2014"),
        (ACTION, "SUPER: PRESENT DAY", Sign.PRESENT, ""),
        (TRANSITION, "FLASHBACK TO:", Sign.FLASHBACK, ""),
        (ACTION, "BEGIN FLASHBACK:", Sign.FLASHBACK, ""),
        (TRANSITION, "SMASH CUT BACK TO PRESENT:", Sign.END, ""),
        (ACTION, "END OF FLASHBACK.", Sign.END, ""),
        (ACTION, "END DREAM SEQUENCE", Sign.END, ""),
        (ACTION, "DREAM SEQUENCE BEGINS", Sign.DREAM, ""),
        (TRANSITION, "FLASH FORWARD TO:", Sign.FLASHFORWARD, ""),
    ],
)
def test_reads(kind: Kind, line: str, sign: Sign, text: str) -> None:
    scene = Draft().episode().scene(lines=[(kind, line)])
    (card,) = read_cards(scene)
    assert (card.sign, card.text) == (sign, text)
    assert card.span.text == line


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (ACTION, "He thinks of it eight years later."),
        (ACTION, "Eight years ago."),
        (ACTION, "A flashback."),
        (ACTION, "NOW."),
        (ACTION, "2014"),
        (ACTION, "ROOM 2014"),
        (ACTION, "SHE WAITS. EIGHT YEARS LATER THE DOOR OPENS."),
        (Kind.DIALOGUE, "EIGHT YEARS LATER"),
        (CENTERED, "The Man on the Pier"),
        (TRANSITION, "CUT TO:"),
        (ACTION, "SUPER: The number 20145"),
    ],
)
def test_leaves_alone(kind: Kind, line: str) -> None:
    assert read_cards(Draft().episode().scene(lines=[(kind, line)])) == []


def test_a_card_knows_where_in_its_scene_it_stands() -> None:
    lines = [(ACTION, "SUPER: 2014"), (ACTION, "Rain.\nSUPER: 2015\nMore rain."), (CENTERED, "2016")]
    cards = read_cards(Draft().episode().scene(lines=lines))
    assert [(card.text, card.where) for card in cards] == [
        ("2014", Where.BEFORE),
        ("2015", Where.AMID),
        ("2016", Where.AFTER),
    ]
    assert [card.span.text for card in cards] == ["SUPER: 2014", "SUPER: 2015", "2016"]


@given(st.sampled_from([ACTION, CENTERED, TRANSITION]), st.text(max_size=60), st.sampled_from(["LATER", "AGO", "2014"]))
def test_any_text_can_be_read(kind: Kind, text: str, hint: str) -> None:
    scene = Draft().episode().scene(lines=[(kind, f"{text} {hint}")])
    assert len(read_cards(scene)) <= f"{text} {hint}".count("\n") + 1


def modes(draft: Draft) -> str:
    """The modes of all scenes by their first letters; flash-forwards as w."""
    letters = {Mode.FLASHFORWARD: "w"}
    return "".join(letters.get(mode, mode.value[0]) for mode in solve_times(draft.universe).mode)


def test_a_run_lasts_until_it_is_ended() -> None:
    draft = Draft().episode()
    draft.scene(lines=[(ACTION, "Rain."), (TRANSITION, "FLASHBACK TO:")])
    draft.scene()
    draft.scene(lines=[(ACTION, "Rain."), (ACTION, "END FLASHBACK.")])
    draft.scene()
    assert modes(draft) == "pffp"


def test_a_run_ends_with_the_episode() -> None:
    draft = Draft().episode()
    draft.scene(lines=[(TRANSITION, "FLASHBACK TO:")])
    draft.scene()
    draft.episode("S01E02").scene()
    assert modes(draft) == "pfp"


def test_flagged_scenes_of_a_run_need_their_flag() -> None:
    draft = Draft().episode()
    draft.scene(lines=[(TRANSITION, "FLASHBACK TO:")])
    draft.scene(flags=["flashback"])
    draft.scene(flags=["flashback"])
    draft.scene()
    assert modes(draft) == "pffp"


def test_a_run_ends_at_a_date_of_the_present() -> None:
    draft = Draft().episode()
    draft.scene(says("at", when=when("2014-06-03")), lines=[(TRANSITION, "FLASHBACK TO:")])
    draft.scene(says("at", when=when("2006-06-03")))
    draft.scene(says("at", when=when("2014-06-04")))
    draft.scene()
    assert modes(draft) == "pfpp"


def test_a_card_ends_a_run_only_if_it_leads_out_of_it() -> None:
    draft = Draft().episode()
    draft.scene()
    draft.scene(lines=[(ACTION, "SUPER: EIGHT YEARS AGO")])
    draft.scene(lines=[(ACTION, "SUPER: TWO DAYS LATER")])
    draft.scene(lines=[(ACTION, "SUPER: EIGHT YEARS LATER")])
    assert modes(draft) == "pffp"


def test_a_note_ends_a_run() -> None:
    draft = Draft().episode()
    draft.scene(lines=[(TRANSITION, "FLASHBACK TO:")])
    draft.scene()
    draft.scene(says("present"))
    draft.scene()
    assert modes(draft) == "pfpp"


def test_notes_win_over_headings_and_runs() -> None:
    draft = Draft().episode()
    draft.scene(says("dream"), flags=["flashback"])
    draft.scene(says("told"))
    draft.scene(says("present"), lines=[(ACTION, "BEGIN FLASHBACK"), (ACTION, "Rain.")])
    draft.scene(says("flash-forward"))
    assert modes(draft) == "dtpw"


def test_continuous_with_a_flashback_elsewhere_belongs_to_it() -> None:
    draft = Draft().episode()
    draft.scene(place="places/flat")
    draft.scene(flags=["flashback"], place="places/pier")
    draft.scene(time="CONTINUOUS", place="places/boat")
    draft.scene(time="CONTINUOUS", place="places/flat")
    draft.scene(time="EIGHT YEARS AGO", place="places/pier")
    draft.scene()
    assert modes(draft) == "pffpfp"
