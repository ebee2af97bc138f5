"""What comments say, before it is asked of whom: expressions, each with what its clause does to it: negation, degree,
question, capitals, drawn-out letters, scare quotes, sarcasm, quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from fabula.listening.scoring.cuts import PAUSE, Cuts
from fabula.listening.scoring.expressions import Expressions
from fabula.listening.scoring.lexicon import Lexicon, Role
from fabula.listening.scoring.sheet import Flags, Places, Sheet, Values

__all__ = ["NEGATED", "Signals", "weigh_expressions"]

NEGATED: Final = -0.6
"""What becomes of praise under "not": "not great" is less blame than "great" is praise (Hutto & Gilbert 2014)."""
SCOPE: Final = 32
"""How far a negation reaches, in characters: about five words."""
SARCASTIC: Final = -0.3
"""What becomes of praise under "/s": blame, but of a kind that is often misread, so little of it."""
ASKED: Final = 0.3
"""What is left of an opinion in a question that asks for one: "is Mason any good?"."""
CERTAIN: Final = 0.8
"""Words that tell confusion by themselves ("I'm lost") have this value or more; others ("who is") need a question."""
UNASKED: Final = 0.3
"""What is taken off them where nothing is asked."""


@dataclass(frozen=True)
class Signals:
    """Expressions in their clauses, with their values there. ``axes`` has a column for each axis but liking."""

    clause: Places
    start: Places
    end: Places
    role: Places
    liking: Values
    axes: Values

    def __len__(self) -> int:
        return len(self.clause)

    def take(self, which: Flags | Places) -> Signals:
        """Some of them."""
        whole = (self.clause[which], self.start[which], self.end[which], self.role[which])
        return Signals(*whole, self.liking[which], self.axes[which])


_VALUED: Final = Role.OPINION | Role.COMPARISON | Role.PREFERENCE


def weigh_expressions(sheet: Sheet, found: Expressions, cuts: Cuts, lexicon: Lexicon) -> Signals:
    """What the expressions of a sheet say in their clauses, in order."""
    start, end, entry = found.start, found.end, found.entry
    role = lexicon.roles[entry]
    clause = cuts.clause_of(start)
    valued = (role & _VALUED) != 0
    liking = lexicon.liking[entry] * np.where(found.drawn, 1.25, 1.0)
    axes = lexicon.axes[entry] + np.outer(found.drawn, (0.3, 0.0, 0.0))

    graded, grade = _grade(found, role, clause, lexicon)
    degree = (role & Role.DEGREE) != 0
    liking *= np.where(degree, 1.0, grade)
    liking[:-1][graded[1:] & valued[1:] & degree[:-1]] = 0.0  # "insanely good" is one opinion
    turned = _negated(sheet, found, role, clause, cuts, np.where(graded, np.append(0, start[:-1]), start))
    liking[turned] *= NEGATED
    axes[turned, :2] = 0.0

    loud = _loud(sheet, found, role)
    liking[loud] *= 1.2
    axes[loud, 0] += 0.3
    questions = _questions(sheet, cuts)
    unsure = ~questions[clause] & (axes[:, 1] < CERTAIN)
    axes[unsure, 1] = np.maximum(0.0, axes[unsure, 1] - UNASKED)
    if questions.any():
        liking *= np.where(_asks(sheet, cuts, questions)[clause], ASKED, 1.0)
    quoted = (liking > 0) & sheet.has(start - 1, "\"“'‘«") & sheet.has(end, "\"”'»") & ((role & Role.SYMBOL) == 0)
    liking[quoted] *= SARCASTIC
    _doubt(sheet, liking, clause, cuts, found, role)

    signals = Signals(clause, start, end, role & ~Role.WISH, liking, np.minimum(axes, 1.0))
    return _without_quotations(sheet, _add_wishes(signals, role, lexicon.wish[entry], valued))


def _grade(found: Expressions, role: Places, clause: Places, lexicon: Lexicon) -> tuple[Flags, Values]:
    """Whether a word of degree stands right before each expression, and what it makes of it ("so very good")."""
    count = len(role)
    graded, grade = np.zeros(count, np.bool_), np.ones(count)
    if count > 1:
        degree = (role & Role.DEGREE) != 0
        graded[1:] = degree[:-1] & (found.start[1:] - found.end[:-1] <= 1) & (clause[1:] == clause[:-1])
        factor = lexicon.factor[found.entry] * np.where(found.drawn & degree, 1.1, 1.0)
        grade[1:] = np.where(graded[1:], factor[:-1], 1.0)
        grade[2:] *= np.where(graded[2:] & graded[1:-1], factor[:-2], 1.0)
    return graded, grade


def _negated(sheet: Sheet, found: Expressions, role: Places, clause: Places, cuts: Cuts, opens: Places) -> Flags:
    """Whether an odd number of negations reaches each expression; "no, I love it" negates nothing.

    ``opens`` is where each begins with its words of degree.
    """
    negates = ((role & Role.NEGATION) != 0) & ~sheet.has(found.end, ",.;!")
    ends = found.end[negates]
    since = np.maximum(found.start - SCOPE, cuts.start[clause])
    count = np.searchsorted(ends, found.start, "right") - np.searchsorted(ends, since, "left")
    turned: Flags = ((count & 1) == 1) & ((role & Role.SYMBOL) == 0)
    _bound(sheet, found, turned, opens, ends)
    return turned


def _bound(sheet: Sheet, found: Expressions, turned: Flags, opens: Places, ends: Places) -> None:
    """Ends negations at commas, colons and brackets, but not in a list: "not clever, deep or funny", "not out, great".

    ``ends`` is where the negations end.
    """
    low = sheet.low
    for place in np.flatnonzero(turned).tolist():
        first, last = int(opens[place]), int(found.end[place])
        between = low[ends[max(0, int(np.searchsorted(ends, first, "right")) - 1)] : first]
        if between.endswith(", ") and not low[last : last + LIST].startswith(_LINKS):
            turned[place] = _OR.search(low, last, last + LIST) is not None
        elif ": " in between or (")" in between and "(" not in between):
            turned[place] = False
        elif place + 1 < len(turned) and low[last : found.start[place + 1]] in _LINKS:
            turned[place + 1] = True


LIST: Final = 24
_LINKS: Final = (" or ", " nor ", " o ", " né ", " और ")
_OR: Final = re.compile(r" (?:or|nor|o|né) ")


def _loud(sheet: Sheet, found: Expressions, role: Places) -> Flags:
    """Whether each expression is in capitals, where not all of the comment is."""
    loud: Flags = sheet.is_capital(found.start) & (found.end - found.start > 2) & ((role & Role.SYMBOL) == 0)
    for place in np.flatnonzero(loud).tolist():
        loud[place] = sheet.text[found.start[place] : found.end[place]].isupper()
    shouted = np.flatnonzero(loud)
    comments = sheet.comment_of(found.start[shouted]).tolist()
    whole = {one: sheet.text[sheet.starts[one] : sheet.starts[one + 1]].isupper() for one in set(comments)}
    for place, comment in zip(shouted.tolist(), comments, strict=True):
        loud[place] = not whole[comment]
    return loud


def _questions(sheet: Sheet, cuts: Cuts) -> Flags:
    """Whether each clause ends in a question mark."""
    questions: Flags = np.zeros(len(cuts.start), np.bool_)
    if "?" in sheet.text:
        for back in range(1, 5):
            questions |= sheet.has(np.maximum(cuts.start, cuts.end - back), "?")
    return questions


def _asks(sheet: Sheet, cuts: Cuts, questions: Flags) -> Flags:
    """Whether each clause asks for an opinion, and does not hold one ("how good is she?", "isn't he great?")."""
    asks = np.zeros(len(questions), np.bool_)
    for clause in np.flatnonzero(questions).tolist():
        asks[clause] = _ASKING.match(sheet.low, int(cuts.start[clause])) is not None
    return asks


def _doubt(sheet: Sheet, liking: Values, clause: Places, cuts: Cuts, found: Expressions, role: Places) -> None:
    """Turns the praise of clauses with a mark of sarcasm, and of comments that end in "/s".

    A mark that opens or closes a sentence speaks of all of it up to a contrast: "yeah right, Mason is great".
    """
    marked = np.flatnonzero((role & Role.SARCASM) != 0)
    if not len(marked):
        return
    doubtful = np.zeros(len(cuts.start), np.bool_)
    whole = np.zeros(int(cuts.comment[-1]) + 1, np.bool_)
    parts = np.cumsum((cuts.opens != PAUSE) | np.append(True, cuts.comment[1:] != cuts.comment[:-1]))
    at = clause[marked]
    begins, ends = (np.searchsorted(parts, parts[at], side) for side in ("left", "right"))
    for place, here, begin, end in zip(marked.tolist(), at.tolist(), begins.tolist(), ends.tolist(), strict=True):
        start, first, last = int(found.start[place]), int(cuts.start[begin]), int(cuts.end[end - 1])
        if sheet.low.startswith("/s", start):
            whole[cuts.comment[here]] = True
        elif last - first <= LONGEST and _frames(sheet.low[first:start], sheet.low[found.end[place] : last]):
            doubtful[begin:end] = True
        else:
            doubtful[here] = True
    doubtful |= whole[cuts.comment]
    liking[doubtful[clause] & (liking > 0)] *= SARCASTIC


def _frames(before: str, after: str) -> bool:
    """Whether a mark of sarcasm opens or closes its sentence: "yeah right, …", and not "so-called geniuses …"."""
    return not _WORD.search(after) or (not _WORD.search(before) and _PAUSES.match(after) is not None)


LONGEST: Final = 400
"""How long a sentence may be for a mark of sarcasm to reach over it: time stays linear in hostile texts."""
_WORD: Final = re.compile(r"\w")
_PAUSES: Final = re.compile(r" ?[,;:.…!-]")


def _add_wishes(signals: Signals, role: Places, wish: Values, valued: Flags) -> Signals:
    """Keeps what has a value, and adds what counts only right before what is wished for ("less Mason")."""
    wishes = (role & Role.WISH) != 0
    if not wishes.any():
        return signals.take(valued)
    count = int(wishes.sum())
    added = replace(
        signals.take(wishes), role=np.full(count, int(Role.WISH)), liking=wish[wishes], axes=np.zeros((count, 3))
    )
    kept = signals.take(valued)
    names = ("clause", "start", "end", "role", "liking", "axes")
    joined = Signals(*(np.concatenate([getattr(kept, name), getattr(added, name)]) for name in names))
    return joined.take(np.argsort(joined.start, kind="stable"))


def _without_quotations(sheet: Sheet, signals: Signals) -> Signals:
    """Without what somebody else said, as forums quote it: in lines after ">"."""
    quoted = list(_find_quoted(sheet))
    if not quoted:
        return signals
    start, end = np.array(quoted, np.int64).T
    line = np.searchsorted(start, signals.start, "right") - 1
    return signals.take((line < 0) | (end[line] < signals.start))


def _find_quoted(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Where lines that quote somebody start and end."""
    low, codes = sheet.low, sheet.codes
    for place in np.flatnonzero((codes == ord(">")) | (codes == ord("&"))).tolist():
        quote = place - 1
        before = low[max(0, quote - 4) : quote]
        bare = before.rstrip(" ")
        if len(before) - len(bare) < 4 and (not bare or bare[-1] in "\n\0") and _QUOTES.match(low, quote):
            end = _LINE_END.search(low, quote)
            yield quote - len(before) + len(bare), end.start() if end is not None else len(low)


# What opens a question for an opinion, and not one that holds it ("how good is she?", "can we talk about how good").
_ASKING: Final = re.compile(
    r"[ ]?(?:so |and |but |ok |okay |wait )?(?:is|are|was|were|do|does|did|has|have|will|would|can|could|should|any"
    r"|anyone|anybody|which|who|what do|what did|chi|qualcuno|vi|ti|kya)\b(?! (?:we|you) talk about)"
)
_QUOTES: Final = re.compile(r">(?![:_.]|[ ]?<)|&gt;")
_LINE_END: Final = re.compile(r"[\n\0]")
