"""``fabula listen cleaned``: what counts for less, and why."""

from __future__ import annotations

from pathlib import Path

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At

__all__ = ["cleaned"]


def cleaned(universe: In = Path(), at: At = None, json: Json = False) -> None:
    """Show which comments count for less than one, and why: copies, campaigns, floods, advertisements.

    Nothing is deleted. The copies of a text count as one together; of an author's comments of one day fifty count;
    advertisements count as nothing. A campaign is one text from many accounts within a day, or a burst of new accounts
    in one source.

    \b
    Examples:
      fabula listen cleaned
      fabula listen cleaned --json
    """
    from fabula.cli.listen.opening import listening_errors, open_audience
    from fabula.cli.output import emit, screen_width, terminal_ink
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope

    target, store = open_audience(universe, at)
    with listening_errors(), Progress() as say:
        from fabula.listening.cleaning import bring_marks_up_to_date
        from fabula.listening.intake.declared import read_languages

        found = bring_marks_up_to_date(store, read_languages(target.root), say)
    from fabula.report.listening.cleaned import cleaned_document, write_cleaned

    if json:
        emit(dump(envelope(**cleaned_document(found))))
    else:
        emit(write_cleaned(found, screen_width(), terminal_ink()))
