"""Whose mind a line of a script changes, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import matter_document
from fabula.report.words import clean, count
from fabula.story.minds.log import Stand
from fabula.story.minds.phrases import sentence
from fabula.story.minds.turns import Turn

__all__ = ["turns_document", "write_turns"]

_MOST = 12
"""So many changes of a mind are listed; a wipe takes more than anybody reads."""


def write_turns(turns: Sequence[Turn], everything: bool = False, ink: Ink = PLAIN) -> Iterator[str]:
    """The changes as a person reads them, mind by mind. Nothing, where none changes.

    Without ``everything``, everyday things (who is where, whose name was heard) are only counted, and only
    beside others.
    """
    wiped = {turn.chain[0] for turn in turns if turn.stand is Stand.FORGOTTEN and len(turn.chain) == 1}
    listed = [
        turn
        for turn in turns
        # Who has lost what they knew has lost what they thought of others with it.
        if everything or not (turn.plain or (len(turn.chain) > 1 and not turn.new and turn.chain[0] in wiped))
    ]
    plain = len(turns) - len(listed)
    if not listed:
        return
    yield "\n" + ink("Whose mind changes", "strong") + "\n\n"
    for person in dict.fromkeys(turn.chain[0] for turn in listed):
        mine = [turn for turn in listed if turn.chain[0] == person]
        for turn in mine if everything else mine[:_MOST]:
            yield f"  {ink(sentence(clean(turn.after)), 'changed')}\n"
            if turn.old and turn.new:
                yield f"    Before that, {clean(turn.before)}.\n"
        if len(mine) > _MOST and not everything:
            yield f"  and {len(mine) - _MOST} more of this mind (--all lists them)\n"
    if plain:
        words = f"{count(plain, 'lesser change')}: who is where, who has been heard of, what was thought of others"
        yield f"  and {words} (--all lists them)\n"


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
