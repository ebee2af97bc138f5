"""Where the stories that we did not write lie, and how a score is counted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import pytest

STORIES = Path(__file__).parents[3] / "shared" / "data" / "minds"
needs_stories = pytest.mark.skipif(not STORIES.is_dir(), reason="the stories of ../shared/data/minds are not here")

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Score(Generic[Key]):
    """How many items were asked, and which were not answered as published."""

    asked: int
    missed: tuple[Key, ...]

    def __str__(self) -> str:
        right = self.asked - len(self.missed)
        return f"{right:,} of {self.asked:,} as published, {100 * right / self.asked:.2f} %"


def count(answers: Iterable[tuple[Key, str | None, str | None]]) -> Score[Key]:
    """The score over items, each with its key, the engine's answer and the published one."""
    asked = 0
    missed: list[Key] = []
    for key, ours, theirs in answers:
        asked += 1
        if ours != theirs:
            missed.append(key)
    return Score(asked, tuple(missed))


def tell(name: str, score: Score[Key]) -> None:
    """Print a score; ``pytest -rP`` shows it."""
    print(f"{name}: {score}")  # noqa: T201
