"""Story days: the day of the story on which each scene plays, as a script supervisor counts them.

A day is told by the first of these that speaks: a Script Day of the format or a note ``story day N``; the date, counted
from the first dated day of the show; the words, where a new day begins with NEXT DAY or TWO DAYS LATER, or when a DAY,
MORNING or DAWN follows a NIGHT, EVENING or DUSK.

Script days are also evidence of times. Scenes of one script day start within a day of each other (a story day
ends when people go to bed, so a scene at two in the morning still belongs to the day before); a lower day comes before
a higher one. Each episode has its own count, unless the numbers of a season go on from episode to episode.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from fabula.bible.durations import read_duration, read_number
from fabula.bible.statements import Duration
from fabula.source import Span
from fabula.story.cards import Sign
from fabula.story.clock import DAY, HOUR
from fabula.story.model import Mode
from fabula.story.timeline import Interval
from fabula.universe.model import Episode, Scene

if TYPE_CHECKING:
    from fabula.story.evidence import Evidence

__all__ = ["DAY_WINDOW", "STORY_DAY", "add_script_days", "count_days", "day_scopes", "script_day"]

DAY_WINDOW = 24 * HOUR
"""How far apart scenes of one script day may start."""

_NUMBER = re.compile(
    r"(?:(?:story|script|shooting)?\s*day|d|n|night)?\s*\.?\s*#?\s*(\d{1,4})(?:\s*\(?(?:day|night|[dn])\)?)?",
    re.IGNORECASE,
)
_DARK = frozenset({"NIGHT", "EVENING", "MIDNIGHT", "DUSK", "SUNSET"})
_LIGHT = frozenset({"DAY", "MORNING", "DAWN", "SUNRISE", "AFTERNOON", "NOON"})
_MONTH = 31
STORY_DAY = "story-day"
"""The form of canon notes that state the number of a story day."""


def script_day(scene: Scene) -> tuple[int, Span] | None:
    """The number of the day that a note or the format states, and where."""
    for statement in scene.statements:
        if statement.form == STORY_DAY:
            number = read_number(statement.text("number"))
            if number is not None:
                return int(number), statement.span
    written = scene.written.details.script_day
    match = _NUMBER.fullmatch(written.strip()) if written else None
    return (int(match[1]), scene.span) if match is not None else None


def day_scopes(evidence: Evidence) -> list[dict[int, list[Scene]]]:
    """Present scenes by script day, for each run of episodes that counts its days together."""
    scopes: list[dict[int, list[Scene]]] = []
    seasons: dict[tuple[str, int], list[dict[int, list[Scene]]]] = {}
    for episode in evidence.episodes:
        days = _days_of(evidence, episode)
        if days:
            seasons.setdefault((episode.show.id, episode.season), []).append(days)
    for counts in seasons.values():
        goes_on = len(counts) > 1 and min(counts[1]) > 1
        goes_on = goes_on and all(min(b) >= max(a) for a, b in pairwise(counts))
        if not goes_on:
            scopes.extend(counts)
            continue
        joined: dict[int, list[Scene]] = {}
        for days in counts:
            for day, scenes in days.items():
                joined.setdefault(day, []).extend(scenes)
        scopes.append(joined)
    return scopes


def _days_of(evidence: Evidence, episode: Episode) -> dict[int, list[Scene]]:
    days: dict[int, list[Scene]] = {}
    for scene in episode.scenes:
        day = script_day(scene) if evidence.modes[scene.order] is Mode.PRESENT else None
        if day is not None:
            days.setdefault(day[0], []).append(scene)
    return days


def add_script_days(evidence: Evidence) -> None:
    """What script days say: one day is one day, and lower numbers come first."""
    for days in day_scopes(evidence):
        before: tuple[int, Scene] | None = None
        for day in sorted(days):
            first, *rest = days[day]
            for scene in rest:
                _say(evidence, scene, (first, scene), (-DAY_WINDOW, DAY_WINDOW), f"both are on script day {day}")
            if before is not None:
                lower, last = before
                if last.order < first.order:
                    reason = f"script day {day} comes after script day {lower} of {last.name}"
                    _say(evidence, first, (last, first), (0, None), reason)
                else:
                    reason = f"script day {lower} comes before script day {day} of {first.name}"
                    _say(evidence, last, (last, first), (0, None), reason)
            before = day, days[day][-1]


def _say(
    evidence: Evidence,
    teller: Scene,
    ends: tuple[Scene, Scene],
    bounds: tuple[int | None, int | None],
    reason: str,
) -> None:
    """Say at one scene how the starts of two lie."""
    day = script_day(teller)
    span = day[1] if day is not None else teller.span
    source, target = 1 + 2 * ends[0].order, 1 + 2 * ends[1].order
    evidence.say(teller, source, target, bounds, span, reason, "script day", True)


def count_days(
    evidence: Evidence, starts: Sequence[Interval], days: list[int | None] | None = None, shows: Collection[str] = ()
) -> list[int | None]:
    """The story day of every scene, None for scenes outside the present that state none.

    After an edit ``days`` are those that were, and only those of some ``shows`` are counted anew, in a copy.
    """
    days = [None] * len(starts) if days is None else list(days)
    for show in (show for show in evidence.universe.shows.values() if not shows or show.id in shows):
        zero: int | None = None
        current = 1
        begun = dark = False
        for scene in (scene for episode in show.episodes for scene in episode.scenes):
            stated = script_day(scene)
            if evidence.modes[scene.order] is not Mode.PRESENT:
                days[scene.order] = None if stated is None else stated[0]
                continue
            date = _date(evidence, scene, starts[scene.order])
            part = scene.heading.part if scene.heading is not None else ""
            if stated is not None:
                current = stated[0]
            elif date is not None and zero is not None:
                current = max(1, date - zero)
            elif begun:  # "EIGHT YEARS LATER" over the first scene of the present counts no days
                current += _passed(evidence, scene) or int(dark and part in _LIGHT)
            begun = True
            if date is not None and zero is None:
                zero = date - current
            if part:
                dark = part in _DARK or (dark and part not in _LIGHT)
            days[scene.order] = current
    return days


def _passed(evidence: Evidence, scene: Scene) -> int:
    """How many days the words of a scene say have passed: one for NEXT DAY, two for TWO DAYS LATER.

    More than a month counts as one: the scene is on another day, and nobody means the 2,192nd.
    """
    relation = scene.heading.relation if scene.heading is not None else ""
    if relation.startswith("NEXT ") or any(statement.form == "next" for statement in scene.statements):
        return 1
    amounts = [card.text for card in evidence.cards[scene.order] if card.sign is Sign.LATER]
    amounts.append(relation.removesuffix(" LATER") if relation.endswith(" LATER") else "")
    lengths = [read_duration(text, scene.span) for text in amounts if text]
    lengths += [v for s in scene.statements if s.form == "later" for _, v in s.slots if isinstance(v, Duration)]
    for length in lengths:
        if length is not None:
            days = (length.least + length.most + 1) // (2 * DAY)
            return days if days <= _MONTH else 1
    return 0


def _date(evidence: Evidence, scene: Scene, start: Interval) -> int | None:
    """The local day of a scene, if only one is possible."""
    if start.earliest is None or start.latest is None or start.latest - start.earliest >= DAY:
        return None
    first = evidence.clocks.local(start.earliest, scene.place) // DAY
    last = evidence.clocks.local(start.latest, scene.place) // DAY
    return first if first == last else None
