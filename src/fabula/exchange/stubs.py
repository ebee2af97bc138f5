"""First bible entries from imported scripts: people who speak more than once, and the places of headings.

People of plays in TEI have one id in all plays, and so one entry with all their names. Elsewhere a person is who the
cue names. What the entries say is only what the scripts say; a writer goes on from there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from fabula.script.cue import read_cue
from fabula.script.heading import read_heading
from fabula.script.model import Kind, Script
from fabula.universe.crowd import is_anywhere, is_class, is_nobody
from fabula.universe.names import fold_name, readable
from fabula.universe.people import name_parts, without_age

__all__ = [
    "Person",
    "gather_people",
    "gather_places",
    "merge_groups",
    "name_players",
    "write_person",
    "write_place",
]

ENOUGH: Final = 2
"""Speeches from which on somebody gets an entry."""
DIVISION: Final = re.compile(
    r"(?:ACT [\w.]+(?:, [\w .]+)?|SCENE [\w.]+|PROLOGUE|EPILOGUE|INDUCTION|CHORUS|OMITTED\.?)", re.IGNORECASE
)
"""Headings that count scenes and name no place."""


@dataclass(slots=True)
class Person:
    """Somebody who will have an entry. ``names`` counts by how many scripts use which; the first is the entry's."""

    key: str
    names: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    group: bool = True
    speeches: int = 0
    first: str = ""
    name: str = ""

    def all_names(self) -> set[str]:
        """Every name they go by, folded."""
        return {fold_name(name) for name in (self.name, *self.names, *self.labels)}

    def meet(self, episode: str, speeches: int = 0) -> None:
        """Count speeches, and keep the episode in which they first come up."""
        self.speeches += speeches
        self.first = self.first or episode


def name_players(scripts: Iterable[tuple[str, Script]]) -> dict[str, Person]:
    """The people of plays in TEI by id, each with one name that nobody else has. Pairs are episode and script.

    The name is the one that most plays use, the first of them if there are several, and none with a comma if that
    can be helped; groups may share one.Groups and walk-ons of one name are one class.
    """
    people: dict[str, Person] = {}
    for episode, script in scripts:
        counts = Counter(key for e in script.elements if e.kind is Kind.CUE for key in e.detail.split())
        for key, name in script.people.items():
            person = people.setdefault(key, Person(key))
            person.names[name] += 1
            person.group = person.group and key in script.groups
            person.meet(episode, counts[key])
            person.labels.update(script.labels.get(key, ()))
    taken: dict[str, Person] = {}
    for person in sorted(people.values(), key=lambda person: person.group):
        options = sorted(person.names, key=lambda name: ("," in name, -person.names[name]))
        options += [f"{options[0]} ({person.key.rpartition('_')[0] or person.key})"]
        if person.group:
            options = options[:1]
        person.name = next((name for name in options if fold_name(name) not in taken), options[-1])
        taken.setdefault(fold_name(person.name), person)
    return people


def merge_groups(people: Iterable[Person]) -> list[Person]:
    """The people with groups of one name as one: a messenger is a messenger in every play."""
    merged: dict[str, Person] = {}
    for person in people:
        key = fold_name(person.name) if person.group else person.key
        held = merged.setdefault(f"{person.group} {key}", person)
        if held is not person:
            held.names += person.names
            held.labels += person.labels
            held.speeches += person.speeches
    return list(merged.values())


def gather_people(scripts: Iterable[tuple[str, Script]]) -> list[Person]:
    """Who speaks more than once in scripts that are no TEI, or is in the stated cast of a scene; sorted by name."""
    people: dict[str, Person] = {}
    stated: set[str] = set()
    for episode, script in scripts:
        for element in script.elements:
            if element.kind is not Kind.CUE:
                continue
            for name in read_cue(element.text).names:
                folded = fold_name(name)
                if folded and not is_nobody(name):
                    person = people.setdefault(folded, Person(folded))
                    person.names[readable(name)] += 1
                    person.meet(episode, 1)
        for scene in script.scenes:
            for name in (name for entry in scene.details.cast for name in read_cue(entry).names):
                person = people.setdefault(fold_name(name), Person(fold_name(name)))
                person.names[readable(name)] += 1
                person.meet(episode)
                stated.add(person.key)
    parts: Counter[str] = Counter()
    for folded in people:
        parts.update({fold_name(part) for part in name_parts(folded)})
    kept = []
    for folded, person in sorted(people.items()):
        part_of_one = " " not in folded and parts[folded] == 1  # KANE, where there is one MASON KANE
        younger = fold_name(without_age(folded)) != folded and fold_name(without_age(folded)) in people
        if folded and not part_of_one and not younger and (person.speeches >= ENOUGH or folded in stated):
            person.name = person.names.most_common(1)[0][0]
            person.group = is_class(person.name)
            kept.append(person)
    return kept


def gather_places(scripts: Iterable[tuple[str, Script]]) -> dict[str, tuple[str, str]]:
    """The outermost places of headings: name and first episode by folded name, sorted.

    A heading without INT. or EXT. counts if it comes up again: the first may be a title or the name of a montage.
    """
    places: dict[str, tuple[str, str]] = {}
    counts: Counter[str] = Counter()
    for episode, script in scripts:
        for element in script.elements:
            if element.kind is Kind.HEADING and not DIVISION.fullmatch(element.text):
                heading = read_heading(element.text)
                if heading.places and not is_anywhere(heading.places[0]):
                    name = heading.places[0]
                    places.setdefault(fold_name(name), (readable(name), episode))
                    counts[fold_name(name)] += ENOUGH if heading.prefix or script.format == "tei" else 1
    return {folded: places[folded] for folded in sorted(places) if folded and counts[folded] >= ENOUGH}


def write_person(person: Person, ambiguous: frozenset[str] = frozenset()) -> str:
    """The entry of a person. ``ambiguous`` are folded names that several people go by, so that they are left out."""
    own = fold_name(person.name)
    aliases = [n for n in person.names if fold_name(n) != own and fold_name(n) not in ambiguous]
    known = {own, *map(fold_name, aliases)}
    cues = [n for n in person.labels if fold_name(n) not in known and fold_name(n) not in ambiguous]
    fields = [f"name: {_quote(person.name)}"]
    if aliases:
        fields.append(f"aliases: [{', '.join(map(_quote, aliases))}]")
    if cues:
        fields.append(f"cues: [{', '.join(map(_quote, cues))}]")
    if person.group:
        fields.append("nature: class")
    speeches = f"{person.speeches} speech{'es' if person.speeches != 1 else ''}"
    return _write_entry(
        fields, f"{speeches}, first in {person.first}." if person.speeches else f"First in {person.first}."
    )


def write_place(name: str, episode: str) -> str:
    """The entry of a place."""
    return _write_entry([f"name: {_quote(name)}"], f"First in {episode}.")


def _write_entry(fields: list[str], prose: str) -> str:
    return "\n".join(["---", *fields, "---", "", prose, ""])


def _quote(text: str) -> str:
    # JSON strings are YAML strings; plain ones would turn "No" or "3" into something else for other readers.
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
