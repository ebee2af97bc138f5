"""What canon notes say of times.

``2 days later`` is measured from the scene before in the same line of telling (see `fabula.story.anchors`);
``2 days after X`` from the start of a scene X, or from an event; ``after X`` from its end. The forms are rows of
`fabula.bible.forms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fabula.bible.durations import read_duration
from fabula.bible.statements import Duration, Name, SceneName, Statement, When
from fabula.story.cards import Sign
from fabula.story.clock import DAY, HOUR
from fabula.story.dates import heading_date, noted_date
from fabula.universe.model import Scene

if TYPE_CHECKING:
    from fabula.story.evidence import Evidence

__all__ = ["LENGTH_FORMS", "NOTED_FORMS", "add_notes", "goes_back", "goes_on", "has_own_time", "same_time"]

LENGTH_FORMS = frozenset({"takes"})
_BEFORE_FORMS = frozenset({"before", "offset-before"})
_AFTER_FORMS = frozenset({"after", "offset-after", "continuous"})
_BACK_FORMS = frozenset({"earlier", "same-time"})
_OWN_TIME_FORMS = _BEFORE_FORMS | _AFTER_FORMS | _BACK_FORMS
_OWN_TIME_FORMS |= {"at", "at-event", "during", "shows", "later", "next"}
NOTED_FORMS = LENGTH_FORMS | _OWN_TIME_FORMS
"""All forms of canon notes that speak of when a scene is, or of how long it takes."""
NEAR = HOUR
"""How far "same time" may be off, in minutes."""
CONTINUOUS_GAP = 5
"""How long "continuous" may take, in minutes."""
NEXT_DAY = (HOUR, 47 * HOUR)
"""How much later "next day" may start: from one o'clock at night to late the evening after."""


def goes_back(evidence: Evidence, scene: Scene) -> bool:
    """Whether a scene says itself that it does not follow the scene told before it.

    It is ``earlier`` or at the ``same time``, before a scene told earlier, or after one told later.
    """
    for statement in scene.statements:
        if statement.form in _BACK_FORMS:
            return True
        anchor = _anchor(statement) if statement.form in _BEFORE_FORMS | _AFTER_FORMS else None
        if isinstance(anchor, SceneName):
            other = evidence.universe.find_scene(anchor, scene.episode.show.id)
            if other is not None and (other.order < scene.order) == (statement.form in _BEFORE_FORMS):
                return True
    relation = scene.heading.relation if scene.heading is not None else ""
    return relation == "SAME TIME" or relation.endswith("EARLIER")


def same_time(evidence: Evidence, scene: Scene) -> Iterator[Scene]:
    """The scenes at whose time a scene is, by its notes and its heading."""
    for statement in scene.statements:
        anchor = _anchor(statement) if statement.form == "same-time" else None
        if isinstance(anchor, SceneName):
            other = evidence.universe.find_scene(anchor, scene.episode.show.id)
            if other is not None:
                yield other
    before = evidence.anchors.before[scene.order]
    relation = scene.heading.relation if scene.heading is not None else ""
    if relation == "SAME TIME" and before is not None and before.episode is scene.episode:
        yield before


def goes_on(evidence: Evidence, scene: Scene) -> bool:
    """Whether a scene says how it follows the scene before it."""
    relation = scene.heading.relation if scene.heading is not None else ""
    return (
        relation in {"CONTINUOUS", "MOMENTS LATER"}
        or relation.endswith("LATER")
        or relation.startswith("NEXT ")
        or any(statement.form in {"later", "next"} for statement in scene.statements)
        or any(card.sign is Sign.LATER for card in evidence.cards[scene.order])
    )


def has_own_time(evidence: Evidence, scene: Scene) -> bool:
    """Whether a scene states a date, or how it lies to another scene or an event."""
    return (
        evidence.dates[scene.order] is not None
        or any(statement.form in _OWN_TIME_FORMS for statement in scene.statements)
        or any(card.text for card in evidence.cards[scene.order])
        or (scene.heading is not None and scene.heading.relation.endswith((" LATER", " EARLIER")))
    )


def add_notes(evidence: Evidence) -> None:
    """All that canon notes of scenes say of times."""
    for scene in evidence.scenes:
        for statement in scene.statements:
            _add_note(evidence, scene, statement)


def _add_note(evidence: Evidence, scene: Scene, statement: Statement) -> None:
    start = 1 + 2 * scene.order
    duration = next((v for _, v in statement.slots if isinstance(v, Duration)), None)
    when = next((v for _, v in statement.slots if isinstance(v, When)), None)
    match statement.form:
        case "at" if when is not None and when.precision != "clock":
            bounds = evidence.clocks.interval(when, scene.place)
            evidence.say(scene, 0, start, bounds, statement.span, f"{scene.name} is {when.text}", "date")
        case "at" if when is not None:
            _add_clock(evidence, scene, statement, when)
        case "takes" if duration is not None:
            bounds = (duration.least, duration.most)
            evidence.say(
                scene, start, start + 1, bounds, statement.span, f"{scene.name} takes {duration.text}", "takes"
            )
        case "later" | "earlier" | "next":
            before = evidence.anchors.before[scene.order] or evidence.anchors.told[scene.order]
            if before is not None:
                _add_shift(evidence, scene, statement, duration, before)
        case "after" | "before" | "offset-after" | "offset-before":
            _add_order(evidence, scene, statement, duration)
        case "same-time" | "continuous":
            _add_link(evidence, scene, statement)
        case "at-event" | "during" | "shows":
            _add_event(evidence, scene, statement)
        case _:
            pass


