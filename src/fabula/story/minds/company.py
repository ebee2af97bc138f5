"""The company of a scene at a moment: who sees what happens, who hears what is said, and who of them is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.story.model import Manner, Presence
from fabula.universe.model import Nature, Universe

__all__ = ["Company", "company_at", "minded"]


class Company(NamedTuple):
    """Who is party to a moment of a scene, as keys of people.

    ``seeing`` are at the place, in view; ``hearing`` hear without seeing (on the phone); ``watching`` see and hear
    unseen; ``listening`` hear unseen.
    """

    seeing: frozenset[str] = frozenset()
    hearing: frozenset[str] = frozenset()
    watching: frozenset[str] = frozenset()
    listening: frozenset[str] = frozenset()

    @property
    def everybody(self) -> frozenset[str]:
        """All who take in what is said."""
        return self.seeing | self.hearing | self.watching | self.listening

    @property
    def hidden(self) -> frozenset[str]:
        """Those of whom the others do not know."""
        return self.watching | self.listening


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


def company_at(presences: Sequence[Presence], offset: int, people: frozenset[str]) -> Company:
    """Who is party to what happens at an offset of a scene. ``presences`` are the scene's; ``people`` have minds.

    A name in action lines counts as being there: who is written into a scene takes it in.
    """
    parts: tuple[set[str], ...] = (set(), set(), set(), set())
    for presence in presences:
        part = _PARTS.get(presence.manner)
        if part is not None and presence.start <= offset < presence.end and presence.person in people:
            parts[part].add(presence.person)
    return Company(*(frozenset(part) for part in parts))
