"""``fabula lsp``: the language server, for editors."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["lsp"]


def lsp(
    stdio: Annotated[
        bool, typer.Option("--stdio", help="Speak over standard input and output. That is what it does anyway.")
    ] = False,
    tcp: Annotated[
        str | None,
        typer.Option("--tcp", metavar="HOST:PORT", help="Wait for one editor at an address; port 0 takes a free one."),
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Write what the server does to standard error.")] = False,
) -> None:
    """Serve an editor: findings as you type, hovers, completion, renaming, outline, colours.

    An editor starts it by itself and speaks the Language Server Protocol with it. How to set up VS Code, Neovim,
    Helix and Emacs is told in docs/editors.md. It needs the extra `fabula[lsp]`.

    \b
    Examples:
      fabula lsp
      fabula lsp --tcp localhost:4389
    """
    import logging
    import os
    import sys

    from fabula.cli.errors import WrongUse

    place = _read_address(tcp) if tcp is not None else None
    if place is not None and stdio:
        raise WrongUse("--stdio and --tcp exclude each other", "leave one of them out")
    try:
        from fabula.lsp.build import build_server
        from fabula.lsp.wire import serve_streams, serve_tcp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol", "cattrs", "attrs"}:
            raise
        remedy = "install it with `pip install 'fabula[lsp]'`, into the environment that fabula is in"
        raise WrongUse(f"the language server needs {error.name}, which is not installed", remedy) from error
    logging.basicConfig(stream=sys.stderr, level=logging.INFO if log else logging.ERROR)
    if not log:
        logging.getLogger("pygls").setLevel(logging.CRITICAL)  # to it a request that is refused is an error
    if place is not None:
        from fabula.cli.output import say

        serve_tcp(build_server, *place, told=lambda address: say(f"fabula waits for an editor at {address}"))
        return
    if sys.stdin is None or sys.stdin.isatty():
        raise WrongUse(
            "an editor starts this and speaks with it; there is nothing to type here",
            "docs/editors.md tells how to set up yours",
        )
    # Whatever else writes to standard output would be taken for the protocol.
    wire, sys.stdout = sys.stdout.buffer, sys.stderr
    entry = sys.stdin.fileno()
    serve_streams(build_server(), lambda size: os.read(entry, size), wire)


def _read_address(text: str) -> tuple[str, int]:
    """Host and port. Raises `WrongUse` for what is no address."""
    from fabula.cli.errors import WrongUse

    host, colon, port = text.rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise WrongUse(f"{text!r} is no address", "write it like localhost:4389; port 0 takes a free one")
    return host.strip("[]") or "localhost", int(port)
