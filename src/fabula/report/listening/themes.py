"""What people talk about that the universe has no entry for, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fabula.listening.answers.overview import Overview
from fabula.listening.answers.quotes import shorten
from fabula.listening.answers.spoken import Spoken
from fabula.listening.answers.themes import Theme
from fabula.listening.elements import element_name
from fabula.report.ink import PLAIN, Ink
from fabula.report.listening.flat import FlatTable
from fabula.report.listening.heading import heard_words, overview_document
from fabula.report.listening.html.page import Section, element, paragraph, text, write_page
from fabula.report.listening.html.pieces import lead, table
from fabula.report.listening.words import count_of, day, episode_code, fold, main_show, number_words, percent
from fabula.report.words import clean, join_words
from fabula.universe.model import Universe

__all__ = ["themes_document", "themes_page", "themes_table", "write_themes"]

TITLE = "What people talk about that the universe has no entry for"
NOTHING = "Nothing that enough people talk about is missing from the universe."
METHOD = (
    (
        "A theme is a name that the universe does not know, written with a capital inside sentences, or words that are "
        "said more where nothing of the universe is named than where something is (log-odds with an informative "
        "Dirichlet prior, Monroe, Colaresi and Quinn 2008; of such words at most one in twenty may be chance)."
    ),
    (
        "Counted are authors, each once. Copies, campaigns and what counts for less than in full are left out. How "
        "themes are liked is not measured: there is nothing in the universe to link them to."
    ),
)
_FEW = 20


def write_themes(
    universe: Universe,
    overview: Overview,
    themes: Sequence[Theme],
    sample: int,
    everything: bool = False,
    ink: Ink = PLAIN,
) -> Iterator[str]:
    """The themes, those of most authors first."""
    yield f"{ink(TITLE, 'strong')}\n"
    yield from fold(f"{heard_words(overview)}.")
    yield from fold(_sampled(overview, sample))
    if not themes:
        yield f"\n{NOTHING}\n"
        return
    shown = themes if everything else themes[:_FEW]
    for theme in shown:
        yield f"\n  {ink(clean(theme.words), 'code')}  {ink(_counted(theme, sample), 'strong')}\n"
        for words in _details(universe, theme):
            yield from fold(words, 6)
        for example in theme.examples:
            yield from fold(_quote(example), 6, 8)
    if len(shown) < len(themes):
        yield f"\n  … and {number_words(len(themes) - len(shown))} more (--all)\n"


def _sampled(overview: Overview, sample: int) -> str:
    whole = overview.total.comments
    words = f"Looked at: {number_words(sample)} comments that count in full"
    return f"{words}, a sample by their ids of all {number_words(whole)}." if sample < 0.5 * whole else f"{words}."


def _counted(theme: Theme, sample: int) -> str:
    return f"{count_of(theme.authors, 'author')}, {percent(theme.comments / max(1, sample))} of comments"


def _details(universe: Universe, theme: Theme) -> Iterator[str]:
    words = "a name that the universe does not know" if theme.kind == "name" else "words where nothing is named"
    if theme.score is not None:
        words += f" (z {theme.score:.1f})"
    others = [form for form in theme.forms if form != theme.words.casefold()]
    if others:
        words += f"; also written {join_words(others[:4])}"
    yield f"{words}."
    main = main_show(universe)
    parts = []
    if theme.first is not None:
        parts.append(f"since {day(theme.first)}")
    if theme.episodes:
        parts.append(
            "mostly on " + ", ".join(f"{episode_code(key, main)} ({number})" for key, number in theme.episodes[:3])
        )
    if theme.elements:
        names = [f"{element_name(universe, key)} ({number})" for key, number in theme.elements[:3]]
        parts.append(f"beside {', '.join(names)}")
    if parts:
        yield f"{'; '.join(parts)}."


def _quote(example: Spoken) -> str:
    when = f", {day(example.time)}" if example.time is not None else ""
    return f"“{shorten(example.text)}”  {example.source}{when}"


def themes_document(
    universe: Universe, overview: Overview, labels: int, themes: Sequence[Theme], sample: int
) -> dict[str, Any]:
    """The same as data."""
    return {
        "heard": overview_document(overview, labels),
        "sample": sample,
        "themes": [
            {
                "words": theme.words,
                "kind": theme.kind,
                "authors": theme.authors,
                "comments": theme.comments,
                "share": round(theme.comments / max(1, sample), 6),
                "score": None if theme.score is None else round(theme.score, 3),
                "forms": list(theme.forms),
                "first": day(theme.first) or None,
                "elements": [
                    {"element": key, "name": element_name(universe, key), "comments": number}
                    for key, number in theme.elements
                ],
                "episodes": [{"episode": key, "comments": number} for key, number in theme.episodes],
                "quotes": [
                    {
                        "text": shorten(one.text),
                        "source": one.source,
                        "time": one.time.isoformat() if one.time is not None else None,
                        "comment": one.comment,
                    }
                    for one in theme.examples
                ],
            }
            for theme in themes
        ],
    }


def themes_table(themes: Sequence[Theme], sample: int) -> FlatTable:
    """A row for each theme."""
    columns = {
        "words": str, "kind": str, "authors": int, "comments": int, "share": float, "score": float, "first": str,
        "forms": str,
    }  # fmt: skip
    rows = [
        (
            theme.words,
            theme.kind,
            theme.authors,
            theme.comments,
            theme.comments / max(1, sample),
            theme.score,
            day(theme.first) or None,
            "; ".join(theme.forms),
        )
        for theme in themes
    ]
    return FlatTable(columns, rows)


def themes_page(universe: Universe, overview: Overview, labels: int, themes: Sequence[Theme], sample: int) -> str:
    """The page of themes."""
    rows = [
        [
            element("th", text(theme.words), scope="row"),
            element("td", text(number_words(theme.authors)), class_="number"),
            element("td", text(percent(theme.comments / max(1, sample))), class_="number"),
            element("td", text(" ".join(_details(universe, theme)))),
        ]
        for theme in themes
    ]
    listed = table("By how many authors", ("", "authors", "of comments", ""), rows, frozenset({1, 2}))
    parts = []
    for theme in themes[:_FEW]:
        parts.append(element("h3", text(theme.words)))
        for one in theme.examples:
            when = f", {day(one.time)}" if one.time is not None else ""
            foot = element("footer", text(f"{one.source}{when}"))
            parts.append(element("blockquote", element("p", text(f"“{shorten(one.text)}”")) + foot))
    content = paragraph(_sampled(overview, sample)) + (listed if themes else paragraph(NOTHING))
    sections = [Section("themes", "Themes", content)]
    if parts:
        sections.append(Section("quotes", "In their words", "\n".join(parts)))
    return write_page(TITLE, lead(overview, labels), sections, METHOD)
