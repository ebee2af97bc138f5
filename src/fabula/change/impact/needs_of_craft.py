"""What the writers have tied together: payoffs and their setups, and scenes that name other scenes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fabula.bible.statements import SceneName
from fabula.change.impact.needs import LEAF, Ground, Kind, Need
from fabula.rules.setups import Beat, find_promises, is_fed_by, told_before
from fabula.story.canon import Canon
from fabula.universe.model import Scene, Universe

__all__ = ["CraftNeed", "needs_of_promises", "needs_of_references", "scenes_named"]

_TIMES = frozenset({"before", "after", "offset-before", "offset-after", "same-time", "continuous"})
"""Forms whose scenes are looked at as times."""


@dataclass(frozen=True, slots=True)
class CraftNeed(Need):
    """A beat needs another beat, or a note the scene that it names."""

    ground: tuple[Ground, ...]

    def grounds(self, canon: Canon) -> Sequence[Ground]:
        """All that would do."""
        return self.ground


def needs_of_promises(canon: Canon) -> Iterator[Need]:
    """A payoff needs a setup before it; a setup that is paid off would hang in the air without its payoff."""
    for promise in find_promises(canon.universe):
        for payoff in promise.payoffs:
            setups = [one for one in promise.setups if _leads_to(one, payoff)]
            yield _beat(payoff, setups, f"{promise.name} is set up in", payoff.span.start)
        for setup in promise.setups:
            payoffs = [one for one in promise.payoffs if _leads_to(setup, one)]
            # Nothing rests on a setup because it is paid off: other payoffs rest on the setup itself.
            yield _beat(setup, payoffs, f"{promise.name} is paid off in", LEAF)


def _leads_to(setup: Beat, payoff: Beat) -> bool:
    fed = is_fed_by(payoff.show, setup.show)
    return fed and told_before(setup.scene, payoff.scene) is not False and setup.scene is not payoff.scene


def _beat(beat: Beat, others: list[Beat], how: str, offset: int) -> CraftNeed:
    grounds = tuple(Ground(one.scene, one.span, one.span.text.strip(), one.span.start) for one in others)
    topics = tuple(("scene", one.scene.key) for one in others)
    return CraftNeed(beat.scene, beat.span, Kind.CRAFT, beat.span.text.strip(), how, topics, offset, grounds)


def needs_of_references(canon: Canon) -> Iterator[Need]:
    """A note that names another scene needs that scene: `retcons S01E02/14`, `forgets everything since …`."""
    for scene in canon.universe.scenes:
        for statement in scene.statements:
            for _, value in statement.slots if statement.form not in _TIMES else ():
                if not isinstance(value, SceneName):
                    continue
                found = scenes_named(canon.universe, scene, value)
                grounds = tuple(Ground(one, one.span, "the scene that it names", LEAF) for one in found)
                topics = tuple(("scene", one.key) for one in found)
                words, span = statement.span.text.strip(), statement.span
                # Without what a retcon takes back, all is as the retcon would have it: nothing falls with it.
                offset = LEAF if statement.form == "retcons" else span.start
                yield CraftNeed(scene, span, Kind.REFERENCE, words, "it names", topics, offset, grounds)


def scenes_named(universe: Universe, scene: Scene, name: SceneName) -> list[Scene]:
    """The scene that a note in a scene names, or all those of an episode."""
    show = scene.episode.show.id
    if name.scene:
        there = universe.find_scene(name, show)
        return [there] if there is not None else []
    episode = universe.find_episode(name, show)
    return episode.scenes if episode is not None else []
