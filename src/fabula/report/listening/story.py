"""Response against what the story does, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fabula.listening.answers.naming import KIND_WORDS
from fabula.listening.answers.story import StoryEffect, StoryRelation
from fabula.listening.elements import ElementKind, element_name
from fabula.report.ink import PLAIN, Ink
from fabula.report.listening.flat import Cell, FlatTable
from fabula.report.listening.heading import overview_document, write_heading
from fabula.report.listening.html.page import Section, element, paragraph, text, write_page
from fabula.report.listening.html.pieces import METHOD, lead, table, warning
from fabula.report.listening.words import AXIS_WORDS, WIDTH, count_of, fold, percent
from fabula.report.tables import Table, write_table
from fabula.universe.model import Universe

__all__ = ["story_document", "story_page", "story_table", "write_story"]

ASSOCIATION = (
    "This is association, not cause. Writers do not deal out scenes at random: what goes together with being liked "
    "may do so because of a third thing, or by chance in these few episodes."
)


def _title(found: StoryRelation) -> str:
    return f"What goes together with {found.axis} of {KIND_WORDS[ElementKind(found.kind)][1]}, episode by episode"


def _basis(found: StoryRelation) -> str:
    relation = found.relation
    words = f"{count_of(relation.rows, 'row')}: {count_of(relation.elements, 'element')} in "
    words += f"{count_of(relation.episodes, 'episode')}, each against its own mean. "
    if relation.foreseen > 0:
        words += f"The other episodes foretell {percent(relation.foreseen)} of what sets rows apart. "
    return words + f"Measured is {AXIS_WORDS[found.axis]}."


def write_story(found: StoryRelation, ink: Ink = PLAIN) -> Iterator[str]:
    """What surely goes together, then the rest, with the warning that this is association."""
    yield from write_heading(_title(found), found.overview, found.labels, ink)
    yield from fold(_basis(found))
    yield from fold(ASSOCIATION, style="warning", ink=ink)
    for words in found.relation.warnings[1:]:
        yield from fold(f"Mind: {words}.", style="warning", ink=ink)
    sure = [one for one in found.effects if one.is_sure]
    rest = [one for one in found.effects if not one.is_sure]
    for title, effects in (("What surely goes together", sure), ("What does not, as far as can be told", rest)):
        yield f"\n{ink(title, 'strong')}\n"
        if not effects:
            yield "  nothing\n"
            continue
        rows: list[tuple[str, ...]] = [
            (one.feature.words, _effect(one), one.feature.unit, f"{one.effect.adjusted:.2f}") for one in effects
        ]
        heads = ("what the story does", found.axis, "with", "chance")
        yield from (f"  {line}" for line in write_table(Table(heads, rows, frozenset({3})), WIDTH - 2, ink))
    if found.relation.dropped:
        yield "\n"
        yield from fold(f"Left out, for they do not vary or say what others say: {', '.join(found.relation.dropped)}.")


def _effect(one: StoryEffect) -> str:
    return f"{one.per_unit:+.2f} ({one.low:+.2f} to {one.high:+.2f})"


def story_document(universe: Universe, found: StoryRelation) -> dict[str, Any]:
    """The same as data, with the rows behind it."""
    relation = found.relation
    return {
        "heard": overview_document(found.overview, found.labels),
        "axis": found.axis,
        "kind": found.kind,
        "association_only": True,
        "warnings": list(relation.warnings),
        "rows": relation.rows,
        "episodes": relation.episodes,
        "elements": relation.elements,
        "shrinkage": relation.shrinkage,
        "foreseen": round(relation.foreseen, 4) if relation.foreseen > -1e9 else None,
        "dropped": list(relation.dropped),
        "effects": [
            {
                "feature": one.feature.name,
                "words": one.feature.words,
                "unit": one.feature.unit,
                "per_unit": round(one.per_unit, 6),
                "low": round(one.low, 6),
                "high": round(one.high, 6),
                "standardised": round(one.effect.estimate, 6),
                "shrunk": round(one.effect.shrunk, 6),
                "chance": round(one.effect.adjusted, 6),
                "sure": one.is_sure,
            }
            for one in found.effects
        ],
        "cells": [
            {
                "element": row.element,
                "name": element_name(universe, row.element),
                "episode": row.episode,
                "response": round(row.response, 4),
                "error": round(row.error, 4),
                "comments": row.comments,
                "features": {
                    feature.name: round(value, 4) for feature, value in zip(found.features, row.values, strict=True)
                },
            }
            for row in found.rows
        ],
    }


def story_table(universe: Universe, found: StoryRelation) -> FlatTable:
    """The rows of the regression, for those who want to do their own."""
    columns: dict[str, type] = {
        "element": str, "name": str, "episode": str, "response": float, "error": float, "comments": int,
        **{feature.name: float for feature in found.features},
    }  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for one in found.rows:
        name = element_name(universe, one.element)
        rows.append((one.element, name, one.episode, one.response, one.error, one.comments, *one.values))
    return FlatTable(columns, rows)


def story_page(found: StoryRelation) -> str:
    """The page of a regression."""
    rows = [
        [
            element("th", text(one.feature.words), scope="row"),
            element("td", text(_effect(one)), class_="number"),
            element("td", text(one.feature.unit)),
            element("td", text(f"{one.effect.adjusted:.2f}"), class_="number"),
            element("td", "yes" if one.is_sure else "no"),
        ]
        for one in found.effects
    ]
    content = warning(found.labels) + paragraph(ASSOCIATION, "warning") + paragraph(_basis(found))
    content += "".join(paragraph(f"Mind: {words}.", "faint") for words in found.relation.warnings[1:])
    heads = ("what the story does", found.axis, "with", "chance", "surely")
    content += table("By how sure it is", heads, rows, frozenset({1, 3}))
    sections = [Section("story", "What goes together", content)]
    return write_page(_title(found), lead(found.overview, found.labels), sections, (*METHOD, *_METHOD))


_METHOD = (
    (
        "What the story does is read from the scripts: scenes, pages, lines, tension, what the audience knows and "
        "those there do not, reveals, deaths, storylines. A ridge regression relates it to the response, its "
        "shrinkage taken out of the estimates again; errors come from leaving out episodes, and elements, in turn."
    ),
)
