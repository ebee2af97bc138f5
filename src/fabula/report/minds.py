"""Answers about minds, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fabula.finding import Step
from fabula.report.checked import place_of
from fabula.report.ink import PLAIN, Ink
from fabula.report.words import cell_width, clean
from fabula.source import Span
from fabula.story.minds.ask import Answer
from fabula.story.minds.events import Matter
from fabula.story.minds.log import Stand
from fabula.story.minds.phrases import sentence
from fabula.story.minds.points import Point

__all__ = [
    "answer_document",
    "matter_document",
    "point_document",
    "span_document",
    "verdict_of",
    "where",
    "write_answer",
    "write_point",
    "write_steps",
]


def verdict_of(answer: Answer) -> str:
    """The answer to whether somebody knows a fact: "yes", "no", "wrongly", "forgotten", or "perhaps".

    "Perhaps" is said where they hold it, and nothing says whether it is so.
    """
    if answer.stand is Stand.FORGOTTEN:
        return "forgotten"
    if answer.knows:
        return "yes" if answer.so else "perhaps"
    return "wrongly" if answer.stand is Stand.WRONG else "no"


_VERDICTS = {"yes": "Yes", "perhaps": "Perhaps", "no": "No", "wrongly": "No, wrong", "forgotten": "No longer"}


def write_answer(answer: Answer, prefix: str = "", verdict: bool = False, ink: Ink = PLAIN) -> Iterator[str]:
    """An answer in sentences, with what it rests on. ``verdict`` puts yes or no in front, for what is known."""
    yield from write_point(answer.point, ink)
    words = sentence(clean(answer.words))
    if verdict:
        found = verdict_of(answer)
        words = f"{ink(_VERDICTS[found], 'good' if found == 'yes' else 'strong')}: {clean(answer.words)}."
    yield words + "\n"
    for more in answer.more:
        yield sentence(clean(more)) + "\n"
    if answer.evidence:
        yield "\n"
        yield from write_steps(answer.evidence, prefix, ink)


def write_point(point: Point, ink: Ink = PLAIN) -> Iterator[str]:
    """The moment that is asked about, and what is special about it."""
    yield ink(f"{point.words[:1].upper()}{clean(point.words[1:])}:", "dim") + "\n"
    if point.remark:
        yield sentence(clean(point.remark)) + "\n"


def write_steps(steps: Sequence[Step], prefix: str = "", ink: Ink = PLAIN, indent: int = 2) -> Iterator[str]:
    """The evidence, one event a line, each with its place."""
    places = [clean(where(step.span, prefix)) for step in steps]
    width = max(map(cell_width, places), default=0)
    for place, step in zip(places, steps, strict=True):
        gap = " " * (width - cell_width(place))
        yield f"{' ' * indent}{ink(place, 'path')}{gap}  {clean(step.message)}\n"


def where(span: Span, prefix: str = "") -> str:
    """A place as people write it: file and line."""
    return f"{prefix}{span.path}:{span.line}"


def answer_document(answer: Answer, prefix: str = "") -> dict[str, Any]:
    """An answer as data."""
    return {
        "at": point_document(answer.point),
        "people": list(answer.chain),
        "fact": {
            "text": answer.topic.text,
            "matter": matter_document(answer.topic.matter),
            "wanted": answer.topic.wanted or None,
            "positive": answer.topic.positive,
        },
        "verdict": verdict_of(answer),
        "stand": str(answer.stand),
        "holds": answer.holds,
        "so": answer.so,
        "value": answer.value or None,
        "inner": answer.inner or None,
        "really": answer.really or None,
        "suspected": answer.suspected or None,
        "sentence": sentence(answer.words),
        "more": [sentence(one) for one in answer.more],
        "evidence": [{**span_document(step.span, prefix), "message": step.message} for step in answer.evidence],
    }


def point_document(point: Point) -> dict[str, Any]:
    """A moment as data."""
    return {
        "words": point.words,
        "scene": point.scene.key if point.scene is not None else None,
        "remark": point.remark or None,
    }


def matter_document(matter: Matter) -> dict[str, Any]:
    """A matter as data; an inner matter is nested."""
    detail = matter_document(matter.detail) if isinstance(matter.detail, Matter) else (matter.detail or None)
    return {"kind": matter.kind, "subject": matter.subject, "detail": detail}


def span_document(span: Span, prefix: str = "") -> dict[str, Any]:
    """A stretch of a file as data, as in findings."""
    place = place_of(span, prefix)
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
