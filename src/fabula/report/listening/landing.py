"""What lands and what does not, written for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.listening.answers.changes import Shift
from fabula.listening.answers.landing import EpisodeCell, Landing, Response, Verdict
from fabula.listening.answers.quotes import Quote
from fabula.listening.elements import element_name
from fabula.report.ink import PLAIN, Ink
from fabula.report.listening.heading import write_heading
from fabula.report.listening.words import (
    AXIS_WORDS,
    WIDTH,
    count_of,
    day,
    episode_code,
    fold,
    grounds_words,
    interval_words,
    language_name,
    main_show,
    number_words,
    percent,
    signed,
    value_words,
)
from fabula.report.tables import Table, write_table
from fabula.report.words import cell_width, clean, count
from fabula.universe.model import Universe

__all__ = ["HEADINGS", "change_words", "quote_words", "reach_words", "write_landing"]

_FEW = 6
"""So many of a kind are told unless all are asked for."""
HEADINGS = {
    "liking": {
        Verdict.LANDS: "What lands",
        Verdict.FAILS: "What does not",
        Verdict.LIKE_THE_REST: "Neither more nor less than the rest",
        Verdict.TOO_LITTLE: "Too little to say",
    },
    "excitement": {Verdict.LANDS: "What excites", Verdict.FAILS: "What leaves cold"},
    "confusion": {Verdict.LANDS: "What confuses", Verdict.FAILS: "What is clear"},
    "prediction": {Verdict.LANDS: "What sets people guessing", Verdict.FAILS: "What nobody guesses about"},
}
"""What a verdict is called on each axis; what is missing is called as on liking."""


def heading_of(axis: str, verdict: Verdict) -> str:
    """The heading above the elements of a verdict."""
    return HEADINGS[axis].get(verdict, HEADINGS["liking"][verdict])


def write_landing(
    universe: Universe, landing: Landing, title: str, everything: bool = False, ink: Ink = PLAIN
) -> Iterator[str]:
    """The answer as pieces of text, each ending in a line end."""
    writer = _Writer(universe, landing, everything, ink)
    yield from write_heading(title, landing.overview, landing.labels, ink)
    yield from fold(writer.scale())
    for verdict in (Verdict.LANDS, Verdict.FAILS):
        yield from writer.verdict(verdict)
    yield from writer.changes()
    yield from writer.others()
    yield from writer.table()


class _Writer:
    def __init__(self, universe: Universe, landing: Landing, everything: bool, ink: Ink) -> None:
        self.universe, self.landing, self.everything, self.ink = universe, landing, everything, ink
        self.main = main_show(universe)

    def scale(self) -> str:
        landing = self.landing
        words = f"Measured is {AXIS_WORDS[landing.axis]}; in brackets what holds the truth 95 times in 100. "
        return words + f"All that is spoken of together has {value_words(landing.rest.figure)}."

    def verdict(self, verdict: Verdict) -> Iterator[str]:
        found = self.landing.with_verdict(verdict)
        found = found[::-1] if verdict is Verdict.FAILS else found
        yield f"\n{self.ink(heading_of(self.landing.axis, verdict), 'strong')}\n"
        if not found:
            yield "  nothing that is sure\n"
        shown = found if self.everything else found[:_FEW]
        width = max((cell_width(clean(self.name(one))) for one in shown), default=0)
        for one in shown:
            yield from self.response(one, width)
        if len(shown) < len(found):
            yield f"  … and {number_words(len(found) - len(shown))} more (--all)\n"

    def response(self, one: Response, width: int) -> Iterator[str]:
        name = clean(self.name(one))
        figure = one.measured.figure
        value = signed(figure.estimate, figure)
        pad = " " * (width - cell_width(name))
        yield f"  {self.ink(name, 'code')}{pad}  {self.ink(value, 'strong')} {interval_words(figure)}\n"
        yield from fold(f"{grounds_words(figure)}. {reach_words(one)}", 6)
        yield from fold(self.apart(one), 6)
        campaigns = self.campaigns(one)
        if campaigns:
            yield from fold(campaigns, 6, style="warning", ink=self.ink)
        for note in figure.notes:
            yield from fold(f"{note}", 6, style="dim", ink=self.ink)
        for quote in one.quotes:
            yield from fold(quote_words(quote, self.landing.axis), 6, 8)

    def apart(self, one: Response) -> str:
        """Sources apart, and languages."""
        sources = ", ".join(f"{source} {value_words(figure)}" for source, figure in one.measured.sources)
        languages = ", ".join(f"{language_name(code)} {number_words(number)}" for code, number in one.languages[:4])
        return f"{sources}; {languages}" if languages else sources

    def campaigns(self, one: Response) -> str:
        if not one.reach.marked:
            return ""
        held = value_words(one.with_campaigns.figure)
        return f"with {count_of(one.reach.marked, 'comment')} of campaigns, weighed down: {held}"

    def changes(self) -> Iterator[str]:
        landing = self.landing
        yield f"\n{self.ink('What changed', 'strong')}\n"
        if not landing.changes:
            yield f"  nothing that is sure, of {count(landing.scanned, 'element')} with enough comments to look\n"
        shown = landing.changes if self.everything else landing.changes[:_FEW]
        for change in shown:
            yield from fold(change_words(self.universe, change), 2, 6)
        if len(shown) < len(landing.changes):
            yield f"  … and {count(len(landing.changes) - len(shown), 'more change')} (--all)\n"

    def others(self) -> Iterator[str]:
        """What is like the rest, and what is too rarely spoken of, in a line each."""
        for verdict in (Verdict.LIKE_THE_REST, Verdict.TOO_LITTLE):
            found = self.landing.with_verdict(verdict)
            if not found:
                continue
            yield f"\n{self.ink(heading_of(self.landing.axis, verdict), 'strong')}\n"
            shown = found if self.everything else found[: 2 * _FEW]
            rows: list[tuple[str, ...]] = [
                (self.name(one), value_words(one.measured.figure), *_reach(one), str(one.measured.figure.calibration))
                for one in shown
            ]
            table = Table(("", self.landing.axis, "comments", "authors", "reach", ""), rows, frozenset({2, 3, 4}))
            yield from (f"  {line}" for line in write_table(table, WIDTH - 2, self.ink))
            if len(shown) < len(found):
                yield f"  … and {number_words(len(found) - len(shown))} more (--all)\n"

    def table(self) -> Iterator[str]:
        """Element by episode; a dot where nobody speaks of it, a question mark below the least sample."""
        landing = self.landing
        rows = [
            one for one in landing.responses if one.episodes and (self.everything or one.verdict != Verdict.TOO_LITTLE)
        ]
        columns = [key for key in landing.episodes if any(cell.episode == key for one in rows for cell in one.episodes)]
        if not rows or not columns:
            return
        yield f"\n{self.ink('Element by episode', 'strong')}  (? below the least sample, · not spoken of)\n"
        labels = max(cell_width(_cut(self.name(one))) for one in rows)
        for part in _parts([(key, episode_code(key, self.main)) for key in columns], WIDTH - 4 - labels):
            names = tuple(name for _, name in part)
            lines = [(_cut(self.name(one)), *(self._cell(one, key) for key, _ in part)) for one in rows]
            table = Table(("", *names), lines, frozenset(range(1, len(part) + 1)))
            yield from (f"  {line}" for line in write_table(table, WIDTH - 2, self.ink))

    def _cell(self, one: Response, episode: str) -> str:
        cell = next((cell for cell in one.episodes if cell.episode == episode), None)
        return "·" if cell is None else cell_words(cell)

    def name(self, one: Response) -> str:
        return element_name(self.universe, one.element)


def _parts(columns: Sequence[tuple[str, str]], room: int) -> Iterator[list[tuple[str, str]]]:
    """Columns in parts that fit side by side."""
    part: list[tuple[str, str]] = []
    used = 0
    for key, name in columns:
        width = max(cell_width(name), 6) + 2
        if part and used + width > room:
            yield part
            part, used = [], 0
        part.append((key, name))
        used += width
    if part:
        yield part


def cell_words(cell: EpisodeCell) -> str:
    """What stands in the table: a figure with one digit more than anybody reads, or that there is too little."""
    figure = cell.measured.figure
    return "?" if figure.value is None else signed(figure.value, figure)


def _cut(name: str, longest: int = 28) -> str:
    return name if cell_width(name) <= longest else name[: longest - 1].rstrip() + "…"


def _reach(one: Response) -> tuple[str, str, str]:
    return number_words(one.reach.comments), number_words(one.reach.authors), percent(one.reach.share)


def reach_words(one: Response) -> str:
    """How much it is talked of, which is not how it is liked."""
    return f"Reach: {percent(one.reach.share)} of comments on the story."


def change_words(universe: Universe, change: Shift) -> str:
    """A change from one episode to another, as a sentence without a full stop."""
    main = main_show(universe)
    name = element_name(universe, change.element)
    way = "up" if change.difference > 0 else "down"
    low, high = sorted((abs(change.low), abs(change.high)))
    words = f"{name}: {way} by {abs(change.difference):.2f} ({low:.2f} to {high:.2f})"
    words += f" with {episode_code(change.at, main)}, from {signed(change.before)} to {signed(change.after)}"
    if change.earliest != change.latest:
        words += f"; it may begin from {episode_code(change.earliest, main)} to {episode_code(change.latest, main)}"
    return words


def quote_words(quote: Quote, axis: str = "liking") -> str:
    """A quote with its side, its source and its day; who wrote it is not said."""
    when = f", {day(quote.time)}" if quote.time is not None else ""
    side = ("+ " if quote.side > 0 else "- ") if axis == "liking" else ""
    return f"{side}“{quote.text}”  {quote.source}{when}"


def quote_documents(quotes: Sequence[Quote]) -> list[dict[str, object]]:
    """Quotes as data."""
    return [
        {
            "text": quote.text,
            "side": quote.side,
            "source": quote.source,
            "episode": quote.episode,
            "time": quote.time.isoformat() if quote.time is not None else None,
            "comment": quote.comment,
        }
        for quote in quotes
    ]
