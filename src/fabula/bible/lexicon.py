"""The names of a universe, found in running text: the longest known name wins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

__all__ = ["WORD", "Found", "Lexicon"]

# What a word is made of: letters and digits, and the signs that many scripts write vowels and accents with, which
# Python does not count as word characters (the matras of "राही"). Underscores are emphasis in scripts.
WORD: Final = (
    r"(?:[^\W_]|[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0fbc\u102b-\u109d\u135d-\u135f\u1712-\u17dd"
    r"\u180b-\u180f\u1a17-\u1aff\u1b00-\u1cff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f])"
)
_TOKEN: Final = re.compile(rf"{WORD}+|\S")
_PLAIN_TOKEN: Final = re.compile(r"[A-Za-z0-9]+|\S")
"""The same for a text of ASCII, many times faster."""
_IS_WORD: Final = re.compile(WORD)
_ARTICLES: Final = ("the", "a", "an")
_NOTHING: Final[tuple[str, ...]] = ()
_END: Final = ""
_LEAST_LIKE: Final = 70.0
"""How alike a name must be, of 100, to be offered instead of an unknown one."""
_LONGEST: Final = 500
"""Characters of a name. What is longer is a line of text in a wrong place, which nobody will call anything by."""


class Found(NamedTuple):
    """A known name in a text, with the entities it may mean."""

    start: int
    end: int
    keys: tuple[str, ...]


class Lexicon:
    """All names that people, places and things of a universe go by.

    Made of pairs of spoken name and entity key ("people/mason-kane"). Case does not matter; an accent matters only
    where two names differ by nothing else. A leading article and a trailing full stop may be left out. Words are
    compared whole, so the possessive of a name is the name with something behind it. Names that several entities
    share give all their keys, in the order in which they came.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._root: dict[str, Any] = {}
        self._folded: dict[str, tuple[str, str]] = {}
        self._spoken: dict[str, dict[str, None]] = {}
        for name, key in names:
            self._add(name, key)

    def __len__(self) -> int:
        return len(self._spoken)

    def longest(self, text: str, at: int = 0, kinds: frozenset[str] | None = None) -> tuple[int, tuple[str, ...]]:
        """Where the longest known name that starts at ``at`` ends, and what it may mean.

        ``kinds`` are folders of the bible ("people"): names of other kinds are then passed over. ``(at, ())`` if no
        name starts there, or if ``at`` is in the middle of a word.
        """
        if at and _IS_WORD.match(text, at - 1) and _IS_WORD.match(text, at):
            return at, _NOTHING
        tokens = (_PLAIN_TOKEN if text.isascii() else _TOKEN).finditer(text, at)
        first = next(tokens, None)
        if first is None or first.start() != at:
            return at, _NOTHING
        node: dict[str, Any] | None = self._root
        words: list[str] = []
        best, best_keys = at, _NOTHING
        token: re.Match[str] | None = first
        while token is not None:
            exact, bare = self._fold(token[0])
            node = node.get(bare) if node is not None else None
            if node is None:
                break
            words.append(exact)
            if _END in node and (keys := _keys_at(node, words, kinds)):
                best, best_keys = token.end(), keys
            token = next(tokens, None)
        return best, best_keys

    def exact(self, text: str, kinds: frozenset[str] | None = None) -> tuple[str, ...]:
        """What a text means that is a name and nothing else; empty if it is none."""
        text = text.strip()
        if not text:
            return _NOTHING
        end, keys = self.longest(text, 0, kinds)
        return keys if end == len(text) else _NOTHING

    def find_all(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """All known names in a text from left to right, the longest at each place, none inside another."""
        fold, folded, root = self._fold, self._folded, self._root
        pattern = _PLAIN_TOKEN if text.isascii() else _TOKEN
        tokens = list(pattern.finditer(text, start, len(text) if end is None else end))
        index, count = 0, len(tokens)
        while index < count:
            word = tokens[index][0]
            exact, bare = folded.get(word) or fold(word)
            node = root.get(bare)
            if node is None:
                index += 1
                continue
            words = [exact]
            last, keys, ahead = index, _NOTHING, index
            while True:
                if _END in node and (found := _keys_at(node, words, None)):
                    last, keys = ahead, found
                ahead += 1
                if ahead >= count:
                    break
                word = tokens[ahead][0]
                exact, bare = folded.get(word) or fold(word)
                node = node.get(bare)
                if node is None:
                    break
                words.append(exact)
            if keys:
                yield Found(tokens[index].start(), tokens[last].end(), keys)
            index = last + 1

    def nearest(self, text: str, kinds: frozenset[str] | None = None, limit: int = 3) -> tuple[str, ...]:
        """Names that look like a text, best first: what "did you mean" offers."""
        from rapidfuzz import fuzz, process

        wanted = text.casefold().strip()
        pool = [n for n, keys in self._spoken.items() if kinds is None or any(_kind(k) in kinds for k in keys)]
        if not wanted or not pool:
            return ()
        folded = [name.casefold() for name in pool]
        scored = process.extract(wanted, folded, scorer=fuzz.WRatio, score_cutoff=_LEAST_LIKE, limit=None)
        ranked = sorted(scored, key=lambda hit: (-hit[1], -fuzz.ratio(wanted, hit[0]), pool[hit[2]]))
        return tuple(pool[index] for _, _, index in ranked[:limit])

    def _add(self, name: str, key: str) -> None:
        name = name.strip()
        tokens = _TOKEN.findall(name) if len(name) <= _LONGEST else []
        if not tokens:
            return
        self._spoken.setdefault(name, {})[key] = None
        variants = [tokens]
        if len(tokens) > 1 and tokens[0].lower() in _ARTICLES:
            variants.append(tokens[1:])
        variants += [variant[:-1] for variant in variants if len(variant) > 1 and variant[-1] == "."]
        for variant in variants:
            node = self._root
            for token in variant:
                node = node.setdefault(self._fold(token)[1], {})
            pair = (tuple(self._fold(token)[0] for token in variant), key)
            held = node.setdefault(_END, [])
            if pair not in held:
                held.append(pair)

    def _fold(self, token: str) -> tuple[str, str]:
        """A word without its case, with and without its accents."""
        folded = self._folded.get(token)
        if folded is None:
            exact = unicodedata.normalize("NFC", token.replace("’", "'").casefold())
            bare = exact
            if not token.isascii():
                parts = unicodedata.normalize("NFD", exact)
                bare = "".join(c for c in parts if not "\u0300" <= c <= "\u036f") or exact
            folded = self._folded[token] = (exact, bare)
        return folded


def _kind(key: str) -> str:
    return key.partition("/")[0]


def _keys_at(node: dict[str, Any], words: list[str], kinds: frozenset[str] | None) -> tuple[str, ...]:
    """The keys of a name: those spelled with the same accents, or else all."""
    held: list[tuple[tuple[str, ...], str]] = node[_END]
    if kinds is not None:
        held = [pair for pair in held if _kind(pair[1]) in kinds]
    if len(held) == 1:
        return (held[0][1],)
    spelled = tuple(words)
    same = [key for exact, key in held if exact == spelled] or [key for _, key in held]
    return tuple(dict.fromkeys(same))
