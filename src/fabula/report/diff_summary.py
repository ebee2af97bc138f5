"""How much differs between two versions in one sentence, and what of it should be read first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fabula.change.comparing.differences import Differences, FindingChange, SceneChange
from fabula.change.comparing.weight import find_weighty
from fabula.report.diff_rows import LABELS, Layout, Row, label_of
from fabula.report.words import count
from fabula.universe.model import Episode

__all__ = ["first_rows", "summary_words", "where_words"]

_COUNTED: Final = {"notes": "with other notes"}
"""What is done to scenes, as it stands behind their number, where the label of a line says it otherwise."""


def first_rows(found: Differences, layout: Layout) -> list[tuple[Episode | None, Row]]:
    """The lines that should be read first, each with its episode: those that change the story, the hardest first."""
    places = {id(difference): place for place, difference in enumerate(find_weighty(found))}
    everything: list[tuple[Episode | None, Row]] = [(None, row) for row in layout.bible]
    everything += [(one.episode, row) for show in layout.shows for one in show.episodes for row in one.rows]
    ranked = [
        (min(places[id(difference)] for difference in row.about if id(difference) in places), number)
        for number, (_, row) in enumerate(everything)
        if any(id(difference) in places for difference in row.about)
    ]
    return [everything[number] for _, number in sorted(ranked)]


def where_words(episode: Episode | None, row: Row) -> str:
    """In which scene a line is, and what was done to it, for a line that stands outside of its episode."""
    if episode is None:
        return row.label
    place = f"{episode.show.id} {episode.code}{'/' if row.number else ''}{row.number}"
    done = isinstance(row.about[0], SceneChange | FindingChange)
    return f"{place} {row.label}" if done else place


def summary_words(found: Differences) -> str:
    """How much differs, in one sentence without a full stop; empty if nothing does."""
    parts: list[str] = []
    shows = [("new", sum(c.before is None for c in found.shows)), ("gone", sum(c.after is None for c in found.shows))]
    parts += _counted(shows, "show")
    parts += _counted(
        [
            ("new", sum(c.before is None for c in found.episodes)),
            ("gone", sum(c.after is None for c in found.episodes)),
        ],
        "episode",
    )
    parts += _counted(
        [(_COUNTED.get(label, label), sum(label_of(c) == label for c in found.scenes)) for _, label in LABELS], "scene"
    )
    people = {change.chain[0] for change in (*found.minds, *found.covers) if len(change.chain) == 1}
    for number, noun, plural in (
        (len(found.entries), "entry of the bible", "entries of the bible"),
        (len(found.settings), "setting", ""),
        (len(found.facts), "fact", ""),
        (len(found.memories), "wipe or restoration", "wipes or restorations"),
        (len(people), "mind", ""),
        (len(found.reveals), "reveal", ""),
        (len(found.promises), "setup or payoff", "setups or payoffs"),
    ):
        parts += [count(number, noun, plural)] if number else []
    parts += _counted(
        [("new", sum(c.new for c in found.findings)), ("gone", sum(not c.new for c in found.findings))], "finding"
    )
    return "; ".join(parts)


def _counted(numbers: Sequence[tuple[str, int]], noun: str) -> list[str]:
    """Numbers of one kind in a row: "3 scenes: 1 cut, 2 rewritten"; none if all are zero."""
    found = [(word, number) for word, number in numbers if number]
    total = sum(number for _, number in found)
    if not found:
        return []
    if len(found) == 1:
        word, number = found[0]
        return [f"{count(number, noun)} {word}"]
    return [f"{count(total, noun)}: {', '.join(f'{number} {word}' for word, number in found)}"]
