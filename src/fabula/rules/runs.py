"""Changes that say the same again: dead, and dead once more, with no return between them."""

from __future__ import annotations

from fabula.story.model import Change

__all__ = ["first_of_run"]


def first_of_run(changes: list[Change], last: Change) -> Change:
    """The change since which a fact has had the value that it has at ``last``; ``changes`` are all of the fact."""
    first = last
    for change in reversed(changes[: changes.index(last)]):
        if change.value != last.value:
            break
        first = change
    return first
