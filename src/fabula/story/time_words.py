"""What a scene says of times, without where it says so: two scenes of the same words have the same place in time."""

from __future__ import annotations

from fabula.bible.statements import Statement
from fabula.source import Span
from fabula.story.cards import Card, read_cards
from fabula.story.days import STORY_DAY
from fabula.story.modes import NOTE_MODES
from fabula.story.noted import NOTED_FORMS
from fabula.universe.model import Scene

__all__ = ["TIME_FORMS", "time_spans", "time_words"]

TIME_FORMS = NOTED_FORMS | frozenset(NOTE_MODES) | {STORY_DAY}
"""The forms of statements that the stage of times reads."""


def time_words(scene: Scene) -> tuple[object, ...]:
    """All that the stage of times reads of a scene but for the places in the text."""
    cards = [(card.sign, card.where, card.text) for card in _cards(scene)]
    statements = [_statement_words(s) for s in scene.statements if s.form in TIME_FORMS]
    return scene.key, scene.name, scene.place, scene.heading, scene.written.details.script_day, cards, statements


def time_spans(scene: Scene) -> list[Span]:
    """The places in the text that `time_words` leaves out, in the same order for scenes of the same words."""
    statements = (s for s in scene.statements if s.form in TIME_FORMS)
    return [scene.span, *(card.span for card in _cards(scene)), *(s.span for s in statements)]


def _cards(scene: Scene) -> list[Card]:
    cards = scene.episode.once("cards", lambda episode: [read_cards(one) for one in episode.scenes])
    return cards[scene.order - scene.episode.scenes[0].order]


def _statement_words(statement: Statement) -> tuple[object, ...]:
    names = tuple(name.keys for name in statement.all_names())
    return statement.form, " ".join(statement.span.text.split()), names
