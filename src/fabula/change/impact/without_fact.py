"""Leaving a fact out on trial: the notes and the fields of the bible by which it is so, or is believed."""

from __future__ import annotations

from fabula.change.impact.naming import find_namings, matters_of
from fabula.change.impact.trial import Trial, join_stretches
from fabula.script.omission import Omission, OmittingSource
from fabula.source import Source, Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.names import AskError
from fabula.story.minds.topics import Topic
from fabula.universe.model import Scene

__all__ = ["leave_out_fact"]


def leave_out_fact(canon: Canon, topic: Topic) -> Trial:
    """A universe in which a fact is not so, and nobody comes to believe it. Raises `AskError` if nothing says it."""
    if not topic.wanted:
        raise AskError(f"“{topic.text}” says of nothing what it is", "write the fact that is to be left out")
    stretches: dict[str, list[tuple[int, int]]] = {}
    for scene, span in _statements_for(canon, topic):
        stretches.setdefault(scene.source.path, []).append((span.start, span.end))
    by_path = {episode.script.source.path: episode for episode in canon.universe.episodes}
    texts: dict[str, str | Source | None] = {
        path: OmittingSource(by_path[path].script.source, Omission(join_stretches(found)))
        for path, found in stretches.items()
    }
    fields = _fields_for(canon, topic)
    for span in reversed(fields):  # from behind, so that places before stay
        held = texts.get(span.path)
        text = held if isinstance(held, str) else span.source.text
        texts[span.path] = _without_item(text, span.start, span.end)
    count = sum(map(len, stretches.values()))
    if not count and not fields:
        raise AskError(f"nothing says that {topic.text}", "ask what rests on it without leaving it out")
    remarks = [f"{_counted(count, 'note')} left out by which it is so, or is believed"] if count else []
    remarks += [f"{_counted(len(fields), 'field', ' of the bible')} left out"] if fields else []
    return Trial(f"without the fact “{topic.text}”", texts, tuple(remarks))


def _counted(number: int, noun: str, more: str = "") -> str:
    return f"{number} {noun}{more} is" if number == 1 else f"{number} {noun}s{more} are"


def _statements_for(canon: Canon, topic: Topic) -> list[tuple[Scene, Span]]:
    """The notes by which a fact is so, or somebody comes to hold it."""
    matters = set(matters_of(canon, None, topic))
    log, found = canon.minds, dict[tuple[int, int], tuple[Scene, Span]]()
    stated = {(naming.scene.order, naming.span.start) for naming in find_namings(canon, None, topic)}
    for happening, event in zip(log.happenings, log.minds.events, strict=True):
        scene = happening.scene
        key = (scene.order, happening.span.start) if scene is not None else (-1, 0)
        if scene is None or key not in stated:
            continue
        posts = (post for node in event.nodes for post in node.post if post.matter in matters)
        if any((post.value == topic.wanted) is topic.positive for post in posts):
            statement = next((s for s in scene.statements if s.span.start == happening.span.start), None)
            if statement is not None:
                found[key] = (scene, statement.span)
    return [found[key] for key in sorted(found)]


def _fields_for(canon: Canon, topic: Topic) -> list[Span]:
    """The fields of the bible that give a fact, in order."""
    matter = topic.matter
    if matter.kind == "identity":
        cover = canon.universe.entities.get(matter.subject)
        value = cover.value("of") if cover is not None else None
        return [value.span] if value is not None and topic.wanted == "yes" and topic.positive else []
    subject = body_of(canon.universe, matter.subject)
    attribute = f"{matter.kind}:{matter.detail}" if matter.detail else matter.kind
    changes = canon.world.changes(subject, attribute)
    return sorted({c.span for c in changes if c.scene is None and (c.value == topic.wanted) is topic.positive})


def _without_item(text: str, start: int, end: int) -> str:
    """Front matter without one value: out of a list with its comma, or its dash."""
    left, right = text[:start].rstrip(" \t\"'"), text[end:].lstrip(" \t\"'")
    if right.startswith(",") and left.endswith(("[", ",")):
        return left + right[1:].lstrip(" ") if left.endswith("[") else left + " " + right[1:].lstrip(" ")
    if left.endswith(","):
        return left[:-1] + right
    if left.endswith("-") and left[:-1].rstrip(" ").endswith("\n"):
        return left[:-1].rstrip(" ") + right
    return left + right if left.endswith("[") else left + " " + right
