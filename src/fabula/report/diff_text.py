"""What differs between two versions, for people at a terminal: short first, by show and by episode, all on demand."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from fabula.change.comparing.differences import Differences, FindingChange, MindChange, SceneChange
from fabula.report.diff_places import places_of
from fabula.report.diff_rows import UNTOUCHED, EpisodeRows, Row, lay_out
from fabula.report.diff_summary import first_rows, summary_words, where_words
from fabula.report.diff_words import DiffWords
from fabula.report.ink import PLAIN, Ink
from fabula.report.words import clean, count

__all__ = ["write_diff"]

_FIRST = 8
"""So many lines are put first."""
_ROWS = 12
"""So many lines of one episode are shown; a script that was written anew has more than anybody reads."""
_EPISODES = 12
"""So many episodes of one show are shown."""
_LABEL = 11
"""Columns of the label, with the blanks behind it."""


def write_diff(
    found: Differences,
    names: tuple[str, str],
    prefixes: tuple[str, str] = ("", ""),
    evidence: bool = False,
    ink: Ink = PLAIN,
    width: int | None = None,
) -> Iterator[str]:
    """The report as pieces of text. ``names`` are what the two versions are called, ``prefixes`` lead to their files.

    With ``evidence`` everything is listed, with places, changed notes, and who told whom.
    """
    yield f"{ink('before', 'dim')}  {clean(names[0])}\n{ink('after', 'dim')}   {clean(names[1])}\n\n"
    if not found:
        yield "Nothing of the story differs.\n"
        return
    writer = _Writer(found, prefixes, evidence, ink, width)
    yield from writer.summary()
    yield from writer.shows()
    yield from writer.bible()
    if writer.hidden:
        yield f"\n{count(writer.hidden, 'line')} not shown (--evidence shows all, with places and who told whom).\n"


class _Writer:
    def __init__(
        self, found: Differences, prefixes: tuple[str, str], evidence: bool, ink: Ink, width: int | None
    ) -> None:
        self.found = found
        self.words = DiffWords(found, full=evidence)
        self.layout = lay_out(found, self.words)
        self.prefixes = prefixes
        self.evidence = evidence
        self.ink = ink
        self.width = width
        self.hidden = 0

    def summary(self) -> Iterator[str]:
        """How much there is, and the few lines that should be read first."""
        yield from self._fold(clean(_capital(summary_words(self.found))) + ".", "", "")
        first = first_rows(self.found, self.layout)
        rows = sum(len(one.rows) for show in self.layout.shows for one in show.episodes) + len(self.layout.bible)
        if not first or rows <= 3:
            return
        yield "\n" + self.ink("What matters most", "strong") + "\n"
        for episode, row in first[:_FIRST]:
            yield from self._line(f"  {row.status!s:<9}", f"{where_words(episode, row)}: ", row.text)
        if len(first) > _FIRST:
            yield f"  and {len(first) - _FIRST} more\n"

    def shows(self) -> Iterator[str]:
        """Show by show, episode by episode."""
        for show in self.layout.shows:
            yield "\n" + self.ink(clean(show.head), "strong") + "\n"
            if not show.touched:
                yield f"  {UNTOUCHED}\n"
            episodes = [rows for rows in show.episodes if self._shown(rows.rows) or rows.changed]
            self.hidden += sum(len(rows.rows) for rows in show.episodes if rows not in episodes)
            shown = episodes if self.evidence else episodes[:_EPISODES]
            for rows in shown:
                yield from self._episode(rows)
            if len(shown) < len(episodes):
                rest = episodes[len(shown) :]
                self.hidden += sum(len(rows.rows) for rows in rest)
                yield f"  and {count(len(rest), 'more episode')}: {', '.join(rows.episode.code for rows in rest[:8])}"
                yield " …\n" if len(rest) > 8 else "\n"

    def _shown(self, rows: Sequence[Row]) -> list[Row]:
        return list(rows) if self.evidence else [row for row in rows if not row.minor][:_ROWS]

    def _episode(self, rows: EpisodeRows) -> Iterator[str]:
        yield f"  {clean(rows.head)}\n"
        yield from self._rows(rows.rows, "    ")

    def bible(self) -> Iterator[str]:
        """Entries, settings, and what stands in no scene."""
        if self.layout.bible:
            yield "\n" + self.ink("bible and settings", "strong") + "\n"
            yield from self._rows(self.layout.bible, "  ")

    def _rows(self, rows: Sequence[Row], indent: str) -> Iterator[str]:
        shown = self._shown(rows)
        self.hidden += len(rows) - len(shown)
        width = max((len(row.number) for row in shown), default=0)
        for row in shown:
            label = self.ink(row.label, "changed") + " " * (_LABEL - len(row.label))
            number = clean(row.number).ljust(width) + ("  " if width else "")
            yield from self._line(f"{indent}{label}{number}", "", row.text, len(indent) + _LABEL + len(number))
            if self.evidence:
                yield from self._evidence(row, indent + " " * 4)

    def _line(self, head: str, place: str, text: str, indent: int | None = None) -> Iterator[str]:
        column = len(head) if indent is None else indent
        yield from self._fold(clean(place + text), head, " " * column)

    def _fold(self, text: str, head: str, indent: str) -> Iterator[str]:
        if self.width is None or len(indent) + len(text) <= self.width:
            yield f"{head}{text}\n"
            return
        room = max(24, self.width - len(indent))
        first, *rest = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
        yield f"{head}{first}\n"
        yield from (f"{indent}{line}\n" for line in rest)

    def _evidence(self, row: Row, indent: str) -> Iterator[str]:
        for difference in row.about[:1]:
            match difference:
                case SceneChange():
                    yield from (f"{indent}- {clean(note)}\n" for note in difference.notes_gone)
                    yield from (f"{indent}+ {clean(note)}\n" for note in difference.notes_new)
                case MindChange():
                    yield from self._steps(difference, indent)
                    continue
                case FindingChange(new=True) if difference.finding.help:
                    yield f"{indent}{clean(difference.finding.help.splitlines()[0])}\n"
                case _:
                    pass
            for side, place in places_of(difference, self.prefixes):
                yield f"{indent}{self.ink(side.ljust(6), 'dim')}  {self.ink(clean(place), 'path')}\n"

    def _steps(self, change: MindChange, indent: str) -> Iterator[str]:
        """Who told whom, before and after."""
        found = zip(("before", "after"), self.words.versions.steps(change), self.prefixes, strict=True)
        for side, steps, prefix in found:
            for number, step in enumerate(steps):
                label = self.ink(side if not number else "", "dim") + " " * (6 - (len(side) if not number else 0))
                place = f"{prefix}{step.span.path}:{step.span.line}"
                yield f"{indent}{label}  {self.ink(clean(place), 'path')}  {clean(step.message)}\n"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
