"""What differs between two versions, laid out by show and by episode: what text and Markdown are written from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from fabula.change.comparing.axis import Axis
from fabula.change.comparing.differences import (
    Difference,
    Differences,
    EpisodeChange,
    FindingChange,
    How,
    MindChange,
    SceneChange,
    ShowChange,
    Turn,
)
from fabula.report.diff_words import DiffWords, field_words
from fabula.report.words import count, join_words
from fabula.universe.model import Episode, Scene, Show, Status
from fabula.universe.scenes import telling_order
from fabula.universe.versions import plain_path

__all__ = [
    "LABELS",
    "UNTOUCHED",
    "EpisodeRows",
    "Layout",
    "Row",
    "ShowRows",
    "label_of",
    "lay_out",
]

UNTOUCHED: Final = "Nothing was written here: this follows from changes elsewhere."
"""What is said of a show that nobody has touched."""

LABELS: Final = (
    (How.ADDED, "added"),
    (How.CUT, "cut"),
    (How.MOVED, "moved"),
    (How.REWRITTEN, "rewritten"),
    (How.RETIMED, "retimed"),
    (How.NOTED, "notes"),
    (How.RENUMBERED, "renumbered"),
)
"""By which of the things done to it a scene is listed."""


_UNREADABLE: Final = frozenset({"S105", "S107", "S108", "S112"})
"""Findings that say why a file is left out."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what kind of difference, in which scene, in words. ``minor`` is left for those who ask for all."""

    label: str
    number: str
    text: str
    status: Status
    about: tuple[Difference, ...]
    minor: bool = False


@dataclass(slots=True)
class EpisodeRows:
    """An episode with what differs in it. ``changed`` says whether something is said of the episode as such."""

    episode: Episode
    head: str
    changed: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class ShowRows:
    """A show with its episodes. ``touched`` says whether somebody has changed anything in it."""

    show: Show
    head: str
    touched: bool = False
    episodes: list[EpisodeRows] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """Everything that differs. ``bible`` is what stands in no scene: entries, and what follows from them."""

    shows: list[ShowRows] = field(default_factory=list)
    bible: list[Row] = field(default_factory=list)


def lay_out(found: Differences, words: DiffWords) -> Layout:
    """All differences by show and by episode, in the order of telling; within an episode by scene."""
    return _LayingOut(found, words).run()


