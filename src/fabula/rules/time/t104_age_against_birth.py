"""T104 age-against-birth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import inf

from fabula.bible.dates import read_when
from fabula.bible.model import EntryKind, Value
from fabula.finding import Certainty, Finding, Level, Related
from fabula.rules.place.whereabouts import life_times
from fabula.rules.registry import Rule
from fabula.story.ages import Age, age_between, ages_in, read_age
from fabula.story.canon import Canon
from fabula.story.clock import DAY, Clocks
from fabula.story.model import Hold, Mode, Presence
from fabula.story.stated import stated_timeline
from fabula.story.timeline import Interval
from fabula.universe.model import Episode, Nature, Scene, Universe

__all__ = ["AgeAgainstBirth"]

Births = dict[str, tuple[tuple[int, int], Value]]
_NOBODY: Sequence[Presence] = ()


class AgeAgainstBirth(Rule):
    """An age does not go with the date of birth, or somebody acts before they are born.

    ## What it checks
    Ages in action lines (`MASON (38)`, `a 38-year-old MASON`, "late 30s") and in notes (`Mason's age is 38`) against
    `born:` in the bible, at the date of the scene, in flashbacks as well. A scene that states its date makes it
    *certain* if the age is off by more than a year; one whose date follows from the scenes around it, or an age that is
    one year off, makes it *likely*. A scene without any date is taken to be in the story's present, if
    `fabula.toml` gives that: *likely*. People who speak or are present before they are born are found in the same way.
    Ages in dialogue are not checked: people lie about their age.

    ## Why it matters
    Casting, make-up and the flashback with the younger actor are planned by these numbers.

    ## Example
        bible/people/mason.md: `born: 1984-03-02`

        INT. PLATFORM - DAY
        [[canon: at 2022-06-06]]
        MASON (33) waits.

    ## What to do
    Correct the age, the date of birth or the date of the scene.
    """

    code = "T104"
    name = "age-against-birth"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "links", "timeline", "presences"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each age that cannot be, and one for each person who acts before their birth."""
        births = canon.universe.once("births", _find_births)
        if not births:
            return
        clocks = Clocks(canon.universe)
        for episode in canon.universe.episodes:
            for scene, age in episode.once("ages", _find_ages):
                if age.person in births and canon.timeline.mode[scene.order].happened:
                    yield from self._judge(canon, clocks, scene, age, births[age.person])
        yield from self._unborn(canon, clocks, births)

    def _judge(
        self, canon: Canon, clocks: Clocks, scene: Scene, age: Age, birth: tuple[tuple[int, int], Value]
    ) -> Iterator[Finding]:
        born, value = birth
        for interval, sure in _dates(canon, clocks, scene):
            if interval.earliest is None or interval.latest is None:
                continue
            first, last = clocks.local(interval.earliest, scene.place), clocks.local(interval.latest, scene.place)
            least, most = age_between(born, first, last)
            if least <= age.most and age.least <= most:
                continue
            off = max(least - age.most, age.least - most)
            name = canon.universe.name(age.person)
            years = f"{least}" if least == most else f"{least} to {most}"
            message = (
                f"{name} is {age.text} here, but was born {value.text} and is {years} on "
                f"{clocks.words(interval, scene.place)}"
                if most >= 0
                else f"{name} is {age.text} here, on {clocks.words(interval, scene.place)}, but was born {value.text}"
            )
            certainty = Certainty.CERTAIN if sure and off > 1 else Certainty.LIKELY
            help_ = "correct the age, the date of birth or the date of the scene"
            yield Finding(self.code, age.span, message, help_, certainty, (Related(value.span, f"born {value.text}"),))
            return

    def _unborn(self, canon: Canon, clocks: Clocks, births: Births) -> Iterator[Finding]:
        starts = canon.timeline.start
        soonest = canon.remember("latest starts", (starts,), lambda: _latest_starts(canon))
        for person, (born, value) in births.items():
            soon = born[0] + DAY  # no clock is a day off, so most scenes need no look at their time zone
            life = canon.presences.by_person.get(person, _NOBODY)
            early = canon.remember(
                ("early presences", person),
                (life, life_times(canon, person, life), value),
                partial(_before, life, soonest, soon),
            )
            for presence in early:
                scene = presence.scene
                if presence.hold < Hold.STATED or not presence.manner.in_place:
                    continue
                found = next(
                    (
                        (interval, sure)
                        for interval, sure in _dates(canon, clocks, scene)
                        if interval.latest is not None and clocks.local(interval.latest, scene.place) < born[0]
                    ),
                    None,
                )
                if found is None or any(age.person == person for age in ages_in(scene)):
                    continue
                name = canon.universe.name(person)
                message = f"{name} is here on {clocks.words(found[0], scene.place)}, but was born {value.text}"
                certainty = Certainty.CERTAIN if found[1] and presence.hold is Hold.CUE else Certainty.LIKELY
                help_ = "correct the date of birth or the date of the scene, or take them out of it"
                related = (Related(value.span, f"born {value.text}"),)
                yield Finding(self.code, presence.span, message, help_, certainty, related)


def _latest_starts(canon: Canon) -> list[float]:
    """For each scene the least of the minutes that `_dates` may give as its latest start."""
    starts: list[float] = []
    for stated, known in zip(stated_timeline(canon.timeline).start, canon.timeline.start, strict=True):
        dated = known.earliest is not None or known.latest is not None
        bounds = [minute for minute in (stated.latest, known.latest) if minute is not None]
        starts.append(min(bounds, default=inf) if dated else -inf)  # an undated one may be in the story's present
    return starts


def _before(life: Sequence[Presence], soonest: Sequence[float], soon: float) -> list[Presence]:
    """The presences of somebody in scenes that may start before a minute."""
    return [presence for presence in life if soonest[presence.scene.order] < soon]


def _find_ages(episode: Episode) -> list[tuple[Scene, Age]]:
    """All ages that an episode states, in action and in notes."""
    return [(scene, age) for scene in episode.scenes for age in (*ages_in(scene), *_noted_ages(scene))]


def _find_births(universe: Universe) -> Births:
    """When people were born, as local minutes, with the field that says so."""
    births: Births = {}
    for key, entity in universe.entities.items():
        value = entity.value("born")
        if entity.kind is EntryKind.PERSON and entity.nature is Nature.PERSON and value is not None:
            when, _ = read_when(value.text, value.span)
            if when is not None and when.precision != "clock":
                births[key] = ((when.first, when.last), value)
    return births


def _noted_ages(scene: Scene) -> Iterator[Age]:
    """Ages in notes: ``Mason's age is 38``."""
    for statement in scene.statements:
        if statement.form in {"attribute", "becomes"} and statement.text("attribute").casefold() == "age":
            bounds = read_age(statement.text("value"))
            names = statement.names("subject")
            if bounds is not None and names and names[0].key:
                yield Age(names[0].key, *bounds, statement.text("value"), statement.span)


def _dates(canon: Canon, clocks: Clocks, scene: Scene) -> Iterator[tuple[Interval, bool]]:
    """The scene's date as it is stated, then as it follows, then as the story's present; and whether it is stated."""
    yield stated_timeline(canon.timeline).start[scene.order], True
    known = canon.timeline.start[scene.order]
    yield known, False
    present = canon.universe.settings.present
    if known.earliest is None and known.latest is None and canon.timeline.mode[scene.order] is Mode.PRESENT and present:
        when, _ = read_when(present, scene.span)
        if when is not None:
            yield Interval(*clocks.interval(when, scene.place)), False
