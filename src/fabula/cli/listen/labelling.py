"""Labelling at a terminal: one comment after another, a key or two for each."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterable

from fabula.listening.labels.questions import Question
from fabula.listening.labels.session import KEYS, Event, Session
from fabula.listening.labels.table import Answer
from fabula.report.ink import Ink
from fabula.report.words import clean

__all__ = ["run_session"]

_LIKING = {
    "-2": "dislikes it very much",
    "-1": "dislikes it",
    "0": "neither",
    "1": "likes it",
    "2": "likes it very much",
}
_EXCITED = {"1": "excited", "2": "very excited"}
_MARKS = ("\x01", "\x02")
"""Stand for the marks around words while lines are broken; comments have no such characters once they are clean."""


def run_session(
    session: Session, keys: Iterable[str], keep: Callable[[], None], ink: Ink, width: int, plain: bool
) -> None:
    """Ask until all is answered or the labeller stops. ``keep`` is called after every answer.

    With ``plain`` nothing is ever overwritten, for terminals that cannot.
    """
    write = sys.stdout.write
    write(_help(width, ink))
    _show(session, ink, width)
    for key in keys:
        event = session.press(key)
        match event:
            case Event.STOPPED:
                break
            case Event.HELP:
                write("\n" + _help(width, ink))
                _show(session, ink, width)
            case Event.LACKING:
                _status(session, ink, plain, "say first how it likes it: 1 to 5; or n")
            case Event.CHANGED:
                _status(session, ink, plain)
            case Event.KEPT | Event.MOVED:
                if event is Event.KEPT:
                    keep()
                _show(session, ink, width)
            case _:
                pass
        if session.question is None and event in (Event.KEPT, Event.MOVED):
            break
    write("\n")
    sys.stdout.flush()


def _help(width: int, ink: Ink) -> str:
    size = max(len(key) for key, _ in KEYS)
    lines = []
    for key, does in KEYS:
        told = textwrap.wrap(does, max(width - size - 4, 20)) or [""]
        lines.append(f"  {ink(key.ljust(size), 'strong')}  {told[0]}\n")
        lines += [f"  {'':{size}}  {more}\n" for more in told[1:]]
    return "".join(lines)


def _show(session: Session, ink: Ink, width: int) -> None:
    question = session.question
    if question is None:
        return
    done, total = session.answered, len(session.questions)
    where = ", ".join(clean(one) for one in (question.source, question.episode) if one)
    lines = ["", "", ink(f"{done} of {total} labelled", "dim") + ink(f"   {where}", "dim"), ""]
    lines.append(
        ink(clean(question.name), "strong") + (f"  {ink(clean(question.about), 'dim')}" if question.about else "")
    )
    if question.why:
        lines.append(ink(f"(no words name it: linked {question.why})", "dim"))
    lines.append("")
    if question.parent:
        lines += [ink(f"  | {line}", "dim") for line in _wrap(clean(question.parent[:600]), width - 6)]
        lines.append("")
    lines += [f"  {line}" for line in _wrap_marked(question, ink, width - 4)]
    sys.stdout.write("\n".join([*lines, "", ""]))
    _status(session, ink, plain=True, fresh=True)


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 20), break_on_hyphens=False) or [""]


def _wrap_marked(question: Question, ink: Ink, width: int) -> list[str]:
    """The comment in lines, the words that name the element in brackets and, if there are colours, coloured."""
    pieces, at = [], 0
    for start, stop in question.spans:
        pieces += [clean(question.text[at:start]), _MARKS[0], clean(question.text[start:stop]), _MARKS[1]]
        at = stop
    lines, inside = [], False
    for line in _wrap("".join([*pieces, clean(question.text[at:])]), width):
        shown, inside = _colour(line, ink, inside)
        lines.append(shown)
    return lines


def _colour(line: str, ink: Ink, inside: bool) -> tuple[str, bool]:
    found, rest = "", line
    while rest:
        piece, mark, rest = rest.partition(_MARKS[1] if inside else _MARKS[0])
        found += ink(piece, "changed") if inside else piece
        if mark:
            found += "]]" if inside else "[["
            inside = not inside
    return found, inside


def _status(session: Session, ink: Ink, plain: bool, hint: str = "", fresh: bool = False) -> None:
    """What has been said so far, on the line that one is in."""
    said = session.said
    words = [_LIKING.get(said.get(Answer.LIKING, ""), "")]
    words.append(_EXCITED.get(said.get(Answer.EXCITEMENT, ""), ""))
    words += ["confused"] * (said.get(Answer.CONFUSION) == "yes")
    words += ["foresees something"] * (said.get(Answer.PREDICTION) == "yes")
    words += ["unsure"] * (said.get(Answer.UNSURE) == "yes")
    text = ", ".join(word for word in words if word)
    line = f"  {ink('>', 'strong')} {text}" + (ink(f"  ({hint})", "warning") if hint else "")
    sys.stdout.write(line if fresh else (f"\n{line}" if plain else f"\r\x1b[K{line}"))
    sys.stdout.flush()
