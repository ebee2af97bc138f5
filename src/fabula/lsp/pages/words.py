"""Words of hovers: names made safe for Markdown, scenes and lists as short as they can be said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fabula.bible.model import Entry
from fabula.report import markdown
from fabula.report.words import join_words
from fabula.universe.model import Scene

__all__ = ["bold", "few", "first_sentence", "page", "plain", "said_scene"]

_LONGEST = 120
_LINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_SENTENCE = re.compile(r"(.+?[.!?…][”\"’']?)(?=\s|$)", re.DOTALL)


def plain(text: str) -> str:
    """Text of a universe in one line of Markdown, on which it has no power; cut if it is long."""
    words = " ".join(text.split())
    return markdown.plain(words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…")


def bold(text: str) -> str:
    """A name in bold."""
    return f"**{plain(text)}**"


def said_scene(scene: Scene | None, here: Scene | None = None) -> str:
    """A scene as it is called where another one is being read: without the show, if that is the same."""
    if scene is None:
        return "the bible"
    if scene is here:
        return "this scene"
    return plain(scene.name if here is None or scene.episode.show is not here.episode.show else _code(scene))


def _code(scene: Scene) -> str:
    return f"{scene.episode.code}/{scene.label}"


def few(words: Sequence[str], most: int = 4) -> str:
    """A list of words of which only so many are said, and the others counted."""
    if len(words) > most + 1:
        return join_words([*words[:most], f"{len(words) - most} more"])
    return join_words(list(words))


def first_sentence(entry: Entry | None) -> str:
    """The first sentence of the prose of an entry; empty if it has none."""
    body = entry.body.strip() if entry is not None else ""
    paragraph = next((part for part in re.split(r"\n\s*\n", body) if part.strip() and not part.startswith("#")), "")
    words = " ".join(_LINK.sub(lambda link: link[1], paragraph).split())
    found = _SENTENCE.match(words)
    return plain(found[1] if found is not None else words)


def page(head: str, lines: Iterable[str]) -> str:
    """A hover: its head, and below it a list."""
    rows = [f"- {line}" for line in lines if line]
    return "\n".join([head, "", *rows]) if rows else head
