"""Who knows at the end what they did not, who no longer knows what they did, who is deceived now, who learns later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from fabula.bible.model import EntryKind
from fabula.change.comparing.axis import Axis
from fabula.change.comparing.differences import MindChange, Turn
from fabula.change.comparing.logs import Touched, rename_matter
from fabula.change.comparing.pairs import Pairs
from fabula.change.comparing.stances import EVERYDAY, Stance, Version, View
from fabula.story.minds.events import Matter
from fabula.story.minds.log import AUDIENCE
from fabula.story.minds.trails import Link
from fabula.universe.model import Scene

__all__ = ["compare_minds"]

_TOLD_OF_ONESELF: Final = frozenset({Turn.REMEMBERS, Turn.WRONG, Turn.FORGETS, Turn.FREED})
"""What is worth a word even where somebody's mind is on themselves."""
_MARKS: Final = frozenset({"heard", "claim", "knows-whether", "mind", "suspects"})


def compare_minds(before: Version, after: Version, touched: Touched, pairs: Pairs, axis: Axis) -> list[MindChange]:
    """Every mind that is otherwise, by person, then by matter; what people think of one another comes last.

    ``touched`` is where to look. ``axis`` is that of the story.
    """
    comparing = _Comparing(before, after, pairs, axis)
    found: dict[tuple[tuple[str, ...], Matter], MindChange] = {}

    def look(chain: tuple[str, ...], matters: Iterable[Matter]) -> None:
        for matter in matters:
            if (chain, matter) not in found:
                found.update(((chain, matter), change) for change in comparing.compare(chain, matter))

    for person, matters in comparing.wanted(touched).items():
        look((person,), matters)
    # Who was told by somebody who now holds nothing of it, or something else, has it from nobody any more.
    spread = dict.fromkeys(matter for chain, matter in found if (chain[0], matter) in comparing.tellers)
    for person in comparing.people if spread else ():
        look((person,), comparing.counting(spread))
    for (one, other), inner in comparing.thoughts(touched, found).items():
        look((one, other), inner)
    return [found[key] for key in sorted(found, key=lambda key: (len(key[0]), key[0], _matter_key(key[1])))]


def compare_audience(
    before: Version, after: Version, matters: Iterable[Matter], pairs: Pairs, axis: Axis
) -> list[MindChange]:
    """What the audience holds otherwise on some matters. ``axis`` is that of the telling."""
    comparing = _Comparing(before, after, pairs, axis)
    return [change for matter in comparing.counting(matters) for change in comparing.compare((AUDIENCE,), matter)]


def _matter_key(matter: Matter) -> tuple[str, str, str]:
    return matter.kind, matter.subject, str(matter.detail)


