"""Setups and payoffs: ``sets up LOCKET``, ``pays off LOCKET``, across the shows that feed one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fabula.bible.statements import Name, Statement
from fabula.source import Span
from fabula.universe.model import Scene, Show, Universe
from fabula.universe.names import fold_name

__all__ = ["Beat", "Promise", "find_promises", "is_fed_by", "pays", "told_before"]


@dataclass(frozen=True, slots=True)
class Beat:
    """One setup or payoff, where it stands."""

    scene: Scene
    span: Span

    @property
    def show(self) -> Show:
        """The show that tells it."""
        return self.scene.episode.show


@dataclass(slots=True)
class Promise:
    """Something that is set up to be paid off, with all its setups and payoffs in telling order.

    ``key`` is its entry, empty for a mere label.
    """

    name: str
    key: str = ""
    setups: list[Beat] = field(default_factory=list)
    payoffs: list[Beat] = field(default_factory=list)


def find_promises(universe: Universe) -> Iterable[Promise]:
    """Every promise of a universe. What is no entry of the bible goes by its words, without regard to case."""
    promises: dict[str, Promise] = {}
    for scene, statement in universe.stated("sets-up", "pays-off"):
        key, name = _what(universe, statement)
        promise = promises.setdefault(key, Promise(name, key if key in universe.entities else ""))
        beats = promise.setups if statement.form == "sets-up" else promise.payoffs
        beats.append(Beat(scene, statement.span))
    return promises.values()


def _what(universe: Universe, statement: Statement) -> tuple[str, str]:
    for _, value in statement.slots:
        if isinstance(value, Name):
            if value.key:
                return value.key, universe.name(value.key)
            return fold_name(value.text), f"“{value.text}”"
        if isinstance(value, str) and value:
            return fold_name(value), f"“{value}”"
    return "", "it"


def is_fed_by(show: Show, other: Show) -> bool:
    """Whether a show may rest on what happens in another: itself, or one that feeds it."""
    return show is other or show.id in other.feeds


def told_before(first: Scene, second: Scene) -> bool | None:
    """Whether viewers see ``first`` no later than ``second``: by order in one show, by release across shows.

    None where the release of one is not known.
    """
    if first.episode.show is second.episode.show:
        return first.order <= second.order
    one, other = first.episode.released, second.episode.released
    return None if one is None or other is None else one <= other


def pays(setup: Beat, payoff: Beat) -> bool:
    """Whether a payoff settles a setup: it is told after it, in the same show or in one that the show feeds."""
    return is_fed_by(payoff.show, setup.show) and told_before(setup.scene, payoff.scene) is not False
