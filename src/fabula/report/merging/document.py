"""A merge as data. Its form is versioned: see ``schemas/merge-1.json``."""

from __future__ import annotations

from typing import Any, Final

from fabula.change.merging.clashes import Clash
from fabula.change.merging.story import Part, StoryClash
from fabula.change.merging.universe import Merge
from fabula.report.checked import place_of
from fabula.report.json import finding_documents

__all__ = ["NO_MERGE", "merge_document"]

NO_MERGE: Final[dict[str, Any]] = {
    "base": "",
    "ours": "",
    "theirs": "",
    "clean": True,
    "changed": None,
    "text_conflicts": [],
    "story_conflicts": [],
    "story_not_compared": None,
    "findings": {"ours": 0, "theirs": 0, "merged": 0},
    "written": None,
}
"""What there is to say where nothing is merged."""


def merge_document(merge: Merge, prefix: str = "") -> dict[str, Any]:
    """What there is to say of a merge."""
    only_ours, only_theirs, both = merge.changed
    return {
        "base": merge.base.label,
        "ours": merge.ours.label,
        "theirs": merge.theirs.label,
        "clean": not merge.clashes and not merge.story.clashes,
        "changed": {"ours": only_ours, "theirs": only_theirs, "both": both} if merge.tree is not None else None,
        "text_conflicts": [_clash(merge, clash, prefix) for clash in merge.clashes],
        "story_conflicts": [_story(clash, prefix) for clash in merge.story.clashes],
        "story_not_compared": merge.story.missing or None,
        "findings": {"ours": merge.story.ours, "theirs": merge.story.theirs, "merged": merge.story.merged},
    }


def _clash(merge: Merge, clash: Clash, prefix: str) -> dict[str, Any]:
    places = (merge.places or {}).get(clash.path, [])
    return {
        "kind": str(clash.kind),
        "path": prefix + clash.path,
        "ours": prefix + clash.ours if clash.ours else None,
        "theirs": prefix + clash.theirs if clash.theirs else None,
        "beside": prefix + clash.beside if clash.beside else None,
        "count": clash.count,
        "reason": clash.reason or None,
        "places": [{"line": place.line, "ours": place.ours, "theirs": place.theirs} for place in places],
    }


def _story(clash: StoryClash, prefix: str) -> dict[str, Any]:
    (finding,) = finding_documents([clash.finding], prefix)
    return {
        "finding": finding,
        "scene": clash.scene or None,
        "ours": [_part(part, prefix) for part in clash.ours],
        "theirs": [_part(part, prefix) for part in clash.theirs],
        "others": [_part(part, prefix) for part in clash.others],
        "searched": clash.searched,
    }


def _part(part: Part, prefix: str) -> dict[str, Any]:
    place = place_of(part.span, prefix)
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "scene": part.scene or None,
        "message": part.words or None,
        "deed": part.deed or None,
        "text": part.text,
        "was": part.was or None,
    }
