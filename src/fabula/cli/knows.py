"""``fabula knows WHO [FACT]``: whether somebody knows something, and how they came to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import At, Before, In, Json, open_asking

__all__ = ["knows"]


def knows(
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO", help="Somebody, by any of their names; audience is whoever watches.", show_default=False
        ),
    ],
    fact: Annotated[
        str | None,
        typer.Argument(
            metavar="[FACT]",
            help="A secret's name or a fact as in canon notes; or a question such as 'where Mason is' "
            "[default: all that they know].",
            show_default=False,
        ),
    ] = None,
    universe: In = Path(),
    at: At = "",
    before: Before = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Without FACT: also what is known of everyday things.")
    ] = False,
    json: Json = False,
) -> None:
    """Say whether somebody knows a fact, and how they came to.

    The answer is yes, no, wrong, no longer or perhaps (they hold it, and nothing says whether it is so), with the
    events that it rests on. Without a fact, list what they know.

    A fact is a secret's name, "Kyle is Mason", "Mason is at Rome", "Nadia knows FACT" and so on; see the reference of
    canon notes. A moment in the story is asked about: in a flashback people know what they knew then.

    \b
    Examples:
      fabula knows Nadia "Kyle is Mason" --at S01E02/1
      fabula knows Nadia "Mason knows who opened the gate"
      fabula knows Bernard
      fabula knows audience "who opened the gate" --at S01E06
    """
    from fabula.cli.output import emit, terminal_ink
    from fabula.report.json import dump, envelope
    from fabula.report.minds import answer_document, write_answer
    from fabula.report.minds_contents import mind_document, write_mind
    from fabula.story.minds.contents import read_mind
    from fabula.story.minds.log import Stand
    from fabula.story.minds.names import find_person
    from fabula.story.minds.points import find_point
    from fabula.story.minds.topics import read_topic

    with open_asking(universe, at) as (asking, prefix):
        person = find_person(asking.universe, who)
        point = find_point(asking.canon, at, before)
        if fact is None:
            items = [i for i in read_mind(asking, person, point, everything) if i.stand is Stand.KNOWS]
            if json:
                emit(dump(envelope(**mind_document(person, items, point, prefix))))
            else:
                emit(write_mind(asking, person, items, point, prefix, terminal_ink()))
            return
        answer = asking.ask(read_topic(asking.universe, fact).within(person), point)
    if json:
        emit(dump(envelope(**answer_document(answer, prefix))))
    else:
        emit(write_answer(answer, prefix, True, terminal_ink()))
