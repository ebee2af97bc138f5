"""Whether somebody knows or believes something at a moment, and by what path they came to.

*Knows* asks for a belief and for its truth: who holds what is not so wrongly believes it. What nobody can tell the
truth of counts as true. Nested facts are asked from the view of those outside: "Nadia believes that Mason knows …" is
about Nadia's picture of Mason, and of the truth as she holds it. Nobody believes of another what nothing told them; so
"does not know" and "does not believe" hold by default, at every depth.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from fabula.bible.statements import Fact, Relation
from fabula.finding import Step
from fabula.story.canon import Canon
from fabula.story.changes import body_of, same_value
from fabula.story.judge import Answer, Verdict, judge_fact
from fabula.story.minds.company import minded
from fabula.story.minds.engine import Chain, collapse
from fabula.story.minds.events import Matter
from fabula.story.minds.given import secret_facts
from fabula.story.minds.log import AUDIENCE, Happening
from fabula.story.minds.matters import Question, read_question
from fabula.story.minds.paths import path_to, wipe_of
from fabula.story.minds.places import under_any_name
from fabula.story.minds.shapes import whisper_mark
from fabula.story.minds.trails import Trails
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["MINDS", "MindJudge", "judge_mind", "judge_secret", "kept_minded", "kept_secrets"]

MINDS = frozenset({Relation.KNOWS, Relation.BELIEVES})
"""Relations that speak of somebody's mind."""

_MOST = 20_000
"""Views of a fact that are looked into for one answer. Knowledge asks twice at each mind, for the belief and for its
truth; three people deep in one another's minds would double that without end."""

_OPPOSITE = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}


def kept_secrets(canon: Canon) -> Mapping[str, list[tuple[Matter, str]]]:
    """The facts that secrets are, worked out once for a canon."""
    return canon.universe.once("secret facts", secret_facts)


def kept_minded(canon: Canon) -> frozenset[str]:
    """Those who have a mind of their own, worked out once for a canon."""
    return canon.universe.once("minded", minded)


def judge_mind(canon: Canon, fact: Fact, moment: Moment) -> Verdict:
    """Whether a fact about somebody's mind is so just before a moment. Unknown names make it unknown."""
    return MindJudge(canon, moment).verdict(fact)


def judge_secret(canon: Canon, fact: Fact, moment: Moment) -> Verdict:
    """Whether a secret is true just before a moment: by the fact that its entry says it is, else it is not judged."""
    judge = MindJudge(canon, moment)
    pairs = judge.secrets.get(fact.subject.key, [])
    if not pairs:
        return Verdict(Answer.NOT_JUDGED if fact.subject.key else Answer.UNKNOWN)
    so = all(judge.log.value((), matter, judge.at) == wanted for matter, wanted in pairs)
    holds = f"{canon.universe.name(fact.subject.key)} is {'so' if so else 'no longer so'}"
    return Verdict(Answer.YES if so is fact.positive else Answer.NO, holds)


class _TooDeepError(Exception):
    """More views would have to be looked into than `_MOST`."""


