"""Two rooms change one Fountain script: what stands, what is settled, and what stays for a person to decide."""

from __future__ import annotations

from textwrap import dedent

import pytest

from fabula.change.merging.pieces import Markers, Style, conflicts_of, take_side, write_pieces
from fabula.change.merging.scripts import merge_script

BASE = """\
Title: Harbour
Draft date: 1 May

INT. CHAPEL - NIGHT #1#

[[canon: at 2024-03-01 21:00; Anna takes the letter]]

Rain on the window. Grace falls.

ANNA
He never opened it.

EXT. HARBOUR - DAY #2#

TOM
Where did you find that?

INT. KITCHEN - NIGHT #3#

Nobody is there.

EXT. PIER - DAWN #4#

Anna waits.
"""


def merge(ours: str, theirs: str, base: str = BASE) -> str:
    """The merge, which must be the same with the sides changed where nothing is a conflict."""
    return write_pieces(merge_script(base, ours, theirs), Markers(Style.MERGE))


def change(*pairs: tuple[str, str], text: str = BASE) -> str:
    """The text with some parts of it replaced, each of which stands there once."""
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def scenes(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(("INT.", "EXT."))]


def test_statements_of_both_rooms_stand_in_one_note() -> None:
    ours = change(("the letter]]", "the letter; Anna leaves Citadel]]"))
    theirs = change(("the letter]]", "the letter; Tom dies]]"))
    assert merge(ours, theirs) == change(("the letter]]", "the letter; Anna leaves Citadel; Tom dies]]"))


def test_the_same_statement_of_both_rooms_stands_once() -> None:
    ours = change(("[[canon: at", "[[canon: Tom dies; at"))
    theirs = change(("the letter]]", "the letter; Tom  dies.; Anna sleeps]]"))
    assert merge(ours, theirs) == change(
        ("[[canon: at", "[[canon: Tom dies; at"), ("letter]]", "letter; Anna sleeps]]")
    )


def test_a_statement_that_one_room_takes_out_is_gone() -> None:
    ours = change(("; Anna takes the letter", ""))
    theirs = change(("the letter]]", "the letter; Tom dies]]"))
    assert merge(ours, theirs) == change(("Anna takes the letter", "Tom dies"))


@pytest.mark.parametrize("theirs", ["at 2024-03-03", ""])
def test_a_statement_that_both_rooms_change_is_a_conflict(theirs: str) -> None:
    ours = change(("at 2024-03-01 21:00", "at 2024-03-02"))
    other = change(("at 2024-03-01 21:00; ", f"{theirs}; " if theirs else ""))
    pieces = merge_script(BASE, ours, other)
    assert conflicts_of(pieces) == 1
    assert (take_side(pieces), take_side(pieces, theirs=True)) == (ours, other)


def test_new_notes_at_one_place_stand_beneath_each_other() -> None:
    ours = change(("Nobody is there.\n", "[[canon: Tom dies; Anna sleeps]]\n\nNobody is there.\n"))
    theirs = change(("Nobody is there.\n", "[[canon: Anna sleeps; Anna wakes]]\n\nNobody is there.\n"))
    want = "[[canon: Tom dies; Anna sleeps]]\n\n[[canon: Anna wakes]]\n\nNobody is there.\n"
    assert merge(ours, theirs) == change(("Nobody is there.\n", want))


def test_a_new_note_that_the_other_room_has_as_well_stands_once() -> None:
    ours = change(("Nobody is there.\n", "[[canon: Tom dies]]\n[[canon: Anna sleeps]]\n\nNobody is there.\n"))
    theirs = change(("Nobody is there.\n", "[[canon: Anna sleeps]]\n\nNobody is there.\n"))
    assert merge(ours, theirs) == ours
    assert merge(theirs, ours) == change(("Nobody is", "[[canon: Anna sleeps]]\n\n[[canon: Tom dies]]\n\nNobody is"))


def test_a_note_may_stand_beside_a_changed_line() -> None:
    ours = change(("Rain on the window.", "[[canon: Grace dies]]\nRain on the window."))
    theirs = change(("Rain on the window.", "Snow on the window."))
    both = change(("Rain on the window.", "[[canon: Grace dies]]\nSnow on the window."))
    assert merge(ours, theirs) == merge(theirs, ours) == both


def test_a_note_on_a_line_that_the_other_room_rewrites() -> None:
    ours = change(("Grace falls.", "Grace falls. [[canon: Grace dies]]"))
    theirs = change(("Rain on the window. Grace falls.", "Snow. Grace stumbles."))
    assert merge(ours, theirs) == change(
        ("Rain on the window. Grace falls.", "Snow. Grace stumbles. [[canon: Grace dies]]")
    )
    other = change(("Grace falls.", "Grace falls. [[canon: Grace dies; Anna wakes]]"))
    assert merge(ours, other) == change(("Grace falls.", "Grace falls. [[canon: Grace dies]] [[canon: Anna wakes]]"))


