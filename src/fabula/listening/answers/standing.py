"""Where an element stands in the story: the scenes in which somebody is there, something is named, a thread goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from fabula.bible.model import EntryKind
from fabula.listening.elements import ElementKind, kind_of, people_of
from fabula.rules.knowledge.utterances import secret_utterances
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.given import secret_facts
from fabula.story.model import Hold
from fabula.universe.model import Episode, Scene, Status

__all__ = ["people_in", "scenes_of", "scenes_to_come", "told_in_order"]


def scenes_of(canon: Canon, element: str) -> list[Scene]:
    """The scenes in which an element stands, in the order of telling.

    A person where they are present, a pair where both are, a place where it is the place, a storyline where a note says
    that it goes on, a secret where it is said, learnt or named; anything else where a note, an action line or a speech
    names it.
    """
    kind, universe = kind_of(element), canon.universe
    match kind:
        case ElementKind.SHOW:
            return [scene for scene in universe.scenes if f"shows/{scene.episode.show.id}" == element]
        case ElementKind.EPISODE:
            return [scene for scene in universe.scenes if f"episodes/{scene.episode.key}" == element]
        case ElementKind.SCENE:
            return [scene for scene in universe.scenes if f"scenes/{scene.key}" == element]
        case ElementKind.PAIR:
            wanted = set(people_of(element))
            return [scene for scene in universe.scenes if wanted <= people_in(canon, scene)]
        case ElementKind.PERSON:
            return [scene for scene in universe.scenes if element in people_in(canon, scene)]
        case ElementKind.PLACE:
            return [scene for scene in universe.scenes if scene.place and universe.within(scene.place, element)]
        case _:
            orders = _named(canon).get(element, set())
            return [universe.scenes[order] for order in sorted(orders)]


def scenes_to_come(canon: Canon, element: str) -> list[Scene]:
    """Of these, the ones that are not released: what can still be written otherwise."""
    return [scene for scene in scenes_of(canon, element) if scene.episode.status < Status.RELEASED]


def people_in(canon: Canon, scene: Scene) -> frozenset[str]:
    """The people who are in a scene: they speak, or a note or the format says that they are there."""
    found = cast("dict[int, frozenset[str]]", canon.kept.setdefault("listening people", {}))
    if scene.order not in found:
        found[scene.order] = frozenset(
            body_of(canon.universe, presence.person)
            for presence in canon.presences.by_scene[scene.order]
            if presence.hold >= Hold.STATED and presence.manner != "absent"
        )
    return found[scene.order]


def told_in_order(canon: Canon) -> list[Episode]:
    """The released episodes, in the order of their air dates, those without one left out."""
    aired = [one for one in canon.universe.episodes if one.status is Status.RELEASED and one.released is not None]
    return sorted(aired, key=lambda one: (one.released, one.scenes[0].order if one.scenes else 0))


def _named(canon: Canon) -> dict[str, set[int]]:
    """For everything that is no person or place, the orders of the scenes that name it; found once."""
    known = canon.kept.get("listening named")
    if known is None:
        found: dict[str, set[int]] = {}
        for key, order in _all_named(canon):
            found.setdefault(key, set()).add(order)
        known = canon.kept["listening named"] = found
    return cast("dict[str, set[int]]", known)


def _all_named(canon: Canon) -> Iterator[tuple[str, int]]:
    entities = canon.universe.entities
    facts = {matter: secret for secret, pairs in secret_facts(canon.universe).items() for matter, _ in pairs}
    for scene in canon.universe.scenes:
        keys = {mention.key for mention in scene.mentions}
        for statement in scene.statements:
            keys |= {name.key for name in statement.all_names()}
        keys |= {key for speech in scene.speeches for key in speech.people}
        for key in keys:
            if key in entities:
                yield key, scene.order
        for person in people_in(canon, scene):
            for group in _groups_of(canon, person):
                yield group, scene.order
    for said in secret_utterances(canon):
        yield said.matter.subject, said.scene.order
    for happening, event in zip(canon.minds.happenings, canon.minds.minds.events, strict=True):
        if happening.scene is None:
            continue
        for node in event.nodes:
            for post in node.post:
                if post.matter.kind == "secret":
                    yield post.matter.subject, happening.scene.order
                elif post.matter in facts:
                    yield facts[post.matter], happening.scene.order


def _groups_of(canon: Canon, person: str) -> list[str]:
    """The groups that somebody ever belongs to: they stand where their people do."""
    groups = cast("dict[str, list[str]] | None", canon.kept.get("listening groups"))
    if groups is None:
        groups = {}
        for (subject, attribute), changes in canon.world.log.items():
            kind, _, group = attribute.partition(":")
            if kind == "member" and any(change.value == "yes" for change in changes):
                groups.setdefault(body_of(canon.universe, subject), []).append(group)
        canon.kept["listening groups"] = groups
    return [key for key in groups.get(person, ()) if canon.universe.entities[key].kind is EntryKind.GROUP]
