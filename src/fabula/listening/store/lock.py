"""One command at a time may change a store."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from fabula.listening.errors import ListeningError
from fabula.listening.store.place import Store

__all__ = ["hold_store"]


@contextmanager
def hold_store(store: Store) -> Iterator[None]:
    """Keep others from changing a store until the block ends. The system lets go of it if the process is killed.

    Raises `ListeningError` if another command holds it.
    """
    with (store.root / "lock").open("a+b") as file:
        if not _take(file):
            file.seek(0)
            who = file.read(20).decode("ascii", "replace").strip()
            raise ListeningError(
                f"another command is changing this audience{f' (process {who})' if who.isdigit() else ''}",
                "wait until it is done, then try again",
            )
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()).encode())
        file.flush()
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        file.seek(1 << 20)  # beyond what is written, so that others can read who holds it
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
