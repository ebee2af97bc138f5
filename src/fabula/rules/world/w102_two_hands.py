"""W102 two-hands."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level
from fabula.rules.acts import act_words, find_acts, is_unique
from fabula.rules.contradiction import Contradiction, stands_at
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.changes import Act
from fabula.story.model import Change, Manner
from fabula.universe.model import Scene

__all__ = ["TwoHands"]


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
        for scene, moment, act, span in find_acts(canon):
            if not is_unique(canon.universe, act.thing):
                continue
            held = canon.world.last(act.thing, "holder", moment)
            if held is None or not held.value:
                continue
            holder = held.value
            if _may(canon, scene, act, holder) or canon.world.value(holder, "alive", moment) == "no":
                continue
            names = canon.universe.name
            thing = names(act.thing)
            does = act_words(canon.universe, act)
            yield Contradiction(
                before=held,
                scene=scene,
                span=span,
                now=f"{does}, but {names(holder)} {_since(held)}",
                then=f"{names(holder)} has {thing} here, but later {does} in {scene.name}, which is "
                f"{scene.episode.status}",
                seen=does,
                stated=f"{names(holder)} has {thing}",
                help=f"write how {thing} leaves {names(holder)}'s hands (`{names(holder)} gives {thing} to …`, "
                f"`… takes {thing} from {names(holder)}`), or correct the note",
            ).finding(canon, self.code)


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
