"""One statement of a canon note while it is read: its text, the known names in it, and where they stand in the file."""

from __future__ import annotations

import re
from typing import Final

from fabula.bible.lexicon import Lexicon
from fabula.bible.patterns import MASK, PATTERN_WORDS, QUOTED
from fabula.bible.statements import Name
from fabula.source import Source, Span, WordedSpan

__all__ = ["Piece", "Place"]

_QUOTES: Final = re.compile(r"\"([^\"]*)\"|“([^”]*)”|«([^»]*)»")
_ARTICLE: Final = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_COMMA: Final = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*", re.IGNORECASE)


class Place:
    """Where a note stands in its file, so that places in its text become spans."""

    __slots__ = ("base", "source", "whole")

    def __init__(self, source: Source, base: int, whole: Span | None) -> None:
        self.source, self.base, self.whole = source, base, whole

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch of the note's text; the whole note where the text is no slice of the file."""
        return self.whole if self.whole is not None else Span(self.source, self.base + start, self.base + end)


class Piece:
    """The text of one statement, from ``start`` to ``end`` of the note's text.

    ``masked`` has its length, with the known names overlaid; ``plain`` has only what is quoted overlaid, for names
    that hide the words of a form.
    """

    __slots__ = ("end", "lexicon", "masked", "names", "place", "plain", "quotes", "start", "text")

    def __init__(self, text: str, start: int, end: int, lexicon: Lexicon, place: Place) -> None:
        self.text, self.start, self.end, self.lexicon, self.place = text, start, end, lexicon, place
        self.names: dict[int, tuple[int, tuple[str, ...]]] = {}
        self.quotes: dict[int, tuple[int, int, int]] = {}
        masked = text[start:end].replace("’", "'").replace(MASK, "?").replace(QUOTED, "?")
        if '"' in masked or "“" in masked or "«" in masked:
            for quote in _QUOTES.finditer(masked):
                group = quote.lastindex or 1
                first, last = quote.span(group)
                self.quotes[start + quote.start()] = (start + quote.end(), start + first, start + last)
                masked = masked[: quote.start()] + QUOTED * (quote.end() - quote.start()) + masked[quote.end() :]
        self.plain = masked
        for first, last, keys in lexicon.find_all(masked):
            word = masked[first:last]
            if masked[first] == QUOTED or word.lower() in PATTERN_WORDS:
                continue
            self.names[start + first] = (start + last, keys)
            masked = masked[:first] + MASK * (last - first) + masked[last:]
        # A full stop ends a statement, unless it is part of a name.
        bare = masked.rstrip(" \t.!")
        self.end = start + len(bare)
        self.masked, self.plain = bare, self.plain[: len(bare)]

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch of the note's text; where that is no slice of the file, the whole note, so worded."""
        whole = self.place.whole
        if whole is not None:
            return WordedSpan(whole.source, whole.start, whole.end, self.text[start:end])
        return self.place.span(start, end)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """A stretch without the space around it."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def words(self, start: int, end: int) -> tuple[str, int, int]:
        """The words of a stretch without the quotation marks around them, and where they stand."""
        start, end = self.trim(start, end)
        quote = self.quotes.get(start)
        if quote is not None and quote[0] == end:
            start, end = quote[1], quote[2]
        return self.text[start:end], start, end

    def name(self, start: int, end: int, kinds: frozenset[str]) -> Name | None:
        """The name that a stretch is; with no keys if nobody of these kinds is called so, None if it can be no name."""
        start, end = self.trim(start, end)
        held = self.names.get(start)
        if held is not None and held[0] == end:
            return self._named(start, end, held[1], kinds)
        words, first, last = self.words(start, end)
        if not words.strip():
            return None
        keys = self.lexicon.exact(words.replace("’", "'"), kinds)
        if keys:
            return Name(words, self.span(first, last), keys)
        article = _ARTICLE.match(self.text, start, end)
        if article is not None:
            return self.name(article.end(), end, kinds)
        if first == start and any(start <= at and until <= end for at, (until, _) in self.names.items()):
            return None  # more than a name: somebody known, with words around
        return Name(words, self.span(first, last))

    def _named(self, start: int, end: int, keys: tuple[str, ...], kinds: frozenset[str]) -> Name:
        fitting = tuple(key for key in keys if key.partition("/")[0] in kinds)
        if not fitting:
            fitting = self.lexicon.exact(self.text[start:end].replace("’", "'"), kinds)
        return Name(self.text[start:end], self.span(start, end), fitting)

    def name_list(self, start: int, end: int, kinds: frozenset[str]) -> tuple[Name, ...] | None:
        """The names in a list, "Nadia, Bernard and the guard"; None if one of them can be no name."""
        offset = self.start
        names: list[Name] = []
        at = start
        ends = [
            (m.start() + offset, m.end() + offset) for m in _COMMA.finditer(self.masked, start - offset, end - offset)
        ]
        for last, following in [*ends, (end, end)]:
            name = self.name(at, last, kinds)
            if name is None:
                return None
            names.append(name)
            at = following
        return tuple(names)
