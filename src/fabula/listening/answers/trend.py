"""The trend of an element: its curve over time, where its level surely changes, and what aired and happened there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from fabula.listening.answers.changes import Shift, find_shifts
from fabula.listening.answers.landing import Selection
from fabula.listening.answers.measuring import Measured, Measuring
from fabula.listening.answers.moments import StoryMoment, moments_of
from fabula.listening.answers.overview import Overview
from fabula.listening.answers.quotes import Quote, read_quotes
from fabula.listening.answers.series import read_series
from fabula.listening.answers.standing import told_in_order
from fabula.listening.elements import element_name
from fabula.listening.errors import ListeningError
from fabula.listening.numbers.limits import LEAST_OF_A_TREND
from fabula.story.canon import Canon
from fabula.universe.model import Episode

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["Coincidence", "Trend", "TrendPoint", "find_trend"]

_STEP: Final = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A bin of the curve: the key of an episode, or the first day of a day or week, with its figure.

    ``comments`` are all that speak of the element, scored or not.
    """

    bin: str
    start: date | None
    measured: Measured
    comments: int


@dataclass(frozen=True, slots=True)
class Coincidence:
    """A change of level with the episodes that aired where it may lie, and what they do with the element.

    That they fall together says nothing of why.
    """

    shift: Shift
    aired: tuple[Episode, ...]
    moments: tuple[StoryMoment, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The whole answer. ``by`` is what the bins are: episode, day, week. ``airings`` are the episodes in its time."""

    element: str
    axis: str
    by: str
    overview: Overview
    labels: int
    whole: Measured
    comments: int
    points: tuple[TrendPoint, ...]
    changes: tuple[Coincidence, ...]
    airings: tuple[Episode, ...]
    quotes: tuple[Quote, ...]


def find_trend(
    canon: Canon,
    engine: Engine,
    measuring: Measuring,
    overview: Overview,
    element: str,
    by: str = "episode",
    axis: str = "liking",
    selection: Selection = Selection(),  # noqa: B008  frozen
) -> Trend:
    """The trend of an element. Raises `ListeningError` under 300 comments: what looked like a trend would be chance."""
    chosen = {**selection.comments, "elements": [element]}
    order = [episode.key for episode in told_in_order(canon)]
    whole = measuring.read(engine, axis, campaigns=False, **chosen)
    name = element_name(canon.universe, element)
    scored = sum(figure.comments for _, figure in whole[0][1].sources) if whole else 0
    if scored < LEAST_OF_A_TREND:
        said = f"{scored} comment{'s' if scored != 1 else ''} that can be scored {'speak' if scored != 1 else 'speaks'}"
        raise ListeningError(
            f"{said} of {name}: there is no trend under {LEAST_OF_A_TREND}",
            f'with so few, most of what looks like a change is chance; see `fabula listen report --element "{name}"`',
        )
    counts = {element: whole[0][0].comments}
    shifts, _ = find_shifts(read_series(engine, axis, counts, by, order, **selection.comments))
    points = [
        TrendPoint(group.part, _start(canon, by, group.part), measured, group.comments)
        for group, measured in measuring.read(engine, axis, by, campaigns=False, **chosen)
    ]
    points.sort(key=lambda one: (order.index(one.bin) if one.bin in order else len(order), one.bin))
    moments = moments_of(canon, element)
    return Trend(
        element,
        axis,
        by,
        overview,
        measuring.labels,
        whole[0][1],
        whole[0][0].comments,
        tuple(points),
        tuple(_coincide(canon, by, shift, moments) for shift in shifts),
        tuple(_airings(canon, points)),
        tuple(read_quotes(engine, [element], axis).get(element, ())),
    )


def _start(canon: Canon, by: str, name: str) -> date | None:
    if by != "episode":
        return date.fromisoformat(name)
    return next((episode.released for episode in canon.universe.episodes if episode.key == name), None)


def _airings(canon: Canon, points: list[TrendPoint]) -> list[Episode]:
    days = [point.start for point in points if point.start is not None]
    if not days:
        return []
    aired = told_in_order(canon)
    return [one for one in aired if one.released is not None and min(days) <= one.released <= max(days)]


def _coincide(canon: Canon, by: str, shift: Shift, moments: list[StoryMoment]) -> Coincidence:
    """The episodes that aired where a change may lie; of an episode's curve these are the bins themselves."""
    aired = told_in_order(canon)
    if by == "episode":
        keys = [episode.key for episode in aired if episode.key.partition("/")[0] == shift.at.partition("/")[0]]
        places = [keys.index(key) for key in (shift.earliest, shift.latest) if key in keys]
        inside = set(keys[places[0] : places[-1] + 1]) if places else {shift.at}
    else:
        first = date.fromisoformat(shift.earliest) - timedelta(days=_STEP[by])
        last = date.fromisoformat(shift.latest) + timedelta(days=_STEP[by] - 1)
        inside = {one.key for one in aired if one.released is not None and first <= one.released <= last}
    return Coincidence(
        shift,
        tuple(one for one in aired if one.key in inside),
        tuple(moment for moment in moments if moment.episode.key in inside),
    )
