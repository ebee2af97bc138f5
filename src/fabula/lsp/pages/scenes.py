"""What is told of a scene: when it plays, how long after the one before, who is there, when its place was last used."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.lsp.pages.elapsed import elapsed_since, scene_before
from fabula.lsp.pages.people import present_words
from fabula.lsp.pages.words import bold, few, page, plain, said_scene
from fabula.report.clock import write_interval
from fabula.report.timeline import heading_text
from fabula.report.words import count
from fabula.story.canon import Canon
from fabula.story.clock import Clocks
from fabula.story.model import Mode
from fabula.universe.model import Episode, Scene

__all__ = ["episode_page", "scene_page", "when_words"]


def scene_page(canon: Canon, scene: Scene, full: bool = True) -> str:
    """A scene in a few lines. Where it is only referred to (not ``full``), its heading is told as well."""
    head = bold(scene.name)
    heading = heading_text(scene)
    if not full and heading:
        head += f" {plain(heading)}"
    return page(f"{head} · {scene.episode.status}", _lines(canon, scene, full))


def episode_page(canon: Canon, episode: Episode) -> str:
    """An episode in a few lines."""
    title = f" {plain(episode.title)}" if episode.title else ""
    head = f"{bold(f'{episode.show.id} {episode.code}')}{title} · {episode.status}"
    lines = [count(len(episode.scenes), "scene")]
    if episode.scenes:
        days = [day for scene in episode.scenes if (day := canon.timeline.days[scene.order]) is not None]
        lines.append(f"story days {min(days)} to {max(days)}" if days and min(days) != max(days) else "")
    return page(head, lines)


def when_words(canon: Canon, scene: Scene) -> str:
    """Story day and clock of a scene: "story day 8, 2022-06-27 23:30"; before that what it is, if not the present."""
    timeline = canon.timeline
    day, mode = timeline.days[scene.order], timeline.mode[scene.order]
    when = write_interval(timeline.start[scene.order], Clocks(canon.universe), scene.place)
    parts = (str(mode) if mode is not Mode.PRESENT else "", f"story day {day}" if day is not None else "", when)
    return ", ".join(part for part in parts if part)


def _lines(canon: Canon, scene: Scene, full: bool) -> Iterator[str]:
    yield when_words(canon, scene)
    before = scene_before(scene)
    if full and before is not None:
        elapsed = elapsed_since(canon, before, scene)
        than = "than " if elapsed.endswith(("later", "earlier")) else ""
        yield f"{elapsed} {than}{said_scene(before, scene)}" if elapsed else ""
    if not canon.timeline.mode[scene.order].happened:
        yield "what is shown here did not happen, so it changes nothing"
    here = present_words(canon, scene)
    yield f"here: {here}" if here else "nobody is here"
    if full:
        yield from _uses(canon, scene)
    yield from _threads(canon, scene)


def _uses(canon: Canon, scene: Scene) -> Iterator[str]:
    """When the place of a scene was used last and is used next, as told, and in story time where that differs."""
    if not scene.place:
        return
    universe = canon.universe
    name = plain(universe.place_name(scene.place))
    told = next((one for one in reversed(universe.scenes[: scene.order]) if one.place == scene.place), None)
    order, rank = canon.timeline.order, canon.timeline.rank[scene.order]
    lived = next((one for one in reversed(order[:rank]) if one.place == scene.place), None)
    if told is None and lived is None:
        later = sum(1 for one in universe.scenes[scene.order + 1 :] if one.place == scene.place)
        yield f"{name}: first scene here{f', of {later + 1}' if later else ', and the only one'}"
        return
    words = [f"last seen in {_use(canon, told, scene)}" if told is not None else ""]
    if lived is not None and lived is not told:
        words.append(f"last used in story time in {_use(canon, lived, scene)}")
    yield f"{name}: {'; '.join(word for word in words if word)}"


def _use(canon: Canon, other: Scene, scene: Scene) -> str:
    when = when_words(canon, other)
    return f"{said_scene(other, scene)}{f' ({when})' if when else ''}"


def _threads(canon: Canon, scene: Scene) -> Iterator[str]:
    """Storylines, setups and payoffs."""
    for form, words in (("storyline", "storyline"), ("sets-up", "sets up"), ("pays-off", "pays off")):
        named = dict.fromkeys(
            plain(canon.universe.name(name.key) if name.key else name.text)
            for statement in scene.statements
            if statement.form == form
            for name in statement.all_names()
        )
        if named:
            yield f"{words} {few(list(named))}"
