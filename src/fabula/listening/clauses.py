"""The clauses of a comment: how far an opinion reaches.

"Mason was great but I can't stand Nadia" holds two opinions, and each stays in its clause. The cut is by punctuation
and by words that open a contrast or a new subject, with no grammar behind it: a clause is a stretch of text in which
what is said most likely speaks of the same thing.

Where a text may be cut is found by one automaton over its marks and words (Aho & Corasick 1975), which costs a third
of one regular expression for the same; only what it finds is looked at closer.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick, Implementation

__all__ = ["Clause", "Opens", "split_clauses"]


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
    clauses: list[Clause] = []
    start, length = 0, len(text)
    opens = _first_opens(text, 0)
    for index, before, after in _FIND(text):
        if after >= length:
            break
        kind = _KINDS[index]
        cut = after
        if kind == _END:
            if text[after] in _CLOSERS:
                cut += 1
            following = _first_opens(text, cut) if text[before] in "\n\r" else Opens.SENTENCE
        elif kind == _DOT:
            if not _ends_sentence(text, start, before):
                continue
            following = Opens.SENTENCE
            if text[after] in _CLOSERS:
                cut += 1
        elif kind == _COMMA:
            if text[after] != " " or _SUBJECT_AFTER_COMMA(text, after) is None:
                continue
            following = Opens.PAUSE
        elif kind == _PAUSE:
            following = Opens.PAUSE
        elif kind == _EMOJI:
            if not _closes(text, start, before, after):
                continue
            following = Opens.PAUSE
        else:
            if text[after].isalnum() or text[after] in _WITHIN or not _opens(text, kind, before, after):
                continue
            cut = before + 1  # the word that opens a clause is part of it
            following = _OPENS[kind]
        _add(clauses, text, start, cut, opens)
        start, opens = cut, following
    _add(clauses, text, start, length, opens)
    return clauses


def _add(clauses: list[Clause], text: str, start: int, end: int, opens: Opens) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return
    if len(bare) != end - start:
        start += len(piece) - len(piece.lstrip())
    if clauses and not bare[0].isalnum() and not any(map(str.isalnum, bare)):
        clauses[-1] = clauses[-1]._replace(end=start + len(bare))
    else:
        clauses.append(Clause(start, start + len(bare), opens))


def _first_opens(text: str, at: int) -> Opens:
    """How a text or a line opens: its first word has no blank before it."""
    match = _FIRST_WORD(text, at)
    return Opens.SENTENCE if match is None else _OPENS[_CONTRAST if match.lastindex == 1 else _CONCESSION]


def _ends_sentence(text: str, start: int, dot: int) -> bool:
    """Whether a full stop ends a sentence, and no short form ("Mr. Kane", "ep. 3", "J. Orlick"), number or address."""
    after = text[dot + 1]
    if after.isalnum():
        return after.isupper() and text[dot - 2 : dot].islower() and text[dot + 2 : dot + 3].islower()
    if after in _INSIDE:
        return False
    word = text[max(start, dot - 7) : dot].rpartition(" ")[2].rpartition("(")[2]
    if len(word) == 1:
        return not word.isupper() or word == "I"
    if len(word) > 6:
        return True
    bare = word.lower()
    if bare in _TITLES:
        return False
    if bare in _NUMBERED:
        following = text[dot + 1 : dot + 5].lstrip()[:1]
        return not (following.isdigit() or following.islower())
    return True


def _closes(text: str, start: int, before: int, after: int) -> bool:
    """Whether emoji close what was said, and are no verb in it ("I ❤ Mason") and not its first word."""
    if text[after] != " " or not text[after + 1 : after + 2].isalnum() or not text[start:before].strip(_NO_WORD):
        return False
    return text[max(start, before - 5) : before].strip(_NO_WORD).rpartition(" ")[2].lower() not in _LOVERS


def _opens(text: str, kind: int, before: int, after: int) -> bool:
    """Whether a word opens a clause where it stands: not "but" in "nothing but trouble", nor "while" in "a while"."""
    if kind == _AND:
        return _SUBJECT(text, after) is not None
    if kind in (_CONTRAST, _CONCESSION):
        return text[max(0, before - 11) : before].rpartition(" ")[2].lower() not in _HELD
    if kind == _YET:
        return _SUBJECT_OF_YET(text, after) is not None
    if kind == _PAR:
        return text[max(0, before - 5) : before].rpartition(" ")[2] in _VERBS_BEFORE_PAR or text[before - 1] == ","
    if kind == _WHILE:
        held = text[max(0, before - 4) : before].rpartition(" ")[2].lower() in _HELD
        return not held and not text.startswith((" ago", " back", " later"), after)
    return text[after : after + 2].strip() != "" and text[after + 1 : after + 2].isalnum()  # "though"


_HELD: Final = frozenset("nothing anything everything everyone nobody all last as a the di".split())
_TITLES: Final = frozenset("mr mrs ms dr st prof vs sgt capt lt gen col sen gov e.g i.e sig dott u.s u.k".split())
_NUMBERED: Final = frozenset("ep eps epi no nr vol pt s etc approx min max stag punt".split())
_LOVERS: Final = frozenset({"i", "u", "we", "you", "io", "noi"})
_VERBS_BEFORE_PAR: Final = frozenset("hai hain tha thi the है हैं था थी थे".split())
_CLOSERS: Final = frozenset("\"'”’»)]*_")
_WITHIN: Final = frozenset("'’" + "".join(map(chr, range(0x0900, 0x0964))))  # "But's", and vowel signs of Devanagari
_INSIDE: Final = frozenset(".-_/&@,;:!?…")
_NO_WORD: Final = " \t*_~\"'“”‘’.,-"

_END, _DOT, _COMMA, _PAUSE, _EMOJI, _CONTRAST, _CONCESSION, _AND, _YET, _PAR, _WHILE, _THOUGH = range(12)
_OPENS: Final = {
    _CONTRAST: Opens.CONTRAST,
    _CONCESSION: Opens.CONCESSION,
    _AND: Opens.PAUSE,
    _YET: Opens.CONTRAST,
    _PAR: Opens.CONTRAST,
    _WHILE: Opens.CONCESSION,
    _THOUGH: Opens.CONCESSION,
}
_MARKS: Final = {
    **dict.fromkeys("! !! !!! ? ?? ??? ?! !? ?!? .! .? । ॥ ‽ ！ ？ 。".split(), _END),
    **dict.fromkeys(("\n", "\r", "\u2028", "\n\n"), _END),
    ".": _DOT,
    ",": _COMMA,
    **dict.fromkeys((".. ... .... ..... … —— — – ; --").split(), _PAUSE),
    **dict.fromkeys((" - ", " -- "), _PAUSE),
    **dict.fromkeys((";)", ";-)", ";p", ";P", ";D", ";("), _EMOJI),
    **{chr(code): _EMOJI for first, last in ((0x2600, 0x27BF), (0x1F1E6, 0x1FAFF)) for code in range(first, last + 1)},
    "\u200d": _EMOJI,
    "\ufe0f": _EMOJI,
}
_WORDS: Final = {
    _CONTRAST: "but|however|whereas|nevertheless|ma|però|pero|tuttavia|invece|eppure|lekin|magar"
    "|लेकिन|मगर|परंतु|परन्तु|किंतु|किन्तु",
    _CONCESSION: "although|even though|despite|mentre|anche se|sebbene|nonostante|jabki|haalanki|जबकि|हालांकि",
    _AND: "and|&|aur|e|और",
    _YET: "yet|and yet",
    _PAR: "par|पर",
    _WHILE: "while",
    _THOUGH: "though",
}
_PATTERNS: Final = dict(_MARKS)
for _kind, _words in _WORDS.items():
    for _word in _words.split("|"):
        for _form in (_word, _word.capitalize(), _word.upper()):
            _PATTERNS[f" {_form}"] = _kind
_KINDS: Final = list(_PATTERNS.values())
_FIND: Final = AhoCorasick(
    list(_PATTERNS), matchkind=MATCHKIND_LEFTMOST_LONGEST, implementation=Implementation.DFA
).find_matches_as_indexes

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
_SUBJECT: Final = re.compile(rf"[ ](?:{_CLAUSE})").match
_SUBJECT_AFTER_COMMA: Final = re.compile(rf"[ ](?:(?:and|so|then|e|aur)[ ])?(?:{_THING}|{_CLAUSE})").match
_SUBJECT_OF_YET: Final = re.compile(r"[ ](?:\w{1,24}+[ ])?(?:I|it|he|she|they|we|the|some)\b").match
_FIRST_WORD: Final = re.compile(
    rf"[ ]?(?:({_WORDS[_CONTRAST]}|yet)|({_WORDS[_CONCESSION]}|{_WORDS[_WHILE]}|{_WORDS[_THOUGH]}))[ ,]", re.IGNORECASE
).match
