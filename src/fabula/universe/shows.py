"""``show.md``: what a show says of itself and of its episodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from fabula.bible.model import Value
from fabula.finding import Finding, Related
from fabula.source import Source, Span
from fabula.universe.model import Show, Status
from fabula.universe.names import fold_name
from fabula.universe.settings import did_you_mean
from fabula.universe.statuses import read_date, read_status

__all__ = ["EpisodeSheet", "ShowSheet", "choose_mothership", "read_show", "settle_feeds"]

KEYS = ("name", "role", "feeds", "status", "cancelled", "episodes")
ROLES = ("mothership", "spinoff")
EPISODE_KEYS = ("status", "released", "title")
STATUS_WORDS = tuple(str(status) for status in Status)

_CODE = re.compile(r"(?i)s(\d{1,3})\s*e(\d{1,4})")
_YES = {"yes", "true", "on", "cancelled", "canceled"}
_NO = {"no", "false", "off", ""}


@dataclass(frozen=True, slots=True)
class EpisodeSheet:
    """What a show.md says of one episode. ``span`` is its key."""

    span: Span
    status: Status | None = None
    released: date | None = None
    title: str = ""


@dataclass(slots=True)
class ShowSheet:
    """A show with what its show.md says beyond it. ``role`` is empty if none is stated."""

    show: Show
    role: str = ""
    role_span: Span | None = None
    status: Status | None = None
    episodes: dict[tuple[int, int], EpisodeSheet] = field(default_factory=dict)
    feeds: tuple[Value, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, span: Span, message: str, remedy: str, related: tuple[Related, ...] = ()) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, span, message, remedy, related=related))


def read_show(show_id: str, name: str, source: Source, fields: Mapping[str, Value]) -> ShowSheet:
    """What the front matter of a show.md says. ``source`` is the file, or an empty one at the show's folder."""
    stated = fields.get("name")
    words = stated.text.strip() if stated is not None else ""
    span = stated.span if stated is not None and words else source.whole
    sheet = ShowSheet(Show(show_id, words or name, mothership=False, span=span))
    for key, value in fields.items():
        # Other fields are the room's own; only what looks like a slip of the finger is told.
        if key not in KEYS and (near := process.extractOne(key, KEYS, scorer=fuzz.ratio, score_cutoff=75)):
            sheet.report("L109", value.key or value.span, f"A show has no field “{key}”", f"did you mean {near[0]}?")
    role = fields.get("role")
    if role is not None:
        word = role.text.strip().lower().replace("-", "").replace(" ", "")
        if word in ROLES:
            sheet.role, sheet.role_span = word, role.span
        else:
            sheet.report("L109", role.span, f"“{role.text}” is no role of a show", did_you_mean(role.text, ROLES, True))
    if (status := fields.get("status")) is not None:
        sheet.status = status_of(status, sheet)
    if (cancelled := fields.get("cancelled")) is not None:
        sheet.show.cancelled = cancelled.text.strip().lower() in _YES
        sheet.show.cancelled_at = cancelled.span
        if cancelled.text.strip().lower() not in _YES | _NO:
            sheet.report(
                "L109", cancelled.span, f"The field cancelled is yes or no, not “{cancelled.text}”", "write yes or no"
            )
    if (feeds := fields.get("feeds")) is not None:
        sheet.feeds = feeds.items
    if (episodes := fields.get("episodes")) is not None:
        _read_episodes(episodes, sheet)
    return sheet


def _read_episodes(value: Value, sheet: ShowSheet) -> None:
    example = "write S01E02: {status: locked, released: 2023-04-28}"
    if not isinstance(value.value, Mapping):
        sheet.report("L109", value.span, "The field episodes is a table from S01E02 to what is known of it", example)
        return
    for code, known in value.value.items():
        match = _CODE.fullmatch(code.strip())
        if match is None:
            sheet.report("L109", known.key or known.span, f"“{code}” is no episode", example)
            continue
        entry = EpisodeSheet(known.key or known.span)
        if isinstance(known.value, Mapping):
            entry = _read_episode(known.value, entry.span, sheet)
        elif known.text:
            entry = EpisodeSheet(entry.span, status=status_of(known, sheet))
        sheet.episodes[int(match[1]), int(match[2])] = entry


def _read_episode(fields: Mapping[str, Value], span: Span, sheet: ShowSheet) -> EpisodeSheet:
    for key, value in fields.items():
        if key not in EPISODE_KEYS:
            remedy = did_you_mean(key, EPISODE_KEYS)
            sheet.report("L109", value.key or value.span, f"An episode has no field “{key}”", remedy)
    status, released, title = (fields.get(key) for key in EPISODE_KEYS)
    return EpisodeSheet(
        span,
        status=status_of(status, sheet) if status is not None else None,
        released=date_of(released, sheet) if released is not None else None,
        title=title.text.strip() if title is not None else "",
    )


def status_of(value: Value, sheet: ShowSheet) -> Status | None:
    """The status in a field; S110 if it is none."""
    status = read_status(value.text)
    if status is None:
        sheet.report("S110", value.span, f"“{value.text}” is no status", did_you_mean(value.text, STATUS_WORDS))
    return status


def date_of(value: Value, sheet: ShowSheet) -> date | None:
    """The day in a field; S110 if it is none."""
    day = read_date(value.text)
    if day is None and value.text.strip():
        sheet.report("S110", value.span, f"The date “{value.text}” is not understood", "write it as 2023-04-28")
    return day


def choose_mothership(sheets: list[ShowSheet]) -> None:
    """Make one of the shows the mothership: the one that says so, else the first that does not say spinoff.

    A second one that says so is L109.
    """
    if not sheets:
        return
    declared = [sheet for sheet in sheets if sheet.role == "mothership"]
    chosen = next(iter(declared or [s for s in sheets if s.role != "spinoff"] or sheets))
    chosen.show.mothership = True
    for other in declared[1:]:
        span = other.role_span or other.show.span
        first = Related(chosen.role_span or chosen.show.span, "the first mothership")
        message = f"{chosen.show.name} is the mothership already"
        other.report("L109", span, message, "a universe has one mothership; make this one a spinoff", (first,))


def settle_feeds(sheets: Iterable[ShowSheet]) -> None:
    """Turn the names in ``feeds`` into show ids; a name that is no show is L107."""
    sheets = list(sheets)
    ids = {fold_name(word): sheet.show.id for sheet in sheets for word in (sheet.show.name, sheet.show.id)}
    for sheet in sheets:
        found: list[str] = []
        for value in sheet.feeds:
            target = ids.get(fold_name(value.text.strip().removeprefix("[[").removesuffix("]]")))
            if target is None:
                known = [other.show.id for other in sheets if other is not sheet]
                remedy = did_you_mean(value.text, known) if known else "name a folder of shows/"
                sheet.report("L107", value.span, f"There is no show “{value.text}”", remedy)
            elif target not in found:
                found.append(target)
        sheet.show.feeds = tuple(found)
