"""What cleaning marked and why, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fabula.listening.cleaning.clean import Cleaned
from fabula.report.ink import PLAIN, Ink
from fabula.report.tables import Table, write_table
from fabula.report.words import clean

__all__ = ["cleaned_document", "write_cleaned"]

_MEANS = {
    "copy": "says (nearly) what another says; together they count as one",
    "campaign": "belongs to a campaign, see below",
    "flood": "is beyond the fiftieth of one author on one day; counts as nothing",
    "spam": "advertises, is nothing but links, or repeats one word; counts as nothing",
}
_TEXT = 160


def write_cleaned(cleaned: Cleaned, width: int | None = None, ink: Ink = PLAIN) -> Iterator[str]:
    """A table of reasons by source, what they mean, then the campaigns with an example of each."""
    total = sum(one["comments"] for one in cleaned["sources"].values())
    if not total:
        yield "There are no comments yet.\n"
        return
    weight = sum(one["weight"] for one in cleaned["sources"].values())
    marked = sum(one["marked"] for one in cleaned["sources"].values())
    yield f"{marked:,} of {total:,} comments are marked; together all count as {weight / 1000:,.0f}. "
    yield "None was deleted.\n"
    if cleaned["reasons"]:
        yield "\n"
        rows: list[tuple[str, ...]] = [
            (one["source"], one["why"], f"{one['comments']:,}", f"{one['lost'] / 1000:,.0f}")
            for one in cleaned["reasons"]
        ]
        headers = ("source", "why", "comments", "count less by")
        yield from write_table(Table(headers, rows, frozenset({2, 3})), width, ink)
        yield "\n"
        for why in dict.fromkeys(one["why"] for one in cleaned["reasons"]):
            yield f"{ink(why.ljust(9), 'dim')} {_MEANS[why]}\n"
    for campaign in cleaned["campaigns"]:
        yield from _campaign(campaign, ink)


def _campaign(campaign: dict[str, Any], ink: Ink) -> Iterator[str]:
    sources = ", ".join(campaign["sources"])
    yield f"\n{ink(clean(campaign['campaign']), 'strong')}\n"
    period = f"{_minute(campaign['start'])} to {_minute(campaign['end'])} UTC"
    new = f"{campaign['new_authors']:,} of them heard for the first time"
    yield f"  {campaign['comments']:,} comments by {campaign['authors']:,} authors, {new}\n"
    yield f"  {period} in {clean(sources)}\n"
    if campaign["kind"] == "spike":
        yield f"  far more than the usual {campaign['usual']:,.0f}, from accounts that are heard then and never else\n"
    text = clean(campaign["text"])
    yield f"  {ink('example', 'dim')}  {text if len(text) <= _TEXT else text[: _TEXT - 1] + '…'}\n"


def _minute(time: str) -> str:
    return time[:16].replace("T", " ")


def cleaned_document(cleaned: Cleaned) -> dict[str, Any]:
    """The same as data. Weights are in thousandths."""
    return {key: value for key, value in cleaned.items() if key != "stamp"}
