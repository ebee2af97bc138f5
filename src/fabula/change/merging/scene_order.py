"""Scenes that one side has moved: the other versions are put in the same order before lines are compared.

Then a scene that one room moves and another room edits is moved and edited, where a merge by lines alone would find
that the one took out what the other changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fabula.change.merging.lines import Unit, raw_of
from fabula.change.merging.script_text import ScriptText, read_script_text

__all__ = ["Aligned", "align_scenes"]

_ALIKE = 0.4
"""How much two scenes of one heading must have in common, of 1, to be one scene."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Three versions of a script with their scenes in one order.

    Where they could not be put in one, ``moved`` are the scenes that both sides have: where their headings stand with
    us, and with them. Each may have been moved by both.
    """

    base: ScriptText
    ours: ScriptText
    theirs: ScriptText
    moved: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """A scene of one version: its units, its heading, its number, and its lines."""

    start: int
    end: int
    heading: str
    lines: tuple[str, ...]

    @property
    def number(self) -> str:
        """The number between ``#``, empty if it has none."""
        parts = self.heading.split("#")
        return parts[1].strip() if len(parts) > 2 else ""

    @property
    def place(self) -> str:
        """The heading without the number."""
        return " ".join(self.heading.partition("#")[0].upper().split())


@dataclass(frozen=True, slots=True)
class _Side:
    """One side's scenes, against those of the base.

    ``found`` says for every scene of the base which of this side it is, if it is there; ``moved`` are those of the
    base that stand elsewhere now, ``order`` all of the base as this side has ordered them.
    """

    text: ScriptText
    scenes: list[_Scene]
    found: dict[int, int]
    moved: frozenset[int]
    order: list[int]


def align_scenes(base: ScriptText, ours: ScriptText, theirs: ScriptText) -> Aligned:
    """The three versions in one order of scenes; as they are if none was moved, or if it is not clear where to."""
    before = _scenes(base)
    mine, yours = _compare(before, ours), _compare(before, theirs)
    as_they_are = Aligned(base, ours, theirs)
    if not mine.moved and not yours.moved:
        return as_they_are
    order = _apply(mine.order, yours)
    ways = ((mine, yours), (yours, mine))
    clear = order == _apply(yours.order, mine)
    if not clear or not all(_is_kept(side, order) and _follows(side, mover, order) for side, mover in ways):
        both = [at for at in range(len(before)) if at in mine.found and at in yours.found]
        places = ((mine.scenes[mine.found[at]].start, yours.scenes[yours.found[at]].start) for at in both)
        return replace(as_they_are, moved=tuple(places) if mine.moved and yours.moved else ())
    whole = _Side(base, before, {at: at for at in range(len(before))}, frozenset(), order)
    return Aligned(_reorder(whole, order), _reorder(mine, order), _reorder(yours, order))


def _scenes(script: ScriptText) -> list[_Scene]:
    units = script.text.units
    edges = [*script.headings, len(units)]
    return [
        _Scene(start, end, units[start].text, tuple(unit.text for unit in units[start:end] if unit.text.strip()))
        for start, end in pairwise(edges)
    ]


def _compare(before: Sequence[_Scene], text: ScriptText) -> _Side:
    """A version's scenes against those of the base."""
    scenes = _scenes(text)
    found: dict[int, int] = {}
    _pair(before, scenes, found, lambda scene: scene.lines, lambda _one, _other: True)
    _pair(before, scenes, found, lambda scene: scene.number, lambda one, other: bool(one.number) and _alike(one, other))
    _pair(before, scenes, found, lambda scene: scene.place, _alike)
    there = sorted(found, key=found.__getitem__)
    stayed = _longest_rise(there)
    return _Side(text, scenes, found, frozenset(there) - stayed, _with_the_rest(there, len(before)))


