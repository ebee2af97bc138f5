"""Episodes by number, by title and by place: "ep 3", "1x03", "season two episode five", "the finale"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from fabula.universe.model import Universe

__all__ = ["Called", "EpisodeNumbers"]


def _count(*lines: str) -> dict[str, int]:
    return {word: number for line in lines for number, word in enumerate(line.split(), 1)}


_CARDINALS: Final = _count(
    "one two three four five six seven eight nine ten eleven twelve thirteen",
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici",
    "एक दो तीन चार पांच छह सात आठ नौ दस",
)
_ORDINALS: Final = _count(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth",
    "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th",
    "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo",
    "prima seconda terza quarta quinta sesta settima ottava nona decima",
    "पहला दूसरा तीसरा चौथा पांचवां छठा सातवां आठवां नौवां दसवां",
    "पहले दूसरे तीसरे चौथे पांचवें छठे सातवें आठवें नौवें दसवें",
)
_WORDS: Final = _CARDINALS | _ORDINALS


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NUMBER: Final = rf"(\d{{1,2}}|{_any(_CARDINALS)})(?!\w)"
_ORDINAL: Final = rf"({_any(_ORDINALS)})(?!\w)"
_EPISODE: Final = r"(?:episodes?|epis|eps?|episodio|episodi|puntata|puntate|एपिसोड|एपिसोड्स)"
_SEASON: Final = r"(?:season|series|stagione|सीजन)"
_LAST: Final = r"(?:finale|final episode|last episode|season ender|ultimo episodio|ultima puntata|फिनाले|आखिरी एपिसोड)"
_FIRST: Final = (
    r"(?:premiere|pilot|first episode|season opener|opening episode|primo episodio|prima puntata|पहला एपिसोड)"
)
_OF_SEASON: Final = rf"(?: *(?:of|in|from|for|di|della|del)? *(?:the )?{_SEASON} *{_NUMBER})"

_DIGIT, _IN_SEASON, _EPISODES, _FINALE, _PREMIERE, _OTHERS, _LATIN = (1 << bit for bit in range(7))
_ORDINAL_WORD: Final = 1 << 7
_NEEDED: Final = (
    (_IN_SEASON, ("season", "series", "stagione", "सीजन")),
    (_EPISODES, (" ep", "puntat", "एपिसोड")),
    (_FINALE, ("final", "last ep", "ender", "ultim", "फिनाले", "आखिरी")),
    (_PREMIERE, ("premiere", "pilot", "first ep", "opener", "opening", "prim", "पहला")),
    (_OTHERS, ("puntat", "एपिसोड")),
)
"""Words of which a pattern needs one, as it costs far less to look for those than for the pattern."""
_ANY_DIGIT: Final = re.compile(r"\d")

_THEN_EPISODE: Final = rf" *{_NUMBER} *(?:{_EPISODE}|e) *{_NUMBER}"
_NUMBERED: Final = (
    (_DIGIT, re.compile(r"s(?<!\w.) *(\d{1,2}) *(?:ep|e|episode)? *(\d{1,2})(?!\w)"), 1, 2),
    (_DIGIT, re.compile(r"(\d(?<!\w.)\d?)x(\d{1,2})(?!\w)"), 1, 2),
    (_IN_SEASON, re.compile(rf"s(?<!\w.)(?:eason|eries|tagione){_THEN_EPISODE}"), 1, 2),
    (_IN_SEASON, re.compile(rf"सीजन(?<!\w....){_THEN_EPISODE}"), 1, 2),
    (_IN_SEASON | _ORDINAL_WORD, re.compile(rf"(?<!\w){_ORDINAL} {_SEASON} *(?:{_EPISODE}|e) *{_NUMBER}"), 1, 2),
    (_IN_SEASON | _EPISODES, re.compile(rf"(?<!\w){_EPISODE} *{_NUMBER}{_OF_SEASON}"), 2, 1),
    (_IN_SEASON | _EPISODES | _ORDINAL_WORD, re.compile(rf"(?<!\w){_ORDINAL} {_EPISODE}{_OF_SEASON}"), 2, 1),
)
"""A season and an episode: what it needs, and the groups in which their numbers are.

