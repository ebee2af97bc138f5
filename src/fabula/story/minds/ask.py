"""Questions about minds and their answers, each with its evidence.

`Asking` puts them: what somebody holds, what a chain of people holds, what is so. Lists of a whole mind are in
`fabula.story.minds.contents`, the way of a secret in `fabula.story.minds.holders`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from fabula.finding import Step
from fabula.story.canon import Canon
from fabula.story.changes import body_of, same_value
from fabula.story.minds.company import minded
from fabula.story.minds.engine import Belief, Chain, collapse
from fabula.story.minds.events import UNKNOWN, Matter
from fabula.story.minds.log import AUDIENCE, MindLog, Stand
from fabula.story.minds.names import AskError
from fabula.story.minds.phrases import NOBODY, Phrases
from fabula.story.minds.places import under_any_name
from fabula.story.minds.points import Point
from fabula.story.minds.topics import Topic
from fabula.story.minds.trails import Trails
from fabula.universe.model import Universe

__all__ = ["Answer", "Asking", "agrees"]

_WORLD = ("place", "alive", "member", "holder", "gone", "is", "feels", "kin")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a chain of people holds on a topic at a moment.

    ``value`` is what they hold, ``inner`` what those after the first really hold, ``really`` what is so; all empty
    for nothing. ``holds`` says whether the chain holds the fact as it was asked, for an open question whether it holds
    anything; ``so`` whether the fact is so, None where nothing says. ``stand`` is how the first mind stands to it;
    ``words`` the answer in a sentence, ``more`` what is to be added, ``evidence`` what it rests on.
    """

    chain: tuple[str, ...]
    topic: Topic
    point: Point
    value: str
    inner: str
    really: str
    holds: bool
    so: bool | None
    stand: Stand
    words: str
    more: tuple[str, ...] = ()
    evidence: tuple[Step, ...] = ()
    suspected: str = ""

    @property
    def name(self) -> str:
        """What they hold, for an open question about an identity: the key of whom they take a cover to be."""
        matter = self.topic.matter
        if matter.kind != "identity" or not self.value:
            return self.value
        return str(matter.detail) if self.value == "yes" else matter.subject

    @property
    def knows(self) -> bool:
        """Whether they know the fact: they hold it, and it is so, or at least nothing speaks against it."""
        return self.holds and self.stand is Stand.KNOWS and self.so is not False


