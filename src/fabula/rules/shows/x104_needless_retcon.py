"""X104 needless-retcon."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Related
from fabula.rules.registry import Rule
from fabula.rules.retcons import retcon_statements
from fabula.story.canon import Canon
from fabula.universe.model import Status

__all__ = ["NeedlessRetcon"]


class NeedlessRetcon(Rule):
    """A retcon is not needed, or does not say why.

    ## What it checks
    `retcons S01E02/14: REASON` openly changes what viewers have seen. It is reported when that episode is not released
    yet, since it can simply be rewritten, and when it gives no reason. A retcon without a reason undoes nothing.

    ## Why it matters
    A retcon costs trust. Between drafts nobody has to pay it.

    ## Example
        [[canon: retcons S01E02/14]]

    ## What to do
    Rewrite the other scene if it is not released; else say why it changes, after a colon.
    """

    code = "X104"
    name = "needless-retcon"
    level = Level.WARNING
    reads = frozenset({"scripts"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each retcon that is not needed or gives no reason."""
        for _, statement, episode, target in retcon_statements(canon.universe):
            there = target.name if target is not None else f"{episode.show.id} {episode.code}"
            span = target.span if target is not None else episode.script.source.whole
            related = (
                Related(
                    span, f"{there} is {'still ' if episode.status <= Status.DRAFT else ''}{_stage(episode.status)}"
                ),
            )
            if episode.status < Status.RELEASED:
                message = f"{there} is not released: it can be rewritten instead of retconned"
                yield Finding(self.code, statement.span, message, f"rewrite {there}", related=related)
            elif not statement.text("reason").strip():
                message = f"This retcon of {there} gives no reason"
                help_ = f"write `retcons {there}: …` with the reason"
                yield Finding(self.code, statement.span, message, help_, related=related)


def _stage(status: Status) -> str:
    return {Status.IDEA: "an idea", Status.OUTLINE: "an outline", Status.DRAFT: "a draft"}.get(status, str(status))
