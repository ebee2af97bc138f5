"""Bounds on a point in time."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Interval"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds on a point in time, in minutes UTC, both inclusive; None where there is no bound."""

    earliest: int | None = None
    latest: int | None = None

    @property
    def exact(self) -> bool:
        """Whether only one minute is left."""
        return self.earliest is not None and self.earliest == self.latest
