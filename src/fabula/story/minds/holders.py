"""The way of a secret: who holds a fact, since when, and through whom it came to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fabula.story.minds.ask import Asking, agrees
from fabula.story.minds.events import Matter
from fabula.story.minds.log import AUDIENCE, Happening, Stand
from fabula.story.minds.points import Point
from fabula.story.minds.topics import Topic
from fabula.story.minds.trails import Link

__all__ = ["Holder", "Spread", "trace_secret"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds the fact, once held it, or holds something else.

    ``link`` is the event since which they hold what they hold; for one who has forgotten, the event by which they had
    it, and ``lost_by`` what took it. ``value`` is what they hold, or held.
    """

    person: str
    stand: Stand
    value: str
    link: Link | None = None
    lost_by: Happening | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Who holds a fact at a moment.

    ``holders`` hold it, those who had it first come first. ``others`` hold something else, ``forgotten`` have held
    it, ``suspecting`` hold it possible, ``unaware`` know nothing of it. ``audience`` is the viewer's own stand.
    """

    topic: Topic
    point: Point
    really: str
    so: bool | None
    holders: tuple[Holder, ...]
    others: tuple[Holder, ...]
    forgotten: tuple[Holder, ...]
    suspecting: tuple[str, ...]
    unaware: tuple[str, ...]
    audience: Holder | None

    def told_by(self, person: str) -> list[Holder]:
        """Those who have it from somebody, in the order in which they got it."""
        return [holder for holder in self.holders if self._parent(holder) == person]

    @property
    def first(self) -> list[Holder]:
        """Those who have it from nobody who is in the tree."""
        return [holder for holder in self.holders if not self._parent(holder)]

    def _parent(self, holder: Holder) -> str:
        source = holder.link.source if holder.link is not None else ""
        teller = next((other for other in self.holders if other.person == source), None)
        # Someone who forgot and was told again by their own pupil is not below them: the tree follows time.
        if teller is None or teller.link is None or holder.link is None or teller.link.number > holder.link.number:
            return ""
        return source


def trace_secret(asking: Asking, topic: Topic, point: Point, *, audience: bool = True) -> Spread:
    """Who holds a fact at a moment. Of an open question, its right answer, if anything says what is right.

    Without ``audience`` the viewer's mind is left out, which has to be replayed when it is first asked.
    """
    matter = topic.matter
    really = asking.really(topic.chain, matter, point)
    if not topic.wanted and really:
        topic = replace(topic, wanted=really)
    groups: dict[str, list[Holder]] = {"holders": [], "others": [], "forgotten": []}
    suspecting: list[str] = []
    unaware: list[str] = []
    for person in asking.people:
        if person in topic.chain[:1]:
            continue
        holder = _holder(asking, person, topic, point)
        if holder is None:
            (suspecting if asking.suspicion(person, matter, point) and not topic.chain else unaware).append(person)
        elif holder.stand is Stand.FORGOTTEN:
            groups["forgotten"].append(holder)
        else:
            groups["holders" if _wanted(asking, topic, holder.value) else "others"].append(holder)
    for group in groups.values():
        group.sort(key=_first)
    return Spread(
        topic,
        point,
        really,
        _so(asking, topic, really),
        tuple(groups["holders"]),
        tuple(groups["others"]),
        tuple(groups["forgotten"]),
        tuple(suspecting),
        tuple(unaware),
        _holder(asking, AUDIENCE, topic, point) if audience and not topic.chain else None,
    )


def _holder(asking: Asking, person: str, topic: Topic, point: Point) -> Holder | None:
    chain, matter = (person, *topic.chain), topic.matter
    stand = asking.stand(chain, matter, point)
    if stand is Stand.UNAWARE:
        return None
    at = point.told if person == AUDIENCE else point.number
    if stand is Stand.FORGOTTEN:
        lost, by = asking.trails.loss(person, matter, at)
        if lost is None or not _wanted(asking, topic, lost.value):
            return None
        links = asking.trails.trace(chain, matter, lost.event + 1)
        return Holder(person, stand, lost.value, links[-1] if links else None, by)
    return Holder(person, stand, asking.value(chain, matter, point), asking.trails.since(chain, matter, at))


def _wanted(asking: Asking, topic: Topic, value: str) -> bool:
    return bool(_so(asking, topic, value))


def _so(asking: Asking, topic: Topic, value: str) -> bool | None:
    if not topic.wanted:
        return bool(value) or None
    same = agrees(asking.universe, topic.matter, value, topic.wanted)
    return same if topic.positive or same is None else not same


def _first(holder: Holder) -> tuple[int, str]:
    return (holder.link.number if holder.link is not None else -1, holder.person)


def matter_words(asking: Asking, topic: Topic, value: str = "") -> str:
    """What a secret is called: the fact, or the question."""
    matter: Matter = topic.matter
    said = value or topic.wanted
    if matter.kind == "secret":
        words = asking.phrases.secret(matter.subject)
    elif not said:
        words = asking.phrases.asked(matter)
    else:
        words = asking.phrases.so(matter, said)
        words = words if topic.positive or not topic.wanted else f"it is not so that {words}"
    for person in reversed(topic.chain):
        name = asking.phrases.name(person)
        words = f"{name} knows {words}" if matter.kind == "secret" else f"{name} holds that {words}"
        matter = matter._replace(kind="")
    return words
