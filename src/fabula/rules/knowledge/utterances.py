"""Names and phrases as they are said aloud: where, by whom, and who was there to hear them.

What is sung, read aloud, said in voice-over or into a telephone whose other end the script does not show is heard by
those present, but is not held against its speaker: it says nothing of what they know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, cast

from fabula.bible.model import EntryKind
from fabula.script.model import Kind
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.company import Company, company_at
from fabula.story.minds.events import Matter
from fabula.story.minds.given import is_secret_name
from fabula.story.minds.judge import kept_minded
from fabula.story.minds.matters import heard_of
from fabula.story.minds.sayings import find_sayings, speech_at
from fabula.story.model import Hold, Moment
from fabula.universe.model import Episode, Mention, Scene, Voice

__all__ = ["Utterance", "company_of", "firmly_there", "secret_names", "secret_utterances", "spoken_names", "spoken_of"]

_SPOKEN: Final = frozenset({Kind.DIALOGUE, Kind.LYRICS})
_ALOUD: Final = re.compile(
    r"\b(?:read(?:s|ing)?|quot(?:es|ing)|sings?|singing|recit(?:es|ing)|chant(?:s|ing)|translat(?:es|ing)|mimic\w*|"
    r"imitat\w+|repeat(?:s|ing)|echo(?:es|ing)|as [A-Z]\w+|dictat\w+|typ(?:es|ing)|prompt(?:s|ing))\b",
    re.IGNORECASE,
)
_APPARATUS: Final = re.compile(
    r"\b(?:phone|telephone|mobile|cell|receiver|handset|headset|radio|walkie\w*|intercom|comms?|earpiece|mic|microphone|"
    r"on the line|recorder|dictaphone|voicemail|answering machine|camera|screen)\b",
    re.IGNORECASE,
)


class Utterance(NamedTuple):
    """Somebody says a name or a phrase. ``element`` is the index of the line, ``people`` are the bodies who say it.

    ``counts`` is False where it says nothing of what the speaker knows.
    """

    scene: Scene
    moment: Moment
    start: int
    end: int
    element: int
    matter: Matter
    people: tuple[str, ...]
    counts: bool

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return Span(self.scene.source, self.start, self.end)


def secret_names(canon: Canon) -> frozenset[str]:
    """The entries whose very name is a secret."""
    return frozenset(key for key, entity in canon.universe.entities.items() if is_secret_name(entity))


def spoken_names(canon: Canon) -> list[Utterance]:
    """Every name of a person or cover, and every secret name, that is spoken, in story order."""
    if "spoken names" not in canon.kept:
        canon.kept["spoken names"] = list(_spoken_names(canon))
    return cast("list[Utterance]", canon.kept["spoken names"])


def spoken_of(canon: Canon, key: str) -> list[Utterance]:
    """Where one name is spoken, in story order."""
    if "spoken by name" not in canon.kept:
        names: dict[str, list[Utterance]] = {}
        for utterance in spoken_names(canon):
            names.setdefault(utterance.matter.subject, []).append(utterance)
        canon.kept["spoken by name"] = names
    return cast("dict[str, list[Utterance]]", canon.kept["spoken by name"]).get(key, [])


def secret_utterances(canon: Canon) -> list[Utterance]:
    """Every secret name and every phrase that gives a secret away, as spoken, in story order."""
    if "secret utterances" not in canon.kept:
        keys = secret_names(canon)
        found = [one for one in spoken_names(canon) if one.matter.subject in keys] if keys else []
        for scene, sayings in find_sayings(canon.universe).items():
            if canon.timeline.mode[scene.order].happened:
                rank = canon.timeline.rank[scene.order]
                found += [_utterance(canon, scene, rank, s.start, s.end, s.element, s.matter) for s in sayings]
        canon.kept["secret utterances"] = sorted(found, key=lambda one: (one.moment, one.end, one.matter.subject))
    return cast("list[Utterance]", canon.kept["secret utterances"])


def company_of(canon: Canon, scene: Scene, offset: int) -> Company:
    """Who is party to a moment of a scene."""
    return company_at(canon.presences.by_scene[scene.order], offset, kept_minded(canon))


def firmly_there(canon: Canon, person: str, scene: Scene, offset: int) -> bool:
    """Whether more than a name in action lines says that somebody is there."""
    return any(
        presence.person == person and presence.hold >= Hold.STATED and presence.start <= offset < presence.end
        for presence in canon.presences.by_scene[scene.order]
    )


def _spoken_names(canon: Canon) -> Iterator[Utterance]:
    rank, mode = canon.timeline.rank, canon.timeline.mode
    said = (item for e in canon.universe.episodes for item in e.once("said names", lambda e: _names_said(canon, e)))
    happened = [item for item in said if mode[item[0].order].happened]
    for scene, mention, people, counts in sorted(happened, key=lambda item: rank[item[0].order]):
        moment, matter = canon.moment(scene, mention.start), heard_of(mention.key)
        yield Utterance(scene, moment, mention.start, mention.end, mention.element, matter, people, counts)


def _names_said(canon: Canon, episode: Episode) -> list[tuple[Scene, Mention, tuple[str, ...], bool]]:
    """The names that are spoken in an episode: where, by whom, and whether that counts."""
    wanted = canon.universe.once("names that are said", lambda _: _spoken_keys(canon))
    elements, dialogue, lyrics = episode.script.elements, Kind.DIALOGUE, Kind.LYRICS
    found: list[tuple[Scene, Mention, tuple[str, ...], bool]] = []
    for scene in episode.scenes:
        for mention in scene.mentions:
            kind = elements[mention.element][0]
            if (kind is dialogue or kind is lyrics) and mention.key in wanted:
                found.append((scene, mention, *_speakers(canon, scene, mention.start, mention.element)))
    return found


def _spoken_keys(canon: Canon) -> frozenset[str]:
    beings = {EntryKind.PERSON, EntryKind.COVER}
    return secret_names(canon).union(key for key, e in canon.universe.entities.items() if e.kind in beings)


def _utterance(canon: Canon, scene: Scene, rank: int, start: int, end: int, element: int, matter: Matter) -> Utterance:
    people, counts = _speakers(canon, scene, start, element)
    return Utterance(scene, Moment(rank, start), start, end, element, matter, people, counts)


def _speakers(canon: Canon, scene: Scene, start: int, element: int) -> tuple[tuple[str, ...], bool]:
    """Whose words stand at a place, as bodies, and whether they say something of what these people know."""
    speech = speech_at(scene, element)
    people: tuple[str, ...] = ()
    counts = False
    if speech is not None:
        people = tuple(dict.fromkeys(body_of(canon.universe, key) for key in speech.people))
        said = scene.episode.script.elements[element].kind is Kind.DIALOGUE
        counts = said and speech.voice is not Voice.VOICE_OVER and not _is_apart(canon, scene, start, element)
    return people, counts


def _is_apart(canon: Canon, scene: Scene, offset: int, element: int) -> bool:
    """Whether the words are read out or the like, or go to, or answer, somebody whom the script does not show."""
    speech = speech_at(scene, element)
    if speech is None:
        return True
    if any(_ALOUD.search(text) for text in _parentheticals(scene, speech.element + 1, element)):
        return True
    speeches = (one for one in scene.speeches if one.element <= speech.element and one.people == speech.people)
    calls = any(_APPARATUS.search(text) for one in speeches for text in _parentheticals(scene, one.element + 1))
    return calls and not company_of(canon, scene, offset).hearing


def _parentheticals(scene: Scene, first: int, last: int | None = None) -> Iterable[str]:
    """The parentheticals of a speech, from its first element to the line that is asked about."""
    elements = scene.episode.script.elements
    for index in range(first, scene.written.last if last is None else last):
        kind = elements[index].kind
        if kind is Kind.PARENTHETICAL:
            yield elements[index].text
        elif kind not in _SPOKEN and kind is not Kind.NOTE:
            break