def _add_clock(evidence: Evidence, scene: Scene, statement: Statement, clock: When) -> None:
    """A clock time without a date: it says something only where the scene also states its day."""
    day = noted_date(scene) or heading_date(scene)
    if day is not None and day.precision == "day":
        when = When(day.first + clock.first, day.first + clock.last, "minute", clock.text, clock.span)
        bounds = evidence.clocks.interval(when, scene.place)
        evidence.say(scene, 0, 1 + 2 * scene.order, bounds, statement.span, f"{scene.name} is at {clock.text}", "date")


def _add_shift(
    evidence: Evidence, scene: Scene, statement: Statement, duration: Duration | None, before: Scene
) -> None:
    """N later, or N earlier, than the scene before; or on the day after it."""
    start, other = 1 + 2 * scene.order, 1 + 2 * before.order
    bounds = NEXT_DAY if duration is None else (duration.least, duration.most)
    amount = "a day" if duration is None else duration.text
    if statement.form == "earlier":
        start, other = other, start
    word = "earlier" if statement.form == "earlier" else "later"
    reason = f"{scene.name} is {amount} {word} than {before.name}"
    evidence.say(scene, other, start, bounds, statement.span, reason, word)


def _anchor(statement: Statement) -> Name | SceneName | None:
    return next((value for _, value in statement.slots if isinstance(value, Name | SceneName)), None)


def _nodes(evidence: Evidence, scene: Scene, statement: Statement) -> tuple[int, int, str] | None:
    """The first and last node of the event or scene that a statement names, and its name."""
    anchor = _anchor(statement)
    if isinstance(anchor, SceneName):
        other = evidence.universe.find_scene(anchor, scene.episode.show.id)
        return None if other is None else (1 + 2 * other.order, 2 + 2 * other.order, other.name)
    if anchor is not None and anchor.key in evidence.events:
        node = evidence.events[anchor.key]
        return node, node, evidence.universe.name(anchor.key)
    return None


def _add_order(evidence: Evidence, scene: Scene, statement: Statement, duration: Duration | None) -> None:
    """Before or after an event or another scene, by so much or by any amount."""
    nodes = _nodes(evidence, scene, statement)
    if nodes is None:
        return
    first, last, name = nodes
    start = 1 + 2 * scene.order
    word = statement.form.removeprefix("offset-")
    amount = "" if duration is None else f"{duration.text} "
    reason = f"{scene.name} is {amount}{word} {name}"
    # An amount counts from start to start, as "2 days later" does; without one the first must have ended.
    if duration is None:
        source, target = (last, start) if word == "after" else (start + 1, first)
        evidence.say(scene, source, target, (0, None), statement.span, reason, word)
        return
    source, target = (first, start) if word == "after" else (start, first)
    evidence.say(scene, source, target, (duration.least, duration.most), statement.span, reason, word)


def _add_link(evidence: Evidence, scene: Scene, statement: Statement) -> None:
    """At the same time as another scene, or going on from it."""
    nodes = _nodes(evidence, scene, statement)
    if nodes is None:
        return
    first, last, name = nodes
    start = 1 + 2 * scene.order
    if statement.form == "continuous":
        gap = (0, CONTINUOUS_GAP)
        evidence.say(scene, last, start, gap, statement.span, f"{scene.name} goes on from {name}", "continuous")
    else:
        reason = f"{scene.name} is at the same time as {name}"
        evidence.say(scene, first, start, (-NEAR, NEAR), statement.span, reason, "same time")


def _add_event(evidence: Evidence, scene: Scene, statement: Statement) -> None:
    """At an event (within a day of it), during it, or the event itself."""
    nodes = _nodes(evidence, scene, statement)
    if nodes is None:
        return
    node, _, name = nodes
    start = 1 + 2 * scene.order
    if statement.form == "shows":
        reason = f"{scene.name} is {name}"
        evidence.say(scene, node, start, (None, NEAR), statement.span, reason, "event")
        evidence.say(scene, node, start + 1, (-NEAR, None), statement.span, reason, "event")
        return
    if statement.form == "during":
        anchor = _anchor(statement)
        bounds = (-NEAR, _event_length(evidence, anchor.key if isinstance(anchor, Name) else ""))
        evidence.say(scene, node, start, bounds, statement.span, f"{scene.name} is during {name}", "event")
    else:
        evidence.say(scene, node, start, (-DAY, DAY), statement.span, f"{scene.name} is at {name}", "event")


def _event_length(evidence: Evidence, key: str) -> int:
    """How long an event goes on, in minutes: what its entry says it takes, else a day."""
    value = evidence.universe.entities[key].value("takes") if key else None
    length = read_duration(value.text, value.span) if value is not None else None
    return DAY if length is None else max(DAY, length.most)
