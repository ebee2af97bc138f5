"""Which names everybody has met with: heard them, or seen whom or what they belong to.

A set of names is one number, with a bit for each of them. It is never changed in place, so what is known at a moment
of the story is kept by copying a small dictionary.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

__all__ = ["Met", "Numbering"]


class Numbering:
    """Gives each name a bit, in the order in which they come up."""

    __slots__ = ("_bits", "_names")

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._names: list[str] = []

    def bit(self, name: str) -> int:
        """The bit of a name."""
        bit = self._bits.get(name)
        if bit is None:
            bit = self._bits[name] = 1 << len(self._names)
            self._names.append(name)
        return bit

    def bits(self, names: Iterable[str]) -> int:
        """The bits of some names."""
        found = 0
        for name in names:
            found |= self._bits.get(name) or self.bit(name)
        return found

    def names(self, bits: int) -> Iterator[str]:
        """The names of some bits."""
        while bits:
            top = bits.bit_length() - 1
            bits ^= 1 << top
            yield self._names[top]


class Met:
    """For each person the names that they have met with."""

    __slots__ = ("held", "numbering")

    def __init__(self) -> None:
        self.numbering = Numbering()
        self.held: dict[str, int] = {}

    def shared(self, people: Iterable[str]) -> int:
        """The names that all of some people have met with, as bits; of nobody, all there are."""
        common = -1
        for person in people:
            common &= self.held.get(person, 0)
        return common

    def meet(self, people: Iterable[str], bits: int) -> int:
        """People meet with names; gives those that were new to some of them."""
        held, new = self.held, 0
        for person in people:
            before = held.get(person, 0)
            lacking = bits & ~before
            if lacking:
                new |= lacking
                held[person] = before | bits
        return new

    def hear(self, people: Collection[str], name: str) -> bool:
        """People meet with a name; says whether it was new to some of them."""
        return self.meet(people, self.numbering.bit(name)) != 0

    def forget(self, person: str) -> None:
        """Somebody has forgotten whom and what they had met with."""
        self.held.pop(person, None)
