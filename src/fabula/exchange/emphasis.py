"""Fountain's emphasis taken apart into runs of one style, as word processors keep text."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["Run", "read_emphasis"]

Run = tuple[str, str]
"""A text and its style: "Bold", "Italic", "Underline", or several with ``+`` between."""

MARK: Final = re.compile(r"\\[*_]|\*{1,3}(?!\*)|\*{4,}|_|\n")
STYLES: Final = {"***": ("Bold", "Italic"), "**": ("Bold",), "*": ("Italic",), "_": ("Underline",)}
ORDER: Final = ("Bold", "Italic", "Underline")


def read_emphasis(text: str) -> list[Run]:
    """The runs of a text, in order; a text without emphasis is one run without style. Linear in its length.

    Marks bind only to text without space next to them, and never across lines (Fountain 1.1, "Emphasis"). Marks that
    have no partner, and those behind a backslash, are text.
    """
    if "*" not in text and "_" not in text:
        return [(text, "")]
    marks = list(MARK.finditer(text))
    pairs = _pair(text, marks)
    runs: list[Run] = []
    styles: dict[str, int] = dict.fromkeys(ORDER, 0)
    at = 0

    def say(said: str) -> None:
        style = "+".join(name for name in ORDER if styles[name])
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + said, style)
        elif said:
            runs.append((said, style))

    for index, mark in enumerate(marks):
        say(text[at : mark.start()])
        at = mark.end()
        step = pairs.get(index, 0)
        if step:
            for name in STYLES[mark[0]]:
                styles[name] += step
        else:
            say(mark[0].removeprefix("\\"))
    say(text[at:])
    return runs or [("", "")]


def _pair(text: str, marks: list[re.Match[str]]) -> dict[int, int]:
    """Which marks begin (1) and end (-1) a style."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    counts = dict.fromkeys(STYLES, 0)
    for index, mark in enumerate(marks):
        sign = mark[0]
        if sign == "\n":
            opened.clear()
            counts = dict.fromkeys(STYLES, 0)
        elif sign in STYLES:
            before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
            closes = before.strip() != "" and not (sign == "_" and (after.isalnum() or after == "_"))
            opens = after.strip() != "" and not (sign == "_" and (before.isalnum() or before == "_"))
            if closes and counts[sign] and marks[opened[-1]].end() < mark.start():
                while True:
                    last = opened.pop()
                    counts[marks[last][0]] -= 1
                    if marks[last][0] == sign:
                        break
                pairs[last], pairs[index] = 1, -1
            elif opens:
                opened.append(index)
                counts[sign] += 1
    return pairs
