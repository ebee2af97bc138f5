"""Where scripts first name everybody and every place: all that the names of a universe take from its scripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fabula.source import Span
from fabula.universe.link_cues import spoken_names
from fabula.universe.link_places import written_places
from fabula.universe.model import Episode, Scene

__all__ = ["FirstNames", "first_names"]


@dataclass(slots=True)
class FirstNames:
    """Each name with where it stands first, in the order of telling.

    ``spoken`` are the names in cues and cast lists, with their ids if the format has any; ``written`` the places of
    headings by show, with the scene. ``outer`` are the names that stand first in headings, ``groups`` the ids of groups
    by file.
    """

    spoken: dict[tuple[str, str], tuple[str, Span]] = field(default_factory=dict)
    written: dict[tuple[str, tuple[str, ...]], Scene] = field(default_factory=dict)
    outer: set[str] = field(default_factory=set)
    plays: list[tuple[dict[str, str], frozenset[str]]] = field(default_factory=list)

    @property
    def names(self) -> tuple[object, ...]:
        """All of it but for the places in the text."""
        spoken = [(name, show) for name, (show, _) in self.spoken.items()]
        return spoken, self.place_names, self.plays

    @property
    def place_names(self) -> tuple[object, ...]:
        """What headings name."""
        return list(self.written), self.outer

    def moved_to(self, other: FirstNames) -> dict[Span, Span]:
        """Where the same names stand now."""
        spoken = zip(self.spoken.values(), other.spoken.values(), strict=True)
        places = zip(self.place_spans(), other.place_spans(), strict=True)
        return {**{old: new for (_, old), (_, new) in spoken}, **dict(places)}

    def place_spans(self) -> list[Span]:
        """The headings that name each place first."""
        return [scene.span for scene in self.written.values()]

    def move(self, before: Episode, after: Episode) -> dict[Span, Span] | None:
        """Follow an edit of an episode that leaves its names as they were, and give the places that have moved.

        None, and nothing is done, if it names something else, or in another order.
        """
        old, new = before.once("spoken names", spoken_names), after.once("spoken names", spoken_names)
        places, now = before.once("headings", written_places), after.once("headings", written_places)
        if [name[:2] for name in old] != [name[:2] for name in new] or list(places.where) != list(now.where):
            return None
        one, other = before.script, after.script
        if places.firsts != now.firsts or (one.people, one.groups) != (other.people, other.groups):
            return None
        moved: dict[Span, Span] = {}
        for (name, identity, was), (_, _, here) in zip(old, new, strict=True):
            show, first = self.spoken[name, identity]
            if first == was:
                self.spoken[name, identity] = (show, here)
                moved[was] = here
        show = after.show.id
        for (words, scene), successor in zip(places.where.items(), now.where.values(), strict=True):
            if self.written[show, words] is scene:
                self.written[show, words] = successor
                moved[scene.span] = successor.span
        return moved


def first_names(episodes: Iterable[Episode]) -> FirstNames:
    """Where the names in some episodes stand first."""
    found = FirstNames()
    for episode in episodes:
        show = episode.show.id
        for name, identity, span in episode.once("spoken names", spoken_names):
            if (name, identity) not in found.spoken:
                found.spoken[name, identity] = (show, span)
        places = episode.once("headings", written_places)
        found.outer |= places.firsts
        for words, scene in places.where.items():
            if (show, words) not in found.written:
                found.written[show, words] = scene
        if episode.script.people:
            found.plays.append((episode.script.people, episode.script.groups))
    return found
