"""Names that lead nowhere, found again from where a finding stands."""

from __future__ import annotations

from fabula.source import Span
from fabula.universe.model import Universe, Unlinked

__all__ = ["unlinked_at"]


def unlinked_at(universe: Universe, span: Span) -> Unlinked | None:
    """The name at a place that leads to nothing, or to several."""
    return next((one for one in universe.unlinked if one.span == span), None)
