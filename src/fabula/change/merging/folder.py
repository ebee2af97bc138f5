"""A merged universe, written into a folder of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import Final

from fabula.change.merging.snapshot import LINK, MODULE, PROGRAM
from fabula.change.merging.trees import MergedTree

__all__ = ["write_folder"]

_FORBIDDEN: Final = frozenset({"", ".", "..", ".git"})


def write_folder(tree: MergedTree, folder: Path) -> None:
    """Write every file of a merge into a folder that is not there, or empty: all of them or none.

    Raises `OSError` if that cannot be done.
    """
    target = folder.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        for path in tree.files:
            _write(tree, path, made)
        made.chmod(0o777 & ~_mask())
        if target.exists():
            target.rmdir()
        made.rename(target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _write(tree: MergedTree, path: str, folder: Path) -> None:
    parts = PurePosixPath(path).parts
    if not _FORBIDDEN.isdisjoint(parts):
        raise OSError(f"{path}: no file of this name can be written")
    file = folder.joinpath(*parts)
    file.parent.mkdir(parents=True, exist_ok=True)
    match tree.files[path].kind:
        case kind if kind == LINK:
            file.symlink_to(os.fsdecode(tree.read(path)))
        case kind if kind == MODULE:
            file.mkdir()
        case kind:
            file.write_bytes(tree.read(path))
            if kind == PROGRAM:
                file.chmod(0o777 & ~_mask())


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
