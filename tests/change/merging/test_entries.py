"""Two rooms change one entry of the bible: its fields are merged one by one, its prose by lines."""

from __future__ import annotations

import pytest

from fabula.change.merging.entries import merge_entry
from fabula.change.merging.pieces import conflicts_of, take_side, write_pieces

BASE = """\
---
# who keeps the light
name: Anna Berg
aliases: [Anna, "the keeper"]  # in prose
cues:
  - ANNA
  # only in the pilot
  - KEEPER   # twice
born: 1989

attributes: {eyes: green, hair: 'red, long'}
relations:
  loves: Tom
  sister of: Grace
# the end
---
She keeps the [[lighthouse]].

She is never late.
"""


def merge(ours: str, theirs: str, base: str = BASE) -> str:
    return write_pieces(merge_entry(base, ours, theirs))


def change(*pairs: tuple[str, str], text: str = BASE) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        # Neighbouring fields, new ones at one place, one taken out.
        ([("born: 1989\n", "born: 1990\n")], [("  - KEEPER   # twice\n", "")], None),
        (
            [("born: 1989\n", "born: 1989\nhome: Oslo\n")],
            [("born: 1989\n", "born: 1989\nactor: X\n")],
            [("born: 1989\n", "born: 1989\nhome: Oslo\nactor: X\n")],
        ),
        ([("born: 1989\n", "")], [("name: Anna Berg", "name: Anna B. Berg")], None),
        # Lists, in brackets and in lines.
        (
            [("[Anna,", "[Anna, Ann,")],
            [('"the keeper"]', '"the keeper", Annie]')],
            [('[Anna, "the keeper"]', '[Anna, Ann, "the keeper", Annie]')],
        ),
        (
            [("[Anna, ", "[")],
            [('"the keeper"]', '"the keeper", Annie]')],
            [('[Anna, "the keeper"]', '["the keeper", Annie]')],
        ),
        (
            [("  - ANNA\n", "  - ANNA\n  - ANN\n")],
            [("  - ANNA\n", "  - YOUNG ANNA\n  - ANNA\n  - ANN\n")],
            [("  - ANNA\n", "  - YOUNG ANNA\n  - ANNA\n  - ANN\n")],
        ),
        (
            [("  # only in the pilot\n  - KEEPER   # twice\n", "")],
            [("  - ANNA\n", "  - ANNA\n  - ANN\n")],
            [("  # only in the pilot\n  - KEEPER   # twice\n", "  - ANN\n")],
        ),
        # Mappings, in brackets and in lines.
        ([("green", "blue")], [("'red, long'", "grey")], None),
        ([("{eyes: green, ", "{")], [("long'}", "long', wound: left arm}")], None),
        ([("loves: Tom", "loves: Bo")], [("sister of: Grace", "sister of: Eve")], None),
        ([("loves: Tom\n", "loves: Tom\n  owes: Bo\n")], [("  sister of: Grace\n", "")], None),
        # A comment on another line of the same field, and prose.
        ([("- ANNA\n", "- ANNA\n  - ANN\n")], [("# twice", "# thrice")], None),
        ([("never late", "always late")], [("born: 1989", "born: 1988")], None),
    ],
)  # fmt: skip
def test_what_both_rooms_change_stands(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str]], both: list[tuple[str, str]] | None
) -> None:
    assert merge(change(*ours), change(*theirs)) == change(*(both or [*ours, *theirs]))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([("born: 1989", "born: 1990")], [("born: 1989", "born: 1991")]),
        ([("born: 1989\n", "")], [("born: 1989", "born: 1991")]),
        ([("born: 1989", "born: 1991")], [("born: 1989\n", "")]),
        ([("  - ANNA\n", "  - ANN\n")], [("  - ANNA\n", "  - ANNIE\n")]),
        ([("eyes: green", "eyes: blue")], [("eyes: green", "eyes: grey")]),
        ([("loves: Tom", "loves: Bo")], [("loves: Tom", "loves: Eve")]),
        ([("# who keeps", "# who kept")], [("# who keeps", "# who holds")]),
        ([("never late", "always late")], [("never late", "late")]),
        # A comment inside of what the other room changes, where only one form can be kept.
        ([("[Anna,", "[Ann,")], [("# in prose", "# in notes")]),
    ],
)
def test_what_only_a_person_can_decide(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> None:
    pieces = merge_entry(BASE, change(*ours), change(*theirs))
    assert conflicts_of(pieces) == 1
    assert take_side(pieces) == change(*ours)
    assert take_side(pieces, theirs=True) == change(*theirs)


def test_a_conflict_stands_around_its_field_alone() -> None:
    ours = change(("born: 1989", "born: 1990"), ("[Anna,", "[Ann, Anna,"))
    theirs = change(("born: 1989", "born: 1991"), ("green", "grey"))
    assert merge(ours, theirs) == change(
        ("born: 1989\n", "<<<<<<< ours\nborn: 1990\n=======\nborn: 1991\n>>>>>>> theirs\n"),
        ("[Anna,", "[Ann, Anna,"),
        ("green", "grey"),
    )


def test_the_same_field_added_by_both_stands_once() -> None:
    ours, theirs = change(("born: 1989\n", "born: 1989\nhome: Oslo\n")), change(("# the end", "home: Oslo\n# the end"))
    assert merge(ours, theirs) == ours
    other = change(("# the end", "home: Rome\n# the end"))
    assert conflicts_of(merge_entry(BASE, ours, other)) == 1


def test_a_single_value_that_becomes_a_list_on_one_side() -> None:
    base = "---\naliases: Anna\n---\n"
    assert merge("---\naliases: [Anna, Ann]\n---\n", "---\naliases:\n- Anna\n- 'B, C'\n- D, E\n---\n", base) == (
        "---\naliases: [Anna, Ann, 'B, C', 'D, E']\n---\n"
    )
    assert conflicts_of(merge_entry(base, "---\naliases: Ann\n---\n", "---\naliases: Annie\n---\n")) == 1
    assert merge("---\naliases:\n  - Anna\n  - Ann\n---\n", "---\naliases: [Anna, Annie]\n---\n", base) == (
        "---\naliases:\n  - Anna\n  - Ann\n  - Annie\n---\n"
    )


def test_an_entry_that_both_rooms_write_anew() -> None:
    ours = "---\nname: Anna\naliases: [A, B]\n---\nShe waits.\n"
    assert merge(ours, "---\nname: Anna\naliases: [A, C]\nborn: 1989\n---\nShe waits.\n", "") == (
        "---\nname: Anna\naliases: [A, B, C]\nborn: 1989\n---\nShe waits.\n"
    )
    assert conflicts_of(merge_entry("", ours, ours.replace("name: Anna", "name: Ann"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "---\nname: [Anna\nborn: 1989\n---\n",
        "---\na: &x 1\nborn: 1989\n---\n",
        "---\n{name: A, born: 1989}\n---\n",
        "born: 1989\n",
    ],
)
def test_fields_that_cannot_be_told_apart_are_merged_by_lines(text: str) -> None:
    ours, theirs = text.replace("1989", "1990"), text.replace("1989", "1991")
    assert conflicts_of(merge_entry(text, ours, theirs)) == 1
    more = "".join(f"{line}\n" for line in "abcde")
    assert merge(ours + more, text + more + "f\n", text + more) == ours + more + "f\n"


def test_windows_line_ends_stay() -> None:
    windows = BASE.replace("\n", "\r\n")
    ours = change(("[Anna,", "[Ann, Anna,"), ("  - ANNA\r\n", "  - ANNA\r\n  - ANN\r\n"), text=windows)
    theirs = change(('keeper"]', 'keeper", Annie]'), ("  - ANNA\r\n", "  - ANNA\r\n  - ANNIE\r\n"), text=windows)
    assert merge(ours, theirs, windows) == change(
        ('[Anna, "the keeper"]', '[Ann, Anna, "the keeper", Annie]'),
        ("  - ANNA\r\n", "  - ANNA\r\n  - ANN\r\n  - ANNIE\r\n"),
        text=windows,
    )
    assert merge(ours, change(("green", "grey")), windows) == ours.replace("\r\n", "\n").replace("green", "grey")


def test_a_field_of_several_lines() -> None:
    base = "---\nfact: >\n  Kyle is\n  Mason\n\n# then\nsays:\n- Manticore\n---\n"
    ours, theirs = base.replace("Mason", "Mason Kane"), base.replace("- Manticore", "- Manticore\n- Citadel")
    assert merge(ours, theirs, base) == ours.replace("- Manticore", "- Manticore\n- Citadel")
