"""What stands around a linked element, with the names hidden."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.model import How, Link
from fabula.listening.scoring.contexts import OTHER, TARGET, Context, find_contexts


def link(element: str, text: str, name: str, nth: int = 0) -> Link:
    start = [found.start() for found in re.finditer(re.escape(name), text)][nth]
    return Link(element, start, start + len(name), How.NAME, 1.0)


def words(context: Context) -> list[str]:
    return [" ".join(part.split()) for part in context]


def test_a_context_is_the_clause_with_the_names_hidden() -> None:
    text = "Nadia is great, but Mason bores me. Nadia again!"
    links = [link("n", text, "Nadia"), link("m", text, "Mason"), link("n", text, "Nadia", 1)]
    first, second, third = find_contexts(text, links)
    whole = f"{TARGET} is great, but {OTHER} bores me. {TARGET} again!"
    assert words(first) == [f"{TARGET} is great,", "", "is great,", whole]
    assert words(second)[:3] == [f"but {TARGET} bores me.", "but", "bores me."]
    assert words(second)[3] == f"{OTHER} is great, but {TARGET} bores me. {OTHER} again!"
    assert words(third)[0].startswith(f"{TARGET} again")


def test_what_is_about_the_whole_comment_has_all_of_it_as_clause() -> None:
    text = "Loved it. Nadia less so."
    links = [Link("shows/x", 0, 0, How.SOURCE, 1.0), link("n", text, "Nadia")]
    context = find_contexts(text, links)[0]
    whole = f"loved it. {OTHER} less so."
    assert words(context) == [whole, "", "", whole]


def test_of_names_in_one_another_the_elements_own_is_hidden_then_the_longest() -> None:
    text = "Mason Kane and Kane"
    pair = Link("pair", 0, len(text), How.PAIR, 1.0)
    mason = link("m", text, "Mason Kane")
    kane = link("k", text, "Kane", 1)
    assert words(find_contexts(text, [pair, mason, kane])[0])[0] == TARGET
    assert words(find_contexts(text, [mason, kane])[0])[0] == f"{TARGET} and {OTHER}"
    assert words(find_contexts(text, [kane, mason])[0])[0] == f"{OTHER} and {TARGET}"


@pytest.mark.parametrize("text", ["", "x", "İSTANBUL ẞ", "🔥" * 3, "\n\n..."])
def test_texts_of_all_kinds_have_a_context(text: str) -> None:
    for found in find_contexts(text, [Link("x", 0, 0, How.SOURCE, 1.0), Link("y", 0, len(text), How.NAME, 1.0)]):
        assert found.whole is not None


NAMES = ("Nadia", "Mason", "Orlick")


@given(st.lists(st.sampled_from([*NAMES, "is", "great,", "but", "so bad.", "!", "who?", "İ"]), max_size=14))
@settings(max_examples=60, deadline=None)
def test_no_name_is_left_in_a_context(pieces: list[str]) -> None:
    text = " ".join(pieces)
    links = [Link(found[0], found.start(), found.end(), How.NAME, 1.0) for found in re.finditer("|".join(NAMES), text)]
    contexts = find_contexts(text, links)
    assert len(contexts) == len(links)
    for context in contexts:
        assert not any(name.lower() in part.lower() for part in context for name in NAMES)
        assert context.clause.split().count(TARGET) >= 1
        assert context.whole.split().count(TARGET) + context.whole.split().count(OTHER) == len(links)
