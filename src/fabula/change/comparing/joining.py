"""Two lists joined by what their items have in common, the surest sign first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

__all__ = ["Joined", "join_lists"]

Item = TypeVar("Item")


@dataclass(slots=True)
class Joined(Generic[Item]):
    """What was joined by each sign, and what is left of both lists, all in the order in which it came."""

    pairs: list[list[tuple[Item, Item]]] = field(default_factory=list)
    olds: list[Item] = field(default_factory=list)
    news: list[Item] = field(default_factory=list)


def join_lists(
    olds: Iterable[Item],
    news: Iterable[Item],
    signs: Sequence[tuple[Callable[[Item], Hashable], Callable[[Item], Hashable]]],
) -> Joined[Item]:
    """Join items of two lists. A sign is a pair of functions, for the old and for the new; None joins nothing.

    Of several with one sign the first is joined with the first. What a sign has joined, those after it do not see.
    """
    found = Joined(olds=list(olds), news=list(news))
    for of_old, of_new in signs:
        waiting: dict[Hashable, list[int]] = {}
        for index in range(len(found.olds) - 1, -1, -1):
            sign = of_old(found.olds[index])
            if sign is not None:
                waiting.setdefault(sign, []).append(index)
        taken: set[int] = set()
        left: list[Item] = []
        joined: list[tuple[Item, Item]] = []
        for new in found.news:
            held = waiting.get(of_new(new))
            if held:
                index = held.pop()
                taken.add(index)
                joined.append((found.olds[index], new))
            else:
                left.append(new)
        found.olds = [old for index, old in enumerate(found.olds) if index not in taken]
        found.news = left
        found.pairs.append(joined)
    return found