A pattern is several times as fast with one letter at its start, and only then the look behind it.
"""
_AND_MORE: Final = rf"(?: *(?:and|to|through|thru|e|n|और) *{_NUMBER})?"
_ALONE: Final = (
    (_LATIN, re.compile(rf"e(?<!\w.)(?:pisodes?|pis|ps?|pisodio|pisodi)? *{_NUMBER}{_AND_MORE}")),
    (_OTHERS, re.compile(rf"(?<!\w)(?:{_EPISODE}|e) *{_NUMBER}{_AND_MORE}")),
    (_EPISODES | _ORDINAL_WORD, re.compile(rf"(?<!\w){_ORDINAL} {_EPISODE}(?!\w)")),
)
"""An episode."""
_OR_SEASON: Final = rf"(?<!\w)(?:{_SEASON} *{_NUMBER} *|s *(\d{{1,2}}) *)?(series )?"
_PLACED: Final = (
    (_FINALE, re.compile(rf"{_OR_SEASON}{_LAST}(?!\w){_OF_SEASON}?"), -1),
    (_PREMIERE, re.compile(rf"{_OR_SEASON}{_FIRST}(?!\w){_OF_SEASON}?"), 0),
)
_NOW: Final = (
    (
        _EPISODES,
        re.compile(
            r"(?<!\w)(?:(?:last night|tonight|yesterday|today|this week|last week) s?|the latest|latest|the new"
            rf"|the newest|the current|this) {_EPISODE}(?!\w)"
        ),
    ),
)
_SEASONS: Final = re.compile(rf"s(?<!\w.)(?:(?:eason|eries|tagione) *)?{_NUMBER}|सीजन(?<!\w....) *{_NUMBER}")
_MAY: Final = re.compile(
    rf"\d|(?<!\w)(?:{_any(_WORDS)}|this|last|latest|tonight|yesterday|today|new|newest|current|final|ultim[oa])(?!\w)|"
    r"finale|premiere|pilot|opener|ender|opening|फिनाले|आखिरी"
)
"""Without any of that, "episode" says nothing about which."""
SURE: Final = 0.97
_BY_CONTEXT: Final = 0.85
"""The season is told by the rest of the comment, by its source or because there is only one."""
_BY_TIME: Final = 0.75
_BY_ORDER: Final = 0.6
"""The last season of all is meant where nothing says which."""


class Called(NamedTuple):
    """An episode that words of a comment name; ``start`` and ``end`` are characters of the folded text."""

    episode: str
    start: int
    end: int
    probability: float


class EpisodeNumbers:
    """The episodes of a universe by their numbers."""

    def __init__(self, universe: Universe) -> None:
        self._seasons: dict[str, dict[int, dict[int, str]]] = {}
        self._place: dict[str, tuple[int, int]] = {}
        for episode in universe.episodes:
            seasons = self._seasons.setdefault(episode.show.id, {})
            seasons.setdefault(episode.season, {})[episode.number] = episode.key
            self._place[episode.key] = episode.season, episode.number

    def triggers(self) -> Iterator[str]:
        """Words without which no episode is named by its number."""
        yield from "episode episodes ep eps epis finale premiere pilot episodio episodi puntata puntate".split()
        yield from ("एपिसोड", "एपिसोड्स", "फिनाले", "season ender", "season opener")
        codes: set[str] = set()
        for season, number in set(self._place.values()):
            for s in (f"{season}", f"{season:02}"):
                for e in (f"{number}", f"{number:02}"):
                    codes |= {f"s{s}e{e}", f"{s}x{e}", f"s{s}ep{e}", f"ep{e}", f"e{e}"}
        yield from sorted(codes)

    def find(self, text: str, show: str, current: str | None) -> list[Called]:
        """The episodes of a show that a folded text names.

        ``current`` is the episode that the comment's source or its time speaks for, if there is one.
        """
        seasons = self._seasons.get(show)
        has = _look_for(text) if seasons else 0
        if not seasons or not (has & _DIGIT or _MAY.search(text)):
            return []
        found = _Finder(seasons)
        for match, season, number in _find_all(_NUMBERED, text, has):
            found.take(match, _number(match[season]), [_number(match[number])], SURE)
        said = {_number(match[1] or match[2]) for match in _SEASONS.finditer(text)} & seasons.keys()
        place = self._place.get(current) if current is not None else None
        default, sure = _season(seasons, said, place)
        for match, at in _find_all(_PLACED, text, has):
            found.take_placed(match, at, default, sure)
        if place is not None:
            for (match,) in _find_all(_NOW, text, has):
                found.take(match, place[0], [place[1]], _BY_CONTEXT)
        if default is not None and sure > _BY_ORDER:
            for (match,) in _find_all(_ALONE, text, has):
                found.take(match, default, [_number(group) for group in match.groups() if group], sure)
        return found.called


def _look_for(text: str) -> int:
    """Which words a text has that patterns need."""
    has = _DIGIT if _ANY_DIGIT.search(text) else 0
    if not text.isascii() or not _ORDINALS.keys().isdisjoint(text.split()):
        has |= _ORDINAL_WORD
    padded = f" {text}"
    for need, words in _NEEDED:
        has |= need if any(word in padded for word in words) else 0
    return has if has & _OTHERS else has | _LATIN


def _find_all(ways: Iterable[tuple[Any, ...]], text: str, has: int) -> Iterator[tuple[Any, ...]]:
    """What matches patterns, each with what stands behind its pattern."""
    for needs, pattern, *more in ways:
        if needs & has == needs:
            for match in pattern.finditer(text):
                yield match, *more


class _Finder:
    """What is found in one text, by the seasons of one show: no words count twice."""

    def __init__(self, seasons: dict[int, dict[int, str]]) -> None:
        self.seasons = seasons
        self.called: list[Called] = []
        self._taken: list[tuple[int, int]] = []

    def take(self, match: re.Match[str], season: int, numbers: Sequence[int], probability: float) -> None:
        start, end = match.span()
        if any(start < b and a < end for a, b in self._taken):
            return
        keys = [self.seasons[season][n] for n in numbers if n in self.seasons.get(season, ())]
        if keys:
            self._taken.append((start, end))
            self.called += [Called(key, start, end, probability) for key in dict.fromkeys(keys)]

    def take_placed(self, match: re.Match[str], at: int, default: int | None, sure: float) -> None:
        """ "The finale" (``at`` is -1), "the premiere" (0): of a season that is said, of all, or the default."""
        said = match[1] or match[2] or match[4]
        season: int | None = default
        if said is not None:
            season, sure = _number(said), SURE
        elif match[3] or "pilot" in match[0]:
            season, sure = (min if at == 0 else max)(self.seasons), _BY_CONTEXT
        if season is not None and season in self.seasons:
            self.take(match, season, [sorted(self.seasons[season])[at]], sure)


def _season(
    seasons: dict[int, dict[int, str]], said: set[int], place: tuple[int, int] | None
) -> tuple[int | None, float]:
    """Which season is spoken of, and how sure that is."""
    if len(said) == 1:
        return next(iter(said)), _BY_CONTEXT
    if said:
        return None, 0.0
    if len(seasons) == 1:
        return next(iter(seasons)), SURE
    return (place[0], _BY_TIME) if place is not None else (max(seasons), _BY_ORDER)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS.get(text, -1)
