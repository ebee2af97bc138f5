"""The make-up of an audience that is meant, as a file states it: how much of it each language, or source, is."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fabula.listening.errors import ListeningError

__all__ = ["MakeUp", "read_make_up"]

_COLUMNS: Final = ("source", "language", "share")
_FORM: Final = "write a line for each part, like: language,share / en,60 / it,40"


@dataclass(frozen=True, slots=True)
class MakeUp:
    """Shares of an audience by stratum. ``strata`` is what the strata are: source, language, or both."""

    strata: str
    shares: Mapping[str, float]


def read_make_up(path: Path) -> MakeUp:
    """The make-up of an audience from a CSV file with the columns language or source (or both), and share.

    Shares may be percentages, heads or parts: they are scaled to sum to one. Raises `ListeningError` with the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListeningError(f"{path} is not UTF-8 text", "save it as CSV with UTF-8") from error
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise ListeningError(f"{path} cannot be read: {reason}", "name a file that can be with --audience") from error
    rows = list(csv.reader(io.StringIO(text)))
    head = [name.strip().lower() for name in rows[0]] if rows else []
    unknown = [name for name in head if name not in _COLUMNS]
    keys = [name for name in ("source", "language") if name in head]
    if "share" not in head or not keys or unknown or len(set(head)) < len(head):
        raise ListeningError(f"{path}:1: the columns must be language or source, and share", _FORM)
    shares: dict[str, float] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(head):
            raise ListeningError(f"{path}:{line}: there are {len(row)} cells under {len(head)} columns", _FORM)
        cells = {name: cell.strip() for name, cell in zip(head, row, strict=True)}
        name = ", ".join(cells[key].lower() if key == "language" else cells[key] for key in keys)
        if name in shares:
            raise ListeningError(f"{path}:{line}: {name} has a share already", "leave one of the two lines")
        shares[name] = _share(cells["share"], f"{path}:{line}")
    if not shares or sum(shares.values()) <= 0:
        raise ListeningError(f"{path} gives nobody a share", _FORM)
    return MakeUp("both" if len(keys) == 2 else keys[0], shares)


def _share(text: str, place: str) -> float:
    try:
        share = float(text.removesuffix("%").strip())
    except ValueError:
        share = math.nan
    if not 0 <= share < math.inf:
        raise ListeningError(f"{place}: {text!r} is no share", "write a number from 0, such as 60 or 0.6")
    return share
