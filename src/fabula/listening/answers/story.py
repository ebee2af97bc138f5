"""Response against what the story does: which of it goes together with being liked, over elements and episodes.

What is found is association. An element is measured against its own mean, so that somebody who is loved anyway does not
make whatever they do look loved; what an episode does to all of them at once is seen through the errors, which come
from leaving out whole episodes and whole elements.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fabula.listening.answers.features import Feature, story_cells
from fabula.listening.answers.landing import Selection
from fabula.listening.answers.measuring import Measuring
from fabula.listening.answers.overview import Overview
from fabula.listening.errors import ListeningError
from fabula.listening.numbers.relation import Effect, Relation, relate
from fabula.story.canon import Canon

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["LEAST_OF_A_ROW", "StoryEffect", "StoryRelation", "relate_story"]

LEAST_OF_A_ROW: Final = 10
"""From so many comments an element in an episode is a row; each weighs by how sure it is."""


@dataclass(frozen=True, slots=True)
class StoryEffect:
    """Something that the story does, with what goes together with it.

    ``per_unit`` with ``low`` and ``high`` is by how much response differs where there is one unit more of it, as
    `Feature.unit` words it; ``effect`` has the same by standard deviations, with its chance.
    """

    feature: Feature
    effect: Effect
    per_unit: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether it surely goes together, over all that was looked at."""
        return self.effect.adjusted <= 0.05


@dataclass(frozen=True, slots=True)
class StoryRow:
    """An element in an episode as it went into the regression."""

    element: str
    episode: str
    response: float
    error: float
    comments: int
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StoryRelation:
    """The whole answer: the surest effects first, and the rows behind them."""

    axis: str
    kind: str
    overview: Overview
    labels: int
    relation: Relation
    features: tuple[Feature, ...]
    effects: tuple[StoryEffect, ...]
    rows: tuple[StoryRow, ...]


def relate_story(
    canon: Canon,
    engine: Engine,
    measuring: Measuring,
    overview: Overview,
    axis: str = "liking",
    kind: str = "people",
    selection: Selection = Selection(),  # noqa: B008  frozen
) -> StoryRelation:
    """Relate the response to elements in episodes to what the story does with them there.

    Raises `ListeningError` if there are too few episodes, or if nothing that the story does varies.
    """
    chosen = {**selection.all, "kind": kind}
    measured = {
        (group.element, group.part): one.figure
        for group, one in measuring.read(engine, axis, "episode", campaigns=False, **chosen)
        if one.figure.comments >= LEAST_OF_A_ROW and math.isfinite(one.figure.error) and one.figure.error > 0
    }
    features, cells = story_cells(canon, sorted({element for element, _ in measured}))
    rows = [
        StoryRow(
            cell.element,
            cell.episode,
            measured[cell.element, cell.episode].estimate,
            measured[cell.element, cell.episode].error,
            measured[cell.element, cell.episode].comments,
            cell.values,
        )
        for cell in cells
        if (cell.element, cell.episode) in measured
    ]
    if not rows:
        raise ListeningError(
            f"no {kind} in an aired episode have {LEAST_OF_A_ROW} comments that can be scored",
            "add comments, or ask for another --kind",
        )
    relation = relate(
        np.array([row.response for row in rows]),
        np.array([row.values for row in rows]),
        [feature.name for feature in features],
        _numbers([row.episode for row in rows]),
        _numbers([row.element for row in rows]),
        np.array([1 / (row.error**2 + _SPREAD**2) for row in rows]),
        within=True,
    )
    by_name = {feature.name: feature for feature in features}
    effects = [
        StoryEffect(
            by_name[effect.name],
            effect,
            effect.estimate / effect.spread,
            effect.low / effect.spread,
            effect.high / effect.spread,
        )
        for effect in relation.effects
    ]
    effects.sort(key=lambda one: (one.effect.adjusted, -abs(one.effect.estimate), one.feature.name))
    return StoryRelation(axis, kind, overview, measuring.labels, relation, tuple(features), tuple(effects), tuple(rows))


_SPREAD: Final = 0.1
"""By how much elements in episodes differ anyway: one of ten thousand comments is no hundred of them."""


def _numbers(names: list[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    known = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([known[name] for name in names], np.int64)