def _pair(
    before: Sequence[_Scene],
    now: Sequence[_Scene],
    found: dict[int, int],
    key: Callable[[_Scene], Hashable],
    same: Callable[[_Scene, _Scene], bool],
) -> None:
    """Pair the scenes for which a key stands on either side once."""
    taken = set(found.values())
    left = {at: key(scene) for at, scene in enumerate(before) if at not in found}
    right = {at: key(scene) for at, scene in enumerate(now) if at not in taken}
    counts, others = Counter(left.values()), Counter(right.values())
    places = {name: at for at, name in right.items()}
    for at, name in left.items():
        if counts[name] == others[name] == 1 and same(before[at], now[places[name]]):
            found[at] = places[name]


def _alike(one: _Scene, other: _Scene) -> bool:
    common = (Counter(one.lines) & Counter(other.lines)).total()
    return one.heading == other.heading or 2 * common >= _ALIKE * (len(one.lines) + len(other.lines))


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """The longest rising run of a list, gaps allowed: what has kept its order."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    run: list[int] = []
    last: int | None = tails[-1] if tails else None
    while last is not None:
        run.append(last)
        last = before[last]
    return frozenset(run)


def _with_the_rest(order: Sequence[int], count: int) -> list[int]:
    """An order with the scenes that are not in it, each behind the one that it stood behind before."""
    whole = list(order)
    for at in range(count):
        if at not in order:
            whole.insert(whole.index(at - 1) + 1 if at else 0, at)
    return whole


def _apply(order: Sequence[int], side: _Side) -> list[int]:
    """An order with the moves of another side made in it as well."""
    whole = list(order)
    for at, scene in enumerate(side.order):
        if scene in side.moved:
            whole.remove(scene)
            whole.insert(whole.index(side.order[at - 1]) + 1 if at else 0, scene)
    return whole


def _is_kept(side: _Side, order: Sequence[int]) -> bool:
    """Whether what a side has put before or behind something else stands so in an order."""
    wanted = {scene: at for at, scene in enumerate(side.order)}
    made = {scene: at for at, scene in enumerate(order)}
    return not any(
        (wanted[scene] < wanted[other]) != (scene < other) and (made[scene] < made[other]) == (scene < other)
        for scene in side.moved
        for other in order
    )


def _follows(side: _Side, mover: _Side, order: Sequence[int]) -> bool:
    """Whether it is clear where a side's scenes go when the other's moves are made in it.

    It is not where the side has cut a scene that the other moved, or has put a new one between two that the other's
    moves part.
    """
    if any(scene not in side.found for scene in mover.moved):
        return False
    neighbours, new = set(pairwise([-1, *order, -1])), _new_scenes(side)
    return all(pair in neighbours for pair in pairwise([-1, *side.order, -1]) if pair[0] in new)


def _new_scenes(side: _Side) -> dict[int, list[int]]:
    """The scenes that the base has not, by the scene of the base that they follow (-1: none)."""
    names = {at: scene for scene, at in side.found.items()}
    new: dict[int, list[int]] = {}
    before = -1
    for at in range(len(side.scenes)):
        if at in names:
            before = names[at]
        else:
            new.setdefault(before, []).append(at)
    return new


def _reorder(side: _Side, order: Sequence[int]) -> ScriptText:
    """A version with its scenes in an order of those of the base; new ones stay behind the scene that they follow."""
    new = _new_scenes(side)
    sequence = list(new.get(-1, ()))
    for scene in order:
        sequence += [side.found[scene]] if scene in side.found else []
        sequence += new.get(scene, ())
    if sequence == list(range(len(side.scenes))):
        return side.text
    units = side.text.text.units
    # The blank lines between two scenes stay where they are: the last scene has none behind it.
    bodies, gaps = zip(*(_part(units[scene.start : scene.end]) for scene in side.scenes), strict=True)
    ordered = [*units[: side.scenes[0].start]]
    for at, gap in zip(sequence, gaps, strict=True):
        ordered += [*bodies[at], *gap]
    script = read_script_text(raw_of(ordered))
    return replace(script, text=replace(side.text.text, units=script.text.units))


def _part(units: Sequence[Unit]) -> tuple[Sequence[Unit], Sequence[Unit]]:
    """A scene, and the blank lines behind it."""
    end = len(units)
    while end and not units[end - 1].text.strip():
        end -= 1
    return units[:end], units[end:]
