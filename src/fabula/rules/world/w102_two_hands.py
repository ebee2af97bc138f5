"""W102 two-hands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from fabula.finding import Finding, Level
from fabula.rules.acts import act_words, find_acts, is_unique
from fabula.rules.contradiction import Contradiction, stands_at
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import Act
from fabula.story.model import Change, Manner, Moment
from fabula.universe.model import Scene

__all__ = ["TwoHands"]


_Done = tuple[Scene, Moment, Act, Span]


class TwoHands(Rule):
    """A thing is in the hands of somebody who cannot have it.

    ## What it checks
    There is one locket. When notes say that somebody takes, has or uses it, while somebody else has it who is not in
    the scene to lose it, one of the two is wrong. So it is when somebody gives, drops or loses what another has. Who
    has a thing is known from the bible (`has`, `holder`) and from notes; using what somebody present holds is
    borrowing, and fine. So is taking it from whoever has it, seen or unseen (`Nadia steals the locket from Bernard`).
    What somebody had who has died is free to take. Things with `unique: no` in the bible are not checked.

    ## Why it matters
    Props are the classic continuity mistake: shot weeks apart, and cut next to each other.

    ## Example
        INT. WORKSHOP - NIGHT
        [[canon: Nadia takes the locket]]

        INT. TRAIN - DAY
        Bernard, alone. [[canon: Bernard has the locket]]

    ## What to do
    Write the handing over where it happens (`Nadia gives the locket to Bernard`, `Bernard takes the locket from
    Nadia`), or correct the note that is wrong.
    """

    code = "W102"
    name = "two-hands"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "presences", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each act that somebody cannot do, in story order."""
        acts: dict[str, list[_Done]] = {}
        for scene, moment, act, span in find_acts(canon):
            acts.setdefault(act.thing, []).append((scene, moment, act, span))
        for thing, done in acts.items():
            if is_unique(canon.universe, thing):
                hands = canon.world.changes(thing, "holder")
                lives = [canon.world.log.get((who, "alive")) for who in dict.fromkeys(c.value for c in hands)]
                scenes = [
                    *(scene for scene, *_ in done),
                    *(change.scene for change in hands if change.scene is not None),
                ]
                times = canon.timing((self.code, thing), None, partial(iter, scenes))
                on = (times, hands, *lives, *scenes)
                yield from canon.remember((self.code, thing), on, partial(self._check, canon, done))

    def _check(self, canon: Canon, acts: list[_Done]) -> list[Finding]:
        """What is wrong in all that is done with one thing."""
        return [self._finding(canon, held, *done) for done in acts if (held := _kept_from(canon, *done)) is not None]

    def _finding(self, canon: Canon, held: Change, scene: Scene, moment: Moment, act: Act, span: Span) -> Finding:
        holder = held.value
        names = canon.universe.name
        thing = names(act.thing)
        does = act_words(canon.universe, act)
        return Contradiction(
            before=held,
            scene=scene,
            span=span,
            now=f"{does}, but {names(holder)} {_since(held)}",
            then=f"{names(holder)} has {thing} here, but later {does} in {scene.name}, which is {scene.episode.status}",
            seen=does,
            stated=f"{names(holder)} has {thing}",
            help=f"write how {thing} leaves {names(holder)}'s hands (`{names(holder)} gives {thing} to …`, "
            f"`… takes {thing} from {names(holder)}`), or correct the note",
        ).finding(canon, self.code)


def _kept_from(canon: Canon, scene: Scene, moment: Moment, act: Act, span: Span) -> Change | None:
    """What puts a thing into the hands of somebody who keeps another from doing this with it, if anything does."""
    held = canon.world.last(act.thing, "holder", moment)
    if held is None or not held.value:
        return None
    free = _may(canon, scene, act, held.value) or canon.world.value(held.value, "alive", moment) == "no"
    return None if free else held


def _may(canon: Canon, scene: Scene, act: Act, holder: str) -> bool:
    """Whether somebody can do this with a thing that ``holder`` has."""
    if act.person == holder:
        return True
    if act.verb in _NEEDS_IT:
        return False
    if act.other:
        return act.other == holder  # from them, whether they see it or not
    here = [p for p in canon.presences.by_scene[scene.order] if p.person == holder]
    return any(p.manner not in {Manner.ABSENT, Manner.PHONE, Manner.VOICE} for p in here)


_NEEDS_IT = frozenset({"gives", "drops", "loses"})


def _since(held: Change) -> str:
    return f"has had it since {held.scene.name}" if held.scene is not None else f"has it {stands_at(held)}"
