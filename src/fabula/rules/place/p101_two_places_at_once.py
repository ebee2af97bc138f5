"""P101: somebody is in two places at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fabula.finding import Certainty, Finding, Level, Related, Step
from fabula.rules.place.whereabouts import Clash, find_clashes
from fabula.rules.place.words import join_names
from fabula.rules.registry import Rule
from fabula.story.canon import Canon

__all__ = ["TwoPlacesAtOnce"]


class TwoPlacesAtOnce(Rule):
    """Somebody is in two places at the same time

    ## What it checks

    Two scenes that are at the same time, in two places neither of which lies in the other, and the same person in
    both. Only bodies count: who speaks on the phone or in voice-over is not there, a name in action lines alone does
    not put anybody anywhere, and offices and classes (a guard) can be many. Dreams and tales told are left out.

    It is certain if what is stated makes the scenes overlap and the places are known to be far apart. It is likely
    if that rests on a heading (SAME TIME), or if it is not known how far apart the places are. Two rooms of one house
    and places that the bible does not know give a finding only if the scenes must overlap, and then it is possible.

    ## Why it matters

    Scenes that are cut against each other are written weeks apart, often in different rooms. The person who is needed
    in both is the easiest thing to miss, and the first thing that an audience laughs about.

    ## Example

        INT. SAFE HOUSE, OSLO - NIGHT
        [[canon: at 2022-06-03 21:40; takes 1 hour]]

        MASON
        Nobody leaves.

        INT. HOTEL BAR, ROME - NIGHT
        [[canon: at 2022-06-03 22:00]]

        MASON
        A glass of water, please.

    ## What to do

    Change the time of one scene, or who is in it. If somebody is only heard, say so: `MASON (V.O.)`, or a note
    `Mason on the phone`. If one place lies in the other, say `in:` in the bible.
    """

    code: ClassVar[str] = "P101"
    name: ClassVar[str] = "two-places-at-once"
    level: ClassVar[Level] = Level.ERROR
    reads: ClassVar[frozenset[str]] = frozenset({"scripts", "bible", "timeline", "presences"})

    def check(self, canon: Canon) -> Iterator[Finding]:
        """One finding for two scenes, whoever is in both."""
        for clash in find_clashes(canon):
            if clash.together:
                yield _finding(canon, clash)


def _finding(canon: Canon, clash: Clash) -> Finding:
    universe = canon.universe
    wrong, other = clash.wrong, clash.other
    people = sorted(clash.people)
    seen = {scene.order: clash.people[people[0]][index] for index, scene in enumerate((clash.first, clash.second))}
    names = join_names([universe.name(person) for person in people])
    are = "is" if len(people) == 1 else "are"
    here, elsewhere = universe.place_name(wrong.place), universe.place_name(other.place)
    may = "may be" if clash.certainty is Certainty.POSSIBLE else are
    message = f"{names} {may} in two places at once: {here} here, and {elsewhere} in {other.name}"
    who = universe.name(people[0])
    steps = tuple(
        Step(seen[scene.order].span, f"{who} in {universe.place_name(scene.place)}, {scene.name}")
        for scene in (clash.first, clash.second)
    )
    return Finding(
        TwoPlacesAtOnce.code,
        seen[wrong.order].span,
        message,
        "change the time of one scene, or who is in it; whoever is only heard is (V.O.), or noted as `on the phone`",
        clash.certainty,
        (Related(seen[other.order].span, f"{who} is in {elsewhere}"),),
        steps,
    )
