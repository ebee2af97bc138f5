"""Time zones by the names that computers give them."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

__all__ = ["read_zone"]


@cache
def read_zone(name: str) -> ZoneInfo | None:
    """The time zone with this name ("Europe/Madrid"), or None if there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
