"""The tension of scenes, written for people and for programs: a curve, and below it all that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import matter_document, span_document, where
from fabula.report.timeline import heading_text
from fabula.report.words import clean, count
from fabula.story.minds.phrases import Phrases, sentence
from fabula.story.minds.tension import Strain, Tension, TensionPart

__all__ = ["part_words", "tension_document", "write_curve", "write_tension"]

_BLOCKS = " ▁▂▃▄▅▆▇█"
_ROWS = 6
"""Lines of the curve; each has eight steps."""
_FEW = 3
"""Parts of a scene that are listed where more than one episode is shown."""
_INDENT = 6


def part_words(phrases: Phrases, part: TensionPart) -> str:
    """One part of a tension as a clause: "Bernard hides from Mason who Ana Reis really is"."""
    who, matter = phrases.name(part.who), part.matter
    whom = phrases.name(part.whom) if part.whom else ""
    about = phrases.asked(matter)
    match part.kind:
        case Strain.DECEIVES:
            return f"{who} has deceived {whom} about {about}"
        case Strain.COVER:
            return f"{who} keeps from {whom} that {phrases.so(matter, 'yes')}"
        case Strain.MISJUDGES:
            verb = f"whether {whom} knows" if matter.kind == "secret" else f"what {whom} thinks about"
            return f"{who} is wrong about {verb} {about}"
        case Strain.HIDES:
            return f"{who} hides {about} from {whom}"
        case Strain.WRONG:
            return f"{who} is wrong about {about}" + (f", with {whom} there" if whom else "")


def write_curve(tensions: Sequence[Tension], width: int | None = None) -> Iterator[str]:
    """The curve in block letters, one column a scene; a new line of curves where the screen ends."""
    room = max(10, (width or 100) - _INDENT - 1)
    columns = list(_columns(tensions))
    for first in range(0, len(columns), room):
        part = columns[first : first + room]
        for row in range(_ROWS - 1, -1, -1):
            label = {_ROWS - 1: "1.0", 0: "0.0"}.get(row, "   ")
            cells = "".join(_block(one.total, row) if one is not None else " " for one in part)
            yield f"  {label} {cells}".rstrip() + "\n"
        yield _ticks(part)


def _columns(tensions: Sequence[Tension]) -> Iterator[Tension | None]:
    """What the columns of the curve stand for: scenes, and None between two episodes."""
    for number, one in enumerate(tensions):
        if number and tensions[number - 1].scene.episode is not one.scene.episode:
            yield None
        yield one


def _block(total: float, row: int) -> str:
    """The letter of one scene in one line of the curve. A scene without tension has a dot at the bottom."""
    eighths = round(total * _ROWS * 8) - row * 8
    if row == 0 and eighths <= 0:
        return "·"
    return _BLOCKS[max(0, min(8, eighths))]


def _ticks(part: Sequence[Tension | None]) -> str:
    """Below the curve: each episode at its first scene, with its season where that is new and has room."""
    line = ""
    seasons: set[int] = set()
    for column, one in enumerate(part):
        if one is None or (column and part[column - 1] is not None):
            continue
        room = next((n for n, other in enumerate(part[column:]) if other is None), len(part))
        episode = one.scene.episode
        fresh = episode.season not in seasons
        label = episode.code if fresh and len(episode.code) <= room else f"E{episode.number:02}"
        seasons.add(episode.season)
        if len(line) <= column:
            line = line.ljust(column) + label + " "
    return " " * _INDENT + line.rstrip() + "\n"


def write_tension(
    phrases: Phrases,
    tensions: Sequence[Tension],
    prefix: str = "",
    width: int | None = None,
    everything: bool = False,
    ink: Ink = PLAIN,
) -> Iterator[str]:
    """The curve, then each scene with the parts of its tension.

    Over several episodes only the heaviest parts of a scene are listed, and the rest counted; with ``everything`` all.
    """
    if not tensions:
        yield "There are no scenes.\n"
        return
    yield from write_curve(tensions, width)
    limit = None if everything or len({one.scene.episode.key for one in tensions}) == 1 else _FEW
    for one in tensions:
        yield "\n" + f"{one.total:.2f}  {ink(clean(one.scene.name), 'code')}  {clean(heading_text(one.scene))}\n"
        if not one.parts:
            yield "      nobody hides anything, or is wrong about anything\n"
        for part in one.parts[:limit]:
            yield f"      {part.weight:.2f}  {clean(sentence(part_words(phrases, part)))}\n"
            places = ", ".join(dict.fromkeys(clean(where(span, prefix)) for span in part.spans))
            yield f"            {ink(places, 'path')}\n" if places else ""
        if limit is not None and len(one.parts) > limit:
            rest = one.parts[limit:]
            weight = sum(part.weight for part in rest)
            yield f"      {weight:.2f}  {count(len(rest), 'lesser part')} (--all lists them)\n"


def tension_document(phrases: Phrases, tensions: Sequence[Tension], prefix: str = "") -> list[dict[str, Any]]:
    """The tension of each scene as data."""
    return [
        {
            "scene": one.scene.key,
            "heading": heading_text(one.scene),
            "total": round(one.total, 4),
            "sum": round(one.sum, 4),
            "parts": [
                {
                    "kind": part.kind.name.lower(),
                    "who": part.who,
                    "whom": part.whom or None,
                    "matter": matter_document(part.matter),
                    "weight": round(part.weight, 4),
                    "words": sentence(part_words(phrases, part)),
                    "places": [span_document(span, prefix) for span in part.spans],
                }
                for part in one.parts
            ],
        }
        for one in tensions
    ]
