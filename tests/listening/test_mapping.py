"""The map: links and scores of comments as mentions."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.errors import ListeningError
from fabula.listening.mapping import Mapper, read_skipped
from fabula.listening.model import Batch, How, Link, Score
from fabula.listening.tables import MENTIONS
from tests.listening.audiences import NOON, make_tables
from tests.listening.standins import MarkScorer, WordLinker

MAPPER = Mapper(WordLinker(), MarkScorer())


def test_a_mention_has_its_link_its_score_and_what_is_the_comments_own() -> None:
    row = {
        "text": "So Mason!",
        "language": "xx",
        "mark_language": "en",
        "mark_weight": 250,
        "mark_campaign": "c1",
    }
    (mention,) = MAPPER.map(*make_tables("forum", [row])).to_pylist()
    assert mention == {
        "comment": "forum:0",
        "element": "people/mason-kane",
        "start": 3,
        "end": 8,
        "how": "name",
        "probability": 900,
        "episode": None,
        "liking": 500,
        "excitement": 125,
        "confusion": 0,
        "prediction": 0,
        "source": "forum",
        "author": "00000000000000aa",
        "time": NOON,
        "language": "en",
        "weight": 250,
        "marked": True,
        "response_mentions": 1,
        "response_weight": 225,
        "response_probability": 900,
        "response_liking": 500,
        "response_excitement": 125,
        "response_confusion": 0,
        "response_prediction": 0,
    }


def test_mentions_come_in_the_order_of_comments_and_links() -> None:
    texts = ["nadia mason", "nothing", "", "mason"]
    mentions = MAPPER.map(*make_tables("s", [{"text": text} for text in texts]))
    assert mentions.schema == MENTIONS
    assert list(zip(*mentions.select(["comment", "element"]).to_pydict().values(), strict=True)) == [
        ("s:0", "people/nadia-sinh"),
        ("s:0", "people/mason-kane"),
        ("s:3", "people/mason-kane"),
    ]


def test_no_comments_no_mentions() -> None:
    mentions = MAPPER.map(*make_tables("s", []))
    assert (mentions.num_rows, mentions.schema) == (0, MENTIONS)


def test_where_the_scorer_cannot_read_there_is_no_score() -> None:
    (mention,) = MAPPER.map(*make_tables("s", [{"text": "Mason!", "mark_language": "de"}])).to_pylist()
    assert [mention[axis] for axis in ("liking", "excitement", "confusion", "prediction")] == [None] * 4


@dataclass(frozen=True)
class Fixed:
    """A linker and a scorer with one answer for every comment."""

    links: tuple[Link, ...] = (Link("people/x", 0, 1, How.NAME, 1.0),)
    scores: tuple[Score | None, ...] = (Score(0.0, 0.0, 0.0, 0.0),)
    stamp: str = "fixed"
    name: str = "fixed"
    version: str = "1"

    def link(self, batch: Batch) -> list[list[Link]]:
        return [list(self.links) for _ in batch.texts]

    def score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> list[list[Score | None]]:
        return [list(self.scores) for _ in batch.texts]


def map_fixed(fixed: Fixed, rows: int = 1) -> pa.Table:
    return Mapper(fixed, fixed).map(*make_tables("s", [{"text": "x"}] * rows))


EPISODES = {
    "surest": ([("e1", 5, How.NUMBER, 0.4), ("e2", 9, How.SOURCE, 0.6), ("e3", 0, How.AIR_DATE, 0.5)], "e2"),
    "said before meant": ([("e1", 0, How.AIR_DATE, 0.5), ("e2", 0, How.SOURCE, 0.5), ("e3", 4, How.NUMBER, 0.5)], "e3"),
    "the first of two": ([("e2", 9, How.NUMBER, 0.5), ("e3", 4, How.NUMBER, 0.5)], "e3"),
    "the smaller key": ([("e3", 4, How.NUMBER, 0.5), ("e2", 4, How.NUMBER, 0.5)], "e2"),
    "words about it do not tell": ([("e1", 0, How.WORDS, 1.0), ("e2", 0, How.AIR_DATE, 0.1)], "e2"),
    "none": ([("e1", 0, How.NAME, 1.0)], None),
}


@pytest.mark.parametrize("case", EPISODES)
def test_the_episode_of_a_comment(case: str) -> None:
    found, expected = EPISODES[case]
    links = [Link(f"episodes/citadel/{key}", start, start + 2, how, sure) for key, start, how, sure in found]
    links.append(Link("shows/citadel", 0, 0, How.SOURCE, 1.0))
    mentions = map_fixed(Fixed(tuple(links), (None,) * len(links)))
    assert set(mentions["episode"].to_pylist()) == {f"citadel/{expected}" if expected else None}


@pytest.mark.parametrize(
    ("exact", "thousandths"),
    [(0.0005, 0), (0.0015, 2), (0.0025, 2), (0.9995, 1000), (1.0, 1000), (-1.0, -1000), (-0.0025, -2)],
)
def test_thousandths_are_rounded_half_to_even(exact: float, thousandths: int) -> None:
    mentions = map_fixed(Fixed(scores=(Score(exact, 0.0, 0.0, 0.0),)))
    assert mentions["liking"].to_pylist() == [thousandths]


WRONG = {
    "probability over 1": Fixed((Link("people/x", 0, 1, How.NAME, 1.001),)),
    "probability is not a number": Fixed((Link("people/x", 0, 1, How.NAME, float("nan")),)),
    "ends before it starts": Fixed((Link("people/x", 4, 3, How.NAME, 1.0),)),
    "starts before the text": Fixed((Link("people/x", -1, 3, How.NAME, 1.0),)),
    "no element": Fixed((Link(7, 0, 1, How.NAME, 1.0),)),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_a_link_is_skipped_and_told(case: str) -> None:
    mentions = map_fixed(WRONG[case], rows=2)
    assert mentions.num_rows == 0
    assert [one.comment for one in read_skipped(mentions.schema)] == ["s:0", "s:1"]


NAN = float("nan")
BROKEN: dict[str, tuple[Any, str]] = {
    "liking below -1": ([[Score(-1.1, 0.0, 0.0, 0.0)]], "gives liking -1.1 for comment s:0"),
    "excitement below 0": ([[Score(0.0, -0.1, 0.0, 0.0)]], "gives excitement -0.1 for comment s:0"),
    "confusion over 1": ([[Score(0.0, 0.0, 1.5, 0.0)]], "gives confusion 1.5 for comment s:0"),
    "prediction is no number": ([[Score(0.0, 0.0, 0.0, NAN)]], "gives prediction nan for comment s:0"),
    "prediction is nothing": ([[Score(0.0, 0.0, 0.0, None)]], "gives prediction None for comment s:0"),  # type: ignore[arg-type]
    "a number": ([[0.0]], "gives a float and no Score for comment s:0"),
    "three axes": ([[(0.0, 0.0, 0.0)]], "gives a tuple and no Score for comment s:0"),
    "too few scores": ([[]], "gives 0 scores for the 1 links of comment s:0"),
    "too many scores": ([[None, None]], "gives 2 scores for the 1 links of comment s:0"),
    "a score where a list belongs": ([Score(0.0, 0.0, 0.0, 0.0)], "gives a Score and no list for comment s:0"),
    "too few lists": ([], "gives 0 lists for 1 comments"),
    "a list too many": ([[None], [None]], "gives 2 lists for 1 comments"),
    "nothing": (None, "gives a NoneType and no list"),
    "what can be gone through once": ((one for one in [[None]]), "gives a generator and no list"),
}


@dataclass(frozen=True)
class Broken(Fixed):
    """A scorer whose answer is none."""

    answer: Any = None

    def score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> Any:
        return self.answer


@pytest.mark.parametrize("case", BROKEN)
def test_a_scorer_that_gives_what_is_no_score_stops_the_run(case: str) -> None:
    answer, words = BROKEN[case]
    with pytest.raises(ListeningError) as raised:
        map_fixed(Broken(answer=answer))
    assert raised.value.message == f"the scorer fixed 1 {words}"
    assert raised.value.remedy.startswith(("score(batch, links) gives", "liking is -1 to 1"))


def test_scores_may_be_tuples_and_numbers_of_numpy() -> None:
    mentions = map_fixed(Broken(answer=(((np.float32(0.5), 1, 0, np.float64(0.25)),),)))
    assert [mentions[axis].to_pylist() for axis in Score._fields] == [[500], [1000], [0], [250]]


@dataclass(frozen=True)
class Failing(Fixed):
    """A scorer that fails on whatever it is asked about."""

    def score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> list[list[Score | None]]:
        if any(links):
            raise KeyError("secretword")
        return [[] for _ in links]


@dataclass(frozen=True)
class Counting(WordLinker):
    """Counts the comments that it is asked about."""

    asked: list[int] = field(default_factory=list)

    def link(self, batch: Batch) -> list[list[Link]]:
        self.asked.append(len(batch.texts))
        return super().link(batch)


@pytest.mark.parametrize(
    ("mapper", "words"),
    [
        (Mapper(WordLinker(), Failing()), r"the scorer fixed 1 fails on every comment: KeyError at test_mapping\.py:"),
        (Mapper(Fixed((Link("x", 4, 3, How.NAME, 1.0),)), Fixed()), r"fail.? on every comment: ValueError at"),
    ],
)
def test_if_all_of_many_fail_it_is_not_the_comments(mapper: Mapper, words: str) -> None:
    # Comments that speak of nothing ask nothing of a scorer, and do not speak for it.
    rows = [{"text": "mason"}] * 64 + [{"text": "nothing"}] * 3
    with pytest.raises(ListeningError, match=words) as raised:
        mapper.map(*make_tables("s", rows if mapper.linker == WordLinker() else rows[:64]))
    assert "secretword" not in raised.value.message
    some = mapper.map(*make_tables("s", rows[:63]))
    assert len(read_skipped(some.schema)) == 63


def test_if_all_of_very_many_fail_no_more_are_tried() -> None:
    linker = Counting()
    with pytest.raises(ListeningError, match="fails on every comment"):
        Mapper(linker, Failing()).map(*make_tables("s", [{"text": "mason"}] * 16_000))
    assert sum(linker.asked) <= 3 * 16_000


def test_a_comment_that_fails_costs_no_other() -> None:
    rows = [{"text": "Mason!"}, {"text": "raise secretword"}, {"text": "Nadia?"}]
    mentions = MAPPER.map(*make_tables("s", rows))
    assert mentions["comment"].to_pylist() == ["s:0", "s:2"]
    (skipped,) = read_skipped(mentions.schema)
    assert skipped.comment == "s:1"
    assert skipped.why.startswith("KeyError at standins.py:")
    assert "secretword" not in str(mentions.schema.metadata)


def test_skipped_comments_are_told_over_many_batches() -> None:
    rows = [{"text": "raise" if number % 1000 == 7 else "mason"} for number in range(20_000)]
    mentions = MAPPER.map(*make_tables("s", rows))
    assert mentions.num_rows == 19_980
    assert [one.comment for one in read_skipped(mentions.schema)] == [f"s:{1000 * number + 7}" for number in range(20)]


def test_a_comment_that_fails_is_found_by_halves() -> None:
    linker = Counting()
    rows = [{"text": "raise" if number == 777 else "mason"} for number in range(1000)]
    assert Mapper(linker, MarkScorer()).map(*make_tables("s", rows)).num_rows == 999
    assert sum(linker.asked) <= 3 * 1000
    assert len(linker.asked) <= 2 * 10 + 1


@given(st.lists(st.sampled_from(["mason", "nadia!", "ep3", "raise", "citadel?", ""]), max_size=12), st.integers(0, 12))
@settings(max_examples=40, deadline=None)
def test_a_table_is_mapped_as_its_pieces_are(texts: list[str], cut: int) -> None:
    comments, marks = make_tables("s", [{"text": text} for text in texts])
    pieces = [
        MAPPER.map(comments.slice(0, cut), marks.slice(0, cut)),
        MAPPER.map(comments.slice(cut), marks.slice(cut)),
    ]
    whole = MAPPER.map(comments, marks)
    assert whole.equals(pa.concat_tables(piece.replace_schema_metadata(None) for piece in pieces))
    assert read_skipped(whole.schema) == [one for piece in pieces for one in read_skipped(piece.schema)]


def test_marks_of_other_comments_are_refused() -> None:
    comments, _ = make_tables("s", [{"text": "mason"}])
    _, marks = make_tables("t", [{}])
    with pytest.raises(ListeningError, match="marks"):
        MAPPER.map(comments, marks)


def test_the_stamp_differs_with_whatever_mentions_depend_on() -> None:
    linker, scorer = WordLinker(), MarkScorer()
    others = [
        Mapper(replace(linker, stamp="words 2"), scorer),
        Mapper(linker, replace(scorer, name="other")),
        Mapper(linker, replace(scorer, version="2")),
    ]
    assert len({MAPPER.stamp, *(other.stamp for other in others)}) == 4
    assert pickle.loads(pickle.dumps(MAPPER)).stamp == MAPPER.stamp
