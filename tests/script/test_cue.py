from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.script.cue import read_cue


@pytest.mark.parametrize(
    ("text", "name", "extensions", "voice"),
    [
        ("KIT", "KIT", (), "room"),
        ("KIT (V.O.)", "KIT", ("V.O.",), "over"),
        ("KIT (v. o.)", "KIT", ("V.O.",), "over"),
        ("KIT (VO)", "KIT", ("V.O.",), "over"),
        ("KIT (O.S.)", "KIT", ("O.S.",), "off"),
        ("KIT (O. S.)", "KIT", ("O.S.",), "off"),
        ("KIT (O.C.)", "KIT", ("O.C.",), "off"),
        ("KIT (off-screen)", "KIT", ("O.S.",), "off"),
        ("KIT (CONT'D)", "KIT", ("CONT'D",), "room"),
        ("KIT (CONT\u2019D)", "KIT", ("CONT'D",), "room"),
        ("KIT (cont\u02bcd)", "KIT", ("CONT'D",), "room"),
        ("KIT (CONT.)", "KIT", ("CONT'D",), "room"),
        ("KIT (V.O.) (CONT'D)", "KIT", ("V.O.", "CONT'D"), "over"),
        ("KIT (V.O./CONT'D)", "KIT", ("V.O.", "CONT'D"), "over"),
        ("KIT (PRE-LAP)", "KIT", ("PRE-LAP",), "over"),
        ("KIT (prelap)", "KIT", ("PRE-LAP",), "over"),
        ("KIT (INTO PHONE)", "KIT", ("INTO PHONE",), "room"),
        ("KIT (ON PHONE)", "KIT", ("ON PHONE",), "phone"),
        ("KIT (over the phone)", "KIT", ("ON PHONE",), "phone"),
        ("KIT (FILTERED)", "KIT", ("FILTERED",), "phone"),
        ("KIT (on the radio)", "KIT", ("on the radio",), "phone"),
        ("KIT (SUBTITLED)", "KIT", ("SUBTITLED",), "room"),
        ("KIT (in Danish)", "KIT", ("in Danish",), "room"),
        ("KIT (O.S.) ^", "KIT", ("O.S.",), "off"),
        ("@McCoy", "McCoy", (), "room"),
        ("DR. WEISS  [[who?]] (V.O.)", "DR. WEISS", ("V.O.",), "over"),
        ("ИВАН (O.S.)", "ИВАН", ("O.S.",), "off"),
        ("KIT (", "KIT (", (), "room"),
        ("KIT:", "KIT", (), "room"),
        ("**KIT** (V.O.)", "KIT", ("V.O.",), "over"),
    ],
)
def test_parts(text: str, name: str, extensions: tuple[str, ...], voice: str) -> None:
    cue = read_cue(text)
    assert (cue.name, cue.extensions, cue.voice, cue.names) == (name, extensions, voice, (name,))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MARA & KIT", ("MARA", "KIT")),
        ("MARA AND KIT (O.S.)", ("MARA", "KIT")),
        ("MARA/KIT", ("MARA", "KIT")),
        ("MARA, TILDE & KIT", ("MARA", "TILDE", "KIT")),
        ("MARA, TILDE, AND KIT", ("MARA", "TILDE", "KIT")),
        ("MARA UND KIT", ("MARA", "KIT")),
        ("MARA ET KIT", ("MARA", "KIT")),
        ("SANDY", ("SANDY",)),
        ("HENRY, PRINCE OF WALES", ("HENRY, PRINCE OF WALES",)),
        ("JOHN E SMITH", ("JOHN E SMITH",)),
        ("AGENT 1/2", ("AGENT 1/2",)),
        ("MARA &", ("MARA &",)),
    ],
)
def test_joined_names(text: str, names: tuple[str, ...]) -> None:
    assert read_cue(text).names == names


def test_the_whole_name_is_kept() -> None:
    assert read_cue("MARA & KIT (V.O.)").name == "MARA & KIT"


def test_cues_are_read_once() -> None:
    assert read_cue("ONCE") is read_cue("ONCE")


@given(st.text(alphabet="KIT(V.O)'^@&/, and[*", max_size=40))
def test_never_fails(text: str) -> None:
    cue = read_cue(text)
    assert cue.names
    assert cue.voice in {"room", "off", "over", "phone"}
