"""``fabula listen train``: a scorer of the room's own."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At, EngineName

__all__ = ["LearnFrom", "train"]


class LearnFrom(StrEnum):
    """What a scorer learns from."""

    LABELS = "labels"
    RATINGS = "ratings"


def train(
    universe: In = Path(),
    at: At = None,
    learn_from: Annotated[
        LearnFrom, typer.Option("--from", help="What it learns from: people's labels, or ratings.")
    ] = LearnFrom.LABELS,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Only the ratings of this source.", show_default=False),
    ] = None,
    scorer: Annotated[
        str,
        typer.Option(
            "--scorer",
            metavar="NAME",
            help="What is trained: trained (words), embedding, or embedding=MODULE:FACTORY.",
        ),
    ] = "trained",
    engine: EngineName = "duckdb",
    json: Json = False,
) -> None:
    """Train a scorer on what people have labelled, or on rated comments, and say how good it is.

    It learns how people here speak of somebody, with the names hidden. Accuracy is measured on authors whom it had not
    seen, beside the lexicon's on the same labels and that of always saying what is most common. Where there are
    ratings, its agreement with them is told for each source. It is kept in the store; use it with
    `fabula listen report --scorer trained`.

    A scorer does well where it has learned: on another source it may do worse than the lexicon. Train on labels of the
    source that you want to score.

    \b
    Examples:
      fabula listen train
      fabula listen train --from ratings --source reviews
      fabula listen train --scorer embedding
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.listen.opening import link_and_score, listening_errors, open_audience
    from fabula.cli.output import emit, terminal_ink
    from fabula.cli.places import open_canon
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope

    target, store = open_audience(universe, at)
    known = store.sources()
    for name in source or ():
        if name not in known:
            raise WrongUse(f"there is no source {name!r}", f"known are: {', '.join(known) or 'none'}")
    if source and learn_from is LearnFrom.LABELS:
        raise WrongUse("--source goes with --from ratings", "labels are learned from wherever their comments are")
    if not any(store.parts(name) for name in known):
        raise WrongUse("there is nothing to learn from yet", "add comments first: `fabula listen add FILE`")
    with listening_errors():
        from fabula.listening.engine import open_engine
        from fabula.listening.scoring.choose import make_encoder, make_scorer
        from fabula.listening.scoring.train import train as train_scorer

        encoder = make_encoder(scorer, target.root)
        with Progress() as say:
            canon = open_canon(target, say)
            opened = open_engine(engine, store)
            try:
                link_and_score(canon, store, opened, make_scorer(), say)
            finally:
                opened.close()
            trained = train_scorer(store, encoder, scorer.partition("=")[0], learn_from.value, source or (), say)
    from fabula.report.listening.training import training_document, write_training

    trained = replace(trained, scorer=scorer)  # with the embedder, as it must be named to score with it
    if json:
        emit(dump(envelope(**training_document(trained))))
    else:
        emit(write_training(trained, terminal_ink()))
