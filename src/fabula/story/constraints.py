"""From texts to constraints: everything a universe says of its times.

Each source of constraints has its own module; this one names them in order and holds what they share.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fabula.bible.model import EntryKind
from fabula.bible.statements import When
from fabula.source import Span
from fabula.story.anchors import Anchors, find_anchors
from fabula.story.cards import Card, read_cards
from fabula.story.clock import Clocks
from fabula.story.dates import stated_date
from fabula.story.model import Mode
from fabula.story.modes import find_modes
from fabula.story.timeline import Constraint
from fabula.universe.model import Scene, Status, Universe

__all__ = ["Evidence", "end_node", "gather_constraints", "start_node"]


def start_node(scene: Scene) -> int:
    """The node of a scene's start."""
    return 1 + 2 * scene.order


def end_node(scene: Scene) -> int:
    """The node of a scene's end."""
    return 2 + 2 * scene.order


@dataclass(slots=True)
class Evidence:
    """What a universe says of its times, while it is gathered.

    ``dates`` are the intervals (UTC) that scenes state of their starts, ``events`` the nodes of bible events by key.
    """

    universe: Universe
    clocks: Clocks
    events: dict[str, int]
    cards: list[list[Card]]
    dates: list[tuple[int, int] | None]
    modes: list[Mode]
    anchors: Anchors
    constraints: list[Constraint] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return 1 + 2 * len(self.universe.scenes) + len(self.events)

    def say(
        self,
        scene: Scene,
        source: int,
        target: int,
        bounds: tuple[int | None, int | None],
        span: Span,
        reason: str,
        kind: str,
        assumed: bool = False,
    ) -> None:
        """Add what a scene says."""
        self.constraints.append(
            Constraint(
                source, target, bounds[0], bounds[1], span, reason, kind, scene.episode.status, assumed, scene.order
            )
        )

    def say_of_event(
        self, source: int, target: int, bounds: tuple[int | None, int | None], span: Span, reason: str
    ) -> None:
        """Add what the bible says; it counts as locked."""
        self.constraints.append(Constraint(source, target, bounds[0], bounds[1], span, reason, "event", Status.LOCKED))


def gather_constraints(universe: Universe) -> Evidence:
    """Everything that a universe says of its times, in telling order within each source."""
    from fabula.story.assumed import add_lengths, add_telling_order
    from fabula.story.days import add_script_days
    from fabula.story.noted import add_notes
    from fabula.story.occasions import add_events
    from fabula.story.worded import add_cards, add_heading_words

    evidence = _prepare(universe)
    add_lengths(evidence)
    add_events(evidence)
    add_notes(evidence)
    add_cards(evidence)
    add_heading_words(evidence)
    add_script_days(evidence)
    add_telling_order(evidence)
    return evidence


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
