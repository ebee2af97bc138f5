"""What rests on what, in sentences that the text, Markdown and JSON of an impact have in common."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.change.impact.audience import Learnt
from fabula.change.impact.impact import Impact, Resting
from fabula.change.impact.naming import FieldNaming
from fabula.change.impact.needs import Tie
from fabula.change.impact.outcome import MindShift, Outcome, TimeShift
from fabula.change.impact.snapshot import PromiseBeat
from fabula.change.impact.targets import Target
from fabula.finding import Step
from fabula.report.clock import write_interval
from fabula.report.timeline import heading_text
from fabula.report.words import count, join_words
from fabula.source import Span
from fabula.story.clock import Clocks
from fabula.story.minds.events import Matter
from fabula.story.minds.log import AUDIENCE
from fabula.story.minds.phrases import Phrases
from fabula.universe.model import Universe

__all__ = ["ImpactWords", "Reason"]

_MANY = 4
"""So many people are named; of more the last are counted."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a scene rests on what is asked about: a sentence, its place, and the steps that lead there."""

    words: str
    span: Span
    steps: tuple[Step, ...]


class ImpactWords:
    """Says what an impact is, with the names of one universe."""

    def __init__(self, universe: Universe) -> None:
        self.universe = universe
        self.phrases = Phrases(universe)

    def title(self, target: Target) -> str:
        """What is asked about: "italy S01E03/1A (locked): INT. FERRO WORKSHOP - DAY"."""
        if target.kind == "difference":
            return f"What differs between {target.words}"
        status = f" ({target.status})" if target.status is not None else ""
        if target.kind == "scene":
            heading = heading_text(target.scenes[0])
            return f"{target.words}{status}{': ' + heading if heading else ''}"
        if target.kind == "episode":
            title = target.episodes[0].title
            return f"{target.words}{status}{': ' + title if title else ''}"
        return f"{target.words}{status}" if status else f"{target.words} ({target.kind})"

    def summary(self, impact: Impact) -> str:
        """How much rests on it: "2 scenes in 2 shows rest on it: 1 locked, 1 draft"."""
        number = len(impact.resting)
        verb = "name it or rest" if impact.namings else "rest"
        if not number:
            fields = f", but {count(len(impact.fields), 'field')} of the bible" if impact.fields else ""
            return f"Nothing in the scripts rests on it{fields}." if fields else "Nothing rests on it."
        verb = verb if number > 1 else verb.replace("name", "names").replace("rest", "rests")
        levels: dict[str, int] = {}
        for one in impact.resting:
            levels[str(one.status)] = levels.get(str(one.status), 0) + 1
        parts = ", ".join(f"{amount} {status}" for status, amount in levels.items())
        return f"{count(number, 'scene')} in {count(len(impact.shows), 'show')} {verb} on it: {parts}."

    def reasons(self, resting: Resting) -> list[Reason]:
        """Why a scene rests on it, the nearest reason first."""
        found = [Reason(one.words, one.span, ()) for one in resting.namings]
        seen = {(one.span.key, one.words) for one in resting.namings}
        for one in resting.fallen:
            need = one.tie.need
            if (need.span.key, need.words) not in seen:
                found.append(Reason(self.tie(one.tie), need.span, self.steps(one.path)))
        return found

    def tie(self, tie: Tie) -> str:
        """A tie as a sentence: what is done, and where it is from."""
        need, ground = tie.need, tie.ground.scene
        if not need.how:
            return need.words
        return f"{need.words}; {need.how} {ground.name if ground is not None else 'the bible'}"

    def steps(self, path: tuple[Tie, ...]) -> tuple[Step, ...]:
        """A path of ties as events, from what is asked about to the scene that rests on it."""
        steps: list[Step] = []
        for tie in path:
            ground = tie.ground.scene
            if ground is not None and (not steps or steps[-1].span != tie.ground.span):
                steps.append(Step(tie.ground.span, f"{ground.name}: {tie.ground.words}"))
            name, words = tie.need.scene.name, tie.need.words
            steps.append(Step(tie.need.span, words if name in words else f"{name}: {words}"))
        return tuple(steps)

    def field(self, field: FieldNaming) -> str:
        """A field of the bible that names it."""
        what = f"`{field.field}`" if field.field else "the text"
        return f"{what} of {field.entry.name} names it"

    def learnt(self, learnt: Learnt) -> str:
        """What the audience first learns in a scene, and where it is told again."""
        words = self.phrases.holds(AUDIENCE, learnt.matter, learnt.value, "learns")
        again = f"it is told again in {learnt.again.name}" if learnt.again is not None else "it is told nowhere else"
        return f"{words}; {again}"

    def ahead(self, impact: Impact) -> list[str]:
        """Where the audience is ahead of whom because of it, a sentence for each person and matter."""
        return [
            f"ahead of {self.phrases.name(one.person)} in {count(len(one.scenes), 'scene')}, first in "
            f"{one.scenes[0].name}: {self._asked(one.matter.kind, self.phrases.asked(one.matter))}"
            for one in impact.ahead
        ]

    def _asked(self, kind: str, asked: str) -> str:
        return asked.strip("“”") if kind == "secret" else asked

    def untouched(self, impact: Impact) -> str:
        """What has nothing to do with it."""
        rest = impact.untouched
        shows = f"all of {join_words(list(rest.shows))}; " if rest.shows else ""
        episodes = f"{rest.episodes} of {count(rest.all_episodes, 'episode')}"
        return f"Not touched: {shows}{episodes} and {rest.scenes} of {count(rest.all_scenes, 'scene')} in all."

    def mind(self, shift: MindShift) -> str:
        """What somebody holds otherwise at the end of the story."""
        (person, matter), before, after = shift.stake, shift.before, shift.after
        holds = self.phrases.holds
        if before.value and not after.value:
            verb = "no longer knows" if before.value == before.real else "no longer thinks"
            return holds(person, matter, before.value, verb)
        if before.value == after.value:
            there, then = before.scene or "the bible", after.scene or "the bible"
            verb = "learns" if after.value == after.real else "comes to think"
            return f"{holds(person, matter, after.value, verb)} in {then} instead of {there}"
        verb = "now knows" if after.value == after.real else "now wrongly thinks" if after.real else "now thinks"
        words = holds(person, matter, after.value, verb)
        return f"{words}, and no longer that {self.phrases.so(matter, before.value)}" if before.value else words

    def minds(self, outcome: Outcome) -> list[tuple[str, Span | None]]:
        """Who holds what otherwise, each with its place. What is no longer so is told once, with all who knew it."""
        undone: dict[tuple[Matter, str], list[MindShift]] = {}
        for shift in outcome.minds:
            if _is_undone(shift):
                undone.setdefault((shift.stake[1], shift.before.value), []).append(shift)
        found: list[tuple[str, Span | None]] = []
        for shift in outcome.minds:
            span = shift.after.span or shift.before.span
            together = undone.get((shift.stake[1], shift.before.value), []) if _is_undone(shift) else []
            if len(together) < 2:
                found.append((self.mind(shift), span))
            elif shift is together[0]:
                found.append((self._undone(together), span))
        return found

    def _undone(self, shifts: list[MindShift]) -> str:
        matter, value = shifts[0].stake[1], shifts[0].before.value
        names = [self.phrases.name(shift.stake[0]) for shift in shifts]
        if len(names) > _MANY:
            names = [*names[: _MANY - 1], f"{len(names) - _MANY + 1} others"]
        return f"it is no longer so that {self.phrases.so(matter, value)}; {join_words(names)} knew it"

    def beat(self, beat: PromiseBeat) -> str:
        """A setup or payoff that hangs in the air."""
        if beat.setup:
            return f"{beat.promise} is set up in {beat.scene}, and not paid off any more"
        return f"{beat.promise} is paid off in {beat.scene}, and not set up any more"

    def time(self, shift: TimeShift) -> str:
        """A scene that happens at another time."""
        scene = self.universe.by_name[shift.scene]
        clocks = Clocks(self.universe)
        before, after = (write_interval(one, clocks, scene.place) for one in (shift.before, shift.after))
        return f"{scene.name} was {before}, and is {after or 'undated'}"

    def found(self, outcome: Outcome) -> str:
        """How many findings appear and disappear."""
        if not (outcome.appear or outcome.disappear or outcome.changed):
            return "No finding appears, and none disappears."
        parts = []
        if outcome.appear:
            number = len(outcome.appear)
            parts.append(f"{count(number, 'finding')} {'appears' if number == 1 else 'appear'}")
        if outcome.disappear:
            number = len(outcome.disappear)
            parts.append(f"{count(number, 'finding')} {'disappears' if number == 1 else 'disappear'}")
        if outcome.changed:
            number = len(outcome.changed)
            parts.append(f"{count(number, 'finding')} {'changes' if number == 1 else 'change'}")
        return f"{join_words(parts)}."


def _is_undone(shift: MindShift) -> bool:
    """Whether somebody knew what is not so any more, and so holds nothing."""
    before, after = shift.before, shift.after
    return bool(before.value) and before.value == before.real != after.real and not after.value
