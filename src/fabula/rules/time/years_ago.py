"""What people say of the past: "eight years ago", in a sentence that names what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from fabula.bible.durations import Spoken, find_spoken
from fabula.bible.lexicon import Found, Lexicon
from fabula.bible.model import EntryKind
from fabula.script.model import Kind
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Episode, Scene, Universe, Voice

__all__ = ["Memory", "find_memories"]

_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_HINT = re.compile(r"ago(?<=\bago)\b")
"""In small letters, and with the letters first: `re` then looks for them in one fast loop."""
_UNSURE = re.compile(
    r"\?|\b(?:if|not|never|no|almost|nearly|over|more|less|than|before|after|since|until|till|like|feels?|felt|seems?|maybe"
    r"|perhaps|could|would|should|might|may|lie|lied|lies|say|says|said|told|think|thinks|thought|believe|believes"
    r"|pretend|heard|without|nobody|nothing|instead|or)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words by which a sentence may mean something else than it seems: such a sentence is left alone."""
_NOTE = re.compile(r"\[\[.*?\]\]", re.DOTALL)
_LONGEST = 500
_KINDS = frozenset({EntryKind.PERSON, EntryKind.GROUP, EntryKind.EVENT})
_JOINED = re.compile(r"\b(?:joined|join|joining)\b", re.IGNORECASE)


class Memory(NamedTuple):
    """One sentence that dates something of the past: the nodes and words of what it dates, and the amount."""

    scene: Scene
    node: int
    what: str
    known: Span
    spoken: Spoken
    text: str
    span: Span


class _Sentence(NamedTuple):
    """A sentence of dialogue that says how long ago something was, with the entries that it names."""

    scene: Scene
    spoken: Spoken
    text: str
    span: Span
    named: tuple[str, ...]
    joined: bool


def find_memories(canon: Canon) -> Iterator[Memory]:
    """Sentences of dialogue that say how long ago a known event was, or somebody joined a group."""
    universe, first = canon.universe, 1 + 2 * len(canon.universe.scenes)
    nodes = {key: first + index for index, key in enumerate(canon.timeline.events)}
    if not nodes and not any(attribute.startswith("member:") for _, attribute in canon.world.log):
        return
    find = partial(_find_sentences, universe)
    for episode in universe.episodes:
        for sentence in episode.once("how long ago", find):
            if canon.timeline.mode[sentence.scene.order].happened:
                for node, what, known in _dated(canon, sentence, nodes):
                    yield Memory(sentence.scene, node, what, known, sentence.spoken, sentence.text, sentence.span)


def _find_sentences(universe: Universe, episode: Episode) -> list[_Sentence]:
    """The sentences of an episode that say how long ago something was."""
    script = episode.script
    if _HINT.search(script.source.text.lower()) is None:
        return []
    names = universe.once("names of the past", _past_names)
    return [sentence for scene in episode.scenes for sentence in _sentences_of(scene, names)]


def _past_names(universe: Universe) -> Lexicon:
    wanted = (e for e in universe.entities.values() if e.kind in _KINDS)
    return Lexicon((name, e.key) for e in wanted for name in (e.name, *e.aliases))


def _sentences_of(scene: Scene, names: Lexicon) -> Iterator[_Sentence]:
    """Those of one scene."""
    script = scene.episode.script
    voices = {speech.element: speech.voice for speech in scene.speeches}
    voice = Voice.ROOM
    first, cue, dialogue = scene.written.first, Kind.CUE, Kind.DIALOGUE
    for index, element in enumerate(script.elements[first : scene.written.last], first):
        if element[0] is cue:
            voice = voices.get(index, Voice.ROOM)
        if element[0] is not dialogue or voice is Voice.VOICE_OVER or not _HINT.search(element[1].lower()):
            continue
        for sentence in _SENTENCE.finditer(_NOTE.sub(" ", element.text)):
            text = sentence[0]
            if len(text) > _LONGEST:
                continue
            spoken = [found for found in find_spoken(text) if found.word == "ago"]
            if len(spoken) != 1 or _UNSURE.search(text):
                continue
            said = text[spoken[0].start : spoken[0].end]
            start = script.source.text.find(said, element.start, element.end)
            span = script.source.span(start, start + len(said)) if start >= 0 else script.span(element)
            named = {n.keys[0] for n in names.find_all(text) if len(n.keys) == 1 and _is_name(text, n)}
            joined = _JOINED.search(text) is not None
            yield _Sentence(scene, spoken[0], said, span, tuple(sorted(named)), joined)


def _dated(canon: Canon, sentence: _Sentence, nodes: Mapping[str, int]) -> Iterator[tuple[int, str, Span]]:
    """What a sentence dates: one event, or one joining; nothing if it could be several."""
    universe = canon.universe
    events = [key for key in sentence.named if key in nodes]
    people = [key for key in sentence.named if key.startswith("people/")]
    groups = [key for key in sentence.named if key.startswith("groups/")]
    if len(events) == 1:
        yield nodes[events[0]], universe.name(events[0]), universe.entities[events[0]].span
    elif not events and len(people) == len(groups) == 1 and sentence.joined:
        changes = canon.world.changes(people[0], f"member:{groups[0]}")
        joins = [c for c in changes if c.value == "yes" and c.scene is not None]
        if len(joins) == 1 and joins[0].scene is not None:
            what = f"{universe.name(people[0])} joining {universe.name(groups[0])}"
            yield 1 + 2 * joins[0].scene.order, what, joins[0].span


def _is_name(text: str, found: Found) -> bool:
    """Whether words are meant as a name: a single small word ("the fall") may be just a word."""
    words = text[found.start : found.end].split()
    plain = words[1:] if len(words) > 1 and words[0].lower() in {"the", "a", "an"} else words
    return len(plain) > 1 or plain[0][:1].isupper()
