"""What people do with things, in the order of happening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import Act, read_act
from fabula.story.model import Moment
from fabula.universe.model import Scene, Universe

__all__ = ["act_words", "find_acts", "is_unique"]


def find_acts(canon: Canon) -> Sequence[tuple[Scene, Moment, Act, Span]]:
    """Every act with a thing, in story order; dreams and told scenes are left out."""
    kept = canon.kept.get(__name__)
    if not isinstance(kept, tuple):
        kept = canon.kept[__name__] = tuple(_acts(canon))
    return kept


def _acts(canon: Canon) -> Iterator[tuple[Scene, Moment, Act, Span]]:
    for rank, scene in enumerate(canon.timeline.order):
        if not scene.statements or not canon.timeline.mode[scene.order].happened:
            continue
        found = []
        for statement in scene.statements:
            act = read_act(canon.universe, statement)
            if act is not None:
                found.append((scene, Moment(rank, statement.span.start), act, statement.span))
        yield from sorted(found, key=lambda item: item[1])


def is_unique(universe: Universe, thing: str) -> bool:
    """Whether there is only one of a thing: so unless its entry says ``unique: no``."""
    entity = universe.entities.get(thing)
    value = entity.value("unique") if entity is not None else None
    return value is None or value.text.lower() not in {"no", "false"}


def act_words(universe: Universe, act: Act) -> str:
    """The act as a clause: "Nadia Sinh takes the locket from Bernard Orlick"."""
    words = f"{universe.name(act.person)} {act.verb} {universe.name(act.thing)}"
    if act.other:
        words += f" {'to' if act.verb == 'gives' else 'from'} {universe.name(act.other)}"
    return words
