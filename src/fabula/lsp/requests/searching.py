"""Requests on whole universes: where something is, by a few letters; and what an editor can ask besides: commands."""

from __future__ import annotations

import asyncio
from typing import Final

from lsprotocol import types

from fabula.lsp import answers
from fabula.lsp.finder import Finder
from fabula.lsp.open_universe import Checked, OpenUniverse
from fabula.lsp.server import FabulaServer
from fabula.rules.registry import find_rule, page_of

__all__ = ["COMMANDS", "HANDLERS"]


async def workspace_symbol(ls: FabulaServer, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    """Scenes, people, places and the rest of all open universes."""

    def search(universe: OpenUniverse) -> asyncio.Future[list[types.WorkspaceSymbol] | None]:
        finder = ls.finders.setdefault(universe, Finder())

        def question(checked: Checked) -> list[types.WorkspaceSymbol]:
            places = ls.places(universe, checked)
            return [answers.workspace_symbol(found, places) for found in finder.find(checked.canon, params.query)]

        return asyncio.wrap_future(universe.ask(question))

    universes = list(ls.universes.values())
    for gone in ls.finders.keys() - set(universes):
        del ls.finders[gone]
    found = await asyncio.gather(*map(search, universes))
    return [symbol for symbols in found for symbol in symbols or ()]


def explain(ls: FabulaServer, code: str) -> str | None:
    """What a finding means, in Markdown; nothing if no rule has that code or name."""
    rule = find_rule(code)
    if rule is None:
        return None
    page = page_of(rule)
    sections = "\n\n".join(f"## {heading}\n\n{body}" for heading, body in page.sections)
    return f"# {page.code} {page.name}\n\n{page.title}\n\n{sections}\n"


def text(ls: FabulaServer, uri: str) -> dict[str, object] | None:
    """What the server takes a document to be, so that whoever suspects that editor and server differ can compare."""
    document = ls.documents.get(uri)
    return None if document is None else {"version": document.written.version, "text": document.written.text}


HANDLERS: Final = ((types.WORKSPACE_SYMBOL, None, workspace_symbol),)
COMMANDS: Final = (("fabula.explain", explain), ("fabula.text", text))
