"""Telling a scene at another place on trial: its text is taken out of its script and put in elsewhere.

Scenes keep the numbers by which they are called, so that references to them still lead there. In another episode the
scene is called after the one before it, as productions do: the scene after 7 is 7A. A reference by its old number then
leads to nothing, and is a finding.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from fabula.change.impact.trial import Trial
from fabula.script.model import Kind
from fabula.script.omission import Omission, OmittingSource
from fabula.script.read import read_script
from fabula.script.xml import Node, read_xml
from fabula.source import Source, Span
from fabula.story.minds.names import AskError
from fabula.universe.model import Episode, Scene

__all__ = ["move_scene"]

_BETWEEN = frozenset({Kind.SECTION, Kind.SYNOPSIS, Kind.PAGE_BREAK, Kind.BLANK})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a new text that stood at ``start`` to ``end`` of an old one."""

    path: str
    start: int
    end: int


def move_scene(scene: Scene, place: Scene, before: bool = False) -> Trial:
    """A universe in which a scene is told after another one (or ``before`` it). Raises `AskError` if it cannot be."""
    _refuse(scene, place, before)
    start, end = _stretch(scene)
    at = _stretch(place)[0 if before else 1]
    old, new = scene.episode, place.episode
    out = [_Piece(old.script.source.path, 0, start), _Piece(old.script.source.path, end, len(old.script.source.text))]
    moved = _Piece(old.script.source.path, start, end)
    if old is new:
        plans = {old: _put_in(out, moved, at)}
    else:
        whole = [_Piece(new.script.source.path, 0, len(new.script.source.text))]
        plans = {old: out, new: _put_in(whole, moved, at)}
    sources = {episode.script.source.path: episode.script.source for episode in (old, new)}
    label = scene.label if old is new else _free_label(new, place if not before else _before(place))
    called = {(one.source.path, one.written.start): one.label for episode in plans for one in episode.scenes}
    called[moved.path, start] = label
    texts: dict[str, str | Source | None] = {}
    places: dict[str, list[tuple[int, _Piece]]] = {}
    for episode, plan in plans.items():
        path = episode.script.source.path
        text, places[path] = _join(plan, sources)
        numbers = _numbers(places[path], called)
        texts[path] = OmittingSource(Source(path, text), Omission(numbers=numbers))
        _check(texts[path], len(episode.scenes) + (episode is new) - (episode is old), episode)
    where = f"{'before' if before else 'after'} {place.name}"
    remarks = ["scenes keep the numbers they have now"]
    if old is not new:
        remarks = [f"it is called {new.show.id} {new.code}/{label} there; {remarks[0]}"]
    return Trial(f"with {scene.name} {where}", texts, tuple(remarks), _Places(places, sources).before)


def _refuse(scene: Scene, place: Scene, before: bool) -> None:
    if scene is place:
        raise AskError(f"{scene.name} cannot be put next to itself", "name another scene")
    index = scene.episode.scenes.index(scene)
    near = index + 1 if before else index - 1
    if 0 <= near < len(scene.episode.scenes) and scene.episode.scenes[near] is place:
        raise AskError(f"{scene.name} stands {'before' if before else 'after'} {place.name} already")
    if scene.written.heading is None:
        raise AskError(f"{scene.name} has no heading, so where it begins is not known", "give it a heading")
    one, other = scene.episode.script.format, place.episode.script.format
    if one != other:
        remedy = "bring both into one format first: `fabula export` and `fabula import`"
        raise AskError(f"{scene.name} is written in {one} and {place.name} in {other}", remedy)
    if scene.episode is not place.episode and len(scene.episode.scenes) == 1:
        raise AskError(f"{scene.name} is the only scene of {scene.episode.code}", "ask what rests on it with --drop")
    if one == "fdx" and "<ScriptNotes" in scene.source.text + place.source.text:
        remedy = "move it in Final Draft and compare: `fabula diff`"
        raise AskError(f"{scene.source.path} keeps its notes by their distance from the start", remedy)


