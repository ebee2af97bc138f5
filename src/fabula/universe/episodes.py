"""The episodes of a show: one a script, numbered, with status and date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fabula.finding import Finding, Related
from fabula.script.model import Script
from fabula.source import Span
from fabula.universe.model import Episode, Show, Status
from fabula.universe.names import fold_name
from fabula.universe.numbering import Numbering, number_by_path, number_by_title_page
from fabula.universe.settings import did_you_mean
from fabula.universe.shows import STATUS_WORDS, EpisodeSheet, ShowSheet
from fabula.universe.statuses import read_date, read_status

__all__ = ["arrange_episodes"]

_RELEASED_KEYS = ("Released", "Release date")
_DATE_KEYS = (*_RELEASED_KEYS, "Air date", "Airdate", "First aired")
_MARKUP = re.compile(r"[*_]+")


@dataclass(slots=True)
class _Numbered:
    script: Script
    path: Numbering
    page: Numbering
    season: int = 1
    number: int = 0


def arrange_episodes(sheet: ShowSheet, scripts: Iterable[tuple[tuple[str, ...], Script]]) -> list[Finding]:
    """Fill a show with its episodes, in order. ``scripts`` come with their paths inside the show, in natural order.

    The title page goes before the path. Scripts without a number follow those with one, in order. If two claim one
    number the second is S110 and is numbered after the others.
    """
    numbered = [
        _Numbered(script, number_by_path(parts), number_by_title_page(script.title("Season"), script.title("Episode")))
        for parts, script in scripts
    ]
    _take_leading_numbers(numbered)
    findings = _number(numbered)
    numbered.sort(key=lambda item: (item.season, item.number))
    for item in numbered:
        if not item.script.omitted:
            _add_episode(sheet, item, findings)
    return findings


def _take_leading_numbers(numbered: list[_Numbered]) -> None:
    # "01 Pilot", "02 Fall": numbers if every file has one and no two agree. "12 Angry Men" alone is a title.
    leading = [item.path.leading for item in numbered]
    if len(numbered) > 1 and None not in leading and len(set(leading)) == len(leading):
        for item in numbered:
            item.path = Numbering(item.path.season, item.path.leading, item.path.title)


def _number(numbered: list[_Numbered]) -> list[Finding]:
    findings: list[Finding] = []
    taken: dict[tuple[int, int], _Numbered] = {}
    late: list[_Numbered] = []
    for item in numbered:
        season = item.page.season if item.page.season is not None else item.path.season
        item.season = season if season is not None else 1
        number = item.page.number if item.page.number is not None else item.path.number
        if number is None:
            late.append(item)
            continue
        other = taken.setdefault((item.season, number), item)
        item.number = number
        if other is not item:
            late.append(item)
            code = f"S{item.season:02}E{number:02}"
            where = title_span(item.script, "Episode") or item.script.source.whole
            related = Related(title_span(other.script, "Episode") or other.script.source.whole, f"{code} as well")
            remedy = "give one of them another number; until then this one comes after the others of its season"
            findings.append(Finding("S110", where, f"Two scripts say that they are {code}", remedy, related=(related,)))
    for item in late:
        used = [number for season, number in taken if season == item.season]
        item.number = max(used, default=0) + 1
        taken[item.season, item.number] = item
    return findings


def _add_episode(sheet: ShowSheet, item: _Numbered, findings: list[Finding]) -> None:
    show, script = sheet.show, item.script
    known = sheet.episodes.get((item.season, item.number))
    released = _released(script, known, findings)
    code = f"S{item.season:02}E{item.number:02}"
    show.episodes.append(
        Episode(
            key=f"{show.id}/{code}".lower(),
            code=code,
            season=item.season,
            number=item.number,
            title=_title(show, item, known),
            show=show,
            status=_status(sheet, script, known, findings),
            script=script,
            released=released,
        )
    )


def _status(sheet: ShowSheet, script: Script, known: EpisodeSheet | None, findings: list[Finding]) -> Status:
    text = script.title("Status")
    stated = known.status if known is not None else None
    if text:
        span = title_span(script, "Status") or script.source.whole
        status = read_status(text)
        if status is None:
            remedy = did_you_mean(text, STATUS_WORDS)
            findings.append(Finding("S110", span, f"“{text}” is no status", remedy))
        elif known is not None and stated is not None and stated != status:
            message = f"The title page says {status}, show.md says {stated}"
            related = Related(known.span, f"{stated} here")
            remedy = "make the two agree; until then the title page holds"
            findings.append(Finding("S110", span, message, remedy, related=(related,)))
        if status is not None:
            return status
    if stated is not None:
        return stated
    if any(script.title(key) and read_date(script.title(key)) for key in _RELEASED_KEYS):
        return Status.RELEASED
    return sheet.status if sheet.status is not None else Status.DRAFT


def _released(script: Script, known: EpisodeSheet | None, findings: list[Finding]) -> date | None:
    for key in _DATE_KEYS:
        if text := script.title(key):
            day = read_date(text)
            if day is not None:
                return day
            span = title_span(script, key) or script.source.whole
            findings.append(Finding("S110", span, f"The date “{text}” is not understood", "write it as 2023-04-28"))
    return known.released if known is not None else None


def _title(show: Show, item: _Numbered, known: EpisodeSheet | None) -> str:
    if item.page.title:
        return _MARKUP.sub("", item.page.title).strip()
    page = _MARKUP.sub("", item.script.title("Title")).strip()
    if page and fold_name(page) != fold_name(show.name):
        return page
    return (known.title if known is not None else "") or item.path.title or page or _stem(item.script)


def title_span(script: Script, key: str) -> Span | None:
    """Where a key of the title page stands, or None."""
    wanted = key.casefold()
    entry = next((e for e in script.title_page if e.key.casefold() == wanted), None)
    return script.source.span(entry.start, entry.end) if entry is not None else None


def _stem(script: Script) -> str:
    return script.source.path.rpartition("/")[2].rpartition(".")[0]
