"""Dramatic irony and reveals, scene by scene, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import matter_document, span_document, where
from fabula.report.timeline import heading_text
from fabula.report.words import clean
from fabula.source import Span
from fabula.story.minds.irony import Irony, Reveal
from fabula.story.minds.log import AUDIENCE
from fabula.story.minds.phrases import Phrases, sentence
from fabula.universe.model import Scene

__all__ = ["SceneIrony", "irony_document", "irony_words", "reveal_words", "write_irony"]


@dataclass(frozen=True, slots=True)
class SceneIrony:
    """A scene with the facts on which the audience and those present differ, and what is revealed in it."""

    scene: Scene
    ironies: tuple[Irony, ...]
    reveals: tuple[Reveal, ...]


def irony_words(phrases: Phrases, irony: Irony) -> str:
    """What somebody and the audience hold, as a clause; what is so, where neither has it."""
    if irony.audience_ahead and not irony.held:
        return f"{_held(phrases, irony, irony.person, irony.held)}; the audience does"
    if not irony.audience_ahead and not irony.audience:
        still = "still " if irony.still else ""
        return f"{_held(phrases, irony, irony.person, irony.held)}; the audience {still}does not"
    hers, ours = _held(phrases, irony, irony.person, irony.held), _held(phrases, irony, AUDIENCE, irony.audience)
    words = f"{hers}; {ours}" if irony.audience_ahead else f"{ours}; {hers}"
    if irony.true and irony.true not in (irony.held, irony.audience):
        words += f"; really, {phrases.so(irony.matter, irony.true)}"
    return words


def _held(phrases: Phrases, irony: Irony, mind: str, value: str) -> str:
    still = "still " if irony.still else ""
    if not value:
        return phrases.unaware(mind, irony.matter, irony.true, still)
    known = not irony.true or value == irony.true
    return phrases.holds(mind, irony.matter, value, "knows" if known else f"{still}thinks")


def reveal_words(phrases: Phrases, reveal: Reveal) -> str:
    """What the audience learns, and what it thought before."""
    learns = phrases.holds(AUDIENCE, reveal.matter, reveal.value, "learns")
    return (
        f"{learns}; until then it thought that {phrases.so(reveal.matter, reveal.before)}" if reveal.before else learns
    )


def write_irony(phrases: Phrases, scenes: Sequence[SceneIrony], prefix: str = "", ink: Ink = PLAIN) -> Iterator[str]:
    """Scene by scene: what is revealed, where the audience is ahead of somebody, and where it is behind."""
    shown = [one for one in scenes if one.ironies or one.reveals]
    if not shown:
        yield "The audience and the people on screen hold the same.\n"
    for number, one in enumerate(shown):
        gap = "\n" if number else ""
        yield f"{gap}{ink(clean(one.scene.name), 'code')}  {clean(heading_text(one.scene))}\n"
        for reveal in one.reveals:
            head = "Surprise" if reveal.surprise else "Reveal"
            yield f"  {ink(head, 'strong')}: {clean(reveal_words(phrases, reveal))}.\n"
            yield f"    {ink(clean(where(reveal.span, prefix)), 'path')}\n"
        for title, ahead in (("The audience is ahead", True), ("The audience is behind", False)):
            mine = [irony for irony in one.ironies if irony.audience_ahead is ahead]
            if mine:
                yield f"  {ink(title, 'strong')}\n"
            for irony in mine:
                yield f"    {clean(sentence(irony_words(phrases, irony)))}\n"
                yield from _places(phrases, irony, prefix, ink)


def _places(phrases: Phrases, irony: Irony, prefix: str, ink: Ink) -> Iterator[str]:
    pairs: tuple[tuple[str, Span | None], ...] = ((AUDIENCE, irony.since), (irony.person, irony.from_))
    places = [f"{phrases.name(who)}: {where(span, prefix)}" for who, span in pairs if span is not None]
    if places:
        yield f"      {ink(clean(', '.join(places)), 'path')}\n"


def irony_document(phrases: Phrases, scenes: Sequence[SceneIrony], prefix: str = "") -> list[dict[str, Any]]:
    """The same as data; scenes without irony and reveals as well."""

    def place(span: Span | None) -> dict[str, Any] | None:
        return None if span is None else span_document(span, prefix)

    return [
        {
            "scene": one.scene.key,
            "heading": heading_text(one.scene),
            "reveals": [
                {
                    "matter": matter_document(reveal.matter),
                    "value": reveal.value,
                    "before": reveal.before or None,
                    "surprise": reveal.surprise,
                    "words": sentence(reveal_words(phrases, reveal)),
                    "place": span_document(reveal.span, prefix),
                }
                for reveal in one.reveals
            ],
            "ironies": [
                {
                    "person": irony.person,
                    "matter": matter_document(irony.matter),
                    "audience": irony.audience or None,
                    "held": irony.held or None,
                    "true": irony.true or None,
                    "audience_ahead": irony.audience_ahead,
                    "near": irony.near,
                    "still": irony.still,
                    "words": sentence(irony_words(phrases, irony)),
                    "audience_place": place(irony.since),
                    "person_place": place(irony.from_),
                }
                for irony in one.ironies
            ],
        }
        for one in scenes
    ]
