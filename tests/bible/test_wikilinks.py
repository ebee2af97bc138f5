"""Wikilinks, outside of code."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.wikilinks import find_wikilinks, link_target
from fabula.source import Source


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[[Mason Kane]]", [("Mason Kane", "[[Mason Kane]]")]),
        ("see [[ Rome |the city]].", [("Rome", "[[ Rome |the city]]")]),
        ("[[Rome#Streets]] ![[map.png]]", [("Rome", "[[Rome#Streets]]"), ("map.png", "![[map.png]]")]),
        ("[[people/nadia.md]]", [("people/nadia", "[[people/nadia.md]]")]),
        (r"| [[Rome\|the city]] |", [("Rome", r"[[Rome\|the city]]")]),
        ("[[#part of this page]]", []),
        ("[[]] [[ ]] [[a\nb]] [x](y)", []),
        ("`[[code]]` and [[A]]", [("A", "[[A]]")]),
        ("``a ` [[code]]`` [[A]]", [("A", "[[A]]")]),
        ("```\n[[code]]\n```\n[[A]]", [("A", "[[A]]")]),
        ("~~~ text\n[[code]]\n```\n~~~\n[[A]]", [("A", "[[A]]")]),
        ("```\n[[never closed]]", []),
        ("a ` lone tick [[A]]", [("A", "[[A]]")]),
    ],
)
def test_links(text: str, links: list[tuple[str, str]]) -> None:
    found = find_wikilinks(Source("a.md", text))
    assert [(link.target, link.span.text) for link in found] == links


def test_a_text_that_is_one_link() -> None:
    assert link_target(' "' + '[[A]]"') == ""
    assert link_target(" [[A|b]] ") == "A"
    assert link_target("[[A]] and [[B]]") == ""


@given(st.text(alphabet="[]|`~!#\n ab", max_size=60))
def test_links_never_overlap(text: str) -> None:
    found = find_wikilinks(Source("a.md", text))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(link.target for link in found)
