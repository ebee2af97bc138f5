"""Points of the Earth as entries state them."""

from __future__ import annotations

import re

from fabula.bible.model import Value

__all__ = ["read_coordinates"]

_DEGREES = re.compile(r"([-+−]?\d+(?:\.\d+)?)\s*°?\s*([NSEW]?)", re.IGNORECASE)
_SIDES = frozenset({"", "NE", "NW", "SE", "SW"})


def read_coordinates(value: Value) -> tuple[float, float] | None:
    """Latitude and longitude of a ``coordinates`` field in degrees, or None if it holds none.

    Given as a list of two (``[41.9, 12.5]``) or as one text (``41.9, 12.5``, ``41.9 N 12.5 E``).
    """
    text = ", ".join(item.text for item in value.items)
    found = _DEGREES.findall(text)
    if len(found) != 2 or _DEGREES.sub("", text).strip(" ,;/"):
        return None
    sides = "".join(side for _, side in found).upper()
    if sides not in _SIDES:
        return None
    lat, lon = (float(number.replace("−", "-")) * (-1 if side in {*"SWsw"} else 1) for number, side in found)
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None
