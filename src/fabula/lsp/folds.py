"""What can be folded away in a document: scenes, sections, title pages, notes and boneyards of several lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fabula.bible.frontmatter import read_front_matter
from fabula.lsp.symbols import Outline, outline_script
from fabula.script.model import Script
from fabula.source import Source

__all__ = ["Fold", "fold_entry", "fold_script"]


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines, from 0, that fold under the first of them. ``comment`` says that they are notes for the room."""

    first: int
    last: int
    comment: bool = False


def fold_script(script: Script) -> list[Fold]:
    """The folds of a script, in order."""
    lines = _Lines(script.source)
    found = list(_outline_folds(outline_script(script), lines))
    if script.title_page:
        found.append(lines.fold(script.title_page[0].start, script.title_page[-1].end))
    found += [lines.fold(note.start, note.end, comment=True) for note in script.notes]
    found += [lines.fold(start, end, comment=True) for start, end in script.boneyards]
    kept = {fold.first: fold for fold in found if fold.last > fold.first}  # clients show one fold a line
    return [kept[first] for first in sorted(kept)]


def fold_entry(source: Source) -> list[Fold]:
    """The front matter of an entry."""
    _, body, _ = read_front_matter(source)
    fold = _Lines(source).fold(0, body)
    return [fold] if fold.last > fold.first else []


def _outline_folds(outline: Iterable[Outline], lines: _Lines) -> Iterator[Fold]:
    for one in outline:
        yield lines.fold(one.start, one.end)
        yield from _outline_folds(one.inside, lines)


class _Lines:
    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.starts: Sequence[int] = source.line_starts

    def fold(self, start: int, end: int, *, comment: bool = False) -> Fold:
        """The lines of a stretch without the blank ones at its end."""
        end = start + len(self.text[start:end].rstrip())
        return Fold(bisect_right(self.starts, start) - 1, bisect_right(self.starts, max(start, end - 1)) - 1, comment)
