"""The way of a secret, written as a tree, as data, and for the programs that draw graphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import matter_document, point_document, span_document, where, write_point
from fabula.report.minds_tree import TreeRow, draw_tree
from fabula.report.words import clean, count, join_words
from fabula.story.minds.ask import Asking, agrees
from fabula.story.minds.holders import Holder, Spread, matter_words
from fabula.story.minds.log import AUDIENCE
from fabula.story.minds.phrases import sentence

__all__ = ["spread_document", "write_dot", "write_mermaid", "write_spread", "write_svg"]

_FEW = 8
"""So many of those who know nothing are named; beyond that they are counted."""


def write_spread(asking: Asking, spread: Spread, prefix: str = "", ink: Ink = PLAIN) -> Iterator[str]:
    """Who holds a fact, as a tree of who told whom; then the others."""
    yield from write_point(spread.point, ink)
    words = clean(matter_words(asking, spread.topic))
    yield ink(words[:1].upper() + words[1:], "strong") + "\n"
    if spread.so is False:
        real = asking.phrases.so(spread.topic.matter, spread.really) if not spread.topic.chain else ""
        yield clean(sentence(f"it is not so: {real}" if real else "it is not so")) + "\n"
    elif spread.so is None and spread.topic.wanted:
        yield "Nothing says whether it is so.\n"
    yield "\n"
    if not spread.holders:
        yield "Nobody holds it.\n"
    for row, holder in _rows(spread):
        dead = " (dead)" if asking.is_dead(holder.person, spread.point) else ""
        name = clean(asking.universe.name(holder.person))
        yield f"{row}{name}{dead}, {_since(asking, spread, holder, prefix, ink)}\n"
    yield from _besides(asking, spread, prefix, ink)


def _rows(spread: Spread) -> Iterator[tuple[str, Holder]]:
    """The holders in the order of the tree, each behind its branches."""

    def below(holders: list[Holder], lead: str, top: bool) -> Iterator[tuple[str, Holder]]:
        for number, holder in enumerate(holders, 1):
            last = number == len(holders)
            yield lead + ("" if top else "└─ " if last else "├─ "), holder
            yield from below(spread.told_by(holder.person), lead + ("" if top else "   " if last else "│  "), False)

    yield from below(spread.first, "", True)


def _since(asking: Asking, spread: Spread, holder: Holder, prefix: str, ink: Ink) -> str:
    """How and since when somebody holds it: "told by Orlick in citadel S01E02/1 (path:line)"."""
    if holder.link is None:
        return "nobody knows how"
    place = ink(clean(where(holder.link.happening.span, prefix)), "path")
    value = ""
    if not spread.topic.wanted and not spread.topic.chain:
        value = f"holds that {asking.phrases.so(spread.topic.matter, holder.value)}, "
    return f"{clean(value + _how(asking, holder))} ({place})"


def _how(asking: Asking, holder: Holder) -> str:
    link = holder.link
    if link is None:
        return ""
    if link.happening.scene is None:
        return "from the start"
    if not link.source:
        verb = "seen" if holder.person == AUDIENCE else _VERBS.get(link.happening.kind, "found out")
        return f"{verb} in {link.when}"
    source = asking.phrases.name(link.source)
    if link.happening.kind == "poses-as":
        return f"taken in by {source} in {link.when}"
    if link.aside:
        return f"hears {source} say it in {link.when}"
    return f"{'lied to' if link.happening.kind == 'lies' else 'told'} by {source} in {link.when}"


_VERBS = {
    "seen": "sees it",
    "remembers": "remembers it",
    "remembers-everything": "remembers it",
    "sees-through": "sees through it",
    "learns": "learns it",
}


def _besides(asking: Asking, spread: Spread, prefix: str, ink: Ink) -> Iterator[str]:
    phrases = asking.phrases
    if spread.others:
        yield "\n" + ink("Believe otherwise", "strong") + "\n"
        for holder in spread.others:
            held = asking.phrases.so(spread.topic.matter, holder.value)
            name = clean(asking.universe.name(holder.person))
            yield f"  {name}: that {clean(held)}, {_since(asking, spread, holder, prefix, ink)}\n"
    if spread.forgotten:
        yield "\n" + ink("Have forgotten it", "strong") + "\n"
        for holder in spread.forgotten:
            had = _since(asking, spread, holder, prefix, ink)
            lost = ""
            if holder.lost_by is not None and holder.lost_by.scene is not None:
                place = ink(clean(where(holder.lost_by.span, prefix)), "path")
                lost = f"; lost in {clean(holder.lost_by.scene.name)} ({place})"
            yield f"  {clean(asking.universe.name(holder.person))}: {had}{lost}\n"
    yield "\n"
    if spread.suspecting:
        yield clean(sentence(f"suspected by {join_words([phrases.name(p) for p in spread.suspecting])}")) + "\n"
    if spread.unaware:
        if len(spread.unaware) <= _FEW:
            names = join_words([phrases.name(person) for person in spread.unaware])
            yield clean(sentence(f"{names} {'knows' if len(spread.unaware) == 1 else 'know'} nothing of it")) + "\n"
        else:
            yield f"{count(len(spread.unaware), 'person', 'people')} know nothing of it.\n"
    if not spread.topic.chain:
        yield _audience(asking, spread, prefix, ink)


def _audience(asking: Asking, spread: Spread, prefix: str, ink: Ink) -> str:
    viewer = spread.audience
    if viewer is None or viewer.link is None:
        return "The audience knows nothing of it.\n"
    scene = viewer.link.happening.scene
    place = f" ({ink(clean(where(viewer.link.happening.span, prefix)), 'path')})" if scene is not None else ""
    since = f"since {clean(scene.name)}{place}" if scene is not None else "from the start"
    holds = agrees(asking.universe, spread.topic.matter, viewer.value, spread.topic.wanted) is spread.topic.positive
    verb = ("knows it" if spread.so else "believes it") if holds or not spread.topic.wanted else "believes otherwise"
    return f"The audience {verb} {since}.\n"


def spread_document(asking: Asking, spread: Spread, prefix: str = "") -> dict[str, Any]:
    """The way of a secret as data: nodes are people, edges who told whom."""
    everybody = (*spread.holders, *spread.others, *spread.forgotten)
    return {
        "fact": {
            "text": spread.topic.text,
            "words": matter_words(asking, spread.topic),
            "matter": matter_document(spread.topic.matter),
            "wanted": spread.topic.wanted or None,
        },
        "at": point_document(spread.point),
        "so": spread.so,
        "really": spread.really or None,
        "holders": [_holder_document(asking, holder, prefix) for holder in spread.holders],
        "others": [_holder_document(asking, holder, prefix) for holder in spread.others],
        "forgotten": [_holder_document(asking, holder, prefix) for holder in spread.forgotten],
        "suspecting": list(spread.suspecting),
        "unaware": list(spread.unaware),
        "audience": _holder_document(asking, spread.audience, prefix) if spread.audience is not None else None,
        "edges": [
            {"from": h.link.source, "to": h.person, "scene": h.link.when}
            for h in everybody
            if h.link is not None and h.link.source
        ],
    }


def _holder_document(asking: Asking, holder: Holder, prefix: str) -> dict[str, Any]:
    link = holder.link
    lost = holder.lost_by
    return {
        "person": holder.person,
        "name": "audience" if holder.person == AUDIENCE else asking.universe.name(holder.person),
        "stand": str(holder.stand),
        "value": holder.value or None,
        "how": _how(asking, holder) or None,
        "source": (link.source or None) if link is not None else None,
        "scene": link.happening.scene.key if link is not None and link.happening.scene is not None else None,
        "place": span_document(link.happening.span, prefix) if link is not None else None,
        "lost": span_document(lost.span, prefix) if lost is not None else None,
    }


def _nodes(asking: Asking, spread: Spread) -> list[tuple[str, str, str, str]]:
    """What graphs are drawn from: (person, name, how, source or empty), in the order of the tree."""
    rows = [holder for _, holder in _rows(spread)]
    placed = {holder.person for holder in rows}
    return [
        (
            holder.person,
            clean(asking.universe.name(holder.person)),
            clean(_how(asking, holder)),
            _told_by(spread, holder, placed),
        )
        for holder in rows
    ]


def _told_by(spread: Spread, holder: Holder, placed: set[str]) -> str:
    return next((person for person in sorted(placed) if holder in spread.told_by(person)), "")


def write_dot(asking: Asking, spread: Spread) -> Iterator[str]:
    """The tree in the language of Graphviz."""
    nodes = _nodes(asking, spread)
    yield "digraph secret {\n"
    yield f"  label={_quoted(clean(matter_words(asking, spread.topic)))};\n"
    yield "  labelloc=t;\n  rankdir=LR;\n  node [shape=box];\n"
    for person, name, how, source in nodes:
        label = name if source else f"{name}\\n{how}"
        yield f"  {_quoted(person)} [label={_quoted(label)}];\n"
    for person, _, how, source in nodes:
        if source:
            yield f"  {_quoted(source)} -> {_quoted(person)} [label={_quoted(how)}];\n"
    yield "}\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def write_mermaid(asking: Asking, spread: Spread) -> Iterator[str]:
    """The tree in the language of Mermaid, which code hosts draw in Markdown."""
    nodes = _nodes(asking, spread)
    numbers = {person: f"n{number}" for number, (person, *_) in enumerate(nodes)}
    yield "flowchart LR\n"
    yield f"  secret{{{{{_escaped(clean(matter_words(asking, spread.topic)))}}}}}\n"
    for person, name, how, source in nodes:
        yield f"  {numbers[person]}[{_escaped(name)}]\n"
        yield f"  {numbers.get(source, 'secret')} -->|{_escaped(how)}| {numbers[person]}\n"


def _escaped(text: str) -> str:
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("|", "#124;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(sign, code)
    return f'"{text}"'


def write_svg(asking: Asking, spread: Spread) -> str:
    """The tree as a picture."""
    nodes = _nodes(asking, spread)
    depths: dict[str, int] = {}
    rows = []
    for person, name, how, source in nodes:
        depths[person] = depths[source] + 1 if source else 0
        rows.append(TreeRow(person, name, how, source, depths[person]))
    return draw_tree(clean(matter_words(asking, spread.topic)), rows)
