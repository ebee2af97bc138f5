"""The requests of a universe as a room deals with them: what stands against each, how hard either side is to change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fabula.rules.claims import Claim, Means, agrees_with, claims_on
from fabula.rules.requests import Answer, Request, find_requests
from fabula.story.canon import Canon
from fabula.story.minds.matters import matter_of
from fabula.story.model import Change, Hold, Moment
from fabula.universe.model import Show, Status

__all__ = ["ORDER", "SETTLED", "Listed", "list_requests"]

SETTLED: Final = frozenset({Answer.GRANTED, Answer.TAKEN_BACK})
"""Answers after which nobody has to do anything."""

ORDER: Final = (Answer.OPEN, Answer.UNASKED, Answer.REFUSED, Answer.TAKEN_BACK, Answer.GRANTED)
"""Answers in the order in which they are listed: what somebody has to do something about comes first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A request with what bears on it.

    ``against`` are the first claims of later scenes, in other shows than the one that changes it, that cannot be if it
    is changed: one a scene, in the order of telling. ``fed`` says whether the show is said to feed the owner's.
    """

    request: Request
    against: tuple[Claim, ...]
    fed: bool

    @property
    def status(self) -> Status:
        """How far the episode has come that makes the change."""
        return self.request.scene.episode.status

    @property
    def hardest(self) -> Status | None:
        """How far the farthest episode has come that stands against it; None if none does."""
        return max((claim.scene.episode.status for claim in self.against), default=None)


def list_requests(
    canon: Canon, show: Show | None = None, to: Show | None = None, by: Show | None = None, unsettled: bool = False
) -> list[Listed]:
    """The requests of a universe: what is open first, then by telling.

    ``show`` takes those from or to a show, ``to`` and ``by`` those to and from one.
    """
    chosen = [
        request
        for request in find_requests(canon)
        if (show is None or show in (request.show, request.owner))
        and (to is None or request.owner is to)
        and (by is None or request.show is by)
        and not (unsettled and request.answer in SETTLED)
    ]
    chosen.sort(key=lambda r: (ORDER.index(r.answer), r.scene.order, r.change.span.key, r.owner.id))
    return [
        Listed(request, tuple(_against(canon, request)), request.owner.id in request.show.feeds) for request in chosen
    ]


def _against(canon: Canon, request: Request) -> Iterable[Claim]:
    """The first claim of each later scene that cannot be if the change is made."""
    change = request.change
    matter = matter_of(change.subject, change.attribute)
    found: dict[int, Claim] = {}
    changes = canon.world.changes(change.subject, change.attribute)
    place = next((n for n, one in enumerate(changes) if one is change), -1)
    claims = (*claims_on(canon, matter), *_acts(canon, change))
    for claim in sorted(claims, key=lambda claim: (claim.scene.order, claim.span.start)):
        scene = claim.scene
        if scene.episode.show is request.show or not canon.timeline.mode[scene.order].happened:
            continue
        moment = canon.moment(scene, claim.span.start)
        in_force = change.moment < moment and bisect_left(changes, moment, key=_moment) - 1 == place
        if in_force and agrees_with(canon.universe, claim, change.value) is False:
            found.setdefault(scene.order, claim)
    return found.values()


def _acts(canon: Canon, change: Change) -> Iterator[Claim]:
    """Where somebody acts who is dead by then."""
    if change.attribute == "alive" and change.value == "no":
        matter = matter_of(change.subject, change.attribute)
        for presence in canon.presences.by_person.get(change.subject, ()):
            if presence.hold is Hold.CUE and presence.manner.in_place:
                yield Claim(presence.scene, matter, "yes", Means.ACTS, presence.span)


def _moment(change: Change) -> Moment:
    return change.moment
