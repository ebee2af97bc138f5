"""What a labeller is asked: a comment with the words that may name an element, and who or what that element is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fabula.listening.elements import ElementKind, element_name, episode_id, kind_of, people_of
from fabula.listening.labels.sample import Key, Sampled
from fabula.listening.model import How
from fabula.universe.model import Universe

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["Question", "describe", "read_questions"]

_LONGEST: Final = 160
"""How much is said of an element."""


@dataclass(frozen=True, slots=True)
class Question:
    """A pair to label. ``spans`` are the places in the text that name the element, in order, none in another.

    ``parent`` is the text of the comment that it answers, ``why`` says how it is linked where no words do.
    """

    comment: str
    element: str
    name: str
    about: str
    episode: str
    source: str
    text: str
    spans: tuple[tuple[int, int], ...]
    parent: str
    why: str

    @property
    def key(self) -> Key:
        """The pair itself."""
        return self.comment, self.element

    def marked(self, before: str = "[[", after: str = "]]") -> str:
        """The text with marks around the words that name the element."""
        pieces, at = [], 0
        for start, stop in self.spans:
            pieces += [self.text[at:start], before, self.text[start:stop], after]
            at = stop
        return "".join([*pieces, self.text[at:]])


def read_questions(engine: Engine, universe: Universe, sampled: Sequence[Sampled]) -> list[Question]:
    """The questions of a sample, in its order; those whose comments are gone are left out."""
    wanted = {one.key for one in sampled}
    texts: dict[Key, tuple[str, str]] = {}
    spans: dict[Key, set[tuple[int, int]]] = {}
    hows: dict[Key, set[str]] = {}
    if wanted:
        for row in engine.query("asked", comments=sorted({comment for comment, _ in wanted})).to_pylist():
            key = (row["comment"], row["element"])
            if key in wanted:
                texts[key] = (row["text"], row["parent"] or "")
                hows.setdefault(key, set()).add(row["how"])
                if row["stop"] > row["start"]:
                    spans.setdefault(key, set()).add((row["start"], row["stop"]))
    return [
        Question(
            one.comment,
            one.group.element,
            element_name(universe, one.group.element),
            describe(universe, one.group.element),
            element_name(universe, f"episodes/{one.episode}") if one.episode else "",
            one.group.source,
            texts[one.key][0],
            _apart(spans.get(one.key, set())),
            texts[one.key][1],
            "" if spans.get(one.key) else _explain(hows[one.key]),
        )
        for one in sampled
        if one.key in texts
    ]


def _apart(spans: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order; of those that overlap the first and longest."""
    kept: list[tuple[int, int]] = []
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, stop))
    return tuple(kept)


def _explain(hows: set[str]) -> str:
    if How.AIR_DATE in hows:
        return "by the day on which it was written"
    return "as the source says" if How.SOURCE in hows else "by the comment as a whole"


def describe(universe: Universe, element: str) -> str:
    """Who or what an element is, in one line: the first sentence of its bible entry; empty if there is none."""
    kind = kind_of(element)
    if kind is ElementKind.PAIR:
        told = (describe(universe, person) for person in people_of(element))
        return _shorten(" · ".join(text for text in told if text))
    if kind is ElementKind.EPISODE:
        return _shorten(next((one.title for one in universe.episodes if episode_id(one) == element), ""))
    entity = universe.entities.get(element)
    if entity is None or entity.entry is None:
        return ""
    body = _LINK.sub(lambda found: found["label"] or found["target"], entity.entry.body)
    lines = [line.strip(" *_>-") for line in body.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    first = _SENTENCE.match(" ".join(lines))
    return _shorten(first[0]) if first is not None else ""


_LINK: Final = re.compile(r"\[\[(?P<target>[^\]|#]*)(?:#[^\]|]*)?(?:\|(?P<label>[^\]]*))?\]\]")
_SENTENCE: Final = re.compile(r".+?(?:[.!?](?=\s|$)|$)")


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
