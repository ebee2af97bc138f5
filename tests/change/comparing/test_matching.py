"""Scenes are found again whatever was done to them."""

from __future__ import annotations

import pytest

from tests.change.comparing.drafts import Texts, compare, script, told

A = "INT. ATTIC - DAY{}\n\nAnn counts the jars on the shelf and writes the number on the wall with a piece of coal."
B = "INT. BARN - NIGHT{}\n\nBob feeds the horse. The horse looks at him as one looks at a debt that has grown."
C = "EXT. COURT - DAWN{}\n\nCid sweeps what the storm has left of the market, and keeps one orange for himself."
D = "EXT. DOCK - DUSK{}\n\nDot ties up a boat that is not hers, and reads the name on it aloud, twice, to be sure."
E = "INT. EAVES - DAY{}\n\nNobody. A swallow. The rope that nobody has missed in all these years is missing."
ONE = "shows/main/s01/e01.fountain"
TWO = "shows/main/s01/e02.fountain"


def numbered(*scenes: str) -> str:
    return script(*(scene.format(f" #{number}#") for number, scene in enumerate(scenes, 1)))


def plain(*scenes: str) -> str:
    return script(*(scene.format("") for scene in scenes))


CASES: dict[str, tuple[Texts, Texts, list[tuple[str, str, str]]]] = {
    "the same": ({ONE: plain(A, B)}, {ONE: plain(A, B)}, []),
    "only white space": ({ONE: plain(A, B)}, {ONE: plain(A, B).replace("\n\n", "\n\n\n")}, []),
    "one is cut, the others have other numbers": (
        {ONE: numbered(A, B, C)},
        {ONE: numbered(A, C)},
        [("cut", "S01E01/2", ""), ("renumbered", "S01E01/3", "S01E01/2")],
    ),
    "one is added in front": ({ONE: plain(A, B)}, {ONE: plain(C, A, B)}, [("added", "", "S01E01/1")]),
    "a scene goes to the end": (
        {ONE: plain(A, B, C, D)},
        {ONE: plain(B, C, D, A)},
        [("moved", "S01E01/1", "S01E01/4"), ("retimed", "S01E01/1", "S01E01/4")],
    ),
    "a scene goes to another episode": (
        {ONE: plain(A, B), TWO: plain(C, D)},
        {ONE: plain(A), TWO: plain(C, B, D)},
        [("moved", "S01E01/2", "S01E02/2"), ("retimed", "S01E01/2", "S01E02/2")],
    ),
    "the file has another name": (
        {ONE: plain(A, B)},
        {"shows/main/s01/e01-the-jars.fountain": plain(A, B)},
        [],
    ),
    "the file has another name, and a scene other words": (
        {ONE: plain(A, B)},
        {"shows/main/s01/e01-the-jars.fountain": plain(A, B.replace("feeds", "grooms"))},
        [("rewritten", "S01E01/2", "S01E01/2")],
    ),
    "an episode is put in before": (
        {ONE: plain(A, B), TWO: plain(C, D)},
        {ONE: plain(E), TWO: plain(A, B), "shows/main/s01/e03.fountain": plain(C, D)},
        [("added", "", "S01E01/1")],
    ),
    "a number stays though all is new": (
        {ONE: numbered(A, B)},
        {ONE: numbered(A, B[: B.index("Bob")] + "Rain on the roof. The horse is gone, and so is the money.")},
        [("rewritten", "S01E01/2", "S01E01/2")],
    ),
    "in a draft a number with another place and other words is another scene": (
        {ONE: numbered(A, B)},
        {ONE: numbered(A, C)},
        [("cut", "S01E01/2", ""), ("added", "", "S01E01/2")],
    ),
    "in locked pages it is not": (
        {ONE: "Status: locked\n\n" + numbered(A, B)},
        {ONE: "Status: locked\n\n" + numbered(A, C)},
        [("rewritten", "S01E01/2", "S01E01/2")],
    ),
    "a heading that one scene has is the scene": (
        {ONE: plain(A, B)},
        {ONE: plain(A, "INT. BARN - NIGHT\n\nA lantern. Nothing else is left of the supper, or of the guests.")},
        [("rewritten", "S01E01/2", "S01E01/2")],
    ),
    "short scenes that are alike stay in their episodes": (
        {ONE: plain(A, "INT. HALL - DAY\n\nA clock."), TWO: plain(B, C)},
        {ONE: plain(A), TWO: plain(B, C, "INT. HALL - DAY\n\nA clock.")},
        [("cut", "S01E01/2", ""), ("added", "", "S01E02/3")],
    ),
    "only a note": (
        {ONE: plain(A, B)},
        {ONE: plain(A, B + "\n\n[[canon: with Ann]]")},
        [("notes changed", "S01E01/2", "S01E01/2")],
    ),
    "renumbered and rewritten at once": (
        {ONE: numbered(A, B, C)},
        {ONE: numbered(A, D, B.replace("horse", "mule"), C.replace("orange", "lemon"))},
        [
            ("added", "", "S01E01/2"),
            ("rewritten", "S01E01/2", "S01E01/3"),
            ("renumbered", "S01E01/2", "S01E01/3"),
            ("rewritten", "S01E01/3", "S01E01/4"),
            ("renumbered", "S01E01/3", "S01E01/4"),
        ],
    ),
    "two shows of other names": (
        {ONE: plain(A, B)},
        {"shows/first/s01/e01.fountain": plain(A, B)},
        [],
    ),
    "all changed": ({ONE: plain(A, B)}, {ONE: plain(C, D)}, [
        ("cut", "S01E01/1", ""), ("cut", "S01E01/2", ""), ("added", "", "S01E01/1"), ("added", "", "S01E01/2"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_scenes_are_found_again(case: str) -> None:
    before, after, wanted = CASES[case]
    assert told(compare(before, after)) == wanted


def test_an_id_of_the_format_goes_before_all_else() -> None:
    def fdx(*scenes: tuple[str, str, str]) -> str:
        paragraphs = "".join(
            f'<Paragraph Type="Scene Heading" id="{uid}"><Text>{heading}</Text></Paragraph>'
            f'<Paragraph Type="Action"><Text>{text}</Text></Paragraph>'
            for uid, heading, text in scenes
        )
        return f'<FinalDraft DocumentType="Script" Version="1"><Content>{paragraphs}</Content></FinalDraft>'

    one = ("aaaa", "INT. ATTIC - DAY", "Ann counts the jars and writes the number on the wall with a piece of coal.")
    two = (
        "bbbb",
        "INT. BARN - NIGHT",
        "Bob feeds the horse, which looks at him as one looks at a debt that has grown.",
    )
    before = {"shows/main/s01e01.fdx": fdx(one, two)}
    # The texts have changed places: whoever kept the ids has rewritten both scenes.
    after = {"shows/main/s01e01.fdx": fdx((one[0], *two[1:]), (two[0], *one[1:]))}
    assert told(compare(before, after)) == [
        ("rewritten", "S01E01/1", "S01E01/1"),
        ("rewritten", "S01E01/2", "S01E01/2"),
    ]


def test_how_much_is_rewritten_goes_by_words() -> None:
    before = {ONE: script("INT. ROOM - DAY\n\nOne two three four five six seven.")}
    after = {ONE: script("INT. ROOM - DAY\n\nOne two three four five six eight.")}
    (change,) = compare(before, after).scenes
    words = 5 + 8  # with the dot of INT. and the dash of the heading, and the full stop
    assert change.rewritten == pytest.approx(2 / (2 * words))


def test_thousands_of_scenes_in_which_every_word_has_changed_a_little() -> None:
    """A name was replaced everywhere, and no number helps: each is held only against its like."""
    import random

    rng = random.Random(3)
    words = [f"word{number}" for number in range(900)]
    bodies = [" ".join(rng.choice(words) for _ in range(60)) for _ in range(1500)]
    order = list(range(1500))
    rng.shuffle(order)
    before = {ONE: script(*(f"INT. ROOM - DAY\n\nRahi says {body}." for body in bodies))}
    after = {ONE: script(*(f"INT. ROOM - DAY\n\nRavi says {bodies[index]}." for index in order))}
    found = compare(before, after)
    assert len(found.pairs.after_of) == 1500
    assert all(order[new.order] == old.order for old, new in found.pairs.after_of.items())
