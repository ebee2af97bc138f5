"""The history of retcons: what was true until when, what is true since, and which scenes still show the old truth."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from fabula.rules.claims import Claim
from fabula.rules.intended import settle_intended
from fabula.rules.retconned import Affected, Retcon, Undone, find_affected, find_retconned
from fabula.rules.retcons import retcon_statements
from fabula.rules.shows.x107_shows_the_old_truth import affected_finding
from fabula.story.canon import Canon
from fabula.story.minds.phrases import Phrases
from fabula.universe.model import Episode, Status

__all__ = ["History", "Truth", "list_retcons"]


@dataclass(frozen=True, slots=True)
class Truth:
    """One fact with its two values: as it was told, and as it is since the retcon.

    ``shown`` are the other scenes that show the old one, each with how it is settled.
    """

    undone: Undone
    shown: tuple[Affected, ...]

    @property
    def told(self) -> Claim:
        """Where the old value was told."""
        return self.undone.told

    @property
    def now(self) -> Claim | None:
        """Where the new value is told; None if no note says it."""
        return self.undone.now

    @property
    def unsettled(self) -> list[Affected]:
        """The scenes that nobody has settled yet."""
        return [affected for affected in self.shown if not affected.settled]


@dataclass(frozen=True, slots=True)
class History:
    """One retcon with what it changed. ``remarks`` say what is wrong with it, or what cannot be said of it."""

    retcon: Retcon
    truths: tuple[Truth, ...]
    remarks: tuple[str, ...]

    @property
    def unsettled(self) -> int:
        """How many scenes still have to be settled."""
        return len({affected.scene.key for truth in self.truths for affected in truth.unsettled})


def list_retcons(canon: Canon, episodes: Collection[Episode] | None = None, unsettled: bool = False) -> list[History]:
    """Every retcon in the order of telling; of some episodes those that stand in them or undo something in them."""
    read = {retcon.statement.span: retcon for retcon in find_retconned(canon)}
    shown: dict[Undone, list[Affected]] = {}
    for affected in _settle(canon, find_affected(canon)):
        shown.setdefault(affected.undone, []).append(affected)
    found: list[History] = []
    for scene, statement, episode, target in retcon_statements(canon.universe):
        if episodes is not None and scene.episode not in episodes and episode not in episodes:
            continue
        retcon = read.get(statement.span) or Retcon(scene, statement, episode, target, (), ())
        truths = tuple(Truth(undone, tuple(shown.get(undone, ()))) for undone in retcon.undone)
        history = History(retcon, truths, tuple(_remarks(retcon)))
        if history.unsettled or not unsettled:
            found.append(history)
    return found


def _settle(canon: Canon, found: list[Affected]) -> list[Affected]:
    """The affected scenes with those settled that an ``intended`` note covers."""
    phrases = Phrases(canon.universe)
    findings = [affected_finding(affected, phrases) for affected in found]
    reasons = [finding.intended for finding in settle_intended(canon, findings)[: len(findings)]]
    return [
        replace(affected, settled=f"intended: {reason}") if reason and not affected.settled else affected
        for affected, reason in zip(found, reasons, strict=True)
    ]


def _remarks(retcon: Retcon) -> list[str]:
    remarks = []
    if not retcon.reason:
        remarks.append("it gives no reason, so it undoes nothing")
    elif not retcon.told:
        remarks.append(f"no note of {retcon.name} says what it tells, so what rests on it cannot be found")
    elif not retcon.undone and len(retcon.told) > 1:
        remarks.append(f"{retcon.name} tells {len(retcon.told)} things, and nothing says which of them it undoes")
    elif not retcon.undone:
        remarks.append("its own scene says the same as the one that it undoes")
    if retcon.episode.status < Status.RELEASED:
        remarks.append(f"{retcon.name} is not released, so it could be rewritten instead")
    return remarks
