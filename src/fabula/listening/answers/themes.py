"""Themes: what people talk about that the universe has no entry for.

A term is a word or a run of up to three that is no name of the universe and does not begin or end with a stop word.
Two kinds of terms are themes. A *name* is written with a capital inside sentences, and the universe does not know it.
A *phrase* is said more where nothing is named than where something is: its log-odds between the two, with an
informative Dirichlet prior from all comments (Monroe, Colaresi and Quinn, "Fightin' Words", 2008), are
surely above 0, with the false discoveries among all terms held to one in twenty (Benjamini and Hochberg 1995). What is
always said in the same sentence is a formula and no theme. Themes are ordered by how many authors speak of them, and no
author counts twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import erfc, log, sqrt
from typing import Final

from rapidfuzz import fuzz

from fabula.listening.answers.spoken import Spoken
from fabula.listening.answers.terms import LONGEST, Token, known_words, runs_of
from fabula.universe.model import Universe

__all__ = ["LEAST_AUTHORS", "Theme", "find_themes"]

LEAST_AUTHORS: Final = 5
"""The fewest authors of a theme: less is what a few friends say."""

_PRIOR: Final = 1000.0
_PRIOR_SHARE: Final = 0.1
"""The prior weighs as much as so many words, and at most as this share of all that are counted."""
_ALPHA: Final = 0.05
_NAMELIKE: Final = 0.6
"""The share of a word's places inside sentences that have a capital, above which it is a name."""
_ALIKE: Final = 88
"""How alike two spellings are, of 100, that are one theme."""
_BINDS: Final = frozenset("of de di du del der della".split())
"""Stop words that may stand inside a term: the fall of Rome."""
_TOGETHER: Final = 0.8
"""A term of whose comments more than this share speak of another theme is a part of that one."""
_LEAST_RUNS: Final = 5
_MOSTLY: Final = 0.6
"""A theme is said in at least so many different ways, and no one way is more than this share of it: what is always said
in the same words is a formula (after the accessor variety of Feng, Chen, Deng and Zheng 2004)."""
_MOST: Final = 1000
"""Terms that are looked at at most, those with the most authors."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that people talk about and the universe has no entry for.

    ``score`` is the z-score of its log-odds; None of a name. ``forms`` are its spellings, the most frequent first.
    ``elements`` are what the same comments name, with their number; ``episodes`` likewise; ``examples`` the comments
    that are quoted.
    """

    words: str
    kind: str
    authors: int
    comments: int
    score: float | None
    forms: tuple[str, ...]
    first: datetime | None
    elements: tuple[tuple[str, int], ...]
    episodes: tuple[tuple[str, int], ...]
    examples: tuple[Spoken, ...]


@dataclass(slots=True)
class _Term:
    """What is known of a term: who says it, where, and how it is written."""

    key: tuple[str, ...]
    authors: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    comments: dict[int, None] = field(default_factory=dict)
    forms: Counter[str] = field(default_factory=Counter)
    runs: Counter[str] = field(default_factory=Counter)
    inside: int = 0
    capitals: int = 0

    def add(self, author: str, number: int, tokens: Sequence[Token], run: str) -> None:
        if author not in self.authors:
            self.runs[run] += 1
        self.authors.add(author)
        (self.bare if tokens[0].bare else self.beside).add(author)
        self.comments[number] = None
        self.forms[" ".join(token.word for token in tokens)] += 1
        if not tokens[0].opens:
            self.inside += 1
            self.capitals += all(token.capital for token in tokens if not token.stop)

    @property
    def is_name(self) -> bool:
        return self.inside >= LEAST_AUTHORS and self.capitals >= _NAMELIKE * self.inside

    @property
    def is_saying(self) -> bool:
        """Whether it is said in a few sentences only, or mostly in one: that is a quote, a formula or a copy."""
        return len(self.runs) < _LEAST_RUNS or max(self.runs.values()) > _MOSTLY * sum(self.runs.values())

    def join(self, other: _Term) -> None:
        self.authors |= other.authors
        self.bare |= other.bare
        self.beside |= other.beside
        self.comments |= other.comments
        self.forms += other.forms
        self.runs += other.runs
        self.inside += other.inside
        self.capitals += other.capitals


def find_themes(universe: Universe, comments: Sequence[Spoken], least: int = LEAST_AUTHORS) -> list[Theme]:
    """The themes of some comments, those with the most authors first. ``least`` is the fewest authors of one."""
    known = known_words(universe)
    runs = [list(runs_of(spoken, known)) for spoken in comments]
    terms = _count(comments, runs, least)
    terms = _merge_spellings(sorted(terms, key=_rank)[:_MOST])
    scores = _score(terms)
    sure = _sure({key: score for key, score in scores.items() if score > 0})
    kept = [term for term in terms if term.key in sure or term.is_name]
    kept = [term for term in kept if not term.is_saying and not (term.is_name and _near_known(term, known))]
    return [_theme(term, comments, scores[term.key]) for term in _fold_together(_fold_longer(kept))]


def _rank(term: _Term) -> tuple[int, int, tuple[str, ...]]:
    return (-len(term.authors), len(term.key), term.key)


