"""From contexts to numbers: words and letters by their hashes, or sentences by somebody's embedder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from fabula.listening.errors import ListeningError
from fabula.listening.model import Score
from fabula.listening.scoring.contexts import TARGET, Context

__all__ = ["Embedder", "Encoder", "SentenceEncoder", "WordEncoder"]


class Embedder(Protocol):
    """Turns sentences into vectors: any model behind one method.

    ``name`` with ``version`` says which it is; it can be pickled, and gives a sentence the same vector whatever stands
    beside it.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.floating[Any]]:
        """A row of numbers for each text."""


class Encoder(Protocol):
    """Turns contexts and what the lexicon says of them (None where it cannot read) into a matrix, a row for each."""

    @property
    def name(self) -> str:
        """Which encoder it is: weights learned with another one are of no use to it."""

    def encode(self, contexts: Sequence[Context], scores: Sequence[Score | None]) -> Any:
        """A matrix of numpy or scipy, of 64-bit floats."""


@dataclass(frozen=True, slots=True)
class WordEncoder:
    """Words, pairs of words and letters of a context, hashed into a number of columns, beside the lexicon's scores.

    Hashing (Weinberger et al. 2009) needs no vocabulary: what is learned is weights and nothing else, and a comment's
    words are nowhere in them. The clause, what is near the name, the comment and the letters have a length each, so
    that a long comment does not drown the few words beside a name.
    """

    columns: int = 1 << 17

    @property
    def name(self) -> str:
        return f"words-2/{self.columns}"

    def encode(self, contexts: Sequence[Context], scores: Sequence[Score | None]) -> Any:
        from scipy.sparse import csr_matrix, hstack
        from sklearn.feature_extraction import FeatureHasher
        from sklearn.preprocessing import normalize

        hasher = FeatureHasher(self.columns, input_type="string", alternate_sign=False, dtype=np.float64)
        held = [_features(context) for context in contexts]
        words = csr_matrix((len(contexts), self.columns))
        for part, length in LENGTHS.items():
            hashed = hasher.transform(features[part] for features in held)
            hashed.data[:] = 1.0  # two features in a column are one
            words += normalize(hashed) * length
        return hstack([words, csr_matrix(_lexicon_columns(scores))], format="csr")


@dataclass(frozen=True, slots=True)
class SentenceEncoder:
    """A clause and its comment by an embedder, beside the lexicon's scores."""

    embedder: Embedder

    @property
    def name(self) -> str:
        return f"embedding/{self.embedder.name}/{self.embedder.version}"

    def encode(self, contexts: Sequence[Context], scores: Sequence[Score | None]) -> NDArray[np.float64]:
        texts = [text for context in contexts for text in (context.clause, context.whole)]
        distinct = sorted(set(texts))
        place = {text: number for number, text in enumerate(distinct)}
        vectors = self._embed(distinct)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        rows = vectors[[place[text] for text in texts]]
        return np.hstack([rows.reshape(len(contexts), -1), _lexicon_columns(scores)])

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """A row for each text. Raises `ListeningError` if the embedder gives anything else."""

        def blame(what: str) -> ListeningError:
            return ListeningError(
                f"the embedder {self.embedder.name} {self.embedder.version} gives {what}",
                f"embed(texts) gives an array with a row of numbers for each text, here {len(texts)}",
            )

        found = self.embedder.embed(texts)
        try:
            vectors = np.array(found, np.float64)
        except (TypeError, ValueError) as error:
            raise blame(f"a {type(found).__name__} that is no array of numbers") from error
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise blame(f"an array of {' × '.join(map(str, vectors.shape)) or 'one number'}")
        if not np.isfinite(vectors).all():
            raise blame("numbers that are none: NaN or infinite")
        return vectors


LEXICON_WEIGHT: Final = 1.5
"""How long the lexicon's scores are beside a context of length one: there are few of them, and they are good."""


def _lexicon_columns(scores: Sequence[Score | None]) -> NDArray[np.float64]:
    table = np.zeros((len(scores), 7))
    for row, score in enumerate(scores):
        if score is None:
            table[row, 6] = 1.0
        else:
            table[row, :6] = (*score, max(score.liking, 0.0), max(-score.liking, 0.0))
    return table * LEXICON_WEIGHT


def _features(context: Context) -> dict[str, set[str]]:
    words = _WORDS.findall(context.clause)
    before, after = _WORDS.findall(context.before)[-NEAR:], _WORDS.findall(context.after)[:NEAR]
    padded = " ".join(["", *words[:LONGEST], ""])
    return {
        "clause": {f"c {word}" for word in words} | {f"c {one} {other}" for one, other in pairwise(words)},
        "near": {f"b {word}" for word in before}
        | {f"a {word}" for word in after}
        | {f"b {one} {other}" for one, other in pairwise([*before, TARGET])}
        | {f"a {one} {other}" for one, other in pairwise([TARGET, *after])},
        "comment": {f"w {word}" for word in _WORDS.findall(context.whole)},
        "letters": {f"g {padded[at : at + 4]}" for at in range(len(padded) - 3)},
    }


LENGTHS: Final = {"clause": 1.0, "near": 1.5, "comment": 0.5, "letters": 0.5}
"""How long each part of a context is: chosen on a fifth of the sentences of MAMS's training part."""
NEAR: Final = 4
"""How many words before and after a name are near it."""
LONGEST: Final = 200
"""Of how many words of a clause the letters are looked at."""
_WORDS: Final = re.compile(r"[\w']+|[!?]+|[^\w\s.,;:()\"]")
