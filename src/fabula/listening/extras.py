"""The packages that listening needs beside fabula's own: asked for before they are used, with what to install."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

__all__ = ["MissingExtraError", "require_listening", "require_spark"]

LISTENING: Final = (
    "ahocorasick_rs",
    "duckdb",
    "numpy",
    "py3langid",
    "pyarrow",
    "rensa",
    "sklearn",
    "spellchecker",
    "zstandard",
)
SPARK: Final = (*LISTENING, "pyspark", "grpc", "pandas")


class MissingExtraError(Exception):
    """Packages that are not installed, and what installs them."""

    def __init__(self, missing: list[str], extra: str) -> None:
        self.message = f"this needs packages that are not installed: {', '.join(missing)}"
        self.remedy = f"install them with: pip install 'fabula[{extra}]'"
        super().__init__(self.message)


def require_listening() -> None:
    """Raises `MissingExtraError` if a package of ``fabula[listening]`` is missing."""
    _require(LISTENING, "listening")


def require_spark() -> None:
    """Raises `MissingExtraError` if a package of ``fabula[listening-spark]`` is missing."""
    _require(SPARK, "listening-spark")


def _require(packages: tuple[str, ...], extra: str) -> None:
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise MissingExtraError(missing, extra)
