"""From sums to figures: each source apart, then the sources together with weights that are the same everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from fabula.listening.answers.labelled import LabelledRows
from fabula.listening.answers.makeup import MakeUp
from fabula.listening.numbers.combining import combine
from fabula.listening.numbers.figure import Figure
from fabula.listening.numbers.limits import LEAST_AUTHORS, LEAST_MENTIONS, LEVEL
from fabula.listening.numbers.means import mean_figure, mean_of
from fabula.listening.numbers.measuring import measure
from fabula.listening.numbers.sums import Sums, add_sums, bounds_of, read_sums

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["Group", "Measured", "Measuring"]

_LEAST_PART: Final = 10
_LEAST_PART_AUTHORS: Final = 5
"""From so many comments and voices on a source weighs in where all of them together are enough."""


@dataclass(frozen=True, slots=True)
class Group:
    """An element in a part of the audience's talk (an episode, a season, a language), with its sums by source.

    ``marked`` is how many of its comments seem to belong to a campaign.
    """

    element: str
    part: str
    sums: Mapping[str, Sums]
    marked: int = 0

    @property
    def comments(self) -> int:
        """How many comments speak of it: its reach."""
        return sum(one.comments for one in self.sums.values())

    @property
    def authors(self) -> int:
        """How many authors those have; whoever writes in two sources counts in each."""
        return sum(one.authors for one in self.sums.values())


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of the sources together, and those of each source."""

    figure: Figure
    sources: tuple[tuple[str, Figure], ...]


def _read_groups(engine: Engine, axis: str, by: str = "nothing", **only: Any) -> list[Group]:
    """The groups of an audience on an axis, in the order of element and part. ``only`` are parameters of groups.sql."""
    columns = engine.query("groups", axis=axis, by=by, **only).to_pydict()
    found: dict[tuple[str, str], dict[str, Sums]] = {}
    marked: Counter[tuple[str, str]] = Counter()
    keys = list(zip(columns["element"], columns["part"], strict=True))
    for key, source, sums, own in zip(
        keys, columns["stratum"], read_sums(columns, axis), columns["marked"], strict=True
    ):
        found.setdefault(key, {})[source] = sums
        marked[key] += own
    return [Group(*key, sums, marked[key]) for key, sums in found.items()]


