"""What people say of the past: "eight years ago", in a sentence that names what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fabula.bible.durations import Spoken, find_spoken
from fabula.bible.lexicon import Found, Lexicon
from fabula.bible.model import EntryKind
from fabula.script.model import Kind
from fabula.source import Source, Span
from fabula.story.canon import Canon
from fabula.universe.model import Scene, Voice

__all__ = ["Memories", "Memory"]

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


class Memories:
    """Finds sentences of dialogue that say how long ago a known event was, or somebody joined a group."""

    def __init__(self, canon: Canon) -> None:
        self._canon = canon
        universe = canon.universe
        first = 1 + 2 * len(universe.scenes)
        self._past: dict[str, bool] = {}
        self._nodes = {key: first + index for index, key in enumerate(canon.timeline.events)}
        self._joins = {
            (key, attribute.removeprefix("member:")): changes
            for (key, attribute), changes in canon.world.log.items()
            if attribute.startswith("member:")
        }
        wanted = (e for e in universe.entities.values() if e.kind in _KINDS)
        self._names = Lexicon((name, e.key) for e in wanted for name in (e.name, *e.aliases))

    def of(self, scene: Scene) -> Iterator[Memory]:
        """The sentences of one scene that date something."""
        if not self._nodes and not self._joins:
            return
        script = scene.episode.script
        if not self._speaks_of_the_past(script.source):
            return
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
                for node, what, known in self._dated(text):
                    yield Memory(scene, node, what, known, spoken[0], said, span)

    def _speaks_of_the_past(self, source: Source) -> bool:
        """Whether a file has an "ago" in it at all."""
        known = self._past.get(source.path)
        if known is None:
            known = self._past[source.path] = _HINT.search(source.text.lower()) is not None
        return known

    def _dated(self, text: str) -> Iterator[tuple[int, str, Span]]:
        """What a sentence dates: one event, or one joining; nothing if it could be several."""
        universe = self._canon.universe
        found = {name.keys[0] for name in self._names.find_all(text) if len(name.keys) == 1 and _is_name(text, name)}
        events = sorted(key for key in found if key in self._nodes)
        people = sorted(key for key in found if key.startswith("people/"))
        groups = sorted(key for key in found if key.startswith("groups/"))
        if len(events) == 1:
            yield self._nodes[events[0]], universe.name(events[0]), universe.entities[events[0]].span
        elif not events and len(people) == len(groups) == 1 and _JOINED.search(text):
            joins = [c for c in self._joins.get((people[0], groups[0]), ()) if c.value == "yes" and c.scene is not None]
            if len(joins) == 1 and joins[0].scene is not None:
                what = f"{universe.name(people[0])} joining {universe.name(groups[0])}"
                yield 1 + 2 * joins[0].scene.order, what, joins[0].span


def _is_name(text: str, found: Found) -> bool:
    """Whether words are meant as a name: a single small word ("the fall") may be just a word."""
    words = text[found.start : found.end].split()
    plain = words[1:] if len(words) > 1 and words[0].lower() in {"the", "a", "an"} else words
    return len(plain) > 1 or plain[0][:1].isupper()
