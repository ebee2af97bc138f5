"""Writing files that are not there yet: whole or not at all, and never over another."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

__all__ = ["write_new"]


def write_new(path: Path, data: bytes) -> bool:
    """Write a file with all folders above it. False if there is something of that name, which stays as it is.

    The data goes to a temporary file beside it, which then gets the name in one step; a reader never sees half a
    file. Raises OSError if it cannot be written.
    """
    if os.path.lexists(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        return _name_it(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def _name_it(temporary: Path, path: Path) -> bool:
    try:
        # A hard link, unlike a rename, fails if the name was taken in the meantime.
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    except OSError:
        if os.path.lexists(path):
            return False
        temporary.replace(path)  # file systems without hard links
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
