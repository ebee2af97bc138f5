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

__all__ = ["FoldedText", "Found", "Hit", "Raw", "Scanner"]

_BREAK: Final = "\x1e"
_BETWEEN: Final = f" {_BREAK} "
"""What stands between two comments: no name goes over it, and every word has a space before and behind it."""
_TABLE: Final = bytes([ord(_BREAK) if c == ord(_BREAK) else ord(PLAIN[c]) for c in range(128)]) + bytes(range(128, 256))
_SPACE: Final = 32
_S: Final = ord("s")
_ENDINGS: Final = tuple(e.encode() for e in "ने को का की के से में पर तक जी ो".split())
"""Case endings of Hindi, which some write in one word with the name."""


class Hit(NamedTuple):
    """A pattern in a comment; ``start`` and ``end`` are characters of the text as written."""

    pattern: Pattern
    start: int
    end: int


class FoldedText:
    """The folded text of one comment, made when it is asked for, with the way back to its places."""

    __slots__ = ("_data", "_high", "_low", "_odd")

    def __init__(self, data: bytes, low: int, high: int, odd: tuple[list[int] | None] | None) -> None:
        self._data, self._low, self._high, self._odd = data, low, high, odd

    @property
    def text(self) -> str:
        """The text, in small letters with spaces for signs."""
        return self._data[self._low : self._high].decode("utf-8", "surrogatepass")

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the folded text in the text as written."""
        places = self._odd[0] if self._odd is not None else None
        return (start, end) if places is None else (places[start], max(places[end], places[end - 1] + 1))


Raw = tuple[bytes, int, int, tuple[list[int] | None] | None]
"""What a `FoldedText` is made of."""
Found = tuple[int, int, list[Hit], Raw]
"""What stands in one comment: its number in the batch, the roles of all hits, the hits in the order of the text, and
what its `FoldedText` is made of."""


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
            yield from self._group(matches, data, list(accumulate(sizes)), places)

    def _group(
        self, matches: list[tuple[int, int, int]], data: bytes, ends: list[int], places: dict[int, list[int] | None]
    ) -> Iterator[Found]:
        """Hits by comment. ``ends`` add up the sizes of the comments, without what stands between them.

        ``places`` has the comments in which a byte is not a character, or a folded character none of the text.
        """
        patterns = self.patterns
        comment, low, high = -1, 0, 1
        found: list[Hit] = []
        roles = 0
        odd: tuple[list[int] | None] | None = None
        done = 0
        new = tuple.__new__
        for number, start, end in matches:
            if start < done:
                continue
            pattern = patterns[number]
            hits: Sequence[tuple[Pattern, int, int]] | None = None
            if data[end] != _SPACE and not _ends(data, end, data[end]):
                hits, done = self._retry(pattern, data, start, end)
                if not hits:
                    continue
            if start >= high - 1:
                if found:
                    yield comment, roles, found, (data, low, high - 3, odd)
                    found, roles = [], 0
                while start >= high - 1:
                    comment += 1
                    low, high = high, ends[comment] + 3 * comment + 4
                odd = (places[comment],) if comment in places else None
            if hits is None and odd is None:  # as nearly always
                roles |= pattern.role
                found.append(new(Hit, (pattern, start + 1 - low, end - low)))
                continue
            moved = odd[0] if odd is not None else None
            for one, first, last in hits or ((pattern, start + 1, end),):
                roles |= one.role
                found.append(Hit(one, *_written(data, low, first, last, moved)))
        if found:
            yield comment, roles, found, (data, low, high - 3, odd)

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


def _written(data: bytes, low: int, first: int, last: int, places: list[int] | None) -> tuple[int, int]:
    """Bytes of a comment that starts at ``low`` as characters of its text as written."""
    start = len(data[low:first].decode("utf-8", "surrogatepass"))
    end = start + len(data[first:last].decode("utf-8", "surrogatepass"))
    return (start, end) if places is None else (places[start], max(places[end], places[end - 1] + 1))
