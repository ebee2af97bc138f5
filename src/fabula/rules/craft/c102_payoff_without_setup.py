"""C102 payoff-without-setup."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Related
from fabula.rules.contradiction import sentence
from fabula.rules.registry import Rule
from fabula.rules.setups import Beat, Promise, find_promises, is_fed_by, told_before
from fabula.story.canon import Canon

__all__ = ["PayoffWithoutSetup"]


class PayoffWithoutSetup(Rule):
    """Something is paid off that was never set up.

    ## What it checks
    Every `pays off LOCKET` wants a `sets up LOCKET` that viewers have seen by then: earlier in the same show, or in a
    show that feeds this one. Across shows the release dates decide; where one is missing, the setup counts as
    earlier. A setup in a show that does not feed this one is for X103 to report.

    ## Why it matters
    A payoff without its setup is a coincidence. It mostly comes from a cut: the scene with the setup went, and
    nobody thought of the other end.

    ## Example
        INT. TRAIN - DAY
        The locket opens. [[canon: pays off the locket]]

    ## What to do
    Set it up in an earlier scene (`[[canon: sets up the locket]]`), or take the mark out if it pays off nothing.
    """

    code = "C102"
    name = "payoff-without-setup"
    level = Level.WARNING
    reads = frozenset({"scripts"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each show that pays off what it has not set up."""
        for promise in find_promises(canon.universe):
            reported: set[str] = set()
            for payoff in promise.payoffs:
                if payoff.show.id not in reported and not _is_set_up(promise, payoff):
                    reported.add(payoff.show.id)
                    yield self._finding(promise, payoff)

    def _finding(self, promise: Promise, payoff: Beat) -> Finding:
        later = next((s for s in promise.setups if is_fed_by(payoff.show, s.show)), None)
        message = f"{promise.name} is paid off here, but nothing has set it up"
        related: tuple[Related, ...] = ()
        if later is not None:
            message = f"{promise.name} is paid off here, before it is set up in {later.scene.name}"
            related = (Related(later.span, f"{promise.name} is set up here"),)
        help_ = f"write `sets up {promise.name}` in an earlier scene, or take the mark out"
        return Finding(self.code, payoff.span, sentence(message), help_, related=related)


def _is_set_up(promise: Promise, payoff: Beat) -> bool:
    fed = [setup for setup in promise.setups if is_fed_by(payoff.show, setup.show)]
    if not fed:
        return bool(promise.setups)  # set up, but where this show may not rest on it
    return any(told_before(setup.scene, payoff.scene) is not False for setup in fed)
