"""Facts in canon statements: what can be so, be known, and be believed, nested to any depth."""

from __future__ import annotations

import re
from typing import Final

from fabula.bible.fact_forms import FACT_FORMS
from fabula.bible.patterns import NAME_RUN, Pattern, index_patterns, make_pattern
from fabula.bible.piece import Piece
from fabula.bible.slots import FEELINGS, SLOT_TYPES
from fabula.bible.statements import Fact, Name, Relation

__all__ = ["MAX_DEPTH", "NotUnderstoodError", "read_fact"]

MAX_DEPTH: Final = 32
"""Minds within minds that a fact may have. Nobody can follow more than five."""

_PEOPLE: Final = SLOT_TYPES["person"].kinds
_SECRETS: Final = SLOT_TYPES["secret"].kinds
_THAT: Final = re.compile(r"that\s+", re.IGNORECASE)
_MIND: Final = re.compile(
    rf"(?:that\s+)?(?:(?:the|an?)\s+)?(?P<name>{NAME_RUN})\s+"
    r"(?:(?P<no>(?:does\s+not|doesn't|do\s+not|don't)\s+(?:(?P<no_know>know)|believe|think)|(?P<not_knows>knows\s+not))"
    r"|(?:(?P<knows>knows|know)|believes|believe|thinks|think))\s+(?:that\s+)?(?=\S)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[a-z]+")
_VERB_LIKE: Final = re.compile(r"\b(?:is|isn't|are|knows|know|believes|believe|has|does|doesn't|not)\b", re.IGNORECASE)

_PATTERNS: Final = index_patterns(
    make_pattern(text, row, positive=positive)
    for row, form in enumerate(FACT_FORMS)
    for positive, texts in ((True, form.patterns), (False, form.negative))
    for text in texts
)


class NotUnderstoodError(Exception):
    """A stretch of a statement makes no sense, for a reason that can be told."""

    def __init__(self, start: int, end: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.start, self.end, self.message, self.remedy = start, end, message, remedy


def read_fact(piece: Piece, start: int, end: int) -> tuple[Fact, int] | None:
    """The fact that a stretch of a note states, with the number of unknown names in it; None if it states none.

    Raises NotUnderstoodError if minds are nested more than `MAX_DEPTH` deep.
    """
    start, end = piece.trim(start, end)
    layers: list[tuple[int, Name, Relation, bool]] = []
    unknown = 0
    # What is a secret's name as a whole is that secret, whatever words it has.
    while not piece.lexicon.exact(piece.text[start:end], _SECRETS):
        mind = _MIND.match(piece.masked, start - piece.start, end - piece.start)
        if mind is None:
            break
        name = piece.name(piece.start + mind.start("name"), piece.start + mind.end("name"), _PEOPLE)
        if name is None:
            return None
        if len(layers) >= MAX_DEPTH:
            message = f"More than {MAX_DEPTH} minds are nested in this fact"
            raise NotUnderstoodError(start, end, message, "say it with fewer: hardly a viewer follows more than three")
        knows = mind["knows"] or mind["no_know"] or mind["not_knows"]
        layers.append((start, name, Relation.KNOWS if knows else Relation.BELIEVES, mind["no"] is None))
        unknown += not name.keys
        start = piece.start + mind.end()
    found = _base_fact(piece, start, end)
    if found is None:
        return None
    fact, missing = found
    for first, name, relation, positive in reversed(layers):
        fact = Fact(relation, name, piece.span(first, end), inner=fact, positive=positive)
    return fact, unknown + missing


def _base_fact(piece: Piece, start: int, end: int) -> tuple[Fact, int] | None:
    that = _THAT.match(piece.masked, start - piece.start, end - piece.start)
    if that is not None:
        start = piece.start + that.end()
    best: tuple[int, int, int, Fact] | None = None
    whole = piece.name(start, end, _SECRETS)
    if whole is not None and whole.keys:
        return Fact(Relation.SECRET, whole, piece.span(start, end)), 0
    low = piece.masked[start - piece.start : end - piece.start].lower()
    for word in dict.fromkeys(_WORD.findall(low)):
        for pattern in _PATTERNS.get(word, ()):
            match = pattern.regex.fullmatch(piece.masked, start - piece.start, end - piece.start)
            if match is None:
                continue
            made = _make(piece, pattern, match, start, end)
            if made is not None and (best is None or made[:3] < best[:3]):
                best = made
    if best is not None:
        return best[3], best[0]
    if whole is not None and not _VERB_LIKE.search(low):
        return Fact(Relation.SECRET, whole, piece.span(start, end)), 1
    return None


def _make(
    piece: Piece, pattern: Pattern, match: re.Match[str], start: int, end: int
) -> tuple[int, int, int, Fact] | None:
    """A fact from a match, behind what it is ranked by: unknown names, letters not in words, row."""
    names: dict[str, Name] = {}
    texts: dict[str, str] = {}
    unknown = filled = 0
    for slot, kind, group in pattern.slots:
        first, last = match.span(group)
        filled += last - first
        kinds = SLOT_TYPES[kind].kinds
        if kinds:
            name = piece.name(piece.start + first, piece.start + last, kinds)
            if name is None:
                return None
            names[slot] = name
            unknown += not name.keys
        else:
            words = piece.words(piece.start + first, piece.start + last)[0]
            texts[slot] = FEELINGS.get(words.lower(), words.lower()) if kind == "feeling" else words
    fact = Fact(
        FACT_FORMS[pattern.row].relation,
        names["subject"],
        piece.span(start, end),
        object=names.get("object"),
        attribute=texts.get("attribute", "").lower(),
        value=texts.get("value", ""),
        positive=pattern.positive,
    )
    return unknown, filled, pattern.row, fact
