"""Keys as they are pressed, one by one, without waiting for a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["keys_pressed", "reads_keys"]

_ARROWS = {b"\x1b[D": "u", b"\x1b[C": "s"}
"""Left is back, right is skip."""


def reads_keys() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def keys_pressed() -> Iterator[Iterator[str]]:
        """The keys that are pressed, until the block ends."""
        yield _read()

    def _read() -> Iterator[str]:
        while True:
            key = msvcrt.getwch()
            if key in "\x00\xe0":
                arrow = {"K": "u", "M": "s"}.get(msvcrt.getwch())
                if arrow is not None:
                    yield arrow
            elif key == "\x03":
                raise KeyboardInterrupt
            else:
                yield key

else:
    import os
    import termios
    import tty

    @contextmanager
    def keys_pressed() -> Iterator[Iterator[str]]:
        """The keys that are pressed, until the block ends; then the terminal is as it was."""
        handle = sys.stdin.fileno()
        before = termios.tcgetattr(handle)
        try:
            tty.setcbreak(handle)
            yield _read(handle)
        finally:
            termios.tcsetattr(handle, termios.TCSADRAIN, before)

    def _read(handle: int) -> Iterator[str]:
        """Keys until the terminal is closed or Ctrl-D is pressed."""
        while data := os.read(handle, 64):
            if data.startswith(b"\x1b"):
                arrow = _ARROWS.get(data)
                if arrow is not None:
                    yield arrow
                elif data == b"\x1b":
                    yield "q"
                continue
            for key in data.decode("utf-8", "ignore"):
                if key == "\x04":
                    return
                yield key