def test_a_line_with_a_note_of_which_one_room_changes_the_words_and_one_the_note() -> None:
    base = change(("Grace falls.", "Grace falls. [[canon: Grace dies]] She lies there."))
    ours = change(("Grace dies", "Grace is hurt"), text=base)
    theirs = change(("She lies there.", "She does not move."), text=base)
    assert merge(ours, theirs, base) == change(
        ("Grace falls.", "Grace falls. [[canon: Grace is hurt]] She does not move.")
    )


def test_notes_of_several_lines() -> None:
    base = change(("at 2024-03-01 21:00; Anna takes the letter", "\n- at 2024-03-01\n- Anna takes the letter\n"))
    ours = change(("- at 2024-03-01\n", "- at 2024-03-01\n- Tom dies\n"), text=base)
    theirs = change(("the letter\n", "the letter\n- Tom dies\n- Anna sleeps\n"), text=base)
    want = "- at 2024-03-01\n- Tom dies\n- Anna takes the letter\n- Anna sleeps\n]]"
    assert f"[[canon: \n{want}\n\nRain" in merge(ours, theirs, base)


def test_a_note_that_nobody_reads_is_text_like_any_other() -> None:
    base = change(("Anna takes the letter]]", "Anna takes the letter]]\n[[ask Tom]]"))
    ours, theirs = change(("ask Tom", "ask Ann"), text=base), change(("ask Tom", "ask Bo"), text=base)
    assert "<<<<<<< ours\n[[ask Ann]]\n=======\n[[ask Bo]]\n>>>>>>> theirs\n" in merge(ours, theirs, base)


def test_a_note_at_the_end_of_a_scene_that_the_other_room_cuts_stays_a_conflict() -> None:
    ours = change(("Nobody is there.\n\n", "Nobody is there.\n\n[[canon: Tom dies]]\n\n"))
    theirs = change(("INT. KITCHEN - NIGHT #3#\n\nNobody is there.\n\n", ""))
    pieces = merge_script(BASE, ours, theirs)
    assert conflicts_of(pieces) == 1
    assert (take_side(pieces), take_side(pieces, theirs=True)) == (ours, theirs)


def test_what_prints_and_a_note_at_the_same_place_stay_a_conflict() -> None:
    ours = change(("Nobody is there.", "Nobody is there. Tom dies."))
    theirs = change(("Nobody is there.", "There is nobody. [[canon: Tom dies]]"))
    assert conflicts_of(merge_script(BASE, ours, theirs)) == 1
    ours = change(("Nobody is there.\n", "Nobody is there.\n\nTOM\nNo.\n"))
    theirs = change(("Nobody is there.\n", "Nobody is there.\n\n[[canon: Tom dies]]\n"))
    assert conflicts_of(merge_script(BASE, ours, theirs)) == 1


def test_keys_of_the_title_page_are_independent() -> None:
    ours, theirs = change(("Title: Harbour", "Title: The Harbour")), change(("1 May", "2 May"))
    assert merge(ours, theirs) == change(("Title: Harbour", "Title: The Harbour"), ("1 May", "2 May"))
    assert conflicts_of(merge_script(BASE, change(("1 May", "3 May")), theirs)) == 1


def test_a_scene_that_goes_on_and_a_new_scene_behind_it() -> None:
    ours = change(("Where did you find that?\n\n", "Where did you find that?\n\nANNA\nHere.\n\n"))
    theirs = change(("INT. KITCHEN", "EXT. BEACH - DAY #2A#\n\nA dog.\n\nINT. KITCHEN"))
    want = "find that?\n\nANNA\nHere.\n\nEXT. BEACH - DAY #2A#\n\nA dog.\n\nINT. KITCHEN"
    assert merge(ours, theirs) == merge(theirs, ours) == change(("find that?\n\nINT. KITCHEN", want))


def test_different_scenes_at_one_place_are_one_conflict_that_cuts_no_scene() -> None:
    shared = "He turns.\n\nHe stops.\n\nHe looks.\n\nHe leaves.\n\n"
    ours = change(("INT. KITCHEN", f"EXT. BEACH - DAY\n\nA dog.\n\n{shared}INT. KITCHEN"))
    theirs = change(("INT. KITCHEN", f"EXT. ROAD - DAY\n\nA cat.\n\n{shared}And back.\n\nINT. KITCHEN"))
    pieces = merge_script(BASE, ours, theirs)
    assert conflicts_of(pieces) == 1
    conflict = next(piece for piece in pieces if piece.theirs)
    assert conflict.text.startswith("EXT. BEACH")
    assert conflict.theirs.startswith("EXT. ROAD")
    assert (take_side(pieces), take_side(pieces, theirs=True)) == (ours, theirs)


