"""Changes that say the same again: dead, and dead once more, with no return between them."""

from __future__ import annotations

from bisect import bisect_left

from fabula.story.model import Change

__all__ = ["first_of_run"]


def first_of_run(changes: list[Change], last: Change) -> Change:
    """The change since which a fact has had the value that it has at ``last``; ``changes`` are all of the fact."""
    # Changes are in story order, so the place of one among thousands is found by halving; equal moments are few.
    at = bisect_left(changes, last.moment, key=lambda change: change.moment)
    while changes[at] != last:
        at += 1
    first = last
    while at and changes[at - 1].value == last.value:
        at -= 1
        first = changes[at]
    return first
