"""Story time and the order of telling, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fabula.report.clock import local_bounds, write_interval
from fabula.report.tables import Table
from fabula.story.canon import Canon
from fabula.story.clock import Clocks
from fabula.universe.model import Episode, Scene

__all__ = ["TimelineRow", "list_timeline", "timeline_document", "timeline_table"]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A scene in both orders. ``told`` and ``happens`` count from 1 over the scenes that are shown."""

    scene: Scene
    told: int
    happens: int
    when: str
    earliest: str
    latest: str
    day: int | None
    mode: str
    heading: str


def list_timeline(canon: Canon, episodes: Sequence[Episode], by_story: bool = False) -> list[TimelineRow]:
    """The scenes of some episodes in the order of telling, or in that of happening."""
    timeline = canon.timeline
    clocks = Clocks(canon.universe)
    chosen = {episode.key for episode in episodes}
    scenes = [scene for scene in canon.universe.scenes if scene.episode.key in chosen]
    in_story = sorted(scenes, key=lambda scene: timeline.rank[scene.order])
    happens = {scene.order: number for number, scene in enumerate(in_story, 1)}
    told = {scene.order: number for number, scene in enumerate(scenes, 1)}
    rows = []
    for scene in in_story if by_story else scenes:
        start = timeline.start[scene.order]
        earliest, latest = local_bounds(start, clocks, scene.place)
        rows.append(
            TimelineRow(
                scene=scene,
                told=told[scene.order],
                happens=happens[scene.order],
                when=write_interval(start, clocks, scene.place),
                earliest=earliest,
                latest=latest,
                day=timeline.days[scene.order],
                mode=str(timeline.mode[scene.order]),
                heading=heading_text(scene),
            )
        )
    return rows


def heading_text(scene: Scene) -> str:
    """A scene's heading as written, in one line; empty for what stands before the first one."""
    if scene.written.heading is None:
        return ""
    return " ".join(scene.episode.script.elements[scene.written.heading].text.split())


def timeline_table(rows: Sequence[TimelineRow]) -> Table:
    """The rows as a table. The show stands before the scene's number where there are several."""
    several = len({row.scene.episode.show.id for row in rows}) > 1
    headers = ("told", "happens", "scene", "when", "day", "mode", "heading")
    return Table(
        headers,
        [
            (
                str(row.told),
                str(row.happens),
                row.scene.name if several else row.scene.name.partition(" ")[2],
                row.when or "?",
                "" if row.day is None else str(row.day),
                row.mode,
                row.heading,
            )
            for row in rows
        ],
        right=frozenset({0, 1, 4}),
    )


def timeline_document(rows: Sequence[TimelineRow], prefix: str) -> list[dict[str, Any]]:
    """The rows as data. Times are local; null where nothing bounds them."""
    return [
        {
            "told": row.told,
            "happens": row.happens,
            "key": row.scene.key,
            "show": row.scene.episode.show.id,
            "episode": row.scene.episode.code,
            "scene": row.scene.label,
            "earliest": row.earliest or None,
            "latest": row.latest or None,
            "day": row.day,
            "mode": row.mode,
            "heading": row.heading,
            "place": row.scene.place,
            "path": prefix + row.scene.source.path,
            "line": row.scene.span.line,
        }
        for row in rows
    ]
