"""What the story does with an element in an episode, as numbers: how much of it there is, tension, reveals, deaths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from fabula.bible.statements import Name
from fabula.listening.answers.moments import all_reveals, deaths_in
from fabula.listening.answers.standing import people_in, scenes_of, told_in_order
from fabula.listening.elements import ElementKind, element_name, kind_of, people_of
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.length import scene_eighths
from fabula.story.minds.irony import episode_irony
from fabula.story.minds.stakes import stakes_of
from fabula.story.minds.tension import scene_tension
from fabula.universe.model import Episode, Scene

__all__ = ["FEATURES", "Feature", "StoryCell", "story_cells"]


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that the story does, by name; ``unit`` says what one more of it is, as words."""

    name: str
    words: str
    unit: str


FEATURES: Final = (
    Feature("presence", "how many of the scenes it stands in", "a tenth of the episode's scenes more"),
    Feature("pages", "how much of the pages its scenes take", "a tenth of the episode's pages more"),
    Feature("lines", "how many of the spoken lines are its own", "a tenth of the episode's lines more"),
    Feature("company", "how many others are with it", "one more person in its scenes"),
    Feature("tension", "how tense its scenes are", "0.1 of tension more"),
    Feature("irony", "how often the audience knows more than those there", "one more such thing a scene"),
    Feature("reveals", "what the audience learns about it", "one more reveal"),
    Feature("new", "whether it is new", "being there for the first time"),
    Feature("new faces", "how many new people come in its scenes", "one more new face"),
    Feature("deaths", "how many die in its scenes", "one more death"),
    Feature("storylines", "how many storylines its scenes belong to", "one more storyline"),
)
"""In the order in which answers list them. A universe's storylines are added to them, each by its name."""


@dataclass(frozen=True, slots=True)
class StoryCell:
    """An element in an aired episode. ``values`` are its features, in the units that they are told in."""

    element: str
    episode: str
    values: tuple[float, ...]


def story_cells(canon: Canon, elements: Sequence[str]) -> tuple[list[Feature], list[StoryCell]]:
    """The features of some elements in every aired episode of a show that they ever stand in.

    An element that an episode leaves out has a row as well: that it is missed is a response too.
    """
    aired = told_in_order(canon)
    lines = _storylines(canon)
    features = [
        *FEATURES,
        *(
            Feature(f"storyline {name}", f"whether its scenes belong to the storyline {name}", "all of its scenes")
            for name, _ in lines
        ),
    ]
    facts = {episode.key: _Facts.of(canon, episode) for episode in aired}
    seen: set[str] = set()
    newcomers: dict[str, frozenset[str]] = {}
    for episode in aired:
        here = {person for scene in episode.scenes for person in people_in(canon, scene)}
        newcomers[episode.key] = frozenset(here - seen)
        seen |= here
    cells: list[StoryCell] = []
    for element in elements:
        own = {scene.order for scene in scenes_of(canon, element)}
        shows = {canon.universe.scenes[order].episode.show.id for order in own}
        fresh = True
        for episode in aired:
            if episode.show.id not in shows:
                continue
            scenes = [scene for scene in episode.scenes if scene.order in own]
            values = _values(canon, element, facts[episode.key], scenes, newcomers[episode.key], fresh)
            cells.append(StoryCell(element, episode.key, (*values, *_threads(scenes, lines))))
            fresh = fresh and not scenes
    return features, cells


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is worked out once an episode, by the order of its scenes."""

    episode: Episode
    pages: dict[int, int]
    tension: dict[int, float]
    irony: dict[int, int]
    dead: dict[int, int]

    @staticmethod
    def of(canon: Canon, episode: Episode) -> _Facts:
        dead: dict[int, int] = {}
        for _, scene in deaths_in(canon):
            dead[scene.order] = dead.get(scene.order, 0) + 1
        ironies = episode_irony(canon, episode.scenes)
        return _Facts(
            episode,
            {scene.order: scene_eighths(scene)[0] for scene in episode.scenes},
            {scene.order: scene_tension(canon, scene).total for scene in episode.scenes},
            {
                scene.order: sum(one.audience_ahead for one in found)
                for scene, found in zip(episode.scenes, ironies, strict=True)
            },
            dead,
        )


def _values(
    canon: Canon, element: str, facts: _Facts, scenes: Sequence[Scene], newcomers: frozenset[str], fresh: bool
) -> tuple[float, ...]:
    everywhere = facts.episode.scenes
    people = set(people_of(element))
    orders = [scene.order for scene in scenes]
    said = [key for scene in everywhere for speech in scene.speeches for key in _speakers(canon, speech.people)]
    own = sum(key in people or key == element for key in said)
    companies = [people_in(canon, scene) - people for scene in scenes]
    return (
        10 * len(scenes) / max(1, len(everywhere)),
        10 * sum(facts.pages[order] for order in orders) / max(1, sum(facts.pages.values())),
        10 * own / max(1, len(said)),
        _mean([len(company) for company in companies]),
        10 * _mean([facts.tension[order] for order in orders]),
        _mean([facts.irony[order] for order in orders]),
        float(_reveals(canon, element, facts.episode)),
        float(fresh and bool(scenes)),
        float(len({one for company in companies for one in company} & newcomers)),
        float(sum(facts.dead.get(order, 0) for order in orders)),
        float(len({name.key for scene in scenes for name in _named_storylines(scene)})),
    )


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0


def _speakers(canon: Canon, keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        yield body_of(canon.universe, key)


def _reveals(canon: Canon, element: str, episode: Episode) -> int:
    stakes = stakes_of(canon)
    wanted = set(people_of(element)) or {element}
    return sum(
        reveal.scene.episode is episode
        and any(key in wanted or body_of(canon.universe, key) in wanted for key in stakes.concerned(reveal.matter))
        for reveal in all_reveals(canon)
    )


def _storylines(canon: Canon) -> list[tuple[str, str]]:
    """The storylines that aired episodes tell, as pairs of name and key."""
    keys = {
        name.key
        for episode in told_in_order(canon)
        for scene in episode.scenes
        for name in _named_storylines(scene)
        if name.key in canon.universe.entities and kind_of(name.key) is ElementKind.STORYLINE
    }
    return sorted((element_name(canon.universe, key), key) for key in keys)


def _named_storylines(scene: Scene) -> list[Name]:
    return [name for one in scene.statements if one.form == "storyline" for name in one.all_names()]


def _threads(scenes: Sequence[Scene], lines: Sequence[tuple[str, str]]) -> tuple[float, ...]:
    """For each storyline, the share of the scenes that belong to it."""
    return tuple(
        sum(any(name.key == key for name in _named_storylines(scene)) for scene in scenes) / max(1, len(scenes))
        for _, key in lines
    )
