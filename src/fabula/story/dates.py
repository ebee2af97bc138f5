"""The dates that a scene states: in its heading, in its notes, on its title cards."""

from __future__ import annotations

from collections.abc import Sequence

from fabula.bible.dates import read_when
from fabula.bible.statements import When
from fabula.story.cards import Card, Sign, Where, find_date
from fabula.universe.model import Scene

__all__ = ["heading_clock", "heading_date", "noted_date", "stated_date"]


def heading_date(scene: Scene) -> When | None:
    """The date in a heading: ``INT. HQ - 14 JUNE 2014 - DAY``, ``EXT. PIER - NIGHT, 2006``."""
    written = scene.heading.time_text if scene.heading is not None else ""
    if not any(c.isdigit() for c in written):
        return None
    for part in (written, *written.split(" - ")):
        for text in (part, find_date(part)):
            when, _ = read_when(text, scene.span) if text else (None, "")
            if when is not None and when.precision != "clock":
                return when
    return None


def heading_clock(scene: Scene) -> When | None:
    """The clock time in a heading that says no date: ``INT. HQ - 21:40``."""
    written = scene.heading.time_text if scene.heading is not None else ""
    if not any(c.isdigit() for c in written):
        return None
    for part in (piece for chunk in written.split(" - ") for piece in chunk.split(",")):
        when, _ = read_when(part.strip(), scene.span)
        if when is not None and when.precision == "clock":
            return when
    return None


def noted_date(scene: Scene) -> When | None:
    """The first date that a canon note in the scene states."""
    for statement in scene.statements:
        if statement.form == "at":
            for _, value in statement.slots:
                if isinstance(value, When) and value.precision != "clock":
                    return value
    return None


def stated_date(scene: Scene, cards: Sequence[Card]) -> When | None:
    """The date that a scene states, wherever: notes before headings before title cards."""
    when = noted_date(scene) or heading_date(scene)
    if when is not None:
        return when
    for card in cards:
        if card.sign is Sign.DATE and card.where is not Where.AFTER:
            when, _ = read_when(card.text, card.span)
            if when is not None:
                return when
    return None
