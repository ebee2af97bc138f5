"""What differs between two versions, as a comment on a pull request: Markdown as code hosts show it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Final

from fabula.change.comparing.differences import Differences
from fabula.report.diff_places import places_of
from fabula.report.diff_rows import UNTOUCHED, Row, ShowRows, lay_out
from fabula.report.diff_summary import first_rows, summary_words, where_words
from fabula.report.diff_words import DiffWords
from fabula.report.markdown import code, plain
from fabula.report.words import clean

__all__ = ["write_markdown"]

_FIRST: Final = 12
"""So many lines are put first."""
_LONGEST: Final = 60_000
"""Characters of a comment: code hosts take 65,536."""


def write_markdown(
    found: Differences, names: tuple[str, str], prefixes: tuple[str, str] = ("", ""), evidence: bool = False
) -> Iterator[str]:
    """The report as pieces of text. What is too long for a comment is cut off, and says so.

    With ``evidence`` nothing is left out, and every line has its places.
    """
    yield f"### Story changes: {plain(names[0])} → {plain(names[1])}\n\n"
    if not found:
        yield "Nothing of the story differs.\n"
        return
    layout = lay_out(found, DiffWords(found, full=evidence))
    summary = summary_words(found)
    yield f"{plain(summary[:1].upper() + summary[1:])}.\n"
    first = first_rows(found, layout)
    if first:
        yield "\n**What matters most**\n\n"
        for episode, row in first[:_FIRST]:
            yield f"- *{row.status}* {plain(where_words(episode, row))}: {plain(row.text)}\n"
        if len(first) > _FIRST:
            yield f"- and {len(first) - _FIRST} more\n"
    used = 0
    for place, show in enumerate(layout.shows):
        section = "".join(_show(show, prefixes, evidence))
        used += len(section)
        if used > _LONGEST and not evidence:
            rest = ", ".join(plain(one.show.id) for one in layout.shows[place:])
            yield f"\nNot shown, since a comment has an end: {rest}. `fabula diff` lists it.\n"
            return
        yield section
    bible = [row for row in layout.bible if evidence or not row.minor]
    if bible:
        yield "\n<details><summary><b>bible and settings</b></summary>\n\n"
        yield from _rows(bible, prefixes, evidence)
        yield "\n</details>\n"


def _show(show: ShowRows, prefixes: tuple[str, str], evidence: bool) -> Iterator[str]:
    """One show, folded up."""
    yield f"\n<details><summary><b>{html.escape(clean(show.head)).replace('@', '@&#8203;')}</b></summary>\n"
    if not show.touched:
        yield f"\n{UNTOUCHED}\n"
    for one in show.episodes:
        rows = [row for row in one.rows if evidence or not row.minor]
        if rows or one.changed:
            yield f"\n**{plain(one.head)}**\n\n"
            yield from _rows(rows, prefixes, evidence)
    yield "\n</details>\n"


def _rows(rows: Sequence[Row], prefixes: tuple[str, str], evidence: bool) -> Iterator[str]:
    for row in rows:
        number = f" {plain(row.number)}" if row.number else ""
        yield f"- **{row.label}**{number}: {plain(row.text)}\n"
        if evidence:
            for difference in row.about[:1]:
                for side, place in places_of(difference, prefixes):
                    yield f"  - {side}: {code(place)}\n"
