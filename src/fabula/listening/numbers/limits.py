"""From how much on something is said: the smallest samples, each with its reason; callers can set others."""

from __future__ import annotations

from typing import Final

__all__ = ["LEAST_AUTHORS", "LEAST_MENTIONS", "LEAST_OF_A_TREND", "LEAST_OWN_LABELS", "LEVEL"]

LEVEL: Final = 0.95
"""How often an interval must hold the truth."""

LEAST_MENTIONS: Final = 100
"""Below so many comments there is no figure but a range. With a spread of 0.5, which is usual for liking, the interval
of 100 comments is about 0.2 wide, as far apart as elements mostly are; with fewer, their order is chance."""

LEAST_AUTHORS: Final = 20
"""Nor is there a figure from fewer voices, after weights: below it the spread between authors is guesswork."""

LEAST_OF_A_TREND: Final = 300
"""Below so many comments no change is looked for: three stretches of 100, or nothing could be found but by chance."""

LEAST_OWN_LABELS: Final = 40
"""From so many labels on a cell is calibrated by its own alone; below it is helped by the others' (see ``pooling``)."""
