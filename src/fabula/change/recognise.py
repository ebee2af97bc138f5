"""Which of today's findings are those of before, though the texts have been edited since.

Two findings that look the same are told apart by what stands around them: the heading of their scene, and the line
that follows. So a mistake that was mended in one scene and made anew in another is new, and one whose scene was
rewritten around it, moved, renumbered, or taken to another file is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from fabula.change.fingerprint import digest, fingerprints, line_and_words, place_name, text_behind
from fabula.finding import Finding
from fabula.source import Span
from fabula.universe.model import Episode, Scene, Universe

__all__ = ["Sighting", "recognise", "scene_headings", "take_sightings"]

_ASIDE = re.compile(r"\([^()]*\)")
"""What stands in brackets behind a name: the same person speaks, off screen or not."""
_FOLLOWING = 2
"""How many lines behind a finding are remembered: a cue is followed by what is said."""
_NOTHING = digest()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding as it can be recognised again: its name, and what stood around it.

    ``scene`` is the heading of its scene, without number, empty outside of scenes; ``after`` stands for the lines
    that follow, ``words`` for the words of its line that it speaks of.
    """

    code: str
    path: str
    fingerprint: str
    scene: str = ""
    after: str = ""
    words: str = ""

    @property
    def what(self) -> str:
        """What is found, wherever it stands."""
        return self.fingerprint[:8]

    @property
    def place(self) -> str:
        """The episode or file."""
        return place_name(self.path)

    @property
    def followed(self) -> bool:
        """Whether anything stands behind its line."""
        return self.after not in {"", _NOTHING}


def take_sightings(universe: Universe, findings: Iterable[Finding]) -> list[Sighting]:
    """All findings of a universe as they can be recognised. Take them together: of two alike the first is the first."""
    found = list(findings)
    episodes = {episode.script.source.path: episode for episode in universe.episodes}
    sightings: list[Sighting] = []
    for finding, name in zip(found, fingerprints(found), strict=True):
        scene = _scene_at(episodes, finding.span)
        heading = "" if scene is None else _heading(scene)
        after = _after(finding.span, None if scene is None else scene.written.end)
        words = digest(*_ASIDE.sub("", line_and_words(finding.span)[1]).split())
        sightings.append(Sighting(finding.code, finding.span.path, name, heading, after, words))
    return sightings


def scene_headings(universe: Universe) -> dict[str, frozenset[str]]:
    """The headings of every episode, by the name of its place."""
    headings: dict[str, set[str]] = {}
    for episode in universe.episodes:
        held = headings.setdefault(place_name(episode.script.source.path), {""})
        held.update(_heading(scene) for scene in episode.scenes)
    for entry in universe.entries:
        headings.setdefault(place_name(entry.source.path), {""})
    return {place: frozenset(held) for place, held in headings.items()}


def _scene_at(episodes: Mapping[str, Episode], span: Span) -> Scene | None:
    episode = episodes.get(span.path)
    if episode is None:
        return None
    index = bisect_right(episode.scenes, span.start, key=lambda scene: scene.written.start)
    return episode.scenes[index - 1] if index else None


def _heading(scene: Scene) -> str:
    if scene.written.heading is None:
        return ""
    text = scene.episode.script.elements[scene.written.heading].text
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _after(span: Span, end: int | None) -> str:
    """A sign for the next lines of the scene, which ends at an offset."""
    lines = (" ".join(line.split()) for line in text_behind(span, end).splitlines())
    return digest(*islice(filter(None, lines), _FOLLOWING))


_Key = Callable[[Sighting], Hashable]

_STILL_THERE: tuple[_Key, ...] = (
    lambda one: (one.code, one.what, one.place, one.scene, one.after),
    lambda one: (one.code, one.what, one.place, one.after),
    lambda one: (one.code, one.what, one.place, one.scene),
    lambda one: (one.code, one.words, one.place, one.scene),  # the line was rewritten, and still says it
)
"""What makes two of one place the same, the surest first."""


def recognise(
    before: Sequence[Sighting], now: Sequence[Sighting], headings: Mapping[str, Container[str]]
) -> list[int | None]:
    """For each finding of now, the index of the one of before that it is; None for those that are new.

    ``headings`` are those of now, from `scene_headings`. Each finding of before is found again at most once.
    """

    def scene_gone(one: Sighting) -> bool:
        return one.scene not in headings.get(one.place, ())

    match = _Match(before, now)
    for key in _STILL_THERE:
        match.pair(key)
    # The heading was rewritten, and so was what follows.
    match.pair(lambda one: (one.code, one.what, one.place), scene_gone)
    # The scene, or its whole file, is somewhere else now.
    match.pair(
        lambda one: (one.code, one.what, one.scene, one.after),
        lambda one: scene_gone(one) and bool(one.scene or one.followed),
    )
    return match.found


class _Match:
    """The pairs so far, and what is left on either side."""

    def __init__(self, before: Sequence[Sighting], now: Sequence[Sighting]) -> None:
        self.before = before
        self.now = now
        self.found: list[int | None] = [None] * len(now)
        self.left = set(range(len(before)))

    def pair(self, key: _Key, only: Callable[[Sighting], bool] = lambda _: True) -> None:
        """Pair what has the same key, in the order of both sides."""
        waiting: dict[Hashable, deque[int]] = {}
        for index in sorted(self.left):
            if only(self.before[index]):
                waiting.setdefault(key(self.before[index]), deque()).append(index)
        for index, one in enumerate(self.now):
            if waiting and self.found[index] is None and (held := waiting.get(key(one))):
                self.found[index] = again = held.popleft()
                self.left.discard(again)