class _LayingOut:
    def __init__(self, found: Differences, words: DiffWords) -> None:
        self.found = found
        self.words = words
        self.told = Axis(found.before.universe.scenes, found.after.universe.scenes, found.pairs)
        self.episodes: dict[Episode, list[tuple[float, Row]]] = {}
        self.bible: list[Row] = []
        self.changed = {change.episode: change for change in found.episodes}
        """Episodes of which something is said otherwise, as they are after if they are there."""

    def run(self) -> Layout:
        """The layout."""
        for change in self.found.entries:
            label = "added" if change.before is None else "gone" if change.after is None else "changed"
            self.bible.append(Row(label, "", self.words.entry(change), change.status, (change,)))
        self.bible += [Row("settings", "", field_words(one), Status.LOCKED, ()) for one in self.found.settings]
        self._scenes()
        for memory in self.found.memories:
            self._add("memory", memory, self.words.memory(memory))
        self._minds()
        for fact in self.found.facts:
            self._add("fact", fact, self.words.fact(fact), minor=fact.attribute == "place")
        for reveal in self.found.reveals:
            self._add("reveal", reveal, self.words.reveal(reveal))
        for promise in self.found.promises:
            self._add("promise", promise, self.words.promise(promise))
        for finding in self.found.findings:
            self._add("new" if finding.new else "gone", finding, self.words.finding(finding))
        return Layout(list(self._shows()), self.bible)

    def _add(self, label: str, change: Difference, text: str, number: str = "", minor: bool = False) -> None:
        self._put(change.scene, Row(label, number, text, change.status, (change,), minor))

    def _put(self, scene: Scene | None, row: Row) -> None:
        if scene is None:
            self._put_aside(row)
            return
        number = row.number or ("" if scene.written.heading is None and not scene.written.number else scene.label)
        row = Row(row.label, number, row.text, row.status, row.about, row.minor)
        self.episodes.setdefault(self._episode(scene), []).append((self.told.place(scene), row))

    def _put_aside(self, row: Row) -> None:
        """What stands in no scene: at the head of its script, if it is a finding of one, else with the bible."""
        change = row.about[0] if row.about else None
        path = plain_path(change.finding.span.path) if isinstance(change, FindingChange) else ""
        universes = (self.found.after.universe, self.found.before.universe)
        everything = (episode for universe in universes for episode in universe.episodes)
        episode = next((one for one in everything if plain_path(one.script.source.path) == path), None)
        if episode is None:
            self.bible.append(row)
        else:
            self.episodes.setdefault(self.found.pairs.episode_after.get(episode, episode), []).append((-1.0, row))

    def _episode(self, scene: Scene) -> Episode:
        """The episode under which a scene is told: as it is after, if it is there."""
        return self.found.pairs.episode_after.get(scene.episode, scene.episode)

    def _scenes(self) -> None:
        """Scenes one by one; of an episode that is new or gone only how many, and runs that did the same together."""
        whole = {episode for episode, change in self.changed.items() if change.before is None or change.after is None}
        for run in _runs(self.found.scenes, self._episode):
            first = run[0]
            if self._episode(first.scene) in whole:
                continue
            label = label_of(first)
            number = first.scene.label if len(run) == 1 else f"{first.scene.label}-{run[-1].scene.label}"
            text = self.words.scene(first) if len(run) == 1 else self._run_words(run)
            status = max(change.status for change in run)
            self._put(first.scene, Row(label, number, text, status, tuple(run)))

    def _run_words(self, run: Sequence[SceneChange]) -> str:
        if How.RETIMED in run[0].how:
            return f"{count(len(run), 'scene')}: {self.words.retimed(run[0])}"
        pairs = [f"{c.before.label} → {c.after.label}" for c in run if c.before is not None and c.after is not None]
        more = f" and {len(pairs) - 3} more" if len(pairs) > 4 else ""
        return ", ".join(pairs[:3] if more else pairs) + more

    def _minds(self) -> None:
        """Minds that turn alike in one scene stand in one line."""
        groups: dict[object, list[MindChange]] = {}
        for change in (*self.found.covers, *self.found.minds):
            words = (change.words_before, change.words_after)
            groups.setdefault((change.felt, change.turn, words, change.chain[1:], change.matter), []).append(change)
        folded: dict[object, list[list[MindChange]]] = {}
        for group in groups.values():
            first = group[0]
            people = tuple(change.chain for change in group)
            alike = first.matter.kind == "member" and first.value_after == "yes" and first.turn is not Turn.ELSEWISE
            one: object = (people, first.felt, first.turn, first.matter.detail) if alike else id(group)
            folded.setdefault(one, []).append(group)
        for groups_alike in folded.values():
            self._mind_row(groups_alike)

    def _mind_row(self, groups: Sequence[Sequence[MindChange]]) -> None:
        first = groups[0][0]
        text = self.words.mind(first, [change.chain[0] for change in groups[0]])
        if len(groups) > 1:
            names = join_words(sorted(self.words.after.name(group[0].matter.subject) for group in groups))
            group_name = self.words.after.name(str(first.matter.detail))
            text = text.replace(first.words_after, f"who belongs to {group_name}: {names}", 1)
        label = "cover" if first.cover and len(first.chain) == 1 else "mind"
        about = tuple(change for group in groups for change in group)
        self._put(first.felt, Row(label, "", text, first.status, about, minor=_is_minor(first)))

    def _shows(self) -> Iterator[ShowRows]:
        for episode in self.changed:
            self.episodes.setdefault(episode, [])
        changes = {change.show: change for change in self.found.shows}
        by_show: dict[str, list[Episode]] = {}
        for episode in self.episodes:
            by_show.setdefault(episode.show.id, []).append(episode)
        after, before = self.found.after.universe.shows, self.found.before.universe.shows
        gone = [show for name, show in before.items() if name not in self.found.pairs.shows]
        for show in (*telling_order(after.values()), *telling_order(gone)):
            change = changes.get(show.id)
            episodes = by_show.pop(show.id, [])
            if change is None and not episodes:
                continue
            rows = ShowRows(show, _show_head(show, change))
            rows.episodes = [self._episode_rows(e) for e in sorted(episodes, key=lambda e: (e.season, e.number, e.key))]
            rows.touched = change is not None or any(self._is_touched(episode) for episode in episodes)
            yield rows

    def _is_touched(self, episode: Episode) -> bool:
        return episode in self.changed or any(
            isinstance(difference, SceneChange) for _, row in self.episodes[episode] for difference in row.about
        )

    def _episode_rows(self, episode: Episode) -> EpisodeRows:
        rows = sorted(self.episodes[episode], key=lambda item: item[0])  # stable: of one scene in the order of kinds
        change = self.changed.get(episode)
        head = _episode_head(episode, change) + self._unreadable(change)
        return EpisodeRows(episode, head, change is not None, [row for _, row in rows])

    def _unreadable(self, change: EpisodeChange | None) -> str:
        """Why an episode is not there in one version, if its file is, and cannot be read."""
        if change is None or (change.before is not None and change.after is not None):
            return ""
        canon = self.found.after if change.after is None else self.found.before
        path = plain_path(change.episode.script.source.path)
        broken = (f for f in canon.read_findings if f.code in _UNREADABLE and plain_path(f.span.path) == path)
        finding = next(broken, None)
        if finding is None:
            return ""
        return f"; its file cannot be read {'now' if change.after is None else 'before'} ({finding.code})"


