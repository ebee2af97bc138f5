"""Drawing by lot: which pairs of a comment and an element are asked about, and with which chance each was.

Every pair has a number between 0 and 1 by lot, once and for all (permanent random numbers: Ohlsson, "Coordination of
samples using permanent random numbers", 1995), and a size, how gladly it is asked about. Drawn are the pairs with the
lowest number over size; the chance of each is its size times the first such quotient that was not drawn, at most 1
(priority sampling: Duffield, Lund and Thorup, *JACM*, 2007, who show that weights of one over it are unbiased). Since
numbers stay, a pair that was drawn once is drawn again whenever its chance is as high, and its chance over several
draws is simply the highest of them. So a sample can grow, and comments can be added, and all labels stay valid.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

__all__ = ["Drawn", "Group", "Pair", "Sizes", "draw", "draw_from"]

_FAVOUR: Final = 2.0
"""How much more gladly a pair is asked about that belongs to a campaign, or whose link is unsure."""

_DIGITS: Final = 13
"""Of a hash in hexadecimal digits as many as a float holds."""


class Group(NamedTuple):
    """What pairs of a group have in common: its stratum. ``band`` is what the scorer makes of them."""

    element: str
    source: str
    language: str | None
    band: str
    marked: bool
    unsure: bool

    @property
    def name(self) -> str:
        """The stratum in words: "people/mason-kane, board, en, negative, campaign, unsure link"."""
        words = [self.element, self.source, self.language or "unknown language", self.band]
        words += ["campaign"] * self.marked + ["unsure link"] * self.unsure
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class Pair:
    """A comment and an element that it may speak of, with its lot (a hash) and how many pairs its group has."""

    comment: str
    group: Group
    episode: str | None
    lot: str
    alike: int

    @property
    def number(self) -> float:
        """Its lot as a number between 0 and 1, neither of them."""
        return (int(self.lot[:_DIGITS], 16) + 0.5) / 16.0**_DIGITS


class Drawn(NamedTuple):
    """A pair that was drawn, with the chance that it had."""

    pair: Pair
    probability: float


class Sizes:
    """How gladly pairs are asked about: the rarer what they are, the more.

    One over the square root of how many pairs there are of the element, times the shares that its source and language,
    and its band, have of all pairs. So an element with a hundred times as many comments gets ten times as many
    questions, not a hundred times, and so does a source, a language, a band.
    """

    def __init__(self, counts: Counter[Group]) -> None:
        self._elements: Counter[str] = Counter()
        self._places: Counter[tuple[str, str | None]] = Counter()
        self._bands: Counter[str] = Counter()
        for group, count in counts.items():
            self._elements[group.element] += count
            self._places[group.source, group.language] += count
            self._bands[group.band] += count
        self._total = sum(counts.values())

    def of(self, group: Group) -> float:
        """The size of a pair of this group; 0 if there are none like it."""
        like = (self._elements[group.element], self._places[group.source, group.language], self._bands[group.band])
        if not all(like):
            return 0.0
        size = self._total / math.sqrt(like[0] * like[1] * like[2])
        return size * (_FAVOUR if group.marked else 1.0) * (_FAVOUR if group.unsure else 1.0)


def draw(pairs: Iterable[Pair], count: int) -> tuple[list[Drawn], Sizes, float]:
    """Draw from pairs, of each group those with the lowest lots: what is drawn in the order in which to ask, with the
    sizes, and the threshold under which number over size must lie to be drawn. All are drawn if there are no more.

    To ask in this order is safe: whoever stops early has labelled a smaller sample of the same kind.
    """
    known = list(pairs)
    counts = Counter({pair.group: pair.alike for pair in known})
    sizes = Sizes(counts)
    quotients = sorted((pair.number / sizes.of(pair.group), pair.comment, pair.group.element, pair) for pair in known)
    threshold = quotients[count][0] if len(quotients) > count else math.inf
    drawn = [Drawn(pair, min(1.0, sizes.of(pair.group) * threshold)) for *_, pair in quotients[:count]]
    return drawn, sizes, threshold


def draw_from(ask: Callable[[int], Sequence[Pair]], count: int) -> tuple[list[Drawn], Sizes, float]:
    """Draw from groups of any size. ``ask(most)`` gives of each group so many pairs, those with the lowest lots.

    What it did not give must not have been drawn; else more are asked for.
    """
    most = max(16, count // 8)
    while True:
        pairs = ask(most)
        drawn, sizes, threshold = draw(pairs, count)
        given = Counter(pair.group for pair in pairs)
        last = {pair.group: pair.number for pair in sorted(pairs, key=lambda pair: pair.lot)}
        cut = {pair.group for pair in pairs if pair.alike > given[pair.group]}
        if most > count or all(last[group] / sizes.of(group) > threshold for group in cut):
            return drawn, sizes, threshold
        most *= 4
