"""Deaths that action lines tell and no note states: "Mason dies." """

from __future__ import annotations

import re
from typing import Final

from fabula.script.model import Kind
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.model import Change
from fabula.universe.model import Episode, Mention, Scene

__all__ = ["find_told_deaths"]

_DIES: Final = re.compile(r"[*_]*\s+(?:dies|is dead|is killed|drops dead|falls dead)[*_]*[.!](?=\s|\]|\*|$)")
"""What stands between the name and the end of the sentence. No more: "dies laughing" and "is dead tired" are alive."""
_SENTENCE: Final = re.compile(r"(?:^|[.!?…][\"”*_]*\s|\n\s*)[*_]*$")


def find_told_deaths(canon: Canon) -> dict[str, Change]:
    """The first death that action lines tell of each person, as a change of the form "action".

    A sentence of the name and the bare verb. Dreams and tales are left out; so are people of whom notes or the bible
    say whether they live, since they are then taken at their word.
    """
    found: dict[str, Change] = {}
    told = [item for episode in canon.universe.episodes for item in episode.once("told deaths", _told_in)]
    for scene, mention, end in sorted(told, key=lambda item: canon.timeline.rank[item[0].order]):
        person = body_of(canon.universe, mention.key)
        if not canon.timeline.mode[scene.order].happened or (person, "alive") in canon.world.log:
            continue
        if person not in found:
            span = Span(scene.source, mention.start, end)
            moment = canon.moment(scene, mention.start)
            found[person] = Change(moment, person, "alive", "no", span, "action", scene)
    return found


def _told_in(episode: Episode) -> list[tuple[Scene, Mention, int]]:
    """Where the action of an episode tells a death: the name, and where the sentence ends."""
    text, elements = episode.script.source.text, episode.script.elements
    found: list[tuple[Scene, Mention, int]] = []
    for scene in episode.scenes:
        for mention in scene.mentions:
            match = _DIES.match(text, mention.end)
            if match is None or elements[mention.element].kind is not Kind.ACTION:
                continue
            if _SENTENCE.search(text, elements[mention.element].start, mention.start):
                found.append((scene, mention, match.end()))
    return found
