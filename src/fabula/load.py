"""Moved to `fabula.stages`: a module of this name hides the function `fabula.load`. To be deleted; use that."""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import Any

from fabula.stages import load_canon

__all__ = ["load_canon"]


class _Callable(ModuleType):
    """Lets ``fabula.load(path)`` go on working after somebody has imported this module."""

    def __call__(self, path: str | os.PathLike[str]) -> Any:
        from fabula.api import load

        return load(path)


sys.modules[__name__].__class__ = _Callable
