"""The facts of one person or thing, replayed from all that is stated of it in story order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from fabula.story.model import Change, Moment

__all__ = ["UNDONE", "can_be_undone", "is_told_by", "replay_person", "replay_thing"]

UNDONE: Final = "undone"
"""The attribute of a change that takes back what a scene or an episode told; its subject is their key."""

_NOWHERE: Final[Sequence[Change]] = ()


def _by_moment(change: Change) -> Moment:
    return change.moment


def replay_person(raw: Iterable[Change]) -> dict[str, list[Change]]:
    """The facts of somebody, by attribute: all that is stated, but for being seen where they are anyway."""
    facts: dict[str, list[Change]] = {}
    for change in raw:
        if change.attribute == UNDONE:
            _take_back(facts, change)
            continue
        known = facts.setdefault(change.attribute, [])
        if change.form != "presence" or not known or known[-1].value != change.value:
            known.append(change)
    return facts


def replay_thing(
    thing: str, raw: Iterable[Change], places: Callable[[str], Sequence[Change]]
) -> dict[str, list[Change]]:
    """The facts of a thing, by attribute. ``places`` are the changes of place of a person.

    At one moment people move before things change hands.
    """
    facts: dict[str, list[Change]] = {}
    holder, moves, at = "", _NOWHERE, 0
    for change in raw:
        while at < len(moves) and moves[at].moment <= change.moment:
            _carry(thing, facts, moves[at])
            at += 1
        if change.attribute == UNDONE:
            _take_back(facts, change)
            continue
        if change.attribute != "holder":
            facts.setdefault(change.attribute, []).append(change)
            continue
        if change.form == "uses" and holder:
            continue  # using what another holds is borrowing it
        facts.setdefault("holder", []).append(change)
        if change.form == "takes-thing" and _value(facts, "gone") == "lost":
            facts["gone"].append(replace(change, attribute="gone", value=""))  # to take what was lost is to find it
        holder = change.value
        moves = places(holder) if holder else _NOWHERE
        at = bisect_right(moves, change.moment, key=_by_moment)
        if at:
            _carry(thing, facts, replace(change, value=moves[at - 1].value))
    for move in moves[at:]:
        _carry(thing, facts, move)
    return facts


def _value(facts: Mapping[str, list[Change]], attribute: str) -> str:
    changes = facts.get(attribute)
    return changes[-1].value if changes else ""


def _carry(thing: str, facts: dict[str, list[Change]], move: Change) -> None:
    """Let a thing go where ``move`` leads, with its evidence."""
    known = facts.get("place")
    if (known[-1].value if known else "") != move.value:
        moved = Change(move.moment, thing, "place", move.value, move.span, move.form, move.scene)
        facts.setdefault("place", []).append(moved)


def is_told_by(change: Change, key: str) -> bool:
    """Whether a scene, or a scene of an episode, with this key says so."""
    scene = change.scene
    return scene is not None and key in {scene.key, scene.episode.key} and change.form != "retcons"


def can_be_undone(attribute: str) -> bool:
    """Whether a retcon takes back what is told of this: lives, losses, memberships."""
    return attribute in {"alive", "gone"} or attribute.startswith("member:")


def _take_back(facts: dict[str, list[Change]], retcon: Change) -> None:
    """What the undone scene said last of a life, a loss or a membership is as it was before that scene."""
    for attribute, changes in facts.items():
        at = len(changes) if can_be_undone(attribute) else 0
        last = at
        while at and is_told_by(changes[at - 1], retcon.subject):
            at -= 1
        if at == last:
            continue
        told = changes[-1].value
        before = changes[at - 1].value if at else "" if attribute == "gone" else "no" if told == "yes" else "yes"
        if before != told:
            changes.append(replace(retcon, subject=changes[-1].subject, attribute=attribute, value=before))
