"""Figures in words: always with the interval, and with what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from fabula.listening.numbers.figure import Calibration, Figure
from fabula.report.ink import PLAIN, Ink
from fabula.report.words import clean, count
from fabula.universe.model import Universe

__all__ = [
    "AXIS_WORDS",
    "WIDTH",
    "calibration_words",
    "count_of",
    "day",
    "episode_code",
    "figure_document",
    "fold",
    "grounds_words",
    "interval_words",
    "language_name",
    "main_show",
    "number_words",
    "percent",
    "signed",
    "value_words",
]

AXIS_WORDS: Final = {
    "liking": "liking, from -1 (not at all) to +1 (very much)",
    "excitement": "excitement, from 0 (none) to 1",
    "confusion": "confusion, from 0 (none) to 1",
    "prediction": "prediction, from 0 (nobody predicts anything) to 1",
}
"""What an axis measures, with its ends."""

WIDTH: Final = 100
"""Columns of an answer in text."""

_LANGUAGES: Final = dict(
    pair.split(":")
    for pair in (
        "ar:Arabic bn:Bengali cs:Czech da:Danish de:German el:Greek en:English es:Spanish fi:Finnish fr:French "
        "he:Hebrew hi:Hindi hu:Hungarian id:Indonesian it:Italian ja:Japanese ko:Korean mr:Marathi nl:Dutch "
        "no:Norwegian pl:Polish pt:Portuguese ro:Romanian ru:Russian sv:Swedish ta:Tamil te:Telugu th:Thai tr:Turkish "
        "uk:Ukrainian ur:Urdu vi:Vietnamese zh:Chinese"
    ).split()
)


def language_name(code: str | None) -> str:
    """A language by its name in English, or by its code; "unknown" for none."""
    return _LANGUAGES.get(code, code) if code else "unknown"


def fold(words: str, indent: int = 0, hang: int | None = None, style: str = "", ink: Ink = PLAIN) -> Iterator[str]:
    """Words in lines of at most a hundred columns; ``hang`` indents further lines, by default like the first."""
    first, further = " " * indent, " " * (indent if hang is None else hang)
    lines = textwrap.wrap(
        clean(words),
        WIDTH,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        bare = line.lstrip(" ")
        yield f"{line[: len(line) - len(bare)]}{ink(bare, style) if style else bare}\n"


def signed(value: float, figure: Figure | None = None, digits: int = 2) -> str:
    """A number of an axis: with its sign where the axis has two sides. Nothing is said to be minus nought."""
    two_sided = figure is None or figure.bounds[0] < 0
    text = f"{value:+.{digits}f}" if two_sided else f"{value:.{digits}f}"
    return text.lstrip("+-") if float(text) == 0 else text


def value_words(figure: Figure) -> str:
    """A figure with its interval: "+0.51 (+0.47 to +0.55)"; below the least sample only a range."""
    if figure.value is None:
        return f"between {signed(figure.low, figure)} and {signed(figure.high, figure)}"
    return f"{signed(figure.value, figure)} {interval_words(figure)}"


def interval_words(figure: Figure) -> str:
    """The interval of a figure: "(+0.47 to +0.55)"."""
    return f"({signed(figure.low, figure)} to {signed(figure.high, figure)})"


def grounds_words(figure: Figure) -> str:
    """What a figure rests on: "840 comments by 512 authors, worth 790; uncalibrated"."""
    words = f"{number_words(figure.comments)} {'comment' if figure.comments == 1 else 'comments'}"
    words += f" by {count_of(figure.authors, 'author')}, worth {number_words(round(figure.effective))}"
    return f"{words}; {calibration_words(figure)}"


def calibration_words(figure: Figure) -> str:
    """Whether labels stand behind a figure, and how many."""
    if figure.calibration is Calibration.UNCALIBRATED:
        return "uncalibrated"
    return f"{figure.calibration} by {count(figure.labels, 'label')}"


def number_words(number: int) -> str:
    """A whole number with its thousands apart: "48,500,000"."""
    return f"{number:,}"


def count_of(number: int, noun: str) -> str:
    """A number with its noun, its thousands apart."""
    return f"{number_words(number)} {noun if number == 1 else noun + 's'}"


def percent(share: float) -> str:
    """A share: "14 %", and what is nearly nothing as "under 1 %"."""
    if 0 < share < 0.01:
        return "under 1 %"
    return f"{share * 100:.0f} %"


def day(time: datetime | date | None) -> str:
    """The day of a time, as a date; empty if there is none."""
    if time is None:
        return ""
    return (time.date() if isinstance(time, datetime) else time).isoformat()


def episode_code(key: str, main: str) -> str:
    """How an episode is called: "S01E03", with its show in front unless that is the ``main`` one."""
    show, _, code = key.partition("/")
    return code.upper() if show == main else f"{show} {code.upper()}"


def main_show(universe: Universe) -> str:
    """The id of the show whose episodes are called by their codes alone: the mothership, or the only one."""
    shows = [show.id for show in universe.shows.values() if show.mothership] or list(universe.shows)
    return shows[0] if len(shows) == 1 else ""


def figure_document(figure: Figure | None) -> dict[str, Any] | None:
    """A figure as data; None for none."""
    if figure is None:
        return None
    return {
        "value": _round(figure.value),
        "low": _round(figure.low),
        "high": _round(figure.high),
        "comments": figure.comments,
        "authors": figure.authors,
        "effective": _round(figure.effective, 1),
        "labels": figure.labels,
        "calibration": str(figure.calibration),
        "level": figure.level,
        "notes": list(figure.notes),
    }


def _round(value: float | None, digits: int = 4) -> float | None:
    if value is None or value != value:
        return None
    rounded = round(value, digits)
    return 0.0 if rounded == 0 else rounded
