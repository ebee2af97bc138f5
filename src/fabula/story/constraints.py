"""From texts to constraints: everything a universe says of its times.

Each source of constraints has its own module; this one names them in order.
"""

from __future__ import annotations

from collections.abc import Collection

from fabula.bible.model import EntryKind
from fabula.story.anchors import Anchors, find_anchors
from fabula.story.assumed import add_lengths, add_telling_order
from fabula.story.cards import Card, read_cards
from fabula.story.clock import Clocks
from fabula.story.dates import stated_date
from fabula.story.days import add_script_days
from fabula.story.distance import rank_components
from fabula.story.evidence import Evidence
from fabula.story.model import Mode
from fabula.story.modes import find_modes
from fabula.story.noted import add_notes
from fabula.story.occasions import add_events
from fabula.story.timeline import Constraint
from fabula.story.worded import add_cards, add_heading_words
from fabula.universe.model import Episode, Universe

__all__ = ["gather_again", "gather_constraints", "is_loose", "number_events", "open_circles"]


def gather_constraints(universe: Universe) -> Evidence:
    """Everything that a universe says of its times, in telling order within each source."""
    clocks, cards, dates = _read_scenes(universe)
    modes = find_modes(universe.episodes, cards, _first_minutes(dates))
    anchors = find_anchors(universe.scenes, modes)
    evidence = Evidence(universe, clocks, number_events(universe), cards, dates, modes, anchors, universe.episodes)
    _gather(evidence)
    evidence.constraints[:] = open_circles(evidence.constraints, evidence.size)
    return evidence


def gather_again(
    universe: Universe, modes: list[Mode], anchors: Anchors, free: set[int], shows: Collection[str]
) -> Evidence:
    """What some shows, and the events of the bible, say of times; circles are not opened.

    ``modes``, ``anchors`` and ``free`` are those before the edit, by the order of scenes after it; what the shows
    change in them is written into them.
    """
    clocks, cards, dates = _read_scenes(universe)
    episodes = [episode for episode in universe.episodes if episode.show.id in shows]
    orders = [scene.order for episode in episodes for scene in episode.scenes]
    found = find_modes(episodes, cards, _first_minutes(dates))
    for order in orders:
        modes[order] = found[order]
    near = find_anchors([scene for episode in episodes for scene in episode.scenes], modes)
    for order in orders:
        anchors.before[order], anchors.host[order] = near.before[order], near.host[order]
        anchors.told[order] = near.told[order]
    free.difference_update(orders)
    evidence = Evidence(universe, clocks, number_events(universe), cards, dates, modes, anchors, episodes, free=free)
    _gather(evidence)
    return evidence


def _gather(evidence: Evidence) -> None:
    add_lengths(evidence)
    add_events(evidence)
    add_notes(evidence)
    add_cards(evidence)
    add_heading_words(evidence)
    add_script_days(evidence)
    add_telling_order(evidence)


def is_loose(constraint: Constraint) -> bool:
    """Whether a constraint says no more than that something comes after something else, or at the same minute."""
    return constraint.kind in {"after", "before"} and constraint.most is None and constraint.least in {0, 1}


def open_circles(constraints: list[Constraint], size: int) -> list[Constraint]:
    """Let scenes that come after one another in a circle be apart, so that the circle is a contradiction.

    ``after`` and ``before`` allow the very minute at which the other ends, since clocks in scripts are rough. In a
    circle this would let all its scenes pass as one moment without length.
    """
    loose = [is_loose(c) and c.least == 0 for c in constraints]
    if not any(loose):
        return constraints
    edges: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for constraint in constraints:
        if constraint.source and constraint.least == 0 and (not constraint.assumed or constraint.kind == "length"):
            edges[constraint.source].append((constraint.target, 0))
    part = rank_components(edges)
    return [
        c._replace(least=1) if free and part[c.source] == part[c.target] else c
        for c, free in zip(constraints, loose, strict=True)
    ]


def number_events(universe: Universe) -> dict[str, int]:
    """The node of each event of the bible: they come behind those of the scenes."""
    keys = sorted(key for key, entity in universe.entities.items() if entity.kind is EntryKind.EVENT)
    first = 1 + 2 * len(universe.scenes)
    return {key: first + index for index, key in enumerate(keys)}


_Dates = list[tuple[int, int] | None]


def _read_scenes(universe: Universe) -> tuple[Clocks, list[list[Card]], _Dates]:
    """The parts that the sources share: clocks, and the cards and stated dates of all scenes."""
    clocks = Clocks(universe)
    cards: list[list[Card]] = []
    dates: _Dates = []
    for episode in universe.episodes:
        own = episode.once("cards", lambda episode: [read_cards(scene) for scene in episode.scenes])
        cards += own
        dates += episode.once("dates", lambda episode: _read_dates(episode, clocks))
    return clocks, cards, dates


def _read_dates(episode: Episode, clocks: Clocks) -> _Dates:
    cards = episode.kept["cards"]
    stated = ((scene, stated_date(scene, own)) for scene, own in zip(episode.scenes, cards, strict=True))
    return [None if when is None else clocks.interval(when, scene.place) for scene, when in stated]


def _first_minutes(dates: _Dates) -> list[int | None]:
    return [None if date is None else date[0] for date in dates]
