"""Loose ends: what a show would leave open, each with where it was left and who carries it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fabula.source import Span
from fabula.universe.model import Episode, Scene, Show, Status

__all__ = ["LooseEnd", "What", "is_to_be_made"]


class What(StrEnum):
    """What kind of thing is left open."""

    STORYLINE = "storyline"
    SETUP = "setup"
    SECRET = "secret"
    THING = "thing"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """Something that a show leaves open.

    ``words`` say why it is open, ``scene`` and ``span`` where it was left (the bible's entry, if no scene tells it).
    ``scenes`` are the show's scenes that have to do with it, ``people`` those who carry it, who have most to do with
    it first. ``waiting`` says who else waits for it, one clause each. ``key`` is its entry, empty for a mere label.
    """

    what: What
    name: str
    key: str
    words: str
    span: Span
    scene: Scene | None = None
    scenes: tuple[Scene, ...] = ()
    people: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether viewers have seen any of it, or will: it is shot."""
        return any(scene.episode.status >= Status.SHOT for scene in self.scenes)


def is_to_be_made(episode: Episode, ending: Show) -> bool:
    """Whether viewers will see an episode if a show ends now: of a show that ends, only what is shot."""
    ends = episode.show is ending or episode.show.cancelled
    return not ends or episode.status >= Status.SHOT
