"""Completion at a place of any document, from its text as it stands and the roll of its universe."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from fabula.bible.model import EntryKind
from fabula.lsp.completion.entries import complete_entry, complete_sheet
from fabula.lsp.completion.lines import complete_extension, complete_heading, complete_line
from fabula.lsp.completion.offers import Offer, OfferKind
from fabula.lsp.completion.roll import Roll
from fabula.lsp.completion.statements import complete_statement
from fabula.lsp.completion.title_page import complete_title_key, complete_title_value
from fabula.lsp.completion.where import Spot, SpotKind, find_spot
from fabula.lsp.homes import Role
from fabula.universe.versions import plain_path

__all__ = ["complete"]


def complete(role: Role, path: str, text: str, starts: Sequence[int], offset: int, roll: Roll) -> list[Offer]:
    """What can be written at an offset, the most likely first; nothing where fabula has nothing to say.

    ``path`` is the document's name in its universe, ``starts`` where its lines start.
    """
    line = bisect_right(starts, offset) - 1
    if role is Role.ENTRY:
        kind = EntryKind(plain_path(path).split("/")[1].lower())
        return complete_entry(kind, text, starts, line, offset, roll)
    if role is Role.SHEET:
        return complete_sheet(text, starts, line, offset, roll)
    if role is not Role.SCRIPT:
        return []
    spot = find_spot(text, starts, line, offset)
    return _complete_script(spot, text, starts, line, roll, path)


def _complete_script(spot: Spot, text: str, starts: Sequence[int], line: int, roll: Roll, path: str) -> list[Offer]:
    match spot.kind:
        case SpotKind.NOTE:
            return [Offer("canon:", "canon: ", spot.start, OfferKind.FORM, "a note that fabula reads", again=True)]
        case SpotKind.STATEMENT:
            return complete_statement(spot.typed, spot.start, roll, path)
        case SpotKind.TITLE_KEY:
            return complete_title_key(spot)
        case SpotKind.TITLE_VALUE:
            return complete_title_value(spot)
        case SpotKind.HEADING:
            return complete_heading(spot, roll, path)
        case SpotKind.EXTENSION:
            return complete_extension(spot)
        case SpotKind.LINE:
            above = complete_title_key(spot) if spot.at_top and not text.strip("\ufeff \t\r\n") else []
            return above + complete_line(spot, text, starts, line, roll, path)
        case SpotKind.NOWHERE:
            return []
