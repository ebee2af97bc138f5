"""How each element is responded to, against the rest, and in each episode: the figures behind what lands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fabula.listening.answers.changes import LEAST_DISTANCE, find_shifts
from fabula.listening.answers.landing import (
    EpisodeCell,
    Landing,
    Reach,
    Response,
    Selection,
    Verdict,
)
from fabula.listening.answers.measuring import Group, Measured, Measuring
from fabula.listening.answers.overview import Overview
from fabula.listening.answers.quotes import read_quotes
from fabula.listening.answers.series import read_series
from fabula.listening.answers.standing import told_in_order
from fabula.listening.elements import ElementKind, kind_of
from fabula.listening.numbers.limits import LEAST_OF_A_TREND
from fabula.listening.numbers.many import adjusted as adjust
from fabula.story.canon import Canon

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["SURE", "find_landing"]

SURE = 0.05
"""The share of false discoveries among what is told as sure."""
_OF_TIME = frozenset({ElementKind.SHOW, ElementKind.EPISODE, ElementKind.SCENE})
"""Elements that are spoken of when they air: they have no before and after."""
_QUOTED = 60
"""Elements that are quoted from at most, the clearest first."""


def find_landing(
    canon: Canon,
    engine: Engine,
    measuring: Measuring,
    overview: Overview,
    axis: str = "liking",
    selection: Selection = Selection(),  # noqa: B008  frozen
) -> Landing:
    """The answer of ``fabula listen report`` on one axis."""
    chosen = selection.all
    plain = measuring.read(engine, axis, campaigns=False, **chosen)
    every = measuring.read(engine, axis, **chosen) if overview.marked else plain
    loud = {group.element: (group.marked, measured) for group, measured in every}
    rest = _rest(engine, measuring, axis, selection)
    episodes = _episodes(engine, measuring, axis, chosen)
    languages = _languages(engine, chosen)
    spoken = engine.query("spoken", campaigns=False, **selection.comments)["comments"][0].as_py()
    order = [episode.key for episode in told_in_order(canon)]
    responses = []
    for group, measured in plain:
        if kind_of(group.element) is ElementKind.SHOW:
            continue
        cells = [
            EpisodeCell(part, one, Reach(own.comments, own.authors, own.comments / max(1, group.comments), 0))
            for part, own, one in episodes.get(group.element, ())
        ]
        cells.sort(key=lambda cell: (order.index(cell.episode) if cell.episode in order else len(order), cell.episode))
        marked, campaigns = loud[group.element]
        whole = kind_of(group.element) is not ElementKind.EPISODE
        responses.append(
            Response(
                group.element,
                measured,
                campaigns,
                Reach(group.comments, group.authors, group.comments / max(1, spoken), marked),
                languages.get(group.element, ()),
                measured.figure.estimate - rest.figure.estimate,
                1.0,
                Verdict.LIKE_THE_REST,
                tuple(cells) if whole else (),
            )
        )
    judged = _judge(responses, rest)
    judged.sort(key=lambda one: (one.verdict is Verdict.TOO_LITTLE, -one.measured.figure.estimate, one.element))
    quoted = _quote(engine, judged, axis)
    keys = {cell.episode for one in quoted for cell in one.episodes}
    columns = [key for key in order if key in keys] + sorted(keys - set(order))
    counts = {
        one.element: one.reach.comments
        for one in quoted
        if one.reach.comments >= LEAST_OF_A_TREND and kind_of(one.element) not in _OF_TIME
    }
    only = {name: value for name, value in chosen.items() if name not in ("elements", "kind")}
    shifts, scanned = find_shifts(read_series(engine, axis, counts, order=order, **only))
    looked_at = sum(one.verdict is not Verdict.TOO_LITTLE for one in judged)
    return Landing(
        axis,
        overview,
        measuring.labels,
        rest,
        tuple(quoted),
        tuple(shifts),
        tuple(columns),
        looked_at,
        scanned,
    )


def _rest(engine: Engine, measuring: Measuring, axis: str, selection: Selection) -> Measured:
    """The figure of all elements together, of the comments that are looked at."""
    groups = measuring.read(engine, axis, together=True, campaigns=False, **selection.comments)
    return groups[0][1] if groups else measuring.nothing(axis)


def _episodes(
    engine: Engine, measuring: Measuring, axis: str, chosen: Mapping[str, Any]
) -> dict[str, list[tuple[str, Group, Measured]]]:
    found: dict[str, list[tuple[str, Group, Measured]]] = {}
    for group, measured in measuring.read(engine, axis, "episode", campaigns=False, **chosen):
        found.setdefault(group.element, []).append((group.part, group, measured))
    return found


def _languages(engine: Engine, chosen: Mapping[str, Any]) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for row in engine.query("languages", **chosen).to_pylist():
        found.setdefault(row["element"], []).append((row["language"], row["comments"]))
    return {element: tuple(sorted(counts, key=lambda one: (-one[1], one[0]))) for element, counts in found.items()}


def _judge(responses: Sequence[Response], rest: Measured) -> list[Response]:
    """Each with its verdict; the chance is adjusted for how many elements are looked at."""
    told = [one for one in responses if one.measured.figure.value is not None]
    raw = [one.measured.figure.differs_from(rest.figure) for one in told]
    adjusted = dict(zip((one.element for one in told), adjust(raw), strict=True))
    return [replace(one, **_verdict(one, adjusted)) for one in responses]


def _verdict(one: Response, adjusted: Mapping[str, float]) -> dict[str, Any]:
    if one.element not in adjusted:
        return {"verdict": Verdict.TOO_LITTLE}
    chance = adjusted[one.element]
    figure = one.measured.figure
    two_sided = figure.bounds[0] < 0
    verdict = Verdict.LIKE_THE_REST
    if chance <= SURE and abs(one.distance) >= LEAST_DISTANCE:
        if one.distance > 0 and (figure.low > 0 or not two_sided):
            verdict = Verdict.LANDS
        elif one.distance < 0 and (figure.high < 0 or not two_sided):
            verdict = Verdict.FAILS
    return {"chance": chance, "verdict": verdict}


def _quote(engine: Engine, responses: Iterable[Response], axis: str) -> list[Response]:
    every = list(responses)
    clear = sorted(
        (one for one in every if one.verdict in (Verdict.LANDS, Verdict.FAILS)), key=lambda one: -abs(one.distance)
    )
    quotes = read_quotes(engine, [one.element for one in clear[:_QUOTED]], axis)
    return [replace(one, quotes=tuple(quotes.get(one.element, ()))) for one in every]
