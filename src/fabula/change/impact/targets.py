"""What somebody asks about who wants to know what rests on it: a scene, an act, an episode, a fact, a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from fabula.bible.model import EntryKind
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.names import AskError, find_name, near_names
from fabula.story.minds.points import find_episodes, find_point, find_scene
from fabula.story.minds.topics import Topic, read_topic
from fabula.universe.model import Entity, Episode, Scene, Status

__all__ = ["Target", "read_target"]

_SCENE: Final = re.compile(r"(?:[^/]*\S[\s/]+)?s\d{1,3}\s*e\d{1,4}\s*/\s*\S+", re.IGNORECASE)
_EPISODES: Final = re.compile(r"(?:[^/]*\S[\s/]+)?s(?:\d{1,3}(?:\s*e\d{1,4})?|eason\s*\d{1,3})", re.IGNORECASE)
_ACT: Final = re.compile(r"(?P<episode>.+?)[\s/,]+act\s+(?P<act>\S+)", re.IGNORECASE)
_LINE: Final = re.compile(r".+\.\w+:\d+(?::\d+)?:?")

_UNREAD: Final = frozenset({"S105", "S107", "S108"})
"""Findings that say that a file, or the rest of it, has not been read."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked about.

    Scenes and whole episodes are in ``scenes`` and ``episodes``; ``entity`` is an entry or another name, ``topic`` a
    fact. ``kind`` is a word for it ("scene", "secret", "fact"), ``words`` what it is called in an answer.
    """

    kind: str
    words: str
    scenes: tuple[Scene, ...] = ()
    episodes: tuple[Episode, ...] = ()
    entity: Entity | None = None
    topic: Topic | None = None

    @property
    def span(self) -> Span | None:
        """Where it stands; None for what may stand in many places, as a fact does."""
        if self.kind == "difference":
            return None
        if self.episodes:
            return self.episodes[0].script.source.whole
        if self.scenes:
            return self.scenes[0].span
        return self.entity.span if self.entity is not None else None

    @property
    def status(self) -> Status | None:
        """How far along its text is; None for what is no text of its own."""
        if self.kind == "difference":
            return None
        episodes = self.episodes or tuple(scene.episode for scene in self.scenes)
        return max((episode.status for episode in episodes), default=None)


def read_target(canon: Canon, text: str) -> Target:
    """What a text names: ``italy S01E03/1A``, ``italy S01E03``, ``S01E03 act 2``, a script, a line of it, a name.

    Raises `AskError` for what leads nowhere or to several things, with the nearest names, and with the files that
    cannot be read: it may stand in one of them.
    """
    try:
        return _read(canon, text.strip())
    except AskError as error:
        unread = sorted({finding.span.path for finding in canon.read_findings if finding.code in _UNREAD})
        if not unread:
            raise
        more = f" and {len(unread) - 1} more files" if len(unread) > 1 else ""
        remedy = f"{error.remedy}; mind that {unread[0]}{more} cannot be read".removeprefix("; ")
        raise AskError(error.message, remedy) from None


def _read(canon: Canon, text: str) -> Target:
    if not text:
        raise AskError("it is not said what is asked about", "name a scene, an episode, a person, a secret or a fact")
    if text.lower() in canon.universe.by_name or _SCENE.fullmatch(text):
        return _scene(find_scene(canon, text))
    if _EPISODES.fullmatch(text):
        return _episodes(find_episodes(canon, text))
    act = _ACT.fullmatch(text)
    if act is not None:
        return _act(find_episodes(canon, act["episode"]), act["act"])
    path = text.replace("\\", "/").removeprefix("./")
    for episode in canon.universe.episodes:
        own = episode.script.source.path
        if path == own or path.endswith(f"/{own}"):
            return _episodes([episode])
    if _LINE.fullmatch(text):
        scene = find_point(canon, text).scene
        if scene is not None:
            return _scene(scene)
    return _named(canon, text)


def _scene(scene: Scene) -> Target:
    return Target("scene", scene.name, (scene,))


def _episodes(episodes: list[Episode]) -> Target:
    first = episodes[0]
    scenes = tuple(scene for episode in episodes for scene in episode.scenes)
    if len(episodes) == 1:
        return Target("episode", f"{first.show.id} {first.code}", scenes, (first,))
    return Target("season", f"{first.show.id} S{first.season:02}", scenes, tuple(episodes))


def _act(episodes: list[Episode], name: str) -> Target:
    episode = episodes[0]
    words = f"{episode.show.id} {episode.code}"
    if len(episodes) > 1:
        raise AskError(f"{len(episodes)} episodes have an act {name}", f"name one of them: “{words} act {name}”")
    acts = list(dict.fromkeys(scene.written.act for scene in episode.scenes if scene.written.act))
    wanted = next((act for act in acts if act.casefold().removeprefix("act ").strip() == name.casefold()), None)
    if wanted is None:
        remedy = f"its acts are {', '.join(acts)}" if acts else "it has no acts: scripts mark them with `# Act One`"
        raise AskError(f"there is no act {name} in {words}", remedy)
    return Target("act", f"{words} act {name}", tuple(s for s in episode.scenes if s.written.act == wanted))


def _named(canon: Canon, text: str) -> Target:
    universe = canon.universe
    try:
        key = find_name(universe, text)
    except AskError as unknown:
        keys = universe.lexicon.exact(text)
        if len(keys) > 1:
            raise
        try:
            return _fact(canon, read_topic(universe, text))
        except AskError as problem:
            # Words that look like a name and nothing else are meant as one.
            looks_like_a_name = len(text.split()) <= 3 and near_names(universe, text).startswith("did you mean")
            raise (unknown if looks_like_a_name else problem) from None
    return _entity(universe.entities[key])


def _entity(entity: Entity) -> Target:
    kinds = {
        EntryKind.PERSON: "person", EntryKind.COVER: "cover", EntryKind.GROUP: "group", EntryKind.PLACE: "place",
        EntryKind.THING: "thing", EntryKind.SECRET: "secret", EntryKind.STORYLINE: "storyline",
    }  # fmt: skip
    return Target(kinds.get(entity.kind, "event"), entity.name, entity=entity)


def _fact(canon: Canon, topic: Topic) -> Target:
    if topic.chain:
        name = canon.universe.name(topic.chain[0])
        remedy = "ask for the fact itself, or for the scene in which they learn it"
        raise AskError(f"“{topic.text}” is about what {name} holds, not about what is so", remedy)
    matter = topic.matter
    if matter.kind in {"place", "alive"}:  # the body is where it is, under whatever name
        topic = Topic(
            matter._replace(subject=body_of(canon.universe, matter.subject)), topic.wanted, topic.positive,
            text=topic.text,
        )  # fmt: skip
    return Target("fact", f"“{topic.text}”", topic=topic)
