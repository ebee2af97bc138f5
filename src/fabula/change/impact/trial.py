"""A universe with something changed on trial: what has to be read otherwise, and what has been done in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from fabula.source import Source, Span

__all__ = ["Texts", "Trial", "join_stretches", "same_place"]

Texts = Mapping[str, str | Source | None]
"""Edits as `fabula.live.universe.LiveUniverse.edit` takes them. No file is written."""


def same_place(span: Span) -> Span:
    """Where a place was, if nothing has moved."""
    return span


@dataclass(frozen=True, slots=True)
class Trial:
    """A universe with something changed.

    ``did`` says what has been done ("without italy S01E03/1A"), ``remarks`` what the reader should know of it.
    ``place_before`` gives for a place of the changed universe the place at which the same words stood before.
    """

    did: str
    texts: Texts
    remarks: tuple[str, ...] = ()
    place_before: Callable[[Span], Span] = same_place


def join_stretches(stretches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches in order and apart."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
