"""What fabula finds, in the words of the protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lsprotocol import types

from fabula.lsp.client import Client
from fabula.lsp.completion.offers import Offer, OfferKind
from fabula.lsp.finder import Findable
from fabula.lsp.folds import Fold
from fabula.lsp.hovers import Hover
from fabula.lsp.places import Places, range_of
from fabula.lsp.positions import Positions
from fabula.lsp.symbols import Outline, OutlineKind

__all__ = ["flat_symbols", "folding_ranges", "hover", "items", "symbols", "workspace_symbol"]

_OFFERS: Final = {
    OfferKind.PERSON: types.CompletionItemKind.Class,
    OfferKind.PLACE: types.CompletionItemKind.Module,
    OfferKind.NAME: types.CompletionItemKind.Value,
    OfferKind.SCENE: types.CompletionItemKind.Reference,
    OfferKind.FORM: types.CompletionItemKind.Snippet,
    OfferKind.WORD: types.CompletionItemKind.Keyword,
    OfferKind.FIELD: types.CompletionItemKind.Field,
}
_OUTLINES: Final = {
    OutlineKind.SECTION: types.SymbolKind.Namespace,
    OutlineKind.SCENE: types.SymbolKind.Function,
    OutlineKind.ENTRY: types.SymbolKind.Class,
    OutlineKind.FIELD: types.SymbolKind.Field,
}
_FOUND: Final = {
    "people": types.SymbolKind.Class,
    "covers": types.SymbolKind.Interface,
    "groups": types.SymbolKind.Package,
    "places": types.SymbolKind.Module,
    "things": types.SymbolKind.Object,
    "secrets": types.SymbolKind.Key,
    "storylines": types.SymbolKind.Namespace,
    "events": types.SymbolKind.Event,
    "scenes": types.SymbolKind.Function,
}
_AGAIN: Final = types.Command("Suggest", "editor.action.triggerSuggest")
"""Asks VS Code to go on completing. Other editors do not know the command and leave it."""
_MARKS: Final = re.compile(r"[*_`#]+|^> ?", re.MULTILINE)


def items(offers: Sequence[Offer], positions: Positions, offset: int, client: Client) -> types.CompletionList:
    """Offers in the order in which they were made. The list is asked for again with every letter."""
    end = types.Position(*positions.place(offset))
    made = [_item(number, offer, positions, end, client) for number, offer in enumerate(offers)]
    return types.CompletionList(is_incomplete=True, items=made)


def _item(number: int, offer: Offer, positions: Positions, end: types.Position, client: Client) -> types.CompletionItem:
    snippet = offer.snippet if client.snippets else ""
    start = types.Position(*positions.place(offer.start))
    return types.CompletionItem(
        label=offer.label,
        kind=_OFFERS[offer.kind],
        detail=offer.detail or None,
        sort_text=f"{number:04}",
        filter_text=offer.filter or None,
        insert_text_format=types.InsertTextFormat.Snippet if snippet else None,
        text_edit=types.TextEdit(types.Range(start, end), snippet or offer.text),
        command=_AGAIN if offer.again and not snippet else None,
    )


def hover(found: Hover, places: Places, client: Client) -> types.Hover:
    """A hover; for editors that show no Markdown, without its marks."""
    if client.markdown:
        content = types.MarkupContent(types.MarkupKind.Markdown, found.text)
    else:
        content = types.MarkupContent(types.MarkupKind.PlainText, _MARKS.sub("", found.text))
    return types.Hover(content, places.range(found.span))


def symbols(outline: Iterable[Outline], positions: Positions) -> list[types.DocumentSymbol]:
    """An outline with what stands under each line of it."""
    return [
        types.DocumentSymbol(
            name=one.name,
            detail=f"#{one.detail}" if one.kind is OutlineKind.SCENE and one.detail else one.detail or None,
            kind=_OUTLINES[one.kind],
            range=range_of(positions, one.start, max(one.end, one.name_end)),
            selection_range=range_of(positions, one.name_start, one.name_end),
            children=symbols(one.inside, positions),
        )
        for one in outline
    ]


def flat_symbols(
    outline: Iterable[Outline], positions: Positions, uri: str, inside: str = ""
) -> Iterator[types.SymbolInformation]:
    """An outline as one list, for editors that show no trees."""
    for one in outline:
        place = types.Location(uri, range_of(positions, one.start, max(one.end, one.name_end)))
        yield types.SymbolInformation(place, one.name, _OUTLINES[one.kind], container_name=inside or None)
        yield from flat_symbols(one.inside, positions, uri, one.name)


def folding_ranges(folds: Iterable[Fold]) -> list[types.FoldingRange]:
    """Lines that can be folded away."""
    comment, region = types.FoldingRangeKind.Comment, types.FoldingRangeKind.Region
    return [types.FoldingRange(fold.first, fold.last, kind=comment if fold.comment else region) for fold in folds]


def workspace_symbol(found: Findable, places: Places) -> types.WorkspaceSymbol:
    """Something that was found in a universe."""
    kind = _FOUND.get(found.kind, types.SymbolKind.Object)
    inside = " · ".join(filter(None, (found.kind if found.kind != "scenes" else "", found.inside)))
    return types.WorkspaceSymbol(places.location(found.span), found.name, kind, container_name=inside or None)
