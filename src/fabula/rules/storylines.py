"""Storylines: which shows tell them, where they end, and whether another show goes on with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fabula.bible.model import EntryKind
from fabula.bible.statements import Name, Statement
from fabula.finding import Certainty
from fabula.rules.certainty import order_certainty
from fabula.rules.setups import told_before
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Entity, Scene, Show, Status, Universe
from fabula.universe.names import fold_name

__all__ = ["Storyline", "find_storylines", "goes_on_in", "is_told_later"]


@dataclass(slots=True)
class Storyline:
    """A storyline with the scenes that are part of it and those that end it, in the order of telling.

    A letter that no entry has is a storyline of its own in each show.
    """

    name: str
    entity: Entity | None = None
    scenes: list[tuple[Scene, Span]] = field(default_factory=list)
    ends: list[tuple[Scene, Span]] = field(default_factory=list)

    def last_in(self, show: Show) -> tuple[Scene, Span] | None:
        """Where a show tells it last, None if it does not."""
        return next((item for item in reversed(self.scenes) if item[0].episode.show is show), None)


def find_storylines(universe: Universe) -> Iterable[Storyline]:
    """Every storyline that the bible knows or a scene names: those of the bible first, then as they are told."""
    found: dict[str, Storyline] = {
        key: Storyline(entity.name, entity)
        for key, entity in universe.entities.items()
        if entity.kind is EntryKind.STORYLINE and entity.declared
    }
    for scene, statement in universe.stated("storyline", "ends-storyline"):
        name = statement.get("storyline")
        if isinstance(name, Name):
            key = name.key if name.key in found else f"{scene.episode.show.id} {fold_name(name.text)}"
            storyline = found.setdefault(key, Storyline(f"{scene.episode.show.name}: {name.text.strip()}"))
            _add(storyline, scene, statement)
    return found.values()


def _add(storyline: Storyline, scene: Scene, statement: Statement) -> None:
    storyline.scenes.append((scene, statement.span))
    if statement.form == "ends-storyline":
        storyline.ends.append((scene, statement.span))


def goes_on_in(canon: Canon, storyline: Storyline, show: Show) -> Scene | None:
    """The first scene of another show in which a storyline goes on after a show has told it last; None if none does.

    Shows that are cancelled go on with nothing.
    """
    last = storyline.last_in(show)
    for scene, _ in storyline.scenes:
        other = scene.episode.show
        if other is not show and not other.cancelled and (last is None or is_told_later(canon, last[0], scene)):
            return scene
    return None


def is_told_later(canon: Canon, first: Scene, second: Scene) -> bool:
    """Whether viewers see the second of two scenes after the first, or still may.

    It may not lie before it in the story. What is released comes before what is not; between two that are released the
    dates decide, else the story.
    """
    one, other = first.episode.status is Status.RELEASED, second.episode.status is Status.RELEASED
    if one and other:
        told = told_before(first, second)
        if told is not None and first.episode.released != second.episode.released:
            return told
    elif other:
        return False
    rank = canon.timeline.rank
    if rank[first.order] < rank[second.order]:
        return True
    return not (one and other) and order_certainty(canon.timeline, second, first) is not Certainty.CERTAIN
