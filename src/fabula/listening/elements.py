"""What a comment can speak of: the elements of a universe, by id.

An id is the key of an entity ("people/mason-kane", "covers/…", "groups/…", "places/…", "things/…", "secrets/…",
"storylines/…", "events/…"), or "shows/citadel", "episodes/citadel/s01e02", "scenes/citadel/s01e02/14", or a pair of
people in the order of their keys, "pairs/people/mason-kane+people/nadia-sinh".
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from fabula.universe.model import Episode, Scene, Show, Universe

__all__ = ["ElementKind", "element_name", "episode_id", "kind_of", "pair_id", "people_of", "scene_id", "show_id"]


class ElementKind(StrEnum):
    """The kinds of elements; each is the first part of an id."""

    PERSON = "people"
    COVER = "covers"
    GROUP = "groups"
    PLACE = "places"
    THING = "things"
    SECRET = "secrets"
    STORYLINE = "storylines"
    EVENT = "events"
    PAIR = "pairs"
    EPISODE = "episodes"
    SCENE = "scenes"
    SHOW = "shows"


def kind_of(element: str) -> ElementKind:
    """The kind of an element."""
    return ElementKind(element.partition("/")[0])


def show_id(show: Show) -> str:
    """The id of a show."""
    return f"shows/{show.id}"


def episode_id(episode: Episode) -> str:
    """The id of an episode."""
    return f"episodes/{episode.key}"


def scene_id(scene: Scene) -> str:
    """The id of a scene."""
    return f"scenes/{scene.key}"


def pair_id(people: Iterable[str]) -> str:
    """The id of a relationship between two people, given by their keys."""
    return "pairs/" + "+".join(sorted(people))


def people_of(element: str) -> tuple[str, ...]:
    """The keys of the people in a pair; of a person its own; of anything else none."""
    kind, _, rest = element.partition("/")
    if kind == ElementKind.PAIR:
        return tuple(rest.split("+"))
    return (element,) if kind == ElementKind.PERSON else ()


def element_name(universe: Universe, element: str) -> str:
    """How an element is called in reports: "Mason Kane", "Mason Kane & Nadia Sinh", "citadel S01E02/14"."""
    kind, _, rest = element.partition("/")
    if kind == ElementKind.PAIR:
        return " & ".join(element_name(universe, person) for person in people_of(element))
    if kind == ElementKind.SHOW:
        show = universe.shows.get(rest)
        return show.name if show is not None else rest
    if kind in (ElementKind.EPISODE, ElementKind.SCENE):
        of, _, place = rest.partition("/")
        code, slash, label = place.partition("/")
        return f"{of} {code.upper()}{slash}{label}"
    entity = universe.entities.get(element)
    return entity.name if entity is not None else element
