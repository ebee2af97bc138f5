"""C101 setup-without-payoff."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Certainty, Finding, Level
from fabula.rules.contradiction import sentence
from fabula.rules.registry import Rule
from fabula.rules.setups import Beat, find_promises, pays
from fabula.story.canon import Canon
from fabula.universe.model import Show, Status

__all__ = ["SetupWithoutPayoff"]


class SetupWithoutPayoff(Rule):
    """Something is set up and never paid off.

    ## What it checks
    Every `sets up LOCKET` wants a `pays off LOCKET` that is told after it: in the same show, or in a show that this
    one feeds. One finding stands at the first setup that is left open. As long as the last episode of the show is a
    draft, the payoff may still be written: the finding is *likely* then, and *possible* while that episode is an
    idea or an outline.

    ## Why it matters
    Viewers remember what they were told to remember. This is also the list of debts that a season leaves to the
    next one.

    ## Example
        INT. LIGHTHOUSE - NIGHT
        A locket, shut. [[canon: sets up the locket]]

    ## What to do
    Write the payoff and mark it (`[[canon: pays off the locket]]`), or take the setup out. If it waits for a later
    season: `[[canon: intended C101: opens in season 2 until S02E03]]`.
    """

    code = "C101"
    name = "setup-without-payoff"
    level = Level.NOTE
    reads = frozenset({"scripts"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each promise that is left open in a show."""
        for promise in find_promises(canon.universe):
            open_in: dict[str, Beat] = {}
            for setup in promise.setups:
                if not any(pays(setup, payoff) for payoff in promise.payoffs):
                    open_in.setdefault(setup.show.id, setup)
            for setup in open_in.values():
                message = f"{promise.name} is set up in {setup.scene.name} and not paid off"
                help_ = f"write `pays off {promise.name}` where it is, or take the setup out"
                yield Finding(self.code, setup.span, sentence(message), help_, _certainty(setup.show))


def _certainty(show: Show) -> Certainty:
    """Whether there is still room for a payoff."""
    last = max(show.episodes, key=lambda episode: (episode.season, episode.number))
    if last.status >= Status.LOCKED:
        return Certainty.CERTAIN
    return Certainty.LIKELY if last.status is Status.DRAFT else Certainty.POSSIBLE
