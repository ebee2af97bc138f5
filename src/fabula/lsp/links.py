"""Links: from references to scenes, and from links in the bible, to where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fabula.bible.statements import SceneName
from fabula.lsp.definitions import find_definitions, place_of_scene
from fabula.source import Span
from fabula.story.canon import Canon

__all__ = ["Link", "find_links"]


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch that leads somewhere, and what is there in a few words."""

    span: Span
    target: Span
    tooltip: str


def find_links(canon: Canon, path: str) -> tuple[Link, ...]:
    """The links of a file, in order. What leads nowhere is no link."""
    return tuple(sorted(_links(canon, path), key=lambda link: link.span.key))


def _links(canon: Canon, path: str) -> Iterator[Link]:
    universe = canon.universe
    for episode in universe.episodes:
        if episode.script.source.path != path:
            continue
        for scene in episode.scenes:
            for statement in scene.statements:
                for _, value in statement.slots:
                    if isinstance(value, SceneName):
                        target = place_of_scene(universe, value, episode.show.id)
                        if target is not None:
                            heading = " ".join(target.text.split()) or target.path
                            yield Link(value.span, target, heading)
    for entry in universe.entries:
        if entry.source.path != path:
            continue
        for link in entry.links:
            found = find_definitions(canon, path, link.span.start + 2)
            if found:
                yield Link(link.span, found[0].target, found[0].target.path)
