"""What headings and title cards say of times: CONTINUOUS, NEXT MORNING, ``SUPER: EIGHT YEARS LATER``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fabula.bible.dates import read_when
from fabula.bible.durations import read_duration
from fabula.story.cards import Card, Sign, Where
from fabula.story.clock import DAY, HOUR
from fabula.story.dates import heading_date
from fabula.story.model import Mode
from fabula.story.noted import CONTINUOUS_GAP, NEAR, NEXT_DAY
from fabula.universe.model import Scene

if TYPE_CHECKING:
    from fabula.story.evidence import Evidence

__all__ = ["add_cards", "add_heading_words"]


def add_heading_words(evidence: Evidence) -> None:
    """What headings say: their dates, and how they stand to the scene before."""
    for scene in evidence.scenes:
        heading = scene.heading
        if heading is None:
            continue
        when = heading_date(scene)
        if when is not None:
            bounds = evidence.clocks.interval(when, scene.place)
            reason = f"the heading of {scene.name} says {when.text}"
            evidence.say(scene, 0, 1 + 2 * scene.order, bounds, scene.span, reason, "heading date")
        before = evidence.anchors.before[scene.order]
        if heading.relation and before is not None and before.episode is scene.episode:
            _add_relation(evidence, scene, before, heading.relation)


def _add_relation(evidence: Evidence, scene: Scene, before: Scene, word: str) -> None:
    start, first, last = 1 + 2 * scene.order, 1 + 2 * before.order, 2 + 2 * before.order
    reason = f"the heading of {scene.name} says {word} after {before.name}"
    bounds: tuple[int | None, int | None]
    source, target, kind = first, start, "heading"
    if word == "CONTINUOUS":
        source, bounds = last, (0, CONTINUOUS_GAP)
    elif word == "MOMENTS LATER":
        source, bounds = last, (0, HOUR)
    elif word == "LATER":
        bounds = (0, None)
        evidence.say(scene, last, start, (None, DAY), scene.span, reason, "heading", True)
    elif word.startswith("NEXT "):
        bounds = NEXT_DAY
    elif word == "SAME TIME":
        bounds = (-NEAR, None)
        evidence.say(scene, last, start, (None, NEAR), scene.span, reason, "heading")
    elif word.startswith("SAME "):
        bounds = (-DAY, DAY)
    else:
        duration = read_duration(word.rsplit(" ", 1)[0], scene.span)
        if duration is None:
            return
        bounds, kind = (duration.least, duration.most), "card"
        if word.endswith(" EARLIER"):
            host = evidence.anchors.host[scene.order] or before
            source, target = start, 1 + 2 * host.order
            reason = f"the heading of {scene.name} says {word} than {host.name}"
    evidence.say(scene, source, target, bounds, scene.span, reason, kind)


def add_cards(evidence: Evidence) -> None:
    """What title cards say. A card after all that happens in a scene speaks of the next scene of the episode."""
    for episode in evidence.episodes:
        for index, scene in enumerate(episode.scenes):
            for card in evidence.cards[scene.order]:
                target: Scene | None = scene
                if card.where is Where.AFTER:
                    target = episode.scenes[index + 1] if index + 1 < len(episode.scenes) else None
                if target is None or not card.text:
                    continue
                if card.sign is Sign.DATE:
                    _add_date(evidence, target, card)
                elif card.where is not Where.AMID:
                    _add_shift(evidence, target, card)


def _add_date(evidence: Evidence, scene: Scene, card: Card) -> None:
    when, _ = read_when(card.text, card.span)
    if when is not None:
        bounds = evidence.clocks.interval(when, scene.place)
        reason = f"the title card says {card.text}"
        evidence.say(scene, 0, 1 + 2 * scene.order, bounds, card.span, reason, "card date")


def _add_shift(evidence: Evidence, scene: Scene, card: Card) -> None:
    """N years later than the scene before, or N years before the present."""
    duration = read_duration(card.text, card.span)
    if duration is None:
        return
    anchors = evidence.anchors
    start = 1 + 2 * scene.order
    bounds: tuple[int, int | None] = (duration.least, duration.most)
    reason = f"the title card says {' '.join(card.text.split())} {'later' if card.sign is Sign.LATER else 'before'}"
    if card.sign is Sign.AGO:
        other = anchors.host[scene.order]
        if other is not None:
            evidence.say(scene, start, 1 + 2 * other.order, bounds, card.span, f"{reason} {other.name}", "card")
        return
    before, told = anchors.before[scene.order], anchors.told[scene.order]
    if before is None or told is None:
        return
    if (
        evidence.modes[scene.order] is Mode.PRESENT
        and evidence.modes[told.order] is not Mode.PRESENT
        and before is not told
    ):
        # Back from a flashback: the card may count from the flashback or from the present before it. Both say at least
        # that much later than the flashback.
        before, bounds = told, (duration.least, None)
    evidence.say(scene, 1 + 2 * before.order, start, bounds, card.span, f"{reason} than {before.name}", "card")
