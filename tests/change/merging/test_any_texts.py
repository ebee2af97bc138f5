"""Whatever two rooms do to a text: nothing is lost, and what git can merge is merged as git does."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fabula.change.merging.entries import merge_entry
from fabula.change.merging.hunks import find_hunks
from fabula.change.merging.lines import read_text
from fabula.change.merging.pieces import Markers, Piece, Style, conflicts_of, finish, take_side, write_pieces
from fabula.change.merging.scripts import merge_script
from fabula.change.merging.texts import merge_units

Merge = Callable[[str, str, str], list[Piece]]
WORD = re.compile(r"\b[bot]\d+\b")
"""Every line that is made here has a word of its own, so that it can be found again."""


def merge_prose(base: str, ours: str, theirs: str, style: Style = Style.MERGE) -> list[Piece]:
    texts = read_text(base), read_text(ours), read_text(theirs)
    return finish(merge_units(*texts, style), *texts)


class Three(NamedTuple):
    """Three versions of a text."""

    base: str
    ours: str
    theirs: str


Paragraph = Callable[[str], str]

PROSE: tuple[Paragraph, ...] = (
    "They say {}.\n".format,
    "{} waits.\n\n".format,
    "\n".format,
    "- {}\n- and so on\n".format,
    "So it is.\n".format,
)
SCRIPT: tuple[Paragraph, ...] = (
    "INT. {} - DAY\n\nWe are there.\n\n".format,
    "ANNA\nI say {}.\n\n".format,
    "TOM\nYes.\n\n".format,
    "[[canon: {} dies]]\n\n".format,
    "[[canon: {0} dies; {0} returns]]\n\n".format,
    "[[canon:\n- {0} dies\n- {0} wakes\n]]\n\n".format,
    "{} falls. [[canon: Tom dies]]\n".format,
    "[[ask {}]]\n\n".format,
)
ENTRY: tuple[Paragraph, ...] = (
    "{0}: {0}\n".format,
    "aliases: [Anna, {}]\n".format,
    "cues:\n  - ANNA\n  - {}\n".format,
    "attributes: {{eyes: {}, hair: red}}\n".format,
    "attributes:\n  eyes: {}\n  hair: red\n".format,
    "# {}\n".format,
    "born: {}\n".format,
)


@st.composite
def edited(draw: st.DrawFn, paragraphs: list[str], makers: tuple[Paragraph, ...], side: str) -> list[str]:
    """The paragraphs after some edits: put in, taken out, rewritten, moved; words replaced and added."""
    text = list(paragraphs)
    for number in range(draw(st.integers(1, 4))):
        word = f"{side}{number}"
        at = draw(st.integers(0, len(text)))
        new = draw(st.sampled_from(makers))(word)
        match draw(st.sampled_from(["put", "take", "write", "move", "word", "line"])):
            case "put":
                text.insert(at, new)
            case "take":
                del text[at : at + draw(st.integers(1, 2))]
            case "write":
                text[at : at + 1] = [new]
            case "move":
                text.insert(draw(st.integers(0, len(text))), text.pop(at) if at < len(text) else new)
            case "word" if at < len(text):
                text[at] = WORD.sub(word, text[at], count=1)
            case _ if at < len(text):
                head, end, tail = text[at].partition("\n")
                text[at] = f"{head} {word}{end}{tail}" if not head.endswith("]") else f"{head[:-1]}, {word}]{end}{tail}"
    return text


@st.composite
def versions(draw: st.DrawFn, makers: tuple[Paragraph, ...], head: str = "", tail: str = "") -> Three:
    """A text and two edits of it."""
    kinds = draw(st.lists(st.sampled_from(makers), max_size=8))
    base = [make(f"b{number}") for number, make in enumerate(kinds)]
    sides = (draw(edited(base, makers, side)) for side in "ot")
    return Three(*(head + "".join(text) + tail for text in (base, *sides)))


CASES: list[tuple[Merge, st.SearchStrategy[Three]]] = [
    (merge_prose, versions(PROSE)),
    (merge_script, versions(SCRIPT, "Title: Harbour\n\n")),
    (merge_entry, versions(ENTRY, "---\nname: Anna\n", "---\nShe waits.\n")),
]
KINDS = ["prose", "script", "entry"]


@pytest.mark.parametrize(("merge", "any_three"), CASES, ids=KINDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_one_side_does_is_done(merge: Merge, any_three: st.SearchStrategy[Three], data: st.DataObject) -> None:
    base, ours, theirs = data.draw(any_three)
    assert write_pieces(merge(base, ours, base)) == ours
    assert write_pieces(merge(base, base, theirs)) == theirs
    assert write_pieces(merge(base, ours, ours)) == ours
    assert write_pieces(merge(base, base, base)) == base


@pytest.mark.parametrize(("merge", "any_three"), CASES, ids=KINDS)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_nothing_is_lost(merge: Merge, any_three: st.SearchStrategy[Three], data: st.DataObject) -> None:
    three = data.draw(any_three)
    pieces = merge(*three)
    base, ours, theirs = (set(WORD.findall(text)) for text in three)
    merged = set(WORD.findall(write_pieces(pieces)))
    assert merged >= (ours - base) | (theirs - base) | (base & ours & theirs)
    assert merged <= ours | theirs
    assert set(WORD.findall(take_side(pieces))) <= merged
    assert conflicts_of(pieces) == conflicts_of(merge(three.base, three.theirs, three.ours))


def by_git(folder: Path, three: Three, *options: str) -> tuple[str, int]:
    """What git makes of three versions, and how many conflicts it counts."""
    for name, text in zip(("base", "ours", "theirs"), three, strict=True):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    done = subprocess.run(
        ["git", "merge-file", "-p", *options, *labels, "ours", "base", "theirs"], cwd=folder, capture_output=True
    )
    assert done.returncode < 128, done.stderr
    return done.stdout.decode("utf-8"), done.returncode


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
with_git = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@needs_git
@with_git
@given(three=versions((*PROSE, *SCRIPT[:3])), style=st.sampled_from(Style))
def test_prose_is_merged_as_git_merges_it(tmp_path: Path, three: Three, style: Style) -> None:
    pieces = merge_prose(*three, style)
    text, conflicts = by_git(tmp_path, three, *([] if style is Style.MERGE else [f"--{style}"]))
    assert write_pieces(pieces, Markers(style)) == text
    assert conflicts_of(pieces) == conflicts


@needs_git
@with_git
@given(three=versions(tuple(make for make in SCRIPT if "canon" not in make(""))))
def test_scripts_that_git_merges_cleanly_are_merged_so(tmp_path: Path, three: Three) -> None:
    text, conflicts = by_git(tmp_path, three)
    pieces = merge_script(*three)
    if not conflicts and not any(moves_scenes(three.base, side) for side in three[1:]):
        assert write_pieces(pieces) == text


def moves_scenes(base: str, side: str) -> bool:
    """Whether a side has scenes in another order: then what belongs to them goes with them, which git does not know."""
    before, now = (re.findall(r"^INT.*$", text, re.MULTILINE) for text in (base, side))
    return [heading for heading in now if heading in before] != [heading for heading in before if heading in now]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abcd")))
def test_hunks_lead_from_one_text_to_the_other(one: list[str], other: list[str]) -> None:
    made: list[str] = []
    at = 0
    hunks = find_hunks(one, other)
    for hunk in hunks:
        made += one[at : hunk.start]
        assert hunk.first == len(made)
        made += other[hunk.first : hunk.last]
        at = hunk.end
    assert made + one[at:] == other
    changed = sum(hunk.end - hunk.start + hunk.last - hunk.first for hunk in hunks)
    assert changed == len(one) + len(other) - 2 * longest_common(one, other)


def longest_common(one: list[str], other: list[str]) -> int:
    """How many lines two texts can have in common, by trying all ways."""
    row = [0] * (len(other) + 1)
    for a in one:
        before = row
        row = [0]
        for j, b in enumerate(other):
            row.append(before[j] + 1 if a == b else max(row[j], before[j + 1]))
    return row[-1]


def test_texts_with_little_in_common_are_done_with_quickly() -> None:
    # The shortest way from one to the other is given up on; there still is a way.
    one = [str(n * n % 97) for n in range(6000)]
    other = one[::-1]
    made: list[str] = []
    at = 0
    for hunk in find_hunks(one, other):
        made += one[at : hunk.start] + other[hunk.first : hunk.last]
        at = hunk.end
    assert made + one[at:] == other
