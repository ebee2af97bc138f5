"""What people say of secrets, judged: whether they can have known the name that they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple, cast

from fabula.rules.knowledge.utterances import (
    Utterance,
    company_of,
    firmly_there,
    secret_names,
    secret_utterances,
    spoken_names,
)
from fabula.rules.knowledge.ways import has_origin, is_firm, matters_behind, takes_in, ways_to
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.engine import Belief
from fabula.story.minds.events import Matter
from fabula.story.minds.judge import kept_minded
from fabula.story.minds.log import Happening
from fabula.story.minds.paths import wipe_of
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["How", "Spoken", "find_spoken", "find_wiped_names", "heard_before", "in_a_tale", "wiped_people"]


class How(Enum):
    """How somebody who says a name stands to it."""

    NO_WAY = "no way"
    INFERRED = "only by a name in action lines"
    FORGOTTEN = "wiped"
    ELSEWHERE = "only from a show that does not feed this one"


class Spoken(NamedTuple):
    """Somebody says what they should not be able to say. ``where`` is the event that it rests on or that took it."""

    utterance: Utterance
    person: str
    how: How
    at: int
    matters: tuple[Matter, ...]
    where: Happening | None = None
    ways: tuple[Belief, ...] = ()


def find_spoken(canon: Canon) -> list[Spoken]:
    """Everybody who says a secret's name or phrase with no good way to it, and those whose way is in another show.

    In story order. Those who have a way in a show that is not their own are among them as `How.ELSEWHERE`, to be judged
    by what feeds what.
    """
    if "spoken secrets" not in canon.kept:
        canon.kept["spoken secrets"] = list(_find_spoken(canon))
    return cast("list[Spoken]", canon.kept["spoken secrets"])


def _find_spoken(canon: Canon) -> Iterator[Spoken]:
    people = kept_minded(canon)
    for utterance in secret_utterances(canon):
        for person in utterance.people if utterance.counts else ():
            if person in people and body_of(canon.universe, utterance.matter.subject) != person:
                found = _judge(canon, utterance, person)
                if found is not None:
                    yield found


def _judge(canon: Canon, utterance: Utterance, person: str) -> Spoken | None:
    matters = tuple(matters_behind(canon, utterance.matter, person))
    at = canon.minds.at(utterance.moment)
    if _noted(canon, person, matters, utterance.scene, at):
        return None
    ways = list(ways_to(canon, person, matters, at))
    happenings = canon.minds.happenings
    if not ways:
        wiped = _wiped(canon, person, matters, at)
        if wiped is not None:
            return Spoken(utterance, person, How.FORGOTTEN, at, matters, wiped)
        if in_a_tale(canon, utterance, person) or not _comes_from_others(canon, utterance, person, matters):
            return None
        return Spoken(utterance, person, How.NO_WAY, at, matters)
    firm = [way for way in ways if is_firm(canon, person, happenings[way.event])]
    if not firm and not heard_before(canon, secret_utterances(canon), utterance, person):
        return Spoken(utterance, person, How.INFERRED, at, matters, happenings[ways[0].event])
    show = utterance.scene.episode.show
    scenes = [happenings[way.event].scene for way in ways]
    if all(scene is not None and scene.episode.show is not show for scene in scenes):
        return Spoken(utterance, person, How.ELSEWHERE, at, matters, happenings[ways[0].event], tuple(ways))
    return None


def _noted(canon: Canon, person: str, matters: tuple[Matter, ...], scene: Scene, at: int) -> bool:
    """Whether a note later in the same scene tells them: notes often stand below the words that they are about."""
    end = canon.minds.at(Moment(canon.timeline.rank[scene.order], scene.written.end + 1))
    return any(
        canon.minds.happenings[number].kind not in {"seen", "said", "left", "missed", "poses-as"}
        and takes_in(canon, person, number, matters)
        for number in range(at, end)
    )


def _wiped(canon: Canon, person: str, matters: Iterable[Matter], at: int) -> Happening | None:
    return next((wipe for matter in matters if (wipe := wipe_of(canon.minds, person, matter, at)) is not None), None)


def _comes_from_others(canon: Canon, utterance: Utterance, person: str, matters: tuple[Matter, ...]) -> bool:
    """Whether anybody else is known to know it, or has said it before: else it comes from whoever says it first."""
    others = (person not in other.people for other in secret_utterances(canon) if _is_before(other, utterance))
    own, subject = Matter("member", person, utterance.matter.subject), utterance.matter.subject
    origins = cast("dict[str, bool]", canon.kept.setdefault("origins of secrets", {}))
    if subject not in origins:
        origin = [matter for matter in matters if matter != own]
        origins[subject] = has_origin(canon, origin) or _has_members(canon, subject)
    return origins[subject] or any(others)


def _is_before(other: Utterance, utterance: Utterance) -> bool:
    return other.matter == utterance.matter and other.moment < utterance.moment


def _has_members(canon: Canon, group: str) -> bool:
    return any(attribute == f"member:{group}" for _, attribute in canon.world.log)


def heard_before(canon: Canon, utterances: Iterable[Utterance], utterance: Utterance, person: str) -> bool:
    """Whether somebody who is firmly there has heard another say the same before."""
    return any(
        other.moment < utterance.moment
        and other.matter == utterance.matter
        and person not in other.people
        and firmly_there(canon, person, other.scene, other.start)
        for other in utterances
    )


def in_a_tale(canon: Canon, utterance: Utterance, person: str) -> bool:
    """Whether a tale or a dream says the name, next to a scene that somebody is in: so they can have been told."""
    scenes = canon.universe.scenes
    for scene in utterance.scene.episode.scenes:
        if canon.timeline.mode[scene.order].happened:
            continue
        near = [
            other
            for step in (-1, 1)
            if (other := _next_happened(canon, scene, step)) is not None and other.order <= utterance.scene.order
        ]
        hears = any(p.person == person for other in near for p in canon.presences.by_scene[other.order])
        if hears and _says(scenes[scene.order], utterance):
            return True
    return False


def _next_happened(canon: Canon, scene: Scene, step: int) -> Scene | None:
    order = scene.order + step
    scenes = canon.universe.scenes
    while 0 <= order < len(scenes) and scenes[order].episode is scene.episode:
        if canon.timeline.mode[order].happened:
            return scenes[order]
        order += step
    return None


def _says(scene: Scene, utterance: Utterance) -> bool:
    subject, words = utterance.matter.subject, utterance.span.text.casefold()
    text = scene.source.text[scene.written.start : scene.written.end].casefold()
    return any(mention.key == subject for mention in scene.mentions) or words in text


def wiped_people(canon: Canon) -> frozenset[str]:
    """Those from whose memory something was taken at some time: by the notes, so that minds need not be replayed."""
    return frozenset(
        body_of(canon.universe, name.key)
        for scene, statement in canon.universe.stated("forgets-everything")
        if canon.timeline.mode[scene.order].happened
        for name in statement.names("person")
        if name.key
    )


def find_wiped_names(canon: Canon) -> Iterator[Spoken]:
    """Everybody who says a name that they have forgotten, and that nobody has said to them since."""
    wiped = wiped_people(canon)
    if not wiped:
        return
    secret = secret_names(canon)
    for utterance in spoken_names(canon):
        key = utterance.matter.subject
        for person in utterance.people if utterance.counts and key not in secret else ():
            if person not in wiped or body_of(canon.universe, key) == person:
                continue
            matters = (utterance.matter,)
            at = canon.minds.at(utterance.moment)
            if any(ways_to(canon, person, matters, at)) or _noted(canon, person, matters, utterance.scene, at):
                continue
            there = body_of(canon.universe, key) in company_of(canon, utterance.scene, utterance.start).everybody
            taken = _wiped(canon, person, matters, at)
            at_once = taken is not None and taken.scene is utterance.scene  # later, they may have said who they are
            if taken is not None and (at_once or not there) and not in_a_tale(canon, utterance, person):
                yield Spoken(utterance, person, How.FORGOTTEN, at, matters, taken)
