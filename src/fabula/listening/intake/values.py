"""Ratings, likes, languages and episodes, from whatever form a source gives them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, Final

__all__ = ["read_episode", "read_language", "read_likes", "read_rating", "read_scale"]

_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_OF: Final = re.compile(
    r"(-?\d+(?:[.,]\d+)?)\s*(?:/|out of|of|von|su|sur)\s*(\d+(?:[.,]\d+)?)(?:\s*stars?)?", re.IGNORECASE
)
_STARRED: Final = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:stars?|★|\*)", re.IGNORECASE)
_DRAWN: Final = re.compile(r"[★⭐]+½?[☆✩]*|\*+")
_SHORT: Final = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*([KkMm])")
_GROUPED: Final = re.compile(r"-?\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+")
_CODE: Final = re.compile(r"(?:(?P<show>[\w.-]+)[/ ])?s(?P<season>\d{1,2})\s*[/ ]?e(?P<episode>\d{1,3})", re.IGNORECASE)
_CROSS: Final = re.compile(r"(?P<season>\d{1,2})x(?P<episode>\d{1,3})", re.IGNORECASE)
_LARGEST: Final = 1 << 62


def read_scale(value: Any) -> tuple[float, float] | None:
    """A scale of ratings, given as [1, 5] or "1-5"; None if it is none."""
    if isinstance(value, str):
        match = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|to|\.\.)\s*(-?\d+(?:\.\d+)?)\s*", value)
        value = [float(match[1]), float(match[2])] if match else None
    if not isinstance(value, list) or len(value) != 2:
        return None
    if not all(isinstance(one, (int, float)) and not isinstance(one, bool) and math.isfinite(one) for one in value):
        return None
    return (float(value[0]), float(value[1])) if value[0] != value[1] else None


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


# ISO 639-2 and names that exports use, to ISO 639-1.
_LANGUAGES: Final = dict(
    pair.split("=")
    for pair in """\
        eng=en english=en ita=it italian=it italiano=it hin=hi hindi=hi हिन्दी=hi spa=es spanish=es
        español=es fra=fr fre=fr french=fr français=fr deu=de ger=de german=de deutsch=de por=pt
        portuguese=pt português=pt nld=nl dut=nl dutch=nl rus=ru russian=ru русский=ru jpn=ja japanese=ja
        日本語=ja kor=ko korean=ko 한국어=ko zho=zh chi=zh chinese=zh 中文=zh ara=ar arabic=ar العربية=ar tur=tr
        turkish=tr türkçe=tr pol=pl polish=pl polski=pl ukr=uk ukrainian=uk swe=sv swedish=sv nor=no
        norwegian=no nob=no dan=da danish=da fin=fi finnish=fi ces=cs cze=cs czech=cs ell=el gre=el greek=el
        heb=he hebrew=he iw=he tam=ta tamil=ta tel=te telugu=te ben=bn bengali=bn bangla=bn mar=mr
        marathi=mr urd=ur urdu=ur ind=id indonesian=id in=id tha=th thai=th vie=vi vietnamese=vi ron=ro
        rum=ro romanian=ro hun=hu hungarian=hu tgl=tl filipino=tl fil=tl catalan=ca cat=ca""".split()
)
_UNKNOWN: Final = frozenset("und unk unknown none null zxx mul qme qht art qam qct qst xx".split())


def read_language(value: Any) -> str | None:
    """A language in two letters: of "en-US", "eng", "English", "EN". None if it is none or not said."""
    if not isinstance(value, str):
        return None
    word = re.split(r"[-_ (]", value.strip().lower(), maxsplit=1)[0]
    if word in _UNKNOWN:
        return None
    word = _LANGUAGES.get(word, word)
    return word if len(word) == 2 and word.isascii() and word.isalpha() else None


def read_episode(value: Any, show: str | None) -> str | None:
    """The key of an episode, "citadel/s01e03": of "S01E03", "1x03", "citadel S01E03". None if it names no episode."""
    if not isinstance(value, str):
        return None
    match = _CODE.fullmatch(value.strip()) or _CROSS.fullmatch(value.strip())
    if match is None:
        return None
    of = match.groupdict().get("show") or show
    return f"{of}/s{int(match['season']):02}e{int(match['episode']):02}".lower() if of else None
