"""Names looked for in a whole batch of comments at once, with an Aho–Corasick automaton.

Aho and Corasick, "Efficient string matching: an aid to bibliographic search" (1975): one pass over the text finds all
names, however many there are. Every pattern starts with the space before it, so none starts inside a word; the end of
a word is looked at afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

from fabula.listening.linking.fold import PLAIN, fold
from fabula.listening.linking.patterns import Pattern

__all__ = ["Found", "Hit", "Scanner"]

_TABLE: Final = bytes([*PLAIN.encode(), *range(128, 256)])
_SPACE: Final = 32
_S: Final = ord("s")
_ENDINGS: Final = tuple(e.encode() for e in "ने को का की के से में पर तक जी ो".split())
"""Case endings of Hindi, which some write in one word with the name."""


class Hit(NamedTuple):
    """A pattern in a comment; ``start`` and ``end`` are characters of the text as written."""

    pattern: Pattern
    start: int
    end: int


class Found(NamedTuple):
    """What stands in one comment: its number in the batch, hits in the order of the text, the folded text."""

    comment: int
    hits: list[Hit]
    folded: _Slice


class _Slice:
    """The folded text of one comment, made when it is asked for, with the way back to its places."""

    __slots__ = ("_data", "_high", "_low", "_places")

    def __init__(self, data: bytes, low: int, high: int, places: list[int] | None) -> None:
        self._data, self._low, self._high, self._places = data, low, high, places

    @property
    def text(self) -> str:
        """The text, in small letters with spaces for signs."""
        return self._data[self._low : self._high].decode("utf-8", "surrogatepass")

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the folded text in the text as written."""
        return (start, end) if self._places is None else _written(self._places, start, end)


class Scanner:
    """The automaton over all patterns. It is built again where it is unpickled."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        by_text = {pattern.text: pattern for pattern in self.patterns}
        for pattern in self.patterns:
            words = pattern.text.split(" ")
            beginnings = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
            pattern.shorter = next((by_text[b] for b in beginnings if b in by_text), None)
        self._longest = max((len(p.text.encode()) for p in self.patterns), default=0) + 1
        self._automaton = self._build()

    def __getstate__(self) -> dict[str, Any]:
        return {"patterns": self.patterns}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["patterns"])  # type: ignore[misc]

    def _build(self) -> Any:
        import ahocorasick_rs

        return ahocorasick_rs.BytesAhoCorasick(
            [b" " + pattern.text.encode() for pattern in self.patterns],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        )

    def scan(self, texts: Sequence[str]) -> Iterator[Found]:
        """The comments in which something is found, in order."""
        places: dict[int, list[int]] = {}
        folded: list[str] = []
        for index, text in enumerate(texts):
            if text.isascii():
                folded.append(text)
            else:
                plain, moved = fold(text)
                folded.append(plain)
                if moved is not None:
                    places[index] = moved
        joined = "\0" + "\0".join(folded) + "\0"
        data = joined.encode("utf-8", "surrogatepass").translate(_TABLE)
        matches = self._automaton.find_matches_as_indexes(data)
        if not matches:
            return
        starts = [1, *accumulate((len(text) + 1 for text in folded), initial=1)][1:]
        characters: Any = None
        if len(data) != len(joined):
            characters, starts = _characters(data, starts)
        yield from self._group(matches, data, starts, places, characters)

    def _group(
        self, matches: list[tuple[int, int, int]], data: bytes, starts: list[int], places: dict[int, list[int]], at: Any
    ) -> Iterator[Found]:
        """Hits by comment. ``starts`` are where comments start in ``data``, ``at`` the character of each byte."""
        patterns = self.patterns
        comment, low, high = -1, 0, starts[0]
        found: list[Hit] = []
        moved: list[int] | None = None
        done = 0
        for number, start, end in matches:
            if start < done:
                continue
            pattern = patterns[number]
            following = data[end]
            if following != _SPACE and not _ends(data, end, following):
                hits, done = self._retry(pattern, data, start, end)
            else:
                hits = ((pattern, start + 1, end),)
            for pattern, first, last in hits:
                if first >= high:
                    if found:
                        yield Found(comment, found, _Slice(data, low, high - 1, moved))
                        found = []
                    while first >= high:
                        comment += 1
                        low, high = starts[comment], starts[comment + 1]
                    moved = places.get(comment) if places else None
                if at is None:
                    from_, to = first - low, last - low
                else:
                    offset = at[low]
                    from_, to = int(at[first] - offset), int(at[last - 1] - offset) + 1
                if moved is not None:
                    from_, to = _written(moved, from_, to)
                found.append(Hit(pattern, from_, to))
        if found:
            yield Found(comment, found, _Slice(data, low, high - 1, moved))

    def _retry(
        self, pattern: Pattern, data: bytes, start: int, end: int
    ) -> tuple[Sequence[tuple[Pattern, int, int]], int]:
        """What is found instead where a pattern ends inside a word; and up to where the text has been read by that."""
        shorter = pattern.shorter
        hits: list[tuple[Pattern, int, int]] = []
        after = data.find(b" ", start + 1, end)
        if shorter is not None:
            after = start + 1 + len(shorter.text.encode())
            hits.append((shorter, start + 1, after))
        if after < 0:
            return hits, 0
        # The words behind the first may start a name of their own.
        while after < end:
            stretch = data[after : end + self._longest + 1]
            again = self._automaton.find_matches_as_indexes(stretch)
            if not again or again[0][1] + after >= end:
                break
            number, first, last = again[0]
            first, last = first + after, last + after
            if last >= len(data) or data[last] == _SPACE or _ends(data, last, data[last]):
                hits.append((self.patterns[number], first + 1, last))
                after = last
                continue
            short = self.patterns[number].shorter
            if short is not None:
                after = first + 1 + len(short.text.encode())
                hits.append((short, first + 1, after))
            else:
                after = data.find(b" ", first + 1)
                if after < 0:
                    break
        return hits, max(after, 0)


def _ends(data: bytes, end: int, following: int) -> bool:
    """Whether a name may end here although no space follows: a plural or a genitive, or another script."""
    if following == _S:
        return data[end + 1] == _SPACE
    if following < 128:
        return False
    if data[end - 1] < 128:
        return True
    return any(data.startswith(ending, end) and data[end + len(ending)] == _SPACE for ending in _ENDINGS)


def _characters(data: bytes, starts: list[int]) -> tuple[Any, list[int]]:
    """The character that each byte is of, and the starts of comments in bytes."""
    import numpy as np

    leads = (np.frombuffer(data, dtype=np.uint8) & 0xC0) != 0x80
    first = np.flatnonzero(leads)
    at = np.cumsum(leads, dtype=np.int64) - 1
    return at, [*first[starts[:-1]].tolist(), len(data)]


def _written(places: list[int], start: int, end: int) -> tuple[int, int]:
    return places[start], max(places[end], places[end - 1] + 1)
