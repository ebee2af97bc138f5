"""What the aired episodes do with an element: it comes, somebody dies, learns or is found out, a thread ends.

These are the moments that a change of response is held against. That two things fall on one day says nothing of why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from fabula.listening.answers.standing import people_in, scenes_of, told_in_order
from fabula.listening.elements import ElementKind, element_name, kind_of, people_of
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.events import Matter
from fabula.story.minds.irony import Reveal, find_reveals
from fabula.story.minds.log import AUDIENCE
from fabula.story.minds.phrases import Phrases, sentence
from fabula.story.minds.stakes import holds, stakes_of
from fabula.universe.model import Episode, Scene

__all__ = ["StoryMoment", "all_reveals", "deaths_in", "moments_of"]

_DEEDS: Final = {
    **dict.fromkeys(
        "forgets forgets-everything remembers remembers-everything lies suspects feels marries joins leaves returns "
        "sees-through killed poses-as".split(),
        "does",
    ),
    **dict.fromkeys(("sets-up", "pays-off"), "promise"),
    "ends-storyline": "ends",
}
"""Forms of canon notes that are news of whoever they name, with the kind of moment that they make."""


@dataclass(frozen=True, slots=True)
class StoryMoment:
    """Something that an aired episode does with an element.

    ``kind`` is "first", "gone", "reveal", "death", "learns", "does", "promise" or "ends"; ``words`` say what happens,
    as a sentence.
    """

    kind: str
    scene: Scene
    words: str

    @property
    def episode(self) -> Episode:
        """The episode that does it."""
        return self.scene.episode

    @property
    def aired(self) -> date | None:
        """The day on which it was first seen."""
        return self.episode.released


def moments_of(canon: Canon, element: str) -> list[StoryMoment]:
    """What the aired episodes do with an element, in the order in which they aired and tell it."""
    aired = {episode.key: place for place, episode in enumerate(told_in_order(canon))}
    subjects = _subjects(canon, element)
    found = [
        *_first(canon, element, aired),
        *_reveals(canon, subjects),
        *_deaths(canon, element, subjects),
        *_lessons(canon, subjects),
        *_deeds(canon, element, subjects),
    ]
    shown = {(one.scene.order, one.words): one for one in found if one.episode.key in aired}
    return sorted(shown.values(), key=lambda one: (aired[one.episode.key], one.scene.order, one.kind, one.words))


def _subjects(canon: Canon, element: str) -> frozenset[str]:
    """The keys whose matters concern an element: a person's covers with the person."""
    wanted = set(people_of(element)) or {element}
    return frozenset(key for key in canon.universe.entities if key in wanted or body_of(canon.universe, key) in wanted)


def all_reveals(canon: Canon) -> list[Reveal]:
    """The reveals in the order of telling, found once."""
    known = canon.kept.get("listening reveals")
    if known is None:
        known = canon.kept["listening reveals"] = find_reveals(canon)
    return cast("list[Reveal]", known)


def _first(canon: Canon, element: str, aired: dict[str, int]) -> Iterator[StoryMoment]:
    """Where it first stands, and where it comes back after a whole episode without it."""
    name = element_name(canon.universe, element)
    if kind_of(element) in (ElementKind.SHOW, ElementKind.EPISODE, ElementKind.SCENE):
        return
    seen: dict[str, Scene] = {}
    for scene in scenes_of(canon, element):
        if scene.episode.key in aired:
            seen.setdefault(scene.episode.key, scene)
    places = sorted((aired[key], scene) for key, scene in seen.items()) if seen else []
    order = sorted(aired, key=aired.__getitem__)
    for number, (place, scene) in enumerate(places):
        if number == 0:
            yield StoryMoment("first", scene, sentence(f"{name} is first there"))
            continue
        own = [p for p in range(places[number - 1][0] + 1, place) if order[p].split("/")[0] == scene.episode.show.id]
        if own:
            yield StoryMoment("first", scene, sentence(f"{name} is back after {_episodes(len(own))} without"))
    if places:
        yield from _gone(canon, name, places[-1], order)


