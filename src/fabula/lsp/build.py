"""The server with all that it answers, ready to serve one editor."""

from __future__ import annotations

from lsprotocol import types

from fabula.lsp.requests import changing, looking, margins, searching, structure, writing
from fabula.lsp.server import FabulaServer

__all__ = ["build_server"]


def build_server() -> FabulaServer:
    """A server that has not yet spoken to anybody."""
    server = FabulaServer()
    _register_life(server)
    _register_documents(server)
    for part in (writing, structure, looking, changing, margins, searching):
        for method, options, handler in part.HANDLERS:
            server.feature(method, options)(handler)
    for name, command in searching.COMMANDS:
        server.command(name)(command)
    return server


def _register_life(server: FabulaServer) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(ls: FabulaServer, params: types.InitializeParams) -> None:
        ls.begin(params)

    @server.feature(types.INITIALIZED)
    def initialized(ls: FabulaServer, params: types.InitializedParams) -> None:
        ls.settle()

    @server.feature(types.SHUTDOWN)
    def shutdown(ls: FabulaServer, params: None) -> None:
        ls.end()

    @server.feature(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def cancel(ls: FabulaServer, params: types.WorkDoneProgressCancelParams) -> None:
        ls.told.call_off(params.token)


def _register_documents(server: FabulaServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(ls: FabulaServer, params: types.DidOpenTextDocumentParams) -> None:
        ls.open(params.text_document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(ls: FabulaServer, params: types.DidChangeTextDocumentParams) -> None:
        ls.change(params.text_document.uri, params.text_document.version, params.content_changes)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(ls: FabulaServer, params: types.DidSaveTextDocumentParams) -> None:
        ls.saved(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(ls: FabulaServer, params: types.DidCloseTextDocumentParams) -> None:
        ls.close(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(ls: FabulaServer, params: types.DidChangeWatchedFilesParams) -> None:
        ls.files_changed([change.uri for change in params.changes])

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(ls: FabulaServer, params: types.DidChangeWorkspaceFoldersParams) -> None:
        event = params.event
        ls.change_folders([folder.uri for folder in event.added], [folder.uri for folder in event.removed])
