"""Facts of the world that are otherwise: who is dead, who has what, who belongs where, who ends up in which place.

Where people are changes with every scene, so places are told only as they are at the end of the story. All other facts
are told if they differ at the end of the story, or at least at the end of an episode that speaks of them. What comes
from the bible alone is told with its entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from fabula.change.comparing.axis import Axis
from fabula.change.comparing.differences import FactChange
from fabula.change.comparing.pairs import Pairs
from fabula.story.canon import Canon
from fabula.story.model import Change, Moment
from fabula.universe.model import Episode, Nature, Scene

__all__ = ["compare_facts"]

_DEFAULTS: Final = {"alive": "yes", "member": "no", "feels": "no", "kin": "no"}
"""What holds where nothing is said, by kind; else nothing does."""
_UNTOLD: Final = frozenset({"cover"})
"""Who poses as whom is told with the minds that it is to fool."""

_Key = tuple[str, str]
_Log = Mapping[_Key, Sequence[Change]]


def compare_facts(before: Canon, after: Canon, pairs: Pairs, axis: Axis) -> list[FactChange]:
    """Every fact that differs, in the order in which the differences set in. ``axis`` is that of the story."""
    comparing = _Comparing(before, after, pairs, axis)
    found = [change for key in comparing.differing() if (change := comparing.compare(key)) is not None]

    def place(change: FactChange) -> tuple[float, str, str]:
        return axis.place(change.felt), change.subject, change.attribute

    return sorted(found, key=place)


class _Comparing:
    def __init__(self, before: Canon, after: Canon, pairs: Pairs, axis: Axis) -> None:
        self.before = before
        self.after = after
        self.pairs = pairs
        self.axis = axis
        self.olds: _Log = _renamed(before.world.log, pairs) if pairs.names else before.world.log
        self.news: _Log = after.world.log
        self._ends: dict[Episode, Moment] = {}

    def differing(self) -> Iterator[_Key]:
        """The facts of which anything is said otherwise in one of the versions."""
        for key in {**self.news, **self.olds}:
            kind = key[1].partition(":")[0]
            if kind in _UNTOLD:
                continue
            ours, theirs = self.olds.get(key, ()), self.news.get(key, ())
            if kind == "place":
                if self._value(key, ours[-1] if ours else None) != self._value(key, theirs[-1] if theirs else None):
                    yield key
                continue
            if len(ours) != len(theirs) or any(
                self.pairs.name_after(old.value) != new.value
                or self.pairs.number_before(old.scene) != self.pairs.number_after(new.scene)
                for old, new in zip(ours, theirs, strict=True)
            ):
                yield key

    def compare(self, key: _Key) -> FactChange | None:
        """Where a fact differs for good, or for a while; None if only its grounds do."""
        ours, theirs = self.olds.get(key, ()), self.news.get(key, ())
        old, new = (ours[-1] if ours else None), (theirs[-1] if theirs else None)
        if self._value(key, old) != self._value(key, new):
            silent = self._follows(key) or all(one is None or one.form == "bible" for one in (old, new))
            return None if silent else FactChange(*key, old, new, True, felt=self._felt(old, new))
        if key[1] == "place":
            return None
        for episode in self._episodes(ours, theirs):
            old = _last(ours, self._end(self.before, episode))
            new = _last(theirs, self._end(self.after, self.pairs.episode_after[episode]))
            if self._value(key, old) != self._value(key, new):
                return FactChange(*key, old, new, False, felt=self._felt(old, new))
        return None

    def _value(self, key: _Key, change: Change | None) -> str:
        value = change.value if change is not None else ""
        value = value or _DEFAULTS.get(key[1].partition(":")[0], "")
        return value if change is None or not self.pairs.names else self.pairs.name_after(value)

    def _follows(self, key: _Key) -> bool:
        """Whether the difference says nothing of its own: a thing is where its holder is, a crowd is anywhere."""
        subject, attribute = key
        if attribute != "place":
            return False
        entity = self.after.universe.entities.get(subject) or self.before.universe.entities.get(subject)
        if entity is None or entity.nature is not Nature.PERSON:
            return True
        holder = (subject, "holder")
        return any(log.get(holder) and log[holder][-1].value for log in (self.olds, self.news))

    def _episodes(self, ours: Sequence[Change], theirs: Sequence[Change]) -> list[Episode]:
        """The episodes (of before) that both versions have and in which one of them says something of the fact."""
        found = {change.scene.episode for change in ours if change.scene is not None}
        for change in theirs:
            held = self.pairs.episode_before.get(change.scene.episode) if change.scene is not None else None
            if held is not None:
                found.add(held)
        return sorted(
            (episode for episode in found if episode in self.pairs.episode_after and episode.scenes),
            key=lambda episode: self._end(self.before, episode),
        )

    def _end(self, canon: Canon, episode: Episode) -> Moment:
        """The moment at which all of an episode has happened."""
        held = self._ends.get(episode)
        if held is None:
            ranks = (canon.timeline.rank[scene.order] for scene in episode.scenes)
            held = self._ends[episode] = Moment(max(ranks, default=-1) + 1, -1)
        return held

    def _felt(self, old: Change | None, new: Change | None) -> Scene | None:
        """Where the difference sets in: of what holds in the two versions, where the later of them is said."""
        was, now = (old.scene if old is not None else None), (new.scene if new is not None else None)
        if now is not None and self.axis.after(now) >= self.axis.before(was):
            return now
        return self.pairs.after_of.get(was, was) if was is not None else None


def _renamed(log: _Log, pairs: Pairs) -> dict[_Key, Sequence[Change]]:
    """A log of before under the names of after."""
    found: dict[_Key, Sequence[Change]] = {}
    for (subject, attribute), changes in log.items():
        head, colon, detail = attribute.rpartition(":")
        found[pairs.name_after(subject), f"{head}{colon}{pairs.name_after(detail)}"] = changes
    return found


def _last(changes: Sequence[Change], at: Moment) -> Change | None:
    """The change that holds at a moment."""
    return next((change for change in reversed(changes) if change.moment < at), None)
