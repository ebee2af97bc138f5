"""Ratings and likes, from whatever form a source gives them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, Final

__all__ = ["read_likes", "read_rating"]

_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_OF: Final = re.compile(
    r"(-?\d+(?:[.,]\d+)?)\s*(?:/|out of|of|von|su|sur)\s*(\d+(?:[.,]\d+)?)(?:\s*stars?)?", re.IGNORECASE
)
_STARRED: Final = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:stars?|★|\*)", re.IGNORECASE)
_DRAWN: Final = re.compile(r"[★⭐]+½?[☆✩]*|\*+")
_SHORT: Final = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*([KkMm])")
_GROUPED: Final = re.compile(r"-?\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+")
_LARGEST: Final = 1 << 62


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def rating_value(value: Any) -> tuple[float, float | None]:
    """A rating as a number, and the best that there is if the value itself says so. Raises `ValueError`."""
    if isinstance(value, bool):
        raise ValueError
    if isinstance(value, (int, float)):
        return float(value), None
    text = str(value).strip()
    if _NUMBER.fullmatch(text):
        return _number(text), None
    if match := _OF.fullmatch(text):
        return _number(match[1]), _number(match[2])
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].strip()):
        return _number(text[:-1].strip()), 100.0
    if match := _STARRED.fullmatch(text):
        return _number(match[1]), None
    if _DRAWN.fullmatch(text):
        full = sum(text.count(star) for star in "★⭐*") + (0.5 if "½" in text else 0.0)
        return full, float(len(text)) if any(star in text for star in "☆✩") else None
    raise ValueError


def read_rating(
    values: list[Any], scale: tuple[float, float] | None, nulled: Callable[[str], None]
) -> list[float | None]:
    """Ratings from 0, the worst, to 1, the best. What is none, or off the scale, is None."""
    if scale is None:
        return [None] * len(values)
    low, high = scale
    found: list[float | None] = []
    for value in values:
        if value is None or value == "":
            found.append(None)
            continue
        try:
            number, best = rating_value(value)
        except ValueError:
            nulled("its rating is no number")
            found.append(None)
            continue
        # "8/10" on a scale of 1 to 5: what the value itself says holds, from the same lowest mark on
        top = best if best is not None and high > low else high
        share = (number - low) / (top - low) if top != low else math.nan
        if 0 <= share <= 1:
            found.append(share)
        else:
            nulled("its rating is off the scale")
            found.append(None)
    return found


def read_likes(values: list[Any], nulled: Callable[[str], None]) -> list[int | None]:
    """Likes as whole numbers, below zero too; "1.2K" and "3,456" are understood."""
    found: list[int | None] = []
    for value in values:
        if type(value) is int and -_LARGEST < value < _LARGEST:
            found.append(value)
        elif value is None or value == "":
            found.append(None)
        elif type(value) is str and len(value) < 16 and value.isdecimal():
            found.append(int(value))
        else:
            try:
                found.append(_likes(value))
            except (ValueError, OverflowError):
                nulled("its likes are no number")
                found.append(None)
    return found


def _likes(value: Any) -> int:
    if isinstance(value, bool):
        raise ValueError
    if isinstance(value, (int, float)):
        number = float(value)
    else:
        text = str(value).strip()
        if match := _SHORT.fullmatch(text):
            number = _number(match[1]) * (1e3 if match[2] in "kK" else 1e6)
        elif _GROUPED.fullmatch(text):
            number = float(re.sub(r"[^\d-]", "", text))
        else:
            number = float(text)
    if not -_LARGEST < number < _LARGEST:
        raise ValueError
    return round(number)
