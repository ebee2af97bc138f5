"""The curve of tension as a picture (SVG), with what each scene's tension is made of below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from fabula.report.tension import part_words
from fabula.report.words import cell_width, clean
from fabula.story.minds.phrases import Phrases, sentence
from fabula.story.minds.tension import Tension

__all__ = ["draw_tension"]

_LEFT, _TOP, _HEIGHT, _GAP, _LINE = 56, 56, 220, 28, 18
_LETTER = 6.6
"""Pixels that a letter of the list takes, on average, at 12 px."""
_INK, _FAINT, _CURVE = "#222222", "#999999", "#a23b2a"


def draw_tension(title: str, phrases: Phrases, tensions: Sequence[Tension]) -> str:
    """The picture as a document of its own. The same tensions give the same bytes.

    Scenes stand in the order in which they are told. Each point names its scene and all its parts when pointed at; the
    list below has the heaviest part of each scene.
    """
    listed = [_summary(phrases, one) for one in tensions]
    longest = max((cell_width(text) for text in listed), default=0)
    width = max(
        _LEFT + len(tensions) * _GAP + _GAP,
        _LEFT + int(longest * _LETTER) + _GAP,
        _LEFT + int(cell_width(title) * 9) + _GAP,
        320,
    )
    bottom = _TOP + _HEIGHT
    height = bottom + 64 + len(tensions) * _LINE + _GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="Helvetica, Arial, sans-serif" role="img">'
    )
    out = [
        head,
        f"<title>{escape(clean(title))}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        _text(_LEFT, 30, clean(title), 16, bold=True),
    ]
    for tenths in (0, 5, 10):
        level = bottom - _HEIGHT * tenths // 10
        out.append(f'<path d="M {_LEFT} {level} H {width - _GAP}" stroke="#dddddd"/>')
        out.append(_text(_LEFT - 30, level + 4, f"{tenths / 10:.1f}", 12, _FAINT))
    out += _episodes(tensions, bottom)
    points = [(_x(number), _y(one, bottom)) for number, one in enumerate(tensions)]
    if points:
        line = " L ".join(f"{x} {y}" for x, y in points)
        out.append(f'<path d="M {line}" fill="none" stroke="{_CURVE}" stroke-width="2"/>')
    for (x, y), one in zip(points, tensions, strict=True):
        tip = "&#10;".join(escape(text) for text in _tip(phrases, one))
        out.append(f'<circle cx="{x}" cy="{y}" r="4" fill="{_CURVE}"><title>{tip}</title></circle>')
    for number, text in enumerate(listed):
        out.append(_text(_LEFT, bottom + 64 + number * _LINE, text, 12))
    return "\n".join([*out, "</svg>"]) + "\n"


def _x(number: int) -> int:
    return _LEFT + _GAP // 2 + number * _GAP


def _y(one: Tension, bottom: int) -> float:
    return round(bottom - _HEIGHT * one.total, 1)


def _episodes(tensions: Sequence[Tension], bottom: int) -> Iterator[str]:
    """Where each episode begins, and the number of each scene."""
    for number, one in enumerate(tensions):
        yield _text(_x(number) - 4, bottom + 16, one.scene.label, 11, _FAINT)
        if number == 0 or tensions[number - 1].scene.episode is not one.scene.episode:
            x = _x(number) - _GAP // 2
            yield f'<path d="M {x} {_TOP} V {bottom + 34}" stroke="#dddddd" stroke-dasharray="3 3"/>'
            yield _text(x + 4, bottom + 34, one.scene.episode.code, 11, _INK)


def _summary(phrases: Phrases, one: Tension) -> str:
    if not one.parts:
        return f"{clean(one.scene.name)}  0.00"
    more = f" (and {len(one.parts) - 1} more)" if len(one.parts) > 1 else ""
    return f"{clean(one.scene.name)}  {one.total:.2f}  {clean(sentence(part_words(phrases, one.parts[0])))}{more}"


def _tip(phrases: Phrases, one: Tension) -> list[str]:
    parts = [f"{part.weight:.2f} {clean(sentence(part_words(phrases, part)))}" for part in one.parts]
    return [f"{clean(one.scene.name)}: {one.total:.2f}", *parts]


def _text(x: float, y: float, text: str, size: int, colour: str = _INK, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}"{weight}>{escape(text)}</text>'
