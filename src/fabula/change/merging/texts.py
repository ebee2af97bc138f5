"""Merging a text by lines: as git does, but for what the kind of text knows better."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby

from fabula.change.merging.lines import Text
from fabula.change.merging.pieces import Piece, Style, piece_of
from fabula.change.merging.regions import Apart, Origin, Region, find_regions, join, refine, trim

__all__ = ["Settle", "merge_units"]

Settle = Callable[[Region], list[Piece] | None]
"""What settles a conflict: what stands there then, or None if only a person can say."""


def merge_units(
    base: Text,
    ours: Text,
    theirs: Text,
    style: Style = Style.MERGE,
    apart: Apart = lambda _ours, _theirs: False,
    settle: Settle = lambda _region: None,
    whole: Callable[[Region], bool] = lambda _region: False,
    disputed: Callable[[Region, Sequence[Region]], bool] = lambda _region, _regions: False,
) -> Iterator[Piece]:
    """The pieces of three versions of a text.

    ``apart`` lets changes stand side by side, ``settle`` settles conflicts, and ``whole`` says which of those that are
    left must not be cut into smaller ones. What is ``disputed`` is a conflict though only one side has changed it.
    """
    b, o, t = ([unit.text for unit in text.units] for text in (base, ours, theirs))
    parts: list[Region | list[Piece]] = []
    regions = find_regions(b, o, t, apart)
    for region in regions:
        if region.origin is not Origin.CONFLICT:
            contested = region.origin is not Origin.SAME and disputed(region, regions)
            conflict = region._replace(origin=Origin.CONFLICT)
            parts.append([piece_of(conflict, base, ours, theirs)] if contested else region)
            continue
        settled = settle(region)
        if settled is not None:
            parts.append(settled)
        elif whole(region):
            parts.append([piece_of(part, base, ours, theirs) for part in trim(region, o, t)])
        elif style is Style.MERGE:
            parts += refine(region, o, t)
        else:
            parts += [region] if style is Style.DIFF3 else trim(region, o, t)
    for is_settled, run in groupby(parts, lambda part: isinstance(part, list)):
        if is_settled:
            yield from (piece for part in run if isinstance(part, list) for piece in part)
            continue
        found = [part for part in run if isinstance(part, Region)]
        for part in join(found, o, _has_word) if style is Style.MERGE else found:
            yield piece_of(part, base, ours, theirs)


def _has_word(line: Hashable) -> bool:
    return any(map(str.isalnum, str(line)))
