"""A curve with its band: a value over days, weeks or episodes, with the dates on which episodes aired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from fabula.report.listening.html.page import text

__all__ = ["CurveMark", "CurvePoint", "draw_curve", "span_of"]

_Place: TypeAlias = Callable[[float], float]

_WIDTH: Final = 720
_HEIGHT: Final = 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 16, 46, 34
_LETTER: Final = 7
"""Pixels of a letter at 12 px. A name at the top that would touch another goes a line higher, and then is left out."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a curve: where it is from left to right, its value with its interval, and all of it in words.

    ``value`` is None where there is too little for one: the band shows what is possible.
    """

    at: float
    value: float | None
    low: float
    high: float
    title: str


@dataclass(frozen=True, slots=True)
class CurveMark:
    """Something that falls on a place of the curve: an episode that airs, or a ``change`` that was found."""

    at: float
    label: str
    change: bool = False


def draw_curve(
    points: Sequence[CurvePoint],
    marks: Sequence[CurveMark],
    ticks: Sequence[tuple[float, str]],
    name: str,
    span: tuple[float, float] = (-1.0, 1.0),
) -> str:
    """The curve as inline SVG. ``ticks`` are places with their names below; ``span`` is what the height stands for."""
    places = [*(point.at for point in points), *(mark.at for mark in marks)]
    first, last = min(places, default=0.0), max(places, default=1.0)

    def x(at: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * ((at - first) / (last - first) if last > first else 0.5), 1)

    def y(value: float) -> float:
        low, high = span
        inside = min(max(value, low), high)
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (high - inside) / (high - low), 1)

    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
            f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{text(name)}">'
        )
    ]
    for level in _levels(span):
        kind = "zero" if level == 0 else "grid"
        out.append(f'<path class="{kind}" d="M{_LEFT} {y(level)}H{_WIDTH - _RIGHT}"/>')
        out.append(f'<text class="faint end" x="{_LEFT - 8}" y="{y(level) + 4}">{text(_level(level, span))}</text>')
    out += _marks(marks, x)
    if len(points) > 1:
        above = [f"{x(point.at)} {y(point.high)}" for point in points]
        below = [f"{x(point.at)} {y(point.low)}" for point in reversed(points)]
        out.append(f'<path class="band" d="M{"L".join([*above, *below])}Z"/>')
    for stretch in _stretches(points):
        if len(stretch) > 1:
            line = "L".join(f"{x(point.at)} {y(point.value)}" for point in stretch if point.value is not None)
            out.append(f'<path class="line" d="M{line}"/>')
    for point in points:
        title = f"<title>{text(point.title)}</title>"
        whisker = f'<path class="whisker" d="M{x(point.at)} {y(point.low)}V{y(point.high)}"/>'
        dot = (
            f'<circle class="dot" cx="{x(point.at)}" cy="{y(point.value)}" r="3.5"/>' if point.value is not None else ""
        )
        out.append(f"<g>{title}{whisker}{dot}</g>")
    out += _ticks(ticks, x)
    return "\n".join([*out, "</svg>"])


def _levels(span: tuple[float, float]) -> tuple[float, ...]:
    low, high = span
    return (low, (low + high) / 2, high)


def _level(level: float, span: tuple[float, float]) -> str:
    if not level:
        return "0"
    return f"{level:+.1f}" if span[0] < 0 else f"{level:.2g}"


def _stretches(points: Sequence[CurvePoint]) -> list[list[CurvePoint]]:
    """Points that have a value, in stretches: a line leads over no place where there is too little to say."""
    found: list[list[CurvePoint]] = [[]]
    for point in points:
        if point.value is None:
            found.append([])
        else:
            found[-1].append(point)
    return [stretch for stretch in found if stretch]


def span_of(points: Sequence[CurvePoint]) -> tuple[float, float]:
    """What the height of a curve should stand for: half or all of the axis, nought in the middle or at the bottom."""
    reach = max((abs(end) for point in points for end in (point.low, point.high)), default=1.0)
    top = 0.5 if reach <= 0.5 else 1.0
    two_sided = any(point.low < 0 for point in points)
    return (-top, top) if two_sided else (0.0, top)


def _marks(marks: Sequence[CurveMark], x: _Place) -> list[str]:
    out: list[str] = []
    ends = [-1000.0, -1000.0]
    for mark in sorted(marks, key=lambda one: (one.at, one.change, one.label)):
        place = x(mark.at)
        kind = "change" if mark.change else "event"
        tip = f"<title>{text(mark.label)}</title>"
        out.append(f'<path class="{kind}" d="M{place} {_TOP - 4}V{_HEIGHT - _BOTTOM}">{tip}</path>')
        half = len(mark.label) * _LETTER / 2
        line = next((line for line, end in enumerate(ends) if place - half > end), None)
        if mark.label and line is not None:
            ends[line] = place + half
            anchor = _anchor(place, half)
            y = _TOP - 10 - 14 * line
            out.append(f'<text class="event-name {anchor}" x="{place}" y="{y}">{text(mark.label)}</text>')
    return out


def _anchor(place: float, half: float) -> str:
    """How a name stands at a place, so that it does not stand out of the picture."""
    return "end" if place + half > _WIDTH else "start" if place < half else "middle"


def _ticks(ticks: Sequence[tuple[float, str]], x: _Place) -> list[str]:
    out: list[str] = []
    end = -1000.0
    for at, label in ticks:
        place = x(at)
        half = len(label) * _LETTER / 2
        if place - half > end:
            end = place + half
            anchor = _anchor(place, half)
            out.append(f'<text class="faint {anchor}" x="{place}" y="{_HEIGHT - 10}">{text(label)}</text>')
    return out
