"""L103 undeclared-place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from fabula.bible.model import EntryKind
from fabula.finding import Certainty, Edit, Finding, Fix, Level
from fabula.rules.registry import Rule
from fabula.story.model import Canon
from fabula.universe.crowd import is_anywhere
from fabula.universe.spelling import Names

OFTEN = 3
"""Scenes in a place before a missing entry is worth a word."""


class UndeclaredPlace(Rule):
    """A scene plays in a place that is not in the bible

    ## What it checks
    If the bible has places, the outermost place of a heading should be one of them. Two cases are reported: a place
    that is one slip of the finger away from a name in the bible, once an episode (*likely*); and a place in which
    three scenes or more play and which has no entry, once. Rooms of a place in the bible need no entry, and places
    that can be anywhere (a street, a corridor, a car) are left alone.

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
            elif scenes[unlinked.key] >= OFTEN and unlinked.key not in told and not is_anywhere(unlinked.text):
                told.add(unlinked.key)
                yield Finding(
                    "L103",
                    unlinked.span,
                    f"{scenes[unlinked.key]} scenes play in {unlinked.text}, which is not in the bible",
                    "write an entry for it in bible/places, with `in:` for what it lies in",
                )
