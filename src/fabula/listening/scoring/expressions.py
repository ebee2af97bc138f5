"""The expressions of a lexicon in a sheet of comments, and the marks where comments may be cut, found in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from fabula.listening.scoring.lexicon import Lexicon, Role
from fabula.listening.scoring.sheet import Flags, Places, Sheet

__all__ = ["Expressions", "Hits", "find_expressions"]


@dataclass(frozen=True)
class Expressions:
    """Expressions in the order of the sheet; ``entry`` is the place of each in the lexicon, ``drawn`` whether its
    letters are drawn out ("loooove")."""

    start: Places
    end: Places
    entry: Places
    drawn: Flags


@dataclass(frozen=True)
class Hits:
    """Places where comments may be cut, and of which kind each is (see `fabula.listening.marks.MARKS`)."""

    start: Places
    end: Places
    kind: Places


def find_expressions(sheet: Sheet, lexicon: Lexicon) -> tuple[Expressions, Hits]:
    """The expressions that stand as words of their own, and all places of marks."""
    entry, start, end = _find_all(sheet, lexicon)
    role = lexicon.roles[entry]
    symbol = (role & Role.SYMBOL) != 0
    begins = ~sheet.is_word(start - 1)
    whole = begins & ~sheet.is_word(end)
    said = (role & ~(Role.SYMBOL | Role.STRETCH)) != 0
    keep = said & (symbol | whole)
    cutting = np.flatnonzero(lexicon.marks[entry] >= 0)
    marks = Hits(start[cutting], end[cutting], lexicon.marks[entry[cutting]])
    found = start[keep], end[keep], entry[keep]
    # What ends inside a word may hide its drawn-out letters: "boo" in "boooring".
    held = np.flatnonzero(~whole & ~symbol)
    held = held[_is_drawn(sheet, end[held])]
    drawn = _find_drawn_out(sheet, np.sort(np.append(start[(role & Role.STRETCH) != 0], end[held] - 1)), lexicon)
    cut = _find_inside(sheet, start, end, begins & ~whole & ~symbol & (lexicon.lengths[entry] > 1), lexicon)
    flags = np.zeros(len(found[0]), np.bool_)
    if not len(drawn) and not len(cut):
        return Expressions(*found, flags), marks
    more = np.array([*drawn, *cut], np.int64).reshape(-1, 3)
    kept = ~np.isin(found[0], more[:, 0])
    joined = [np.concatenate([column[kept], more[:, place]]) for place, column in enumerate(found)]
    flags = np.concatenate([flags[kept], np.arange(len(more)) < len(drawn)])
    order = np.argsort(joined[0], kind="stable")
    return Expressions(joined[0][order], joined[1][order], joined[2][order], flags[order]), marks


def _find_all(sheet: Sheet, lexicon: Lexicon) -> tuple[Places, Places, Places]:
    """All that the lexicon has, wherever it stands: entries, starts and ends. UTF-8 is read; places are of characters.

    Each hit of the automaton costs more than a whole line of text, and single characters, mostly commas and full
    stops, would be most of its hits. So they are found apart: whatever is longer goes before them, where it holds one.
    """
    read = sheet.low.encode("utf-8", "replace")
    hits = lexicon.automaton.find_matches_as_indexes(read)
    table = np.fromiter(chain.from_iterable(hits), np.int64, 3 * len(hits))
    entry, start, end = table[::3], table[1::3], table[2::3]
    alone = np.flatnonzero(np.frombuffer(read.translate(lexicon.single), np.bool_))
    if len(hits):
        before = np.searchsorted(start, alone, "right") - 1
        alone = alone[(before < 0) | (end[before] <= alone)]
    order = np.argsort(np.concatenate([start, alone]), kind="stable")
    entry = np.concatenate([entry, lexicon.characters[np.frombuffer(read, np.uint8)[alone]]])[order]
    start, end = np.concatenate([start, alone])[order], np.concatenate([end, alone + 1])[order]
    if len(read) != len(sheet.low):
        first = (np.frombuffer(read, np.uint8) & 0xC0) != 0x80  # the first bytes of characters
        places = np.zeros(len(read) + 1, np.int64)
        np.cumsum(first, out=places[1:])
        start, end = places[start], places[end]
    return entry, start, end


Found = tuple[int, int, int]


def _find_inside(sheet: Sheet, start: Places, end: Places, broken: Flags, lexicon: Lexicon) -> list[Found]:
    """What is in "so badass", where the automaton saw "so bad": the entries that are whole words of it."""
    found: list[Found] = []
    for place in np.flatnonzero(broken).tolist():
        first, last = int(start[place]), int(end[place])
        stop = last
        while stop < min(len(sheet.low), last + LONGEST) and sheet.low[stop].isalnum():
            stop += 1
        for match in _WORD.finditer(sheet.low, first, stop):
            entry = lexicon.words.get(match.group())
            if entry is not None and lexicon.roles[entry]:
                found.append((match.start(), match.end(), entry))
    return found


def _is_drawn(sheet: Sheet, end: Places) -> Flags:
    """Whether each place ends within three of a letter."""
    codes = sheet.codes  # one place on, since a gap stands before the first
    last, after = codes[end], codes[end + 1]
    flags: Flags = (last == after) & ((codes[end - 1] == last) | (codes[np.minimum(end + 2, len(codes) - 1)] == last))
    return flags


def _find_drawn_out(sheet: Sheet, places: Places, lexicon: Lexicon) -> list[Found]:
    """Words like "loooove": their letters are drawn together to two, then to one."""
    found: list[Found] = []
    last = -1
    low = sheet.low
    for place in places.tolist():
        if place < last:
            continue
        start = place
        while start and low[start - 1].isalnum() and place - start < LONGEST:
            start -= 1
        match = _WORD.match(low, start)
        if match is None:
            continue
        last = match.end()
        for repeat in (r"\1\1", r"\1"):
            entry = lexicon.words.get(_REPEATED.sub(repeat, match.group()))
            if entry is not None and lexicon.roles[entry]:
                found.append((start, last, entry))
                break
    return found


LONGEST: Final = 24
"""How far a word is followed, in characters: time stays linear in hostile texts."""
_WORD: Final = re.compile(r"[\w']{1,48}")
_REPEATED: Final = re.compile(r"(\w)\1{2,}")
