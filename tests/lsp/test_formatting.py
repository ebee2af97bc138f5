"""Formatting changes nothing but what it must: the script reads the same, and a second time there is nothing to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.lsp.formatting import apply_edits, format_script, meaning_of
from fabula.script.fountain import read_fountain
from fabula.source import Source

LINES = st.sampled_from(
    [
        "INT. HOUSE - DAY",
        "int. house - day  ",
        ".VAULT",
        "NADIA",
        "NADIA (V.O.)  ",
        "@McCoy",
        "(beat) ",
        "Not here.",
        "She leaves.  ",
        "CUT TO:",
        "> FADE OUT. ",
        "> THE END <",
        "# Act One ",
        "= What happens.  ",
        "~ la la  ",
        "[[canon: Nadia dies  ",
        "Nadia leaves]]",
        "[[a note]] ",
        "/* cut ",
        "*/",
        "===",
        "Title: The Fall  ",
        "    of Citadel ",
        "",
        " ",
        "  ",
        "\t",
        "!INT. NOT A SCENE",
        "\ufeff",
    ]
)
SCRIPTS = st.builds(
    lambda lines, end, last: end.join(lines) + (end if last else ""),
    st.lists(LINES, max_size=14),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)


def formatted(text: str, **options: bool) -> str:
    script, _ = read_fountain(Source("a.fountain", text))
    return apply_edits(text, format_script(script, **options))


@given(SCRIPTS, st.booleans(), st.booleans())
def test_a_formatted_script_says_the_same_and_is_in_form(text: str, final_line: bool, trim_end: bool) -> None:
    new = formatted(text, final_line=final_line, trim_end=trim_end)
    before, after = (read_fountain(Source("a.fountain", one))[0] for one in (text, new))
    assert meaning_of(before) == meaning_of(after)
    assert formatted(new, final_line=final_line, trim_end=trim_end) == new
    assert new.split() == text.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She leaves.  \n\nAnd comes back.\t\n", "She leaves.\n\nAnd comes back.\n"),
        ("Before.\n\nINT. A - DAY\nShe leaves.\n", "Before.\n\nINT. A - DAY\n\nShe leaves.\n"),
        ("She leaves.\nINT. A - DAY\n\nShe is here.\n", "She leaves.\n\nINT. A - DAY\n\nShe is here.\n"),
        ("INT. A - DAY\r\nShe leaves.\r\n", "INT. A - DAY\r\n\r\nShe leaves.\r\n"),
        ("INT. A - DAY\nNADIA\nHello.\n", "INT. A - DAY\n\nNADIA\nHello.\n"),
        ("> FADE IN:\nINT. A - DAY\n\nX.\n", "> FADE IN:\n\nINT. A - DAY\n\nX.\n"),
        ("INT. A - DAY\n= a synopsis\n\nX.\n", "INT. A - DAY\n= a synopsis\n\nX.\n"),
        ("INT. A - DAY\n[[a note]]\n\nX.\n", "INT. A - DAY\n[[a note]]\n\nX.\n"),
        ("NADIA\nHello.\n  \nAgain.\n", "NADIA\nHello.\n  \nAgain.\n"),
        ("X.\n  \nY.\n", "X.\n\nY.\n"),
        ("[[a note  \n  \nof two parts]]\n", "[[a note  \n  \nof two parts]]\n"),
        ("/* kept  \n*/  \n\nX.\n", "/* kept  \n*/\n\nX.\n"),
        ("int. house - day\n\nnadia\nhello.\n", "int. house - day\n\nnadia\nhello.\n"),
    ],
)
def test_what_is_done_and_what_is_left(text: str, expected: str) -> None:
    assert formatted(text) == expected


def test_the_end_of_the_file_is_what_the_editor_asks_for() -> None:
    assert formatted("X.", final_line=True) == "X.\n"
    assert formatted("X.\r\n\r\nY.", final_line=True) == "X.\r\n\r\nY.\r\n"
    assert formatted("X.\n\n\n", trim_end=True) == "X.\n"
    assert formatted("", final_line=True, trim_end=True) == ""
