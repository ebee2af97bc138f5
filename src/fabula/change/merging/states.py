"""Several states of one universe, looked at one after the other: a side, the other side, the merge, a part of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fabula.change.baseline import find_baseline, settle_baseline
from fabula.change.fingerprint import line_and_words, place_name
from fabula.change.merging.snapshot import Snapshot
from fabula.change.merging.trace import read_story_file, story_name
from fabula.change.recognise import Sighting, recognise, scene_headings, take_sightings
from fabula.finding import Finding
from fabula.live.universe import LiveUniverse
from fabula.source import Source, Span
from fabula.universe.tree import EditedTree

__all__ = ["Look", "States", "Texts", "count_places"]

_MORE: Final = re.compile(r"\(and (?:in )?(\d+) ")
_MORE_WORDS: Final = re.compile(r" \(and (?:in )?\d+ [^()]*\)")

Texts = Mapping[str, Source | None]
"""Files by name, None for one that is not there: how a state differs from the one that the universe was opened in."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be said of one state: its open findings, how to recognise them, and its scenes."""

    findings: tuple[Finding, ...]
    sightings: tuple[Sighting, ...]
    headings: Mapping[str, frozenset[str]]
    scenes: Mapping[str, Sequence[tuple[int, str]]]
    """For every script where its scenes start, and what they are called."""

    def scene_at(self, span: Span) -> str:
        """The scene that a place is in; empty outside of scenes."""
        return self.scene_of(span.path, span.start)

    def scene_of(self, path: str, offset: int) -> str:
        """The scene at an offset of a script; empty outside of scenes."""
        scenes = self.scenes.get(path, ())
        at = bisect_right(scenes, offset, key=lambda scene: scene[0]) - 1
        return scenes[at][1] if at >= 0 else ""

    def held_in(self, other: Look) -> list[int]:
        """For every finding the number of places at which another state has it; 0 where it has it not."""
        pairs = recognise(other.sightings, self.sightings, self.headings)
        kin = {_kin(finding): count_places(finding) for finding in other.findings if finding.related}
        return [
            kin.get(_kin(finding), 0) if pair is None else count_places(other.findings[pair])
            for pair, finding in zip(pairs, self.findings, strict=True)
        ]

    def holds(self, one: Sighting, places: int) -> bool:
        """Whether a finding is there, at so many places at least."""
        pairs = recognise([one], self.sightings, self.headings)
        return any(
            pair is not None and count_places(finding) >= places
            for pair, finding in zip(pairs, self.findings, strict=True)
        )


def _kin(finding: Finding) -> Hashable:
    """What findings of one mistake share if another place of it is the first: their words, and what they go against."""
    if not finding.related:
        return None
    against = finding.related[0].span
    words = _MORE_WORDS.sub("", finding.message)
    return finding.code, words, place_name(against.path), line_and_words(against)


def count_places(finding: Finding) -> int:
    """At how many places a mistake is made of which only the first is told."""
    more = _MORE.search(finding.message)
    return 1 + (int(more[1]) if more else 0)


class States:
    """A universe opened in one state, which is brought from state to state.

    What two of them share is worked out once. Raises `fabula.universe.load.UnreadableUniverse` where a state is none.
    """

    def __init__(self, opened: Snapshot) -> None:
        self.opened = opened
        self._live = LiveUniverse(opened.tree)
        self._now: dict[str, Source | None] = {}
        self._before: dict[str, Source | None] = {}
        """The files of the opened state that some other state had otherwise."""

    def differences(self, other: Snapshot) -> Texts:
        """How another version differs from the one that was opened."""
        files, others = self.opened.files, other.files
        return {
            story_name(path): read_story_file(other, path)
            for path in sorted({*files, *others})
            if files.get(path) != others.get(path) and story_name(path)
        }

    def look(self, texts: Texts) -> Look:
        """Bring the universe to a state, and see what is wrong in it."""
        names = {story_name(path): path for path in self.opened.files}
        for name in sorted(texts.keys() - self._before.keys()):
            self._before[name] = self._now[name] = read_story_file(self.opened, names[name]) if name in names else None
        wanted = {**self._before, **texts}
        changed = {name: text for name, text in wanted.items() if not _same(text, self._now[name])}
        if changed:
            self._live.edit(changed)
            self._now = wanted
        canon = self._live.canon
        tree = EditedTree(self.opened.tree, wanted) if wanted else self.opened.tree
        found = settle_baseline(canon, self._live.findings, find_baseline(tree))
        sightings = take_sightings(canon.universe, found)
        open_ones = [(f, s) for f, s in zip(found, sightings, strict=True) if f.reported]
        return Look(
            tuple(finding for finding, _ in open_ones),
            tuple(sighting for _, sighting in open_ones),
            scene_headings(canon.universe),
            {
                episode.script.source.path: [(scene.written.start, scene.name) for scene in episode.scenes]
                for episode in canon.universe.episodes
            },
        )


def _same(one: Source | None, other: Source | None) -> bool:
    return one is other or (one is not None and other is not None and one.text == other.text)
