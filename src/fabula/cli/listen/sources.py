"""``fabula listen sources``: what has been added, and what was kept aside."""

from __future__ import annotations

from pathlib import Path

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At

__all__ = ["sources"]


def sources(universe: In = Path(), at: At = None, json: Json = False) -> None:
    """List the sources: comments, authors, period, languages, and the rows that could not be read.

    Each reason for which rows were kept aside is shown with examples: file, row, and how it begins. All of them stand
    in `aside/NAME.jsonl` of the store.

    \b
    Examples:
      fabula listen sources
      fabula listen sources --json
    """
    from fabula.cli.listen.opening import listening_errors, open_audience
    from fabula.cli.output import emit, screen_width, terminal_ink
    from fabula.report.json import dump, envelope

    _, store = open_audience(universe, at)
    with listening_errors():
        from fabula.listening.cleaning.clean import is_clean, read_cleaned
        from fabula.listening.intake.overview import list_sources

        found = list_sources(store)
        cleaned = read_cleaned(store) if is_clean(store) else {"sources": {}}
    from fabula.report.listening.intake import sources_document, write_sources

    if json:
        emit(dump(envelope(**sources_document(found, cleaned))))
    else:
        emit(write_sources(found, cleaned, screen_width(), terminal_ink()))
