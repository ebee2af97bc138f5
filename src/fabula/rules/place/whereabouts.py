"""Where people's bodies are, scene after scene, and what of it cannot be: what the rules of place share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from fabula.bible.model import EntryKind
from fabula.finding import Certainty
from fabula.rules.blame import blame
from fabula.rules.place.surely import SureTimes
from fabula.story.canon import Canon
from fabula.story.model import Hold, Presence
from fabula.story.solve import distance
from fabula.story.travel import Travel
from fabula.universe.model import Nature, Scene

__all__ = ["Clash", "find_clashes", "is_body", "life_times"]

REACH = 4
"""With how many of the scenes that come next in somebody's life a scene is compared, for being at the same time."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Scenes in places so far apart that some people cannot be in all of them.

    ``first`` comes before ``second`` in the order of happening, ``wrong`` is the one of them to report at.
    ``together`` says that both are at the same time; else at most ``minutes`` lie between them, and the fastest way
    takes ``needed``. With ``back``, a third scene, those are the times of the ways from ``first`` to ``second``
    and on to ``back``. ``people`` are those concerned, each with their presence in ``first`` and ``second``.
    """

    first: Scene
    second: Scene
    wrong: Scene
    together: bool
    certainty: Certainty
    minutes: int = 0
    needed: int = 0
    back: Scene | None = None
    people: dict[str, tuple[Presence, Presence]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[int, int, int]:
        """What clashes of several people have in common that are one."""
        return self.wrong.order, self.other.order, self.back.order if self.back is not None else -1

    @property
    def other(self) -> Scene:
        """The scene that the wrong one does not go with."""
        return self.first if self.wrong is self.second else self.second


_Met = tuple[Clash, Presence, Presence]
"""A clash, and how somebody is in its first and its second scene."""


def is_body(canon: Canon, person: str) -> bool:
    """Whether an entry is one body: an office, a class or a group can be in many places at once."""
    entity = canon.universe.entities.get(person)
    return entity is not None and entity.nature is Nature.PERSON and entity.kind in {EntryKind.PERSON, EntryKind.COVER}


def find_clashes(canon: Canon) -> tuple[Clash, ...]:
    """All clashes of a universe, one for two scenes, whoever it concerns, in the order of the people's names."""
    kept = canon.kept.get(__name__)
    if not isinstance(kept, tuple):
        search = _Search(canon)
        bible = canon.universe.entries
        found: dict[tuple[int, int, int], Clash] = {}
        for person, presences in canon.presences.by_person.items():
            if is_body(canon, person):
                times = life_times(canon, person, presences)
                clashes = canon.remember(
                    ("clashes", person), (presences, times, bible), partial(search.look, presences)
                )
                for clash, first, second in clashes:
                    found.setdefault(clash.key, replace(clash, people={})).people[person] = (first, second)
        kept = canon.kept[__name__] = tuple(found.values())
    return kept


def life_times(canon: Canon, person: str, presences: Sequence[Presence]) -> object:
    """What stays the same while the times of all scenes that somebody is in do. See `Canon.timing`."""
    return canon.timing(("life", person), presences, lambda: (presence.scene for presence in presences))


def _life(presences: Iterable[Presence]) -> list[Presence]:
    """Where somebody's body is for sure, one presence a scene. Who speaks from nowhere is a finding of its own."""
    life: list[Presence] = []
    for presence in presences:
        sure = presence.hold >= Hold.STATED and presence.manner.in_place and not presence.offstage
        if sure and presence.scene.place and not (life and life[-1].scene is presence.scene):
            life.append(presence)
    return life


