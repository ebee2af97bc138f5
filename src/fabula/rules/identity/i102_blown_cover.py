"""I102 blown-cover."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Related
from fabula.rules.certainty import kept_order_certainty
from fabula.rules.identity.calls import in_on_it
from fabula.rules.knowledge.utterances import company_of
from fabula.rules.knowledge.ways import names_of
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.matters import identity_of
from fabula.story.minds.paths import path_to
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["BlownCover"]


class BlownCover(Rule):
    """A cover is kept up before people who all know who it really is.

    ## What it checks
    A note `Mason poses as Kyle` in a scene in which everybody else who is there knows already that Kyle is Mason, and
    at least one of them found out in the story. Accomplices (`knows` in the cover's entry, `… is in on it`) alone are
    no audience to be fooled, and a rehearsal with them is fine.

    ## Why it matters
    A pose needs somebody to fall for it. After the reveal moved forward, the scenes behind it go on as if it had not.

    ## Example
        [[canon: Nadia sees through Kyle]]
        …
        INT. BOATYARD - DAY
        Nadia comes in. [[canon: Mason poses as Kyle]]

    ## What to do
    Drop the pose, bring somebody who still believes it, or note what makes them play along (`[[canon: Nadia is in on
    it]]`).
    """

    code = "I102"
    name = "blown-cover"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each such pose."""
        for scene, statement in canon.stated("poses-as"):
            if statement.name("person").key and statement.name("cover").key:
                person = body_of(canon.universe, statement.name("person").key)
                rank = canon.timeline.rank[scene.order]
                finding = self._judge(canon, scene, rank, person, statement.name("cover").key, statement.span)
                if finding is not None:
                    yield finding

    def _judge(self, canon: Canon, scene: Scene, rank: int, person: str, cover: str, span: Span) -> Finding | None:
        log, universe = canon.minds, canon.universe
        at = log.at(Moment(rank, span.start))
        company = company_of(canon, scene, span.start)
        others = sorted((company.seeing | company.hearing) - {person})
        identity = identity_of(universe, cover)
        held = [log.belief((other,), identity, at) for other in others]
        if not held or any(belief is None or belief.value != "yes" for belief in held):
            return None
        if any(other in in_on_it(canon) for other in others):
            return None
        happenings = ((other, log.happenings[one.event]) for other, one in zip(others, held, strict=True) if one)
        found_out = [(other, one, one.scene) for other, one in happenings if one.scene is not None]
        if not found_out:
            return None
        who, _, where = found_out[0]
        know = f"{names_of(canon, others)} {'knows' if len(others) == 1 else 'know'} better"
        message = f"{universe.name(person)} poses as {universe.name(cover)}, but {know}"
        steps = path_to(universe, log, who, identity, at)
        related = tuple(
            Related(one.span, f"{universe.name(other)} finds out here, in {there.name}")
            for other, one, there in found_out[:3]
        )
        help_ = "drop the pose, bring somebody who still believes it, or note that they play along (`… is in on it`)"
        certainty = kept_order_certainty(canon, where, scene)
        return Finding(self.code, span, message, help_, certainty, related, steps)
