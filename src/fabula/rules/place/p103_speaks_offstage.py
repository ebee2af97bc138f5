"""P103: somebody speaks in a scene that they have left, or have not come to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fabula.finding import Certainty, Finding, Level, Related
from fabula.rules.place.whereabouts import is_body
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.model import Presence
from fabula.universe.model import Episode

__all__ = ["SpeaksOffstage"]


class SpeaksOffstage(Rule):
    """Somebody speaks who is not on stage

    ## What it checks

    Who speaks in a scene after an exit and before a new entrance; and, in plays that mark entrances, who speaks without
    ever having entered. Exits and entrances are those that a play marks, and in screenplays the notes `Mason exits`,
    `Mason enters` and `everyone leaves`. What action lines tell is not taken for an exit. Voices from off screen, on
    the phone and in voice-over may speak at any time, and so may a stage voice marked `(within)` or `(off)`.

    After an exit it is certain. In a play without or before an entrance it is likely: the entrance may only be missing.
    In a screenplay before an entrance it is possible: they may have gone out in the action lines. Of crowds,
    offices and classes it is possible, and only where a play marks who comes and goes: where one guard goes, another
    may stay.

    ## Why it matters

    On stage somebody has to send the actor back on. In a story that keeps account of who heard what, a person who is
    thought to have gone must not hear the rest.

    ## Example

        INT. LAMP ROOM - NIGHT

        MASON
        Then I go alone.

        [[canon: Mason exits]]

        NADIA
        He will be back.

        MASON
        I heard that.

    ## What to do

    Note the return (`Mason enters`), move the exit, or let them be heard from outside: `MASON (O.S.)`.
    """

    code: ClassVar[str] = "P103"
    name: ClassVar[str] = "speaks-offstage"
    level: ClassVar[Level] = Level.WARNING
    reads: ClassVar[frozenset[str]] = frozenset({"scripts", "presences"})

    def check(self, canon: Canon) -> Iterator[Finding]:
        """One finding for each stretch in which somebody speaks from nowhere."""
        for episode in canon.universe.episodes:
            yield from episode.once(self.code, lambda episode: list(_check(canon, episode)))


def _check(canon: Canon, episode: Episode) -> Iterator[Finding]:
    for scene in episode.scenes:
        presences = canon.presences.by_scene[scene.order]
        for presence in presences:
            if presence.offstage and (presence.scene.moves or is_body(canon, presence.person)):
                yield _finding(canon, presence, [p for p in presences if p.person == presence.person])


def _finding(canon: Canon, presence: Presence, own: list[Presence]) -> Finding:
    name = canon.universe.name(presence.person)
    before = [p for p in own if not p.offstage and p.manner.in_place and p.end <= presence.start]
    after = [p for p in own if not p.offstage and p.manner.in_place and p.start >= presence.end]
    related: tuple[Related, ...] = ()
    certainty = Certainty.LIKELY
    if before:
        certainty = Certainty.CERTAIN
        message = f"{name} speaks after leaving the scene, and has not come back"
        exit_ = presence.scene.source.span(before[-1].end, before[-1].end)
        related = (Related(exit_, f"{name} leaves"),)
    elif after:
        certainty = Certainty.LIKELY if presence.scene.moves else Certainty.POSSIBLE
        message = f"{name} speaks before coming in"
        related = (Related(presence.scene.source.span(after[0].start, after[0].start), f"{name} comes in"),)
    else:
        message = f"{name} speaks without having come on stage in this scene"
    if not is_body(canon, presence.person):
        certainty = Certainty.POSSIBLE
    return Finding(
        SpeaksOffstage.code,
        presence.span,
        message,
        "mark the entrance, move the exit, or let them be heard from outside: (O.S.)",
        certainty,
        related,
    )