def _count(comments: Sequence[Spoken], runs: Sequence[list[list[Token]]], least: int) -> list[_Term]:
    """Terms by length, the longer ones only of words that are said often enough (Agrawal and Srikant 1994)."""
    found: dict[tuple[str, ...], _Term] = {}
    for length in range(1, LONGEST + 1):
        new: dict[tuple[str, ...], _Term] = {}
        for number, spoken in enumerate(comments):
            for run in runs[number]:
                text = " ".join(token.key for token in run)
                for start in range(len(run) - length + 1):
                    tokens = run[start : start + length]
                    if tokens[0].stop or tokens[-1].stop or any(t.stop and t.key not in _BINDS for t in tokens):
                        continue
                    key = tuple(token.key for token in tokens)
                    if length > 1 and not ((key[0],) in found and (key[-1],) in found):
                        continue
                    term = new.get(key)
                    if term is None:
                        term = new[key] = _Term(key)
                    term.add(spoken.author, number, tokens, text)
        found |= {key: term for key, term in new.items() if len(term.authors) >= least}
    return list(found.values())


def _merge_spellings(terms: Sequence[_Term]) -> list[_Term]:
    """Terms that are spelt nearly alike as one, under the spelling that most authors use."""
    kept: list[_Term] = []
    for term in terms:
        text = " ".join(term.key)
        for other in kept:
            if len(other.key) == len(term.key) and _alike(text, " ".join(other.key)):
                other.join(term)
                break
        else:
            kept.append(term)
    return sorted(kept, key=_rank)


def _alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 6 and one[0] == other[0] and fuzz.ratio(one, other) >= _ALIKE


def _score(terms: Sequence[_Term]) -> dict[tuple[str, ...], float]:
    """The z-score of each term's log-odds: where nothing is named against where something is.

    Counts are of authors. With y of n, prior a of A: d = log((y1 + a) / (n1 + A - y1 - a)) - the same of the other,
    and its variance is about 1 / (y1 + a) + 1 / (y2 + a).
    """
    bare = sum(len(term.bare) for term in terms)
    beside = sum(len(term.beside) for term in terms)
    every = bare + beside
    weight = min(_PRIOR, _PRIOR_SHARE * every)
    found: dict[tuple[str, ...], float] = {}
    for term in terms:
        prior = weight * (len(term.bare) + len(term.beside)) / every
        one, other = len(term.bare) + prior, len(term.beside) + prior
        odds = log(one / (bare + weight - one)) - log(other / (beside + weight - other)) if len(terms) > 1 else 0.0
        found[term.key] = odds / sqrt(1 / one + 1 / other)
    return found


def _sure(scores: dict[tuple[str, ...], float]) -> set[tuple[str, ...]]:
    """Those whose log-odds are above 0, with false discoveries held to one in twenty."""
    ranked = sorted((0.5 * erfc(score / sqrt(2)), key) for key, score in scores.items())
    passed = [place for place, (p, _) in enumerate(ranked, 1) if p <= _ALPHA * place / len(ranked)]
    return {key for _, key in ranked[: max(passed, default=0)]}


def _near_known(term: _Term, known: frozenset[str]) -> bool:
    """Whether a name is a name of the universe, misspelt."""
    return any(
        len(word) >= 4 and any(abs(len(word) - len(name)) <= 2 and fuzz.ratio(word, name) >= 80 for name in known)
        for word in term.key
    )


def _fold_longer(terms: Sequence[_Term]) -> list[_Term]:
    """Each theme once: under the longer term if nearly all say that, else under the shorter one, of which it is a form.

    ``terms`` come with the most authors first.
    """
    kept: list[_Term] = []
    for term in terms:
        longer = [
            other for other in terms if _within(term.key, other.key) and len(other.authors) >= 0.7 * len(term.authors)
        ]
        if not longer and not any(_within(other.key, term.key) and _holds(other, term) for other in kept):
            kept.append(term)
    return kept


def _fold_together(terms: Sequence[_Term]) -> list[_Term]:
    """Terms that stand in the same comments as one theme, under the name among them or else the one of most authors."""
    kept: list[_Term] = []
    for term in sorted(terms, key=lambda term: (not term.is_name, *_rank(term))):
        own = term.comments.keys()
        if not any(len(own & other.comments.keys()) > _TOGETHER * len(own) for other in kept):
            kept.append(term)
    return sorted(kept, key=_rank)


def _holds(shorter: _Term, longer: _Term) -> bool:
    return len(longer.authors) < 0.7 * len(shorter.authors)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) < len(long) and any(
        long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1)
    )


def _theme(term: _Term, comments: Sequence[Spoken], score: float) -> Theme:
    spoken = [comments[number] for number in term.comments]
    forms = tuple(form for form, _ in sorted(term.forms.items(), key=lambda item: (-item[1], item[0])))
    times = [one.time for one in spoken if one.time is not None]
    elements = Counter(element for one in spoken for element in one.elements)
    episodes = Counter(one.episode for one in spoken if one.episode is not None)
    return Theme(
        forms[0],
        "name" if term.is_name else "phrase",
        len(term.authors),
        len(spoken),
        None if term.is_name else score,
        tuple(dict.fromkeys(form.casefold() for form in forms)),
        min(times, default=None),
        _most(elements),
        _most(episodes),
        _examples(spoken),
    )


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))[:5]


def _examples(spoken: Sequence[Spoken], number: int = 3) -> tuple[Spoken, ...]:
    """Comments of middling length, one an author, spread over the sources."""
    ranked = sorted(spoken, key=lambda one: (abs(len(one.text) - 90), one.comment))
    found: list[Spoken] = []
    for fresh in (True, False):
        for one in ranked:
            alike = one.author in {other.author for other in found} or one.text in {other.text for other in found}
            if len(found) < number and not alike and (not fresh or one.source not in {o.source for o in found}):
                found.append(one)
    return tuple(found)
