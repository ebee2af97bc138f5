"""What holds of the scores of any comments."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.clauses import split_clauses
from fabula.listening.model import How, Link
from fabula.listening.scoring import make_scorer
from fabula.listening.scoring.cuts import cut_sheet
from fabula.listening.scoring.expressions import find_expressions
from fabula.listening.scoring.lexicon import load_lexicon
from fabula.listening.scoring.sheet import Sheet

from .sentences import batch_of, links_of, score, score_all

WORDS = st.sampled_from(
    "Mason Nadia Orlick is was great awful but and , . ! ? ?? not never very so love hate 😍 🤮 more less than better "
    'worse the it he just wow omg who why bet gonna > /s " “ ” lost BORING loooove soooo \n ma non bello while '
    "although "
    "best friend İ ’ don't 100% é".split(" ")
)
COMMENTS = st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=40))


@settings(max_examples=150, deadline=None)
@given(st.lists(COMMENTS, min_size=1, max_size=6))
def test_scores_are_within_bounds_and_do_not_depend_on_what_they_are_scored_with(texts: list[str]) -> None:
    together = score_all(texts)
    assert together == [score_all([text])[0] for text in texts]
    for row, text in zip(together, texts, strict=True):
        assert len(row) == len(links_of(text))
        for one in row:
            assert one is not None
            assert -1 <= one.liking <= 1
            assert all(0 <= value <= 1 for value in one[1:])


@settings(max_examples=100, deadline=None)
@given(st.lists(COMMENTS, min_size=1, max_size=5))
def test_a_sheet_is_cut_where_its_comments_are(texts: list[str]) -> None:
    """Of comments that name somebody, the clauses start where `split_clauses` says."""
    texts = [text.replace("\0", "") for text in texts]
    sheet = Sheet.of(texts)
    _, hits = find_expressions(sheet, load_lexicon("en"))
    every = sheet.starts[:-1] >= 0
    cuts = cut_sheet(sheet, hits, every, every)
    for number, text in enumerate(texts):
        starts = cuts.start[cuts.comment == number] - sheet.starts[number]
        expected = {clause.start for clause in split_clauses(text)}
        mine = set()
        for start in starts.tolist():
            rest = text[start:]
            mine.add(start + len(rest) - len(rest.lstrip()))
        assert expected <= mine


SAYINGS = st.sampled_from(["was great", "is boring", "slaps", "is not my favorite", "walked in", "is so awful!!!"])
UNRELATED = st.sampled_from(
    ["Orlick was brilliant.", "Orlick is the worst.", "Orlick opened a door.", "Who is Orlick?"]
)


@given(SAYINGS, UNRELATED)
def test_a_sentence_about_somebody_else_changes_nothing(saying: str, other: str) -> None:
    alone = score(f"Mason {saying}.")[0]
    assert score(f"Mason {saying}. {other}")[0] == alone
    assert score(f"{other} Mason {saying}.")[1] == alone


ADJECTIVES = st.sampled_from("great brilliant amazing lovely charming boring awful terrible annoying bland".split())
TEMPLATES = st.sampled_from(
    [
        ("Mason is {}", "Mason is not {}"),
        ("Mason was {}", "Mason was never {}"),
        ("I think Mason is {}", "I don't think Mason is {}"),
        ("Mason looks {} in this", "Mason doesn't look {} in this"),
        ("{} acting by Mason", "not {} acting by Mason"),
    ]
)


@given(TEMPLATES, ADJECTIVES)
def test_negation_turns_the_sign(template: tuple[str, str], adjective: str) -> None:
    plain, negated = (score(each.format(adjective))[0].liking for each in template)
    assert plain * negated < 0
    assert abs(negated) <= abs(plain)


@pytest.mark.parametrize(
    "text",
    [
        "Mason is great " * 660_000,  # 10 MB
        "so" * 500_000,
        "o" * 1_000_000,
        "😍" * 300_000,
        "😍 " * 300_000,
        "\u200b" * 300_000 + "Mason is great",
        "!" * 300_000,
        "?" * 300_000 + "Mason",
        "not " * 100_000 + "great Mason",
        '"great" ' * 100_000,
        "> great\n" * 50_000,
        "GREAT " * 50_000,
        "yeah right, " * 100_000 + "Mason",
        "yeah right. " * 100_000 + "Mason",
        "/s. " * 200_000 + "Mason",
        "not great, or " * 50_000 + "Mason",
        "boo" * 300_000 + " Mason",
        "\0\0Mason is great\0",
        "İ" * 1000 + " Mason is great",
        "\ud800 Mason is great",
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_hostile_texts_are_scored(text: str) -> None:
    found = [link for link in links_of(text[-4000:]) if link.end] or [Link("shows/x", 0, 0, How.SOURCE, 1.0)]
    shift = max(0, len(text) - 4000)
    links = [link._replace(start=link.start + shift, end=link.end + shift) if link.end else link for link in found]
    (scores,) = make_scorer().score(batch_of([text]), [links])
    assert len(scores) == len(links)
    if text.endswith("Mason is great"):
        assert scores[-1] is not None and scores[-1].liking > 0.5


def test_it_can_be_pickled() -> None:
    text = "Mason was great but I can't stand Nadia"
    again = pickle.loads(pickle.dumps(make_scorer()))
    assert again.score(batch_of([text]), [links_of(text)]) == score_all([text])
    assert (again.name, again.version) == (make_scorer().name, make_scorer().version)
