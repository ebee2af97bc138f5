"""Requests, written for the rooms that ask and for those that answer, and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from fabula.change.hardness import change_words, stage_words
from fabula.change.requests import ORDER, SETTLED, Listed
from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import span_document, where
from fabula.report.words import clean, count, join_words
from fabula.rules.claims import fact_words
from fabula.rules.requests import Answer
from fabula.story.minds.phrases import Phrases
from fabula.universe.model import Show, Status

__all__ = ["requests_document", "write_requests"]

_WIDTH = 9
_ANSWERED = {Answer.GRANTED: "granted", Answer.REFUSED: "refused"}
_STYLES = {Answer.OPEN: "warning", Answer.UNASKED: "warning", Answer.REFUSED: "error", Answer.GRANTED: "good"}


def write_requests(
    phrases: Phrases, listed: Sequence[Listed], prefix: str = "", ink: Ink = PLAIN, chosen: bool = False
) -> Iterator[str]:
    """How many requests there are, then each: who asks whom, how it was answered, and what stands against it.

    ``chosen`` says whether they are only some of those that there are.
    """
    yield _sum_up(listed, chosen)
    for one in listed:
        yield "\n"
        yield from _write_one(phrases, one, prefix, ink)


def _sum_up(listed: Sequence[Listed], chosen: bool) -> str:
    if not listed:
        return "There is no such request.\n" if chosen else "No show asks another for anything.\n"
    found = Counter(one.request.answer for one in listed)
    parts = [f"{found[answer]} {answer}" for answer in ORDER if found[answer]]
    return f"{count(len(listed), 'request')}: {join_words(parts)}.\n"


def _write_one(phrases: Phrases, one: Listed, prefix: str, ink: Ink) -> Iterator[str]:
    request, scene = one.request, one.request.scene
    asks = "asks" if request.ask is not None else "has not asked"
    head = f"{request.show.name} {asks} {request.owner.name}: {request.words}"
    yield f"{ink(str(request.answer), _STYLES.get(request.answer, 'strong'))}  {ink(clean(head), 'strong')}\n"
    yield _line("in", f"{scene.name}, {_how_hard(one.status)}", where(request.change.span, prefix), ink)
    if request.ask is not None:
        yield _line("why", request.reason or "no reason given", "", ink)
    if request.how or request.where is not None:
        label = _ANSWERED.get(request.answer, "answer")
        place = where(request.where, prefix) if request.where is not None else ""
        yield _line(label, request.how or "no reason given", place, ink)
    for claim in one.against:
        words = f"{fact_words(phrases, claim)} in {claim.scene.name}, {_how_hard(claim.scene.episode.status)}"
        yield _line("against", words, where(claim.span, prefix), ink)
    if not one.against and request.answer not in SETTLED:
        yield _line("against", "no later scene of another show says otherwise", "", ink)
    if not one.fed:
        hint = f"{request.show.name} is not said to feed {request.owner.name}: add {request.owner.id} to its feeds"
        yield _line("feeds", hint, where(request.show.span, prefix), ink)


def _how_hard(status: Status) -> str:
    return f"{stage_words(status)}: {change_words(status)}"


def _line(label: str, words: str, place: str, ink: Ink) -> str:
    shown = f"  {ink(clean(place), 'path')}" if place else ""
    return f"  {ink(label.ljust(_WIDTH), 'dim')}{clean(words)}{shown}\n"


def requests_document(phrases: Phrases, listed: Sequence[Listed], prefix: str = "") -> list[dict[str, Any]]:
    """The same as data."""
    return [_document(phrases, one, prefix) for one in listed]


def _document(phrases: Phrases, one: Listed, prefix: str) -> dict[str, Any]:
    request = one.request
    return {
        "answer": str(request.answer),
        "settled": request.answer in SETTLED,
        "from": _show(request.show),
        "to": _show(request.owner),
        "changes": [{"key": entity.key, "name": entity.name} for entity in request.entities],
        "words": request.words,
        "scene": request.scene.key,
        "status": str(one.status),
        "place": span_document(request.change.span, prefix),
        "reason": request.reason or None,
        "asked_at": span_document(request.ask.span, prefix) if request.ask is not None else None,
        "how": request.how or None,
        "answered_at": span_document(request.where, prefix) if request.where is not None else None,
        "against": [
            {
                "scene": claim.scene.key,
                "status": str(claim.scene.episode.status),
                "words": fact_words(phrases, claim),
                "place": span_document(claim.span, prefix),
            }
            for claim in one.against
        ],
        "hardest": str(one.hardest) if one.hardest is not None else None,
        "fed": one.fed,
    }


def _show(show: Show) -> dict[str, str]:
    return {"id": show.id, "name": show.name}
