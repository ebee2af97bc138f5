"""The colours of documents as they were last sent, so that only what differs is sent again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

__all__ = ["SentColours"]

KEPT: Final = 8
"""Documents whose last colours are kept."""


class SentColours:
    """For each document the numbers of its colours, and the name under which they were sent."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[str, list[int]]] = OrderedDict()
        self._count = 0

    def keep(self, uri: str, numbers: list[int]) -> str:
        """Keep what is sent, and give it a name."""
        self._count += 1
        name = str(self._count)
        self._held[uri] = (name, numbers)
        self._held.move_to_end(uri)
        while len(self._held) > KEPT:
            self._held.popitem(last=False)
        return name

    def held(self, uri: str, name: str) -> list[int] | None:
        """What was sent under a name, if it is still kept."""
        held = self._held.get(uri)
        return held[1] if held is not None and held[0] == name else None
