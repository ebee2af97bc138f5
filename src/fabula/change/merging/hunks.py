"""What differs between two texts, line by line: the shortest way from one to the other, told as git tells it.

The shortest way is found from both ends at once, in linear space (E. W. Myers, "An O(ND) Difference Algorithm and Its
Variations", 1986). Where a change could stand in several places (a paragraph put between equal blank lines), it stands
where git puts it: as far down as it goes, or beside a change of the other text.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final, NamedTuple

__all__ = ["Hunk", "find_hunks"]

MOST_STEPS: Final = 256
"""After so many lines without a way through, the furthest point reached so far has to do."""
PATIENCE: Final = 8
"""How often that may happen. Two texts with that little in common are not worth long searches."""
FEW_STEPS: Final = 32


class Hunk(NamedTuple):
    """A place where two texts differ: lines ``start`` to ``end`` of one are lines ``first`` to ``last`` of the other.

    Ends are exclusive; one of the two stretches may be empty.
    """

    start: int
    end: int
    first: int
    last: int


def find_hunks(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Hunk]:
    """The places in which two texts differ, in order. Between two of them at least one line is the same."""
    names: dict[Hashable, int] = {}
    a = [names.setdefault(line, len(names)) for line in one]
    b = [names.setdefault(line, len(names)) for line in other]
    gone, come = _mark_changes(a, b)
    _slide(a, gone, come)
    _slide(b, come, gone)
    return list(_collect(gone, come))


def _collect(gone: Sequence[bool], come: Sequence[bool]) -> list[Hunk]:
    """The marked lines of two texts as hunks."""
    hunks: list[Hunk] = []
    i = j = 0
    while i < len(gone) or j < len(come):
        start, first = i, j
        while i < len(gone) and gone[i]:
            i += 1
        while j < len(come) and come[j]:
            j += 1
        if (start, first) != (i, j):
            hunks.append(Hunk(start, i, first, j))
        i += 1
        j += 1
    return hunks


def _mark_changes(a: list[int], b: list[int]) -> tuple[list[bool], list[bool]]:
    """For every line of two texts whether the shortest way takes it out, or puts it in."""
    gone, come = [False] * len(a), [False] * len(b)
    shared = min(len(a), len(b))
    head = 0
    while head < shared and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shared - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    # A line that the other text has not at all is changed for sure, and would only lengthen the search.
    here, there = set(a), set(b)
    rows = _keep(a, head, len(a) - tail, there, gone)
    columns = _keep(b, head, len(b) - tail, here, come)
    x, y = [a[i] for i in rows], [b[j] for j in columns]
    boxes = [(0, len(x), 0, len(y))]
    lost = 0
    while boxes:
        left, right, top, bottom = boxes.pop()
        while left < right and top < bottom and x[left] == y[top]:
            left, top = left + 1, top + 1
        while left < right and top < bottom and x[right - 1] == y[bottom - 1]:
            right, bottom = right - 1, bottom - 1
        if left == right:
            for j in columns[top:bottom]:
                come[j] = True
        elif top == bottom:
            for i in rows[left:right]:
                gone[i] = True
        else:
            i, j, found = _halve(x, y, (left, right, top, bottom), MOST_STEPS if lost < PATIENCE else FEW_STEPS)
            lost += not found
            boxes += ((left, i, top, j), (i, right, j, bottom))
    return gone, come


def _keep(lines: list[int], start: int, end: int, there: set[int], marks: list[bool]) -> list[int]:
    """The places of the lines that the other text has as well; the others are marked."""
    kept: list[int] = []
    for at in range(start, end):
        if lines[at] in there:
            kept.append(at)
        else:
            marks[at] = True
    return kept


def _halve(x: list[int], y: list[int], box: tuple[int, int, int, int], steps: int) -> tuple[int, int, bool]:
    """A point on the shortest way through a box, found by going from both corners until the two meet.

    With it whether they have met; if not, in so many steps, the way may not be the shortest. ``ahead[d]`` is how far
    one gets on diagonal ``d`` (row less column) from the upper left corner, ``back[d]`` from the lower right one.
    """
    left, right, top, bottom = box
    lowest, highest = left - bottom, right - top
    far = right + bottom + 2
    ahead: dict[int, int] = {left - top: left}
    back: dict[int, int] = {right - bottom: right}
    low = high = left - top
    back_low = back_high = right - bottom
    odd = (low - back_low) % 2 == 1
    for _ in range(steps):
        low, high = _widen(ahead, low, high, lowest, highest, -1)
        for d in range(high, low - 1, -2):
            i = max(ahead[d - 1] + 1, ahead[d + 1])
            while i < right and i - d < bottom and x[i] == y[i - d]:
                i += 1
            ahead[d] = i
            if odd and back_low <= d <= back_high and back[d] <= i:
                return i, i - d, True
        back_low, back_high = _widen(back, back_low, back_high, lowest, highest, far)
        for d in range(back_high, back_low - 1, -2):
            i = min(back[d - 1], back[d + 1] - 1)
            while i > left and i - d > top and x[i - 1] == y[i - 1 - d]:
                i -= 1
            back[d] = i
            if not odd and low <= d <= high and i <= ahead[d]:
                return i, i - d, True
    return *_furthest(ahead, back, (low, high), (back_low, back_high), box), False


def _widen(reach: dict[int, int], low: int, high: int, lowest: int, highest: int, nowhere: int) -> tuple[int, int]:
    """One diagonal more on either side, as far as the box goes."""
    if low > lowest:
        low -= 1
        reach[low - 1] = nowhere
    else:
        low += 1
    if high < highest:
        high += 1
        reach[high + 1] = nowhere
    else:
        high -= 1
    return low, high


def _furthest(
    ahead: dict[int, int],
    back: dict[int, int],
    span: tuple[int, int],
    back_span: tuple[int, int],
    box: tuple[int, int, int, int],
) -> tuple[int, int]:
    """The point that is furthest from its corner, for a way that is too long to be worth finding."""
    left, right, top, bottom = box

    def clip(d: int, i: int) -> tuple[int, int]:
        i = max(left, top + d, min(i, right, bottom + d))
        return i, i - d

    there = max((clip(d, ahead[d]) for d in range(span[1], span[0] - 1, -2)), key=sum)
    from_end = min((clip(d, back[d]) for d in range(back_span[1], back_span[0] - 1, -2)), key=sum)
    return from_end if (right + bottom) - sum(from_end) > sum(there) - (left + top) else there


def _slide(lines: list[int], marks: list[bool], others: list[bool]) -> None:
    """Move every group of changed lines down as far as equal lines let it, or beside a change of the other text.

    ``others`` are the marks of the other text; between the same two unchanged lines each text has one group, which
    may be empty.
    """
    group = _Groups(marks)
    beside = _Groups(others)
    while True:
        if group.start < group.end:
            _settle(lines, group, beside)
        if not group.forward():
            return
        beside.forward()


def _settle(lines: list[int], group: _Groups, beside: _Groups) -> None:
    """Slide one group. What it runs into becomes a part of it, and then it may go further."""
    size = -1
    upmost = match = -1
    while size != group.end - group.start:
        size = group.end - group.start
        match = -1
        while group.slide_up(lines):
            beside.backward()
        upmost = group.end
        if beside.start < beside.end:
            match = group.end
        while group.slide_down(lines):
            beside.forward()
            if beside.start < beside.end:
                match = group.end
    if group.end != upmost and match >= 0:
        while beside.start == beside.end:
            group.slide_up(lines)
            beside.backward()


class _Groups:
    """A walk over the groups of marked lines of a text: one before each unchanged line, and one at the end."""

    __slots__ = ("end", "marks", "start")

    def __init__(self, marks: list[bool]) -> None:
        self.marks = marks
        self.start = self.end = 0
        self._grow_down()

    def forward(self) -> bool:
        """Go to the next group; False at the end of the text."""
        if self.end == len(self.marks):
            return False
        self.start = self.end = self.end + 1
        self._grow_down()
        return True

    def backward(self) -> None:
        """Go to the group before this one, which is there."""
        self.start = self.end = self.start - 1
        self._grow_up()

    def slide_up(self, lines: list[int]) -> bool:
        """Move the group up by a line, if that tells the same change."""
        if not self.start or lines[self.start - 1] != lines[self.end - 1]:
            return False
        self.start, self.end = self.start - 1, self.end - 1
        self.marks[self.start], self.marks[self.end] = True, False
        self._grow_up()
        return True

    def slide_down(self, lines: list[int]) -> bool:
        """Move the group down by a line, if that tells the same change."""
        if self.end == len(self.marks) or lines[self.start] != lines[self.end]:
            return False
        self.marks[self.start], self.marks[self.end] = False, True
        self.start, self.end = self.start + 1, self.end + 1
        self._grow_down()
        return True

    def _grow_up(self) -> None:
        while self.start and self.marks[self.start - 1]:
            self.start -= 1

    def _grow_down(self) -> None:
        while self.end < len(self.marks) and self.marks[self.end]:
            self.end += 1
