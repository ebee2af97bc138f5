"""L103 undeclared-place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from fabula.bible.model import EntryKind
from fabula.finding import Certainty, Edit, Finding, Fix, Level
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.universe.crowd import is_anywhere
from fabula.universe.model import Episode, Universe
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
        names = universe.once("names of places", _declared_places)
        scenes = _count_scenes(universe) if any(item.what == "place" for item in universe.unlinked) else Counter[str]()
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
        for episode in universe.episodes:
            yield from episode.once(self.code, lambda episode: list(_slips_in_rooms(universe, episode)))


def _declared_places(universe: Universe) -> Names:
    return Names(
        name
        for entity in universe.entities.values()
        if entity.declared and entity.kind is EntryKind.PLACE
        for name in (entity.name, *entity.aliases)
    )


def _count_scenes(universe: Universe) -> Counter[str]:
    """How many scenes play in each place: in the outermost, or the nearest that has an entry."""
    scenes: Counter[str] = Counter()
    for episode in universe.episodes:
        scenes.update(episode.once("scenes by place", lambda episode: _count_scenes_of(universe, episode)))
    return scenes


def _count_scenes_of(universe: Universe, episode: Episode) -> Counter[str]:
    scenes: Counter[str] = Counter()
    for scene in episode.scenes:
        place = scene.place
        while place and (parent := universe.entities[place].parent) and parent != place:
            if universe.entities[place].declared:
                break
            place = parent
        scenes[place] += 1
    return scenes


def _slips_in_rooms(universe: Universe, episode: Episode) -> Iterator[Finding]:
    """Rooms whose names are a slip away from a declared place that lies where they do; each once."""
    right_names: dict[str, str] = universe.once("right names of rooms", lambda _: {})
    told: set[str] = set()
    for scene in episode.scenes:
        room = universe.entities.get(scene.place)
        if room is None or room.declared or not room.parent or scene.heading is None:
            continue
        if room.key not in right_names:
            known = universe.once(f"names of places in {room.parent}", partial(_declared_in, place=room.parent))
            right_names[room.key] = known.near(room.name)
        right = right_names[room.key]
        if not right or room.key in told:
            continue
        told.add(room.key)
        at = scene.span.text.lower().rfind(room.name.lower())
        start = scene.span.start + max(0, at)
        span = scene.source.span(start, start + len(room.name)) if at >= 0 else scene.span
        right = right.upper() if span.text.isupper() else right
        yield Finding(
            "L103",
            span,
            f"{room.name} is not in the bible, and {right_names[room.key]} is, in {universe.name(room.parent)}",
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
