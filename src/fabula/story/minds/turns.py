"""Whose mind changes between two moments: what people learn, come to believe, forget, and think of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fabula.story.minds.ask import Asking, agrees
from fabula.story.minds.events import Matter
from fabula.story.minds.log import Stand
from fabula.story.minds.points import Point
from fabula.story.minds.shapes import whisper_mark

__all__ = ["Turn", "find_turns"]

_EVERYDAY = frozenset({"place", "heard", "holder", "gone", "is"})
_QUIET = frozenset({"claim", "knows-whether", "mind", "suspects"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What a chain of people holds on a matter has changed.

    ``old`` and ``new`` are empty for nothing. ``stand`` is how the first of the chain stands to it now. ``before`` and
    ``after`` say both in a sentence.
    """

    chain: tuple[str, ...]
    matter: Matter
    old: str
    new: str
    stand: Stand
    before: str
    after: str
    about_wrong: bool = False
    """What the others of the chain hold is wrong."""

    @property
    def plain(self) -> bool:
        """Whether it is an everyday thing that is taken in as it is: who is where, who has what, a name heard."""
        everyday = self.matter.kind.partition(":")[0] in _EVERYDAY
        return everyday and self.stand is not Stand.WRONG and not self.about_wrong


def find_turns(asking: Asking, start: Point, end: Point) -> list[Turn]:
    """All changes between two moments, sorted by people, then by first mention of the matter.

    Minds on minds are followed to the second: what each of those concerned thinks that the others think.
    """
    log = asking.log
    events = log.minds.events[start.number : end.number]
    if not events:
        return []
    wipes = any(node.memory for event in events for node in event.nodes)
    spoken = dict.fromkeys(post.matter for event in events for node in event.nodes for post in node.post)
    matters = list(log.minds.matters()) if wipes else list(spoken)
    concerned = {person for event in events for node in event.nodes for person in node.view}
    concerned |= {change.person for event in events for node in event.nodes for change in node.memory}
    people = [person for person in sorted(concerned & set(asking.people)) if not asking.is_dead(person, end)]
    inner = {matter.detail for matter in matters if matter.kind in {"mind", "suspects"}}
    wanted = dict.fromkeys(m for m in (*matters, *inner) if isinstance(m, Matter) and m.kind not in _QUIET)
    found: list[Turn] = []
    for person in people:
        for matter in wanted:
            found += _turn(asking, (person,), matter, start, end)
            found += _suspicion(asking, person, matter, start, end)
        for other in people:
            if other != person:
                for matter in wanted:
                    if matter.kind != "heard":
                        found += _turn(asking, (person, other), matter, start, end)
                        found += _whisper(asking, person, other, matter, start, end)
    return found


def _turn(asking: Asking, chain: tuple[str, ...], matter: Matter, start: Point, end: Point) -> Iterator[Turn]:
    old, new = asking.value(chain, matter, start), asking.value(chain, matter, end)
    if old == new:
        return
    stand = asking.stand(chain, matter, end)
    before, after = asking.chained(chain, matter, start), asking.chained(chain, matter, end)
    if not new and len(chain) > 1:
        verbs = ["no longer thinks", *asking.verbs(chain, matter, old, start)[1:]]
        after = asking.phrases.chained(chain, verbs, matter, old)
    wrong = len(chain) > 1 and agrees(asking.universe, matter, new or old, asking.truth(matter, end)) is False
    yield Turn(chain, matter, old, new, stand, before, after, wrong)


def _suspicion(asking: Asking, person: str, matter: Matter, start: Point, end: Point) -> Iterator[Turn]:
    old, new = asking.suspicion(person, matter, start), asking.suspicion(person, matter, end)
    if new and old != new:
        after = asking.phrases.holds(person, matter, new, "suspects")
        yield Turn((person,), matter, old, new, Stand.SUSPECTS, asking.chained((person,), matter, start), after)


def _whisper(asking: Asking, person: str, other: str, matter: Matter, start: Point, end: Point) -> Iterator[Turn]:
    """Somebody has seen that another was told something, without hearing what."""
    mark = whisper_mark(other, matter)
    if asking.value((person, other), matter, end) or asking.value((person,), mark, start):
        return
    new = asking.value((person,), mark, end)
    if new and asking.phrases.is_secretive(matter):
        words = f"{asking.phrases.name(person)} knows that {asking.phrases.so(mark, new)}"
        before = asking.phrases.unaware(person, mark)
        yield Turn((person, other), matter, "", new, Stand.KNOWS, before, words)
