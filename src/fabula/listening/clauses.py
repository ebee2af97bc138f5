"""The clauses of a comment: how far an opinion reaches.

"Mason was great but I can't stand Nadia" holds two opinions, and each stays in its clause. The cut is by punctuation
and by words that open a contrast or a new subject, with no grammar behind it: a clause is a stretch of text in which
what is said most likely speaks of the same thing.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

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
    """The clauses of a text, in order; together they hold every character of it that is not blank."""
    clauses: list[Clause] = []
    start, opens = 0, Opens.SENTENCE
    for match in _BREAK.finditer(text):
        before, after = match.span()
        kind = match.lastgroup
        if kind == "word":  # it is part of the clause that it opens
            after = before + 1
            following = _OPENING.get(text[after : match.end()].lower(), Opens.PAUSE)
        elif kind == "end":
            following = Opens.SENTENCE
        elif kind == "dot":
            if _is_abbreviation(text, start, before, after):
                continue
            following = Opens.SENTENCE
        elif kind == "emoji":
            if not _ends_clause(text, before, after):
                continue
            following = Opens.PAUSE
        else:
            following = Opens.PAUSE
        _add(clauses, text, start, after, opens)
        start, opens = after, following
    _add(clauses, text, start, len(text), opens)
    return clauses


def _add(clauses: list[Clause], text: str, start: int, end: int, opens: Opens) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return
    if len(bare) != end - start:
        start += len(piece) - len(piece.lstrip())
    if len(bare) == 1 and not bare.isalnum() and clauses and clauses[-1].end == start:
        clauses[-1] = clauses[-1]._replace(end=start + 1)  # a stray mark belongs to what it follows
    else:
        clauses.append(Clause(start, start + len(bare), opens))


def _is_abbreviation(text: str, start: int, dot: int, after: int) -> bool:
    """Whether a full stop ends a short form ("Mr. Kane", "ep. 3", "J. Orlick") and no sentence."""
    word = text[max(start, dot - 12) : dot].rpartition(" ")[2].rpartition("(")[2]
    if len(word) == 1:
        return word.isupper() and word != "I"
    if len(word) > 6:
        return False
    bare = word.lower()
    if bare in _TITLES:
        return True
    following = text[after : after + 4].lstrip()[:1]
    return bare in _NUMBERED and (following.isdigit() or following.islower())


def _ends_clause(text: str, before: int, after: int) -> bool:
    """Whether emoji end what was said, and are no verb in it ("I ❤ Mason")."""
    following = text[after : after + 2]
    if len(following) < 2 or following[0] != " " or not following[1].isalnum():
        return False
    return text[max(0, before - 4) : before].rpartition(" ")[0].lstrip().lower() not in _LOVERS


_TITLES: Final = frozenset("mr mrs ms dr st prof vs sgt capt lt gen col sen gov e.g i.e sig dott u.s u.k".split())
_NUMBERED: Final = frozenset("ep eps epi no nr vol pt s etc approx min max stag puntata".split())
_LOVERS: Final = frozenset({"i", "u", "we", "you", "io", "noi"})
_OPENING: Final = {
    **dict.fromkeys(
        "but however whereas nevertheless yet ma magar lekin però pero tuttavia invece eppure par लेकिन मगर परंतु परन्तु"
        " किंतु किन्तु पर".split(),
        Opens.CONTRAST,
    ),
    **dict.fromkeys(
        (
            "although",
            "though",
            "even though",
            "while",
            "despite",
            "mentre",
            "anche se",
            "sebbene",
            "nonostante",
            "jabki",
        )
        + ("haalanki", "जबकि", "हालांकि"),
        Opens.CONCESSION,
    ),
}

# The expression first takes one character of a class, so that `re` can run over all others without looking closer;
# after a blank the words follow by their first letter. What can fail is bounded or possessive: time stays linear in
# the text, whatever it is.
_EMOJI: Final = r"\u2600-\u27bf\U0001f1e6-\U0001faff\ufe0f\u200d"
_CLOSE: Final = r"\"'”’»)\]*_"
_W: Final = r"[\w'’-]{1,24}+[ ]"
_VERB: Final = (
    r"(?:(?:is|was|has|had|can|could|should|would|will|did|does|ca|wo)(?:n['’]?t)?|just|really|needs|seem[se]d?|feels"
    r"|felt|looks|looked|makes|made|gets|got|keeps|kept|deserve[sd]|steals|stole|carries|carried|sucks|rocks|slaps"
    r"|è|era|ha|fa|hai|tha|thi|है|था|थी)\b"
)
_SUBJECT: Final = (
    r"(?:[Ii]|[Hh]e|[Ss]he|[Ww]e|[Tt]hey)(?:['’]\w{1,2})?[ ]"  # only ever subjects
    rf"|(?:(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Ii]l|[Ll]a|[Ll]o)[ ])?"  # a name or a noun, and its verb
    rf"(?:{_W}(?:{_W})?{_VERB}|[\w-]{{1,24}}['’]s[ ](?:a|an|the|so|not|just|too|my)\b)"
)
_THING: Final = r"(?:[Ii]t|[Tt]h(?:is|at|ere|ose|ese)|[Yy]ou|[Ww]h(?:o|at|y)|[Hh]ow)(?:['’]\w{1,2})?[ ]"
_BREAK: Final = re.compile(
    (
        rf"[ .,!?;\n\r…—–।॥‽！？。\-{_EMOJI}]"
        r"(?:(?<=[ ])(?=[aAbBehHlLmnptTwWydDsEijपलमकजह-])(?P<word>"
        r"(?:a(?:lthough\b|nche[ ]se\b|nd(?=[ ](?:SUBJECT))|ur(?=[ ](?:SUBJECT)))|Although\b"
        r"|[bB]ut\b(?<!nothing but)(?<!anything but)(?<!everything but)(?<!all but)(?<!last but)|BUT\b"
        r"|[hH]owever\b|w(?:hereas\b|hile\b(?![ ](?:ago|back|later))(?<![ ]a while)(?<!the while))|While\b"
        r"|nevertheless\b|nonostante\b|m(?:a\b|agar\b|entre\b)|yet\b(?=[ ](?:\w+[ ])?(?:I|it|he|she|they|we|the|some)\b)"
        r"|per[òo]\b|par\b(?:(?<=hai par)|(?<=hain par)|(?<=tha par)|(?<=thi par)|(?<=, par))"
        r"|t(?:uttavia\b|hough\b(?=[ ]\w)(?<!as though))|Though\b|invece\b|e(?:ppure\b|ven[ ]though\b|(?=[ ](?:SUBJECT)))"
        r"|Even[ ]though\b|[lL]ekin\b|[dD]espite\b|sebbene\b|jabki\b|haalanki\b"
        r"|(?:लेकिन|मगर|परंतु|परन्तु|किंतु|किन्तु|जबकि|हालांकि)(?![\w\u0900-\u097f])"
        r"|पर(?![\w\u0900-\u097f])(?:(?<=है पर)|(?<=हैं पर)|(?<=था पर)|(?<=थी पर)|(?<=थे पर)|(?<=, पर))"
        r"|-+[ ])(?!['’]))"
        rf"|(?<=,)(?P<comma>(?=[ ](?:(?:and|so|then|e|aur)[ ])?(?:{_THING}|SUBJECT)))"
        rf"|(?<=\.)(?:(?P<pause>\.++)"
        rf"|(?P<dot>[{_CLOSE}]*(?:(?=\s)|(?=$)|(?=[{_EMOJI}]))(?:[ ]?[{_EMOJI}]+)*|(?=[A-Z][a-z])(?<=[a-z][a-z].)))"
        rf"|(?<=[!?\n\r।॥‽！？。])(?P<end>[.!?।‽！？]*[{_CLOSE}]*(?:[ ]?[{_EMOJI}]+)*)"
        rf"|(?<=[{_EMOJI}])(?P<emoji>[{_EMOJI}]*+)"
        r"|(?<=[—–;])(?P<dash>(?!-?[)(DPp]))|(?<=…)(?P<dots>[….]*+)|(?<=-)(?P<hyphens>-++))"
    ).replace("SUBJECT", _SUBJECT)
)
