"""A finding keeps its name while its line stays the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.change.fingerprint import fingerprints, place_name
from fabula.finding import Finding
from fabula.source import Source
from tests.report.samples import find, sample


def names(text: str, *places: int, path: str = "a.fountain", word: str = "VIKTOR") -> list[str]:
    source = Source(path, text)
    return fingerprints(Finding("W101", find(source, word, nth), "m") for nth in places)


def test_lines_put_in_above_change_nothing() -> None:
    assert names("VIKTOR\nNo.\n", 0) == names("INT. PIER\n\nVIKTOR\nNo.\n", 0)


def test_indenting_changes_nothing() -> None:
    assert names("VIKTOR (O.S.)\n", 0) == names("\t VIKTOR   (O.S.) \r\n", 0)


def test_another_line_is_another_finding() -> None:
    assert names("VIKTOR\n", 0) != names("VIKTOR (O.S.)\n", 0)


def test_another_place_in_the_line_is_another_finding() -> None:
    assert names("[[with VIKTOR, ANNA]]\n", 0) != names("[[with VIKTOR, ANNA]]\n", 0, word="ANNA")


def test_the_same_line_twice_gives_two_names() -> None:
    first, second = names("VIKTOR\nNo.\n\nVIKTOR\nYes.\n", 0, 1)
    assert first != second
    assert first == names("VIKTOR\n", 0)[0]
    assert first[:8] == second[:8]


def test_message_does_not_matter() -> None:
    source = Source("a.fountain", "VIKTOR\n")
    one, other = (Finding("W101", find(source, "VIKTOR"), message) for message in ("a", "b"))
    assert fingerprints([one]) == fingerprints([other])


def test_unique_in_the_sample() -> None:
    found = fingerprints(sample().findings)
    assert len(set(found)) == len(found)


def test_a_script_under_another_name_with_the_same_number() -> None:
    one, other, third = (
        names("VIKTOR\n", 0, path=f"shows/coast/{path}")
        for path in ("s01/e03-blue draft.fountain", "S01E03 pink.fountain", "s01/e04-blue draft.fountain")
    )
    assert one == other != third
    assert one[0][:8] == third[0][:8]


def test_names_of_places() -> None:
    assert place_name("shows/coast/s02/e07-x.fdx") == "shows/coast/2x7"
    assert place_name("shows/coast/pilot.fountain") == "shows/coast/pilot.fountain"
    assert place_name("bible/people/e07.md") == "bible/people/e07.md"
    assert place_name("shows/coast/show.md") == "shows/coast/show.md"
    assert place_name("versions/late/shows/coast/s02/e07-y.fountain") == "shows/coast/2x7"
    assert place_name("03 - the end.fountain") == "Nonex3"


def test_the_file_as_such_has_no_line() -> None:
    before, after = (Source("a.fountain", text) for text in ("Title: One\n", "Title: Two\n"))
    assert fingerprints([Finding("S106", before.whole, "m")]) == fingerprints([Finding("S106", after.whole, "m")])


def test_the_tags_of_final_draft_are_no_words() -> None:
    plain = '<Paragraph Type="Character">\n  <Text>VIKTOR</Text>\n</Paragraph>'
    revised = '<Paragraph Number="7" Type="Character"><Text RevisionID="2">VIK</Text><Text>TOR</Text></Paragraph>'
    one, other = (
        fingerprints([Finding("W101", Source("a.fdx", text).span(0, len(text)), "m")]) for text in (plain, revised)
    )
    assert one[0] != other[0]  # a name in two runs may be two words
    joined = revised.replace("</Text><Text>", "")
    assert one == fingerprints([Finding("W101", Source("a.fdx", joined).span(0, len(joined)), "m")])


def test_a_word_in_a_run_of_xml_is_the_run_and_the_word() -> None:
    before = "<a><Text>Is VIKTOR &amp; Tom here?</Text></a>"
    after = "<a>\n<b>New.</b><Text Style='Bold'>Is VIKTOR &amp; Tom here?</Text></a>"
    assert names(before, 0, path="a.fdx") == names(after, 0, path="a.fdx")
    assert names(before, 0, path="a.fdx") != names(before.replace("Tom", "Jo"), 0, path="a.fdx")


def test_what_is_never_closed_is_known_by_its_first_line() -> None:
    one, other = (Source("a.fountain", f"/* cut\n{rest}") for rest in ("a\n", "b\nc\n"))
    assert fingerprints([Finding("S101", one.span(0, 9), "m")]) == fingerprints(
        [Finding("S101", other.span(0, 11), "m")]
    )


LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=8), max_size=6)


@given(LINES, LINES, LINES, st.integers(0, 4))
def test_edits_elsewhere_keep_every_name(before: list[str], between: list[str], after: list[str], indent: int) -> None:
    kept = ["VIKTOR says no", "ANNA", "VIKTOR says no", "\tBO"]
    found = [(0, "VIKTOR"), (0, "ANNA"), (1, "VIKTOR"), (0, "BO")]

    def named(lines: list[str]) -> list[str]:
        source = Source("shows/a/e01.fountain", "\n".join(lines) + "\n")
        return fingerprints(Finding("W101", find(source, word, nth), "m") for nth, word in found)

    def edit(lines: list[str]) -> list[str]:
        return [line.replace("VIKTOR", "").replace("ANNA", "").replace("BO", "") for line in lines]

    edited = [*edit(before), kept[0], *edit(between), " " * indent + kept[1], *kept[2:], *edit(after)]
    assert named(edited) == named(kept)