def _stretch(scene: Scene) -> tuple[int, int]:
    """Where a scene begins and ends in its file, with its tags; what announces the next act is not part of it."""
    script, written = scene.episode.script, scene.written
    if script.format == "tei":
        return _division(scene)
    elements = script.elements[written.first : written.last]
    if script.format == "fdx":
        return written.start, max(element.end for element in elements)
    last = len(elements)
    while last > 1 and elements[last - 1].kind in _BETWEEN:
        last -= 1
    opening = next((element.start for element in elements[last:] if element.kind is Kind.SECTION), None)
    return written.start, written.end if opening is None else opening


def _division(scene: Scene) -> tuple[int, int]:
    """The division of a play that is a scene."""
    root, _ = read_xml(scene.source)
    found: Node | None = None
    nodes: list[Node] = [root]
    while nodes:
        node = nodes.pop()
        for child in node.nodes():
            if child.start <= scene.written.start < child.end:
                nodes.append(child)
                if child.tag.startswith("div"):
                    found = child
    if found is None:
        raise AskError(f"{scene.name} is no division of its own in {scene.source.path}", "mark it up as one")
    return found.start, found.end


def _put_in(plan: list[_Piece], moved: _Piece, at: int) -> list[_Piece]:
    """A text with a piece of an old one put in at an offset of the old text."""
    found: list[_Piece] = []
    done = False
    for piece in plan:
        if not done and piece.start <= at <= piece.end:
            done = True
            found += [_Piece(piece.path, piece.start, at), moved, _Piece(piece.path, at, piece.end)]
        else:
            found.append(piece)
    return found


def _join(plan: list[_Piece], sources: Mapping[str, Source]) -> tuple[str, list[tuple[int, _Piece]]]:
    """The new text, and where each of its pieces begins in it. Between two scenes stands an empty line."""
    text, places = "", list[tuple[int, _Piece]]()
    for piece in plan:
        words = sources[piece.path].text[piece.start : piece.end]
        if not words:
            continue
        line_end = "\r\n" if "\r\n" in text else "\n"
        if text.strip("\ufeff") and not text.endswith(line_end * 2):
            text += line_end * (1 if text.endswith(line_end) else 2)
        places.append((len(text), piece))
        text += words
    return text, places


def _numbers(places: list[tuple[int, _Piece]], called: Mapping[tuple[str, int], str]) -> dict[int, str]:
    """By which number each scene of a new text goes, by where it starts there."""
    return {
        start + offset - piece.start: label
        for start, piece in places
        for (path, offset), label in called.items()
        if path == piece.path and piece.start <= offset < piece.end
    }


def _before(scene: Scene) -> Scene | None:
    index = scene.episode.scenes.index(scene)
    return scene.episode.scenes[index - 1] if index else None


def _free_label(episode: Episode, last: Scene | None) -> str:
    """The number of a scene that is new in an episode: that of the scene before it with the first free letter."""
    taken = {scene.label.lower() for scene in episode.scenes}
    stem = last.label if last is not None else "0"
    labels = (f"{stem}{letters}{letter}" for letters in ("", *ascii_uppercase) for letter in ascii_uppercase)
    return next(label for label in labels if label.lower() not in taken)


def _check(source: Source | str | None, scenes: int, episode: Episode) -> None:
    """That the new text has the scenes that it must have: a rearranged file that reads otherwise proves nothing."""
    assert isinstance(source, OmittingSource)
    script, _ = read_script(source)
    if sum(scene.heading is not None for scene in script.scenes) < scenes:
        raise AskError(
            f"{episode.script.source.path} cannot be rearranged: not all of its scenes are read after it",
            "move the scene in a copy, and compare the two: `fabula diff`",
        )


class _Places:
    """Where the places of rearranged texts were before."""

    def __init__(self, places: Mapping[str, list[tuple[int, _Piece]]], sources: Mapping[str, Source]) -> None:
        self._places = places
        self._sources = sources

    def before(self, span: Span) -> Span:
        """The place at which the same words stood. What is put between two scenes stood nowhere, and is its end."""
        pieces = self._places.get(span.path)
        if not pieces:
            return span
        start, piece = pieces[max(0, bisect_right(pieces, span.start, key=lambda one: one[0]) - 1)]
        first = min(max(span.start - start, 0) + piece.start, piece.end)
        return Span(self._sources[piece.path], first, min(first + span.end - span.start, piece.end))
