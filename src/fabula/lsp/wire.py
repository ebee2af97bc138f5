"""The wire to the editor: pygls, with a reader that does not wait for the checker, and documents of our own.

pygls divides texts at form feeds and U+2028, which the protocol does not, and takes edits to a large document in a
time that grows with it; so our own `Documents` take them. It also reads each header line in a task of its own, and
each hand-over between threads may wait for the one that checks a universe.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Any, BinaryIO, Final

from lsprotocol import types
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

__all__ = ["FabulaProtocol", "read_messages", "serve_streams", "serve_tcp"]

SWITCH: Final = 0.0005
"""Seconds that the checker may keep the interpreter while an edit or a question waits for it."""

logger = logging.getLogger(__name__)

CHUNK: Final = 1 << 16
_LENGTH: Final = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)

Receive = Callable[[int], bytes]
_Handler = Generator[Any, Any, None]


class FabulaProtocol(LanguageServerProtocol):
    """The protocol as pygls speaks it, without its own copies of documents."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> _Handler:
        """A document has been opened."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> _Handler:
        """A document has been edited."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> _Handler:
        """A document has been closed."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    def refuse(self, body: bytes, why: str) -> None:
        """Answer a message that is not understood, if it waits for an answer."""
        try:
            message = json.loads(body)
        except ValueError:
            self._send_response("", error=types.ResponseError(types.ErrorCodes.ParseError, "this is not JSON"))
            return
        if isinstance(message, dict) and "id" in message and "method" in message:
            self._send_response(message["id"], error=types.ResponseError(types.ErrorCodes.InvalidParams, why))


def serve_streams(server: LanguageServer, receive: Receive, write: BinaryIO) -> None:
    """Serve one editor until it says goodbye or is gone. Raises SystemExit at goodbye.

    ``receive`` gives the next bytes, at most so many, as soon as there are any; none at the end.
    """
    sys.setswitchinterval(SWITCH)
    server.protocol.set_writer(StdoutWriter(write))
    asyncio.run(_serve(server, receive))


async def _serve(server: LanguageServer, receive: Receive) -> None:
    loop = asyncio.get_running_loop()
    ended = loop.create_future()
    goodbye: list[SystemExit] = []

    def take(body: bytes) -> None:
        try:
            _take(server, body)
        except SystemExit as stop:  # raised through the loop it would leave tasks behind
            goodbye.append(stop)
            end()

    def end() -> None:
        if not ended.done():
            ended.set_result(None)

    def read_all() -> None:
        try:
            for body in read_messages(receive):
                loop.call_soon_threadsafe(take, body)
            loop.call_soon_threadsafe(end)
        except RuntimeError:  # the loop has been closed
            return

    threading.Thread(target=read_all, name="fabula reader", daemon=True).start()
    await ended
    if goodbye:
        raise goodbye[0]


def _take(server: LanguageServer, body: bytes) -> None:
    """Handle one message. What cannot be understood is told and passed over: the next one may be fine."""
    protocol = server.protocol
    try:
        message = json.loads(body, object_hook=protocol.structure_message)
    except Exception as error:  # noqa: BLE001  whatever it is, the next message may be fine
        logger.warning("a message was not understood: %s", type(error).__name__)
        if isinstance(protocol, FabulaProtocol):
            protocol.refuse(body, "the parameters are not those of this method")
        return
    if not hasattr(message, "jsonrpc"):
        logger.warning("a message was not understood: it is no JSON-RPC")
        return
    protocol.handle_message(message)


def read_messages(receive: Receive) -> Iterator[bytes]:
    """The bodies of all messages, to the end of the stream. Headers other than the length do not matter."""
    held = bytearray()
    while True:
        while (head := held.find(b"\r\n\r\n")) < 0:
            if not (more := receive(CHUNK)):
                return
            held += more
        length = _LENGTH.search(held, 0, head)
        begin = head + 4
        if length is None:
            del held[:begin]  # no message of ours: look for the next one
            continue
        end = begin + int(length[1])
        while len(held) < end:
            if not (more := receive(CHUNK)):
                return
            held += more
        yield bytes(held[begin:end])
        del held[:end]


def serve_tcp(make: Callable[[], LanguageServer], host: str, port: int, told: Callable[[str], None]) -> None:
    """Wait for one editor at an address and serve it. ``told`` is given the address, with the port that was found."""
    import socket

    with socket.create_server((host, port)) as waiting:
        found = waiting.getsockname()
        told(f"{found[0]}:{found[1]}")
        connection, _ = waiting.accept()
    with connection, connection.makefile("wb") as write:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        serve_streams(make(), connection.recv, write)
