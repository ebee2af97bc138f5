"""Whose mind a line of a script changes, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import matter_document
from fabula.report.words import clean, count
from fabula.story.minds.phrases import sentence
from fabula.story.minds.turns import Turn

__all__ = ["turns_document", "write_turns"]

_MOST = 12
"""So many changes of a mind are listed; a wipe takes more than anybody reads."""


def write_turns(turns: Sequence[Turn], everything: bool = False, ink: Ink = PLAIN) -> Iterator[str]:
    """The changes as a person reads them, mind by mind: first what was, then what is.

    Without ``everything``, everyday things (who is where, whose name was heard) are counted, not listed.
    """
    listed = [turn for turn in turns if everything or not turn.plain]
    plain = len(turns) - len(listed)
    if not turns:
        yield "No mind changes at this line.\n"
        return
    if listed:
        yield ink("Whose mind changes", "strong") + "\n\n"
    for person in dict.fromkeys(turn.chain[0] for turn in listed):
        mine = [turn for turn in listed if turn.chain[0] == person]
        for turn in mine if everything else mine[:_MOST]:
            yield f"  before  {sentence(clean(turn.before))}\n"
            yield f"  after   {ink(sentence(clean(turn.after)), 'changed')}\n"
        if len(mine) > _MOST and not everything:
            yield f"  and {len(mine) - _MOST} more of this mind (--all lists them)\n"
    if plain:
        words = f"{count(plain, 'change')} of who is known to be where, or who has been heard of"
        yield f"{'  and ' if listed else ''}{words} (--all lists them)\n"


def turns_document(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """The changes as data."""
    return [
        {
            "people": list(turn.chain),
            "matter": matter_document(turn.matter),
            "old": turn.old or None,
            "new": turn.new or None,
            "stand": str(turn.stand),
            "before": sentence(turn.before),
            "after": sentence(turn.after),
        }
        for turn in turns
    ]
