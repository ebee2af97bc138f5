"""Requests of somebody who writes: what can come next, and what is not in form. They wait for no check."""

from __future__ import annotations

import asyncio
from typing import Final

from lsprotocol import types

from fabula.finding import Edit
from fabula.lsp import answers
from fabula.lsp.completion.complete import complete
from fabula.lsp.formatting import format_script
from fabula.lsp.places import range_of
from fabula.lsp.server import FabulaServer

__all__ = ["HANDLERS"]

TRIGGERS: Final = ["@", "(", "[", ".", " ", "-", ":", "/", ">", ",", ";"]
"""Characters after which editors ask by themselves; letters are always such."""


def completion(ls: FabulaServer, params: types.CompletionParams) -> types.CompletionList | None:
    """What can be written at the cursor."""
    placed = ls.placed(params.text_document.uri)
    if placed is None:
        return None
    written = placed.document.written
    positions = written.positions(ls.documents.encoding)
    offset = positions.offset(params.position.line, params.position.character)
    offers = complete(placed.role, placed.name, written.text, written.starts, offset, placed.universe.roll)
    return answers.items(offers, positions, offset, ls.client)


async def formatting(ls: FabulaServer, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """The edits that bring a script into form."""
    return await _format(ls, params.text_document.uri, params.options)


async def range_formatting(
    ls: FabulaServer, params: types.DocumentRangeFormattingParams
) -> list[types.TextEdit] | None:
    """Those of them that lie in a stretch."""
    return await _format(ls, params.text_document.uri, params.options, params.range)


async def _format(
    ls: FabulaServer, uri: str, options: types.FormattingOptions, part: types.Range | None = None
) -> list[types.TextEdit] | None:
    placed = ls.placed(uri)
    reading = await ls.read(placed) if placed is not None else None
    script = reading.script if reading is not None else None
    if reading is None or script is None:
        return None
    positions = reading.written.positions(ls.documents.encoding)
    final_line = bool(options.insert_final_newline) and part is None
    trim_end = bool(options.trim_final_newlines) and part is None
    edits = await asyncio.to_thread(lambda: format_script(script, final_line=final_line, trim_end=trim_end))
    if part is not None:
        first = positions.offset(part.start.line, part.start.character)
        last = positions.offset(part.end.line, part.end.character)
        edits = [edit for edit in edits if _inside(edit, first, last)]
    return [types.TextEdit(range_of(positions, edit.span.start, edit.span.end), edit.text) for edit in edits]


def _inside(edit: Edit, first: int, last: int) -> bool:
    return first <= edit.span.start and edit.span.end <= last


HANDLERS: Final = (
    (types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS), completion),
    (types.TEXT_DOCUMENT_FORMATTING, None, formatting),
    (types.TEXT_DOCUMENT_RANGE_FORMATTING, None, range_formatting),
)
