"""What a show leaves open, written for the room that has to take it up, and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fabula.change.hardness import change_words, stage_words
from fabula.change.rehoming.ends import What
from fabula.change.rehoming.homes import Home
from fabula.change.rehoming.leanings import Leaning, Leans
from fabula.change.rehoming.rehome import Open, Rehoming
from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import span_document, where
from fabula.report.words import clean, count, join_words
from fabula.rules.requests import Request
from fabula.source import Span
from fabula.universe.model import Universe

__all__ = ["rehome_document", "write_rehome", "write_rehome_markdown"]

_TITLES = {
    What.STORYLINE: "Storylines",
    What.SETUP: "Setups",
    What.SECRET: "Secrets",
    What.THING: "Things",
    What.PERSON: "People",
}
_WIDTH = 9


@dataclass(frozen=True, slots=True)
class _Item:
    """One point of a list: what it is, where it stands, and what is to be said of it.

    A line is a label, words, and further words below it.
    """

    head: str
    span: Span
    lines: tuple[tuple[str, str, tuple[str, ...]], ...]


def write_rehome(universe: Universe, found: Rehoming, prefix: str = "", ink: Ink = PLAIN) -> Iterator[str]:
    """A sentence on all of it, then every loose end with where it can go on, and what leans on the show."""
    yield clean(_sum_up(found)) + "\n"
    for title, items in _sections(universe, found):
        yield f"\n{ink(title, 'strong')}\n"
        for item in items:
            yield f"  {clean(item.head)}  {ink(clean(where(item.span, prefix)), 'path')}\n"
            for label, words, below in item.lines:
                yield f"    {ink(label.ljust(_WIDTH), 'dim')}{clean(words)}\n"
                yield from (f"    {' ' * _WIDTH}- {clean(more)}\n" for more in below)


def write_rehome_markdown(universe: Universe, found: Rehoming, prefix: str = "") -> Iterator[str]:
    """The same in Markdown, for a mail or a page of the bible."""
    yield f"# {_escape(found.show.name)}: what it leaves open\n\n{_escape(_sum_up(found))}\n"
    for title, items in _sections(universe, found):
        yield f"\n## {title}\n\n"
        for item in items:
            yield f"- {_escape(item.head)} (`{where(item.span, prefix)}`)\n"
            for label, words, below in item.lines:
                yield f"  - {label}: {_escape(words)}\n"
                yield from (f"    - {_escape(more)}\n" for more in below)


def _escape(text: str) -> str:
    """Text in one line that Markdown takes as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in clean(text))


def _sum_up(found: Rehoming) -> str:
    show = found.show
    if not show.episodes:
        return f"{show.name} has no episodes{'' if found.open else ', and leaves nothing open'}."
    state = f"{show.name} is cancelled. It leaves" if show.cancelled else (
        f"{show.name} is not cancelled. If it ended now, it would leave"
    )  # fmt: skip
    parts = [count(len(found.open), "loose end") if found.open else "nothing open"]
    if found.leanings:
        number = len(found.leanings)
        parts.append(f"{count(number, 'place')} that {'leans' if number == 1 else 'lean'} on it")
    if found.requests:
        parts.append(count(len(found.requests), "unsettled request"))
    return f"{state} {join_words(parts)}."


def _sections(universe: Universe, found: Rehoming) -> Iterator[tuple[str, list[_Item]]]:
    for what, title in _TITLES.items():
        ends = found.of(what)
        if ends:
            yield title, [_end(universe, one) for one in ends]
    if found.leanings:
        yield "What leans on it", [_leaning(one) for one in found.leanings]
    if found.requests:
        yield "Requests", [_request(one) for one in found.requests]


def _end(universe: Universe, one: Open) -> _Item:
    end = one.end
    lines: list[tuple[str, str, tuple[str, ...]]] = []
    if end.people and end.what is not What.PERSON:
        lines.append(("with", join_words([universe.name(person) for person in end.people]), ()))
    lines += [("waiting", words, ()) for words in end.waiting]
    if end.scenes and not end.seen:
        lines.append(("viewers", "will not miss it: nothing that tells it is shot", ()))
    for number, home in enumerate(one.homes):
        below = [reason.words for reason in home.reasons]
        below += [f"but {home.but}"] if home.but else []
        lines.append(("or" if number else "goes on", f"in {home.show.name}", tuple(below)))
    if not one.homes:
        lines.append(("goes on", "nowhere yet: nothing ties it to another show", ()))
    return _Item(f"{end.name}: {end.words}", end.span, tuple(lines))


def _leaning(one: Leaning) -> _Item:
    status = one.scene.episode.status
    stays = "which stays" if one.made else "which will not be made"
    change = f"{one.scene.name} is {stage_words(status)}: {change_words(status)}"
    if one.how is Leans.EXEMPTION:  # a note does not print, and can be changed at any time
        change = "name an episode that will be made, or settle the finding"
    lines = (("rests on", f"{one.on}, {stays}", ()), ("change", change, ()))
    return _Item(f"{one.scene.name} {one.how}: {one.words}", one.span, lines)


def _request(request: Request) -> _Item:
    head = f"{request.show.name} to {request.owner.name}, {request.answer}: {request.words}"
    return _Item(head, request.change.span, (("why", request.reason, ()),) if request.reason else ())


def rehome_document(universe: Universe, found: Rehoming, prefix: str = "") -> dict[str, Any]:
    """The same as data."""
    show = found.show
    return {
        "show": {"id": show.id, "name": show.name, "cancelled": show.cancelled},
        "open": [_end_document(universe, one, prefix) for one in found.open],
        "leanings": [
            {
                "how": str(one.how),
                "scene": one.scene.key,
                "status": str(one.scene.episode.status),
                "words": one.words,
                "on": one.on,
                "made": one.made,
                "place": span_document(one.span, prefix),
            }
            for one in found.leanings
        ],
        "requests": [
            {
                "from": request.show.id,
                "to": request.owner.id,
                "answer": str(request.answer),
                "words": request.words,
                "reason": request.reason or None,
                "scene": request.scene.key,
                "place": span_document(request.change.span, prefix),
            }
            for request in found.requests
        ],
    }


def _end_document(universe: Universe, one: Open, prefix: str) -> dict[str, Any]:
    end = one.end
    return {
        "what": str(end.what),
        "key": end.key or None,
        "name": end.name,
        "words": end.words,
        "scene": end.scene.key if end.scene is not None else None,
        "scenes": [scene.key for scene in end.scenes],
        "seen": end.seen,
        "people": [{"key": person, "name": universe.name(person)} for person in end.people],
        "waiting": list(end.waiting),
        "place": span_document(end.span, prefix),
        "homes": [_home_document(home) for home in one.homes],
    }


def _home_document(home: Home) -> dict[str, Any]:
    return {
        "show": home.show.id,
        "name": home.show.name,
        "reasons": [
            {
                "tie": reason.tie.name.lower(),
                "words": reason.words,
                "scene": reason.scene.key if reason.scene is not None else None,
            }
            for reason in home.reasons
        ],
        "but": home.but or None,
    }
