"""What the audience learns earlier or later, only in one of two versions, or never."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fabula.change.comparing.axis import Axis
from fabula.change.comparing.differences import RevealChange
from fabula.change.comparing.logs import rename_matter
from fabula.change.comparing.pairs import Pairs
from fabula.story.canon import Canon
from fabula.story.minds.events import Matter
from fabula.story.minds.irony import Reveal, find_reveals
from fabula.universe.model import Scene

__all__ = ["compare_reveals"]


def compare_reveals(before: Canon, after: Canon, pairs: Pairs, axis: Axis) -> list[RevealChange]:
    """The first reveal of each matter where the two versions differ, in the order of telling, which ``axis`` is."""
    olds = _firsts(find_reveals(before), lambda matter: rename_matter(matter, pairs.names))
    news = _firsts(find_reveals(after), lambda matter: matter)
    found: list[RevealChange] = []
    for matter in {**news, **olds}:
        old, new = olds.get(matter), news.get(matter)
        if pairs.number_before(_scene(old)) != pairs.number_after(_scene(new)):
            later, felt = axis.earlier(_scene(old), _scene(new))
            found.append(RevealChange(matter, old, new, later, felt=felt))

    def place(change: RevealChange) -> tuple[float, str, str]:
        return axis.place(change.felt), change.matter.kind, change.matter.subject

    return sorted(found, key=place)


def _firsts(reveals: Iterable[Reveal], name: Callable[[Matter], Matter]) -> dict[Matter, Reveal]:
    """The first reveal of each matter."""
    found: dict[Matter, Reveal] = {}
    for reveal in reveals:
        found.setdefault(name(reveal.matter), reveal)
    return found


def _scene(reveal: Reveal | None) -> Scene | None:
    return reveal.scene if reveal is not None else None
