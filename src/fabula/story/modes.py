"""How each scene stands to the story's present: told straight, or as a flashback, a dream, a tale.

Sources, the first that speaks wins: a canon note in the scene, a flag in its heading, a run that a mark opened.
A run (``FLASHBACK TO:``, a card ``EIGHT YEARS AGO``) lasts until it is ended: by ``END FLASHBACK``, ``BACK TO
PRESENT``, a heading or note that says present, a card ``PRESENT DAY`` or one that is LATER by at least half of what
the run went back (a year, if it does not say), the end of the episode, or a scene that is itself dated at or after
the present that the run left. Where the first scene of a run is flagged in its heading, every scene of the run must
be: the first without a flag is back in the present. A heading ``EIGHT YEARS AGO`` makes its scene a flashback. A
scene that is CONTINUOUS with a flashback, and not at the place where that broke in, belongs to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fabula.bible.durations import read_duration
from fabula.story.cards import Card, Sign, Where
from fabula.story.clock import DAY
from fabula.story.model import Mode
from fabula.universe.model import Episode, Scene

__all__ = ["NOTE_MODES", "find_modes"]

NOTE_MODES = {
    "flashback": Mode.FLASHBACK,
    "flash-forward": Mode.FLASHFORWARD,
    "dream": Mode.DREAM,
    "told": Mode.TOLD,
    "present": Mode.PRESENT,
}
"""Forms of canon notes that say how a scene is told."""

_FLAG_MODES = (
    ("present", Mode.PRESENT),
    ("dream", Mode.DREAM),
    ("flash-forward", Mode.FLASHFORWARD),
    ("flashback", Mode.FLASHBACK),
)
_OPENS = {
    Sign.FLASHBACK: Mode.FLASHBACK,
    Sign.AGO: Mode.FLASHBACK,
    Sign.FLASHFORWARD: Mode.FLASHFORWARD,
    Sign.DREAM: Mode.DREAM,
}
_ENDS = frozenset({Sign.END, Sign.PRESENT})
_YEAR = 365 * DAY


@dataclass(slots=True)
class _Run:
    """What is told now, by marks."""

    mode: Mode = Mode.PRESENT
    fresh: bool = False
    flagged: bool = False
    amount: int = _YEAR
    """How much later a card must say that it is for the run to be over: half of what the run went back, in minutes."""
    left: int | None = None
    """The date of the present that the run left, if known."""


def find_modes(episodes: Sequence[Episode], cards: Sequence[Sequence[Card]], dates: Sequence[int | None]) -> list[Mode]:
    """The mode of every scene, by ``Scene.order``. ``dates`` are the first minutes of scenes that state a date."""
    modes = [Mode.PRESENT] * len(dates)
    present: dict[str, int] = {}
    for episode in episodes:
        run = _Run()
        for index, scene in enumerate(episode.scenes):
            for card in cards[scene.order]:
                if card.where is Where.BEFORE:
                    _turn(run, card, present.get(episode.show.id))
            modes[scene.order] = _mode(scene, index, run, dates[scene.order], modes)
            date = dates[scene.order]
            if modes[scene.order] is Mode.PRESENT and date is not None:
                present[episode.show.id] = date
            for card in cards[scene.order]:
                if card.where is not Where.BEFORE:
                    _turn(run, card, present.get(episode.show.id))
    return modes


def _turn(run: _Run, card: Card, left: int | None) -> None:
    """Open or end a run at a card."""
    mode = _OPENS.get(card.sign)
    if mode is not None:
        run.mode, run.fresh, run.flagged, run.left = mode, True, False, left
        run.amount = _minutes(card) // 2 if card.sign is Sign.AGO else _YEAR
    elif card.sign in _ENDS or (card.sign is Sign.LATER and _minutes(card) >= run.amount):
        run.mode, run.fresh = Mode.PRESENT, False


def _minutes(card: Card) -> int:
    """The most that the amount of a card can be, in minutes."""
    length = read_duration(card.text, card.span)
    return 0 if length is None else length.most


def _goes_on(scene: Scene, index: int, modes: Sequence[Mode]) -> bool:
    """Whether a scene goes straight on from a flashback (or dream …) scene, and not back to where that broke in."""
    relation = scene.heading.relation if scene.heading is not None else ""
    if relation not in {"CONTINUOUS", "MOMENTS LATER"} or index == 0:
        return False
    scenes = scene.episode.scenes
    host = next((s for s in reversed(scenes[:index]) if modes[s.order] is Mode.PRESENT), None)
    return modes[scenes[index - 1].order] is not Mode.PRESENT and (host is None or host.place != scene.place)


def _mode(scene: Scene, index: int, run: _Run, date: int | None, modes: Sequence[Mode]) -> Mode:
    """The mode of one scene; ends the run where the scene itself shows that it is over."""
    for statement in scene.statements:
        noted = NOTE_MODES.get(statement.form)
        if noted is not None:
            if noted is Mode.PRESENT:
                run.mode, run.flagged = Mode.PRESENT, False
            return noted
    flags = scene.heading.flags if scene.heading is not None else frozenset()
    flagged = next((mode for flag, mode in _FLAG_MODES if flag in flags), None)
    if flagged is not None:
        run.flagged = run.flagged or (run.fresh and flagged is run.mode)
        run.fresh = False
        if flagged is Mode.PRESENT:
            run.mode = Mode.PRESENT
        return flagged
    relation = scene.heading.relation if scene.heading is not None else ""
    if run.mode is Mode.PRESENT and relation.endswith(" EARLIER"):
        return Mode.FLASHBACK
    over = date is not None and run.left is not None and date >= run.left and run.mode is not Mode.FLASHFORWARD
    if run.flagged or over:
        run.mode, run.flagged = Mode.PRESENT, False
    run.fresh = False
    if run.mode is Mode.PRESENT and _goes_on(scene, index, modes):
        return modes[scene.order - 1]
    return run.mode
