"""fabula: a compiler for story universes.

>>> import fabula
>>> canon = fabula.load("examples/citadel")  # doctest: +SKIP
>>> canon.findings  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fabula.api import Loaded

__all__ = ["__version__", "load"]

__version__ = "0.1.0"


def load(path: str) -> Loaded:
    """Read the universe in a folder. Imports the rest of fabula only when called. See `fabula.api.Loaded`."""
    from fabula.api import load as load_now

    return load_now(path)
