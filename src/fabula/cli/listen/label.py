"""``fabula listen label``: people say what comments say, and every figure rests on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At, EngineName, ScorerName, open_audience, open_hearing

if TYPE_CHECKING:
    from fabula.cli.listen.opening import Hearing
    from fabula.listening.labels.questions import Question
    from fabula.listening.labels.sample import Drawing
    from fabula.listening.store import Store

__all__ = ["label"]


def label(
    count: Annotated[
        int, typer.Option("--count", metavar="NUMBER", min=1, max=20_000, help="How many labels the sample is to have.")
    ] = 200,
    element: Annotated[
        list[str] | None,
        typer.Option("--element", metavar="NAME", help="Only this person, pair, storyline …", show_default=False),
    ] = None,
    episode: Annotated[
        list[str] | None,
        typer.Option(
            "--episode", metavar="EPISODE", help="Only comments on this episode or season.", show_default=False
        ),
    ] = None,
    labeller: Annotated[
        str, typer.Option("--labeller", metavar="NAME", help="Who labels [default: your login].", show_default=False)
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write the sample as CSV, to label in a spreadsheet.", show_default=False
        ),
    ] = None,
    read: Annotated[
        Path | None,
        typer.Option("--read", metavar="FILE", help="Take in such a file, filled in.", show_default=False),
    ] = None,
    agreement: Annotated[bool, typer.Option("--agreement", help="Show how far labellers agree.")] = False,
    seed: Annotated[str, typer.Option("--seed", metavar="TEXT", help="What lots are drawn with.")] = "0",
    universe: In = Path(),
    store: At = None,
    engine: EngineName = "duckdb",
    scorer: ScorerName = "lexicon",
    json: Json = False,
) -> None:
    """Draw comments for people to label, so that figures can be trusted.

    A scorer's errors do not average out: without labels every figure is called uncalibrated. With 50 to 200 of them
    intervals hold the truth. Each question is a comment and an element: does it speak of it, how does it like it, is it
    excited, confused, does it foresee something? A key or two answers it. Stop whenever you like and go on later.

    What is rare is asked about more often than by chance, and the chance of each is kept, so that nothing is skewed.
    The same sample is drawn every time; a larger --count adds to it, and so does the same one once there are more
    comments. A second person, with another --labeller, is asked about the same.

    \b
    Examples:
      fabula listen label
      fabula listen label --element Nadia --count 60 --labeller anna
      fabula listen label --out sample.csv
      fabula listen label --read sample.csv --labeller anna
      fabula listen label --agreement
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.listen.opening import listening_errors

    if sum((out is not None, read is not None, agreement)) > 1:
        raise WrongUse("--out, --read and --agreement exclude each other")
    if json and not agreement:
        raise WrongUse("--json is for --agreement", "leave out --json")
    if agreement or read is not None:
        _, kept = open_audience(universe, store)
        with listening_errors():
            if agreement:
                _tell_agreement(kept, json)
            elif read is not None:
                _take_in(kept, read, _who(labeller, named=True))
        return
    if out is None:
        _need_terminal()
    who = _who(labeller, named=False)
    with open_hearing(universe, store, engine, scorer) as heard:
        questions = _draw(heard, count, element or [], episode or [], seed)
    if out is not None:
        _write_out(heard.store, questions, out, who)
    else:
        _ask(heard.store, questions, who)


def _need_terminal() -> None:
    from fabula.cli.errors import WrongUse
    from fabula.cli.listen.keyboard import reads_keys

    if not reads_keys():
        raise WrongUse("labelling needs a terminal", "write a sheet instead, and read it back: --out sample.csv")


def _who(labeller: str, *, named: bool) -> str:
    """Who labels. Raises `WrongUse` if that must be said and is not."""
    import getpass
    import re

    from fabula.cli.errors import WrongUse

    if labeller:
        return labeller
    if named:
        raise WrongUse("it must be said whose answers these are", "name them: --labeller anna")
    try:
        login = getpass.getuser().lower()
    except (OSError, KeyError, ImportError):
        login = ""
    return re.sub(r"[^a-z0-9._-]", "", login).lstrip("._-") or "somebody"


