"""When the events of the bible happen: their own dates, and what they say of other events and of scenes.

``at``/``in`` is a date, local at the event's ``place``. ``after`` and ``before`` name events or scenes, with an amount
in front if wanted: ``after: 8 years after the fall of Citadel``. An event is one point in time: when it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fabula.bible.dates import read_when
from fabula.bible.durations import DURATION, read_duration
from fabula.bible.model import EntryKind, Value
from fabula.story.distance import rank_components
from fabula.universe.model import Entity, Universe
from fabula.universe.names import fold_name

if TYPE_CHECKING:
    from fabula.story.evidence import Evidence

__all__ = ["add_events", "event_names"]

_SCENE = re.compile(r"(?:(?P<show>[\w-]+)\s+)?(?P<code>s\d+e\d+)/(?P<scene>\S+)", re.IGNORECASE)
_AMOUNT = re.compile(rf"(?P<length>{DURATION})(?:\s+(?:after|before))?\s+(?P<rest>\S.*)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an) ")


def event_names(universe: Universe) -> dict[str, str]:
    """Keys of events by every name they go by, folded and without an article; names that two share are left out."""
    names: dict[str, str] = {}
    for key, entity in universe.entities.items():
        if entity.kind is EntryKind.EVENT:
            for name in (entity.name, *entity.aliases, key, key.partition("/")[2]):
                folded = _plain(name)
                names[folded] = "" if names.get(folded, key) != key else key
    return {name: key for name, key in names.items() if key}


def _plain(name: str) -> str:
    """A name as names are compared: folded, without an article or the brackets of a wikilink."""
    text = name.strip().removeprefix("[[").removesuffix("]]").partition("|")[0]
    return _ARTICLE.sub("", fold_name(text))


def add_events(evidence: Evidence) -> None:
    """All that bible events say of times."""
    universe = evidence.universe
    names = event_names(universe)
    places = {
        _plain(name): key
        for key, entity in universe.entities.items()
        if entity.kind is EntryKind.PLACE
        for name in (*entity.aliases, key, key.partition("/")[2], entity.name)
    }
    circles = _find_circles(universe, list(evidence.events), names)
    for key, node in evidence.events.items():
        entity = universe.entities[key]
        place = entity.value("place")
        where = places.get(_plain(place.text), "") if place is not None else ""
        for value in _values(entity, "at", "in"):
            when, _ = read_when(value.text, value.span)
            if when is not None and when.precision != "clock":
                bounds = evidence.clocks.interval(when, where)
                evidence.say_of_event(0, node, bounds, value.span, f"{entity.name} is {when.text}")
        for word in ("after", "before"):
            for value in _values(entity, word):
                _add_relation(evidence, entity, node, word, value, names, circles)


def _find_circles(universe: Universe, events: list[str], names: dict[str, str]) -> dict[str, int]:
    """A number for each event, the same for those that come after one another in a circle."""
    numbers = {key: index for index, key in enumerate(events, 1)}
    outgoing: list[list[tuple[int, int]]] = [[] for _ in range(len(events) + 1)]
    for key, number in numbers.items():
        for word in ("after", "before"):
            for value in _values(universe.entities[key], word):
                other = names.get(_plain(value.text))
                if other is not None:
                    first, second = (numbers[other], number) if word == "after" else (number, numbers[other])
                    outgoing[first].append((second, 0))
    ranks = rank_components(outgoing)
    return {key: ranks[number] for key, number in numbers.items()}


def _values(entity: Entity, *fields: str) -> Iterator[Value]:
    for name in fields:
        value = entity.value(name)
        if value is not None:
            yield from value.items


def _add_relation(
    evidence: Evidence,
    entity: Entity,
    node: int,
    word: str,
    value: Value,
    names: dict[str, str],
    circles: dict[str, int],
) -> None:
    """``after: X``: the event begins when X has ended, or that much later."""
    text = value.text.strip().removeprefix("[[").removesuffix("]]").partition("|")[0]
    bounds: tuple[int | None, int | None] = (0, None)
    match = _AMOUNT.fullmatch(text)
    duration = read_duration(match["length"], value.span) if match is not None else None
    if match is not None and duration is not None:
        text = match["rest"]
        bounds = (duration.least, duration.most)
    amount = "" if duration is None else f"{duration.text} "
    reason = f"{entity.name} is {amount}{word} {text}"
    other = names.get(_plain(text))
    if other is not None:
        first = last = evidence.events[other]
        if duration is None and circles[other] == circles[entity.key]:
            bounds = (1, None)  # each after the other: what may pass as one moment elsewhere is a contradiction here
    else:
        scene = _find_scene(evidence.universe, text, entity.owner)
        if scene is None:
            return
        first, last = 1 + 2 * scene, 2 + 2 * scene
    if word == "after":
        evidence.say_of_event(last if duration is None else first, node, bounds, value.span, reason)
    else:
        evidence.say_of_event(node, first, bounds, value.span, reason)


def _find_scene(universe: Universe, text: str, owner: str) -> int | None:
    match = _SCENE.fullmatch(text)
    if match is None:
        return None
    shows = [match["show"]] if match["show"] else [owner, *sorted(universe.shows)]
    for show in shows:
        scene = universe.by_name.get(f"{show}/{match['code']}/{match['scene']}".lower())
        if scene is not None:
            return scene.order
    return None
