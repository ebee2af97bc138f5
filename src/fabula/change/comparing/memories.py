"""Wipes and restorations: which are gone, which are new, and which were moved or take in something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from fabula.bible.statements import Statement
from fabula.change.comparing.axis import Axis
from fabula.change.comparing.differences import MemoryChange
from fabula.change.comparing.joining import join_lists
from fabula.change.comparing.pairs import Pairs
from fabula.story.changes import body_of
from fabula.universe.model import Scene, Universe

__all__ = ["compare_memories"]

_FORMS: Final = {
    "forgets": False,
    "forgets-everything": False,
    "remembers": True,
    "remembers-everything": True,
}
"""The statements that touch a memory, with whether they give back."""


def compare_memories(before: Universe, after: Universe, pairs: Pairs, axis: Axis) -> list[MemoryChange]:
    """What is done to memories otherwise, in the order of the story. ``axis`` is that of the story."""

    def place_of(scene: Scene) -> int:
        return pairs.number_before(scene)

    def place_in(scene: Scene) -> int:
        return pairs.number_after(scene)

    joined = join_lists(
        (_Beat(pairs.name_after(beat.person), *beat[1:]) for beat in _beats(before)),
        _beats(after),
        (
            (
                lambda old: (old.what, place_of(old.scene), old.words),
                lambda new: (new.what, place_in(new.scene), new.words),
            ),
            (lambda old: (old.what, old.words), lambda new: (new.what, new.words)),
            (lambda old: (old.what, place_of(old.scene)), lambda new: (new.what, place_in(new.scene))),
            (lambda old: old.what, lambda new: new.what),
        ),
    )
    changed: list[tuple[_Beat | None, _Beat | None]] = [pair for group in joined.pairs[1:] for pair in group]
    changed += [(old, None) for old in joined.olds]
    changed += [(None, new) for new in joined.news]
    found: list[MemoryChange] = []
    for old, new in changed:
        one = new or old
        assert one is not None
        was, now = _place(old), _place(new)
        later, felt = axis.earlier(was[0] if was else None, now[0] if now else None)
        found.append(MemoryChange(one.person, one.gives, was, now, later, felt=felt))
    return sorted(found, key=lambda change: (axis.place(change.felt), change.person))


def _place(beat: _Beat | None) -> tuple[Scene, Statement] | None:
    return (beat.scene, beat.statement) if beat is not None else None


class _Beat(NamedTuple):
    """What touches one memory."""

    person: str
    gives: bool
    scene: Scene
    statement: Statement

    @property
    def what(self) -> tuple[str, bool]:
        """Whose memory, and whether it comes or goes."""
        return self.person, self.gives

    @property
    def words(self) -> str:
        """The note, in small letters."""
        return " ".join(self.statement.span.text.split()).casefold()


def _beats(universe: Universe) -> Iterator[_Beat]:
    """Everything that touches a memory, once for each person, in the order of telling."""
    for scene, statement in universe.stated(*_FORMS):
        for name in statement.names("person"):
            if name.key:
                yield _Beat(body_of(universe, name.key), _FORMS[statement.form], scene, statement)
