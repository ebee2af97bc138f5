"""K110 goes-unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.bible.model import EntryKind
from fabula.finding import Certainty, Finding, Level, Related
from fabula.rules.knowledge.utterances import company_of, secret_names
from fabula.rules.knowledge.ways import has_origin, later_certainty, ways_to, where_revealed
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.judge import kept_minded
from fabula.story.minds.matters import heard_of
from fabula.story.model import Hold, Moment
from fabula.universe.model import Scene, Universe

__all__ = ["GoesUnknown"]


class GoesUnknown(Rule):
    """Somebody goes to a secret place that they cannot know of.

    ## What it checks
    A place with `secret: yes` has to be known before somebody can go there: by `known-to`, by living there, by having
    heard its name, or by having been there. What lies inside such a place counts as well. Checked are notes (`Mason
    goes to …`, `arrives in …`) and, as *likely*, scenes there. Whoever comes with somebody who knows the place is led,
    and fine. A place of which nobody is said to know is left out.

    ## Why it matters
    How did they find it? If the writers cannot answer, the viewers will ask.

    ## Example
        bible/places/archive.md has `secret: yes` and `known-to: [Bernard]`

        INT. ARCHIVE - NIGHT
        VERA
        So this is where you keep it.

    ## What to do
    Let them learn of the place, or come with somebody who knows it.
    """

    code = "K110"
    name = "goes-unknown"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each person and place, the first time."""
        secret = {key for key in secret_names(canon) if canon.universe.entities[key].kind is EntryKind.PLACE}
        if not secret:
            return
        seen: set[tuple[str, str]] = set()
        for moment, scene, person, place, span, most in sorted(_arrivals(canon, secret), key=lambda one: one[0]):
            if (person, place) in seen:
                continue
            seen.add((person, place))
            at = canon.minds.at(moment)
            if (
                not has_origin(canon, [heard_of(place)])
                or _knows(canon, person, place, at)
                or _is_led(canon, person, place, scene, span.start, at)
            ):
                continue
            name, where = canon.universe.name(person), canon.universe.name(place)
            matters = [heard_of(place)]
            related, steps = where_revealed(canon, person, matters, span)
            entity = canon.universe.entities[place]
            related = (*related, Related(entity.span, f"{where} is a secret"))
            certainty = min(most, later_certainty(canon, person, matters, scene, at))
            message = f"{name} goes to {where}, which they have had no way to know of"
            help_ = f"let {name} learn of {where}, come with somebody who knows it, or be among its `known-to`"
            yield Finding(self.code, span, message, help_, certainty, related, steps)


_Arrival = tuple[Moment, Scene, str, str, Span, Certainty]


def _arrivals(canon: Canon, secret: set[str]) -> Iterator[_Arrival]:
    """Everybody who comes to a secret place, by a note or by a scene there."""
    people = kept_minded(canon)
    for rank, scene in enumerate(canon.timeline.order):
        if not canon.timeline.mode[scene.order].happened:
            continue
        place = _secret_around(canon.universe, scene.place, secret)
        for presence in canon.presences.by_scene[scene.order] if place else ():
            if presence.manner.in_place and presence.hold >= Hold.STATED and presence.person in people:
                moment = Moment(rank, scene.written.start)
                yield moment, scene, presence.person, place, presence.span, Certainty.LIKELY
        for statement in scene.statements:
            if statement.form in {"goes-to", "arrives"}:
                target = _secret_around(canon.universe, statement.name("place").key, secret)
                for name in statement.names("person") if target else ():
                    person = body_of(canon.universe, name.key)
                    if person in people:
                        moment = Moment(rank, statement.span.start)
                        yield moment, scene, person, target, statement.span, Certainty.CERTAIN


def _secret_around(universe: Universe, place: str, secret: set[str]) -> str:
    """The secret place that a place is, or lies in; empty if there is none."""
    return next((key for key in sorted(secret) if place and universe.within(place, key)), "")


def _knows(canon: Canon, person: str, place: str, at: int) -> bool:
    if any(ways_to(canon, person, [heard_of(place)], at)):
        return True
    entity = canon.universe.entities.get(person)
    home = entity.value("home") if entity is not None else None
    lives = canon.universe.named(home.text, EntryKind.PLACE) if home is not None else ""
    return lives != "" and canon.universe.within(lives, place)


def _is_led(canon: Canon, person: str, place: str, scene: Scene, offset: int, at: int) -> bool:
    """Whether somebody is with them who knows the place."""
    others = {p.person for p in canon.presences.by_scene[scene.order]} | company_of(canon, scene, offset).everybody
    return any(_knows(canon, other, place, at) for other in sorted(others - {person}))
