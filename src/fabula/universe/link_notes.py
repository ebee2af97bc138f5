"""From canon notes to statements: what the writers say beyond the form of a script."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from fabula.bible.canon import read_canon_note
from fabula.bible.forms import FORMS, SLOT_TYPES
from fabula.bible.lexicon import Lexicon
from fabula.bible.model import EntryKind
from fabula.bible.statements import Fact, Name, Relation, Slot, Statement
from fabula.finding import Finding
from fabula.universe.model import Entity, Episode, Nature, Scene, Unlinked
from fabula.universe.names import fold_name, slug
from fabula.universe.spelling import Names

__all__ = ["NoteLinker"]

LABELS: Final = frozenset({"sets-up", "pays-off"})
"""Forms whose name may be a mere label: "sets up the tin whistle" needs no entry for a whistle."""

_SLOT: Final = re.compile(r"\{([\w-]+)(?::([\w-]+))?\}")
_FACT_KINDS: Final[dict[Relation, tuple[str, str]]] = {
    Relation.SECRET: ("secrets", ""),
    Relation.IS: ("people", "people"),
    Relation.AT: ("people", "places"),
    Relation.MEMBER: ("people", "groups"),
    Relation.HAS: ("people", "things"),
    Relation.FEELS: ("people", "people"),
    Relation.KIN: ("people", "people"),
}


class NoteLinker:
    """Reads the canon notes of a universe and links the names in them."""

    def __init__(self, entities: dict[str, Entity], lexicon: Lexicon, has_bible: bool) -> None:
        self.entities = entities
        self.lexicon = lexicon
        self.has_bible = has_bible
        self.unlinked: list[Unlinked] = []
        self._declared: dict[tuple[str, str], str] = {}
        self._letters: dict[str, list[str]] = {}
        self._known = Names(name for e in entities.values() if e.declared for name in (e.name, *e.aliases))
        self._kinds_there = {entity.kind for entity in entities.values() if entity.declared}
        for entity in entities.values():
            if entity.kind is EntryKind.STORYLINE and (letter := entity.value("letter")) is not None:
                self._letters.setdefault(letter.text.strip().upper(), []).append(entity.key)

    def start_episode(self) -> None:
        """Begin with another episode: what cannot be linked is listed anew, each once."""
        self.unlinked = []

    def link(self, episode: Episode) -> list[Finding]:
        """Fill the statements of an episode's scenes, in the order of the text.

        What stands before the first scene is said of the first scene.
        """
        findings: list[Finding] = []
        starts = [scene.written.start for scene in episode.scenes]
        people: set[str] | None = None
        for note in episode.script.notes:
            statements, broken = read_canon_note(note, episode.script.source, self.lexicon)
            findings.extend(broken)
            if not statements or not episode.scenes:
                continue
            scene = episode.scenes[max(0, bisect_right(starts, note.start) - 1)]
            for statement in statements:
                if all(len(name.keys) == 1 for name in statement.all_names()):
                    scene.statements.append(statement)
                    continue
                if people is None:
                    people = {key for other in episode.scenes for s in other.speeches for key in s.people}
                scene.statements.append(self._settle(statement, scene, people))
        return findings

    def _settle(self, statement: Statement, scene: Scene, people: set[str]) -> Statement:
        """The statement with names of several people narrowed to the likelier one; the rest is told."""
        here = {key for speech in scene.speeches for key in speech.people}
        settled: dict[Name, Name] = {}
        for name, kinds in _names_of(statement):
            if len(name.keys) == 1 or name in settled:
                continue
            keys = self._narrow(name.keys, scene, here, people) if name.keys else self._find(name, kinds, scene)
            settled[name] = replace(name, keys=keys)
            if len(keys) != 1 and not self._is_label(statement, name, kinds):
                wanted = frozenset(map(str, kinds)) if kinds else None
                near = () if keys else self.lexicon.nearest(name.text, wanted)
                self.unlinked.append(Unlinked("note", name.text, name.span, keys, near, kinds))
        return replace(statement, slots=tuple((slot, _replace(value, settled)) for slot, value in statement.slots))

    def _narrow(self, keys: tuple[str, ...], scene: Scene, here: set[str], people: set[str]) -> tuple[str, ...]:
        """Of several whom a name may mean, the one in the scene, in the episode, of the show, or with an entry."""
        show = scene.episode.show.id
        for likely in (
            [key for key in keys if key in here],
            [key for key in keys if key in people],
            [key for key in keys if self.entities[key].owner == show],
            [key for key in keys if self.entities[key].declared],
        ):
            if len(likely) == 1:
                return (likely[0],)
        return keys

    def _find(self, name: Name, kinds: tuple[EntryKind, ...], scene: Scene) -> tuple[str, ...]:
        """What a name means that no entry has: a storyline's letter; without a bible, something of its own."""
        if EntryKind.STORYLINE in kinds:
            letters = self._letters.get(name.text.strip().upper(), [])
            own = [key for key in letters if self.entities[key].owner == scene.episode.show.id]
            if letters:
                return tuple(own or letters)
        if self.has_bible or not kinds or len(kinds) == len(EntryKind) or not fold_name(name.text):
            return ()
        kind, folded = kinds[0], fold_name(name.text).removeprefix("the ")
        held = next((self._declared[k, folded] for k in map(str, kinds) if (k, folded) in self._declared), "")
        if not held:
            held = f"{kind}/{slug(folded)}"
            self._declared[str(kind), folded] = held
            owner = scene.episode.show.id
            entity = Entity(held, kind, name.text.strip(), name.span, owner, nature=Nature.PERSON)
            self.entities.setdefault(held, entity)
        return (held,)

    def _is_label(self, statement: Statement, name: Name, kinds: tuple[EntryKind, ...]) -> bool:
        if statement.form in {"storyline", "ends-storyline"}:
            return not name.keys and EntryKind.STORYLINE not in self._kinds_there
        return statement.form in LABELS and not name.keys and not self._known.near(name.text)