def _gone(canon: Canon, name: str, last: tuple[int, Scene], order: list[str]) -> Iterator[StoryMoment]:
    """The first aired episode of the same show in which it does not stand any more."""
    place, scene = last
    after = [key for key in order[place + 1 :] if key.split("/")[0] == scene.episode.show.id]
    if after:
        episode = next(one for one in canon.universe.episodes if one.key == after[0])
        if episode.scenes:
            words = f"{name} is last there in {scene.episode.code}, and not in {_episodes(len(after))} since"
            yield StoryMoment("gone", episode.scenes[0], sentence(words))


def _episodes(number: int) -> str:
    return "an episode" if number == 1 else f"{number} episodes"


def _reveals(canon: Canon, subjects: frozenset[str]) -> Iterator[StoryMoment]:
    stakes, phrases = stakes_of(canon), Phrases(canon.universe)
    for reveal in all_reveals(canon):
        if not stakes.concerned(reveal.matter).isdisjoint(subjects):
            yield StoryMoment("reveal", reveal.scene, sentence(_learns(phrases, reveal)))


def _learns(phrases: Phrases, reveal: Reveal) -> str:
    learns = phrases.holds(AUDIENCE, reveal.matter, reveal.value, "learns")
    before = f"; until then it thought that {phrases.so(reveal.matter, reveal.before)}" if reveal.before else ""
    return learns + before


def deaths_in(canon: Canon) -> list[tuple[str, Scene]]:
    """Who dies, and in which scene, in the order of telling."""
    found = [
        (subject, change.scene)
        for (subject, attribute), changes in canon.world.log.items()
        if attribute == "alive"
        for change in changes
        if change.value == "no" and change.scene is not None
    ]
    return sorted(found, key=lambda one: (one[1].order, one[0]))


def _deaths(canon: Canon, element: str, subjects: frozenset[str]) -> Iterator[StoryMoment]:
    whole = kind_of(element) in (ElementKind.PERSON, ElementKind.PAIR)
    for subject, scene in deaths_in(canon):
        if subject in subjects or body_of(canon.universe, subject) in subjects:
            yield StoryMoment("death", scene, sentence(f"{canon.universe.name(subject)} dies"))
        elif whole and len(subjects & people_in(canon, scene)) == len(people_of(element)):
            who = " and ".join(canon.universe.name(one) for one in people_of(element))
            yield StoryMoment("death", scene, sentence(f"{canon.universe.name(subject)} dies, with {who} there"))


def _lessons(canon: Canon, subjects: frozenset[str]) -> Iterator[StoryMoment]:
    """Who comes to know something that matters: a person of the element, or anybody about it if it is a secret."""
    stakes, log, phrases = stakes_of(canon), canon.minds, Phrases(canon.universe)
    for number, (happening, event) in enumerate(zip(log.happenings, log.minds.events, strict=True)):
        if happening.scene is None:
            continue
        for person, node in sorted(event.nodes[0].view.items()):
            if node >= len(event.nodes):
                continue
            for post in event.nodes[node].post:
                matter = post.matter
                if matter not in stakes.deep or matter.kind == "alive" or not _concerns(person, matter, subjects):
                    continue
                before, after = (log.value((person,), matter, number + step) for step in (0, 1))
                if holds(after) and after != before and after == stakes.truth(matter, number + 1):
                    words = phrases.holds(person, matter, after, "learns")
                    yield StoryMoment("learns", happening.scene, sentence(words))


def _concerns(person: str, matter: Matter, subjects: frozenset[str]) -> bool:
    return person in subjects or matter.subject in subjects


def _deeds(canon: Canon, element: str, subjects: frozenset[str]) -> Iterator[StoryMoment]:
    """What a note says that it does or that is done to it: somebody forgets, lies, joins; a setup is paid off."""
    people = set(people_of(element))
    names = " and ".join(canon.universe.name(one) for one in people_of(element))
    wanted = subjects if len(people) < 2 else frozenset[str]()
    for scene in canon.universe.scenes:
        for statement in scene.statements:
            kind = _DEEDS.get(statement.form)
            if not kind:
                continue
            words = statement.span.text.strip()
            if not wanted.isdisjoint(name.key for name in statement.all_names()):
                yield StoryMoment(kind, scene, sentence(words))
            elif statement.form == "forgets-everything" and people and people <= people_in(canon, scene):
                yield StoryMoment(kind, scene, sentence(f"{words}, with {names} there"))
