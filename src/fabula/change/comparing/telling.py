"""What the audience may hold otherwise, and the part of its mind that has to be replayed to see whether it does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from fabula.bible.model import EntryKind
from fabula.change.comparing.differences import Differences
from fabula.change.comparing.logs import Touched, rename_event
from fabula.change.comparing.order import find_moved
from fabula.change.comparing.pairs import Pairs
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.audience import told_in
from fabula.story.minds.events import Matter
from fabula.story.minds.log import MindLog
from fabula.story.minds.matters import identity_of
from fabula.universe.model import Scene, Universe

__all__ = ["find_told", "hearing_of"]


def find_told(found: Differences, touched: Touched) -> dict[Matter, None]:
    """The matters, by their names after, on which the audience may hold something else.

    Those of which other events speak, and those that are told in another order. Who is behind a cover it may see
    wherever a face is shown.
    """
    before, after, pairs = found.before, found.after, found.pairs
    told = Touched(matters=dict(touched.matters), subjects=set(touched.subjects))
    moved = _moved_in_telling(before.universe.scenes, pairs)
    if moved:
        for canon in (before, after):
            log = canon.minds
            for event, happening in zip(log.minds.events, log.happenings, strict=True):
                if happening.scene in moved:
                    told.add(rename_event(event, pairs.names) if canon is before and pairs.names else event)
    for cover, person in _covers(after.universe).items():
        if told.subjects & {cover, person}:
            told.matters[identity_of(after.universe, cover)] = None
    return told.matters


def _moved_in_telling(scenes: Iterable[Scene], pairs: Pairs) -> set[Scene]:
    """The scenes, as they are before and after, that are told in another order."""
    olds = [scene for scene in scenes if scene in pairs.after_of]
    places = [pairs.after_of[scene].order for scene in olds]
    if places == sorted(places):
        return set()
    moved = {scene for scene, gone in zip(olds, find_moved(places), strict=True) if gone}
    return moved | {pairs.after_of[scene] for scene in moved}


def _covers(universe: Universe) -> dict[str, str]:
    """The covers with who is behind them."""
    covers = (key for key, entity in universe.entities.items() if entity.kind is EntryKind.COVER)
    return {key: body_of(universe, key) for key in covers if body_of(universe, key) != key}


def hearing_of(canon: Canon, matters: Collection[Matter]) -> Canon:
    """The canon with an audience that has heard of nothing but some matters, named as they are in it.

    Replaying all that it is told takes as long as checking half the rules.
    """
    log = canon.minds
    faces = {key for pair in _covers(canon.universe).items() for key in pair}
    numbers = {
        number
        for number, event in enumerate(log.minds.events)
        if any(post.matter in matters or post.matter.subject in faces for node in event.nodes for post in node.post)
    }
    heard = MindLog(log.minds, log.happenings, log.shown)
    heard.audience = told_in(canon.universe, heard, only=numbers)
    return replace(canon, kept={**canon.kept, "minds": heard})
