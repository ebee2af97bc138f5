"""The list of scenes as a script supervisor keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fabula.report.length import write_eighths
from fabula.report.tables import Table
from fabula.report.timeline import heading_text
from fabula.script.model import Kind
from fabula.story.canon import Canon
from fabula.story.length import scene_eighths
from fabula.story.model import Hold, Manner
from fabula.universe.model import Episode, Scene

__all__ = ["SceneRow", "list_scenes", "scenes_document", "scenes_table"]

_HEARD = {Manner.PHONE: "phone", Manner.VOICE: "V.O.", Manner.OFF_SCREEN: "O.S."}


@dataclass(frozen=True, slots=True)
class SceneRow:
    """One scene. ``cast`` are names with how they are heard if not seen; ``estimated`` marks a computed length."""

    scene: Scene
    prefix: str
    place: str
    time: str
    day: int | None
    cast: tuple[str, ...]
    eighths: int
    estimated: bool
    synopsis: str


def list_scenes(canon: Canon, episodes: Sequence[Episode]) -> list[SceneRow]:
    """The scenes of some episodes in the order of telling. What stands before a first heading is no scene here."""
    chosen = {episode.key for episode in episodes}
    return [
        _row(canon, scene)
        for scene in canon.universe.scenes
        if scene.episode.key in chosen and scene.written.heading is not None
    ]


def _row(canon: Canon, scene: Scene) -> SceneRow:
    heading = scene.heading
    eighths, estimated = scene_eighths(scene)
    return SceneRow(
        scene=scene,
        prefix=heading.prefix if heading is not None else "",
        place=heading.place if heading is not None else heading_text(scene),
        time=heading.time if heading is not None else "",
        day=canon.timeline.days[scene.order],
        cast=_cast(canon, scene),
        eighths=eighths,
        estimated=estimated,
        synopsis=_synopsis(scene),
    )


def _cast(canon: Canon, scene: Scene) -> tuple[str, ...]:
    """Who is needed, in the order in which they come. A name in action lines alone is too little."""
    found = [
        p for p in canon.presences.by_scene[scene.order] if p.hold >= Hold.STATED and p.manner is not Manner.ABSENT
    ]
    found.sort(key=lambda p: (p.span.start if p.span.path == scene.source.path else p.start, p.person))
    names: dict[str, None] = {}
    for presence in found:
        name = canon.universe.name(presence.person)
        heard = _HEARD.get(presence.manner)
        names[f"{name} ({heard})" if heard else name] = None
    return tuple(names)


def _synopsis(scene: Scene) -> str:
    """The scene's synopses (``= …``), else the summary that the format keeps for it."""
    lines = [" ".join(element.text.split()) for element in scene.elements() if element.kind is Kind.SYNOPSIS]
    return " ".join(lines) or " ".join(scene.written.details.summary.split())


def scenes_table(rows: Sequence[SceneRow]) -> Table:
    """The rows as a table; the episode stands before the number."""
    several = len({row.scene.episode.show.id for row in rows}) > 1
    headers = ("scene", "I/E", "place", "D/N", "day", "cast", "eighths", "synopsis")
    return Table(
        headers,
        [
            (
                row.scene.name if several else row.scene.name.partition(" ")[2],
                row.prefix,
                row.place,
                row.time,
                "" if row.day is None else str(row.day),
                ", ".join(row.cast),
                write_eighths(row.eighths, row.estimated),
                row.synopsis,
            )
            for row in rows
        ],
        right=frozenset({4, 6}),
    )


def scenes_document(rows: Sequence[SceneRow], prefix: str) -> list[dict[str, Any]]:
    """The rows as data."""
    return [
        {
            "key": row.scene.key,
            "show": row.scene.episode.show.id,
            "episode": row.scene.episode.code,
            "scene": row.scene.label,
            "prefix": row.prefix,
            "place": row.place,
            "time": row.time,
            "day": row.day,
            "cast": list(row.cast),
            "eighths": row.eighths,
            "estimated": row.estimated,
            "synopsis": row.synopsis,
            "path": prefix + row.scene.source.path,
            "line": row.scene.span.line,
        }
        for row in rows
    ]
