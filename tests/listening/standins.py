"""A linker and a scorer as simple as can be, for the tests of what runs them."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fabula.listening.model import Batch, How, Link, Score

NAMES = {"mason": "people/mason-kane", "nadia": "people/nadia-sinh", "citadel": "groups/citadel"}
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class WordLinker:
    """Finds a few names; the episode that the source says, or else "ep 3"; and it can be made to fail."""

    stamp: str = "words 1"
    pause: float = 0.0  # seconds that a batch takes
    once: str = ""  # a file: the process that makes it dies of it

    def link(self, batch: Batch) -> list[list[Link]]:
        time.sleep(self.pause)
        if self.once and not Path(self.once).exists():
            Path(self.once).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return [self._one(text, episode) for text, episode in zip(batch.texts, batch.episodes, strict=True)]

    def _one(self, text: str, episode: str | None) -> list[Link]:
        links = []
        for word in _WORDS.finditer(text.lower()):
            if word[0] in NAMES:
                links.append(Link(NAMES[word[0]], word.start(), word.end(), How.NAME, 0.9))
            elif word[0].startswith("ep") and word[0][2:].isdigit():
                key = f"episodes/citadel/s01e{int(word[0][2:]):02}"
                links.append(Link(key, word.start(), word.end(), How.NUMBER, 0.8))
            elif word[0] == "raise":
                raise KeyError(text)
            elif word[0] == "die":
                os._exit(9)
        if episode is not None:
            links.append(Link(f"episodes/{episode}", 0, 0, How.SOURCE, 0.7))
        return links


@dataclass(frozen=True)
class MarkScorer:
    """Likes what ends in "!" and nothing that ends in "?"; reads no German."""

    name: str = "marks"
    version: str = "1"

    def score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> list[list[Score | None]]:
        return [
            [self._one(text, language) for _ in those]
            for text, language, those in zip(batch.texts, batch.languages, links, strict=True)
        ]

    def _one(self, text: str, language: str | None) -> Score | None:
        if language == "de":
            return None
        asks = text.endswith("?")
        return Score(text.count("!") * 0.5 - asks * 0.25, 0.125, float(asks), 0.0)


class Unreadable:
    """A linker that can be pickled but not read again."""

    stamp = "unreadable"

    def __reduce__(self) -> tuple[object, ...]:
        return int, ("not a number",)

    def link(self, batch: Batch) -> list[list[Link]]:
        raise NotImplementedError
