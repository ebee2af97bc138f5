"""An editor for tests: a real client of the protocol, with the server in a process of its own.

What somebody does in an editor is a verb here: open, type, save, close; then what is shown can be looked at.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

from fabula.lsp.positions import Encoding, Positions, find_line_starts

__all__ = ["Editor", "editing"]

PATIENCE = 20.0
"""Seconds that a test waits for something to be shown. It is hardly ever used up; no test measures time."""


class Editor:
    """One editor with its open documents, each as this side holds it."""

    def __init__(
        self, client: LanguageClient, result: types.InitializeResult, registered: Sequence[types.Registration]
    ) -> None:
        self.client = client
        self.registered = registered
        self.result = result
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        encoding = result.capabilities.position_encoding
        self.encoding = Encoding(getattr(encoding, "value", encoding) or "utf-16")

    @asynccontextmanager
    async def visiting(self, *folders: Path) -> AsyncIterator[Editor]:
        """Open folders for as long as the block lasts. Afterwards nothing of them is shown any more."""
        opened = [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders]
        self._change_folders(opened, [])
        try:
            yield self
        finally:
            for uri in list(self.texts):
                self.close(uri)
            self._change_folders([], opened)
            try:
                await self.until(lambda: not self.all_codes())
            finally:  # one test that fails is enough
                self.client.diagnostics.clear()
                self.client.log_messages.clear()
                self.client.messages.clear()

    def _change_folders(self, added: list[types.WorkspaceFolder], removed: list[types.WorkspaceFolder]) -> None:
        event = types.WorkspaceFoldersChangeEvent(added, removed)
        self.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))

    def open(self, place: Path | str, text: str | None = None, language: str = "fountain") -> str:
        """Open a file, or a text under a name of the protocol; gives the name."""
        uri = place if isinstance(place, str) else place.as_uri()
        if text is None:
            assert isinstance(place, Path)
            text = place.read_bytes().decode("utf-8")
        self.texts[uri], self.versions[uri] = text, 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text))
        )
        return uri

    def type(self, uri: str, new: str, start: int, end: int | None = None) -> None:
        """Put a text in place of a stretch."""
        end = start if end is None else end
        text = self.texts[uri]
        where = types.Range(self.position(uri, start), self.position(uri, end))
        self.texts[uri] = text[:start] + new + text[end:]
        self.change(uri, types.TextDocumentContentChangePartial(where, new))

    def replace(self, uri: str, old: str, new: str) -> None:
        """Put a text in place of another that stands there once."""
        assert self.texts[uri].count(old) == 1
        start = self.texts[uri].index(old)
        self.type(uri, new, start, start + len(old))

    def change(self, uri: str, *changes: Any, version: int | None = None) -> None:
        """Tell the server of edits, as they are."""
        self.versions[uri] = version if version is not None else self.versions[uri] + 1
        identifier = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, list(changes)))

    def close(self, uri: str) -> None:
        """Close a document."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        self.texts.pop(uri, None)

    def changed_on_disk(self, *paths: Path) -> None:
        """Tell the server that files have changed, as an editor that watches them does."""
        events = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed) for path in paths]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    def position(self, uri: str, offset: int) -> types.Position:
        """A place in a document as this editor counts."""
        text = self.texts[uri]
        return types.Position(*Positions(text, find_line_starts(text), self.encoding).place(offset))

    def at(self, uri: str, words: str, inside: int = 0) -> types.Position:
        """The place where words stand that are there once."""
        assert self.texts[uri].count(words) == 1, f"{words!r} is there {self.texts[uri].count(words)} times"
        return self.position(uri, self.texts[uri].index(words) + inside)

    def text_at(self, uri: str, where: types.Range) -> str:
        """What stands in a stretch of a document."""
        text = self.texts[uri]
        places = Positions(text, find_line_starts(text), self.encoding)
        start = places.offset(where.start.line, where.start.character)
        return text[start : places.offset(where.end.line, where.end.character)]

    def shown(self, uri: str) -> list[types.Diagnostic]:
        """What is shown of a file."""
        return list(self.client.diagnostics.get(uri, ()))

    def codes(self, uri: str) -> list[str]:
        """The codes of what is shown of a file, in order."""
        return sorted(str(diagnostic.code) for diagnostic in self.shown(uri))

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something is so."""
        for _ in range(int(PATIENCE / 0.02)):
            if holds():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"it never came to be so; shown: {self.all_codes()}; log: {self.log()}")

    async def settled(self) -> None:
        """Wait until all that has been typed is checked: a question that needs a fresh check is answered."""
        for uri in list(self.texts):
            place = types.TextDocumentPositionParams(types.TextDocumentIdentifier(uri), types.Position(0, 0))
            try:
                await self.client.text_document_prepare_rename_async(
                    types.PrepareRenameParams(place.text_document, place.position)
                )
            except Exception as refusal:  # noqa: BLE001  nothing stands there that could be renamed
                assert "name" in str(refusal), refusal
        await asyncio.sleep(0.05)

    def all_codes(self) -> dict[str, list[str]]:
        """The codes of all that is shown, by the last part of the name."""
        return {uri.rpartition("/")[2]: self.codes(uri) for uri, shown in self.client.diagnostics.items() if shown}

    def log(self) -> list[str]:
        """What the server has logged and shown."""
        logged = [message.message for message in self.client.log_messages]
        return logged + [message.message for message in self.client.messages]

    def document(self, uri: str) -> types.TextDocumentIdentifier:
        """A document as requests name it."""
        return types.TextDocumentIdentifier(uri)


@asynccontextmanager
async def editing(
    *folders: Path,
    encodings: Sequence[str] = (),
    spec: str = "visual_studio_code",
    adapt: Callable[[types.ClientCapabilities], None] | None = None,
) -> AsyncIterator[Editor]:
    """An editor with folders open in it, for as long as the block lasts. ``spec`` names the editor that it is like."""
    client = make_test_lsp_client()
    await client.start_io(sys.executable, "-m", "fabula", "lsp")
    capabilities = client_capabilities(spec)
    assert capabilities.general is not None
    capabilities.general.position_encodings = list(encodings) or None
    if adapt is not None:
        adapt(capabilities)

    registered: list[types.Registration] = []
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: registered.extend(params.registrations))

    for method in (types.WORKSPACE_CODE_LENS_REFRESH, types.WORKSPACE_INLAY_HINT_REFRESH):
        client.feature(method)(lambda params: None)
    client.feature(types.WORKSPACE_SEMANTIC_TOKENS_REFRESH)(lambda params: None)
    opened = [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders]
    result = await client.initialize_session(
        types.InitializeParams(capabilities, workspace_folders=opened, root_uri=opened[0].uri if opened else None)
    )
    try:
        yield Editor(client, result, registered)
    finally:
        await client.shutdown_session()
        await client.stop()  # type: ignore[no-untyped-call]
