"""``fabula secret FACT``: who holds it, since when, and through whom."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import At, Before, In, Json, open_asking

__all__ = ["SecretFormat", "secret"]


class SecretFormat(StrEnum):
    """How the way of a secret is written."""

    TEXT = "text"
    DOT = "dot"
    MERMAID = "mermaid"
    SVG = "svg"
    JSON = "json"


def secret(
    fact: Annotated[
        str,
        typer.Argument(
            metavar="FACT",
            help="A secret's name, a cover, a fact as in canon notes, or a question.",
            show_default=False,
        ),
    ],
    universe: In = Path(),
    at: At = "",
    before: Before = False,
    form: Annotated[SecretFormat, typer.Option("--format", help="How it is written.")] = SecretFormat.TEXT,
    json: Json = False,
) -> None:
    """Show who holds a secret, since when, and through whom.

    A tree: below each who holds it stand those whom they told. Then who believes otherwise, who has forgotten it, and
    since when the audience knows. `dot`, `mermaid` and `svg` draw the same.

    \b
    Examples:
      fabula secret "who opened the gate"
      fabula secret "Kyle is Mason" --at S01E02/1
      fabula secret Kyle --format svg > kyle.svg
    """
    from fabula.cli.output import emit, terminal_ink
    from fabula.report.json import dump, envelope
    from fabula.report.minds_paths import spread_document, write_dot, write_mermaid, write_spread, write_svg
    from fabula.story.minds.holders import trace_secret
    from fabula.story.minds.points import find_point
    from fabula.story.minds.topics import read_topic

    with open_asking(universe, at) as (asking, prefix):
        topic, point = read_topic(asking.universe, fact), find_point(asking.canon, at, before)
        spread = trace_secret(asking, topic, point)
    match SecretFormat.JSON if json else form:
        case SecretFormat.JSON:
            emit(dump(envelope(**spread_document(asking, spread, prefix))))
        case SecretFormat.DOT:
            emit(write_dot(asking, spread))
        case SecretFormat.MERMAID:
            emit(write_mermaid(asking, spread))
        case SecretFormat.SVG:
            emit(write_svg(asking, spread))
        case _:
            emit(write_spread(asking, spread, prefix, terminal_ink()))
