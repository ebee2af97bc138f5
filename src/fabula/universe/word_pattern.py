"""One pattern that finds any of many names in a text, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["word_pattern"]

_GAPS = {" ": r"(?:[ \t]+|\r?\n)", "'": "['’]", "’": "['’]", "-": "[-‐‑]", ".": r"\.?"}
_BEFORE = " \n\t\r\f\v\u00a0\u2028\"'!#$%&()*+,-./:;<=>?@[]^_`{|}~“”„‘’‚«»‹›—–‐‑…¿¡"
"""What can stand before a name: white space, punctuation, emphasis."""
_END = ""
_DEEPEST = 80
"""Letters of a name that are looked at: nested groups have a limit, and no name needs more."""


def word_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern whose group 1 is the longest of the names, as whole words, in a text in small letters.

    The names share their beginnings (a trie), so that the time does not grow with their number. The pattern starts
    with the character before the name rather than with a word boundary: `re` looks for the next character of a set
    in one fast loop, and tries boundaries, and classes such as ``\\W``, one by one.
    """
    root: dict[str, Any] = {}
    for name in names:
        node = root
        for character in name[:_DEEPEST]:
            node = node.setdefault(character, {})
        node[_END] = {}
    return re.compile(rf"[{re.escape(_BEFORE)}]({_branch(root)})(?![^\W_])")


def _branch(node: dict[str, Any]) -> str:
    """The pattern of all that can follow; built from the leaves up, runs of single letters in one piece."""
    options: list[str] = []
    for character in sorted(key for key in node if key != _END):
        run, below = character, node[character]
        while len(below) == 1 and _END not in below:
            (following,) = below
            run, below = run + following, below[following]
        text = "".join(_GAPS.get(c) or re.escape(c) for c in run)
        rest = _branch(below) if any(key != _END for key in below) else ""
        if rest and _END in below:
            rest = f"(?:{rest})?"
        elif rest:
            rest = f"(?:{rest})"
        options.append(text + rest)
    return "|".join(options)