def _runs(scenes: Sequence[SceneChange], episode_of: Callable[[Scene], Episode]) -> Iterator[list[SceneChange]]:
    """Scenes that stand alone, and runs of one episode that were all renumbered, or all moved by the same time."""
    run: list[SceneChange] = []
    for change in scenes:
        if run and _alike(run[-1], change) and episode_of(run[-1].scene) is episode_of(change.scene):
            run.append(change)
            continue
        if run:
            yield run
        run = [change]
    if run:
        yield run


def _alike(one: SceneChange, other: SceneChange) -> bool:
    if one.how != other.how:
        return False
    if one.how == (How.RENUMBERED,):
        return True
    return one.how == (How.RETIMED,) and one.later is not None and one.later == other.later


def _is_minor(change: MindChange) -> bool:
    """Whether a change of a mind can wait: what people think of one another, and the same known by another way."""
    if len(change.chain) > 1:
        return True
    if change.turn is Turn.ELSEWISE:
        return not change.lie
    return change.turn in {Turn.EARLIER, Turn.LATER} and not (change.cover or change.matter.timeless)


def _show_head(show: Show, change: ShowChange | None) -> str:
    name = show.id if show.name.casefold() == show.id.casefold() else f"{show.id} ({show.name})"
    if change is None:
        return name
    if change.before is None or change.after is None:
        return f"{name}: {'new' if change.before is None else 'gone'}"
    return f"{name}: {'; '.join(field_words(one) for one in change.fields)}"


def _episode_head(episode: Episode, change: EpisodeChange | None) -> str:
    head = f"{episode.code} {episode.title}".strip() + f", {episode.status}"
    if change is None:
        return head
    scenes = count(len(episode.scenes), "scene")
    if change.before is None or change.after is None:
        return f"{head}: {'new' if change.before is None else 'gone'}, with {scenes}"
    return f"{head}: {'; '.join(field_words(one) for one in change.fields)}"


def label_of(change: SceneChange) -> str:
    """The word by which a scene is listed."""
    return next(label for how, label in LABELS if how in change.how)
