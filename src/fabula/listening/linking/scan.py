"""Names looked for in a whole batch of comments at once, with an Aho–Corasick automaton.

Aho and Corasick, "Efficient string matching: an aid to bibliographic search" (1975): one pass over the text finds all
names, however many there are. Every pattern starts with the space before it, so none starts inside a word; the end of
a word is looked at afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fabula.listening.linking.fold import PLAIN, fold
from fabula.listening.linking.patterns import Pattern, Role

__all__ = ["FoldedText", "Found", "Hit", "Raw", "Scanner"]

_BREAK: Final = "\x1e"
_BETWEEN: Final = f" {_BREAK} "
"""What stands between two comments: no name goes over it, and every word has a space before and behind it."""
_TABLE: Final = bytes([ord(_BREAK) if c == ord(_BREAK) else ord(PLAIN[c]) for c in range(128)]) + bytes(range(128, 256))
_NAMED: Final = int(Role.NAME | Role.NUMBER)
_SPACE: Final = 32
_S: Final = ord("s")
_ENDINGS: Final = tuple(e.encode() for e in "ने को का की के से में पर तक जी ो".split())
"""Case endings of Hindi, which some write in one word with the name."""


Hit = tuple[Pattern, int, int]
"""A pattern in a comment, with the characters of the text as written from which to which it stands."""


class FoldedText:
    """The folded text of one comment, made when it is asked for, with the way back to its places."""

    __slots__ = ("_data", "_high", "_low", "_places")

    def __init__(self, data: bytes, low: int, high: int, is_odd: bool, places: list[int] | None) -> None:
        self._data, self._low, self._high = data, low, high
        self._places = places if is_odd else None

    @property
    def text(self) -> str:
        """The text, in small letters with spaces for signs."""
        return self._data[self._low : self._high].decode("utf-8", "surrogatepass")

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the folded text in the text as written."""
        places = self._places
        return (start, end) if places is None else (places[start], max(places[end], places[end - 1] + 1))


Raw = tuple[bytes, int, int, bool, list[int] | None]
"""What a `FoldedText` is made of."""
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Match = tuple[int, int, int]
"""A pattern's number, and from which to which byte it stands, the space before it with it."""
Found = tuple[int, int, list[Hit], Raw]
"""What stands in one comment: its number in the batch, the roles of all hits, the hits in the order of the text, and
what its `FoldedText` is made of."""


