"""Which comments say (nearly) the same: exact copies by print, near ones by MinHash bands and then by comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
from rapidfuzz import fuzz

from fabula.listening.cleaning.facts import BANDS, SHORTEST, plain_text, shingles

__all__ = ["ALIKE", "Texts", "earliest_first", "find_copies"]

ALIKE: Final = 0.85
"""The share of stretches of five characters that two texts have in common (Jaccard) from which on they are near."""
_LENGTHS: Final = 0.8
_SPELLING: Final = 70
"""How alike two words must be, of 100, to be one word spelt in two ways."""
_PAIRS: Final = 100_000
"""How many pairs are compared at a time: their texts are held."""

Texts = Callable[[Any], dict[int, str]]
"""Gives the texts of comments by their number."""


def earliest_first(time: Any, order: Any) -> Any:
    """The rank of each comment by time, those without one last; ids settle ties, so that no order of files matters."""
    rank = np.empty(len(time), dtype=np.int32)
    rank[np.lexsort((order, time))] = np.arange(len(time), dtype=np.int32)
    return rank


def find_copies(facts: Callable[[str], Any], rank: Any, texts: Texts) -> Any:
    """For each comment the number of the earliest one that says (nearly) the same; its own if none does.

    Texts of fewer than `SHORTEST` characters are copies only where the same author repeats them. ``facts`` loads a
    fact by name, see `fabula.listening.cleaning.facts.load_facts`.
    """
    text, length = facts("text"), facts("length")
    root = np.arange(len(text), dtype=np.int32)
    author = facts("author")
    _join_equal(root, rank, np.flatnonzero((length > 0) & (length < SHORTEST) & (author != 0)), author, text)
    del author
    _join_equal(root, rank, np.flatnonzero(length >= SHORTEST), text)
    for band in range(BANDS):
        key = facts(f"band{band}")
        alone = np.flatnonzero((key != 0) & (root == np.arange(len(root))))  # what has joined another is compared by it
        _join_near(root, rank, alone, key, length, texts)
    return root


def _groups(rows: Any, rank: Any, *keys: Any) -> tuple[Any, Any]:
    """Rows sorted so that those with equal keys stand together, the earliest first; and where each group begins."""
    order = np.lexsort((rank[rows], *(key[rows] for key in keys)))
    rows = rows[order]
    new = np.ones(len(rows), dtype=bool)
    if len(rows):
        same = np.ones(len(rows) - 1, dtype=bool)
        for key in keys:
            ordered = key[rows]
            same &= ordered[1:] == ordered[:-1]
        new[1:] = ~same
    return rows, new


def _join_equal(root: Any, rank: Any, rows: Any, *keys: Any) -> None:
    rows, new = _groups(rows, rank, *keys)
    if len(rows):
        first = rows[np.flatnonzero(new)]
        root[rows] = first[np.cumsum(new) - 1]


def _join_near(root: Any, rank: Any, rows: Any, key: Any, length: Any, texts: Texts) -> None:
    """Compare each text of a bucket with its earliest, and join what is alike. No bucket costs more than its length."""
    rows, new = _groups(rows, rank, key)
    if not len(rows):
        return
    first = rows[np.flatnonzero(new)][np.cumsum(new) - 1]
    left, right = first[~new], rows[~new]
    ratio = length[left] / length[right]  # texts that differ much in length need not be looked at
    near = (ratio >= _LENGTHS) & (ratio <= 1 / _LENGTHS)
    left, right = left[near], right[near]
    for at in range(0, len(left), _PAIRS):
        a, b = left[at : at + _PAIRS], right[at : at + _PAIRS]
        for one, other in _alike(a, b, texts(np.unique(np.concatenate([a, b])))):
            _union(root, rank, one, other)
    stale = np.flatnonzero(root[root] != root)
    while len(stale):
        root[stale] = root[root[stale]]
        stale = stale[root[root[stale]] != root[stale]]


def _alike(a: Any, b: Any, texts: dict[int, str]) -> Iterator[tuple[int, int]]:
    held, plain, mine = -1, "", set[str]()
    for one, other in zip(a.tolist(), b.tolist(), strict=True):
        if one != held:
            held, plain = one, plain_text(texts[one])
            mine = shingles(plain)
        text = plain_text(texts[other])
        theirs = shingles(text)
        small, large = sorted((len(mine), len(theirs)))
        if small >= ALIKE * large and len(mine & theirs) >= ALIKE * len(mine | theirs) and not _exchanged(plain, text):
            yield one, other


def _exchanged(one: str, other: str) -> bool:
    """Whether a word of one text stands for another word of the other, and not for another spelling of it.

    That word is a name, as a rule: “Nadia carries this show” is no copy of what somebody says of Mason.
    """
    words, others = set(one.split()), set(other.split())
    few, many = sorted((words - others, others - words), key=len)
    return any(max(fuzz.ratio(word, like) for like in many) < _SPELLING for word in few)


def _union(root: Any, rank: Any, one: int, other: int) -> None:
    while root[one] != one:
        one = int(root[one])
    while root[other] != other:
        other = int(root[other])
    if one != other:
        early, late = (one, other) if rank[one] < rank[other] else (other, one)
        root[late] = early
