"""Changes to files as an editor makes them: renames, actions, and what has to be confirmed first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types

from fabula.finding import Edit
from fabula.lsp.actions import Action
from fabula.lsp.client import Client
from fabula.lsp.places import Places, uri_of
from fabula.lsp.renames import Doubtful, Renaming

__all__ = ["action_edit", "rename_edit", "text_edits"]

_DOUBT = "doubt"
_Operation = types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile
_TextEdit = types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit


def text_edits(edits: Iterable[Edit], places: Places) -> list[types.TextEdit]:
    """Edits of one document."""
    return [types.TextEdit(places.range(edit.span), edit.text) for edit in edits]


def rename_edit(renaming: Renaming, places: Places, client: Client) -> types.WorkspaceEdit:
    """All that a new name changes. What is doubtful is left out where the editor cannot have it confirmed."""
    by_file: dict[str, list[_TextEdit]] = {}
    _add(by_file, renaming.edits, places)
    annotations: dict[str, types.ChangeAnnotation] = {}
    if client.confirmed_edits and client.versioned_edits:
        for number, doubt in enumerate(renaming.doubtful):
            name = f"{_DOUBT}-{number}"
            annotations[name] = types.ChangeAnnotation(doubt.reason, needs_confirmation=True)
            _doubt(by_file, doubt, name, places)
    operations: list[_Operation] = []
    if client.renames_files:
        operations += [
            types.RenameFile(places.uri(move.old), uri_of(places.root / move.new)) for move in renaming.moves
        ]
    return _edit(by_file, places, client, operations, annotations)


def _doubt(by_file: dict[str, list[_TextEdit]], doubt: Doubtful, name: str, places: Places) -> None:
    edit = types.AnnotatedTextEdit(name, places.range(doubt.edit.span), doubt.edit.text)
    by_file.setdefault(doubt.edit.span.path, []).append(edit)


def action_edit(action: Action, places: Places, client: Client) -> types.WorkspaceEdit | None:
    """What an action changes; None if it cannot be made here: the place has changed, or no file can be created."""
    if (action.files and not (client.creates_files and client.versioned_edits)) or any(
        places.touches(edit.span) for edit in action.edits
    ):
        return None
    by_file: dict[str, list[_TextEdit]] = {}
    chosen = action.select if client.snippet_edits and client.versioned_edits else None
    for number, edit in enumerate(action.edits):
        if chosen is not None and chosen[0] == number:
            snippet = types.StringValue(_snippet(edit.text, chosen[1], chosen[2]))
            made: _TextEdit = types.SnippetTextEdit(places.range(edit.span), snippet)
        else:
            made = types.TextEdit(places.range(edit.span), edit.text)
        by_file.setdefault(edit.span.path, []).append(made)
    before: list[_Operation] = []
    start = types.Position(0, 0)
    for file in action.files:
        uri = uri_of(places.root / file.path)
        before.append(types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)))
        text = types.TextEdit(types.Range(start, start), file.text)
        before.append(types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri), [text]))
    whole = _edit(by_file, places, client, (), {})
    if before:
        whole.document_changes = [*before, *(whole.document_changes or ())]
    return whole


def _add(by_file: dict[str, list[_TextEdit]], edits: Iterable[Edit], places: Places) -> None:
    for edit in edits:
        by_file.setdefault(edit.span.path, []).append(types.TextEdit(places.range(edit.span), edit.text))


def _edit(
    by_file: dict[str, list[_TextEdit]],
    places: Places,
    client: Client,
    after: Sequence[_Operation],
    annotations: dict[str, types.ChangeAnnotation],
) -> types.WorkspaceEdit:
    if not client.versioned_edits:
        changes = {
            places.uri(name): [edit for edit in edits if isinstance(edit, types.TextEdit)]
            for name, edits in sorted(by_file.items())
        }
        return types.WorkspaceEdit(changes)
    operations: list[_Operation] = []
    for name, edits in sorted(by_file.items()):
        document = types.OptionalVersionedTextDocumentIdentifier(places.uri(name), places.version(name))
        operations.append(types.TextDocumentEdit(document, edits))
    return types.WorkspaceEdit(document_changes=[*operations, *after], change_annotations=annotations or None)


def _snippet(text: str, start: int, end: int) -> str:
    """A text in which a stretch is to be typed over, in the form of snippets."""
    head, chosen, tail = (_escape(part) for part in (text[:start], text[start:end], text[end:]))
    return f"{head}${{1:{chosen}}}{tail}"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
