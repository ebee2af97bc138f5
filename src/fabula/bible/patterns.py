"""The patterns of statement forms, made ready to match.

A pattern ("{person} joins {group}") becomes one regular expression. It is matched against *masked* text: every known
name is overlaid with a character that occurs nowhere else, so that words inside names are not taken for words of the
pattern, and a name is never cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase
from typing import Final

from fabula.bible.fact_forms import FACT_FORMS
from fabula.bible.forms import FORMS
from fabula.bible.slots import FEELINGS, SLOT_TYPES

__all__ = [
    "MASK",
    "NAME_RUN",
    "PATTERN_WORDS",
    "QUOTED",
    "Pattern",
    "index_patterns",
    "make_pattern",
    "show_pattern",
]

MASK: Final = "\ue000"
QUOTED: Final = "\ue001"

LONGEST_NAME: Final = 80
"""Characters that an unknown name may have; keeps matching fast on any input."""

ARTICLE: Final = r"(?:(?:the|an?)\s+)?"
NAME_RUN: Final = rf"(?:[{MASK}{QUOTED}]+|[^\s{MASK}{QUOTED},:;][^{MASK}{QUOTED},:;]{{0,{LONGEST_NAME}}}?)"
_FEELINGS: Final = "|".join(sorted({*FEELINGS, *FEELINGS.values()}, key=lambda word: (-len(word), word)))
_SCENE: Final = r"(?:[^\W\d_][\w-]*\s+)?S\d{1,3}\s*E\d{1,4}(?:\s*/\s*[\w.-]*\w)?"
_WORDS: Final = rf"[^\W\d_][^\n:;{MASK}{QUOTED}]{{0,60}}?"

_SLOTS: Final[dict[str, str]] = {
    "when": rf"[^\n;]{{1,{LONGEST_NAME}}}?",
    "duration": rf"[^\n;]{{1,{LONGEST_NAME}}}?",
    "length": rf"[^\n;]{{1,{LONGEST_NAME}}}?",
    "scene": _SCENE,
    "number": r"\d{1,5}|[^\W\d_]+(?:[\s-][^\W\d_]+)?",
    "part": r"day|morning|afternoon|evening|night",
    "feeling": _FEELINGS,
    "attribute": _WORDS,
    "role": _WORDS,
    "value": r".+",
    "reason": r".+?",
    "code": rf"(?!until\b)[^\s:{MASK}{QUOTED}][^:]{{0,40}}?",
    "fact": r".+?",
}
_ITEM: Final = re.compile(
    r"(?P<slot>\{(?P<name>[\w-]+)(?::(?P<type>[\w-]+))?\})|(?P<open>\[)|(?P<close>\])|\((?P<either>[^)]*)\)"
    r"|(?P<glued>:|'s)|(?P<word>[^\s{}\[\]():]+)|(?P<space>\s+)"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of one form: its expression (compiled when it is first asked for), and its slots with their types and
    groups.

    ``row`` is the form's place in its table, ``starts`` the words of which one must be in any text that it matches;
    empty for a pattern without words.
    """

    row: int
    expression: str
    slots: tuple[tuple[str, str, int], ...]
    starts: tuple[str, ...]
    text: str
    positive: bool = True

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled. Most notes need a few of the hundred, and compiling all takes time at the start."""
        return _compile(self.expression)


@cache
def _compile(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


def make_pattern(text: str, row: int = 0, *, positive: bool = True) -> Pattern:
    """A pattern from its text. Raises ValueError for a slot of an unknown type."""
    parts: list[str] = []
    slots: list[tuple[str, str, int]] = []
    needed: list[tuple[str, ...]] = []
    depth, spaced, leading = 0, False, True
    for item in _ITEM.finditer(text):
        if item["space"]:
            spaced = True
            continue
        # Optional words at the start take the space behind them along, others the space before them.
        gap = r"\s+" if spaced and not leading else ""
        if item["open"]:
            parts.append("(?:" + gap)
            depth, spaced = depth + 1, False
            continue
        if item["close"]:
            parts.append(r"\s+)?" if leading else ")?")
            depth, spaced = depth - 1, False
            continue
        if depth and parts[-1] == "(?:":
            gap = ""
        if item["slot"]:
            name, kind = item["name"], item["type"] or item["name"]
            if kind not in SLOT_TYPES:
                raise ValueError(f"{text!r}: no slot is of the type {kind!r}")
            slots.append((name, kind, len(slots) + 1))
            parts.append(gap + _slot(kind))
            if kind == "feeling" and depth == 0:
                needed.append(tuple(sorted({*FEELINGS, *FEELINGS.values()})))
        elif item["glued"]:
            parts.append(r"\s*:\s*" if item["glued"] == ":" else "'s")
        else:
            choices = (item["either"] or item["word"]).split("|")
            parts.append(gap + "(?:" + "|".join(r"\s+".join(map(re.escape, c.split())) for c in choices) + ")")
            if depth == 0:
                needed.append(tuple(max(re.findall(r"[a-z]+", c), key=_rarity) for c in choices))
        spaced = False
        leading = leading and depth > 0
    rarest = max(needed, key=lambda words: min(map(_rarity, words)), default=())
    return Pattern(row, "".join(parts), tuple(slots), rarest, text, positive)


def _slot(kind: str) -> str:
    slot = SLOT_TYPES[kind]
    if kind in _SLOTS:
        return f"({_SLOTS[kind]})"
    if slot.many:
        return r"([^\s;:][^;:]{0,400}?)"
    if kind in {"anchor", "point"}:
        # A name, a scene or a date: the reader decides.
        return rf"{ARTICLE}({NAME_RUN}|{_SCENE}|[^;{QUOTED}]{{1,{LONGEST_NAME}}}?)"
    return f"{ARTICLE}({NAME_RUN})"


def _rarity(word: str) -> int:
    """How much a word says about which form is meant."""
    return 0 if word in {"is", "are", "at", "in", "on", "to", "has", "the", "not", "it", "as"} else len(word)


@cache
def show_pattern(text: str, *, full: bool = False) -> str:
    """A pattern for readers: "PERSON joins GROUP". ``full`` shows the other words that may stand: "has/carries"."""
    shown = re.sub(r"\{([\w-]+)(?::([\w-]+))?\}", lambda m: SLOT_TYPES[m[2] or m[1]].label, text)
    shown = _OPTIONAL_WORDS.sub("", shown)
    shown = re.sub(r"\(([^)]*)\)|([a-z-]+(?:\|[a-z-]+)+)", lambda m: _choices(m[1] or m[2], full), shown)
    return " ".join(shown.split())


_OPTIONAL_WORDS: Final = re.compile(r"\[[a-z |()]+\] ?")


def _choices(text: str, full: bool) -> str:
    """The words of which one must stand; plural forms and short forms of the first go without saying."""
    first, *others = text.split("|")
    plain = {first.removesuffix("s"), first.removesuffix("es"), "are", "isn't", "aren't", "doesn't"}
    said = [
        word
        for word in others
        if word not in plain and f"{word}s" not in others and f"{word}es" not in others and "are " not in word
    ]
    return "/".join([first, *(said if full else ())])


def index_patterns(patterns: Iterable[Pattern]) -> dict[str, tuple[Pattern, ...]]:
    """Patterns by the words of which a text must have one; those without words under the empty word."""
    index: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        for word in dict.fromkeys(pattern.starts) or ("",):
            index.setdefault(word, []).append(pattern)
    return {word: tuple(held) for word, held in index.items()}


def _pattern_words() -> frozenset[str]:
    texts = [text for form in FORMS for text in form.patterns]
    texts += [text for fact in FACT_FORMS for text in (*fact.patterns, *fact.negative)]
    plain = (re.sub(r"\{[^}]*\}", " ", text) for text in texts)
    words = {word for text in plain for word in re.findall(r"[a-z]+", text)}
    return frozenset(words | set(FEELINGS) | set(FEELINGS.values()) | set(ascii_lowercase) | {"an", "the", "and"})


PATTERN_WORDS: Final = _pattern_words()
"""Words of the grammar. A name that is one of them ("A", "Phone") counts as a name only where a name must stand."""
