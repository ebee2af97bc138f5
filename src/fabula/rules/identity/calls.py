"""Who is called what: names by which people who are there are spoken to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, cast

from fabula.bible.model import EntryKind
from fabula.rules.knowledge.utterances import Utterance, firmly_there, spoken_names
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.judge import kept_minded
from fabula.story.minds.poses import cover_people, covers_of
from fabula.story.model import Manner
from fabula.universe.model import Scene

__all__ = ["Call", "find_calls", "in_on_it", "shown_as"]

_OPENS: Final = re.compile(r"(?:^|[.!?…—–\-]|\n|[\"“])\s*[*_]*$")
_ADDRESS: Final = re.compile(
    r"(?:,|\b(?:hello|hi|hey|oh|no|yes|please|well|thank you|thanks|morning),?)\s+[*_]*$", re.IGNORECASE
)
_COMMA: Final = re.compile(r"^[*_]*\s*[,!?]")
_CLOSES: Final = re.compile(r"^[*_]*\s*(?:[.!?…\"”]|$)", re.MULTILINE)


class Call(NamedTuple):
    """Somebody speaks to somebody who is there. ``whom`` is the body that is meant, ``key`` the name that is used."""

    utterance: Utterance
    speaker: str
    whom: str
    key: str


def find_calls(canon: Canon) -> Iterator[Call]:
    """Every name said to the face of somebody to whom a cover belongs, in story order."""
    covers = [e for e in canon.universe.entities.values() if e.kind is EntryKind.COVER and e.parent]
    hidden = {body_of(canon.universe, cover.key) for cover in covers}
    people = kept_minded(canon)
    for utterance in spoken_names(canon) if hidden else ():
        key = utterance.matter.subject
        whom = body_of(canon.universe, key)
        if whom not in hidden or not utterance.counts or len(utterance.people) != 1:
            continue
        speaker = utterance.people[0]
        if speaker == whom or speaker not in people or not _is_address(utterance):
            continue
        if _face_to_face(canon, utterance.scene, utterance.start, speaker, whom):
            yield Call(utterance, speaker, whom, key)


def shown_as(canon: Canon, scene: Scene, person: str) -> str:
    """The cover under which somebody is in a scene, empty if they are there as themselves."""
    if any(person in speech.people for speech in scene.speeches):
        return ""
    return covers_of(canon.universe, scene, cover_people(canon.universe), {}).get(person, "")


def in_on_it(canon: Canon) -> dict[str, list[int]]:
    """For everybody who is in on something by a note, the ranks of those scenes."""
    if "in on it" not in canon.kept:
        found: dict[str, list[int]] = {}
        for scene, statement in canon.universe.stated("in-on-it"):
            for name in statement.names("person"):
                found.setdefault(body_of(canon.universe, name.key), []).append(canon.timeline.rank[scene.order])
        canon.kept["in on it"] = {person: sorted(ranks) for person, ranks in found.items()}
    return cast("dict[str, list[int]]", canon.kept["in on it"])


def _is_address(utterance: Utterance) -> bool:
    """Whether a name is spoken to its bearer: set off by a comma, or a cry of its own."""
    text = utterance.scene.source.text
    line = utterance.scene.episode.script.elements[utterance.element]
    before, after = text[line.start : utterance.start], text[utterance.end : line.end]
    if _OPENS.search(before) or not before.strip():
        return _COMMA.match(after) is not None
    return _ADDRESS.search(before) is not None and _CLOSES.match(after) is not None


def _face_to_face(canon: Canon, scene: Scene, offset: int, one: str, other: str) -> bool:
    if not all(firmly_there(canon, person, scene, offset) for person in (one, other)):
        return False
    near = {Manner.HERE, Manner.OFF_SCREEN}
    here = {p.person for p in canon.presences.by_scene[scene.order] if p.manner in near and p.start <= offset < p.end}
    return one in here and other in here
