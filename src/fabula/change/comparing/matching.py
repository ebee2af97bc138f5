"""Finding the scenes again: which scene of one version is which of the other, whatever has been done to it.

From the surest sign to the weakest: the same file, the scene's own id (FDX), the same text, the same number in the
same episode, a similar text anywhere, and at last a number or heading that nothing else claims. What a surer sign has
joined no weaker one parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final, TypeVar

from fabula.change.comparing.likely import ALIKE, find_likely
from fabula.change.comparing.pairs import Pairs
from fabula.change.comparing.written import likeness
from fabula.universe.model import Episode, Scene, Status, Universe
from fabula.universe.versions import plain_path

__all__ = ["match_scenes"]

Sign = TypeVar("Sign", bound=Hashable)
Thing = TypeVar("Thing")

_RELATED: Final = 0.35
"""The likeness that two scenes with the same number need if they are not locked. Scenes that have nothing to do with
each other share a fifth to a third of their words in order: articles, names, stops."""


def match_scenes(before: Universe, after: Universe) -> Pairs:
    """The scenes, episodes and shows that two versions have in common."""
    return _Matcher(before, after).run()


class _Matcher:
    def __init__(self, before: Universe, after: Universe) -> None:
        self.before = before
        self.after = after
        self.pairs = Pairs()
        self.written = self.pairs.written

    def run(self) -> Pairs:
        self._join_same_files()
        self._join_same_ids()
        self._join_same_texts(anywhere=True)
        self._join_episodes()
        self._join_same_texts(anywhere=False)
        self._join_same_numbers(ALIKE)
        self._join_alike()
        self._join_episodes()
        self._join_same_numbers(_RELATED)
        self._join_same_headings()
        self._join_shows()
        return self.pairs

    def left_before(self) -> list[Scene]:
        """The scenes of before that have not been found again."""
        return [scene for scene in self.before.scenes if scene not in self.pairs.after_of]

    def left_after(self) -> list[Scene]:
        """The scenes of after that are new as far as is known."""
        return [scene for scene in self.after.scenes if scene not in self.pairs.before_of]

    def _join_same_files(self) -> None:
        """A file that has not changed was parsed once and is the same object in both."""
        scripts = {id(episode.script): episode for episode in self.after.episodes}
        for episode in self.before.episodes:
            same = scripts.get(id(episode.script))
            if same is not None:
                for one, other in zip(episode.scenes, same.scenes, strict=True):
                    self.pairs.join(one, other, untouched=True)

    def _join_same_ids(self) -> None:
        ids = _unique((scene.written.details.uid, scene) for scene in self.left_after())
        for uid, scene in _unique((scene.written.details.uid, scene) for scene in self.left_before()).items():
            if uid and uid in ids:
                self._join(scene, ids[uid])

    def _join(self, one: Scene, other: Scene) -> None:
        self.pairs.join(one, other, untouched=self.written(one).content == self.written(other).content)

    def _join_same_texts(self, *, anywhere: bool) -> None:
        """Scenes that say the same. Short ones (a heading, a line) are known only inside their episode."""
        texts: dict[Hashable, list[Scene]] = {}
        for scene in self.left_after():
            texts.setdefault(self._text_key(scene, anywhere, before=False), []).append(scene)
        groups: dict[Hashable, list[Scene]] = {}
        for scene in self.left_before():
            key = self._text_key(scene, anywhere, before=True)
            if key is not None and key in texts:
                groups.setdefault(key, []).append(scene)
        for key, olds in groups.items():
            for one, other in _in_order(olds, texts[key]):
                self.pairs.join(one, other, untouched=True)

    def _text_key(self, scene: Scene, anywhere: bool, before: bool) -> Hashable:
        """What two scenes that say the same have in common; None for one that cannot be known by its text."""
        written = self.written(scene)
        if anywhere:
            return None if written.short else written.content
        episode = self.pairs.episode_after.get(scene.episode) if before else scene.episode
        return None if episode is None else (episode.key, written.content)

    def _join_episodes(self) -> None:
        """Episodes are those that share most scenes; else those of the same number, file or title."""
        pairs = self.pairs
        pairs.episode_after.clear()
        pairs.episode_before.clear()
        votes = Counter((one.episode, other.episode) for one, other in pairs.after_of.items())
        places = {episode: place for place, episode in enumerate((*self.before.episodes, *self.after.episodes))}

        def surest(vote: tuple[tuple[Episode, Episode], int]) -> tuple[int, bool, int, int]:
            (one, other), number = vote
            return (-number, one.key != other.key, places[one], places[other])

        for (one, other), _ in sorted(votes.items(), key=surest):
            self._join_two(one, other)
        self._join_shows()
        shows = pairs.shows
        for sign in _EPISODE_SIGNS:
            news = _unique((sign(e, e.show.id), e) for e in self.after.episodes if e not in pairs.episode_before)
            olds = [e for e in self.before.episodes if e not in pairs.episode_after]
            for key, episode in _unique((sign(e, shows.get(e.show.id, "")), e) for e in olds).items():
                if key is not None and key in news:
                    self._join_two(episode, news[key])

    def _join_two(self, one: Episode, other: Episode) -> None:
        if one not in self.pairs.episode_after and other not in self.pairs.episode_before:
            self.pairs.join_episodes(one, other)

    def _join_shows(self) -> None:
        """Shows are those of the same folder; else those that share most episodes; else the only ones left."""
        shows = {name: name for name in self.before.shows if name in self.after.shows}
        votes = Counter((one.show.id, other.show.id) for one, other in self.pairs.episode_after.items())
        for (one, other), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
            if one not in shows and other not in shows.values():
                shows[one] = other
        olds = [name for name in self.before.shows if name not in shows]
        news = [name for name in self.after.shows if name not in shows.values()]
        if len(olds) == len(news) == 1:
            shows[olds[0]] = news[0]
        self.pairs.shows = shows

    def _join_same_numbers(self, least: float) -> None:
        """The same printed number in the same episode, if the texts have enough in common."""
        for one, other in self._in_episodes(lambda scene: scene.written.number.lower()):
            if likeness(self.written(one), self.written(other)) >= least or (
                least < ALIKE and (_locked(one, other) or self._same_heading(one, other))
            ):
                self._join(one, other)

    def _same_heading(self, one: Scene, other: Scene) -> bool:
        return self._place(one) == self._place(other) != ""

    def _place(self, scene: Scene) -> str:
        """The heading, if it names a place: "Act 2, Scene 1" stands in every play."""
        return self.written(scene).heading.casefold() if scene.place else ""

    def _join_same_headings(self) -> None:
        """The same heading at the same place of an episode, between the same scenes: written from scratch."""
        for one, other in list(self._in_episodes(self._place)):
            neighbours = [(_next(one, step), _next(other, step)) for step in (-1, 1)]
            if all(self._is_joined(old, new) for old, new in neighbours):
                self._join(one, other)

    def _is_joined(self, one: Scene | None, other: Scene | None) -> bool:
        """Whether two scenes are one, or both are none: the end of an episode."""
        return one is other is None or (one is not None and self.pairs.after_of.get(one) is other)

    def _in_episodes(self, sign: Callable[[Scene], str]) -> Iterator[tuple[Scene, Scene]]:
        """Scenes that are left in two episodes that are one, and that alone there have the same sign."""
        olds: dict[Episode, list[Scene]] = {}
        news: dict[Episode, list[Scene]] = {}
        for scene in self.left_before():
            olds.setdefault(scene.episode, []).append(scene)
        for scene in self.left_after():
            news.setdefault(scene.episode, []).append(scene)
        for episode, scenes in olds.items():
            other = self.pairs.episode_after.get(episode)
            signs = _unique((sign(scene), scene) for scene in news.get(other, ())) if other is not None else {}
            for key, scene in _unique((sign(scene), scene) for scene in scenes).items():
                if key and key in signs:
                    yield scene, signs[key]

    def _join_alike(self) -> None:
        """Scenes whose texts are alike wherever they stand, the most alike first."""
        olds = [self.written(scene) for scene in self.left_before()]
        news = [self.written(scene) for scene in self.left_after()]
        for _, one, other in find_likely(olds, news, self.pairs.episode_after):
            free = one.scene not in self.pairs.after_of and other.scene not in self.pairs.before_of
            short = one.short or other.short
            if free and (not short or self.pairs.episode_after.get(one.scene.episode) is other.scene.episode):
                self._join(one.scene, other.scene)


def _next(scene: Scene, step: int) -> Scene | None:
    """The scene of the episode before or behind one."""
    scenes = scene.episode.scenes
    place = scene.order - scenes[0].order + step
    return scenes[place] if 0 <= place < len(scenes) else None


def _locked(one: Scene, other: Scene) -> bool:
    """Whether numbers are settled: in locked pages a number belongs to its scene for good."""
    return one.episode.status >= Status.LOCKED and other.episode.status >= Status.LOCKED


_EPISODE_SIGNS: Final[tuple[Callable[[Episode, str], Hashable], ...]] = (
    lambda episode, show: (show, episode.code),
    lambda episode, _: plain_path(episode.script.source.path),
    lambda episode, show: (show, episode.title.casefold()) if episode.title else None,
)
"""What an episode is known by in a show, given by its id after."""


def _unique(found: Iterable[tuple[Sign, Thing]]) -> dict[Sign, Thing]:
    """Things by a sign that only one of them has."""
    things: dict[Sign, Thing] = {}
    twice: set[Sign] = set()
    for sign, thing in found:
        if sign in things:
            twice.add(sign)
        things[sign] = thing
    return {sign: thing for sign, thing in things.items() if sign not in twice}


def _in_order(olds: list[Scene], news: list[Scene]) -> Iterator[tuple[Scene, Scene]]:
    """Scenes that all say the same, joined: those of one episode and number first, then of one episode, then the rest.

    So a line that recurs in every episode stays where it is.
    """
    for sign in _SIGNS:
        waiting: dict[Hashable, list[Scene]] = {}
        for scene in reversed(news):
            waiting.setdefault(sign(scene), []).append(scene)
        left: list[Scene] = []
        taken: set[Scene] = set()
        for scene in olds:
            held = waiting.get(sign(scene))
            if held:
                other = held.pop()
                taken.add(other)
                yield scene, other
            else:
                left.append(scene)
        olds, news = left, [scene for scene in news if scene not in taken]


_SIGNS: Final[tuple[Callable[[Scene], Hashable], ...]] = (
    lambda scene: (scene.episode.key, scene.label.lower()),
    lambda scene: scene.episode.key,
    lambda scene: None,
)
