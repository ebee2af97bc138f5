"""What of all that differs should be read first.

The order is that of how hard it is to change: what is released first, then what is shot, locked, and so on. Within one
status, what changes a story most: what the audience is told, deaths, what people know, promises, new contradictions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fabula.change.comparing.axis import Axis
from fabula.change.comparing.differences import (
    Difference,
    Differences,
    EpisodeChange,
    FactChange,
    FindingChange,
    How,
    MemoryChange,
    MindChange,
    PromiseChange,
    RevealChange,
    SceneChange,
    ShowChange,
    Turn,
)
from fabula.finding import Level
from fabula.universe.model import Status

__all__ = ["find_weighty", "weight_of"]

_SETTLED: Final = Status.LOCKED
"""From here on it is news that a scene was touched at all."""
_MUCH: Final = 0.5
"""The share of its words from which on a scene is another one."""
_LIGHT_TURNS: Final = frozenset({Turn.EARLIER, Turn.LATER, Turn.SUSPECTS, Turn.TRUSTS})


def find_weighty(found: Differences) -> list[Difference]:
    """The differences that change the story, those first that are hardest to change."""
    told = Axis(found.before.universe.scenes, found.after.universe.scenes, found.pairs)

    def rank(difference: Difference) -> tuple[int, int, float]:
        return -difference.status, weight_of(difference) or 0, told.place(difference.scene)

    return sorted(_weighty(found), key=rank)


def _weighty(found: Iterable[Difference]) -> Iterable[Difference]:
    return (difference for difference in found if weight_of(difference) is not None)


def weight_of(difference: Difference) -> int | None:
    """How much a difference changes the story: 0 the most; None where it need not be read first."""
    match difference:
        case ShowChange(before=None) | ShowChange(after=None):
            return 0
        case EpisodeChange(before=None) | EpisodeChange(after=None):
            return 1
        case RevealChange():
            return 2
        case FactChange(attribute="alive"):
            return 2
        case MemoryChange():
            return 3
        case PromiseChange(paid=False):
            return 3
        case FindingChange(new=True, finding=finding) if finding.level >= Level.ERROR:
            return 4
        case MindChange(chain=(_,), turn=turn) if turn not in _LIGHT_TURNS:
            return 5 if difference.cover or difference.matter.timeless or _is_deceived(difference) else 6
        case SceneChange() if difference.status >= _SETTLED and _is_heavy(difference):
            return 7
        case _:
            return None


def _is_deceived(change: MindChange) -> bool:
    """Whether somebody was told what they are wrong about now."""
    return change.turn is Turn.WRONG and change.link_after is not None and change.link_after.source != ""


def _is_heavy(change: SceneChange) -> bool:
    light = {How.NOTED, How.RENUMBERED}
    if set(change.how) <= light:
        return False
    return change.how != (How.REWRITTEN,) or change.rewritten >= _MUCH or change.status >= Status.SHOT
