"""What the verbs of ``fabula listen`` have in common: the universe, its audience, what is wrong in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fabula.cli.places import Target
    from fabula.listening.answers.measuring import Measuring
    from fabula.listening.answers.overview import Overview
    from fabula.listening.engine import Engine
    from fabula.listening.engine.contract import Update
    from fabula.listening.model import Scorer
    from fabula.listening.store import Store
    from fabula.story.canon import Canon

__all__ = [
    "At",
    "EngineName",
    "Hearing",
    "ScorerName",
    "link_and_score",
    "listening_errors",
    "open_audience",
    "open_hearing",
]

At = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        help="Where the audience is kept [default: .fabula/listening in the universe].",
        show_default=False,
    ),
]
EngineName = Annotated[
    str,
    typer.Option("--engine", metavar="NAME", help="What computes: duckdb, or a Spark Connect server, sc://host:port."),
]
ScorerName = Annotated[
    str,
    typer.Option(
        "--scorer", metavar="NAME", help="What scores: lexicon, trained, embedding, or one of your own, MODULE:FACTORY."
    ),
]


@dataclass(frozen=True, slots=True)
class Hearing:
    """A universe with its audience, every comment of it linked and scored."""

    target: Target
    canon: Canon
    store: Store
    engine: Engine

    def measuring(self, overview: Overview, make_up: Path | None = None) -> Measuring:
        """How figures are made: the labels, and for each source its share of all comments, or an audience's make-up."""
        from fabula.listening.answers.labelled import read_labelled
        from fabula.listening.answers.makeup import read_make_up
        from fabula.listening.answers.measuring import Measuring

        weights = {one.source: float(one.comments) for one in overview.sources}
        stated = read_make_up(make_up) if make_up is not None else None
        return Measuring(weights, read_labelled(self.engine, self.store), stated)


@contextmanager
def listening_errors() -> Iterator[None]:
    """Turns what listening cannot do into the command's own error, with its remedy."""
    from fabula.cli.errors import WrongUse
    from fabula.listening.errors import ListeningError
    from fabula.listening.extras import MissingExtraError
    from fabula.story.minds.names import AskError

    try:
        yield
    except (AskError, ListeningError, MissingExtraError) as error:
        raise WrongUse(error.message, error.remedy) from error


def open_audience(universe: Path, at: Path | None) -> tuple[Target, Store]:
    """The universe that a path lies in, and its store, which may be empty. Raises `CommandError`."""
    from fabula.cli.places import find_target
    from fabula.listening.extras import require_listening

    with listening_errors():
        require_listening()
        from fabula.listening.store import open_store

        target = find_target(universe)
        return target, open_store(target.root, at)


@contextmanager
def open_hearing(universe: Path, at: Path | None, engine: str, scorer: str) -> Iterator[Hearing]:
    """The universe and its audience, with all comments linked and scored by what is known now.

    Raises `CommandError` where there is nothing to hear, and for every question in the block that cannot be put.
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.places import open_canon
    from fabula.cli.progress import Progress

    target, store = open_audience(universe, at)
    if not any(store.parts(source) for source in store.sources()):
        raise WrongUse("there is nothing to hear yet", "add comments first: `fabula listen add FILE`")
    with listening_errors():
        from fabula.listening.engine import open_engine
        from fabula.listening.scoring import make_scorer

        made = make_scorer(scorer, store, target.root)  # what is wrong with it is told before all is read
        with Progress() as say:
            canon = open_canon(target, say)
            opened = open_engine(engine, store)
            link_and_score(canon, store, opened, made, say)
        try:
            yield Hearing(target, canon, store, opened)
        finally:
            opened.close()


def link_and_score(canon: Canon, store: Store, engine: Engine, scorer: Scorer, say: Callable[[str], None]) -> None:
    """Make the mentions that are missing, or made of other names or by another scorer. Raises `ListeningError`."""
    from fabula.listening.cleaning import bring_marks_up_to_date
    from fabula.listening.intake.declared import read_languages
    from fabula.listening.linking import make_linker
    from fabula.listening.mapping import Mapper

    bring_marks_up_to_date(store, read_languages(Path(canon.universe.root)), say)  # an addition may have been stopped
    say("learning the names")
    mapper = Mapper(make_linker(canon.universe, canon), scorer)
    say("listening")
    _tell_skipped(engine.bring_up_to_date(mapper, say))


def _tell_skipped(update: Update) -> None:
    """What could not be linked or scored is told, beside the answer, whenever it is missing from one."""
    from collections import Counter

    from fabula.cli.output import say

    if update.skipped:
        (why, _), *more = Counter(one.why for one in update.skipped).most_common()
        others = f", and {len(more)} other reasons" if more else ""
        say(
            f"fabula: {len(update.skipped):,} of {update.comments:,} comments could not be linked or scored and are "
            f"left out: {why}{others}"
        )
