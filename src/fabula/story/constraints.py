"""From texts to constraints: everything a universe says of its times.

Each source of constraints has its own module; this one names them in order.
"""

from __future__ import annotations

from dataclasses import replace

from fabula.bible.model import EntryKind
from fabula.bible.statements import When
from fabula.story.anchors import find_anchors
from fabula.story.assumed import add_lengths, add_telling_order
from fabula.story.cards import read_cards
from fabula.story.clock import Clocks
from fabula.story.dates import stated_date
from fabula.story.days import add_script_days
from fabula.story.distance import rank_components
from fabula.story.evidence import Evidence
from fabula.story.modes import find_modes
from fabula.story.noted import add_notes
from fabula.story.occasions import add_events
from fabula.story.worded import add_cards, add_heading_words
from fabula.universe.model import Scene, Universe

__all__ = ["gather_constraints"]


def gather_constraints(universe: Universe) -> Evidence:
    """Everything that a universe says of its times, in telling order within each source."""
    evidence = _prepare(universe)
    add_lengths(evidence)
    add_events(evidence)
    add_notes(evidence)
    add_cards(evidence)
    add_heading_words(evidence)
    add_script_days(evidence)
    add_telling_order(evidence)
    _open_circles(evidence)
    return evidence


def _open_circles(evidence: Evidence) -> None:
    """Let scenes that come after one another in a circle be apart, so that the circle is a contradiction.

    ``after`` and ``before`` allow the very minute at which the other ends, since clocks in scripts are rough. In a
    circle this would let all its scenes pass as one moment without length.
    """
    loose = [c.kind in {"after", "before"} and c.least == 0 and c.most is None for c in evidence.constraints]
    if not any(loose):
        return
    edges: list[list[tuple[int, int]]] = [[] for _ in range(evidence.size)]
    for constraint in evidence.constraints:
        if constraint.source and constraint.least == 0 and (not constraint.assumed or constraint.kind == "length"):
            edges[constraint.source].append((constraint.target, 0))
    part = rank_components(edges)
    evidence.constraints[:] = [
        replace(c, least=1) if free and part[c.source] == part[c.target] else c
        for c, free in zip(evidence.constraints, loose, strict=True)
    ]


def _prepare(universe: Universe) -> Evidence:
    """The parts that the sources share: clocks, cards, stated dates, modes."""
    clocks = Clocks(universe)
    cards = [read_cards(scene) for scene in universe.scenes]
    dates = [_interval(scene, stated_date(scene, cards[scene.order]), clocks) for scene in universe.scenes]
    modes = find_modes(universe.episodes, cards, [None if d is None else d[0] for d in dates])
    keys = sorted(key for key, entity in universe.entities.items() if entity.kind is EntryKind.EVENT)
    first = 1 + 2 * len(universe.scenes)
    events = {key: first + index for index, key in enumerate(keys)}
    return Evidence(universe, clocks, events, cards, dates, modes, find_anchors(universe.scenes, modes))


def _interval(scene: Scene, when: When | None, clocks: Clocks) -> tuple[int, int] | None:
    return None if when is None else clocks.interval(when, scene.place)
