"""Times after an edit that changes some of them: only what hangs on the change is solved again.

What came and what went is found by comparing the constraints of the shows that the edit may touch. The network takes
them over, and with it the intervals and the schedules, each from the places where something has changed. Where
statements contradict each other, before or after, everything is solved anew: which of them gives way depends on all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from fabula.bible.statements import SceneName
from fabula.story.anchors import Anchors
from fabula.story.bounds import Bounds, arrows_of
from fabula.story.constraints import gather_again, is_loose, open_circles
from fabula.story.days import count_days
from fabula.story.evidence import Evidence
from fabula.story.happening import order_scenes
from fabula.story.model import Mode
from fabula.story.network import ORIGIN
from fabula.story.renumber import Renumber, Splice
from fabula.story.shortest import FAR
from fabula.story.solve import by_weight, rank_scenes
from fabula.story.solved import Solved
from fabula.story.stated import stated_limits, with_stated
from fabula.story.timeline import Constraint, Timeline
from fabula.universe.model import Episode, Universe

__all__ = ["solve_again"]


def solve_again(
    universe: Universe, before: Timeline, changed: Sequence[tuple[Episode, Episode]], splices: Sequence[Splice]
) -> Timeline | None:
    """The timeline after an edit, or None if everything has to be solved anew.

    ``changed`` are episodes as they were and as they are, ``splices`` where they stand. What ``before`` keeps for
    solving is used up, whatever comes of it.
    """
    solved, before.solved = before.solved, None
    if solved is None or before.conflicts or any(is_loose(c) and c.least == 1 for c in before.constraints):
        return None
    numbers = Renumber(len(before.start), len(before.events), splices)
    shows = _touched_shows(universe, {after.show.id for _, after in changed})
    modes = numbers.spread_scenes(before.mode, Mode.PRESENT)
    free = {order for old in solved.free if (order := numbers.scene_after(old)) >= 0}
    evidence = gather_again(universe, modes, _renumber_anchors(solved.anchors, numbers), free, shows)
    change = _compare(before, evidence, numbers, shows)
    circles = open_circles(change.constraints, evidence.size)
    if any(one is not other for one, other in zip(circles, change.constraints, strict=True)):
        return None
    return _take_over(before, solved, numbers, evidence, change)


def _touched_shows(universe: Universe, shows: set[str]) -> frozenset[str]:
    """The shows that an edit in some shows may touch: those, all that name scenes of theirs, and so on."""
    by_id = {show.lower(): show for show in universe.shows}
    named: dict[str, set[str]] = {}
    for episode in universe.episodes:
        for word in episode.once("shows named", _shows_named):
            named.setdefault(by_id.get(word, ""), set()).add(episode.show.id)
    found, walk = set(shows), list(shows)
    while walk:
        for other in named.get(walk.pop(), set()) - found:
            found.add(other)
            walk.append(other)
    return frozenset(found)


def _shows_named(episode: Episode) -> set[str]:
    """The shows whose scenes an episode names, in small letters, without its own."""
    slots = (value for scene in episode.scenes for s in scene.statements for _, value in s.slots)
    named = {value.show.lower() for value in slots if isinstance(value, SceneName) and value.show}
    return named - {episode.show.id.lower()}


def _renumber_anchors(anchors: Anchors, numbers: Renumber) -> Anchors:
    return Anchors(*(numbers.spread_scenes(part, None) for part in (anchors.before, anchors.host, anchors.told)))


@dataclass(slots=True)
class _Change:
    """All constraints after an edit by weight, those that went and came, and the nodes that they speak of."""

    constraints: list[Constraint]
    gone: list[Constraint]
    new: list[Constraint]
    nodes: set[int]

    @property
    def ties(self) -> bool:
        """Whether nodes are tied to each other that were not, or the other way round."""
        gone, new = ({arrow[:2] for arrow in arrows_of(c[:4] for c in cs)} for cs in (self.gone, self.new))
        return any(ORIGIN not in pair for pair in gone ^ new)


def _compare(before: Timeline, evidence: Evidence, numbers: Renumber, shows: Collection[str]) -> _Change:
    touched = [True] * len(numbers.scenes)
    for scene in evidence.universe.scenes:
        touched[scene.order] = scene.episode.show.id in shows
    old: list[Constraint] = []
    others: list[Constraint] = []
    nodes: set[int] = set()
    after, still = numbers.after, numbers.first_moved
    for known in before.constraints:
        constraint = known
        if numbers.moved and (known.source >= still or known.target >= still or 2 * known.order >= still - 1):
            source, target = after[known.source], after[known.target]
            if source is None or target is None:
                nodes.update(node for node in (source, target) if node is not None)
                continue  # it goes with its node
            constraint = Constraint(source, target, *known[2:-1], numbers.scene_after(known.order))
        (old if constraint.order < 0 or touched[constraint.order] else others).append(constraint)
    said = evidence.constraints
    then, now = Counter(map(_key, old)), Counter(map(_key, said))
    gone, new = _take(old, then - now), _take(by_weight(said), now - then)
    nodes.update(node for constraint in (*gone, *new) for node in constraint[:2])
    return _Change(by_weight([*others, *said]), gone, new, nodes)


def _key(constraint: Constraint) -> tuple[object, ...]:
    """What a constraint demands, wherever it stands."""
    return (*constraint[:4], constraint.assumed, constraint.kind == "length")


def _take(constraints: Iterable[Constraint], wanted: Counter[tuple[object, ...]]) -> list[Constraint]:
    """So many of some constraints as are wanted of each kind."""
    taken: list[Constraint] = []
    for constraint in constraints if wanted else ():
        key = _key(constraint)
        if wanted[key] > 0:
            wanted[key] -= 1
            taken.append(constraint)
    return taken


def _take_over(
    before: Timeline, solved: Solved, numbers: Renumber, evidence: Evidence, change: _Change
) -> Timeline | None:
    """The timeline that follows; None if what is new cannot hold."""
    bounds, stated, network = solved.bounds, solved.stated, solved.bounds.network
    was = numbers.spread(before.schedule, FAR)
    if numbers.moved:
        for plan in solved.plans:
            plan.renumber(numbers, network)
        for part in (bounds, stated):
            if part is not None:
                part.renumber(numbers)
    gone, new = [c[:4] for c in change.gone], [c[:4] for c in change.new]
    moved = bounds.change(gone, new)
    if moved is None:
        return None
    if stated is not None and stated.change(list(stated_limits(change.gone)), list(stated_limits(change.new))) is None:
        return None
    scenes = evidence.universe.scenes
    if gone or new or moved or numbers.moved or evidence.modes != before.mode or evidence.free != solved.free:
        order, plans = order_scenes(evidence, network, bounds.intervals, solved.plans, arrows_of(gone), arrows_of(new))
    else:
        order, plans = [scenes[scene.order] for scene in before.order], solved.plans
    touched = _find_zone(bounds, change.nodes, moved)
    touched |= {node for node, (one, other) in enumerate(zip(was, plans[-1].times, strict=True)) if one != other}
    tokens: list[object] = numbers.spread_scenes(before.tokens, None)
    for node in touched:
        if 0 < node <= 2 * len(scenes):
            tokens[(node - 1) // 2] = None
    first_event = 1 + 2 * len(scenes)
    starts, rank = bounds.intervals[1:first_event:2], rank_scenes(order)
    shows = {scenes[(node - 1) // 2].episode.show.id for node in moved if 0 < node < first_event}
    shows |= {episode.show.id for episode in evidence.episodes}
    timeline = Timeline(
        order=order,
        rank=before.rank if rank == before.rank else rank,
        mode=before.mode if evidence.modes == before.mode else evidence.modes,
        start=starts,
        end=bounds.intervals[2:first_event:2],
        days=count_days(evidence, starts, numbers.spread_scenes(before.days, None), shows),
        events={key: bounds.intervals[node] for key, node in evidence.events.items()},
        constraints=tuple(change.constraints),
        outgoing=network.outgoing,
        schedule=plans[-1].times,
        tokens=[object() if token is None else token for token in tokens],
        _components=None if numbers.moved or change.ties else before.kept_components,
        solved=Solved(bounds, evidence.anchors, evidence.free, plans, stated),
    )
    if stated is not None:
        with_stated(timeline, stated)
    return timeline


def _find_zone(bounds: Bounds, nodes: set[int], moved: set[int]) -> set[int]:
    """The nodes whose distances from one another may have changed.

    No way through a node that is known to the minute is shorter than the way through the origin, which the intervals
    tell. So the search ends at such nodes.
    """
    network = bounds.network
    zone = nodes | moved
    walk = list(zone)
    while walk:
        node = walk.pop()
        if node == ORIGIN or (bounds.intervals[node].exact and node not in moved):
            continue
        for arrows in (network.outgoing[node], network.incoming[node]):
            for other, _, _ in arrows:
                if other not in zone and other != ORIGIN:
                    zone.add(other)
                    walk.append(other)
    return zone
