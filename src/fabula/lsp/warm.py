"""Minds at hand: what is dear to work out the first time, and can be worked out before somebody asks.

Replaying the minds of a large universe takes seconds. Hovers never wait for that: they ask what is at hand, and the
server warms the rest in the background.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from fabula.story.canon import Canon
from fabula.story.minds.ask import Asking
from fabula.story.minds.events import Matter
from fabula.story.minds.log import AUDIENCE, MindLog
from fabula.story.minds.points import Point
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["AtHand", "minds_at_hand", "minds_ready", "point_of", "warm_minds"]

_KEPT, _WARMING = "minds at hand", "minds are being warmed"
_TOLD = frozenset({"learns", "tells", "whispers", "reads", "lies", "reveals"})
_WEIGHTY = frozenset({"secret", "identity", "alive"})
_MARKS = frozenset({"claim", "knows-whether", "mind", "suspects", "heard"})


@dataclass(frozen=True, slots=True)
class AtHand:
    """Minds that can be asked at no cost.

    ``matters`` are those that stories turn on: secrets, identities, deaths, and what somebody is told in a note.
    """

    asking: Asking
    log: MindLog
    size: int
    matters: tuple[Matter, ...]

    def holds_for(self, canon: Canon) -> bool:
        """Whether these are the minds of a canon as it is."""
        log = canon.kept.get("minds")
        return self.asking.canon is canon and self.log is log and self.size == len(self.log.happenings)


def minds_at_hand(canon: Canon) -> AtHand | None:
    """The minds of a canon if they are replayed, else None. None as well while another thread warms them."""
    return None if "minds" not in canon.kept or _WARMING in canon.kept else _take_up(canon)


def _take_up(canon: Canon) -> AtHand:
    held = cast("AtHand | None", canon.kept.get(_KEPT))
    if held is None or not held.holds_for(canon):
        log = canon.minds
        held = AtHand(Asking(canon), log, len(log.happenings), tuple(dict.fromkeys(_matters(log))))
        canon.kept[_KEPT] = held
    return held


def minds_ready(canon: Canon) -> bool:
    """Whether minds are replayed, the audience's as well, so that a question about them takes no time."""
    return "minds" in canon.kept and _WARMING not in canon.kept and canon.minds.is_told


def warm_minds(canon: Canon) -> None:
    """Replay the minds of a universe, and what hovers need of them. Takes seconds on a large one.

    May run in a thread of its own: until it is done, hovers do without minds.
    """
    if minds_ready(canon):
        return
    canon.kept[_WARMING] = True
    try:
        _ = canon.minds.audience
        held = _take_up(canon)
        for mind in (*held.asking.people[:1], AUDIENCE):  # one question of each kind builds what all others use
            for matter in held.matters[:1]:
                held.asking.trails.since((mind,), matter, held.size)
    finally:
        del canon.kept[_WARMING]


def point_of(held: AtHand, scene: Scene | None, offset: int = 0) -> Point:
    """The moment just before an offset of a scene, or the end of the story.

    Unlike `fabula.story.minds.points.point_at` it does not wait for the audience: until that is there, it has seen
    nothing.
    """
    log, canon = held.log, held.asking.canon
    if scene is None:
        last = Moment(len(canon.timeline.order), 0)
        return Point(last, len(log.happenings), len(log.told) if log.is_told else 0, "at the end of the story")
    moment = canon.moment(scene, offset)
    told = log.told_at(log.watched.get(scene, scene.order), offset) if log.is_told else 0
    return Point(moment, log.at(moment), told, "", scene)


def _matters(log: MindLog) -> Iterator[Matter]:
    yield from (matter for matter in log.minds.matters() if matter.kind in _WEIGHTY)
    for event, happening in zip(log.minds.events, log.happenings, strict=False):
        if happening.kind in _TOLD:
            for node in event.nodes:
                yield from (post.matter for post in node.post if post.matter.kind not in _MARKS)
