"""What the bible gives: the facts of front matter, placed before the story or at their dates.

What scenes show stands above what the bible gives: a person whose joining is shown was no member before it, and a
death that is shown is the one that the bible dates, if the times agree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

from fabula.bible.dates import read_when
from fabula.bible.lexicon import Lexicon
from fabula.bible.model import EntryKind, Value
from fabula.source import Span
from fabula.story.changes import attribute_name, relation_name
from fabula.story.clock import Clocks
from fabula.story.model import Change, Mode, Moment
from fabula.story.timeline import Interval, Timeline
from fabula.universe.model import Entity, Universe

__all__ = ["given_changes", "given_time"]

GIVEN = Moment(-1, 0)
"""Before all scenes."""

Shown = Mapping[tuple[str, str], Change]
_NO = frozenset({"", "no", "false", "never"})
_WHO = frozenset({EntryKind.PERSON.value, EntryKind.COVER.value})


def given_changes(universe: Universe, timeline: Timeline, shown: Shown) -> list[Change]:
    """The changes that the bible gives, in story order.

    ``shown`` holds, for each fact, the first change that a scene states.
    """
    reader = _Reader(universe, timeline, shown)
    changes = [change for entity in universe.entities.values() for change in reader.of(entity)]
    changes.sort(key=lambda change: change.moment)
    return changes


def given_time(universe: Universe, timeline: Timeline, span: Span, text: str) -> Interval | None:
    """The time that a field of the bible states, as a date or as the name of an event; None if it states none."""
    text = text.strip().strip("\"'")
    when, _ = read_when(text, span)
    if when is not None:
        return Interval(*Clocks(universe).interval(when, ""))
    wanted = text.removeprefix("[[").removesuffix("]]").casefold()
    for key, interval in timeline.events.items():
        if wanted in {key, key.partition("/")[2], universe.name(key).casefold()}:
            return interval
    return None


class _Reader:
    """The front matter of all entries, with the names and times that it is read by."""

    def __init__(self, universe: Universe, timeline: Timeline, shown: Shown) -> None:
        self.universe = universe
        self.timeline = timeline
        self.shown = shown
        entities = universe.entities.values()
        self.lexicon = Lexicon(
            (name, e.key) for e in entities for name in (e.name, *e.aliases, e.key.partition("/")[2])
        )
        # Where the first scene that starts after a minute stands in the order of happening: the running maximum
        # of earliest starts, so that scenes without a date do not stand in the way.
        starts = (self._earliest(rank) for rank in range(len(timeline.order)))
        self.begun = list(accumulate(starts, max))

    def of(self, entity: Entity) -> Iterator[Change]:
        """All that one entry gives."""
        if entity.entry is None:
            return
        fields = entity.entry.fields
        me = entity.key
        for field in ("home", "place") if entity.kind is not EntryKind.EVENT else ():
            yield from (self._change(me, "place", key, v) for v, key in self._named(fields.get(field), "places"))
        for value, group in self._named(fields.get("groups"), "groups"):
            first = self.shown.get((me, f"member:{group}"))
            if first is None or first.value == "no":
                yield self._change(me, f"member:{group}", "yes", value)
        yield from (self._change(key, "holder", me, v) for v, key in self._named(fields.get("has"), "things"))
        if entity.kind is EntryKind.THING:
            yield from (self._change(me, "holder", key, v) for v, key in self._named(fields.get("holder"), *_WHO))
        attributes = fields.get("attributes")
        if attributes is not None and isinstance(attributes.value, Mapping):
            for name, value in attributes.value.items():
                if value.text:
                    yield self._change(me, attribute_name(name), value.text, value)
        yield from self._relations(me, fields.get("relations"))
        if entity.kind is EntryKind.PERSON:
            yield from self._life(me, fields)

    def _change(self, subject: str, attribute: str, value: str, at: Value, moment: Moment = GIVEN) -> Change:
        return Change(moment, subject, attribute, value, at.span, "bible", None, True)

    def _named(self, value: Value | None, *kinds: str) -> Iterator[tuple[Value, str]]:
        """The items of a field that name one entity each. Names that lead nowhere are findings of linking."""
        for item in value.items if value is not None else ():
            text = item.text.strip()
            if text.startswith("[["):
                text = text.removeprefix("[[").removesuffix("]]").partition("|")[0].rpartition("/")[2]
            keys = self.lexicon.exact(text, frozenset(kinds))
            if len(keys) == 1:
                yield item, keys[0]

    def _relations(self, me: str, value: Value | None) -> Iterator[Change]:
        """``{loves: Nadia}``, or ``[loves Nadia]``."""
        if value is None:
            return
        if isinstance(value.value, Mapping):
            for words, names in value.value.items():
                for item, other in self._named(names, *_WHO):
                    yield self._change(me, relation_name(words, other), "yes", item)
            return
        for item in value.items:
            for found in self.lexicon.find_all(item.text):
                if found.end == len(item.text.rstrip()) and len(found.keys) == 1 and found.start:
                    yield self._change(me, relation_name(item.text[: found.start], found.keys[0]), "yes", item)

    def _life(self, me: str, fields: Mapping[str, Value]) -> Iterator[Change]:
        """Birth, death and return."""
        born, died, returns = fields.get("born"), fields.get("died"), fields.get("returns")
        if born is not None and born.text:
            yield self._change(me, attribute_name("born"), born.text, born)
        death = self.shown.get((me, "alive"))
        if died is not None and died.text.strip().lower() not in _NO:
            change = self._death(me, died)
            if death is None or death.value != "no" or not self._agree(died, death):
                yield change
                death = change
        if returns is not None:
            for item in returns.items:
                if item.text.strip().lower() not in _NO:
                    yield self._return(me, item, death)

    def _death(self, me: str, died: Value) -> Change:
        time = given_time(self.universe, self.timeline, died.span, died.text)
        if time is not None and time.latest is not None:
            rank = bisect_right(self.begun, time.latest)
        elif time is not None:
            rank = len(self.timeline.order)  # at an event that nothing dates: after all, so that nobody is wronged
        else:
            rank = self._first_of_present()
        return self._change(me, "alive", "no", died, Moment(rank, -1))

    def _return(self, me: str, at: Value, death: Change | None) -> Change:
        """A return without a date may be at any time after the death: it takes back all that follows from it."""
        time = given_time(self.universe, self.timeline, at.span, at.text)
        if time is not None and time.earliest is not None:
            moment = Moment(bisect_right(self.begun, time.earliest - 1), -1)
        else:
            moment = Moment(death.moment.rank, death.moment.offset + 1) if death is not None else GIVEN
        return self._change(me, "alive", "yes", at, moment)

    def _agree(self, died: Value, death: Change) -> bool:
        """Whether a death that a scene shows can be the one that the bible dates."""
        time = given_time(self.universe, self.timeline, died.span, died.text)
        if time is None or death.scene is None:
            return True
        start, end = self.timeline.start[death.scene.order], self.timeline.end[death.scene.order]
        early = end.latest is not None and time.earliest is not None and end.latest < time.earliest
        late = start.earliest is not None and time.latest is not None and start.earliest > time.latest
        return not (early or late)

    def _earliest(self, rank: int) -> float:
        scene = self.timeline.order[rank]
        earliest = self.timeline.start[scene.order].earliest
        if earliest is None or not self.timeline.mode[scene.order].happened:
            return float("-inf")
        return earliest

    def _first_of_present(self) -> int:
        """The rank of the first scene of the present: somebody dead "before the story" lives in its flashbacks."""
        modes = self.timeline.mode
        ranks = (rank for rank, scene in enumerate(self.timeline.order) if modes[scene.order] is Mode.PRESENT)
        return next(ranks, len(self.timeline.order))
