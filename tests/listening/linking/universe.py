"""Universes for tests of linking, small and of our own making."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fabula.listening.model import Batch, Link
from fabula.stages import load_canon
from fabula.universe.model import Universe

CITADEL = Path(__file__).parents[3] / "examples" / "citadel"


def read(folder: Path, files: dict[str, str]) -> Universe:
    """A universe of the given files."""
    for name, text in {"fabula.toml": 'name = "Test"\n', **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_canon(folder).universe


def batch(texts: Sequence[str], show: str | None = None, time: int | None = None, episode: str | None = None) -> Batch:
    """Comments that differ by nothing but their texts."""
    count = len(texts)
    return Batch(texts, [None] * count, [time] * count, [show] * count, [episode] * count)


def told(text: str, links: Sequence[Link]) -> list[tuple[str, str, str]]:
    """Links as element, the words that name it, and how."""
    return [(link.element, text[link.start : link.end], link.how.value) for link in links]
