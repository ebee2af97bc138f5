"""What a comment says, before it is asked of whom: the expressions of a lexicon in it, each with what its clause does
to it: negation, degree, question, capitals, drawn-out letters, scare quotes, sarcasm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from fabula.listening.clauses import Clause
from fabula.listening.scoring.lexicon import Entry, Lexicon, Role

__all__ = ["Signal", "find_entries", "lower", "weigh_entries"]

NEGATED: Final = -0.6
"""What becomes of praise under "not": "not great" is less blame than "great" is praise (Hutto & Gilbert 2014: 0.74)."""
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

Found = tuple[int, int, Entry]
"""Where an expression starts and ends, and what the lexicon says of it."""


class Signal(NamedTuple):
    """An expression in its clause, with its values there."""

    clause: int
    start: int
    end: int
    role: int
    liking: float
    excitement: float
    confusion: float
    prediction: float


def lower(text: str) -> str:
    """The text in lower case with straight apostrophes, character by character: places in it stay what they were."""
    low = text.lower()
    if len(low) != len(text):  # "İ" becomes two characters
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return low.replace("’", "'")


_LOWEST_SIGN, _HIGHEST_SIGN = "\u0900", "\u0963"  # Devanagari: its vowel signs are no letters to Python
_OPINION, _NEGATION, _DEGREE = int(Role.OPINION), int(Role.NEGATION), int(Role.DEGREE)
_SYMBOL, _STRETCH, _SARCASM = int(Role.SYMBOL), int(Role.STRETCH), int(Role.SARCASM)
_WISH: Final = int(Role.WISH)
_VALUED: Final = int(Role.OPINION | Role.COMPARISON | Role.PREFERENCE)
_AFTER_REPLY: Final = frozenset(",.;!")  # "no, I love it" answers, and negates nothing


def find_entries(low: str, lexicon: Lexicon) -> list[Found]:
    """The expressions in a text in lower case that stand as words of their own, in order."""
    entries = lexicon.entries
    length = len(low)
    found: list[Found] = []
    drawn: list[int] = []
    for index, start, end in lexicon.automaton.find_matches_as_indexes(low):
        entry = entries[index]
        role = entry[0]
        if role & _SYMBOL:
            if role & _STRETCH:
                drawn.append(start)
            else:
                found.append((start, end, entry))
        elif start and (low[start - 1].isalnum() or _LOWEST_SIGN <= low[start - 1] <= _HIGHEST_SIGN):
            continue
        elif end == length or not (low[end].isalnum() or _LOWEST_SIGN <= low[end] <= _HIGHEST_SIGN):
            if role:
                found.append((start, end, entry))
        elif " " in low[start:end]:
            found += _find_inside(low, start, end, lexicon)
    if drawn:
        found = _find_drawn_out(low, drawn, lexicon, found)
    return found


def _find_inside(low: str, start: int, end: int, lexicon: Lexicon) -> list[Found]:
    """What is in "so badass", where the automaton saw "so bad": the longest expressions of whole words."""
    found: list[Found] = []
    stop = end
    while stop < min(len(low), end + 24) and low[stop].isalnum():
        stop += 1
    words = list(_WORD.finditer(low, start, stop))
    for match in words:
        entry = lexicon.words.get(match.group())
        if entry is not None and entry.role:
            found.append((match.start(), match.end(), entry))
    return found


def _find_drawn_out(low: str, drawn: Sequence[int], lexicon: Lexicon, found: list[Found]) -> list[Found]:
    """Adds words like "loooove": their letters are drawn together to two, then to one."""
    more: dict[int, Found] = {}
    last = -1
    for at in drawn:
        if at < last:
            continue
        start = at
        while start and low[start - 1].isalnum() and at - start < 24:
            start -= 1
        match = _WORD.match(low, start)
        if match is None:
            continue
        last = match.end()
        word = match.group()
        for repeat in (r"\1\1", r"\1"):
            entry = lexicon.words.get(_REPEATED.sub(repeat, word))
            if entry is not None and entry.role:
                more[start] = (start, last, _draw_out(entry))
                break
    kept = [each for each in found if each[0] not in more]
    return sorted([*kept, *more.values()], key=lambda each: each[0])


def _draw_out(entry: Entry) -> Entry:
    liking = max(-1.0, min(1.0, entry.liking * 1.25))
    factor = entry.factor * 1.1 if entry.factor > 1 else entry.factor
    return entry._replace(liking=liking, factor=factor, excitement=min(1.0, entry.excitement + 0.3))


_WORD: Final = re.compile(r"[\w']+")
_REPEATED: Final = re.compile(r"(\w)\1{2,}")


class _Manner(NamedTuple):
    """How a clause is said."""

    clause: int
    questions: bool  # it ends in a question mark
    asks: bool  # and asks for an opinion
    loud: bool  # capitals in it mean something, because not all is in capitals


def weigh_entries(text: str, low: str, found: Sequence[Found], clauses: Sequence[Clause]) -> list[Signal]:
    """What the expressions of a text say in their clauses, in order."""
    signals: list[Signal] = []
    loud = low != text and not text.isupper()
    asked = "?" in low
    sarcasm: list[int] = []
    place, count = 0, len(found)
    for number, clause in enumerate(clauses):
        first, stop = place, clause.end
        while place < count and found[place][0] < stop:
            place += 1
        if place == first:
            continue
        questions = asked and "?" in low[max(clause.start, stop - 4) : stop]
        asks = questions and _ASKING.match(low, clause.start) is not None
        _weigh_clause(text, low, found[first:place], _Manner(number, questions, asks, loud), signals, sarcasm)
        if place == count:
            break
    if sarcasm:
        signals = [_doubt(signal, sarcasm) for signal in signals]
    if ">" in low or "&gt;" in low:
        signals = [signal for signal in signals if not _is_quoted(low, signal.start)]
    return signals


def _weigh_clause(
    text: str, low: str, found: Sequence[Found], manner: _Manner, signals: list[Signal], sarcasm: list[int]
) -> None:
    negations: list[int] = []  # where they end
    factor, factor_end, degree = 1.0, -9, -1  # the words of degree just before, and the signal that one of them made
    for start, end, entry in found:
        role = entry.role
        strength = entry.factor
        graded = start - factor_end <= 1
        if role & _WISH:
            signals.append(Signal(manner.clause, start, end, _WISH, entry.wish, 0.0, 0.0, 0.0))
        if role & _VALUED:
            if graded and degree >= 0:  # "insanely good" is one opinion
                signals[degree] = signals[degree]._replace(liking=0.0)
            turned = bool(negations) and not role & _SYMBOL and sum(start - each <= SCOPE for each in negations) & 1
            grade = factor if graded and not role & _DEGREE else 1.0
            signals.append(_shade(text, low, (start, end, entry), manner, grade * (NEGATED if turned else 1.0)))
        if role & _NEGATION and low[end : end + 1] not in _AFTER_REPLY:
            negations.append(end)
        if role & _DEGREE:
            factor, factor_end = strength * (factor if graded else 1.0), end
            degree = len(signals) - 1 if role & _VALUED else -1
        if role & _SARCASM:
            sarcasm.append(-1 if low[start:end] == "/s" else manner.clause)


def _shade(text: str, low: str, found: Found, manner: _Manner, grade: float) -> Signal:
    """An expression's values in its clause; ``grade`` is what negation and degree make of them."""
    start, end, (role, liking, excitement, confusion, prediction, _, _) = found
    liking *= grade
    if grade < 0:
        excitement = confusion = 0.0
    if manner.loud and end - start > 2 and text[start] != low[start] and text[start:end].isupper():
        liking *= 1.2
        excitement = min(1.0, excitement + 0.3)
    if confusion and confusion < CERTAIN and not manner.questions:
        confusion = max(0.0, confusion - UNASKED)
    if liking:
        if manner.asks:
            liking *= ASKED
        if liking > 0 and _is_in_scare_quotes(low, start, end):
            liking *= SARCASTIC
    return Signal(manner.clause, start, end, role & ~_WISH, liking, excitement, confusion, prediction)


def _doubt(signal: Signal, sarcasm: Sequence[int]) -> Signal:
    if signal.liking > 0 and (-1 in sarcasm or signal.clause in sarcasm):
        return signal._replace(liking=signal.liking * SARCASTIC)
    return signal


# What opens a question for an opinion, and not one that holds it ("how good is she?", "can we talk about how good").
_ASKING: Final = re.compile(
    r"(?:so |and |but |ok |okay |wait )?(?:is|are|was|were|do|does|did|has|have|will|would|can|could|should|any|anyone"
    r"|anybody|which|who|what do|what did|chi|qualcuno|vi|ti|kya)\b(?! (?:we|you) talk about)"
)


def _is_in_scare_quotes(low: str, start: int, end: int) -> bool:
    return start > 0 and end < len(low) and low[start - 1] in "\"“'‘«" and low[end] in "\"”'»"


def _is_quoted(low: str, at: int) -> bool:
    """Whether somebody else's words are quoted, as forums do: in a line after ">"."""
    line = low[low.rfind("\n", 0, at) + 1 : at].lstrip()
    return line.startswith((">", "&gt;")) and not line.startswith((">:", ">_", ">.<"))
