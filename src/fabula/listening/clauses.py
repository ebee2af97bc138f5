"""The clauses of a comment: how far an opinion reaches.

"Mason was great but I can't stand Nadia" holds two opinions, and each stays in its clause. The cut is by punctuation
and by words that open a contrast or a new subject, with no grammar behind it: a clause is a stretch of text in which
what is said most likely speaks of the same thing.

Where a text may be cut is found by one automaton over its marks and words (Aho & Corasick 1975), which costs a third
of one regular expression for the same; only what it finds is looked at closer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick, Implementation

from fabula.listening.marks import (
    AND,
    COMMA,
    CONCESSION,
    CONTRAST,
    DOT,
    EMOJI,
    LAST_SIGN,
    PAR,
    PATTERNS,
    SHORT,
    THOUGH,
    WHILE,
    WORDS,
    YET,
)

__all__ = [
    "FIRST_LETTERS", "Clause", "Mark", "Opens", "find_breaks", "first_opens", "opens_after_and", "opens_after_comma",
    "split_clauses",
]  # fmt: skip

Mark = tuple[int, int, int, int, int]
"""A place where a comment may be cut: its kind, start and end; and where its comment starts and ends."""


class Opens(StrEnum):
    """How a clause opens: what it is to the one before it."""

    SENTENCE = "sentence"
    CONTRAST = "contrast"  # "but", "ma", "lekin": it weighs more than what it answers
    CONCESSION = "concession"  # "although", "while", "anche se": it weighs less than what it grants to
    PAUSE = "pause"  # a semicolon, a dash, an ellipsis, a new subject after a comma or "and"


class Clause(NamedTuple):
    """A stretch of a comment, in characters of its text, without the blanks around it."""

    start: int
    end: int
    opens: Opens


def split_clauses(text: str) -> list[Clause]:
    """The clauses of a text, in order; together they hold every character of it that is not blank.

    Marks and emoji that stand alone belong to the clause before them.
    """
    length = len(text)
    marks = [(_KINDS[index], before, after, 0, length) for index, before, after in _FIND(text)]
    clauses: list[Clause] = []
    start, opens = 0, first_opens(text, 0)
    for cut, following in [*find_breaks(text, marks), (length, Opens.SENTENCE)]:
        piece = text[start:cut]
        bare = piece.strip()
        if bare:
            start += len(piece) - len(piece.lstrip())
            if clauses and not bare[0].isalnum() and not any(map(str.isalnum, bare)):
                clauses[-1] = clauses[-1]._replace(end=start + len(bare))
            else:
                clauses.append(Clause(start, start + len(bare), opens))
        start, opens = cut, following
    return clauses


def find_breaks(text: str, marks: Iterable[Mark]) -> list[tuple[int, Opens]]:
    """Where clauses start and how they open, but for the first of a comment; in order.

    ``text`` may be one comment or many one after another. ``marks`` are all places of `MARKS` in it, in order.
    """
    breaks: list[tuple[int, Opens]] = []
    first, start, fresh = -1, 0, True
    for mark, at, after, begins, ends in marks:
        kind, before = mark, at
        if begins != first:
            first = start = begins
            fresh = True
        if after >= ends:
            continue
        if kind == SHORT:
            if before == first or not text[before - 1].isalnum():
                continue
            kind, before = DOT, after - 1  # the end of "first.", and no "St."
        if kind == DOT and text[after] == " " and before - start > 2 and text[before - 1].islower():
            start = after  # by far the most common one
            breaks.append((start, Opens.SENTENCE))
        elif kind <= LAST_SIGN:
            if not fresh and before - start <= 2 and kind != COMMA and not text[start:before].strip(_NO_WORD):
                opens = first_opens(text, after) if text[before] in "\n\r" else breaks[-1][1]
                breaks[-1] = (after, opens)  # a mark right after a break belongs to it
                start = after
                continue
            if not _breaks(text, kind, start, before, after):
                continue
            start = after + 1 if text[after] in _CLOSERS and kind <= DOT else after
            opens = Opens.SENTENCE if kind <= DOT else Opens.PAUSE
            if text[before] in "\n\r":
                opens = first_opens(text, start)
            breaks.append((start, opens))
        elif _opens(text, kind, before, after - 1):
            cut = before + 1  # the word that opens a clause is part of it
            if before <= start and not fresh:
                breaks.pop()
            breaks.append((cut, _OPENS[kind]))
            start = cut
        else:
            continue
        fresh = False
    return breaks


def _breaks(text: str, kind: int, start: int, before: int, after: int) -> bool:
    """Whether a mark breaks a comment where it stands."""
    if kind == DOT:
        return _ends_sentence(text, before)
    if kind == COMMA:
        return text[after] == " " and opens_after_comma(text, after) is not None
    return kind != EMOJI or _closes(text, start, before, after)


def first_opens(text: str, at: int) -> Opens:
    """How a text or a line opens: its first word has no blank before it."""
    if text[at : at + 3].lower() not in FIRST_LETTERS:
        return Opens.SENTENCE
    match = _FIRST_WORD(text, at)
    return Opens.SENTENCE if match is None else _OPENS[CONTRAST if match.lastindex == 1 else CONCESSION]


def _ends_sentence(text: str, dot: int) -> bool:
    """Whether a full stop ends a sentence, and is in no number or address and after no initial ("J. Orlick")."""
    after = text[dot + 1]
    if after.isalnum():
        return after.isupper() and text[dot - 2 : dot].islower() and text[dot + 2 : dot + 3].islower()
    if after in _INSIDE:
        return False
    return not text[dot - 1].isupper() or text[dot - 2 : dot - 1].isalnum() or text[dot - 1] == "I"


def _closes(text: str, start: int, before: int, after: int) -> bool:
    """Whether emoji close what was said, and are no verb in it ("I ❤ Mason") and not its first word."""
    if text[after] != " " or not text[after + 1 : after + 2].isalnum() or not text[start:before].strip(_NO_WORD):
        return False
    return text[max(start, before - 5) : before].strip(_NO_WORD).rpartition(" ")[2].lower() not in _LOVERS


def _opens(text: str, kind: int, before: int, after: int) -> bool:
    """Whether a word opens a clause where it stands: not "but" in "nothing but trouble", nor "while" in "a while"."""
    if kind == AND:
        return opens_after_and(text, after) is not None
    if kind in (CONTRAST, CONCESSION):
        return text[max(0, before - 11) : before].rpartition(" ")[2].lower() not in _HELD
    if kind == YET:
        return _SUBJECT_OF_YET(text, after) is not None
    if kind == PAR:
        return text[max(0, before - 5) : before].rpartition(" ")[2] in _VERBS_BEFORE_PAR or text[before - 1] == ","
    if kind == WHILE:
        held = text[max(0, before - 4) : before].rpartition(" ")[2].lower() in _HELD
        return not held and not text.startswith((" ago", " back", " later"), after)
    return text[after : after + 2].strip() != "" and text[after + 1 : after + 2].isalnum()  # "though"


_HELD: Final = frozenset("nothing anything everything everyone nobody all last as a the di".split())
_LOVERS: Final = frozenset({"i", "u", "we", "you", "io", "noi"})
_VERBS_BEFORE_PAR: Final = frozenset("hai hain tha thi the है हैं था थी थे".split())
_CLOSERS: Final = frozenset("\"'”’»)]*_")
_INSIDE: Final = frozenset(".-_/&@,;:!?…")
_NO_WORD: Final = " \t*_~\"'“”‘’.,-"

_OPENS: Final = {
    CONTRAST: Opens.CONTRAST,
    CONCESSION: Opens.CONCESSION,
    AND: Opens.PAUSE,
    YET: Opens.CONTRAST,
    PAR: Opens.CONTRAST,
    WHILE: Opens.CONCESSION,
    THOUGH: Opens.CONCESSION,
}
_FIND: Final = AhoCorasick(
    list(PATTERNS), matchkind=MATCHKIND_LEFTMOST_LONGEST, implementation=Implementation.DFA
).find_matches_as_indexes
_KINDS: Final = list(PATTERNS.values())

# What follows a comma or "and" is a clause of its own if it has a subject and a verb. All is bounded or possessive: the
# time stays linear in the text, whatever it is.
_W: Final = r"[\w'’-]{1,24}+[ ]"
_VERB: Final = (
    r"(?:(?:is|was|has|had|can|could|should|would|will|did|does|ca|wo)(?:n['’]?t)?|just|really|needs|seem[se]d?|feels"
    r"|felt|looks|looked|makes|made|gets|got|keeps|kept|deserve[sd]|steals|stole|carries|carried|sucks|rocks|slaps"
    r"|è|era|ha|fa|hai|tha|thi|है|था|थी)\b"
)
_CLAUSE: Final = (
    r"(?:[Ii]|[Hh]e|[Ss]he|[Ww]e|[Tt]hey)(?:['’]\w{1,2})?[ ]"  # only ever subjects
    rf"|(?:(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Ii]l|[Ll]a|[Ll]o)[ ])?"  # a name or a noun, and its verb
    rf"(?:{_W}(?:{_W})?{_VERB}|[\w-]{{1,24}}+['’]s[ ](?:a|an|the|so|not|just|too|my)\b)"
)
_THING: Final = r"(?:[Ii]t|[Tt]h(?:is|at|ere|ose|ese)|[Yy]ou|[Ww]h(?:o|at|y)|[Hh]ow)(?:['’]\w{1,2})?[ ]"
opens_after_and: Final = re.compile(rf"[ ](?:{_CLAUSE})").match
"""Matches a text from a place on if what stands there, with the space before it, is a clause after "and"."""
opens_after_comma: Final = re.compile(rf"[ ](?:(?:and|so|then|e|aur)[ ])?(?:{_THING}|{_CLAUSE})").match
"""The same after a comma."""
_SUBJECT_OF_YET: Final = re.compile(r"[ ](?:\w{1,24}+[ ])?(?:I|it|he|she|they|we|the|some)\b").match
_FIRST_WORD: Final = re.compile(
    rf"(?:({WORDS[CONTRAST]}|yet)|({WORDS[CONCESSION]}|{WORDS[WHILE]}|{WORDS[THOUGH]}))[ ,]", re.IGNORECASE
).match
FIRST_LETTERS: Final = frozenset(
    f"{word}{sign}"[:3]
    for kind in (CONTRAST, CONCESSION, YET, WHILE, THOUGH)
    for word in WORDS[kind].split("|")
    for sign in " ,"
)
"""The first three letters of what opens a text or a line with a contrast or a concession."""
