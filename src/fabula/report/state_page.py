"""The state around a line of a script, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fabula.report.clock import local_bounds, write_interval
from fabula.report.ink import PLAIN, Ink
from fabula.report.state import Standing, State
from fabula.report.tables import Table, write_table
from fabula.report.timeline import heading_text
from fabula.report.words import clean
from fabula.story.canon import Canon
from fabula.story.clock import Clocks

__all__ = ["state_document", "write_state"]

_CONTEXT = 2
"""Lines that are shown before and after the one that was asked about."""

_FIRST = ("in the scene", "where", "alive", "groups", "has", "held by")


def _columns(state: State) -> list[str]:
    """The names of what is known of anybody, the usual ones first."""
    names = {name: None for one in (*state.before, *state.after) for name, value in one.facts.items() if value}
    return [n for n in _FIRST if n in names] + sorted(n for n in names if n not in _FIRST)


def _table(state: State, standings: Sequence[Standing], against: Sequence[Standing] | None) -> Table:
    columns = _columns(state)
    table = Table(("who", *columns), [])
    for number, one in enumerate(standings):
        table.rows.append((one.name, *(one.facts.get(name, "") for name in columns)))
        if against is not None:
            other = against[number].facts
            table.marked |= {
                (number, c) for c, name in enumerate(columns, 1) if one.facts.get(name, "") != other.get(name, "")
            }
    return table


def write_state(
    canon: Canon, state: State, width: int | None = None, ink: Ink = PLAIN, *, minds: bool = False
) -> Iterator[str]:
    """The state as a person reads it: before, the line among its neighbours, after with what changed marked.

    ``minds`` tells that the line changes somebody's mind, which others write below.
    """
    scene = state.scene
    when = write_interval(canon.timeline.start[scene.order], Clocks(canon.universe), scene.place)
    day = canon.timeline.days[scene.order]
    mode = canon.timeline.mode[scene.order]
    yield f"{ink(clean(scene.name), 'code')}  {clean(heading_text(scene))}\n"
    notes = [when, f"story day {day}" if day is not None else "", str(mode) if mode != "present" else ""]
    if any(notes):
        yield f"{', '.join(note for note in notes if note)}\n"
    if not mode.happened:
        yield "What is shown here did not happen, so it changes nothing.\n"
    if state.outside:
        yield f"Line {state.line} stands before the first scene. This is the state at the start of that scene.\n"
    yield "\n"
    if not state.before:
        yield "Nothing is known about anybody here.\n\n"
    else:
        yield ink(f"Just before line {state.line}", "strong") + "\n\n"
        yield from write_table(_table(state, state.before, None), width, ink)
        yield "\n"
    yield from _context(state, ink)
    if state.before and not state.outside:
        yield "\n" + ink(f"Just after line {state.line}", "strong") + "\n\n"
        table = _table(state, state.after, state.before)
        yield from write_table(table, width, ink)
        unmarked = "This line changes only minds.\n" if minds else "This line changes nothing.\n"
        yield "\n" + ("* changed by this line\n" if table.marked else unmarked)


def _context(state: State, ink: Ink) -> Iterator[str]:
    source = state.episode.script.source
    last = min(state.line + _CONTEXT, len(source.line_starts))
    gutter = len(str(last))
    for number in range(max(1, state.line - _CONTEXT), last + 1):
        text = clean(source.line_text(number).replace("\t", "    "))
        text = text if len(text) <= 96 else text[:95] + "…"
        row = f"{'>' if number == state.line else ' '} {number:>{gutter}} | {text}".rstrip() + "\n"
        yield ink(row[:-1], "strong") + "\n" if number == state.line else row


def state_document(canon: Canon, state: State, prefix: str) -> dict[str, Any]:
    """The state as data. ``changed`` names what differs, as pairs of key and name of the fact."""
    scene = state.scene
    earliest, latest = local_bounds(canon.timeline.start[scene.order], Clocks(canon.universe), scene.place)
    columns = _columns(state)
    changed = [
        [one.key, name]
        for one, other in zip(state.after, state.before, strict=True)
        for name in columns
        if one.facts.get(name, "") != other.facts.get(name, "")
    ]
    return {
        "path": prefix + state.episode.script.source.path,
        "line": state.line,
        "scene": scene.key,
        "heading": heading_text(scene),
        "earliest": earliest or None,
        "latest": latest or None,
        "day": canon.timeline.days[scene.order],
        "mode": str(canon.timeline.mode[scene.order]),
        "before": [_standing_document(one) for one in state.before],
        "after": [_standing_document(one) for one in state.after],
        "changed": changed,
    }


def _standing_document(one: Standing) -> dict[str, Any]:
    return {"key": one.key, "name": one.name, "facts": {name: value for name, value in one.facts.items() if value}}
