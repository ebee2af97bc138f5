"""Bold, italic and underlined words in Final Draft files.

A run states all of its styles, those that the type of its paragraph has anyway (bold scene headings, say) among them;
only what goes beyond these is emphasis.
"""

from __future__ import annotations

from typing import Final

from fabula.script.xml import Node

__all__ = ["EMPHASIS", "join_styles", "read_default_styles", "read_styles"]

EMPHASIS: Final = ("Bold", "Italic", "Underline")
"""Styles that are emphasis, in the order in which they are written; capitals, colours and fonts are none."""


def join_styles(styles: frozenset[str]) -> str:
    """Styles as FDX writes them: "Bold+Italic"."""
    return "+".join(name for name in EMPHASIS if name in styles)


def read_default_styles(document: Node) -> dict[str, frozenset[str]]:
    """The styles that each type of paragraph has by itself, by its name in lower case."""
    found: dict[str, frozenset[str]] = {}
    for settings in document.nodes("ElementSettings"):
        font = settings.node("FontSpec")
        if font is not None:
            found[settings.get("Type").strip().casefold()] = _styles(font.get("Style"))
    return found


def read_styles(paragraph: Node, default: frozenset[str]) -> tuple[tuple[int, int, str], ...]:
    """The emphasised stretches of a paragraph: start and end in its text, and the styles."""
    found: list[tuple[int, int, str]] = []
    at = 0
    for run in paragraph.nodes("Text", "DynamicLabel"):
        end = at + len(run.text)
        style = join_styles(_styles(run.get("Style")) - default)
        if style and found and found[-1][1:] == (at, style):
            found[-1] = (found[-1][0], end, style)
        elif style and end > at:
            found.append((at, end, style))
        at = end
    return tuple(found)


def _styles(stated: str) -> frozenset[str]:
    return frozenset(stated.split("+")) & frozenset(EMPHASIS) if stated else frozenset()
