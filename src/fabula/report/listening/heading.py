"""What stands above every answer: what was heard, from where, and whether people's labels stand behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fabula.listening.answers.overview import Overview
from fabula.report.ink import Ink
from fabula.report.listening.words import count_of, day, fold, language_name, number_words
from fabula.report.words import clean, join_words

__all__ = ["UNCALIBRATED", "heard_words", "labels_words", "overview_document", "write_heading"]

UNCALIBRATED = (
    "Uncalibrated: no labels stand behind these figures. A scorer's errors do not average out, and the intervals leave "
    "them out; `fabula listen label` draws a sample to label."
)


def heard_words(overview: Overview) -> str:
    """What was heard, in a sentence without a full stop."""
    total = overview.total
    sources = join_words([f"{one.source} {number_words(one.comments)}" for one in overview.sources])
    words = f"{count_of(total.comments, 'comment')} by {count_of(total.authors, 'author')}"
    if total.first is not None and total.last is not None:
        words += f", {day(total.first)} to {day(total.last)}"
    return f"{words}, from {sources}" if sources else words


def kept_words(overview: Overview) -> str:
    """What does not count in full, in a sentence without a full stop; empty if all does."""
    parts = []
    if overview.marked:
        parts.append(f"{count_of(overview.marked, 'comment')} of campaigns")
    if overview.copies:
        parts.append(f"{count_of(overview.copies, 'copy').replace('copys', 'copies')}")
    if overview.nothing:
        parts.append(f"{number_words(overview.nothing)} that count for nothing")
    return f"Among them {join_words(parts)}; `fabula listen cleaned` shows why" if parts else ""


def language_words(overview: Overview) -> str:
    """The languages with their shares, most first: "English 88 %, Italian 12 %"."""
    whole = max(1, overview.total.comments)
    shown = overview.languages[:4]
    rest = sum(number for _, number in overview.languages[4:])
    parts = [f"{language_name(code) if code else 'unknown'} {number * 100 / whole:.0f} %" for code, number in shown]
    return ", ".join([*parts, *([f"others {rest * 100 / whole:.0f} %"] if rest else [])])


def labels_words(labels: int) -> str:
    """Whether labels stand behind the figures, as a sentence."""
    return f"Calibrated by {count_of(labels, 'label')}." if labels else UNCALIBRATED


def write_heading(title: str, overview: Overview, labels: int, ink: Ink) -> Iterator[str]:
    """The lines above an answer in text."""
    yield f"{ink(clean(title), 'strong')}\n"
    yield from fold(f"{heard_words(overview)}.")
    if len(overview.languages) > 1:
        yield from fold(f"Languages: {language_words(overview)}.")
    kept = kept_words(overview)
    yield from fold(f"{kept}.") if kept else ()
    yield from fold(labels_words(labels), style="dim" if labels else "warning", ink=ink)


def overview_document(overview: Overview, labels: int) -> dict[str, Any]:
    """The same as data."""
    return {
        "comments": overview.total.comments,
        "authors": overview.total.authors,
        "first": day(overview.total.first) or None,
        "last": day(overview.total.last) or None,
        "sources": [
            {
                "source": one.source,
                "comments": one.comments,
                "authors": one.authors,
                "first": day(one.first) or None,
                "last": day(one.last) or None,
            }
            for one in overview.sources
        ],
        "languages": [{"language": code, "comments": number} for code, number in overview.languages],
        "campaigns": overview.marked,
        "copies": overview.copies,
        "without_weight": overview.nothing,
        "labels": labels,
        "calibrated": labels > 0,
    }
