"""What the editor at the other end can do with an answer."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types

__all__ = ["Client"]


@dataclass(frozen=True, slots=True)
class Client:
    """The abilities that answers depend on. An editor that says nothing has none of them."""

    snippets: bool = False
    markdown: bool = False
    definition_links: bool = False
    nested_symbols: bool = False
    versioned_edits: bool = False
    confirmed_edits: bool = False
    snippet_edits: bool = False
    creates_files: bool = False
    renames_files: bool = False

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities) -> Client:
        """What an editor says of itself."""
        text = capabilities.text_document or types.TextDocumentClientCapabilities()
        workspace = capabilities.workspace or types.WorkspaceClientCapabilities()
        edits = workspace.workspace_edit or types.WorkspaceEditClientCapabilities()
        item = text.completion.completion_item if text.completion else None
        formats = text.hover.content_format if text.hover else None
        operations = edits.resource_operations or ()
        return cls(
            snippets=bool(item and item.snippet_support),
            markdown=types.MarkupKind.Markdown in (formats or ()),
            definition_links=bool(text.definition and text.definition.link_support),
            nested_symbols=bool(text.document_symbol and text.document_symbol.hierarchical_document_symbol_support),
            versioned_edits=bool(edits.document_changes),
            confirmed_edits=edits.change_annotation_support is not None,
            snippet_edits=bool(edits.snippet_edit_support),
            creates_files=types.ResourceOperationKind.Create in operations,
            renames_files=types.ResourceOperationKind.Rename in operations,
        )
