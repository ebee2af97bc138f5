"""The company of a scene at a moment: who sees what happens, who hears what is said, and who of them is hidden."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.story.model import Manner, Presence
from fabula.universe.model import Nature, Scene, Universe

__all__ = ["Company", "Slip", "companies_of", "company_at", "minded"]


class Slip(NamedTuple):
    """Somebody has left unnoticed, and these still take them to be there."""

    person: str
    unaware: frozenset[str]


class Company(NamedTuple):
    """Who is party to a moment of a scene, as keys of people.

    ``seeing`` are at the place, in view; ``hearing`` hear without seeing (on the phone); ``watching`` see and hear
    unseen; ``listening`` hear unseen. ``bands`` are those of the hidden who hide together: each band knows of itself
    only. ``slips`` are those who have left unnoticed.
    """

    seeing: frozenset[str] = frozenset()
    hearing: frozenset[str] = frozenset()
    watching: frozenset[str] = frozenset()
    listening: frozenset[str] = frozenset()
    bands: tuple[frozenset[str], ...] = ()
    slips: tuple[Slip, ...] = ()

    @property
    def everybody(self) -> frozenset[str]:
        """All who take in what is said."""
        if not (self.hearing or self.watching or self.listening):
            return self.seeing
        return self.seeing | self.hearing | self.watching | self.listening

    @property
    def public(self) -> frozenset[str]:
        """All who hear what is said, and of whom the others know."""
        return self.seeing | self.hearing if self.hearing else self.seeing

    @property
    def hidden(self) -> frozenset[str]:
        """Those of whom the others do not know."""
        return self.watching | self.listening

    def supposed(self, public: frozenset[str]) -> dict[str, frozenset[str]]:
        """For each of a public who is wrong about it, whom they take it to be: those who slipped out as well."""
        found: dict[str, frozenset[str]] = {}
        for slip in self.slips:
            for person in slip.unaware & public:
                found[person] = found.get(person, public) | {slip.person}
        return found

    def watchers(self) -> tuple[frozenset[str], ...]:
        """The bands of those who see unseen."""
        return tuple(band & self.watching for band in self.bands if band & self.watching)


NOBODY = Company()

_PARTS = {
    Manner.HERE: 0,
    Manner.OFF_SCREEN: 0,
    Manner.PHONE: 1,
    Manner.UNSEEN: 2,
    Manner.LISTENING: 3,
}


def minded(universe: Universe) -> frozenset[str]:
    """The people who have a mind of their own: offices and classes are many bodies, and know nothing as one."""
    return frozenset(
        key
        for key, entity in universe.entities.items()
        if entity.kind is EntryKind.PERSON and entity.nature is Nature.PERSON
    )


def company_at(presences: Sequence[Presence], offset: int, people: Collection[str]) -> Company:
    """Who is party to what happens at an offset of a scene. ``presences`` are the scene's; ``people`` have minds.

    A name in action lines counts as being there: who is written into a scene takes it in. Somebody who is there in
    two ways is there in the more open one.
    """
    parts: tuple[set[str], ...] = (set(), set(), set(), set())
    bands: dict[tuple[int, int], set[str]] = {}
    for presence in presences:
        part = _PARTS.get(presence.manner)
        if part is not None and presence.start <= offset < presence.end and presence.person in people:
            parts[part].add(presence.person)
            if part >= 2:  # whom one note hides, those hide together
                bands.setdefault((presence.span.start, presence.span.end), set()).add(presence.person)
    if not (parts[1] or bands):
        return Company(frozenset(parts[0]))
    seeing, hearing, watching, listening = parts
    hearing -= seeing
    watching -= seeing | hearing
    listening -= seeing | hearing | watching
    hidden = watching | listening
    together = tuple(frozenset(band & hidden) for _, band in sorted(bands.items()) if band & hidden)
    return Company(frozenset(seeing), frozenset(hearing), frozenset(watching), frozenset(listening), together)


def companies_of(scene: Scene, presences: Sequence[Presence], people: Collection[str]) -> list[tuple[int, Company]]:
    """The companies of a scene one after another, each with the offset from which it is together."""
    start, end = scene.written.start, scene.written.end
    edges = {start} if presences else set[int]()
    for presence in presences:
        if presence.start != start or presence.end != end:
            edges.add(presence.start)
            if presence.end < end:
                edges.add(presence.end)
    if len(edges) == 1:
        first = company_at(presences, start, people)
        return [(start, first)] if first != NOBODY else []
    exits = [statement for statement in scene.statements if statement.form == "exits-unseen"]
    found: list[tuple[int, Company]] = []
    last, slips = NOBODY, dict[str, frozenset[str]]()
    for edge in sorted(edges):
        company = company_at(presences, edge, people)
        for statement in exits:
            if statement.span.end <= edge:
                for name in statement.all_names():
                    # Who was there and is not any more, and nobody who stays saw it.
                    if name.key in last.seeing - company.seeing:
                        slips[name.key] = last.public - {name.key}
        for person in sorted(slips):
            if person in company.everybody:
                del slips[person]
        if slips:
            company = company._replace(slips=tuple(Slip(who, unaware) for who, unaware in sorted(slips.items())))
        if company != last:
            found.append((edge, company))
            last = company
    return found
