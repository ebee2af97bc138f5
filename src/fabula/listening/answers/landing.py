"""What lands, what does not, what changed: each element against the rest, and from episode to episode."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fabula.listening.answers.changes import Shift
from fabula.listening.answers.measuring import Measured
from fabula.listening.answers.overview import Overview
from fabula.listening.answers.quotes import Quote

__all__ = ["EpisodeCell", "Landing", "Reach", "Response", "Verdict"]


class Verdict(StrEnum):
    """How an element stands against the rest."""

    LANDS = "lands"  # surely above the rest, and liked rather than not
    FAILS = "does not land"  # surely below, and disliked rather than liked: what nobody judges does not fail
    LIKE_THE_REST = "like the rest"  # neither is sure, or the distance is small
    TOO_LITTLE = "too little"  # below the least sample


@dataclass(frozen=True, slots=True)
class Reach:
    """How much an element is talked of, which says nothing of how it is liked.

    ``share`` is out of the comments that speak of anything at all; ``marked`` seem to belong to campaigns.
    """

    comments: int
    authors: int
    share: float
    marked: int


@dataclass(frozen=True, slots=True)
class EpisodeCell:
    """An element in an episode."""

    episode: str
    measured: Measured
    reach: Reach


@dataclass(frozen=True, slots=True)
class Response:
    """What the audience responds to an element.

    ``measured`` leaves out campaigns, ``with_campaigns`` has them in with the weight that they are left. ``chance`` is
    the p-value of the distance to the rest, adjusted for that many elements are looked at.
    """

    element: str
    measured: Measured
    with_campaigns: Measured
    reach: Reach
    languages: tuple[tuple[str, int], ...]
    distance: float
    chance: float
    verdict: Verdict
    episodes: tuple[EpisodeCell, ...]
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Landing:
    """The whole answer. ``rest`` is the figure of everything that people speak of, against which elements stand.

    ``responses`` come with the best first; ``changes`` with the largest first, all surely no chance; ``scanned`` is in
    how many series they were looked for.
    """

    axis: str
    overview: Overview
    labels: int
    rest: Measured
    responses: tuple[Response, ...]
    changes: tuple[Shift, ...]
    episodes: tuple[str, ...]
    looked_at: int
    scanned: int

    def with_verdict(self, verdict: Verdict) -> list[Response]:
        """Those of one verdict, in order."""
        return [one for one in self.responses if one.verdict is verdict]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which comments and elements are looked at; empty means all."""

    elements: tuple[str, ...] = ()
    kind: str = ""
    episodes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def comments(self) -> dict[str, Any]:
        """The parameters of SQL texts that choose comments."""
        chosen = {"episodes": self.episodes, "sources": self.sources, "languages": self.languages}
        return {name: list(values) for name, values in chosen.items() if values}

    @property
    def all(self) -> dict[str, Any]:
        """The parameters that choose comments and elements."""
        found = self.comments
        if self.elements:
            found["elements"] = list(self.elements)
        if self.kind:
            found["kind"] = self.kind
        return found
