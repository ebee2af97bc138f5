"""What can be written next, and only where it can be: the cursor is marked by ``|``."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.bible.canon import read_canon_note
from fabula.bible.forms import FORMS
from fabula.lsp.completion.complete import complete
from fabula.lsp.completion.offers import Offer
from fabula.lsp.completion.roll import EMPTY_ROLL, Roll, RollMaker
from fabula.lsp.completion.statements import complete_fact, complete_statement
from fabula.lsp.homes import Role
from fabula.lsp.positions import find_line_starts
from fabula.script.model import Note
from fabula.source import Source
from fabula.stages import load_canon

CITADEL = Path(__file__).parents[2] / "examples" / "citadel"
SCRIPT = "shows/italy/s01/e04-due-facce.fountain"
SCENE = "INT. FERRO WORKSHOP - NIGHT\n\nLivia waits with Nadia.\n\n"


@pytest.fixture(scope="module")
def roll() -> Roll:
    return RollMaker().make(load_canon(CITADEL))


def offers(marked: str, roll: Roll = EMPTY_ROLL, path: str = SCRIPT, role: Role = Role.SCRIPT) -> list[Offer]:
    assert marked.count("|") == 1
    offset = marked.index("|")
    text = marked.replace("|", "")
    return complete(role, path, text, find_line_starts(text), offset, roll)


def labels(marked: str, roll: Roll = EMPTY_ROLL, path: str = SCRIPT, role: Role = Role.SCRIPT) -> list[str]:
    return [offer.label for offer in offers(marked, roll, path, role)]


def taken(marked: str, label: str, roll: Roll, path: str = SCRIPT, role: Role = Role.SCRIPT) -> str:
    """The text when an offer is taken."""
    offer = next(offer for offer in offers(marked, roll, path, role) if offer.label == label)
    offset = marked.index("|")
    return marked[: offer.start] + offer.text + marked[offset + 1 :]


# Cues


def test_who_is_likely_to_answer_comes_first(roll: Roll) -> None:
    scene = f"{SCENE}NADIA\nYou knew.\n\nLIVIA\nI did not.\n\nNADIA\nYou did.\n\n|"
    assert labels(scene, roll)[:2] == ["LIVIA", "NADIA"]


def test_whoever_spoke_last_goes_on_after_action(roll: Roll) -> None:
    scene = f"{SCENE}NADIA\nYou knew.\n\nShe turns away.\n\n|"
    assert labels(scene, roll)[0] == "NADIA (CONT'D)"
    assert "NADIA (CONT'D)" not in labels(f"{SCENE}NADIA\nYou knew.\n\n|", roll)


def test_then_those_named_in_the_scene_then_the_episode_then_the_show_then_all_others(roll: Roll) -> None:
    listed = [offer for offer in offers(f"{SCENE}|", roll) if offer.kind.name == "PERSON"]
    assert [offer.label for offer in listed[:2]] == ["LIVIA", "NADIA"]
    details = list(dict.fromkeys(offer.detail for offer in listed))
    assert details[:3] == ["named in this scene", "in this episode", "in italy"]
    assert details[-1] in {"in the bible", "in another show"}
    assert len({offer.label for offer in listed}) == len(listed)


def test_a_cue_takes_the_place_of_what_has_been_typed(roll: Roll) -> None:
    assert taken(f"{SCENE}TOM|", "TOMMASO", roll) == f"{SCENE}TOMMASO"
    assert taken(f"{SCENE}@tom|", "TOMMASO", roll) == f"{SCENE}@TOMMASO"


@pytest.mark.parametrize(
    "marked",
    [
        f"{SCENE}Liv|",  # a sentence begins
        f"{SCENE}LIVIA\nLIV|",  # dialogue
        f"{SCENE}She waits.\nLIV|",  # the second line of a paragraph
        f"{SCENE}LI|VIA",  # in the middle of a word
        "/* LIV| */\n",
        f"{SCENE}[[a note on LIV|",
    ],
)
def test_no_cues_where_none_can_stand(marked: str, roll: Roll) -> None:
    assert labels(marked, roll) == []


def test_extensions_follow_a_name() -> None:
    assert labels(f"{SCENE}LIVIA (|")[:3] == ["(V.O.)", "(O.S.)", "(CONT'D)"]
    assert labels(f"{SCENE}LIVIA (o|") == ["(O.S.)", "(ON PHONE)"]
    assert taken(f"{SCENE}LIVIA (v|", "(V.O.)", EMPTY_ROLL) == f"{SCENE}LIVIA (V.O.)"
    assert labels(f"{SCENE}She waits (|") == []


# Headings and transitions


def test_headings_begin_and_go_on_with_places_and_times(roll: Roll) -> None:
    assert "INT." in labels("X.\n\nIN|", roll)
    assert taken("X.\n\nIN|", "INT.", roll) == "X.\n\nINT. "
    places = labels("X.\n\nINT. |", roll)
    assert places[0] in {"FERRO WORKSHOP", "VALLI'S FLAT", "STAHL GALLERY - OFFICE"}
    assert labels("X.\n\nINT. stahl|", roll)[0].startswith("STAHL GALLERY")
    assert taken("X.\n\nINT. sta|", "STAHL GALLERY - OFFICE", roll) == "X.\n\nINT. STAHL GALLERY - OFFICE - "
    assert labels("X.\n\nINT. STAHL GALLERY - |", roll)[0] == "DAY"
    assert "OFFICE" in labels("X.\n\nINT. STAHL GALLERY - |", roll)
    assert taken("X.\n\nINT. FERRO WORKSHOP - NI|", "NIGHT", roll) == "X.\n\nINT. FERRO WORKSHOP - NIGHT"
    assert labels("X.\nINT. fer|", roll) == []


def test_transitions() -> None:
    assert labels("X.\n\nSMA|") == ["SMASH CUT TO:"]
    assert taken("X.\n\n> FADE O|", "> FADE OUT.", EMPTY_ROLL) == "X.\n\n> FADE OUT."


# Title pages


def test_title_pages() -> None:
    assert labels("Title: X\nSta|") == ["Status"]
    assert labels("Title: X\nStatus: lo|") == ["Locked"]
    assert taken("Title: X\nStatus: lo|", "Locked", EMPTY_ROLL) == "Title: X\nStatus: Locked"
    assert labels("Title: X\nCredit: lo|") == []
    assert {"Title", "INT."} <= set(labels("|"))
    assert "Title" in labels("Ti|")
    assert labels("X.\n\nSta|") == []


# Canon notes


def test_a_note_becomes_canon() -> None:
    assert taken("X. [[|", "canon:", EMPTY_ROLL) == "X. [[canon: "
    assert labels("X. [[ca|") == ["canon:"]
    assert labels("X. [[ask|") == []


def note(words: str, roll: Roll) -> list[str]:
    return labels(f"X.\n\n[[canon: {words}|", roll)


def test_notes_begin_with_a_name_or_a_form(roll: Roll) -> None:
    listed = note("", roll)
    assert "Nadia" in listed
    assert "with PEOPLE" in listed
    assert note("Nad", roll)[:2] == ["Nadia", "Nadia Sinh"]
    assert "PERSON takes THING from PERSON" in note("ta", roll)


def test_after_a_name_come_the_forms_that_go_on_from_it(roll: Roll) -> None:
    assert note("Nadia ta", roll) == ["takes THING", "takes THING from PERSON"]
    offer = offers("X.\n\n[[canon: Nadia ta|", roll)[1]
    assert offer.snippet == "takes ${1:THING} from ${2:PERSON}"
    assert offer.text == "takes"
    assert note("Nadia takes the ", roll) == note("Nadia takes ", roll)
    assert "The brass key" in note("Nadia takes ", roll)
    assert not {"Nadia", "Rome"} & set(note("Nadia takes ", roll))
    assert note("Nadia takes the brass key f", roll) == ["from PERSON"]


def test_facts_go_on_to_any_depth(roll: Roll) -> None:
    assert "the gate code" in note("Livia tells Nadia that ", roll)
    assert "belongs to GROUP" not in note("Livia tells Nadia that ", roll)
    assert "belongs to GROUP" in note("expect Livia believes that Nadia believes Vikram b", roll)
    assert "Manticore" in note("expect Livia knows Vikram belongs to ", roll)


def test_scenes_codes_lists_and_several_statements(roll: Roll) -> None:
    assert note("after S01E0", roll)[0] == "S01E01"
    assert note("after S01E02/", roll) == ["S01E02/1", "S01E02/2", "S01E02/3"]
    assert "india S01E02/2A" in note("after india S01E02/", roll)
    assert "W101" in note("intended W", roll)
    assert "Dario" in note("with Livia, Nadia and D", roll)
    assert note("with Livia; Nadia ta", roll) == ["takes THING", "takes THING from PERSON"]
    assert note('intended K102: "a; b"; Nadia ta', roll) == ["takes THING", "takes THING from PERSON"]
    assert labels("X.\n\n[[canon: with Livia\nNadia ta|", roll) == ["takes THING", "takes THING from PERSON"]
    assert note("2 ", roll)[:3] == ["minutes", "hours", "days"]
    assert labels("X.\n\n[[canon: with Livia]] LIV|", roll) == []


def test_every_form_can_be_reached_word_by_word(roll: Roll) -> None:
    """Each example of each form: wherever a word of it begins, what is offered is not nothing."""
    for form in FORMS:
        for example in form.examples:
            first = example.split()[0]
            if first[0].isdigit():
                continue  # a date or an amount, which only the writer knows
            assert complete_statement(first[:1], 0, EMPTY_ROLL, ""), f"nothing is offered for {first[:1]!r} ({example})"


@pytest.mark.parametrize("words", ["is here", "dies", "enters", "in on it"])
def test_what_is_offered_without_gaps_is_understood(words: str, roll: Roll) -> None:
    listed = complete_statement("Nadia ", 0, roll, SCRIPT)
    offer = next(offer for offer in listed if offer.label.endswith(words))
    text = f"canon: Nadia {offer.text}"
    statements, findings = read_canon_note(Note(text, 0, len(text), 0), Source("", text), roll.lexicon)
    assert statements
    assert not findings


# The bible

ENTRY = "bible/people/nobody.md"


def test_fields_and_their_values(roll: Roll) -> None:
    def entry(marked: str, path: str = ENTRY) -> list[str]:
        return labels(marked, roll, path, Role.ENTRY)

    assert "born" in entry("---\nname: X\n|\n---\n")
    assert entry("---\nname: X\nbo|\n---\n") == ["born"]
    assert "name" not in entry("---\nname: X\n|\n---\n")
    assert entry("---\nnature: of|\n---\n") == ["office"]
    assert "Manticore" in entry("---\ngroups: [Citadel, Man|]\n---\n")
    assert "Nadia" in entry("---\nrelations:\n  loves: N|\n---\n")
    assert "Manticore" in entry("---\ngroups:\n  - M|\n---\n")
    assert set(entry("---\nowner: |\n---\n")) == {"citadel", "india", "italy"}
    assert entry("---\nsecret: |\n---\n", "bible/groups/x.md") == ["yes", "no"]
    assert "belongs to GROUP" in entry("---\nfact: Vikram be|\n---\n", "bible/secrets/x.md")
    assert entry("---\nname: X\n---\nbo|") == []
    assert entry("name: X\nbo|") == []


def test_links_name_the_file_and_show_the_name(roll: Roll) -> None:
    assert taken("Met [[nad|", "Nadia Sinh", roll, ENTRY, Role.ENTRY) == "Met [[nadia-sinh|Nadia Sinh".replace(
        "|N", "|N"
    )
    assert labels("Met [[nadia-sinh]] and |", roll, ENTRY, Role.ENTRY) == []


def test_shows(roll: Roll) -> None:
    sheet = "shows/italy/show.md"
    assert labels("---\nrole: |\n---\n", roll, sheet, Role.SHEET) == ["mothership", "spinoff"]
    assert "feeds" in labels("---\n|\n---\n", roll, sheet, Role.SHEET)
    assert "citadel" in labels("---\nfeeds: [c|]\n---\n", roll, sheet, Role.SHEET)


# Anything at all


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from('[[ ]] canon: Nadia takes INT. /* */ --- : ; ( " S01E01/ tells that and @ > 2'.split()),
        max_size=12,
    ),
    st.randoms(),
)
def test_no_text_is_too_strange(words: list[str], random: object) -> None:
    text = "".join(word + random.choice(["", " ", "\n", "\n\n"]) for word in words)  # type: ignore[attr-defined]
    starts = find_line_starts(text)
    for role, path in ((Role.SCRIPT, SCRIPT), (Role.ENTRY, ENTRY), (Role.SHEET, "shows/x/show.md")):
        for offset in range(0, len(text) + 1, 3):
            for offer in complete(role, path, text, starts, offset, EMPTY_ROLL):
                assert 0 <= offer.start <= offset
                assert offer.label
                assert offer.text
    assert complete_fact(text, 0, EMPTY_ROLL, "") is not None
