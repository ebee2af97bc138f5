"""L111 circular-places."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Related
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.link_entries import PARENT_FIELDS
from fabula.universe.model import Entity


class CircularPlaces(Rule):
    """A place lies in itself, or a cover belongs to itself

    ## What it checks
    Following `in:` of places and groups and `of:` of covers must come to an end. The finding stands at the first entry
    of the circle by file name and names the whole circle.

    ## Why it matters
    Nothing in such a circle lies anywhere, so no journey to it can be judged; a cover of a cover of itself is nobody's.

    ## Example
        bible/places/kitchen.md    in: Flat
        bible/places/flat.md       in: Kitchen

    ## What to do
    Take the `in:` or `of:` out of the outermost one.
    """

    code = "L111"
    name = "circular-places"
    level = Level.ERROR
    reads = frozenset({"bible", "links"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each circle."""
        entities = canon.universe.entities
        done: set[str] = set()
        for key in entities:
            path: dict[str, None] = {}
            at = key
            while at and at in entities and at not in path and at not in done:
                path[at] = None
                at = entities[at].parent
            done.update(path)
            if at in path:
                keys = list(path)
                circle = keys[keys.index(at) :]
                first = circle.index(min(circle))
                yield _circle([entities[k] for k in (*circle[first:], *circle[:first])])


def _circle(circle: list[Entity]) -> Finding:
    names = [entity.name for entity in circle]
    word = "is a cover of" if circle[0].kind.value == "covers" else "lies in"
    message = f" {word} ".join([*names, names[0]])
    related = tuple(Related(_parent_span(entity), entity.name) for entity in circle[1:])
    field = PARENT_FIELDS.get(circle[0].kind, "in")
    remedy = f"take `{field}:` out of the outermost one"
    return Finding("L111", _parent_span(circle[0]), message, remedy, related=related)


def _parent_span(entity: Entity) -> Span:
    value = entity.value(PARENT_FIELDS.get(entity.kind, "in"))
    return value.span if value is not None else entity.span