@dataclass(frozen=True, slots=True)
class Measuring:
    """How groups are measured.

    ``weights`` are those of the sources, the same for every element and every episode: else a figure would move when
    people go from one source to another. With a ``make_up`` strata are what it states, and weigh what it says.
    ``labelled`` is what people have labelled.
    """

    weights: Mapping[str, float]
    labelled: LabelledRows = field(default_factory=lambda: LabelledRows(()))
    make_up: MakeUp | None = None
    level: float = LEVEL

    @property
    def labels(self) -> int:
        """How many labels there are."""
        return len(self.labelled)

    @property
    def strata(self) -> str:
        """What is measured apart: source, language, or both."""
        return self.make_up.strata if self.make_up is not None else "source"

    def read(self, engine: Engine, axis: str, by: str = "nothing", **only: Any) -> list[tuple[Group, Measured]]:
        """The groups of an audience with their figures, in the order of element and part."""
        groups = _read_groups(engine, axis, by, strata=self.strata, **only)
        return self.measure_groups(axis, groups, by, campaigns=bool(only.get("campaigns", True)))

    def measure_groups(
        self, axis: str, groups: Sequence[Group], by: str = "nothing", *, campaigns: bool = False
    ) -> list[tuple[Group, Measured]]:
        """The figures of groups of an axis. ``by`` says what groups them."""
        keys = [(group.element, group.part, stratum) for group in groups for stratum in group.sums]
        cells = {key: number for number, key in enumerate(keys)}
        sums = [one for group in groups for one in group.sums.values()]
        numbers = {element: number for number, element in enumerate(dict.fromkeys(key[0] for key in keys))}
        elements = [numbers[key[0]] for key in keys]
        labelled = None
        if self.labels:
            labelled = self.labelled.arrange(axis, by, self.strata, cells, campaigns=campaigns)
        apart = measure(sums, labelled, elements, level=self.level)
        parts = measure(
            sums, labelled, elements, level=self.level, least=_LEAST_PART, least_authors=_LEAST_PART_AUTHORS
        )
        found = dict(zip(keys, zip(apart, parts, strict=True), strict=True))
        return [
            (group, self._join(group.sums, {one: found[group.element, group.part, one] for one in group.sums}))
            for group in groups
        ]

    def of(self, sums: Mapping[str, Sums], level: float | None = None) -> Measured:
        """The figure of some sums by stratum, without labels."""
        level = level or self.level
        figures = {
            stratum: (mean_figure(one, level), mean_figure(one, level, _LEAST_PART, _LEAST_PART_AUTHORS))
            for stratum, one in sums.items()
        }
        return self._join(sums, figures)

    def nothing(self, axis: str) -> Measured:
        """The figure of no comments at all."""
        return self.of({"": replace(add_sums([]), bounds=bounds_of(axis))})

    def _join(self, sums: Mapping[str, Sums], figures: Mapping[str, tuple[Figure, Figure]]) -> Measured:
        """The figures of strata, and the one of them together.

        There is enough for that one if there is in all of them together. A stratum with next to nothing is left out:
        with a fixed weight one comment would count like hundreds.
        """
        sources = tuple((stratum, figures[stratum][0]) for stratum in sorted(figures))
        kept = {stratum: figures[stratum][1] for stratum in sorted(figures) if figures[stratum][1].value is not None}
        kept = {stratum: figure for stratum, figure in kept.items() if self._weight(stratum) > 0}
        comments = sum(sums[stratum].scored for stratum in kept)
        voices = sum(mean_of(sums[stratum]).voices for stratum in kept)
        if comments < LEAST_MENTIONS or voices < LEAST_AUTHORS:
            figure = replace(self._weigh({one: figures[one][0] for one in kept or sorted(figures)}), enough=False)
            figure = replace(figure, comments=sum(one.scored for one in sums.values()))
            return Measured(replace(figure, notes=self._notes(figure.notes, kept or dict(sources), ())), sources)
        figure = replace(self._weigh(kept), enough=True)
        left = [stratum for stratum, one in sources if one.comments and stratum not in kept]
        return Measured(replace(figure, notes=self._notes(figure.notes, kept, left)), sources)

    def _weight(self, stratum: str) -> float:
        return self.make_up.shares.get(stratum, 0.0) if self.make_up is not None else self.weights.get(stratum, 1.0)

    def _weigh(self, figures: Mapping[str, Figure]) -> Figure:
        weights = [self._weight(stratum) for stratum in figures]
        return combine(list(figures.values()), weights if any(weights) else None)

    def _notes(self, notes: Sequence[str], kept: Mapping[str, Figure], left: Sequence[str]) -> tuple[str, ...]:
        own = [note for note in notes if "could not be computed or have no weight" not in note]
        own += [note for figure in kept.values() for note in figure.notes]
        few = [stratum for stratum in left if self._weight(stratum) > 0]
        if few:
            own.append(f"too few comments to weigh in: {', '.join(few)}")
        if self.make_up is not None:
            own += self._unlike(self.make_up, kept, [stratum for stratum in left if stratum not in few])
        return tuple(dict.fromkeys(own))

    @staticmethod
    def _unlike(make_up: MakeUp, kept: Mapping[str, Figure], unstated: Sequence[str]) -> list[str]:
        """How those who are heard differ from the audience that is meant."""
        whole = sum(make_up.shares.values())
        missing = {name: share / whole for name, share in sorted(make_up.shares.items()) if share and name not in kept}
        found = []
        if missing:
            unheard = ", ".join(f"{name} ({share:.0%})" for name, share in missing.items())
            found.append(f"not heard enough: {unheard}")
        if unstated:
            found.append(f"not of the stated audience: {', '.join(unstated)}")
        return found