def test_a_scene_that_one_room_moves_and_the_other_edits() -> None:
    scene = "EXT. HARBOUR - DAY #2#\n\nTOM\nWhere did you find that?\n\n"
    ours = change((scene, ""), ("EXT. PIER", f"{scene}EXT. PIER"))
    theirs = change(("Where did", "How did"), ("Nobody is there.", "Nobody at all."))
    merged = change((scene, ""), ("EXT. PIER", f"{scene}EXT. PIER"), ("Where did", "How did"), ("is there", "at all"))
    assert merge(ours, theirs) == merge(theirs, ours) == merged


def test_a_scene_that_is_moved_behind_the_last_one() -> None:
    scene = "INT. KITCHEN - NIGHT #3#\n\nNobody is there.\n"
    ours = change((f"{scene}\n", ""), ("Anna waits.\n", f"Anna waits.\n\n{scene}"))
    theirs = change(("Nobody is there.", "Tom is there."))
    assert merge(ours, theirs) == merge(theirs, ours) == ours.replace("Nobody", "Tom")


def test_both_rooms_move_scenes_of_their_own() -> None:
    names = "ABCDEFGHI"
    base = "".join(f"INT. {name} - DAY\n\nIn {name}.\n\n" for name in names)

    def order(text: str) -> str:
        return "".join(heading[5] for heading in scenes(text))

    def ordered(names: str) -> str:
        return "".join(f"INT. {name} - DAY\n\nIn {name}.\n\n" for name in names)

    assert order(merge(ordered("ACBDEFGHI"), ordered("ABCDEFHGI"), base)) == "ACBDEFHGI"
    assert order(merge(ordered("BCDEFGHIA"), ordered("ABCDGEFHI"), base)) == "BCDGEFHIA"


def test_a_scene_that_both_rooms_move_elsewhere_is_a_conflict() -> None:
    scene = "EXT. HARBOUR - DAY #2#\n\nTOM\nWhere did you find that?\n\n"
    ours = change((scene, ""), ("INT. CHAPEL", f"{scene}INT. CHAPEL"))
    theirs = change((scene, ""), ("EXT. PIER", f"{scene}EXT. PIER"))
    pieces = merge_script(BASE, ours, theirs)
    assert conflicts_of(pieces) == 2
    assert (take_side(pieces), take_side(pieces, theirs=True)) == (ours, theirs)
    assert merge(ours, ours) == ours


def test_a_new_scene_behind_one_that_was_moved_away_stays_a_conflict() -> None:
    scene = "EXT. HARBOUR - DAY #2#\n\nTOM\nWhere did you find that?\n\n"
    ours = change((scene, ""), ("EXT. PIER", f"{scene}EXT. PIER"))
    theirs = change(("INT. KITCHEN", "EXT. BEACH - DAY #2A#\n\nA dog.\n\nINT. KITCHEN"))
    assert conflicts_of(merge_script(BASE, ours, theirs)) == 1


def test_line_ends_marks_and_last_lines_are_merged_for_themselves() -> None:
    windows = BASE.replace("\n", "\r\n")
    theirs = change(("Anna waits.", "Anna runs."))
    assert merge(windows, theirs) == change(("Anna waits.", "Anna runs.")).replace("\n", "\r\n")
    assert merge(theirs, windows) == change(("Anna waits.", "Anna runs.")).replace("\n", "\r\n")
    assert merge("\ufeff" + BASE, theirs) == "\ufeff" + theirs
    assert merge(BASE.rstrip("\n"), change(("1 May", "2 May"))) == change(("1 May", "2 May")).rstrip("\n")
    mixed = BASE.replace("\n\nRain", "\r\n\r\nRain")
    assert merge(change(("1 May", "2 May"), text=mixed), change(("1 May", "2 May")), mixed) == change(
        ("1 May", "2 May")
    )
    assert merge(change(("waits", "sits"), text=mixed), change(("1 May", "2 May"), text=mixed), mixed) == change(
        ("1 May", "2 May"), ("waits", "sits"), text=mixed
    )


def test_what_is_in_a_boneyard_is_no_note() -> None:
    base = change(("Nobody is there.", "/*\n[[canon: Tom dies]]\n*/"))
    ours, theirs = change(("Tom dies]]", "Tom dies; a]]"), text=base), change(("dies]]", "dies; b]]"), text=base)
    assert conflicts_of(merge_script(base, ours, theirs)) == 1


def test_empty_texts() -> None:
    assert merge("", "", "") == ""
    assert merge(BASE, "", "") == BASE
    assert merge("", BASE, "") == BASE
    assert merge("", BASE, BASE) == ""
    assert dedent(merge("", change(("1 May", "2 May")))).count("<<<<<<<") == 1
