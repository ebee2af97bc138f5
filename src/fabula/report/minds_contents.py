"""What is in a mind, and two minds side by side, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import matter_document, point_document, span_document, where, write_point
from fabula.report.words import clean
from fabula.story.minds.ask import Asking
from fabula.story.minds.contents import Comparison, Item
from fabula.story.minds.log import Stand
from fabula.story.minds.points import Point

__all__ = ["comparison_document", "mind_document", "write_comparison", "write_mind"]

_STANDS = (Stand.WRONG, Stand.KNOWS, Stand.SUSPECTS, Stand.FORGOTTEN, Stand.UNAWARE)
_FOLDED = frozenset({Stand.KNOWS, Stand.FORGOTTEN})
"""Where nothing has to be told of each: who is wrong about a membership gets a line of their own."""


def write_mind(
    asking: Asking, person: str, items: Sequence[Item], point: Point, prefix: str = "", ink: Ink = PLAIN
) -> Iterator[str]:
    """A mind as a person reads it: by how they stand to it, then by topic, each thing with where it comes from."""
    yield from write_point(point, ink)
    name = asking.phrases.name(person)
    if not items:
        yield f"Nothing that matters is in {clean(name)}'s mind, or missing from it.\n"
    for stand in _STANDS:
        mine = [item for item in items if item.stand is stand]
        if not mine:
            continue
        head = f"{clean(name)} {stand}"
        yield "\n" + ink(head[:1].upper() + head[1:], "strong") + "\n"
        for subject, group in groupby(mine, key=lambda item: item.subject):
            yield f"  {ink(subject, 'dim')}\n"
            for items_alike in _fold(list(group)):
                if len(items_alike) > 1:
                    yield from _members(asking, items_alike, prefix, ink)
                    continue
                for item in items_alike:
                    yield f"    {clean(item.words)}{_really(asking, item, point)}\n"
                    yield from _source(item, prefix, ink)


def _fold(items: list[Item]) -> list[list[Item]]:
    """Items that can be told in one line together: those who belong to one group."""
    found: list[list[Item]] = []
    groups: dict[str, list[Item]] = {}
    for item in items:
        alike = item.matter.kind == "member" and item.value == "yes" and not item.other and item.stand in _FOLDED
        if alike and str(item.matter.detail) in groups:
            groups[str(item.matter.detail)].append(item)
            continue
        found.append([item])
        if alike:
            groups[str(item.matter.detail)] = found[-1]
    return found


def _members(asking: Asking, items: list[Item], prefix: str, ink: Ink) -> Iterator[str]:
    """Who belongs to a group, in one line, with the first of the places that say so."""
    name = asking.phrases.name
    people = ", ".join(sorted(name(item.matter.subject) for item in items))
    yield clean(f"    who belongs to {name(str(items[0].matter.detail))}: {people}") + "\n"
    links = sorted({where(item.link.happening.span, prefix): item.link.when for item in items if item.link}.items())
    if links:
        more = f" and {len(links) - 1} more" if len(links) > 1 else ""
        yield f"      {clean(links[0][1])}, {ink(clean(links[0][0]), 'path')}{more}\n"


def _really(asking: Asking, item: Item, point: Point) -> str:
    """What is really so, behind what somebody is wrong about."""
    if item.stand is not Stand.WRONG:
        return ""
    if not item.other:
        return clean(f"; really, {asking.phrases.so(item.matter, item.really)}") if item.really else ""
    return clean(f"; really, {asking.chained((item.other,), item.matter, point)}")


def _source(item: Item, prefix: str, ink: Ink) -> Iterator[str]:
    if item.link is not None:
        place = ink(clean(where(item.link.happening.span, prefix)), "path")
        yield f"      {clean(item.link.when)}, {place}\n"


def mind_document(person: str, items: Sequence[Item], point: Point, prefix: str = "") -> dict[str, Any]:
    """A mind as data."""
    return {"person": person, "at": point_document(point), "items": [_item_document(item, prefix) for item in items]}


def _item_document(item: Item, prefix: str) -> dict[str, Any]:
    return {
        "stand": str(item.stand),
        "topic": str(item.subject),
        "words": item.words,
        "matter": matter_document(item.matter),
        "other": item.other or None,
        "value": item.value or None,
        "really": item.really or None,
        "evidence": span_document(item.link.happening.span, prefix) if item.link is not None else None,
    }


def write_comparison(asking: Asking, found: Comparison, prefix: str = "", ink: Ink = PLAIN) -> Iterator[str]:
    """Two minds as a person reads them: what each has over the other, what both know, who is wrong about whom."""
    yield from write_point(found.point, ink)
    names = {person: clean(asking.phrases.name(person)) for person in (found.first, found.second)}
    pairs = ((found.first, found.second, found.first_over), (found.second, found.first, found.second_over))
    for one, other, over in pairs:
        head = f"{names[one]} has over {names[other]}"
        yield "\n" + ink(head[:1].upper() + head[1:], "strong") + "\n"
        if not over:
            yield "  nothing\n"
        for item, stand in over:
            lacks = "" if stand is Stand.UNAWARE else f" ({names[other]} {_lacks(asking, other, item, stand, found)})"
            yield f"  {clean(item.words)}{lacks}\n"
            yield from _source(item, prefix, ink)
    if found.both:
        yield "\n" + ink("Both know", "strong") + "\n"
        yield from (f"  {clean(item.words)}\n" for item in found.both)
    wrongs = ((found.first, found.second, found.first_wrong), (found.second, found.first, found.second_wrong))
    for one, other, items in wrongs:
        if items:
            head = f"{names[one]} is wrong about what {names[other]} knows"
            yield "\n" + ink(head[:1].upper() + head[1:], "strong") + "\n"
            for item in items:
                yield f"  {item.stand} {clean(item.words)}{_really(asking, item, found.point)}\n"
                yield from _source(item, prefix, ink)


def _lacks(asking: Asking, person: str, item: Item, stand: Stand, found: Comparison) -> str:
    if stand is Stand.WRONG:
        value = asking.value((person,), item.matter, found.point)
        return clean(f"thinks that {asking.phrases.so(item.matter, value)}")
    return "has forgotten it"


def comparison_document(found: Comparison, prefix: str = "") -> dict[str, Any]:
    """Two minds as data."""

    def over(pairs: Sequence[tuple[Item, Stand]]) -> list[dict[str, Any]]:
        return [{**_item_document(item, prefix), "other_stand": str(stand)} for item, stand in pairs]

    return {
        "people": [found.first, found.second],
        "at": point_document(found.point),
        "first_over": over(found.first_over),
        "second_over": over(found.second_over),
        "both": [_item_document(item, prefix) for item in found.both],
        "first_wrong": [_item_document(item, prefix) for item in found.first_wrong],
        "second_wrong": [_item_document(item, prefix) for item in found.second_wrong],
    }
