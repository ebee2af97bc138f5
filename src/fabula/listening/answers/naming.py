"""Elements as somebody types them who asks about the audience: a person, a pair, a storyline, an episode, a scene."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fabula.listening.elements import ElementKind, episode_id, pair_id, scene_id, show_id
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.names import AskError, find_name
from fabula.story.minds.points import find_episodes, find_scene
from fabula.universe.model import Universe
from fabula.universe.names import fold_name

__all__ = ["KIND_WORDS", "find_element", "pick_episode_keys", "read_kind"]

KIND_WORDS: Final = {
    ElementKind.PERSON: ("person", "people"),
    ElementKind.COVER: ("cover", "covers"),
    ElementKind.GROUP: ("group", "groups"),
    ElementKind.PLACE: ("place", "places"),
    ElementKind.THING: ("thing", "things"),
    ElementKind.SECRET: ("secret", "secrets"),
    ElementKind.STORYLINE: ("storyline", "storylines"),
    ElementKind.EVENT: ("event", "events"),
    ElementKind.PAIR: ("pair", "pairs"),
    ElementKind.EPISODE: ("episode", "episodes"),
    ElementKind.SCENE: ("scene", "scenes"),
    ElementKind.SHOW: ("show", "shows"),
}
"""What one and several of a kind are called."""

_PAIR: Final = re.compile(r"\s*(?:&|\+|(?<=\s)and(?=\s))\s*", re.IGNORECASE)
_SCENE: Final = re.compile(r"(?:[^/]*\S[\s/]+)?s\d{1,3}\s*e\d{1,4}\s*/\s*\S+", re.IGNORECASE)
_EPISODE: Final = re.compile(r"(?:[^/]*\S[\s/]+)?s\d{1,3}\s*e\d{1,4}", re.IGNORECASE)


def find_element(canon: Canon, text: str) -> str:
    """The id of what a text names: a name or alias, ``Mason & Nadia``, ``S01E02``, ``india S01E02/14``, a show.

    Raises `AskError` for what leads nowhere or to several things, with the nearest names.
    """
    universe, text = canon.universe, text.strip()
    whole = _by_id(universe, text)
    if whole:
        return whole
    if _SCENE.fullmatch(text):
        return scene_id(find_scene(canon, text))
    if _EPISODE.fullmatch(text):
        return episode_id(find_episodes(canon, text)[0])
    names = _PAIR.split(text)
    if len(names) == 2 and all(names) and not universe.lexicon.exact(text, None):
        one, other = (body_of(universe, find_name(universe, name, *_PEOPLE)) for name in names)
        if one == other:
            raise AskError(f"“{text}” names one person twice", "name two people: “Mason & Nadia”")
        return pair_id((one, other))
    show = _show(universe, text)
    try:
        return find_name(universe, text)
    except AskError:
        if show:
            return show
        raise


_PEOPLE: Final = ()
"""Both sides of a pair may be typed by any name; covers stand for whoever wears them."""


def _by_id(universe: Universe, text: str) -> str:
    """The text itself, if it is the id of an element."""
    kind, _, rest = text.partition("/")
    if text in universe.entities:
        return text
    match kind:
        case ElementKind.SHOW:
            return text if rest in universe.shows else ""
        case ElementKind.EPISODE:
            return text if any(episode.key == rest for episode in universe.episodes) else ""
        case ElementKind.SCENE:
            return text if rest in universe.by_name else ""
        case ElementKind.PAIR:
            people = rest.split("+")
            return pair_id(people) if len(people) == 2 and all(one in universe.entities for one in people) else ""
        case _:
            return ""


def _show(universe: Universe, text: str) -> str:
    wanted = fold_name(text)
    for show in universe.shows.values():
        if wanted in (fold_name(show.id), fold_name(show.name)):
            return show_id(show)
    return ""


def read_kind(text: str) -> ElementKind:
    """A kind as it is typed: ``person``, ``people``, ``storyline``. Raises `AskError`."""
    wanted = text.strip().casefold()
    for kind, words in KIND_WORDS.items():
        if wanted in (*words, str(kind)):
            return kind
    raise AskError(
        f"there is no kind “{text}”", f"the kinds are: {', '.join(words[1] for words in KIND_WORDS.values())}"
    )


def pick_episode_keys(canon: Canon, words: Sequence[str]) -> frozenset[str]:
    """The keys of the episodes that words name: a show, a season, an episode. Raises `AskError`."""
    return frozenset(episode.key for word in words for episode in find_episodes(canon, word))
