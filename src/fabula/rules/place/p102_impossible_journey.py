"""P102: a journey that nobody can make in the time between two scenes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fabula.finding import Finding, Level, Related, Step
from fabula.rules.place.whereabouts import Clash, find_clashes
from fabula.rules.place.words import join_names, time_words
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.universe.model import Universe

__all__ = ["ImpossibleJourney"]


class ImpossibleJourney(Rule):
    """A journey takes longer than the time between two scenes

    ## What it checks

    For every person the scenes in which their body is, in the order of happening: the most time that can lie between
    two of them, against the fastest journey between the places. The journey comes from the `travel:` field of a place
    in the bible, or else from `coordinates:`; a room has those of its house, a house those of its town. Where nothing
    is known of the distance, nothing is claimed. Inside a town nothing is claimed either.

    The fastest journey by coordinates is as fast as can be: the first 5 km cost nothing, up to 100 km goes at
    130 km/h, further on the ground at 250 km/h, and by air at the `travel` speed of `fabula.toml` (900 km/h) plus its
    overhead for airports (120 minutes). Times are compared in UTC, so landing "before" one took off is no mistake.

    It is certain if dates and times are stated, and likely if the time follows from words like CONTINUOUS or LATER, or
    from the order in which the scenes are told. Somebody who is torn out of one place for a single scene gets one
    finding, in that scene.

    ## Why it matters

    A universe that is set in several countries is full of flights that nobody writes down. Once the hours do not add
    up, neither do the alibis.

    ## Example

        INT. FERRO WORKSHOP, ROME - NIGHT
        [[canon: at 2022-06-03 21:40]]

        NADIA
        I have to go.

        EXT. SASSOON DOCK, MUMBAI - NIGHT
        [[canon: at 2022-06-04 03:00]]

        NADIA
        You are late.

    ## What to do

    Give them the time (a note `2 days later`, another date), set the scene nearer, or leave the person out. If the
    way is shorter than fabula thinks, write it into the place's entry: `travel: {Mumbai: 2 hours}`.
    """

    code: ClassVar[str] = "P102"
    name: ClassVar[str] = "impossible-journey"
    level: ClassVar[Level] = Level.ERROR
    reads: ClassVar[frozenset[str]] = frozenset({"scripts", "bible", "timeline", "presences"})

    def check(self, canon: Canon) -> Iterator[Finding]:
        """One finding for two scenes, whoever makes the way."""
        for clash in find_clashes(canon):
            if not clash.together:
                yield _finding(canon, clash)


def _finding(canon: Canon, clash: Clash) -> Finding:
    universe = canon.universe
    people = sorted(clash.people)
    seen = dict(zip((clash.first.order, clash.second.order), clash.people[people[0]], strict=True))
    names = join_names([universe.name(person) for person in people])
    have = "has" if len(people) == 1 else "have"
    start, goal = universe.place_name(clash.first.place), universe.place_name(clash.second.place)
    way = f"from {start} to {goal}"
    if clash.back is not None:
        way += f" and on to {universe.place_name(clash.back.place)}"
    time = "no time" if clash.minutes == 0 else f"at most {time_words(clash.minutes)}"
    message = (
        f"{names} {have} {time} to get {way}; the fastest journey that fabula allows takes {time_words(clash.needed)}"
    )
    who = universe.name(people[0])
    other = clash.other
    return Finding(
        ImpossibleJourney.code,
        seen[clash.wrong.order].span,
        message,
        "give them the time (a note such as `2 days later`), leave the person out, or say in the bible how long the "
        f"way takes: `travel: {{{_house(universe, clash.second.place)}: …}}` in the entry of "
        f"{_house(universe, clash.first.place)}",
        clash.certainty,
        (Related(seen[other.order].span, f"{who} is in {universe.place_name(other.place)}, {other.name}"),),
        tuple(
            Step(seen[scene.order].span, f"{who} is in {universe.place_name(scene.place)}, {scene.name}")
            for scene in (clash.first, clash.second)
        ),
    )


def _house(universe: Universe, place: str) -> str:
    """The name of the place that has an entry to write a journey into: the place, or the nearest that it lies in."""
    key = place
    for _ in range(len(universe.entities)):
        entity = universe.entities.get(key)
        if entity is None:
            break
        if entity.declared:
            return entity.name
        key = entity.parent
    return universe.name(place)
