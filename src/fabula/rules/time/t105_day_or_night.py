"""T105 day-or-night."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.bible.dates import DAY, say_minute
from fabula.bible.statements import When
from fabula.finding import Certainty, Finding, Level, Related
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.dates import heading_clock
from fabula.story.travel import read_coordinates
from fabula.universe.model import Episode, Scene, Universe

__all__ = ["WINDOWS", "DayOrNight"]

_HOUR = 60
WINDOWS: dict[str, tuple[tuple[int, int], ...]] = {
    "DAY": ((5, 21),),
    "NIGHT": ((17, 31),),
    "MORNING": ((3, 13),),
    "AFTERNOON": ((11, 19),),
    "EVENING": ((16, 25),),
    "DAWN": ((3, 9),),
    "SUNRISE": ((3, 9),),
    "DUSK": ((15, 23),),
    "SUNSET": ((15, 23),),
    "TWILIGHT": ((3, 9), (15, 23)),
    "MAGIC HOUR": ((3, 10), (14, 23)),
    "NOON": ((11, 14),),
    "MIDNIGHT": ((22, 26),),
}
"""For each part of the day, from which hour to which it can be meant; hours over 24 are of the next day. The windows
are wide: they hold for summer and winter, up to the latitude of Copenhagen."""

_HIGH = 56.0
"""From this latitude on, north or south, there are nights without dark and days without light."""


class DayOrNight(Rule):
    """The heading's time of day does not go with the clock.

    ## What it checks
    The part of the day in the heading (DAY, NIGHT, DAWN …) against a clock time in a note or in the heading itself, by
    local time at the place. The windows are wide:

    | heading | from | to |
    | --- | --- | --- |
    | DAY | 05 | 21 |
    | NIGHT | 17 | 07 |
    | MORNING | 03 | 13 |
    | AFTERNOON | 11 | 19 |
    | EVENING | 16 | 01 |
    | DAWN, SUNRISE | 03 | 09 |
    | DUSK, SUNSET | 15 | 23 |
    | TWILIGHT, MAGIC HOUR | as DAWN or as DUSK, an hour more for MAGIC HOUR | |
    | NOON | 11 | 14 |
    | MIDNIGHT | 22 | 02 |

    DAY/NIGHT in one heading allows both. It is *possible* only at a place that lies beyond 56 degrees north or south by
    its `coordinates`.

    ## Why it matters
    The heading decides when the crew works and how the scene is lit.

    ## Example
        EXT. HARBOUR - DAY
        [[canon: at 2014-06-03 23:40]]

    ## What to do
    Correct the heading or the clock time. A clock time is local where the scene is set: see `timezone` of the place.
    """

    code = "T105"
    name = "day-or-night"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each scene whose heading does not go with its clock."""
        for episode in canon.universe.episodes:
            yield from episode.once(self.code, lambda episode: list(self._check_episode(canon, episode)))

    def _check_episode(self, canon: Canon, episode: Episode) -> Iterator[Finding]:
        for scene in episode.scenes:
            parts = scene.heading.part.split("/") if scene.heading is not None else []
            if not parts or not all(part in WINDOWS for part in parts):
                continue
            for clock, span in _clocks(scene):
                if not any(_fits(part, clock) for part in parts):
                    yield self._finding(canon, scene, "/".join(parts), clock, span)
                    break

    def _finding(self, canon: Canon, scene: Scene, part: str, clock: When, span: Span) -> Finding:
        high = _is_high(canon.universe, scene.place)
        words = say_minute(clock.first)[11:]
        message = f"the heading says {part}, but it is {words}"
        help_ = "correct the heading or the clock time, which is local at the place"
        related = () if span == scene.span else (Related(scene.span, f"the heading says {part}"),)
        return Finding(self.code, span, message, help_, Certainty.POSSIBLE if high else Certainty.CERTAIN, related)


def _clocks(scene: Scene) -> Iterator[tuple[When, Span]]:
    """The clock times that a scene states for its start."""
    for statement in scene.statements:
        if statement.form == "at":
            for _, value in statement.slots:
                if isinstance(value, When) and value.precision in {"minute", "hour", "clock"}:
                    yield value, statement.span
    clock = heading_clock(scene)
    if clock is not None:
        yield clock, scene.span


def _fits(part: str, clock: When) -> bool:
    first = clock.first % DAY
    last = first + clock.last - clock.first
    return any(
        first <= to * _HOUR - shift and last >= since * _HOUR - shift
        for since, to in WINDOWS[part]
        for shift in (0, DAY)
    )


def _is_high(universe: Universe, place: str) -> bool:
    """Whether a place, or the nearest place around it with coordinates, is far north or south."""
    seen: set[str] = set()
    while place and place not in seen:
        seen.add(place)
        entity = universe.entities.get(place)
        if entity is None:
            return False
        value = entity.value("coordinates")
        point = read_coordinates(value) if value is not None else None
        if point is not None:
            return abs(point[0]) >= _HIGH
        place = entity.parent
    return False
