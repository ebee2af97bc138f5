"""What people and the audience hold: looked into only where something differs that a mind could rest on."""

from __future__ import annotations

from typing import Final

from fabula.change.comparing.axis import Axis
from fabula.change.comparing.differences import Differences
from fabula.change.comparing.logs import find_touched, rename_matter
from fabula.change.comparing.minds import compare_audience, compare_minds
from fabula.change.comparing.reveals import compare_reveals
from fabula.change.comparing.stances import Version
from fabula.change.comparing.telling import find_told, hearing_of
from fabula.story.canon import Canon
from fabula.story.minds.mental import MENTAL_FORMS

__all__ = ["compare_views"]

_DEEP: Final = ("secrets/", "covers/")
_DEATHS: Final = frozenset({"dies", "killed", "returns"})


def compare_views(found: Differences, story: Axis) -> None:
    """Add minds, covers and reveals to the differences. ``story`` is the axis of the order of happening."""
    before, after, pairs = found.before, found.after, found.pairs
    if not (_has_minds(before) or _has_minds(after)):
        return  # nobody hides, tells or forgets anything: what is in the minds is what is in the scenes
    touched = find_touched(before.minds, after.minds, pairs)
    told = find_told(found, touched)
    if not (touched or told):
        return
    back = {new: old for old, new in pairs.names.items()}
    changes = compare_minds(Version(before, back), Version(after, {}), touched, pairs, story)
    if told:
        heard_before = hearing_of(before, {rename_matter(matter, back) for matter in told})
        heard_after = hearing_of(after, told.keys())
        telling = Axis(before.universe.scenes, after.universe.scenes, pairs)
        reveals = compare_reveals(heard_before, heard_after, pairs, telling)
        found.reveals = [change for change in reveals if change.matter in told]
        left = told.keys() - {change.matter for change in found.reveals}
        viewers = Version(heard_before, back, audience=True), Version(heard_after, {}, audience=True)
        changes += compare_audience(*viewers, left, pairs, telling)
    found.covers = [change for change in changes if change.cover]
    found.minds = [change for change in changes if not change.cover]


def _has_minds(canon: Canon) -> bool:
    """Whether a story has anything to hide: secrets, covers, deaths, or notes of who knows what."""
    if any(key.startswith(_DEEP) for key in canon.universe.entities):
        return True
    return any(True for _ in canon.universe.stated(*MENTAL_FORMS, *_DEATHS))
