"""The history of retcons, written for the room and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fabula.change.hardness import change_words, stage_words
from fabula.change.retcons import History, Truth
from fabula.report.clock import local_bounds, write_interval
from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import matter_document, span_document, where
from fabula.report.words import clean, count
from fabula.rules.claims import Claim, fact_words
from fabula.rules.retconned import Affected
from fabula.story.canon import Canon
from fabula.story.clock import Clocks
from fabula.story.minds.phrases import Phrases, sentence
from fabula.universe.model import Episode, Scene

__all__ = ["retcons_document", "write_retcons"]

_WIDTH = 8


def write_retcons(
    canon: Canon, histories: Sequence[History], prefix: str = "", ink: Ink = PLAIN, chosen: bool = False
) -> Iterator[str]:
    """How many retcons there are and what is open, then each: the old truth, the new one, who still shows the old.

    ``chosen`` says whether they are only some of those that there are.
    """
    yield _sum_up(histories, chosen)
    writer = _Writer(canon, prefix, ink)
    for history in histories:
        yield "\n"
        yield from writer.write(history)


def _sum_up(histories: Sequence[History], chosen: bool) -> str:
    if not histories:
        return "There is no such retcon.\n" if chosen else "Nothing has been retconned.\n"
    scenes = {a.scene.key for history in histories for truth in history.truths for a in truth.unsettled}
    left = f"{count(len(scenes), 'scene')} still {'shows' if len(scenes) == 1 else 'show'} the old truth"
    return f"{count(len(histories), 'retcon')}; {left if scenes else 'nothing is left to settle'}.\n"


def stage_of(episode: Episode) -> str:
    """How far an episode has come, with the day on which it came out: "released 2023-04-28", "a draft"."""
    words = stage_words(episode.status)
    return f"{words} {episode.released.isoformat()}" if episode.released is not None else words


class _Writer:
    """Writes histories with the story times of their scenes."""

    def __init__(self, canon: Canon, prefix: str, ink: Ink) -> None:
        self.canon, self.prefix, self.ink = canon, prefix, ink
        self.phrases = Phrases(canon.universe)
        self.clocks = Clocks(canon.universe)

    def write(self, history: History) -> Iterator[str]:
        retcon = history.retcon
        head = f"{retcon.scene.name} ({stage_of(retcon.scene.episode)}) retcons {retcon.name}"
        why = f": {retcon.reason}" if retcon.reason else ""
        place = self.ink(clean(where(retcon.statement.span, self.prefix)), "path")
        yield f"{self.ink(clean(head), 'strong')}{clean(why)}  {place}\n"
        for remark in history.remarks:
            yield self._line("note", remark)
        for truth in history.truths:
            yield from self._truth(truth, retcon.scene)

    def _truth(self, truth: Truth, by: Scene) -> Iterator[str]:
        told, now = truth.told, truth.now
        yield self._line("until", f"{fact_words(self.phrases, told)}: {self._told(told)}", told)
        if now is not None:
            yield self._line("since", f"{fact_words(self.phrases, now)}: {self._told(now)}", now)
        else:
            yield self._line("since", f"no longer so, by {by.name}; no note says what is so instead")
        for affected in truth.shown:
            yield from self._shown(affected)

    def _told(self, claim: Claim) -> str:
        scene = claim.scene
        when = write_interval(self.canon.timeline.start[scene.order], self.clocks, scene.place)
        told = f"told in {scene.name}, {stage_of(scene.episode)}"
        return f"{told}; in the story {when}" if when else told

    def _shown(self, affected: Affected) -> Iterator[str]:
        scene = affected.scene
        state = affected.settled or f"open: {change_words(scene.episode.status)}"
        words = f"{scene.name}, {stage_of(scene.episode)}, {affected.claims[0].means}. {sentence(state)}"
        yield self._line("shown", words.rstrip("."), affected.claims[0])

    def _line(self, label: str, words: str, claim: Claim | None = None) -> str:
        place = f"  {self.ink(clean(where(claim.span, self.prefix)), 'path')}" if claim is not None else ""
        return f"  {self.ink(label.ljust(_WIDTH), 'dim')}{clean(words)}{place}\n"


def retcons_document(canon: Canon, histories: Sequence[History], prefix: str = "") -> list[dict[str, Any]]:
    """The same as data. Times are local; null where nothing bounds them."""
    writer = _Document(canon, prefix)
    return [writer.history(history) for history in histories]


class _Document:
    def __init__(self, canon: Canon, prefix: str) -> None:
        self.canon, self.prefix = canon, prefix
        self.phrases = Phrases(canon.universe)
        self.clocks = Clocks(canon.universe)

    def history(self, history: History) -> dict[str, Any]:
        retcon = history.retcon
        return {
            "scene": retcon.scene.key,
            "status": str(retcon.scene.episode.status),
            "target": retcon.target.key if retcon.target is not None else retcon.episode.key,
            "target_status": str(retcon.episode.status),
            "reason": retcon.reason or None,
            "place": span_document(retcon.statement.span, self.prefix),
            "remarks": list(history.remarks),
            "unsettled": history.unsettled,
            "facts": [self._truth(truth) for truth in history.truths],
        }

    def _truth(self, truth: Truth) -> dict[str, Any]:
        return {
            "matter": matter_document(truth.told.matter),
            "until": self._claim(truth.told),
            "since": self._claim(truth.now) if truth.now is not None else None,
            "shown": [
                {
                    **self._claim(affected.claims[0]),
                    "means": str(affected.claims[0].means),
                    "times": len(affected.claims),
                    "certainty": str(affected.certainty),
                    "settled": affected.settled or None,
                }
                for affected in truth.shown
            ],
        }

    def _claim(self, claim: Claim) -> dict[str, Any]:
        scene = claim.scene
        earliest, latest = local_bounds(self.canon.timeline.start[scene.order], self.clocks, scene.place)
        released = scene.episode.released
        return {
            "words": fact_words(self.phrases, claim),
            "scene": scene.key,
            "status": str(scene.episode.status),
            "released": released.isoformat() if released is not None else None,
            "earliest": earliest or None,
            "latest": latest or None,
            "place": span_document(claim.span, self.prefix),
        }
