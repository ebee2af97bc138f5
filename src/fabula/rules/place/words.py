"""Names and lengths of time as findings of the place rules say them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["join_names", "time_words"]

_HOUR = 60
_DAY = 24 * _HOUR


def join_names(names: Sequence[str]) -> str:
    """Names in a row: "Mason, Nadia and Bernard"; of more than four, the first three and how many others."""
    if len(names) > 4:
        names = [*names[:3], f"{len(names) - 3} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def time_words(minutes: int) -> str:
    """Minutes in words: "40 minutes", "9 hours 20 minutes", "2 days 3 hours". From a day on, in full hours."""
    if minutes >= _DAY:
        parts = ((minutes // _DAY, "day"), (minutes % _DAY // _HOUR, "hour"))
    else:
        parts = ((minutes // _HOUR, "hour"), (minutes % _HOUR, "minute"))
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return " ".join(said) or "no time"
