"""Which episode a script is, by its path and its title page."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Numbering", "number_by_path", "number_by_title_page", "readable_title"]

_BOTH = (
    re.compile(r"(?i)(?<![a-z0-9])s(?:eason|eries)?[ ._-]*(\d{1,3})[ ._-]*e(?:p(?:isode)?)?[ ._-]*(\d{1,4})(?!\d)"),
    re.compile(r"(?i)(?<![a-z0-9])(\d{1,2})x(\d{1,3})(?!\d)"),
)
_SEASON = re.compile(r"(?i)(?<![a-z0-9])(?:s|season|series|staffel|saison|stagione|temporada)[ ._-]*(\d{1,3})(?!\d)")
_EPISODE = re.compile(r"(?i)(?<![a-z0-9])(?:e|ep|episode|folge|episodio|épisode)[ ._-]*(\d{1,4})(?!\d)")
_LEADING = re.compile(r"#?(\d{1,4})(?![\dx])")
_NUMBER = re.compile(r"\d{1,4}")
_TRIM = " ._-–—:,#"


@dataclass(frozen=True, slots=True)
class Numbering:
    """What a path or a title page says of an episode; None where it says nothing.

    ``leading`` is a number at the start of a file name that may or may not be the episode's.
    """

    season: int | None = None
    number: int | None = None
    title: str = ""
    leading: int | None = None


def number_by_path(parts: tuple[str, ...]) -> Numbering:
    """Season and episode from a script's path inside its show: ``s01/e03-the-fall.fountain``, ``S01E03``, ``1x03``."""
    stem = parts[-1].rsplit(".", 1)[0]
    for pattern in _BOTH:
        if match := pattern.search(stem):
            return Numbering(int(match[1]), int(match[2]), readable_title(stem[match.end() :]))
    season = next((int(m[1]) for folder in reversed(parts[:-1]) if (m := _SEASON.search(folder))), None)
    rest = stem
    if season is None and (match := _SEASON.match(stem)):
        season, rest = int(match[1]), stem[match.end() :].lstrip(_TRIM)
    if match := _EPISODE.search(rest):
        return Numbering(season, int(match[1]), readable_title(rest[match.end() :]))
    if match := _LEADING.match(rest):
        number = int(match[1])
        title = readable_title(rest[match.end() :])
        if season is not None:
            return Numbering(season, _in_season(number, season), title)
        return Numbering(None, None, title, leading=number)
    for folder in reversed(parts[:-1]):
        if match := _EPISODE.search(folder):
            return Numbering(season, int(match[1]), readable_title(stem))
    return Numbering(season, None, readable_title(stem))


def number_by_title_page(season: str, episode: str) -> Numbering:
    """Season and episode from the title page's ``Season:`` and ``Episode:``; words in the latter are a title."""
    for pattern in _BOTH:
        if match := pattern.search(episode):
            return Numbering(int(match[1]), int(match[2]), _words(episode[match.end() :]))
    found = _NUMBER.search(season)
    season_number = int(found[0]) if found else None
    match = _EPISODE.search(episode) or _LEADING.match(episode.strip())
    if match is None:
        return Numbering(season_number, None, _words(episode))
    number = int(match[1])
    if season_number is not None:
        number = _in_season(number, season_number)
    return Numbering(season_number, number, _words(episode.strip()[match.end() :]))


def readable_title(stem: str) -> str:
    """A title from a file name: "e03-the-fall" without its number gives "The fall"."""
    text = re.sub(r"[\s_-]+", " ", stem).strip(_TRIM)
    return text[:1].upper() + text[1:]


def _words(text: str) -> str:
    return text.strip(_TRIM).strip("\"'“”‘’()").strip()


def _in_season(number: int, season: int) -> int:
    # Productions count "103" for the third episode of the first season.
    return number % 100 if number >= 100 and number // 100 == season and number % 100 else number
