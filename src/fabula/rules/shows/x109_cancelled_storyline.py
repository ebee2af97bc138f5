"""X109 cancelled-storyline."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Related
from fabula.rules.contradiction import sentence
from fabula.rules.registry import Rule
from fabula.rules.storylines import Storyline, find_storylines, goes_on_in
from fabula.story.canon import Canon
from fabula.universe.model import Show

__all__ = ["CancelledStoryline"]


class CancelledStoryline(Rule):
    """A cancelled show leaves a storyline open that no other show goes on with.

    ## What it checks
    `cancelled: yes` in a show's `show.md`. Each storyline that the show tells (`storyline C`) has to end
    (`ends storyline C`) or to go on: in a scene of another show, not itself cancelled, that viewers see later. Released
    episodes count by their release dates; an episode that is not released yet comes later than one that is.

    ## Why it matters
    A spinoff is cancelled by one room, and what it has begun is owed to viewers by all the others.

    ## Example
        shows/india/show.md
        cancelled: yes

        shows/india/s01/e03.fountain
        [[canon: storyline C]]

    ## What to do
    Let another show go on with it, or end it. `fabula rehome india` lists what the show leaves open, and where it can
    go on. A storyline that came to its end in the show: `[[canon: ends storyline C]]`.
    """

    code = "X109"
    name = "cancelled-storyline"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each storyline that a cancelled show leaves open."""
        shows = [show for show in canon.universe.shows.values() if show.cancelled]
        for storyline in find_storylines(canon.universe) if shows else ():
            for show in shows:
                last = storyline.last_in(show)
                if last is not None and not storyline.ends and goes_on_in(canon, storyline, show) is None:
                    yield _finding(storyline, show)


def _finding(storyline: Storyline, show: Show) -> Finding:
    last = storyline.last_in(show)
    assert last is not None
    scene, span = last
    message = f"{show.name} is cancelled, and no other show goes on with the storyline {storyline.name}"
    help_ = f"see `fabula rehome {show.id}`; if it has ended, write `ends storyline …` where it does"
    related = (Related(span, f"told last here, in {scene.name}"),)
    return Finding("X109", show.cancelled_at or show.span, sentence(message), help_, related=related)
