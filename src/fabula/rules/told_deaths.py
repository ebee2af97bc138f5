"""Deaths that action lines tell and no note states: "Mason dies." """

from __future__ import annotations

import re
from typing import Final

from fabula.script.model import Kind
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.model import Change, Moment

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
    for rank, scene in enumerate(canon.timeline.order):
        if not canon.timeline.mode[scene.order].happened:
            continue
        text, elements = scene.source.text, scene.episode.script.elements
        for mention in scene.mentions:
            match = _DIES.match(text, mention.end)
            if match is None or elements[mention.element].kind is not Kind.ACTION:
                continue
            person = body_of(canon.universe, mention.key)
            if person in found or (person, "alive") in canon.world.log:
                continue
            if _SENTENCE.search(text, elements[mention.element].start, mention.start):
                span = Span(scene.source, mention.start, match.end())
                found[person] = Change(Moment(rank, mention.start), person, "alive", "no", span, "action", scene)
    return found
