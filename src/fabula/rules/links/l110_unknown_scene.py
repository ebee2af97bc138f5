"""L110 unknown-scene."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from fabula.bible.statements import Fact, SceneName, Statement
from fabula.finding import Finding, Level
from fabula.rules.registry import Rule
from fabula.story.model import Canon
from fabula.universe.model import Scene, Universe

MAY_BE_TO_COME = frozenset({"intended"})
"""Forms that may name an episode which nobody has written yet."""


class UnknownScene(Rule):
    """A canon note names a scene or an episode that does not exist

    ## What it checks
    Every reference such as `S01E02/14`, `S02E01` or `india S01E02/14` leads to a scene or an episode. Scenes go by
    their printed numbers, or by their position in the episode where none are printed. Without a show in front the
    note's own show is meant. The episode after `until` in an `intended` note may still have to be written.

    ## Why it matters
    A time that hangs on a scene which is not there hangs on nothing. Mostly scenes were numbered anew, or an episode
    was moved.

    ## Example
        [[canon: same time as S01E02/99]]

    where S01E02 has 14 scenes.

    ## What to do
    Correct the reference. `fabula scenes` lists all scenes with their numbers.
    """

    code = "L110"
    name = "unknown-scene"
    level = Level.ERROR
    reads = frozenset({"scripts", "links"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each reference."""
        universe = canon.universe
        episodes = {episode.key: [scene.label for scene in episode.scenes] for episode in universe.episodes}
        for scene in universe.scenes:
            for statement in scene.statements:
                if statement.form in MAY_BE_TO_COME:
                    continue
                for reference in _references(statement):
                    finding = _check(universe, episodes, reference, scene)
                    if finding is not None:
                        yield finding


def _references(statement: Statement) -> Iterator[SceneName]:
    for _, value in statement.slots:
        if isinstance(value, SceneName):
            yield value
        elif isinstance(value, Fact):
            continue


def _check(universe: Universe, episodes: dict[str, list[str]], reference: SceneName, scene: Scene) -> Finding | None:
    show = reference.show or scene.episode.show.id
    code = f"S{reference.season:02}E{reference.episode:02}"
    key = f"{show}/{code}".lower()
    if key not in episodes:
        if show.lower() not in {known.lower() for known in universe.shows}:
            near = process.extractOne(show, list(universe.shows), scorer=fuzz.ratio, score_cutoff=60)
            remedy = f"did you mean {near[0]}?" if near else f"shows are {', '.join(universe.shows)}"
            return Finding("L110", reference.span, f"There is no show “{show}”", remedy)
        others = [episode.code for episode in universe.episodes if episode.show.id.lower() == show.lower()]
        remedy = f"the episodes of {show} are {_some(others)}" if others else f"{show} has no episodes yet"
        return Finding("L110", reference.span, f"There is no episode {code} of {show}", remedy)
    if reference.scene and universe.find_scene(reference, scene.episode.show.id) is None:
        remedy = f"the scenes of {code} are {_some(episodes[key])}" if episodes[key] else f"{code} has no scenes yet"
        return Finding("L110", reference.span, f"There is no scene {reference.scene} in {code} of {show}", remedy)
    return None


def _some(words: list[str]) -> str:
    return ", ".join(words) if len(words) <= 6 else f"{words[0]} to {words[-1]}"
