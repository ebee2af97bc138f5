"""The scenes of all episodes in the order of telling, each with the label by which it is called."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Related
from fabula.script.heading import Heading, read_heading
from fabula.script.model import Kind, Script
from fabula.script.model import Scene as WrittenScene
from fabula.universe.model import Episode, Scene, Show

__all__ = ["lay_out_episode", "lay_out_scenes", "telling_order"]


def telling_order(shows: Iterable[Show]) -> list[Show]:
    """Shows as they are told: the mothership first, then by id."""
    return sorted(shows, key=lambda show: (not show.mothership, show.id))


def lay_out_scenes(shows: Iterable[Show]) -> tuple[list[Episode], list[Scene], list[Finding]]:
    """Fill every episode with its scenes. A number that is printed twice in one episode is S109."""
    episodes = [episode for show in telling_order(shows) for episode in show.episodes]
    scenes: list[Scene] = []
    findings: list[Finding] = []
    headings: dict[str, Heading] = {}
    for episode in episodes:
        findings += lay_out_episode(episode, len(scenes), headings)
        scenes += episode.scenes
    return episodes, scenes, findings


def lay_out_episode(episode: Episode, first: int, headings: dict[str, Heading]) -> list[Finding]:
    """Fill an episode with its scenes; the first of them has the order ``first``.

    ``headings`` are those that have been read, by their text, and grow.
    """
    findings: list[Finding] = []
    written = [scene for scene in episode.script.scenes if _is_scene(episode.script, scene)]
    order = first
    for scene, label in zip(written, _labels(episode, written, findings), strict=True):
        if scene.omitted:
            continue
        heading = None
        if scene.heading is not None:
            text = episode.script.elements[scene.heading].text
            heading = headings.get(text)
            if heading is None:
                heading = headings[text] = read_heading(text)
        key = f"{episode.key}/{label}".lower()
        episode.scenes.append(Scene(key, label, order, episode, scene, heading))
        order += 1
    return findings


def _is_scene(script: Script, scene: WrittenScene) -> bool:
    """Whether it is a scene of the story: what stands before the first heading is one only if somebody speaks."""
    if scene.heading is not None or len(script.scenes) == 1:
        return True
    return any(element.kind is Kind.CUE for element in script.elements[scene.first : scene.last])


def _labels(episode: Episode, written: list[WrittenScene], findings: list[Finding]) -> list[str]:
    """The printed numbers; for scenes without one their position, or their distance from the last printed one."""
    printed = {scene.number.lower() for scene in written if scene.number}
    labels: list[str] = []
    taken: dict[str, WrittenScene] = {}
    position, last, since = 0, "0", 0
    for scene in written:
        position += scene.heading is not None or len(written) == 1
        if scene.number:
            label, last, since = scene.number, scene.number, 0
            if (first := taken.get(label.lower())) is not None:
                findings.append(_twice(episode.script, first, scene))
        else:
            since += 1
            label = str(position) if scene.heading is not None or len(written) == 1 else "0"
            if label in printed:
                label = f"{last}+{since}"
        label = _free(label, taken)
        taken[label.lower()] = scene
        labels.append(label)
    return labels


def _free(label: str, taken: dict[str, WrittenScene]) -> str:
    if label.lower() not in taken:
        return label
    count = 2
    while f"{label}-{count}".lower() in taken:
        count += 1
    return f"{label}-{count}"


def _twice(script: Script, first: WrittenScene, second: WrittenScene) -> Finding:
    def heading(scene: WrittenScene) -> tuple[int, int]:
        if scene.heading is None:
            return scene.start, scene.start
        element = script.elements[scene.heading]
        return element.start, element.end

    start, end = heading(second)
    at = script.source.text.rfind(second.number, start, end)
    span = script.source.span(at, at + len(second.number)) if at >= 0 else script.source.span(start, end)
    return Finding(
        "S109",
        span,
        f"Scene number {second.number} is printed twice in this episode",
        "give this scene a number of its own, such as the one before it with a letter",
        related=(Related(script.source.span(*heading(first)), f"the first scene {second.number}"),),
    )
