"""Introductions: where a name is given to somebody who asks for it, or who cannot have known it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from fabula.bible.model import EntryKind
from fabula.rules.knowledge.utterances import Utterance, company_of, spoken_names
from fabula.script.model import Kind
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.judge import kept_minded
from fabula.story.minds.sayings import speech_at
from fabula.universe.model import Nature, Scene, Speech

__all__ = ["Introduction", "find_introductions"]

_TITLE: Final = r"(?:(?:agent|doctor|dr\.?|mr\.?|mrs\.?|ms\.?|captain|detective|professor)\s+)?"
_OWN: Final = re.compile(
    rf"(?:\bmy name(?: is|'s|’s)|\bname's|\bname’s|\bi'm|\bi’m|\bi am|\bcall me|\bthey call me)\s+{_TITLE}$",
    re.IGNORECASE,
)
_FULL: Final = re.compile(rf"(?:\bmy name(?: is|'s|’s)|^\W*name(?:'s|’s))\s+{_TITLE}$", re.IGNORECASE)
_OTHERS: Final = re.compile(
    rf"(?:\bthis is|\bmeet|\b(?:his|her|their|its|the) name(?: is|'s|’s)|\b(?:that|he|she)(?:'s|’s| is))\s+{_TITLE}$",
    re.IGNORECASE,
)
_ASKS_NAME: Final = re.compile(
    r"\b(?:what(?:'s|’s| is| was) (?:your|his|her|their|that \w+'s) (?:first |last |real )?name|"
    r"(?:what|who) (?:do|should|shall|can) (?:i|we) call (?:you|him|her)|do you have a name|have you got a name|"
    r"(?:does|has) (?:he|she) (?:have|got) a name)\b[^.!?]*\?",
    re.IGNORECASE,
)
_ASKS_WHO: Final = re.compile(
    r"\bwho(?:'s|’s| is| are|'re) (?:you|he|she|they|that|this|that \w+|this \w+)\s*\?|^\W*and you are\s*\?|"
    r"\byou are\s*\?\s*$",
    re.IGNORECASE,
)
_SPOKEN: Final = frozenset({Kind.DIALOGUE})
_REACH: Final = 40


class Introduction(NamedTuple):
    """Somebody is told a name. ``by_name`` if it was the name they asked for, and not the face."""

    utterance: Utterance
    hearer: str
    by_name: bool


def find_introductions(canon: Canon) -> Iterator[Introduction]:
    """Every introduction in story order: to whoever asked, or to the only other one there at a first meeting."""
    kinds = {EntryKind.PERSON, EntryKind.COVER}
    people = kept_minded(canon)
    for utterance in spoken_names(canon):
        key = utterance.matter.subject
        entity = canon.universe.entities[key]
        if entity.kind not in kinds or entity.nature is not Nature.PERSON or not utterance.people:
            continue
        found = _introduction(canon, utterance)
        if found is not None and found.hearer in people and found.hearer != body_of(canon.universe, key):
            yield found


def _introduction(canon: Canon, utterance: Utterance) -> Introduction | None:
    scene, key = utterance.scene, utterance.matter.subject
    speech = speech_at(scene, utterance.element)
    if speech is None:
        return None
    text = scene.source.text
    line = scene.episode.script.elements[utterance.element].start
    before = text[max(line, utterance.start - _REACH) : utterance.start]
    own = body_of(canon.universe, key) in utterance.people
    asker, asked = _asked(canon, scene, speech)
    bare = before.strip(' \t\n"“*_') == "" and re.match(r"[\"”*_]*\s*[.!]?[\"”*_]*\s*(?:\n|$)", text[utterance.end :])
    says = (_OWN if own else _OTHERS).search(before) is not None
    if asker and asker not in utterance.people and utterance.counts and (says or (bare and _ASKS_NAME.search(asked))):
        return Introduction(utterance, asker, _ASKS_NAME.search(asked) is not None)
    if own and _FULL.search(before) and utterance.counts:
        company = company_of(canon, scene, utterance.start)
        others = company.everybody - set(utterance.people)
        if len(others) == 1 and not company.hearing and _first_meeting(canon, scene, min(others), utterance.people[0]):
            return Introduction(utterance, min(others), True)
    return None


def _asked(canon: Canon, scene: Scene, speech: Speech) -> tuple[str, str]:
    """Who asks in the speech before this one, and what they say; empty if they do not ask for a name or a face."""
    index = scene.speeches.index(speech)
    before = scene.speeches[index - 1] if index else None
    if before is None or len(before.people) != 1:
        return "", ""
    elements = scene.episode.script.elements[before.element + 1 : speech.element]
    said = " ".join(element.text for element in elements if element.kind in _SPOKEN)
    if _ASKS_NAME.search(said) or _ASKS_WHO.search(said):
        return body_of(canon.universe, before.people[0]), said
    return "", ""


def _first_meeting(canon: Canon, scene: Scene, one: str, other: str) -> bool:
    """Whether two people were never in one scene before this one."""
    rank = canon.timeline.rank
    here = rank[scene.order]
    met = {p.scene.order for p in canon.presences.by_person.get(one, ()) if rank[p.scene.order] < here}
    return not any(p.scene.order in met for p in canon.presences.by_person.get(other, ()))
