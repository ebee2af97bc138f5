"""What the audience has seen, in the order in which it can see it: by release where episodes have dates."""

from __future__ import annotations

from datetime import date
from typing import cast

from fabula.rules.knowledge.acts import KnowingAct
from fabula.story.canon import Canon
from fabula.story.minds.audience import tell_audience
from fabula.story.minds.judge import MindJudge
from fabula.story.minds.log import MindLog
from fabula.universe.model import Scene

__all__ = ["audience_saw", "released_log", "watch_order"]


def watch_order(canon: Canon) -> list[Scene]:
    """All scenes by the release of their episodes; those without a date come last, in the order of telling."""
    return sorted(canon.universe.scenes, key=lambda scene: (scene.episode.released or date.max, scene.order))


def released_log(canon: Canon) -> MindLog:
    """The log of minds with the audience's part told in the order of release; the log of the canon stays as it is."""
    if "released log" not in canon.kept:
        log = canon.minds
        told = MindLog(minds=log.minds, happenings=log.happenings)
        tell_audience(canon.universe, told, watch_order(canon))
        canon.kept["released log"] = told
    return cast("MindLog", canon.kept["released log"])


def audience_saw(canon: Canon, act: KnowingAct) -> bool:
    """Whether the audience takes the fact of an act to be so when it sees the act."""
    told = released_log(canon)
    judge = MindJudge(canon, canon.moment(act.scene, act.span.start))
    judge.log = told
    return judge.audience_holds(act.fact, told.told_at(told.watched[act.scene], act.span.start))
