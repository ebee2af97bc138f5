"""The body of a Fountain script, line by line: which line is what, and where it stands.

The loop goes over the covered text (see `fabula.script.fountain_notes`) with one look ahead. What is common (action,
cues, dialogue) is decided in it; every line that begins with a mark goes to `fabula.script.fountain_marks`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from fabula.script.fountain_marks import (
    ACTION,
    AFTER,
    BLANK,
    HEADING_SECONDS,
    RARE,
    SPACE,
    SPEECH,
    Reading,
    is_cue_with_extension,
    is_transition,
    miss_speech,
    read_cue_line,
    read_marked,
    read_standing_notes,
    speaks,
)
from fabula.script.fountain_notes import BONEYARD_COVER, NOTE_COVER, has_cover
from fabula.script.model import Element, Kind

__all__ = ["read_body"]

# How much is read at a time, in characters.
_PIECE: Final = 1 << 16
# Something in capitals that is longer than this is a paragraph, not a cue.
_LONGEST: Final = 400
# A cue or a line of dialogue that ends so needs a closer look.
_ODD_ENDS: Final = SPACE | frozenset("^" + NOTE_COVER + BONEYARD_COVER)


def read_body(reading: Reading, text: str, at: int, standing: Sequence[int]) -> None:
    """Read the covered ``text`` from offset ``at`` on into ``reading``.

    ``standing`` are the offsets at which lines start that hold nothing but notes and boneyards.
    """
    # Piece by piece, cut at empty lines, where nothing goes on: large scripts stay in the processor's cache.
    size = len(text)
    done = 0
    while at <= size:
        end = text.find("\n\n", at + _PIECE)
        end = end if end >= 0 else size
        last = bisect_left(standing, end, done)
        inside = [text.count("\n", at, start) for start in standing[done:last]] if last > done else ()
        _read_lines(reading, text[at:end].split("\n"), at, inside)
        done = last
        at = end + 2


def _read_lines(  # noqa: C901 - one tight loop, for speed
    reading: Reading, lines: list[str], at: int, standing: Sequence[int]
) -> None:
    """Read ``lines``, the first of which stands at ``at``. ``standing`` are the numbers of those without script."""
    text = reading.text
    add = reading.elements.append
    new, element, rare, odd_ends, seconds = tuple.__new__, Element, RARE, _ODD_ENDS, HEADING_SECONDS
    action, cue, dialogue = Kind.ACTION, Kind.CUE, Kind.DIALOGUE
    state = BLANK
    opened = -1  # where the action or dialogue starts that is going on
    closed = 0  # and where it ends so far
    for line, after in zip(lines, _following(lines, standing), strict=True):
        here = at
        at = here + len(line) + 1
        if not line:
            if opened >= 0:
                add(_finish(text, state, opened, closed))
                opened = -1
            state = BLANK
            continue
        first = line[0]
        said = line
        start = here
        if first in rare and (first not in "IEie" or line[1:2] in seconds):
            said = line.strip()
            if not said and state == SPEECH and line.startswith("  "):
                continue  # two spaces keep an empty line of dialogue
            marked = None
            if said:
                first = said[0]
                start = here + line.index(first)
                if first in rare:
                    marked = read_marked(reading, said, start, after, state)
            if marked is not None or not said or first == "!" or start in reading.covers:
                if opened >= 0:
                    add(_finish(text, state, opened, closed))
                    opened = -1
                if marked is not None:
                    add(marked[0])
                    state = marked[1]
                    continue
                if not said:
                    state = BLANK
                    continue
                if first == "!":
                    opened, closed, state = start, at - 1, ACTION
                    continue
                if read_standing_notes(reading, said, start):
                    continue
        if state == SPEECH:
            if opened < 0:
                if not after and said is line and line[-1] not in odd_ends:
                    add(new(element, (dialogue, text[here : at - 1], here, at - 1, "")))
                    continue
                opened = here
            closed = at - 1
            continue
        if state != ACTION:
            state = ACTION
            if is_cue_with_extension(said) if "(" in line else line.isupper():
                if after and (after[0] not in rare or speaks(after)) and len(said) < _LONGEST:
                    if said is line and line[-1] not in odd_ends and first != "@":
                        add(new(element, (cue, text[here : at - 1], here, at - 1, "")))
                    else:
                        add(read_cue_line(text, said, start))
                    state = SPEECH
                    continue
                if (line.endswith("TO:") or has_cover(line)) and is_transition(line, after):
                    add(new(element, (Kind.TRANSITION, text[start : at - 1], start, at - 1, "")))
                    state = AFTER
                    continue
            if not after:
                add(new(element, (action, text[here : at - 1], here, at - 1, "")))
                if line[-1] in ")^":
                    miss_speech(reading, said, start)
                continue
        if opened < 0:
            opened = here
        closed = at - 1
    if opened >= 0:
        add(_finish(text, state, opened, closed))


def _following(lines: list[str], standing: Sequence[int]) -> list[str]:
    """For every line the one after it, with those left out that hold nothing but notes and boneyards."""
    following = lines[1:]
    following.append("")
    for index in reversed(standing):
        if index > 0:
            following[index - 1] = following[index]
    return following


def _finish(text: str, state: int, start: int, end: int) -> Element:
    """The action or dialogue that has come to its end."""
    if state != SPEECH:
        forced = text[start] == "!"
        return Element(Kind.ACTION, text[start + forced : end], start, end)
    said = text[start:end]
    stripped = said.strip()
    start += len(said) - len(said.lstrip())
    end = start + len(stripped)
    if "\n" in stripped:
        stripped = "\n".join(line.strip() for line in stripped.split("\n"))
    return Element(Kind.DIALOGUE, stripped, start, end)
