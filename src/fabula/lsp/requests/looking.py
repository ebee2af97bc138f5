"""Requests of somebody who looks at a place: what is so, where it leads, where else it stands."""

from __future__ import annotations

from typing import Final

from lsprotocol import types

from fabula.lsp import answers
from fabula.lsp.definitions import find_definitions
from fabula.lsp.hovers import hover_at
from fabula.lsp.links import find_links
from fabula.lsp.open_universe import Checked
from fabula.lsp.places import Places
from fabula.lsp.references import find_references
from fabula.lsp.server import FabulaServer

__all__ = ["HANDLERS"]


async def hover(ls: FabulaServer, params: types.HoverParams) -> types.Hover | None:
    """What is so at a place. More of minds is told the next time, if they were not replayed yet."""
    placed = ls.read_by_people(params.text_document.uri)
    if placed is None:
        return None
    universe = placed.universe

    def question(checked: Checked, places: Places, offset: int) -> types.Hover | None:
        found = hover_at(checked.canon, placed.name, offset)
        if found is None:
            return None
        if found.waits:
            universe.warm()
        return answers.hover(found, places, ls.client)

    return await ls.ask_at(placed, params.position, question)


async def definition(
    ls: FabulaServer, params: types.DefinitionParams
) -> list[types.Location] | list[types.LocationLink] | None:
    """Where a name leads."""
    placed = ls.read_by_people(params.text_document.uri)
    if placed is None:
        return None

    def question(
        checked: Checked, places: Places, offset: int
    ) -> list[types.Location] | list[types.LocationLink] | None:
        found = find_definitions(checked.canon, placed.name, offset)
        if not ls.client.definition_links:
            return [places.location(one.target) for one in found]
        links: list[types.LocationLink] = []
        for one in found:
            target = places.range(one.target)
            links.append(types.LocationLink(places.uri(one.target.path), target, target, places.range(one.origin)))
        return links

    return await ls.ask_at(placed, params.position, question)


async def references(ls: FabulaServer, params: types.ReferenceParams) -> list[types.Location] | None:
    """Every place that names what stands here."""
    placed = ls.read_by_people(params.text_document.uri)
    if placed is None:
        return None
    declaration = params.context.include_declaration

    def question(checked: Checked, places: Places, offset: int) -> list[types.Location] | None:
        spans = find_references(checked.canon, placed.name, offset, declaration=declaration)
        return [places.location(span) for span in spans]

    return await ls.ask_at(placed, params.position, question)


async def document_highlight(
    ls: FabulaServer, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight] | None:
    """The same in this document."""
    placed = ls.read_by_people(params.text_document.uri)
    if placed is None:
        return None

    def question(checked: Checked, places: Places, offset: int) -> list[types.DocumentHighlight] | None:
        spans = find_references(checked.canon, placed.name, offset, only=placed.name)
        return [types.DocumentHighlight(places.range(span), types.DocumentHighlightKind.Text) for span in spans]

    return await ls.ask_at(placed, params.position, question)


async def document_link(ls: FabulaServer, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    """References to scenes, and links of the bible."""
    placed = ls.read_by_people(params.text_document.uri)
    if placed is None:
        return None

    def question(checked: Checked) -> list[types.DocumentLink]:
        places = ls.places(placed.universe, checked)
        made: list[types.DocumentLink] = []
        for link in find_links(checked.canon, placed.name):
            line = places.range(link.target).start.line + 1
            target = f"{places.uri(link.target.path)}#L{line}"
            made.append(types.DocumentLink(places.range(link.span), target, link.tooltip))
        return made

    return await ls.ask(placed, question)


HANDLERS: Final = (
    (types.TEXT_DOCUMENT_HOVER, None, hover),
    (types.TEXT_DOCUMENT_DEFINITION, None, definition),
    (types.TEXT_DOCUMENT_REFERENCES, None, references),
    (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, None, document_highlight),
    (types.TEXT_DOCUMENT_DOCUMENT_LINK, None, document_link),
)
