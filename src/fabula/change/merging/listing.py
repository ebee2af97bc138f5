"""A list as it is written: things with something between them, to be written anew with some more or fewer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from fabula.change.merging.items import Item
from fabula.change.merging.pieces import Piece
from fabula.change.merging.regions import Origin

__all__ = ["Listing", "write_items"]

EMPTY: Final[Mapping[str, str]] = MappingProxyType({})


class Listing(NamedTuple):
    """A stretch of text that holds a list: where its things stand in it, and what each of them is."""

    raw: str
    stretches: tuple[tuple[int, int], ...]
    keys: tuple[str, ...]

    def text(self, key: str) -> str:
        """A thing as it is written where it first stands."""
        start, end = self.stretches[self.keys.index(key)]
        return self.raw[start:end]

    def between(self, index: int) -> str:
        """What stands between a thing and the one before it."""
        return self.raw[self.stretches[index - 1][1] : self.stretches[index][0]]

    @property
    def divider(self) -> str:
        """What this list puts between things; empty if it has fewer than two."""
        return self.between(1) if len(self.stretches) > 1 else ""


def write_items(
    host: Listing, other: Listing, items: Sequence[Item], divider: str, texts: Mapping[str, str] = EMPTY
) -> list[Piece]:
    """Merged things in the form of the host, which has one at least; what it has not itself is taken from the other.

    ``divider`` stands between things if neither list shows what should; ``texts`` are things that are written otherwise
    than the host has them.
    """
    divider = host.divider or other.divider or divider
    head, tail = host.raw[: host.stretches[0][0]], host.raw[host.stretches[-1][1] :]
    pieces = [Piece(Origin.SAME, head, head)]
    last = -1
    for number, (key, origin) in enumerate(items):
        here = key in host.keys
        at = host.keys.index(key) if here else -1
        said = texts[key] if key in texts else (host if here else other).text(key)
        between = host.between(at) if at > 0 and at == last + 1 else divider
        pieces.append(Piece(origin, (between if number else "") + said, said if origin is Origin.SAME else ""))
        last = at
    return [*pieces, Piece(Origin.SAME, tail, tail)]
