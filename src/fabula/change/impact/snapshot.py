"""How things stand in a universe, as far as a change may touch it, kept to be held against what comes after it.

A live universe that is edited shares its parts with what it was; so all that is to be compared is copied out of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from fabula.change.impact.events import events_in, may_teach
from fabula.change.impact.needs import Node
from fabula.finding import Finding
from fabula.live.universe import LiveUniverse
from fabula.rules.setups import find_promises, is_fed_by, told_before
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.interval import Interval
from fabula.story.minds.ask import Asking
from fabula.story.minds.events import UNKNOWN, Matter
from fabula.story.minds.judge import kept_minded, kept_secrets
from fabula.story.minds.log import AUDIENCE
from fabula.story.minds.points import Point
from fabula.story.model import Moment

__all__ = ["QUIET", "Held", "PromiseBeat", "Snapshot", "Stake", "take_snapshot", "touched_stakes"]

QUIET = frozenset({"heard", "place", "claim", "knows-whether", "mind", "suspects"})
"""Kinds of matters that fill every mind, and are told elsewhere or nowhere."""

Stake = tuple[str, Matter]
"""Somebody, or the audience, and a matter on which their mind may be otherwise."""


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody holds at the end of the story, and the event since which they do: in which scene, and where.

    ``scene`` is the scene's name, empty for the bible. ``real`` is what is so, empty where nothing says.
    """

    value: str
    real: str = ""
    scene: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PromiseBeat:
    """A setup or a payoff, and whether it has its other half."""

    promise: str
    setup: bool
    scene: str
    span: Span
    met: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How things stand: findings that nobody intends, minds, when each scene starts by its key, setups and payoffs."""

    findings: tuple[Finding, ...]
    minds: dict[Stake, Held]
    starts: dict[str, Interval]
    beats: tuple[PromiseBeat, ...]


def take_snapshot(live: LiveUniverse, stakes: Iterable[Stake]) -> Snapshot:
    """How things stand now, and what is held on some stakes."""
    canon = live.canon
    start = canon.timeline.start
    return Snapshot(
        tuple(finding for finding in live.findings if finding.intended is None),
        _minds(canon, list(stakes)),
        {scene.key: start[scene.order] for scene in canon.universe.scenes},
        tuple(_beats(canon)),
    )


def _minds(canon: Canon, stakes: Sequence[Stake]) -> dict[Stake, Held]:
    """What is held on some stakes. Where there are none, nobody's mind is looked into: that may take a while."""
    if not stakes:
        return {}
    # Not as `end_of_story` gives it: how much the audience has been told is asked only where it matters.
    end = Point(Moment(len(canon.timeline.order), 0), len(canon.minds.happenings), 0, "at the end of the story")
    asking = Asking(canon)
    return {stake: _held(asking, *stake, end) for stake in stakes}


def touched_stakes(canon: Canon, nodes: Collection[Node], scenes: Collection[str]) -> list[Stake]:
    """Whose mind may be otherwise, and on what, if some places and whole scenes fall: all who take something in there.

    ``scenes`` are keys. Where people are, and which names they have met with, is left out, and that they have died
    themselves. The fact of a secret is told as the secret. The audience is asked for what has weight alone.
    """
    found: dict[Stake, None] = {}
    wanted = {key for key, _ in nodes} | set(scenes)
    teaching = may_teach(canon, [canon.universe.by_name[key] for key in sorted(wanted & canon.universe.by_name.keys())])
    if not teaching:
        return []
    log, minded = canon.minds, kept_minded(canon)
    secrets = {fact: Matter("secret", key) for key, facts in kept_secrets(canon).items() for fact, _ in facts}
    for scene in teaching:
        for number in events_in(canon, scene):
            if scene.key in scenes or (scene.key, log.happenings[number].span.start) in nodes:
                for who, matter in _taken_in(canon, number, minded):
                    weighty = matter.timeless or matter.kind == "alive" or matter in secrets
                    if matter != Matter("alive", who) and (weighty or who != AUDIENCE):
                        found[who, matter] = None
    return [(who, matter) for who, matter in found if (who, secrets.get(matter)) not in found]


def _taken_in(canon: Canon, number: int, minded: Collection[str]) -> Iterator[Stake]:
    """Who takes in what in an event of the log; the audience is among them."""
    nodes = canon.minds.minds.events[number].nodes
    people = sorted({person for node in nodes for person in node.view if person in minded})
    for node in nodes:
        for post in node.post:
            if post.matter.kind not in QUIET:
                yield from ((person, post.matter) for person in (*people, AUDIENCE))
        for change in node.memory:
            yield from _remembered(canon, change.person)


def _remembered(canon: Canon, person: str) -> Iterator[Stake]:
    """All of weight that is in somebody's mind, or was: a wipe may take it."""
    for matter in canon.minds.minds.matters():
        if matter.timeless and matter.kind not in QUIET:
            yield person, matter


def _held(asking: Asking, person: str, matter: Matter, end: Point) -> Held:
    log, real = asking.log, asking.truth(matter, end)
    minds = log.telling if person == AUDIENCE else log.minds
    best = minds.belief((person,), matter)
    if best is None or best.value == UNKNOWN:
        return Held("", real)
    first = min((b.event for b in minds.beliefs((person,), matter) if b.value == best.value), default=best.event)
    happening = log.happenings[log.told[first] if person == AUDIENCE else first]
    return Held(best.value, real, happening.scene.name if happening.scene is not None else "", happening.span)


def _beats(canon: Canon) -> Iterator[PromiseBeat]:
    for promise in find_promises(canon.universe):
        pairs = [
            (setup, payoff)
            for setup in promise.setups
            for payoff in promise.payoffs
            if is_fed_by(payoff.show, setup.show) and told_before(setup.scene, payoff.scene) is not False
        ]
        setups, payoffs = {id(setup) for setup, _ in pairs}, {id(payoff) for _, payoff in pairs}
        for setup in promise.setups:
            yield PromiseBeat(promise.name, True, setup.scene.name, setup.span, id(setup) in setups)
        for payoff in promise.payoffs:
            yield PromiseBeat(promise.name, False, payoff.scene.name, payoff.span, id(payoff) in payoffs)
