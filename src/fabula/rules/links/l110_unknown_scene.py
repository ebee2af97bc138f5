"""L110 unknown-scene."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz import fuzz, process

from fabula.bible.canon import read_scene_name
from fabula.bible.model import EntryKind
from fabula.bible.statements import SceneName
from fabula.finding import Finding, Level
from fabula.rules.references import named_scenes
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.universe.model import Universe

MAY_BE_TO_COME = frozenset({"intended"})
"""Forms that may name an episode which nobody has written yet."""
TIED = frozenset({"same-time", "continuous"})
"""Forms that say of a scene when it is by naming another."""
SCENE = re.compile(r"(?:[\w-]+\s+)?S\d{1,3}E\d{1,4}(?:/[\w.-]*\w)?$", re.IGNORECASE)
"""A scene at the end of a text: ``2 days after india S01E02/14``."""


class UnknownScene(Rule):
    """A canon note names a scene or an episode that does not exist

    ## What it checks
    Every reference such as `S01E02/14`, `S02E01` or `india S01E02/14` leads to a scene or an episode. Scenes go by
    their printed numbers, or by their position in the episode where none are printed. Without a show in front the
    note's own show is meant. The episode after `until` in an `intended` note may still have to be written. A scene
    that is at the same time as itself, or goes on from itself, says nothing and is found as well; so are scenes in
    the `after:` and `before:` of events.

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
        for scene, statement, _, reference in named_scenes(universe):
            if statement.form in MAY_BE_TO_COME:
                continue
            show = reference.show or scene.episode.show.id
            finding = _check(universe, reference, show)
            if finding is not None:
                yield finding
            elif statement.form in TIED and universe.find_scene(reference, scene.episode.show.id) is scene:
                message = "This scene names itself, which says nothing of when it is"
                yield Finding("L110", reference.span, message, "name the other scene that is meant")
        yield from _check_events(universe)


def _check_events(universe: Universe) -> Iterator[Finding]:
    """The scenes that events come after or before. Without a show any show's scene of that number will do."""
    for entity in universe.entities.values():
        for field in ("after", "before") if entity.kind is EntryKind.EVENT and entity.declared else ():
            value = entity.value(field)
            for item in value.items if value is not None else ():
                match = SCENE.search(item.text)
                reference = read_scene_name(match[0], item.span) if match is not None else None
                if reference is None:
                    continue
                show = "" if reference.show in {"after", "before"} else reference.show
                plain = replace(reference, show="")
                shows = [show] if show else [entity.owner, *universe.shows]
                found = [_check(universe, plain, one) for one in dict.fromkeys(shows)]
                if None not in found and found[0] is not None:
                    yield found[0]


def _check(universe: Universe, reference: SceneName, show: str) -> Finding | None:
    code = f"S{reference.season:02}E{reference.episode:02}"
    episode = universe.find_episode(reference, show)
    if episode is None:
        if show.lower() not in {known.lower() for known in universe.shows}:
            near = process.extractOne(show, list(universe.shows), scorer=fuzz.ratio, score_cutoff=60)
            remedy = f"did you mean {near[0]}?" if near else f"shows are {', '.join(universe.shows)}"
            return Finding("L110", reference.span, f"There is no show “{show}”", remedy)
        others = [episode.code for episode in universe.episodes if episode.show.id.lower() == show.lower()]
        remedy = f"the episodes of {show} are {_some(others)}" if others else f"{show} has no episodes yet"
        return Finding("L110", reference.span, f"There is no episode {code} of {show}", remedy)
    if reference.scene and universe.find_scene(reference, show) is None:
        labels = [scene.label for scene in episode.scenes]
        remedy = f"the scenes of {code} are {_some(labels)}" if labels else f"{code} has no scenes yet"
        return Finding("L110", reference.span, f"There is no scene {reference.scene} in {code} of {show}", remedy)
    return None


def _some(words: list[str]) -> str:
    return ", ".join(words) if len(words) <= 6 else f"{words[0]} to {words[-1]}"
