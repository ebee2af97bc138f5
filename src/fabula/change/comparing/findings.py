"""Findings that one version alone has. One whose scene was moved or renumbered is the same in both."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fabula.change.comparing.differences import FindingChange
from fabula.change.comparing.joining import join_lists
from fabula.change.comparing.pairs import Pairs
from fabula.finding import Finding
from fabula.universe.model import Episode, Scene, Universe
from fabula.universe.versions import plain_path

__all__ = ["compare_findings"]


@dataclass(slots=True)
class _Seen:
    """A finding with what it is known by: its scene or file, and its line."""

    finding: Finding
    scene: Scene | None
    place: int | str
    _line: str | None = None

    @property
    def line(self) -> str:
        """The text of its line; most findings stand in files that have not changed, and are never asked for it."""
        if self._line is None:
            span = self.finding.span
            self._line = " ".join(span.source.line_text(span.line).split())
        return self._line


def compare_findings(
    before: Universe, after: Universe, pairs: Pairs, olds: Sequence[Finding], news: Sequence[Finding]
) -> list[FindingChange]:
    """New findings in their order, then those that are gone.

    A finding is the same if its code is, and its scene, and its line or else its message. What is reported in one
    version and intended in the other has gone, or come.
    """
    files = {
        plain_path(old.script.source.path): plain_path(new.script.source.path)
        for old, new in pairs.episode_after.items()
    }
    entries = {entry.key: plain_path(entry.source.path) for entry in after.entries}
    for entry in before.entries:
        key = pairs.name_after(entry.key)
        if key in entries:
            files[plain_path(entry.source.path)] = entries[key]
    ours, theirs = _Places(before), _Places(after)

    def old_place(finding: Finding, scene: Scene | None) -> int | str:
        path = plain_path(finding.span.path)
        return pairs.number_before(scene) if scene is not None else files.get(path, path)

    def new_place(finding: Finding, scene: Scene | None) -> int | str:
        return pairs.number_after(scene) if scene is not None else plain_path(finding.span.path)

    joined = join_lists(
        (_Seen(finding, scene := ours.scene(finding), old_place(finding, scene)) for finding in olds),
        (_Seen(finding, scene := theirs.scene(finding), new_place(finding, scene)) for finding in news),
        ((_by_text, _by_text), (_by_line, _by_line), (_by_message, _by_message)),
    )
    found: list[FindingChange] = []
    gone: list[FindingChange] = []
    for old, new in (pair for group in joined.pairs for pair in group):
        if (old.finding.intended is None) != (new.finding.intended is None):
            if new.finding.intended is None:
                found.append(FindingChange(new.finding, True, intended=True, felt=new.scene))
            else:
                gone.append(FindingChange(new.finding, False, intended=True, felt=new.scene))
    found += [FindingChange(new.finding, True, felt=new.scene) for new in joined.news if new.finding.intended is None]
    for old in joined.olds:
        if old.finding.intended is None:
            scene = pairs.after_of.get(old.scene, old.scene) if old.scene is not None else None
            gone.append(FindingChange(old.finding, False, felt=scene))
    return [*_sorted(found), *_sorted(gone)]


def _by_text(one: _Seen) -> tuple[object, ...]:
    span = one.finding.span
    return one.finding.code, id(span.source), span.start, span.end, one.finding.message


def _by_line(one: _Seen) -> tuple[object, ...]:
    return one.finding.code, one.place, one.line


def _by_message(one: _Seen) -> tuple[object, ...]:
    return one.finding.code, one.place, one.finding.message


def _sorted(found: Iterable[FindingChange]) -> Iterator[FindingChange]:
    return iter(sorted(found, key=lambda change: change.finding.sort_key))


class _Places:
    """Which scene of a version a finding stands in."""

    def __init__(self, universe: Universe) -> None:
        self._episodes: dict[str, Episode] = {e.script.source.path: e for e in universe.episodes}

    def scene(self, finding: Finding) -> Scene | None:
        """The scene, or None for what stands in no scene."""
        episode = self._episodes.get(finding.span.path)
        if episode is None:
            return None
        index = bisect_right(episode.scenes, finding.span.start, key=lambda scene: scene.written.start)
        return episode.scenes[index - 1] if index else None
