"""What was read of sources, and what was kept aside, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fabula.listening.cleaning.clean import Cleaned
from fabula.listening.intake.add import Added
from fabula.listening.intake.overview import SourceOverview
from fabula.listening.intake.record import Counts
from fabula.report.ink import PLAIN, Ink
from fabula.report.tables import Table, write_table
from fabula.report.words import clean

__all__ = ["added_document", "sources_document", "write_added", "write_sources"]

_TEXT = 80


def _number(count: int, noun: str, plural: str = "") -> str:
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def write_added(added: Sequence[Added], cleaned: Cleaned, ink: Ink = PLAIN) -> Iterator[str]:
    """What was added, source by source: what the columns were taken for, what was left out and why."""
    for one in added:
        counts = one.counts
        files = f"from {_number(one.read, 'file')}" if one.read else "nothing new"
        same = f", {_number(one.unchanged, 'file')} as before" if one.unchanged else ""
        yield f"{ink(one.source, 'strong')}  {_number(counts.comments, 'comment')} {files}{same}\n"
        for message in one.messages:
            yield f"  {ink('note', 'note')}  {clean(message)}\n"
        for words in _guesses(one):
            yield f"  {ink('taken', 'dim')} {clean(words)}\n"
        yield from _counted(counts, ink)
    if not any(one.counts.comments for one in added):
        return
    total = sum(one["comments"] for one in cleaned["sources"].values())
    marked = sum(one["marked"] for one in cleaned["sources"].values())
    of = f"{marked:,} of {_number(total, 'comment')}"
    yield (
        f"\n{of} count for less than one: fabula listen cleaned\n"
        if marked
        else f"\nAll of {_number(total, 'comment')} count in full.\n"
    )


def _guesses(added: Added) -> Iterator[str]:
    """What was guessed; what holds for all files in one line."""
    general = [guess for guess, files in added.guessed.items() if len(files) == added.read]
    if general:
        yield ", ".join(general)
    for guess, files in added.guessed.items():
        if len(files) < added.read:
            more = f" and {len(files) - 1:,} more" if len(files) > 1 else ""
            yield f"{guess} (in {files[0]}{more})"


def _counted(counts: Counts, ink: Ink) -> Iterator[str]:
    if counts.twice:
        yield f"  {ink('again', 'dim')} {_number(counts.twice, 'comment')} were there already\n"
    if counts.forgotten:
        yield f"  {ink('left out', 'dim')} {_number(counts.forgotten, 'comment')} by authors who are forgotten\n"
    for label, reasons in (("left out", counts.dropped), ("aside", counts.aside), ("no value", counts.nulled)):
        for why, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"  {ink(label, 'dim')} {count:,}: {clean(why)}\n"


def _counts_document(counts: Counts) -> dict[str, Any]:
    return {
        "rows": counts.rows,
        "comments": counts.comments,
        "twice": counts.twice,
        "forgotten": counts.forgotten,
        "dropped": dict(sorted(counts.dropped.items())),
        "aside": dict(sorted(counts.aside.items())),
        "nulled": dict(sorted(counts.nulled.items())),
    }


def added_document(added: Sequence[Added], cleaned: Cleaned) -> dict[str, Any]:
    """The same as data."""
    return {
        "added": [
            {
                "source": one.source,
                "files": one.read,
                "unchanged": one.unchanged,
                **_counts_document(one.counts),
                "guessed": sorted(one.guessed),
                "messages": one.messages,
            }
            for one in added
        ],
        "marked": sum(one["marked"] for one in cleaned["sources"].values()),
    }


def write_sources(
    sources: Sequence[SourceOverview], cleaned: Cleaned, width: int | None = None, ink: Ink = PLAIN
) -> Iterator[str]:
    """A table of the sources, then for each what was kept aside, with examples."""
    if not sources:
        yield "Nothing has been added yet.\n"
        return
    rows: list[tuple[str, ...]] = [
        (
            one.name,
            f"{one.counts.comments:,}",
            f"{one.counts.aside.total():,}",
            f"{one.authors:,}",
            one.first.date().isoformat() if one.first else "",
            one.last.date().isoformat() if one.last else "",
            _languages(cleaned, one.name),
        )
        for one in sources
    ]
    headers = ("source", "comments", "aside", "authors", "from", "to", "languages")
    yield from write_table(Table(headers, rows, frozenset({1, 2, 3})), width, ink)
    for one in sources:
        counts = one.counts
        if not (counts.aside or counts.dropped or counts.nulled or counts.twice or counts.forgotten or one.torn):
            continue
        yield f"\n{ink(one.name, 'strong')}  {_number(counts.rows, 'row')} read from {_number(one.files, 'file')}\n"
        for name, torn in one.torn:
            yield f"  {ink('note', 'note')}  {clean(name)}: {clean(torn)}\n"
        yield from _counted(counts, ink)
        for aside in one.examples:
            text = clean(aside.text)
            yield f"  {ink(clean(f'{aside.file}:{aside.row}'), 'path')}  {clean(aside.why)}\n"
            if text:
                yield f"    {text if len(text) <= _TEXT else text[: _TEXT - 1] + '…'}\n"


def _languages(cleaned: Cleaned, name: str) -> str:
    spoken = cleaned["sources"].get(name, {}).get("languages", {})
    most = sorted(spoken.items(), key=lambda pair: (-pair[1], pair[0]))
    unsure = cleaned["sources"].get(name, {}).get("no_language", 0)
    words = [f"{code} {count:,}" for code, count in most[:5]]
    return ", ".join([*words, *([f"? {unsure:,}"] if unsure else [])])


def sources_document(sources: Sequence[SourceOverview], cleaned: Cleaned) -> dict[str, Any]:
    """The same as data. ``languages`` counts comments; "" are those whose language cannot be told."""
    documents = []
    for one in sources:
        known = cleaned["sources"].get(one.name, {})
        documents.append(
            {
                "source": one.name,
                "preset": one.preset,
                "files": one.files,
                **_counts_document(one.counts),
                "authors": one.authors,
                "without_author": one.nameless,
                "first": one.first.isoformat() if one.first else None,
                "last": one.last.isoformat() if one.last else None,
                "languages": {**known.get("languages", {}), "": known.get("no_language", 0)},
                "torn": [{"file": name, "why": why} for name, why in one.torn],
                "examples": [
                    {"file": aside.file, "row": aside.row, "why": aside.why, "text": aside.text}
                    for aside in one.examples
                ],
            }
        )
    return {"sources": documents}
