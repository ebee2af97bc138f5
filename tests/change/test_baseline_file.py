"""The file of a baseline: what is written is what is read, whatever git and people do to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.change.baseline_file import Entry, read_baseline, write_baseline
from fabula.change.recognise import Sighting
from fabula.source import Source

ONE = Entry(
    Sighting("W101", "shows/a/e01.fountain", "0123456789abcdef", "INT. FLAT - DAY", "89abcdef", "00112233"),
    "He is dead",
)
TWO = Entry(
    Sighting("L107", "bible/people/anna b.md", "fedcba9876543210", "", "01234567", "44556677"),
    "Who is that? # asked Bo",
)


def read(text: str) -> tuple[list[Entry], list[tuple[int, str]]]:
    entries, broken = read_baseline(Source("fabula.baseline", text))
    return entries, [(finding.span.line, finding.message) for finding in broken]


def bare(entries: list[Entry]) -> list[tuple[Sighting, str, tuple[str, ...]]]:
    return [(entry.sighting, entry.message, entry.above) for entry in entries]


def test_a_line_a_finding() -> None:
    text = write_baseline([ONE, TWO])
    assert [line for line in text.splitlines() if not line.startswith("#")] == [
        'L107 fedcba9876543210 0123456744556677 "bible/people/anna b.md"  # Who is that? # asked Bo',
        'W101 0123456789abcdef 89abcdef00112233 shows/a/e01.fountain "INT. FLAT - DAY"  # He is dead',
    ]
    entries, broken = read(text)
    assert bare(entries) == bare([TWO, ONE])
    assert broken == []


def test_the_order_of_what_is_given_does_not_matter() -> None:
    assert write_baseline([ONE, TWO]) == write_baseline([TWO, ONE])


def test_an_entry_knows_its_line() -> None:
    entries, _ = read(write_baseline([ONE]))
    assert entries[0].span.line == 4
    assert entries[0].span.text.startswith("W101 0123")


def test_order_and_repetition_do_not_matter() -> None:
    lines = write_baseline([ONE, TWO]).splitlines()
    entries, broken = read("\r\n".join([*reversed(lines), *lines, ""]))
    assert sorted(entry.key for entry in entries) == [TWO.key, ONE.key]
    assert broken == []


def test_comments_of_people_go_where_their_finding_goes() -> None:
    lines = write_baseline([ONE, TWO]).splitlines()
    lines[4:4] = ["# agreed with the room", "  # twice"]
    entries, _ = read("\n".join([*lines, "# the end"]) + "\n")
    assert entries[1].above == ("# agreed with the room", "# twice", "# the end")
    again = write_baseline(entries)
    assert again.splitlines()[4:] == ["# agreed with the room", "# twice", "# the end", lines[-1]]
    assert write_baseline(read(again)[0]) == again


def test_both_sides_of_a_merge_are_read() -> None:
    lines = write_baseline([ONE, TWO]).splitlines()
    text = "\n".join([*lines[:3], "<<<<<<< ours", lines[3], "||||||| base", "=======", lines[4], ">>>>>>> theirs"])
    entries, broken = read(text)
    assert sorted(entry.key for entry in entries) == [TWO.key, ONE.key]
    assert broken == [(4, "The two sides of a merge stand in the baseline")]


def test_what_is_no_finding_is_told_once_a_stretch() -> None:
    entries, broken = read("one\ntwo\n\nW101 short 89abcdef00112233 a.fountain\n" + write_baseline([ONE]))
    assert bare(entries) == bare([ONE])
    assert broken == [(1, "This line of the baseline is no finding"), (4, "This line of the baseline is no finding")]


def test_a_later_form_is_not_guessed_at() -> None:
    text = write_baseline([ONE]).replace("baseline 1", "baseline 2")
    assert read(text) == ([], [(1, "This baseline was written by a newer version of fabula, so none of it is read")])


def test_a_long_message_is_cut() -> None:
    text = write_baseline([Entry(ONE.sighting, "a" * 500)])
    assert max(map(len, text.splitlines())) < 300


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30)
LINE = TEXT.map(lambda text: " ".join(text.split()))
PATHS = TEXT.filter(lambda text: text.strip())
HEX = st.text("0123456789abcdef", min_size=16, max_size=16)
SIGHTINGS = st.builds(
    lambda path, name, scene: Sighting("W101", path, name, scene, name[:8], name[4:12]), PATHS, HEX, LINE
)


@given(st.lists(st.builds(Entry, SIGHTINGS, LINE), max_size=8))
def test_what_is_written_is_read(entries: list[Entry]) -> None:
    unique = {entry.key: entry for entry in entries}
    text = write_baseline(unique.values())
    again, broken = read(text)
    assert broken == []
    assert {entry.key: (entry.sighting, entry.message) for entry in again} == {
        entry.key: (entry.sighting, entry.message.strip()) for entry in unique.values()
    }
    assert write_baseline(again) == text


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    entries, broken = read(text)
    assert all(entry.sighting.code for entry in entries)
    assert len(broken) <= len(text)