def _draw(heard: Hearing, count: int, elements: list[str], episodes: list[str], seed: str) -> list[Question]:
    from fabula.listening.answers.naming import find_element, pick_episode_keys
    from fabula.listening.labels.questions import read_questions
    from fabula.listening.labels.sample import Drawing, draw_sample
    from fabula.listening.store.lock import hold_store

    chosen = tuple(sorted({find_element(heard.canon, name) for name in elements}))
    keys = tuple(sorted(pick_episode_keys(heard.canon, episodes))) if episodes else ()
    drawing: Drawing = Drawing(count, chosen, keys, seed)
    with hold_store(heard.store):
        sample = draw_sample(heard.store, heard.engine, drawing)
    return read_questions(heard.engine, heard.canon.universe, sample)


def _write_out(store: Store, questions: list[Question], out: Path, who: str) -> None:
    from fabula.cli.listen.opening import listening_errors
    from fabula.cli.output import say, spare_scripts, write_file
    from fabula.listening.labels.keeping import labeller_path
    from fabula.listening.labels.reading import read_given
    from fabula.listening.labels.sheet import write_sheet

    with listening_errors():
        given = read_given(labeller_path(store, who))
        done = sum(question.key in given for question in questions)
        spare_scripts(out)
        write_file(out, write_sheet(questions, given), "--out")
    say(
        f"{len(questions)} questions, {done} of them answered by {who}. Fill in {out}, then: fabula listen label --read"
    )


def _take_in(store: Store, sheet: Path, who: str) -> None:
    from fabula.cli.output import emit
    from fabula.listening.labels.keeping import labeller_path, write_given
    from fabula.listening.labels.reading import read_given
    from fabula.listening.labels.sample import read_sample
    from fabula.listening.labels.sheet import read_sheet

    path = labeller_path(store, who)
    before = read_given(path)
    found = read_sheet(sheet, read_sample(store).keys())
    write_given(path, {**before, **found})
    changed = sum(key in before and before[key] != answers for key, answers in found.items())
    added = sum(key not in before for key in found)
    more = f", {changed} changed" if changed else ""
    emit(f"{added} new labels by {path.stem}{more}; {len({**before, **found})} in all.\n")


def _ask(store: Store, questions: list[Question], who: str) -> None:
    import os

    from fabula.cli.listen.keyboard import keys_pressed
    from fabula.cli.listen.labelling import run_session
    from fabula.cli.listen.opening import listening_errors
    from fabula.cli.output import emit, screen_width, terminal_ink
    from fabula.listening.labels.keeping import labeller_path, write_given
    from fabula.listening.labels.reading import read_given
    from fabula.listening.labels.session import Session

    with listening_errors():
        path = labeller_path(store, who)
        session = Session.begin(questions, read_given(path))
        if session.question is None:
            emit(f"All {len(questions)} are labelled by {path.stem}. For more: --count {2 * len(questions)}\n")
            return
        plain = os.environ.get("TERM", "") in ("", "dumb")
        try:
            with keys_pressed() as keys:
                run_session(
                    session, keys, lambda: write_given(path, session.given), terminal_ink(), screen_width() or 80, plain
                )
        except KeyboardInterrupt:
            emit("\n")
    left = len(questions) - session.answered
    emit(f"{session.answered} of {len(questions)} labelled by {path.stem}" + (f"; {left} left.\n" if left else ".\n"))


def _tell_agreement(store: Store, json: bool) -> None:
    from fabula.cli.errors import WrongUse
    from fabula.cli.output import emit, terminal_ink
    from fabula.listening.labels.agreeing import agree
    from fabula.listening.labels.reading import read_labels
    from fabula.report.json import dump, envelope
    from fabula.report.listening.agreement import agreement_document, write_agreement

    labels = read_labels(store)
    found = agree(labels)
    if not found and not json:
        who = ", ".join(labels.labellers()) or "nobody"
        raise WrongUse(
            f"no two people have labelled the same comments (there are labels by: {who})",
            "let a second person label the same sample: --labeller NAME",
        )
    emit(dump(envelope(**agreement_document(found))) if json else write_agreement(found, terminal_ink()))