class _Comparing:
    def __init__(self, before: Version, after: Version, pairs: Pairs, axis: Axis) -> None:
        self.before = before
        self.after = after
        self.pairs = pairs
        self.axis = axis
        facts = after.asking.phrases.facts.values()
        self.covered = {matter for pairs_ in facts for matter, _ in pairs_}
        """Facts that are secrets; they are told as these."""
        self.people = {*after.asking.people, *map(pairs.name_after, before.asking.people)}
        """Everybody of either version, by the names after."""

    @cached_property
    def tellers(self) -> set[tuple[str, Matter]]:
        """Who has ever told anybody something of what, in either version."""
        claims = {(m.subject, m.detail) for m in self.after.asking.log.minds.matters() if m.kind == "claim"}
        for matter in self.before.asking.log.minds.matters():
            if matter.kind == "claim":
                renamed = rename_matter(matter, self.pairs.names)
                claims.add((renamed.subject, renamed.detail))
        return {(person, matter) for person, matter in claims if isinstance(matter, Matter)}

    def wanted(self, touched: Touched) -> dict[str, list[Matter]]:
        """For each person the matters to be looked at."""
        minds = {person: dict(matters) for person, matters in touched.minds.items()}
        for matter in self.counting(touched.matters):
            if self.before.truth(matter) != self.after.truth(matter):
                for person in self.after.asking.people:
                    minds.setdefault(person, {})[matter] = None
        if touched.memories:
            everything = dict.fromkeys(
                (*self.after.asking.log.minds.matters(), *self.before.asking.log.minds.matters())
            )
            for person in touched.memories:
                minds.setdefault(person, {}).update(
                    dict.fromkeys(m for m in everything if m.kind.partition(":")[0] not in EVERYDAY)
                )
        people = set(self.after.asking.people) | {self.pairs.name_after(person) for person in self.before.asking.people}
        return {person: list(self.counting(matters)) for person, matters in minds.items() if person in people}

    def thoughts(
        self, touched: Touched, found: Iterable[tuple[tuple[str, ...], Matter]]
    ) -> dict[tuple[str, str], list[Matter]]:
        """For each two people the secrets and identities on which the first may think otherwise of the second.

        Those of which they were told otherwise, or on which the second holds something else now; and all, where the
        memory of one of them is another.
        """
        pairs = {pair: dict(matters) for pair, matters in touched.pairs.items() if self.people.issuperset(pair)}
        for chain, matter in found:
            if matter.timeless:
                for person in self.people - {chain[0]}:
                    pairs.setdefault((person, chain[0]), {})[matter] = None
        if touched.memories & self.people:
            logs = (self.after.asking.log, self.before.asking.log)
            secret = dict.fromkeys(m for log in logs for m in log.minds.matters() if m.timeless)
            for person in touched.memories & self.people:
                for other in self.people - {person}:
                    for pair in ((person, other), (other, person)):
                        pairs.setdefault(pair, {}).update(secret)
        return {pair: list(self.counting(matters)) for pair, matters in pairs.items()}

    def counting(self, matters: Iterable[Matter]) -> Iterator[Matter]:
        """The matters that are told of, in a fixed order."""
        return (
            matter
            for matter in sorted(matters, key=_matter_key)
            if matter.kind not in _MARKS and matter not in self.covered
        )

    def compare(self, chain: tuple[str, ...], matter: Matter) -> Iterator[MindChange]:
        """What a chain of people holds on a matter, before and after."""
        was, now = self.before.view(chain, matter), self.after.view(chain, matter)
        everyday = matter.kind.partition(":")[0] in EVERYDAY
        if everyday and Stance.WRONG not in (was.stance, now.stance):
            return
        if was.stance is now.stance is Stance.NOTHING:
            return
        turn = _turn(replace(was, value=self.pairs.name_after(was.value)), now)
        held_before = self.before.since(chain, matter) if was.stance.holds else None
        held_after = self.after.since(chain, matter) if now.stance.holds else None
        if turn is None and now.stance.holds and not everyday:
            turn = self._way(chain, matter, held_before, held_after)
        if turn is None or (turn not in _TOLD_OF_ONESELF and len(chain) == 1 and _is_own(chain[0], matter)):
            return
        if everyday and not self._told(chain, matter, was, now):
            return
        yield MindChange(
            chain, matter, turn, was.value, now.value, was.words, now.words, held_before, held_after,
            felt=self._felt(turn, was, now, held_before, held_after) or self._felt_by(chain[1:], matter),
            cover=self._is_cover(matter),
            really=self.after.truth(matter),
            lie=turn is Turn.ELSEWISE and was.stance is not now.stance,
        )  # fmt: skip

    def _told(self, chain: tuple[str, ...], matter: Matter, was: View, now: View) -> bool:
        """Whether somebody is wrong about an everyday thing because they were told so."""
        for view, version in ((was, self.before), (now, self.after)):
            if view.stance is Stance.WRONG:
                links = version.trace(chain, matter)
                if links and links[-1].source:
                    return True
        return False

    def _way(self, chain: tuple[str, ...], matter: Matter, was: Link | None, now: Link | None) -> Turn | None:
        """Whether the same is held since another scene, or from somebody else."""
        old, new = _scene(was), _scene(now)
        if self.pairs.number_before(old) != self.pairs.number_after(new):
            return Turn.LATER if self.axis.after(new) > self.axis.before(old) else Turn.EARLIER
        if chain[0] == AUDIENCE or len(chain) > 1:
            return None
        roots = [
            (links[0].holder, links[0].source, links[0].happening.kind) if links else ()
            for links in (self.before.trace(chain, matter), self.after.trace(chain, matter))
        ]
        return None if tuple(map(self.pairs.name_after, roots[0])) == roots[1] else Turn.ELSEWISE

    def _felt(
        self, turn: Turn, was: View, now: View, held_before: Link | None, held_after: Link | None
    ) -> Scene | None:
        """Where it is first felt: where it is learnt now, or was learnt, or is lost."""
        if turn is Turn.LATER and _scene(held_before) is not None:
            return self.axis.earlier(_scene(held_before), _scene(held_after))[1]
        lost = now.lost if now.stance is Stance.FORGOTTEN else None
        scene = _scene(held_after) or lost
        if lost is not None or (scene is not None and now.stance >= was.stance):
            return scene
        old = _scene(held_before)
        return (self.pairs.after_of.get(old, old) if old is not None else None) or scene

    def _felt_by(self, people: tuple[str, ...], matter: Matter) -> Scene | None:
        """Where those of whom somebody thinks rightly or wrongly came to hold what they do."""
        if not people:
            return None
        scene = _scene(self.before.since(people, matter))
        return _scene(self.after.since(people, matter)) or (self.pairs.after_of.get(scene, scene) if scene else None)

    def _is_cover(self, matter: Matter) -> bool:
        entity = self.after.canon.universe.entities.get(matter.subject)
        return matter.kind == "identity" and entity is not None and entity.kind is EntryKind.COVER


def _turn(was: View, now: View) -> Turn | None:
    """In which way a mind is otherwise; None if it holds the same, and as rightly."""
    same = was.value == now.value
    match now.stance:
        case Stance.KNOWS:
            if was.stance is Stance.KNOWS and same:
                return None
            return Turn.REMEMBERS if was.stance is Stance.FORGOTTEN and same else Turn.KNOWS
        case Stance.THINKS:
            if same and was.stance is Stance.WRONG:
                return Turn.ELSEWISE
            return None if was.stance is Stance.THINKS and same else Turn.THINKS
        case Stance.WRONG:
            return None if was.stance is Stance.WRONG and same else Turn.WRONG
        case Stance.SUSPECTS:
            return None if was.stance is Stance.SUSPECTS and same else Turn.SUSPECTS
        case Stance.FORGOTTEN:
            return Turn.FORGETS if was.stance.holds else None
        case _ if was.stance is Stance.SUSPECTS:
            return Turn.TRUSTS
        case _ if was.stance is Stance.WRONG:
            return Turn.FREED
        case _:
            return Turn.UNAWARE if was.stance.holds else None


def _is_own(person: str, matter: Matter) -> bool:
    """Whether it is a fact about somebody themselves: that is told with the facts."""
    return matter.subject == person and not matter.timeless


def _scene(link: Link | None) -> Scene | None:
    return link.happening.scene if link is not None else None