@cache
def _slot_kinds() -> dict[tuple[str, str], tuple[EntryKind, ...]]:
    """The kinds of entries that each slot of each form names."""
    kinds: dict[tuple[str, str], tuple[EntryKind, ...]] = {}
    for form in FORMS:
        for pattern in form.patterns:
            for slot, written in _SLOT.findall(pattern):
                known = SLOT_TYPES.get(written or slot)
                if known is not None:
                    kinds.setdefault((form.name, slot), tuple(kind for kind in EntryKind if str(kind) in known.kinds))
    return kinds


def _names_of(statement: Statement) -> Iterator[tuple[Name, tuple[EntryKind, ...]]]:
    """Every name in a statement with the kinds that it may be of."""
    for slot, value in statement.slots:
        kinds = _slot_kinds().get((statement.form, slot), ())
        match value:
            case Name():
                yield value, kinds
            case tuple():
                for name in value:
                    yield name, kinds
            case Fact():
                fact: Fact | None = value
                while fact is not None:
                    subject, other = _FACT_KINDS.get(fact.relation, ("people", ""))
                    yield fact.subject, (EntryKind(subject),)
                    if fact.object is not None:
                        yield fact.object, (EntryKind(other),) if other else ()
                    fact = fact.inner
            case _:
                pass


def _replace(value: Slot, settled: Mapping[Name, Name]) -> Slot:
    match value:
        case Name():
            return settled.get(value, value)
        case tuple():
            return tuple(settled.get(name, name) for name in value)
        case Fact():
            inner = _replace(value.inner, settled) if value.inner is not None else None
            return replace(
                value,
                subject=settled.get(value.subject, value.subject),
                object=settled.get(value.object, value.object) if value.object is not None else None,
                inner=inner if isinstance(inner, Fact) else None,
            )
        case _:
            return value