class _Search:
    """Goes through lives. What is worked out of two scenes is kept: the next person may be in both as well."""

    def __init__(self, canon: Canon) -> None:
        self.universe = canon.universe
        self.timeline = canon.timeline
        self.travel = canon.universe.once("travel", Travel)
        self.longest = self.travel.longest
        self.schedule = canon.timeline.schedule
        self.sure = SureTimes(canon.timeline)
        times = (canon.timeline.start,)
        self.tight = canon.remember("tight scenes", times, partial(_tight_scenes, canon))
        self.same_time = canon.remember("same times", times, partial(_same_times, canon))
        self.known: dict[tuple[int, int], Clash | None] = {}

    def look(self, presences: Sequence[Presence]) -> list[_Met]:
        """What is wrong in one life; of two clashes of the same scenes the last."""
        life = _life(presences)
        found, settled = self.look_at_journeys([p for p in life if self.travel.located(p.scene.place)])
        for presence, later in self.neighbours(life):
            clash = self.compare(presence.scene, later.scene)
            if clash is not None and clash.together and not {presence.scene.key, later.scene.key} & settled:
                settled.add(clash.wrong.key)
                found.append((clash, presence, later))
        return found

    def neighbours(self, life: Sequence[Presence]) -> Iterator[tuple[Presence, Presence]]:
        """Presences near each other in a life whose scenes may be at the same time: see `may_touch`."""
        if not self.schedule or self.same_time:
            for index, presence in enumerate(life):
                for later in life[index + 1 : index + 1 + REACH]:
                    if self.may_touch(presence.scene, later.scene):
                        yield presence, later
            return
        starts = [self.schedule[1 + 2 * presence.scene.order] for presence in life]
        ends = [self.schedule[2 + 2 * presence.scene.order] for presence in life]
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            for after in range(index + 1, min(index + 1 + REACH, len(life))):
                if starts[after] == start or (starts[after] < end and start < ends[after]):
                    yield life[index], life[after]

    def look_at_journeys(self, life: Sequence[Presence]) -> tuple[list[_Met], set[str]]:
        """The clashes between neighbours in a life whose places can be measured, and the keys of the wrong scenes."""
        found: list[_Met] = []
        settled: set[str] = set()
        index = 1
        far = self.far_between(life)
        while index < len(life):
            if far[index]:
                index += 1
                continue
            before, here = self.measurable(life, index), life[index]
            after = life[index + 1] if index + 1 < len(life) else None
            clash = self.compare(before.scene, here.scene)
            if clash is None:
                clash = self.there_and_back(before.scene, here.scene, after.scene) if after is not None else None
            elif after is not None and self.stands_apart(before.scene, here.scene, after.scene):
                clash = replace(clash, wrong=here.scene)
                index += 1  # the way from here on is the same mistake
            if clash is not None:
                settled.add(clash.wrong.key)
                found.append((clash, before, here))
            index += 1
        return found, settled

    def far_between(self, life: Sequence[Presence]) -> list[bool]:
        """For each presence in a life whether so much time lies around it that no journey can be too long."""
        if not self.schedule:
            return [False] * len(life)
        starts = [self.schedule[1 + 2 * presence.scene.order] for presence in life]
        ends = [self.schedule[2 + 2 * presence.scene.order] for presence in life]
        far = [False]
        for index in range(1, len(life)):
            end = max(ends[max(0, index - REACH) : index])
            alone = starts[index] - end >= self.longest
            far.append(alone and (index + 1 == len(life) or starts[index + 1] - end >= 2 * self.longest))
        return far[: len(life)]

    def measurable(self, life: Sequence[Presence], index: int) -> Presence:
        """The last presence before one in a life of which it is known how far it is; else the last one."""
        here = life[index].scene.place
        for earlier in range(index - 1, max(index - 1 - REACH, -1), -1):
            if self.travel.journey(life[earlier].scene.place, here) is not None:
                return life[earlier]
        return life[index - 1]

    def stands_apart(self, before: Scene, here: Scene, after: Scene) -> bool:
        """Whether a scene goes with neither neighbour while they go with each other, and is not the more settled."""
        return (
            here.episode.status <= min(before.episode.status, after.episode.status)
            and self.compare(here, after) is not None
            and self.compare(before, after) is None
        )

    def compare(self, first: Scene, second: Scene) -> Clash | None:
        """What makes it impossible to be in both of two scenes, if anything does."""
        if self.free(first, second) >= self.longest:
            return None
        key = (first.order, second.order)
        if key not in self.known:
            self.known[key] = self.work_out(first, second)
        return self.known[key]

    def work_out(self, first: Scene, second: Scene) -> Clash | None:
        """Work out what `compare` gives."""
        if self.universe.within(first.place, second.place) or self.universe.within(second.place, first.place):
            return None
        there, back = self.minutes(first, second), self.minutes(second, first)
        if there == 0 or back == 0:
            return self.close_by(first, second)
        wrong = blame(first, second)[0]
        if self.free(first, second) >= there or self.free(second, first) >= back:
            most = reverse = None
        else:
            most, reverse = self.most(first, second), self.most(second, first)
        if most is None or most >= there or reverse is None or reverse >= back:
            said = (first.order, second.order) in self.same_time
            return Clash(first, second, wrong, True, Certainty.LIKELY) if said else None
        sure = self.surely(first, second, there) and self.surely(second, first, back)
        certainty = Certainty.CERTAIN if sure else Certainty.LIKELY
        return Clash(first, second, wrong, self.at_once(first, second), certainty, max(0, most), there)

    def close_by(self, first: Scene, second: Scene) -> Clash | None:
        """Two scenes at the same time in places that lie near each other, or of which no distance is known."""
        if first.order not in self.tight or second.order not in self.tight or not self.may_touch(first, second):
            return None
        one, other = self.universe.entities.get(first.place), self.universe.entities.get(second.place)
        declared = one is not None and other is not None and one.declared and other.declared
        near = self.travel.journey(first.place, second.place) is not None
        if self.overlap(first, second):
            certainty = Certainty.LIKELY if declared and not near else Certainty.POSSIBLE
        elif declared and not near and self.at_once(first, second):
            certainty = Certainty.LIKELY
        else:
            return None
        return Clash(first, second, blame(first, second)[0], True, certainty)

    def there_and_back(self, before: Scene, here: Scene, after: Scene) -> Clash | None:
        """Somewhere else between two scenes that leave time for one way, but not for both."""
        if self.free(before, after) >= 2 * self.longest:
            return None
        there, on = self.minutes(before, here), self.minutes(here, after)
        if not there or not on:
            return None
        most = None if self.free(before, after) >= there + on else self.most(before, after)
        if most is None or most >= there + on:
            return None
        early, late = self.most(here, before), self.most(after, here)
        if early is None or late is None or early >= there or late >= on:
            return None  # it may as well come before or after both
        if self.compare(here, after) is not None:
            return None
        sure = (
            self.surely(before, after, there + on) and self.surely(here, before, there) and self.surely(after, here, on)
        )
        settled = here.episode.status > max(before.episode.status, after.episode.status)
        wrong = blame(before, here)[0] if settled else here
        certainty = Certainty.CERTAIN if sure else Certainty.LIKELY
        return Clash(before, here, wrong, False, certainty, max(0, most), there + on, after)

    def minutes(self, first: Scene, second: Scene) -> int:
        """The least minutes from the place of one scene to that of another; 0 where nothing is known."""
        journey = self.travel.journey(first.place, second.place)
        return journey.minutes if journey is not None else 0

    def most(self, first: Scene, second: Scene) -> int | None:
        """The most minutes from the end of a scene to the start of another."""
        return distance(self.timeline, 2 + 2 * first.order, 1 + 2 * second.order)

    def surely(self, first: Scene, second: Scene, minutes: int) -> bool:
        """Whether what is stated leaves less than so many minutes from the end of a scene to the start of another."""
        return self.sure.is_less(2 + 2 * first.order, 1 + 2 * second.order, minutes)

    def overlap(self, first: Scene, second: Scene) -> bool:
        """Whether each of two scenes must start before the other ends."""
        most = self.most(first, second)
        if most is None or most >= 0:
            return False
        most = self.most(second, first)
        return most is not None and most < 0

    def at_once(self, first: Scene, second: Scene) -> bool:
        """Whether two scenes overlap, start at the same minute, or are said to be at the same time."""
        if (first.order, second.order) in self.same_time or self.overlap(first, second):
            return True
        one, other = 1 + 2 * first.order, 1 + 2 * second.order
        ahead, behind = distance(self.timeline, one, other), distance(self.timeline, other, one)
        return ahead is not None and behind is not None and ahead <= 0 and behind <= 0

    def free(self, first: Scene, second: Scene) -> int:
        """Minutes between two scenes in one schedule that can be: so many there can be, and perhaps more.

        This saves nearly all searches for how many there can be at the most. Negative if nothing is known.
        """
        if not self.schedule:
            return -1
        return self.schedule[1 + 2 * second.order] - self.schedule[2 + 2 * first.order]

    def may_touch(self, first: Scene, second: Scene) -> bool:
        """Whether it is possible at all that two scenes must be at the same time."""
        if not self.schedule or (first.order, second.order) in self.same_time:
            return True
        starts = self.schedule[1 + 2 * first.order], self.schedule[1 + 2 * second.order]
        return starts[0] == starts[1] or (self.free(first, second) < 0 and self.free(second, first) < 0)


def _same_times(canon: Canon) -> frozenset[tuple[int, int]]:
    """Pairs of scenes, by order and both ways round, of which a note says that they are at the same time."""
    pairs: set[tuple[int, int]] = set()
    for constraint in canon.timeline.constraints:
        if constraint.kind == "same time":
            one, other = (constraint.source - 1) // 2, (constraint.target - 1) // 2
            pairs |= {(one, other), (other, one)}
    return frozenset(pairs)


def _tight_scenes(canon: Canon) -> frozenset[int]:
    """Scenes, by order, that something ties to a time or to another scene; others cannot be made to overlap."""
    scenes = len(canon.universe.scenes)
    tight: set[int] = set()
    for constraint in canon.timeline.constraints:
        if constraint.most is not None and constraint.kind != "length":
            for node in (constraint.source, constraint.target):
                if 0 < node <= 2 * scenes:
                    tight.add((node - 1) // 2)
    return frozenset(tight)
