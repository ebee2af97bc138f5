"""Proposals, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fabula.listening.answers.proposals import Proposal, Proposals, Step
from fabula.listening.answers.touching import Touched
from fabula.listening.elements import element_name
from fabula.report.ink import PLAIN, Ink
from fabula.report.listening.flat import FlatTable
from fabula.report.listening.heading import overview_document, write_heading
from fabula.report.listening.html.page import Section, element, paragraph, text, write_page
from fabula.report.listening.html.pieces import METHOD, lead, quotes, warning
from fabula.report.listening.landing import quote_documents, quote_words
from fabula.report.listening.landing_document import FIGURE_COLUMNS, figure_cells
from fabula.report.listening.words import count_of, figure_document, fold, grounds_words, value_words
from fabula.report.words import clean
from fabula.universe.model import Universe

__all__ = ["proposals_document", "proposals_page", "proposals_table", "write_proposals"]

TITLE = "What could be adjusted"
CAUTION = "Proposals are questions to the room. Figures say what people respond to, not what the story needs."


def _name(universe: Universe, one: Proposal) -> str:
    return f"{one.step} {element_name(universe, one.element)}"


def _none(found: Proposals) -> str:
    return f"There is none: of {count_of(found.looked_at, 'thing')} that were looked at, nothing is sure enough."


def axis_of(one: Proposal) -> str:
    """The axis that its quotes are on."""
    match one.step:
        case Step.EXPLAIN:
            return "confusion"
        case Step.SOONER:
            return "prediction"
        case _:
            return "liking"


def touched_words(touched: Touched) -> str:
    """What rests on a scene, as a sentence without a full stop."""
    scene = touched.scene
    words = f"{scene.name} ({scene.episode.status}): "
    if not touched.resting:
        return f"{words}nothing rests on it"
    words += f"{count_of(touched.resting, 'scene')} {'rests' if touched.resting == 1 else 'rest'} on it"
    if touched.fixed:
        words += f", {touched.fixed} of them locked or further"
    if len(touched.shows) > 1:
        words += f", in {', '.join(touched.shows)}"
    return words


def scenes_words(one: Proposal) -> str:
    """Where it stands in what is to come."""
    if not one.scenes:
        return "It stands in no scene to come: there is nothing written yet that could be adjusted."
    return f"It stands in {count_of(one.scenes, 'scene')} to come."


def write_proposals(universe: Universe, found: Proposals, ink: Ink = PLAIN) -> Iterator[str]:
    """Each proposal with its evidence, what people say, and what it would touch."""
    yield from write_heading(TITLE, found.overview, found.labels, ink)
    yield from fold(CAUTION)
    if not found.proposals:
        yield "\n"
        yield from fold(_none(found))
    for number, one in enumerate(found.proposals, start=1):
        yield f"\n{number}. {ink(clean(_name(universe, one)), 'strong')}\n"
        for evidence in one.evidence:
            yield from fold(f"{evidence.words} {value_words(evidence.figure)}; {grounds_words(evidence.figure)}", 3, 5)
        for remark in one.remarks:
            yield from fold(remark, 3, 5)
        for quote in one.quotes:
            yield from fold(quote_words(quote, axis_of(one)), 3, 5)
        yield from fold(scenes_words(one), 3)
        for touched in one.touched:
            yield from fold(touched_words(touched), 5, 7)
            yield f"       fabula impact {ink(clean(_asked(touched)), 'path')}\n"


def _asked(touched: Touched) -> str:
    scene = touched.scene
    return f'"{scene.episode.show.id} {scene.episode.code}/{scene.label}"'


def proposals_document(universe: Universe, found: Proposals) -> dict[str, Any]:
    """The same as data."""
    return {
        "heard": overview_document(found.overview, found.labels),
        "looked_at": found.looked_at,
        "proposals": [
            {
                "step": str(one.step),
                "element": one.element,
                "name": element_name(universe, one.element),
                "strength": round(one.strength, 4),
                "chance": round(one.chance, 6),
                "evidence": [
                    {"words": evidence.words, "figure": figure_document(evidence.figure)} for evidence in one.evidence
                ],
                "remarks": list(one.remarks),
                "quotes": quote_documents(one.quotes),
                "scenes_to_come": one.scenes,
                "touches": [
                    {
                        "scene": touched.scene.key,
                        "status": str(touched.scene.episode.status),
                        "resting": touched.resting,
                        "fixed": touched.fixed,
                        "shows": list(touched.shows),
                        "audience_learns": touched.learnt,
                    }
                    for touched in one.touched
                ],
            }
            for one in found.proposals
        ],
    }


def proposals_table(universe: Universe, found: Proposals) -> FlatTable:
    """A row for each figure behind each proposal."""
    columns = {
        "number": int, "step": str, "element": str, "name": str, "evidence": str, **FIGURE_COLUMNS, "chance": float,
        "scenes_to_come": int,
    }  # fmt: skip
    rows = [
        (
            number,
            str(one.step),
            one.element,
            element_name(universe, one.element),
            evidence.words,
            *figure_cells(evidence.figure),
            one.chance,
            one.scenes,
        )
        for number, one in enumerate(found.proposals, start=1)
        for evidence in one.evidence
    ]
    return FlatTable(columns, rows)


def proposals_page(universe: Universe, found: Proposals) -> str:
    """The page of proposals."""
    sections = [
        Section(f"p{number}", f"{number}. {_name(universe, one)}", _section(one))
        for number, one in enumerate(found.proposals, start=1)
    ]
    if not sections:
        sections = [Section("none", "No proposals", paragraph(_none(found)))]
    first = Section("mind", "How to read this", warning(found.labels) + paragraph(CAUTION))
    return write_page(TITLE, lead(found.overview, found.labels), [first, *sections], METHOD)


def _section(one: Proposal) -> str:
    items = [f"{each.words} {value_words(each.figure)}; {grounds_words(each.figure)}" for each in one.evidence]
    out = ['<ul class="plain">' + "".join(element("li", text(item)) for item in items) + "</ul>"]
    out += [paragraph(remark) for remark in one.remarks]
    out.append(quotes(one.quotes, axis_of(one)))
    out.append(paragraph(scenes_words(one)))
    touched = "".join(element("li", text(touched_words(one))) for one in one.touched)
    out.append(f"<ul>{touched}</ul>" if touched else "")
    return "\n".join(out)
