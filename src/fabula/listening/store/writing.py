"""Files that are there as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["replace_whole", "write_whole"]


@contextmanager
def replace_whole(path: Path, mode: int = 0o644) -> Iterator[Path]:
    """A temporary name to write to; when the block ends well, what was written stands at ``path`` in one step.

    If it ends badly, nothing has changed. What a killed process leaves begins with a dot and ends in ``.part``: no
    part is ever taken from it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(mode)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_whole(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file in one step."""
    with replace_whole(path, mode) as temporary:
        temporary.write_bytes(data)
