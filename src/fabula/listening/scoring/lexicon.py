"""The lexicons: what audiences say, how much it says, and the automaton that finds all of it in a text at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, BytesAhoCorasick, Implementation
from numpy.typing import NDArray

from fabula.listening.errors import ListeningError
from fabula.listening.marks import MARKS

__all__ = ["Entry", "Lexicon", "Role", "load_lexicon", "read_entries"]


class Role(IntFlag):
    """What an entry does in a clause; most do one thing, "insanely" two."""

    OPINION = 1  # it has a value on one of the axes
    NEGATION = 2
    DEGREE = 4  # it makes what follows stronger or weaker
    COMPARISON = 8  # "outshines": for what stands before, against what stands after
    PREFERENCE = 16  # "prefer": for what stands after, against what stands after "to" or "over"
    WISH = 32  # it counts only right before what is wished for: "more Mason"
    SARCASM = 64
    OBJECT = 128  # it speaks of what stands after it: "love Mason"
    SYMBOL = 256  # a mark or an emoji, which may touch letters
    STRETCH = 512  # three of a letter: the word around it is drawn out


class Entry(NamedTuple):
    """What the lexicon says of an expression. ``liking`` is -1 to 1, the other axes 0 to 1."""

    role: int
    liking: float = 0.0
    excitement: float = 0.0
    confusion: float = 0.0
    prediction: float = 0.0
    factor: float = 1.0  # of what follows
    wish: float = 0.0


@dataclass(frozen=True)
class Lexicon:
    """Expressions and marks as one automaton over lower-case text in UTF-8, and what they say, beside its patterns.

    Those of one byte are not in the automaton: ``single`` is a table for `bytes.translate` that tells them from all
    other bytes, ``characters`` has their places. ``axes`` has a column each for excitement, confusion and prediction;
    ``marks`` is -1 for what cuts no comment.
    """

    automaton: BytesAhoCorasick
    single: bytes
    characters: NDArray[np.int64]
    words: dict[str, int]
    roles: NDArray[np.int64]
    liking: NDArray[np.float64]
    axes: NDArray[np.float64]
    factor: NDArray[np.float64]
    wish: NDArray[np.float64]
    marks: NDArray[np.int64]
    lengths: NDArray[np.int64]  # in words


LANGUAGES: Final = {"en": ("english", "emoji"), "it": ("italian", "emoji"), "hi": ("english", "hindi", "emoji")}
"""The files that are read for a language. Hindi is mostly written with English in it."""

_ROLES: Final = {
    "liking": Role.OPINION,
    "feeling": Role.OPINION,
    "excitement": Role.OPINION,
    "confusion": Role.OPINION,
    "prediction": Role.OPINION,
    "story": Role(0),
    "negation": Role.NEGATION,
    "stronger": Role.DEGREE,
    "weaker": Role.DEGREE,
    "comparison": Role.COMPARISON,
    "preference": Role.PREFERENCE,
    "wish": Role.WISH,
    "sarcasm": Role.SARCASM,
}
_FIELDS: Final = {"feeling": "liking", "comparison": "liking", "preference": "liking", "stronger": "factor"} | {
    "weaker": "factor"
}
# Short forms that are other words without their apostrophe, so that nobody's "well" is taken for "we'll".
_OWN_WORDS: Final = frozenset("ill well hell shell were its wed id lets wont".split())


def read_entries(name: str, text: str) -> dict[str, Entry]:
    """The entries of a lexicon's text, by expression; an expression under several headings does what each says.

    Raises `ListeningError` for a line that is none.
    """
    entries: dict[str, Entry] = {}
    section = ""
    for row, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            if section not in _ROLES:
                raise ListeningError(
                    f"{name}:{row}: there is no section [{section}]", f"Known are: {', '.join(_ROLES)}."
                )
            continue
        forms, _, rest = line.partition("  ")
        said = rest.split()
        role = _ROLES[section]
        if said and said[-1] == "object":
            role |= Role.OBJECT
            said.pop()
        try:
            (value,) = [float(number) for number in said] or [0.0]
        except ValueError:
            raise ListeningError(
                f"{name}:{row}: {rest.strip()!r} is no value", 'Write a number, then "object".'
            ) from None
        for form in forms.split(" | "):
            _merge(entries, form.strip(), role, _FIELDS.get(section, section), value)
    return entries


def _merge(entries: dict[str, Entry], form: str, role: Role, field: str, value: float) -> None:
    symbol = Role(0) if any(map(str.isalnum, form)) else Role.SYMBOL
    entry = entries.get(form, Entry(0))
    said = {"role": int(entry.role | role | symbol)} | ({field: value} if field in Entry._fields else {})
    entries[form] = Entry(**(entry._asdict() | said))


def _variants(form: str) -> Iterable[str]:
    """How an expression is also written: without its apostrophe, or with hyphens."""
    yield form
    bare = form.replace("'", "")
    if "'" in form and not _OWN_WORDS.intersection(bare.split()):
        yield bare
    if form.count(" ") == 1 and form.replace(" ", "").isalpha():
        yield form.replace(" ", "-")


def _signs() -> dict[str, Entry]:
    opinion = int(Role.OPINION | Role.SYMBOL)
    signs = {"!": Entry(opinion, excitement=0.1)}
    signs |= dict.fromkeys(("!!", "?!", "!?"), Entry(opinion, excitement=0.25))
    signs |= dict.fromkeys(("!!!", "!!!!", "!!!!!", "!!!!!!"), Entry(opinion, excitement=0.4))
    signs |= dict.fromkeys(("??", "???", "????"), Entry(opinion, confusion=0.45))
    signs |= {letter * 3: Entry(int(Role.STRETCH | Role.SYMBOL)) for letter in "abcdefghijklmnopqrstuvxyz"}
    return signs


def _is_byte(pattern: str) -> bool:
    return len(pattern) == 1 and pattern.isascii()


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of one of `LANGUAGES`."""
    entries = _signs()
    folder = files("fabula.listening.scoring") / "words"
    for name in LANGUAGES[language]:
        text = (folder / f"{name}.txt").read_text("utf-8")
        for form, entry in read_entries(f"{name}.txt", text).items():
            for variant in _variants(form):
                entries.setdefault(variant.lower(), entry)
    for mark in MARKS:
        entries.setdefault(mark, Entry(int(Role.SYMBOL)))
    patterns = sorted(entries, key=_is_byte)  # so that places in the automaton are places in the lexicon
    said = [entries[pattern] for pattern in patterns]
    longer = [pattern.encode() for pattern in patterns if not _is_byte(pattern)]
    automaton = BytesAhoCorasick(longer, MATCHKIND_LEFTMOST_LONGEST, implementation=Implementation.DFA)
    characters = np.full(256, -1, np.int64)
    for place, pattern in enumerate(patterns[len(longer) :], len(longer)):
        characters[ord(pattern)] = place
    return Lexicon(
        automaton,
        (characters >= 0).tobytes(),
        characters,
        {pattern: place for place, pattern in enumerate(patterns)},
        np.array([entry.role for entry in said], np.int64),
        np.array([entry.liking for entry in said], np.float64),
        np.array([entry[2:5] for entry in said], np.float64),
        np.array([entry.factor for entry in said], np.float64),
        np.array([entry.wish for entry in said], np.float64),
        np.array([MARKS.get(pattern, -1) for pattern in patterns], np.int64),
        np.array([len(pattern.split()) for pattern in patterns], np.int64),
    )
