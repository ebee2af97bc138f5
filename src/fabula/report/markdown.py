"""Text of a story on a page of Markdown, without any power over the page that it stands on."""

from __future__ import annotations

import re

from fabula.report.words import clean

__all__ = ["code", "plain"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def code(text: str) -> str:
    """Text in a code span, whatever ticks it has."""
    text = clean(text)
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{ticks} {text} {ticks}" if len(ticks) > 1 else f"`{text}`"


def plain(text: str) -> str:
    """Text of a story without any power over the page it stands on; what stands between ticks stays code."""
    pieces = re.split(r"(`[^`]+`)", clean(text))
    return "".join(piece if index % 2 else _inert(piece) for index, piece in enumerate(pieces))


def _inert(text: str) -> str:
    # A name with @ would call somebody, and #12 would lead to another thread.
    return _SPECIAL.sub(r"\\\1", text).replace("@", "@\u200b")
