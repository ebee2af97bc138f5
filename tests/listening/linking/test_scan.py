"""The scanner against a slow model that tries every pattern at every word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.listening.linking.patterns import Pattern, Strength
from fabula.listening.linking.scan import FoldedText, Scanner

WORDS = st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=3).map(" ".join)


def scanner(texts: list[str]) -> Scanner:
    return Scanner([Pattern(text, (), Strength.RARE) for text in sorted(set(texts))])


def slowly(patterns: list[str], text: str) -> list[tuple[str, int, int]]:
    """The longest pattern at each word from left to right, as whole words."""
    found, at = [], 0
    while at < len(text):
        if text[at] == " " or (at and text[at - 1] != " "):
            at += 1
            continue
        ends = [p for p in patterns if text.startswith(p, at) and text[at + len(p) : at + len(p) + 1] in ("", " ")]
        if ends:
            longest = max(ends, key=len)
            found.append((longest, at, at + len(longest)))
            at += len(longest)
        else:
            at += 1
    return found


@given(st.lists(WORDS, min_size=1, max_size=8), st.lists(st.text("ab ", max_size=25), max_size=6))
def test_finds_what_a_slow_search_finds(patterns: list[str], texts: list[str]) -> None:
    found: dict[int, list[tuple[str, int, int]]] = {}
    for comment, _, hits, _ in scanner(patterns).scan(texts):
        found[comment] = [(pattern.text, start, end) for pattern, start, end in hits]
    assert found == {n: slow for n, text in enumerate(texts) if (slow := slowly(patterns, text))}


def test_endings() -> None:
    found = scanner(["mason", "मेसन"])
    written = ["Masons", "Mason's", "MASON!", "#mason", "masonry", "amason", "मेसनने", "मेसन को", "masonने", "मेसनवा"]
    assert [comment for comment, _, _, _ in found.scan(written)] == [0, 1, 2, 3, 6, 7, 8]


def test_places_in_the_text_as_written() -> None:
    text = "🥲 E\u0301lise — Or\u200blick ❤️ straße"
    (found,) = scanner(["elise", "orlick", "strasse"]).scan([text])
    assert [text[start:end] for _, start, end in found[2]] == ["E\u0301lise", "Or\u200blick", "straße"]
    folded = FoldedText(*found[3])
    at = folded.text.index("orlick")
    start, end = folded.place(at, at + 6)
    assert text[start:end] == "Or\u200blick"


def test_shorter_names() -> None:
    (found,) = scanner(["jon snow", "jon"]).scan(["jon snows jon snowy"])
    assert [pattern.text for pattern, _, _ in found[2]] == ["jon snow", "jon"]
    assert list(scanner(["jon"]).scan([])) == []
    assert list(Scanner([]).scan(["jon"])) == []
