"""Where minds hold somebody to be who goes by several names.

A cover and the person behind it are seen at places of their own, since most people do not know that they are one. Who
does know holds for both what they took in last under either name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.bible.model import EntryKind
from fabula.story.changes import body_of
from fabula.story.minds.engine import Minds
from fabula.story.minds.events import Matter
from fabula.story.minds.matters import identity_of
from fabula.story.minds.occasion import evidence_time
from fabula.universe.model import Universe

__all__ = ["under_any_name"]


def under_any_name(universe: Universe, minds: Minds, chain: Sequence[str], matter: Matter, at: int | None) -> Matter:
    """The matter to ask for where somebody is, as a chain of people has it after ``at`` events.

    That is the place of the name under which they took them in last. Matters of other kinds, and those who go by one
    name, are left as they are; what really is so is kept under the person.
    """
    if matter.kind != "place" or not matter.subject.startswith(("people/", "covers/")):
        return matter
    if not chain:
        return matter._replace(subject=body_of(universe, matter.subject))
    best, latest = matter, (-1, -1)
    for name in _names(universe, minds, chain, matter.subject, at):
        named = matter._replace(subject=name)
        belief = minds.belief(chain, named, at)
        if belief is not None and (evidence_time(belief), belief.event) > latest:
            best, latest = named, (evidence_time(belief), belief.event)
    return best


def _names(universe: Universe, minds: Minds, chain: Sequence[str], name: str, at: int | None) -> Iterator[str]:
    """The names that are one for a chain of people, the one that is asked for first."""
    yield name
    body = body_of(universe, name)
    if name != body:
        if minds.value(chain, identity_of(universe, name), at) != "yes":
            return
        yield body
    for key, entity in universe.entities.items():
        other = entity.kind is EntryKind.COVER and key not in (name, body) and body_of(universe, key) == body
        if other and minds.value(chain, identity_of(universe, key), at) == "yes":
            yield key