class Scanner:
    """The automaton over all patterns."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        by_text = {pattern.text: pattern for pattern in self.patterns}
        for pattern in self.patterns:
            words = pattern.text.split(" ")
            beginnings = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
            pattern.shorter = next((by_text[b] for b in beginnings if b in by_text), None)
        self._roles = np.array([pattern.role for pattern in self.patterns], np.uint8)
        self._splits = np.array([p.shorter is not None or " " in p.text for p in self.patterns], np.bool_)
        self._longest = max((len(p.text.encode()) for p in self.patterns), default=0) + 1
        self._automaton = self._build()

    def _build(self) -> Any:
        import ahocorasick_rs

        return ahocorasick_rs.BytesAhoCorasick(
            [b" " + pattern.text.encode() for pattern in self.patterns],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        )

    def scan(self, texts: Sequence[str]) -> Iterator[Found]:
        """The comments that have a name or what may be the number of an episode, in order, each with all its hits."""
        folded = list(texts)
        sizes = list(map(len, texts))
        places: dict[int, list[int] | None] = {}
        for index in [index for index, text in enumerate(texts) if not text.isascii()]:
            plain, moved = fold(texts[index])
            folded[index] = plain
            wide = not plain.isascii()
            sizes[index] = len(plain.encode("utf-8", "surrogatepass")) if wide else len(plain)
            if wide or moved is not None:
                places[index] = moved
        joined = _BETWEEN.join(folded)
        if joined.count(_BREAK) >= len(folded):
            joined = _BETWEEN.join(text.replace(_BREAK, " ") for text in folded)
        data = f" {joined} ".encode("utf-8", "surrogatepass").translate(_TABLE)
        matches = self._automaton.find_matches_as_indexes(data)
        if matches:
            yield from self._group(matches, data, sizes, places)

    def _group(
        self, matches: list[Match], data: bytes, sizes: list[int], places: dict[int, list[int] | None]
    ) -> Iterator[Found]:
        """Hits by comment. ``sizes`` are those of the comments in ``data``, without what stands between them.

        ``places`` has the comments in which a byte is not a character, or a folded character none of the text.
        """
        lows = np.cumsum([1, *sizes[:-1]]) + len(_BETWEEN) * np.arange(len(sizes))
        number, start, end, comment, whole = self._sift(matches, data, lows)
        if not len(number):
            return
        first = np.flatnonzero(np.append(True, comment[1:] != comment[:-1]))
        last = np.append(first[1:], len(comment))
        roles = np.bitwise_or.reduceat(self._roles[number], first)
        plain = np.logical_and.reduceat(whole, first)
        low = lows[comment]
        columns = (start + 1 - low, end - low)
        hits = list(zip(map(self.patterns.__getitem__, number.tolist()), *(c.tolist() for c in columns), strict=True))
        commented = (comment[first], low[first], first, last, roles, plain)
        for at, below, one, other, role, is_plain in zip(*(c.tolist() for c in commented), strict=True):
            is_odd = at in places
            moved = places[at] if is_odd else None
            raw = data, below, below + sizes[at], is_odd, moved
            if is_plain and not is_odd:  # as nearly always
                yield at, role, hits[one:other], raw
                continue
            found = self._read_again(hits[one:other], data, below, whole[one:other].tolist())
            if is_odd:
                found = [(pattern, *_written(data, below, a, b, moved)) for pattern, a, b in found]
            if found:
                yield at, reduce(or_, (pattern.role for pattern, _, _ in found), 0), found, raw

    def _sift(self, matches: list[Match], data: bytes, lows: Places) -> tuple[Places, Places, Places, Places, Flags]:
        """What may be a hit, by column: the pattern, start and end in ``data``, the comment, whether a word ends there.

        Only of comments with a name or a number; and no beginnings of other words, unless a shorter pattern may be in
        them, or another one behind their first word.
        """
        table = np.fromiter(chain.from_iterable(matches), np.int64, 3 * len(matches))
        number, start, end = table[::3], table[1::3], table[2::3]
        comment = np.searchsorted(lows, start + 1, "right") - 1
        following = np.frombuffer(data, np.uint8)[end]
        whole = following == _SPACE
        for place in np.flatnonzero((following == _S) | (following >= 128)).tolist():
            whole[place] = _ends(data, int(end[place]), int(following[place]))
        kept = whole | self._splits[number]
        named = np.zeros(len(lows), np.bool_)
        named[comment[kept & ((self._roles[number] & _NAMED) != 0)]] = True
        kept &= named[comment]
        return number[kept], start[kept], end[kept], comment[kept], whole[kept]

    def _read_again(self, hits: list[Hit], data: bytes, low: int, whole: list[bool]) -> list[Hit]:
        """The hits of one comment where some patterns end inside a word, in bytes of the comment."""
        found: list[Hit] = []
        done = 0
        for (pattern, start, end), is_whole in zip(hits, whole, strict=True):
            if start + low - 1 < done:
                continue
            if is_whole:
                found.append((pattern, start, end))
                continue
            instead, done = self._retry(pattern, data, start + low - 1, end + low)
            found += [(one, first - low, last - low) for one, first, last in instead]
        return found

    def _retry(self, pattern: Pattern, data: bytes, start: int, end: int) -> tuple[list[Hit], int]:
        """What is found instead where a pattern ends inside a word, in bytes; and how far that has read."""
        shorter = pattern.shorter
        hits: list[Hit] = []
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


def _written(data: bytes, low: int, first: int, last: int, places: list[int] | None) -> tuple[int, int]:
    """Bytes of a comment that starts at ``low`` as characters of its text as written."""
    start = len(data[low : low + first].decode("utf-8", "surrogatepass"))
    end = start + len(data[low + first : low + last].decode("utf-8", "surrogatepass"))
    return (start, end) if places is None else (places[start], max(places[end], places[end - 1] + 1))
