"""``fabula believes "WHO, WHO, FACT"``: what somebody thinks that somebody thinks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import At, Before, In, Json, open_asking

__all__ = ["believes"]


def believes(
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION",
            help="People, outermost first, and a fact or a question, with commas between: 'Nadia, Mason, FACT'.",
            show_default=False,
        ),
    ],
    universe: In = Path(),
    at: At = "",
    before: Before = False,
    json: Json = False,
) -> None:
    """Say what somebody thinks that somebody else thinks, to any depth.

    Beside it stands what they really think, and what is really so, with the events that the answer rests on.

    \b
    Examples:
      fabula believes "Nadia, Mason, where is the case"
      fabula believes "Mason, Nadia, identity of Kyle" --at S01E04/2
      fabula believes "Vera, Bernard, Vera, who opened the gate" --at S01E05/2 --before
      fabula believes "Nadia believes that Mason knows the archive survived"
    """
    from fabula.cli.output import emit, terminal_ink
    from fabula.report.json import dump, envelope
    from fabula.report.minds import answer_document, write_answer
    from fabula.story.minds.points import find_point
    from fabula.story.minds.topics import read_chain

    with open_asking(universe, at) as (asking, prefix):
        answer = asking.ask(read_chain(asking.universe, question), find_point(asking.canon, at, before))
    if json:
        emit(dump(envelope(**answer_document(answer, prefix))))
    else:
        emit(write_answer(answer, prefix, False, terminal_ink()))