class Asking:
    """Puts questions to the minds of a universe."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon

    @property
    def universe(self) -> Universe:
        """The universe that is asked about."""
        return self.canon.universe

    @property
    def log(self) -> MindLog:
        """What everybody took in."""
        return self.canon.minds

    @cached_property
    def phrases(self) -> Phrases:
        """How it is said."""
        return Phrases(self.universe)

    @cached_property
    def trails(self) -> Trails:
        """How it came to be held."""
        return Trails(self.universe, self.log)

    @cached_property
    def people(self) -> list[str]:
        """Everybody with a mind, sorted by key."""
        return sorted(minded(self.universe))

    def held(self, chain: Sequence[str], matter: Matter, point: Point) -> Belief | None:
        """What a chain of people holds; None for nothing, and for what they know that they do not know."""
        if AUDIENCE in chain:
            if len(chain) > 1:
                raise AskError(
                    "what the audience thinks of minds is not kept, nor what people think of the audience",
                    "ask what the audience knows of the fact itself",
                )
            found = self.log.telling.belief(chain, self.named(chain, matter, point), point.told)
            return None if found is None or found.value == UNKNOWN else found
        return self.log.belief(chain, self.named(chain, matter, point), point.number)

    def named(self, chain: Sequence[str], matter: Matter, point: Point) -> Matter:
        """Where somebody is, under the name by which a chain of people took them in last; else the matter itself."""
        if matter.kind != "place" or not chain:
            return matter
        if chain[0] == AUDIENCE:
            return under_any_name(self.universe, self.log.telling, chain, matter, point.told)
        return under_any_name(self.universe, self.log.minds, chain, matter, point.number)

    def value(self, chain: Sequence[str], matter: Matter, point: Point) -> str:
        """The value of `held`, empty for nothing."""
        found = self.held(chain, matter, point)
        return "" if found is None else found.value

    def truth(self, matter: Matter, point: Point) -> str:
        """What is really so, empty where nothing says."""
        if not isinstance(matter.detail, Matter) and matter.kind.partition(":")[0] in _WORLD:
            attribute = f"{matter.kind}:{matter.detail}" if matter.detail else matter.kind
            change = self.canon.world.last(body_of(self.universe, matter.subject), attribute, point.moment)
            if change is not None:
                return change.value or (NOBODY if matter.kind == "holder" else "no")
        found = self.log.minds.value((), matter, point.number)
        if found is not None and found != UNKNOWN:
            return found
        return {"alive": "yes", "secret": "yes"}.get(matter.kind, "")

    def is_dead(self, person: str, point: Point) -> bool:
        """Whether somebody is dead at a moment: the dead hold nothing any more."""
        return self.canon.world.value(person, "alive", point.moment) == "no"

    def really(self, chain: Sequence[str], matter: Matter, point: Point) -> str:
        """What a chain really holds; for no people, what is so."""
        return self.value(chain, matter, point) if chain else self.truth(matter, point)

    def stand(self, chain: Sequence[str], matter: Matter, point: Point) -> Stand:
        """How the first of a chain stands to what the others hold, or to what is so."""
        people = collapse(chain)
        value, really = self.value(people, matter, point), self.really(people[1:], matter, point)
        if value and not really and self.liar(people, matter, point):
            return Stand.WRONG
        if value:
            same = agrees(self.universe, matter, value, really) is not False
            return Stand.KNOWS if same and (really or len(people) == 1) else Stand.WRONG
        if len(people) == 1 and people[0] != AUDIENCE and self.trails.loss(people[0], matter, point.number)[0]:
            return Stand.FORGOTTEN
        return Stand.UNAWARE

    def liar(self, chain: Sequence[str], matter: Matter, point: Point) -> str:
        """Who began what somebody holds as a lie, empty if nobody did: a lie is no knowledge, whatever is so."""
        if len(chain) != 1 or chain[0] == AUDIENCE:
            return ""
        links = self.trails.trace(chain, matter, point.number)
        return links[0].source if links and links[0].happening.kind == "lies" else ""

    def suspicion(self, person: str, matter: Matter, point: Point) -> str:
        """What somebody holds possible, empty for nothing or what they hold for certain."""
        found = self.value((person,), Matter("suspects", person, matter), point)
        return "" if found == self.value((person,), matter, point) else found

    def verbs(self, chain: Sequence[str], matter: Matter, value: str, point: Point) -> list[str]:
        """For each of a chain "knows" or "thinks": whether it is so, as those before them see it."""
        found: list[str] = []
        for place in range(len(chain)):
            others = collapse((*chain[:place], *chain[place + 1 :]))
            held = self.really(others, matter, point)
            known = bool(value) and agrees(self.universe, matter, value, held) is True
            if not value:
                known = place < len(chain) - 1 and not held
            found.append("knows" if known else "thinks")
        return found

    def chained(self, chain: Sequence[str], matter: Matter, point: Point, fact: str = "") -> str:
        """What a chain holds, as a clause. ``fact`` is what is so, where it is that which is asked for."""
        people = collapse(chain)
        value = self.value(people, matter, point)
        if len(people) == 1 and not value and self.stand(people, matter, point) is Stand.FORGOTTEN:
            return f"{self.phrases.name(people[0])} has forgotten {self.phrases.asked(matter)}"
        return self.phrases.chained(people, self.verbs(people, matter, value, point), matter, value, fact)

    def ask(self, topic: Topic, point: Point) -> Answer:
        """The answer to a topic with a chain of people. Raises `AskError` for chains that nobody keeps."""
        chain, matter = collapse(topic.chain), topic.matter
        value = self.value(chain, matter, point)
        inner, really = self.really(chain[1:], matter, point), self.truth(matter, point)
        so, holds = self._agrees(topic, really), self._agrees(topic, value) is True
        if topic.denied >= 0:
            holds = not holds
        stand = self.stand(chain, matter, point)
        suspected = self.suspicion(chain[0], matter, point) if len(chain) == 1 else ""
        fact = really if so and topic.wanted else ""
        words = self.chained(chain, matter, point, fact)
        more = self._more(chain, topic, point, fact)
        return Answer(
            chain, topic, point, value, inner, really, holds, so, stand, words, more,
            self._evidence(chain, matter, point, stand), suspected,
        )  # fmt: skip

    def _more(self, chain: Chain, topic: Topic, point: Point, fact: str) -> tuple[str, ...]:
        """What belongs beside an answer: what was forgotten, what is suspected, what is really so."""
        matter, phrases = topic.matter, self.phrases
        value, really = self.value(chain, matter, point), self.truth(matter, point)
        more: list[str] = []
        if len(chain) > 1:
            inner = self.value(chain[1:], matter, point)
            known = agrees(self.universe, matter, value, inner) is True
            if not value and not inner:
                more.append("and so it is")
            elif not known:
                more.append(f"really, {self.chained(chain[1:], matter, point, fact)}")
            known = known and agrees(self.universe, matter, value, really) is True
        else:
            lost = self.trails.loss(chain[0], matter, point.number)[0] if not value else None
            if lost is not None and matter.kind != "secret":
                more.append(f"before that they held that {phrases.so(matter, lost.value)}")
            suspected = self.suspicion(chain[0], matter, point)
            more += [phrases.holds(chain[0], matter, suspected, "suspects")] if suspected else []
            known = agrees(self.universe, matter, value, really) is True or (not value and fact != "")
        if matter.kind == "secret" or known:
            return tuple(more)
        if really:
            more.append(f"really, {phrases.so(matter, really)}")
        elif value and (liar := self.liar(chain, matter, point)):
            more.append(f"nothing says whether it is so, but it began as a lie of {phrases.name(liar)}")
        elif value or topic.wanted:
            more.append("nothing says what is so" if not topic.wanted else "nothing says whether it is so")
        return tuple(more)

    def _agrees(self, topic: Topic, value: str) -> bool | None:
        if not topic.wanted:
            return bool(value) or None
        same = agrees(self.universe, topic.matter, value, topic.wanted)
        return same if topic.positive or same is None else not same

    def _evidence(self, chain: tuple[str, ...], matter: Matter, point: Point, stand: Stand) -> tuple[Step, ...]:
        at = point.told if chain[0] == AUDIENCE else point.number
        matter = self.named(chain, matter, point)
        if stand is Stand.FORGOTTEN:
            lost, by = self.trails.loss(chain[0], matter, at)
            links = self.trails.trace(chain, matter, lost.event + 1) if lost is not None else []
            given = self._given(matter, lost.value) if lost is not None else ""
            taken = [Step(by.span, f"{by.scene.name}: {by.words}")] if by is not None and by.scene is not None else []
            return (*self.trails.steps(links, matter, given), *taken)
        value = self.value(chain, matter, point)
        if not value and len(chain) > 1 and chain[0] != AUDIENCE:
            # They miss what the others really hold: that is what there is to show.
            others = chain[1:]
            return self._evidence(others, matter, point, self.stand(others, matter, point))
        given = self._given(matter, value)
        steps = self.trails.steps(self.trails.trace(chain, matter, at), matter, given)
        really = self._really_step(matter, point) if stand is Stand.WRONG and len(chain) == 1 else None
        return steps if really is None else (*steps, really)

    def _given(self, matter: Matter, value: str) -> str:
        """What the bible gives, in words; empty for a secret, where it names the holders."""
        return self.phrases.so(matter, value) if value and matter.kind != "secret" else ""

    def _really_step(self, matter: Matter, point: Point) -> Step | None:
        """What makes it so, where somebody is wrong about it."""
        words = f"really, {self.phrases.so(matter, self.truth(matter, point))}"
        if matter.kind.partition(":")[0] in _WORLD and not isinstance(matter.detail, Matter):
            attribute = f"{matter.kind}:{matter.detail}" if matter.detail else matter.kind
            change = self.canon.world.last(body_of(self.universe, matter.subject), attribute, point.moment)
            if change is not None:
                return Step(change.span, f"{change.scene.name if change.scene is not None else 'the bible'}: {words}")
        found = self.log.minds.belief((), matter, point.number)
        if found is None:
            return None
        happening = self.log.happenings[found.event]
        where = happening.scene.name if happening.scene is not None else "the bible"
        return Step(happening.span, f"{where}: {words}")


def agrees(universe: Universe, matter: Matter, value: str, wanted: str) -> bool | None:
    """Whether a value says that a matter is as ``wanted``; None where it leaves that open.

    Who is in the study is in the house; who is in the house may be in the study.
    """
    if not value or not wanted or UNKNOWN in (value, wanted):
        return None
    if value == wanted:
        return True
    if value.startswith("not ") or wanted.startswith("not "):
        denied, other = (value, wanted) if value.startswith("not ") else (wanted, value)
        if other.startswith("not "):
            return None
        return False if denied == f"not {other}" else (True if denied == wanted else None)
    if matter.kind == "place":
        if universe.within(value, wanted):
            return True
        return None if universe.within(wanted, value) else False
    return same_value(value, wanted)
