"""Quotes: comments shown as evidence, chosen by rule and not by taste.

Near the mean of those who like it and of those who do not, one of an author, none that counts less than in full (a
copy, a campaign, spam). They are read from the store when they are needed, and kept nowhere: what has been forgotten is
quoted no more. A quote has its source and its time, and no author.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from fabula.listening.answers.spoken import Spoken
from fabula.universe.names import fold_name

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["LONGEST", "Quote", "read_quotes", "shorten", "spoken_quotes"]

LONGEST: Final = 240
"""Characters of a quote; a longer one is cut at a word."""
_LEAST: Final = 12
"""Characters of a comment that says anything."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said. ``side`` is 1 for, -1 against or, on an axis with one side, 1.

    ``comment`` is its id in the store, so that it can be found; who wrote it is not said.
    """

    element: str
    side: int
    comment: str
    source: str
    episode: str | None
    time: datetime | None
    text: str


def read_quotes(
    engine: Engine, elements: Iterable[str], axis: str = "liking", number: int = 2, episode: str | None = None
) -> dict[str, list[Quote]]:
    """For each of the elements, up to ``number`` quotes of each side, those for it first."""
    wanted = sorted(set(elements))
    if not wanted:
        return {}
    table = engine.query("quotes", axis=axis, elements=wanted, episode=episode, number=6 * number)
    found: dict[tuple[str, int], list[Quote]] = {}
    spare: dict[tuple[str, int], list[Quote]] = {}
    for row in table.to_pylist():
        quote = Quote(
            row["element"],
            row["side"],
            row["comment"],
            row["source"],
            row["episode"],
            row["time"],
            shorten(row["text"]),
        )
        key = (quote.element, quote.side)
        kept = found.setdefault(key, [])
        known = {fold_name(one.text) for one in kept}
        if len(kept) >= number or fold_name(quote.text) in known:
            continue
        if len(quote.text) < _LEAST:
            spare.setdefault(key, []).append(quote)
        else:
            kept.append(quote)
    for key, quotes in spare.items():
        found[key] += quotes[: max(0, 1 - len(found[key]))]
    return {
        element: [*found.get((element, 1), ()), *found.get((element, -1), ())]
        for element in wanted
        if found.get((element, 1)) or found.get((element, -1))
    }


def spoken_quotes(element: str, comments: Sequence[Spoken]) -> list[Quote]:
    """Comments that were chosen already, as quotes."""
    return [Quote(element, 1, one.comment, one.source, one.episode, one.time, shorten(one.text)) for one in comments]


def shorten(text: str, longest: int = LONGEST) -> str:
    """A comment in one line, cut at a word with an ellipsis where it is long."""
    line = " ".join(text[: 8 * longest].split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    head, blank, _ = cut.rpartition(" ")
    return (head if blank and len(head) > longest // 2 else cut) + "…"