class MindJudge:
    """Answers about minds at one moment of the story. What has been worked out is kept."""

    def __init__(self, canon: Canon, moment: Moment) -> None:
        self.canon = canon
        self.universe = canon.universe
        self.log = canon.minds
        self.moment = moment
        self.at = self.log.at(moment)
        self.secrets = kept_secrets(canon)
        self._known: dict[tuple[Chain, int], Answer] = {}
        self._asked: list[Fact] = []

    def verdict(self, fact: Fact) -> Verdict:
        """The answer, what holds instead in words, and the events it rests on."""
        if fact.inner is None or read_question(self.universe, fact) is None:
            return Verdict(Answer.UNKNOWN)
        try:
            answer = self.holds((), fact)
        except _TooDeepError:
            return Verdict(Answer.NOT_JUDGED)
        person = body_of(self.universe, fact.subject.key)
        steps, scene = self._evidence(person, fact.inner)
        so = answer is Answer.YES if fact.positive else answer is Answer.NO
        later = None if so else self._later(person, fact.inner)
        return Verdict(answer, self._words(person, fact, so), None, steps, scene, later)

    def holds(self, chain: Chain, fact: Fact) -> Answer:
        """Whether a fact is so in the view of a chain of people; with no people, whether it really is."""
        if fact.inner is None:
            answer = self._plain(chain, fact)
        else:
            # By identity: facts are nested, and comparing them would go down into each again. They are kept alive.
            key = (chain, id(fact))
            known = self._known.get(key)
            if known is None:
                if len(self._known) >= _MOST:
                    raise _TooDeepError
                self._asked.append(fact)
                known = Answer.YES if self._held(chain, fact, fact.inner) else Answer.NO
                self._known[key] = known
            answer = known
        return answer if fact.positive else _OPPOSITE.get(answer, answer)

    def stands(self, person: str, fact: Fact) -> bool:
        """Whether somebody takes a fact to be so; not if it goes too deep to be looked into."""
        try:
            return self.holds((person,), fact) is Answer.YES
        except _TooDeepError:
            return False

    def suspects(self, person: str, fact: Fact) -> bool:
        """Whether somebody holds a fact possible."""
        question = read_question(self.universe, fact)
        if question is None or question.chain:
            return False
        value = self.log.value((person,), Matter("suspects", person, question.matter), self.at)
        return value != "" and self._fits(question, value) is (Answer.YES if question.positive else Answer.NO)

    def audience_holds(self, fact: Fact, told: int) -> bool:
        """Whether the audience takes a fact of the story to be so after ``told`` events of the telling."""
        question = read_question(self.universe, fact)
        if question is None or question.chain:
            return False
        for matter, wanted in self._matters(question):
            named = under_any_name(self.universe, self.log.telling, (AUDIENCE,), matter, told)
            value = self.log.telling.value((AUDIENCE,), named, told)
            fits = self._fits(question._replace(matter=matter, wanted=wanted), value) if value else Answer.UNKNOWN
            if fits is (Answer.YES if question.positive else Answer.NO):
                return True
        return False

    def _held(self, chain: Chain, fact: Fact, inner: Fact) -> bool:
        person = body_of(self.universe, fact.subject.key)
        if person not in kept_minded(self.canon):
            return False
        held = self.holds(collapse((*chain, person)), inner)
        if fact.relation is Relation.BELIEVES or held is Answer.NO:
            return held is Answer.YES
        truth = self.holds(chain, inner)
        if held is Answer.YES:
            open_ = truth is Answer.UNKNOWN or truth is Answer.NOT_JUDGED
            return truth is Answer.YES or (open_ and not self._lied_to(collapse((*chain, person)), inner))
        return held is Answer.UNKNOWN and truth is Answer.YES and self._seen_told(chain, person, inner)

    def _lied_to(self, chain: Chain, inner: Fact) -> bool:
        """Whether what somebody holds began as a lie: where nothing says what is so, that is no knowledge."""
        question = read_question(self.universe, inner)
        if len(chain) != 1 or question is None or question.chain:
            return False
        links = Trails(self.universe, self.log).trace(chain, question.matter, self.at)
        return bool(links and links[0].source and links[0].happening.kind == "lies")

    def _seen_told(self, chain: Chain, person: str, inner: Fact) -> bool:
        """Whether a chain saw that somebody was told the answer, though not what it was."""
        question = read_question(self.universe, inner)
        if not chain or question is None or question.chain:
            return False
        marks = (whisper_mark(person, matter) for matter, _ in self._matters(question))
        return any(self.log.value(chain, mark, self.at) == "yes" for mark in marks)

    def _plain(self, chain: Chain, fact: Fact) -> Answer:
        """A fact about the world, leaving its "not" aside."""
        question = read_question(self.universe, fact)
        if question is None:
            return Answer.UNKNOWN
        if not chain:
            judged = judge_fact(self.universe, self.canon.world, fact, self.moment).answer
            if judged is Answer.YES or judged is Answer.NO:
                return judged if fact.positive else _OPPOSITE[judged]
        best = Answer.UNKNOWN
        for matter, wanted in self._matters(question):
            value = self.log.value(chain, self._named(chain, matter), self.at)
            if value:
                answer = self._fits(question._replace(matter=matter, wanted=wanted), value)
                if answer is Answer.YES:
                    return answer
                best = answer if best is Answer.UNKNOWN else best
        return best

    def _matters(self, question: Question) -> list[tuple[Matter, str]]:
        """What to ask for: a secret is held by its name, or as the fact that it is."""
        pairs = [(question.matter, question.wanted)]
        if question.matter.kind == "secret":
            pairs += self.secrets.get(question.matter.subject, [])
        return pairs

    def _named(self, chain: Chain, matter: Matter) -> Matter:
        """Where somebody is, under the name by which a chain of people took them in last; else the matter itself."""
        return under_any_name(self.universe, self.log.minds, chain, matter, self.at)

    def _fits(self, question: Question, value: str) -> Answer:
        wanted, kind = question.wanted, question.matter.kind
        if kind == "place" and value != wanted:
            if self.universe.within(value, wanted):
                return Answer.YES
            return Answer.UNKNOWN if self.universe.within(wanted, value) else Answer.NO
        return Answer.YES if value == wanted or same_value(value, wanted) else Answer.NO

    def _words(self, person: str, fact: Fact, so: bool) -> str:
        """What really holds: "Mason does not know that Kyle is Mason"."""
        name, inner = self.universe.name(person), cast("Fact", fact.inner)
        what = inner.span.text if inner.relation is Relation.SECRET else f"that {inner.span.text}"
        verb = "know" if fact.relation is Relation.KNOWS else "believe"
        if so:
            return f"{name} {verb}s {what}"
        if fact.relation is Relation.KNOWS and self.holds((person,), inner) is Answer.YES:
            return f"{name} believes {what}, which {self._flaw(inner)}"
        question = read_question(self.universe, inner)
        if question is not None and not question.chain:
            if any(wipe_of(self.log, person, matter, self.at) for matter, _ in self._matters(question)):
                return f"{name} has forgotten {what}"
            if self.holds((person,), inner) is Answer.NO:
                return f"{name} believes otherwise, and does not {verb} {what}"
        return f"{name} does not {verb} {what}"

    def _flaw(self, inner: Fact) -> str:
        """What is wrong with what somebody holds."""
        return "is not so" if self.holds((), inner) is Answer.NO else "began as a lie"

    def _evidence(self, person: str, inner: Fact) -> tuple[tuple[Step, ...], Scene | None]:
        """The path to what somebody holds, or what took it from them; and the scene of its last event."""
        question = read_question(self.universe, inner)
        if question is None:
            return (), None
        if question.chain:
            chain = (person, *question.chain)
            belief = self.log.belief(chain, self._named(chain, question.matter), self.at)
            happening = self.log.happenings[belief.event] if belief is not None else None
            return _step(happening)
        for stated, _ in self._matters(question):
            matter = self._named((person,), stated)
            belief = self.log.belief((person,), matter, self.at)
            if belief is not None:
                steps = path_to(self.universe, self.log, person, matter, self.at)
                return steps, self.log.happenings[belief.event].scene
            wipe = wipe_of(self.log, person, matter, self.at)
            if wipe is not None:
                return _step(wipe)
        return (), None

    def _later(self, person: str, inner: Fact) -> Scene | None:
        """The first scene after this moment at which somebody takes in anything on the matter of a fact."""
        question = read_question(self.universe, inner)
        if question is None:
            return None
        matters = {matter for matter, _ in self._matters(question)}
        events = self.log.minds.events
        for number in range(self.at, len(events)):
            nodes = events[number].nodes
            if any(person in node.view and any(post.matter in matters for post in node.post) for node in nodes):
                return self.log.happenings[number].scene
        return None


def _step(happening: Happening | None) -> tuple[tuple[Step, ...], Scene | None]:
    if happening is None:
        return (), None
    where = f"{happening.scene.name}: " if happening.scene is not None else ""
    return (Step(happening.span, where + happening.words),), happening.scene
