"""Slips of the finger: when two names are likely one name, spelled in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA

from fabula.bible.model import EntryKind
from fabula.source import Span
from fabula.universe.crowd import ROLES
from fabula.universe.model import Episode, Nature, Scene, Universe
from fabula.universe.names import fold_name
from fabula.universe.people import AGES, HONORIFICS

__all__ = ["Names", "Spelling", "TwoSpellings", "find_two_spellings", "is_slip", "speaking_parts"]

SHORTEST = 4
"""Letters that a word has at least where a slip in it can be told from another name."""
TITLES = HONORIFICS | AGES | ROLES
"""First words of names that are no first names."""
_SMALL = frozenset("the of and for to in at on".split())
LONG = 9
"""From so many letters on two slips in one word are believed."""


def is_slip(wrong: str, right: str) -> bool:
    """Whether one folded name is the other with a slip of the finger in one of its words.

    Made to miss rather than to accuse: the first letter agrees (MASON and JASON are two men), words have four letters
    or more, numbers agree, and what grammar does to the end of a name (MARIO and MARIA, IVAN and IVANA, a plural) is
    no slip.
    """
    if wrong == right:
        return False
    one, other = wrong.split(), right.split()
    if len(one) != len(other):
        # "BERNARDORLICK": the gap is lost
        return len(wrong) > LONG and wrong.replace(" ", "") == right.replace(" ", "")
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return False
    # "NORTH OF TEH WALL": a small word among others that are right
    small = "".join(differing[0]).isalpha() and differing[0][1] in _SMALL and len(one) > 2
    return (small and OSA.distance(*differing[0]) == 1) or _is_word_slip(*differing[0])


def _is_word_slip(wrong: str, right: str) -> bool:
    shorter, longer = sorted((wrong, right), key=len)
    if len(shorter) < SHORTEST or wrong[0] != right[0] or not (wrong.isalpha() and right.isalpha()):
        return False
    distance = OSA.distance(wrong, right, score_cutoff=2)
    if distance > 2 or (distance == 2 and len(shorter) < LONG):
        return False
    if distance == 2:
        return wrong[-1] == right[-1]
    if len(wrong) == len(right):
        if sorted(wrong) == sorted(right):  # two letters have changed places
            return True
        return len(shorter) > SHORTEST and wrong[-1] == right[-1]
    if longer.startswith(shorter):  # a letter more at the end: a slip only if it is typed twice
        return longer[-1] == longer[-2] and longer[-1] != "s"
    return len(shorter) > SHORTEST or _has_double(longer, shorter)


def _has_double(longer: str, shorter: str) -> bool:
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return at > 0 and longer[at] == longer[at - 1]


class Names:
    """Names to compare others with; only those of like beginning and length are looked at.

    Of ``people`` the first name tells who is meant, so a slip of any kind in another of their names is believed.
    """

    def __init__(self, names: Iterable[str], *, people: bool = False) -> None:
        self._buckets: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._with_article: dict[str, str] = {}
        self._first: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for name in dict.fromkeys(names):
            folded = fold_name(name).removeprefix("the ")
            if folded:
                self._buckets[folded[0]].append((folded, name))
            if fold_name(name) != folded:
                self._with_article.setdefault(folded, name)
            words = folded.split()
            if people and len(words) > 1 and len(words[0]) >= SHORTEST - 1 and words[0] not in TITLES:
                self._first[words[0]].append((words, name))

    def near(self, name: str) -> str:
        """The name that this one is a slip of; empty if there is none, the first in order if there are several."""
        folded = fold_name(name).removeprefix("the ")
        for other, spoken in self._buckets.get(folded[:1], ()):
            if abs(len(other) - len(folded)) <= 2 and is_slip(folded, other):
                return spoken
        article, _, rest = folded.partition(" ")
        if rest in self._with_article and OSA.distance(article, "the") == 1:
            return self._with_article[rest]  # "TEH NORTH"
        return self._near_by_first_name(folded.split())

    def _near_by_first_name(self, words: list[str]) -> str:
        """Who alone has this first name, and another name that differs by one slip of any kind: "BRAN STRK"."""
        known = self._first.get(words[0], []) if len(words) > 1 else []
        if len(known) != 1 or len(known[0][0]) != len(words):
            return ""
        differing = [(a, b) for a, b in zip(words, known[0][0], strict=True) if a != b]
        if len(differing) != 1 or min(map(len, differing[0])) < SHORTEST - 1:
            return ""
        one, other = differing[0]
        return known[0][1] if one.isalpha() and other.isalpha() and OSA.distance(one, other) == 1 else ""


@dataclass(slots=True)
class Spelling:
    """Somebody undeclared, with every scene and cue in which they speak."""

    key: str
    name: str
    cues: list[tuple[Scene, int]] = field(default_factory=list)

    @property
    def scenes(self) -> int:
        """In how many scenes they speak."""
        return len({scene.order for scene, _ in self.cues})

    def spans(self, episode: str = "") -> list[Span]:
        """Where the name stands in its cues, in the order of telling; of one episode if its key is given."""
        return [
            _name_span(scene, index, self.name)
            for scene, index in self.cues
            if not episode or scene.episode.key == episode
        ]


def _name_span(scene: Scene, index: int, name: str) -> Span:
    element = scene.episode.script.elements[index]
    text = scene.source.text[element.start : element.end]
    at = text.lower().find(name.lower()) if len(text.lower()) == len(text) else text.find(name)
    if at < 0:
        return scene.episode.script.span(element)
    return scene.source.span(element.start + at, element.start + at + len(name))


def speaking_parts(universe: Universe, nature: Nature = Nature.PERSON) -> dict[str, Spelling]:
    """Everybody of a nature who speaks and has no entry, with their cues. Sorted by key."""
    parts = {
        key: Spelling(key, entity.name)
        for key, entity in universe.entities.items()
        if entity.kind is EntryKind.PERSON and not entity.declared and entity.nature is nature
    }
    for episode in universe.episodes if parts else ():
        for person, cues in episode.once("cues of strangers", lambda episode: _cues_in(universe, episode)).items():
            if person in parts:
                parts[person].cues += cues
    return parts


def _cues_in(universe: Universe, episode: Episode) -> dict[str, list[tuple[Scene, int]]]:
    """The cues of everybody without an entry who speaks in an episode."""
    cues: dict[str, list[tuple[Scene, int]]] = {}
    for scene in episode.scenes:
        for speech in scene.speeches:
            for person in speech.people:
                if not universe.entities[person].declared:
                    cues.setdefault(person, []).append((scene, speech.element))
    return cues


class TwoSpellings(NamedTuple):
    """One name in a rare and in a frequent spelling."""

    rare: Spelling
    frequent: Spelling


def find_two_spellings(universe: Universe) -> list[TwoSpellings]:
    """People without an entry who are likely one: a spelling that occurs once or twice beside a far commoner one.

    The commoner one must occur at least three times as often, or twice where the other stands only once. Two that are
    both frequent are two people.
    """
    parts = [part for part in speaking_parts(universe).values() if part.cues]
    frequent = sorted((part for part in parts if len(part.cues) >= 2), key=lambda part: (-len(part.cues), part.key))
    by_name = {part.name: part for part in reversed(frequent)}
    names = Names(part.name for part in frequent)
    found: list[TwoSpellings] = []
    for part in parts:
        near = by_name.get(names.near(part.name))
        if near is not None and len(near.cues) >= {1: 2, 2: 6}.get(len(part.cues), len(near.cues) + 1):
            found.append(TwoSpellings(part, near))
    return found
