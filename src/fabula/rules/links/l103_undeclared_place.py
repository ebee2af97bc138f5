"""L103 undeclared-place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from fabula.bible.model import EntryKind
from fabula.finding import Certainty, Edit, Finding, Fix, Level
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.universe.crowd import is_anywhere
from fabula.universe.model import Universe
from fabula.universe.spelling import Names

OFTEN = 3
"""Scenes in a place before a missing entry is worth a word."""


class UndeclaredPlace(Rule):
    """A scene plays in a place that is not in the bible

    ## What it checks
    If the bible has places, the outermost place of a heading should be one of them. Two cases are reported: a place
    that is one slip of the finger away from a name in the bible, once an episode (*likely*); and a place in which
    three scenes or more play and which has no entry, once. Rooms of a place in the bible need no entry, and are
    reported only if they are one slip away from another place that the bible has there. Places that can be anywhere
    (a street, a corridor, a car) are left alone.

    ## Why it matters
    Without an entry fabula does not know where a place lies, so it cannot tell whether a journey can be made; and a
    misspelled place is one set more on the breakdown.

    ## Example
        INT. ORLIKS FLAT - NIGHT

    with `bible/places/orlicks-flat.md` in the bible.

    ## What to do
    Correct the heading, or add the spelling to `aliases:` of the place. For a new place write an entry; `in:` says
    what it lies in.
    """

    code = "L103"
    name = "undeclared-place"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "links"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """Near names once an episode, frequent places once."""
        universe = canon.universe
        names = Names(
            name
            for entity in universe.entities.values()
            if entity.declared and entity.kind is EntryKind.PLACE
            for name in (entity.name, *entity.aliases)
        )
        scenes: dict[str, int] = defaultdict(int)
        for scene in universe.scenes:
            place = scene.place
            while place and (parent := universe.entities[place].parent) and parent != place:
                if universe.entities[place].declared:
                    break
                place = parent
            scenes[place] += 1
        told: set[str] = set()
        for unlinked in universe.unlinked:
            if unlinked.what != "place":
                continue
            text = unlinked.span.text
            near = names.near(unlinked.text)
            if near:
                right = near.upper() if text.isupper() else near
                yield Finding(
                    "L103",
                    unlinked.span,
                    f"{unlinked.text} is not in the bible, and {near} is",
                    f"did you mean {right}?",
                    Certainty.LIKELY,
                    fixes=(Fix(f"Write {right}", (Edit(unlinked.span, right),)),),
                )
            elif (
                unlinked.key
                and scenes[unlinked.key] >= OFTEN
                and unlinked.key not in told
                and not is_anywhere(unlinked.text)
            ):
                told.add(unlinked.key)
                yield Finding(
                    "L103",
                    unlinked.span,
                    f"{scenes[unlinked.key]} scenes play in {unlinked.text}, which is not in the bible",
                    "write an entry for it in bible/places, with `in:` for what it lies in",
                )
        yield from _slips_in_rooms(universe)


def _slips_in_rooms(universe: Universe) -> Iterable[Finding]:
    """Rooms whose names are a slip away from a declared place that lies where they do; once an episode."""
    near: dict[str, str] = {}
    known: dict[str, Names] = {}
    told: set[tuple[str, str]] = set()
    for scene in universe.scenes:
        room = universe.entities.get(scene.place)
        if room is None or room.declared or not room.parent or scene.heading is None:
            continue
        if room.key not in near:
            if room.parent not in known:
                known[room.parent] = _declared_in(universe, room.parent)
            near[room.key] = known[room.parent].near(room.name)
        right = near[room.key]
        if not right or (scene.episode.key, room.key) in told:
            continue
        told.add((scene.episode.key, room.key))
        at = scene.span.text.lower().rfind(room.name.lower())
        start = scene.span.start + max(0, at)
        span = scene.source.span(start, start + len(room.name)) if at >= 0 else scene.span
        right = right.upper() if span.text.isupper() else right
        yield Finding(
            "L103",
            span,
            f"{room.name} is not in the bible, and {near[room.key]} is, in {universe.name(room.parent)}",
            f"did you mean {right}?",
            Certainty.LIKELY,
            fixes=(Fix(f"Write {right}", (Edit(span, right),)),) if at >= 0 else (),
        )


def _declared_in(universe: Universe, place: str) -> Names:
    return Names(
        name
        for entity in universe.entities.values()
        if entity.declared and entity.kind is EntryKind.PLACE and entity.key != place
        if universe.within(entity.key, place)
        for name in (entity.name, *entity.aliases)
    )
