"""K109 crosses-shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.finding import Finding, Level, Related, Step
from fabula.rules.knowledge.acts import KnowingAct, find_acts_of_knowing
from fabula.rules.knowledge.said import How, find_spoken
from fabula.rules.knowledge.utterances import Utterance, company_of, secret_utterances
from fabula.rules.knowledge.ways import feeding_shows, ways_to
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.minds.events import Matter
from fabula.story.minds.judge import kept_secrets
from fabula.story.minds.matters import read_question
from fabula.story.minds.paths import happening_step
from fabula.universe.model import Scene

__all__ = ["CrossesShows"]


class CrossesShows(Rule):
    """Somebody knows in one show what they can know only from another, which does not feed it.

    ## What it checks
    Where somebody says a secret's name, or uses, acts on, reacts to or tells a secret, and every way by which they came
    to it is in a show that feeds this one neither itself nor through a third show (`feeds` in `show.md`). What the
    bible gives counts everywhere.

    ## Why it matters
    The viewers of this show have not seen it, and the other room may change it without asking.

    ## Example
        shows/italy/show.md has no `feeds`

        shows/italy/s01/e02.fountain
        [[canon: Vera learns the mole]]

        shows/india/s01/e01.fountain
        [[canon: Vera acts on the mole]]

    ## What to do
    Let the other show feed this one (`feeds: [india]`), or give the person a way to learn it in this show.
    """

    code = "K109"
    name = "crosses-shows"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each person, secret and show, where it first happens."""
        if len(canon.universe.shows) < 2:
            return
        seen: set[tuple[str, str, str]] = set()
        for scene, person, span, words, matters, at in (*_said(canon), *_done(canon)):
            known = (person, matters[0].subject, scene.episode.show.id)
            if known not in seen:
                finding = self._judge(canon, scene, person, span, words, matters, at)
                if finding is not None:
                    seen.add(known)
                    yield finding

    def _judge(
        self, canon: Canon, scene: Scene, person: str, span: Span, words: str, matters: tuple[Matter, ...], at: int
    ) -> Finding | None:
        log, universe = canon.minds, canon.universe
        feeding = feeding_shows(canon, scene.episode.show)
        ways = list(ways_to(canon, person, matters, at))
        scenes = [log.happenings[way.event].scene for way in ways]
        if not ways or any(one is None or one.episode.show.id in feeding for one in scenes):
            return None
        way, source = ways[0], scenes[0]
        if source is None:
            return None
        step = happening_step(universe, log, way.event, person, way.post.matter)
        name, there, here = universe.name(person), source.episode.show, scene.episode.show
        message = f"{name} {words}, which they can know only from {there.name}, and that does not feed {here.name}"
        help_ = f"add {here.id} to the feeds of {there.id}, or let {name} learn it in {here.name}"
        related = (Related(step.span, f"{name} learns it here, in {source.name}"),)
        return Finding(self.code, span, message, help_, related=related, evidence=(step, Step(span, f"{name} {words}")))


_Use = tuple[Scene, str, Span, str, tuple[Matter, ...], int]


def _said(canon: Canon) -> Iterator[_Use]:
    for spoken in find_spoken(canon):
        utterance = spoken.utterance
        if spoken.how is How.ELSEWHERE and not _heard_near(canon, utterance, spoken.person):
            words = f"says “{utterance.span.text}”"
            yield utterance.scene, spoken.person, utterance.span, words, spoken.matters, spoken.at


def _heard_near(canon: Canon, utterance: Utterance, person: str) -> bool:
    """Whether they have also heard it in this show or one that feeds it: the log keeps only the first time."""
    feeding = feeding_shows(canon, utterance.scene.episode.show)
    return any(
        other.matter == utterance.matter
        and other.moment < utterance.moment
        and other.scene.episode.show.id in feeding
        and person not in other.people
        and person in company_of(canon, other.scene, other.start).everybody
        for other in secret_utterances(canon)
    )


def _done(canon: Canon) -> Iterator[_Use]:
    for act in find_acts_of_knowing(canon):
        matters = _tracked(canon, act)
        if act.holds and matters:
            yield act.scene, act.person, act.span, act.words, matters, act.at


def _tracked(canon: Canon, act: KnowingAct) -> tuple[Matter, ...]:
    """What a secret can be known by; empty for facts that are no secret."""
    question = read_question(canon.universe, act.fact)
    if question is None or question.chain:
        return ()
    facts = kept_secrets(canon)
    if question.matter.kind == "secret":
        return (question.matter, *(fact for fact, _ in facts.get(question.matter.subject, ())))
    return (question.matter,) if any((question.matter, question.wanted) in pairs for pairs in facts.values()) else ()
