"""Requests on how a document is made: its outline, what folds, what is what. They wait for no check."""

from __future__ import annotations

import asyncio
from typing import Final

from lsprotocol import types

from fabula.lsp import answers
from fabula.lsp.folds import fold_entry, fold_script
from fabula.lsp.homes import Role
from fabula.lsp.readings import Reading
from fabula.lsp.server import FabulaServer, Placed
from fabula.lsp.symbols import Outline, outline_entry, outline_script
from fabula.lsp.tokens import TYPES, difference, encode_tokens, list_tokens

__all__ = ["HANDLERS"]

LEGEND: Final = types.SemanticTokensLegend(TYPES, ["documentation"])


async def document_symbol(
    ls: FabulaServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """The outline of a document."""
    placed = ls.placed(params.text_document.uri)
    if placed is None:
        return None
    reading = await ls.read(placed)
    positions = reading.written.positions(ls.documents.encoding)
    outline = _outline(reading)
    if ls.client.nested_symbols:
        return answers.symbols(outline, positions)
    return list(answers.flat_symbols(outline, positions, params.text_document.uri))


def _outline(reading: Reading) -> list[Outline]:
    if reading.script is not None:
        return outline_script(reading.script)
    return outline_entry(reading.source) if reading.role in {Role.ENTRY, Role.SHEET} else []


async def folding_range(ls: FabulaServer, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    """What of a document can be folded away."""
    placed = ls.placed(params.text_document.uri)
    if placed is None:
        return None
    reading = await ls.read(placed)
    if reading.script is not None:
        return answers.folding_ranges(fold_script(reading.script))
    return answers.folding_ranges(fold_entry(reading.source) if reading.role in {Role.ENTRY, Role.SHEET} else [])


async def tokens_full(ls: FabulaServer, params: types.SemanticTokensParams) -> types.SemanticTokens | None:
    """What each stretch of a script is."""
    placed = ls.placed(params.text_document.uri)
    if placed is None:
        return None
    numbers = await _tokens(ls, placed)
    return types.SemanticTokens(numbers, ls.colours.keep(params.text_document.uri, numbers))


async def tokens_delta(
    ls: FabulaServer, params: types.SemanticTokensDeltaParams
) -> types.SemanticTokens | types.SemanticTokensDelta | None:
    """The same, told as what differs from the last answer."""
    placed, uri = ls.placed(params.text_document.uri), params.text_document.uri
    if placed is None:
        return None
    numbers = await _tokens(ls, placed)
    before = ls.colours.held(uri, params.previous_result_id)
    name = ls.colours.keep(uri, numbers)
    if before is None:
        return types.SemanticTokens(numbers, name)
    if before == numbers:
        return types.SemanticTokensDelta([], name)
    start, gone, new = difference(before, numbers)
    return types.SemanticTokensDelta([types.SemanticTokensEdit(start, gone, new)], name)


async def tokens_range(ls: FabulaServer, params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
    """The same for a part of a script: what is on the screen."""
    placed = ls.placed(params.text_document.uri)
    return None if placed is None else types.SemanticTokens(await _tokens(ls, placed, params.range))


async def _tokens(ls: FabulaServer, placed: Placed, part: types.Range | None = None) -> list[int]:
    reading = await ls.read(placed)
    script = reading.script
    if script is None:
        return []
    positions = reading.written.positions(ls.documents.encoding)
    lexicon = placed.universe.roll.lexicon
    start, end = 0, len(positions.text)
    if part is not None:
        start = positions.offset(part.start.line, 0)
        end = positions.offset(part.end.line, part.end.character)
    return await asyncio.to_thread(lambda: encode_tokens(list_tokens(script, lexicon, start, end), positions))


HANDLERS: Final = (
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, None, document_symbol),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, None, folding_range),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND, tokens_full),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, LEGEND, tokens_delta),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, LEGEND, tokens_range),
)
