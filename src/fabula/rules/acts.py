"""What people do with things, in the order of happening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import ACT_FORMS, Act, read_act
from fabula.story.model import Moment
from fabula.universe.model import Episode, Scene, Universe

__all__ = ["act_words", "find_acts", "is_unique"]


def find_acts(canon: Canon) -> Sequence[tuple[Scene, Moment, Act, Span]]:
    """Every act with a thing, in story order; dreams and told scenes are left out."""
    kept = canon.kept.get(__name__)
    if not isinstance(kept, tuple):
        kept = canon.kept[__name__] = tuple(sorted(_acts(canon), key=itemgetter(1)))
    return kept


def _acts(canon: Canon) -> Iterator[tuple[Scene, Moment, Act, Span]]:
    rank, mode = canon.timeline.rank, canon.timeline.mode
    for episode in canon.universe.episodes:
        for scene, act, span in episode.once("acts", lambda episode: _acts_of(canon.universe, episode)):
            if mode[scene.order].happened:
                yield scene, Moment(rank[scene.order], span.start), act, span


def _acts_of(universe: Universe, episode: Episode) -> list[tuple[Scene, Act, Span]]:
    acts = ((scene, read_act(universe, statement), statement.span) for scene, statement in episode.stated(*ACT_FORMS))
    return [(scene, act, span) for scene, act, span in acts if act is not None]


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
