"""How comments are cut into clauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.listening.clauses import Opens, split_clauses


def cut(text: str) -> list[str]:
    return [text[clause.start : clause.end] for clause in split_clauses(text)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Mason was great but I can't stand Nadia.", ["Mason was great", "but I can't stand Nadia."]),
        ("Love Mason, Nadia is boring", ["Love Mason,", "Nadia is boring"]),
        ("Love Mason, the plot is thin", ["Love Mason,", "the plot is thin"]),
        ("Mason and Nadia are great", ["Mason and Nadia are great"]),
        ("the acting, the writing and Mason were great", ["the acting, the writing and Mason were great"]),
        ("Mason rocks and Nadia is dull", ["Mason rocks", "and Nadia is dull"]),
        ("Mr. Kane met Dr. Orlick in S1.E3. Wow", ["Mr. Kane met Dr. Orlick in S1.E3.", "Wow"]),
        ("J. Kane scored 3.5. I left", ["J. Kane scored 3.5.", "I left"]),
        ("It came first. St. Orlick came last", ["It came first.", "St. Orlick came last"]),
        ("see ep. 3 for that", ["see ep. 3 for that"]),
        ("so good.The rest was not", ["so good.", "The rest was not"]),
        ("well... Mason", ["well...", "Mason"]),
        ("No way!!! 😭😭 Nadia", ["No way!!! 😭😭", "Nadia"]),
        ("love Mason 😍 Nadia is dull 😒", ["love Mason 😍", "Nadia is dull 😒"]),
        ("I ❤ Mason so much", ["I ❤ Mason so much"]),
        ("one line\nanother one", ["one line", "another one"]),
        ("he said “wow!” and left", ["he said “wow!”", "and left"]),
        ("Mason; Nadia — Orlick - Kyle", ["Mason;", "Nadia —", "Orlick -", "Kyle"]),
        ("nothing but love for a while", ["nothing but love for a while"]),
        ("good though", ["good though"]),
        ("Mason è bravo ma Nadia è noiosa, però mi piace", ["Mason è bravo", "ma Nadia è noiosa,", "però mi piace"]),
        ("Mason accha hai lekin Nadia bore hai", ["Mason accha hai", "lekin Nadia bore hai"]),
        ("Mason accha hai par Nadia nahi", ["Mason accha hai", "par Nadia nahi"]),
        ("on par with the best", ["on par with the best"]),
        ("मेसन अच्छा है लेकिन नादिया बोर है। ठीक", ["मेसन अच्छा है", "लेकिन नादिया बोर है।", "ठीक"]),
        ("सीन पर रोना आया", ["सीन पर रोना आया"]),
        ("", []),
        (" \n ", []),
        ("😍😍", ["😍😍"]),
        ("thoughtful parade, butter and mascara", ["thoughtful parade, butter and mascara"]),
    ],
)
def test_where_a_comment_is_cut(text: str, clauses: list[str]) -> None:
    assert cut(text) == clauses


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("Fine. Not so.", [Opens.SENTENCE, Opens.SENTENCE]),
        ("Although it dragged, I stayed", [Opens.CONCESSION, Opens.PAUSE]),
        ("It dragged. But I stayed", [Opens.SENTENCE, Opens.CONTRAST]),
        ("It dragged\nbut I stayed", [Opens.SENTENCE, Opens.CONTRAST]),
        ("I stayed even though it dragged", [Opens.SENTENCE, Opens.CONCESSION]),
        ("It dragged, and yet it works", [Opens.SENTENCE, Opens.CONTRAST]),
        ("Il finale è bello, anche se è lento", [Opens.SENTENCE, Opens.CONCESSION]),
    ],
)
def test_how_clauses_open(text: str, opens: list[Opens]) -> None:
    assert [clause.opens for clause in split_clauses(text)] == opens


PIECES = st.sampled_from(
    [
        "Mason",
        "is",
        "great",
        "but",
        "and",
        ",",
        ".",
        "...",
        "!",
        "\n",
        "😍",
        " ",
        "ma",
        "पर",
        "है",
        "Mr.",
        "(",
        '"',
        "—",
        "3.5",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_clauses_hold_all_that_is_not_blank_in_order(text: str) -> None:
    clauses = split_clauses(text)
    at = 0
    for clause in clauses:
        assert text[at : clause.start].strip() == ""
        assert clause.start < clause.end
        assert text[clause.start : clause.end] == text[clause.start : clause.end].strip()
        at = clause.end
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    "piece", ["a", " ", "😍", ", ", "the ", "'", '."', "\u200b", "x's ", "and x ", "!", "\n", ";)", "-"]
)
def test_a_hostile_text_is_cut_as_well(piece: str) -> None:
    """If anything were tried again from every character, these would take for ever."""
    text = piece * 100_000
    assert "".join(cut(text)).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
