"""Moments as somebody types them who asks about minds: a scene, an episode, a line of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fabula.story.canon import Canon
from fabula.story.minds.names import AskError, join_or
from fabula.story.model import Mode, Moment
from fabula.universe.model import Episode, Scene
from fabula.universe.names import fold_name

__all__ = ["Point", "end_of_story", "find_episodes", "find_point", "find_scene", "point_at"]

_SCENE = re.compile(
    r"(?:(?P<show>[^/]*\S)[\s/]+)?s(?P<season>\d{1,3})\s*e(?P<episode>\d{1,4})(?:\s*/\s*(?P<scene>\S+))?", re.IGNORECASE
)
_LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::\d+)?:?")
_WRITE = "write it like S01E02/14, india S01E02/14 or FILE:LINE"


@dataclass(frozen=True, slots=True)
class Point:
    """A moment that is asked about.

    ``number`` is how many events of the story are over, ``told`` how many the audience has seen. ``words`` say when it
    is ("at the end of citadel S01E02/14"); ``remark`` what is special about it, empty if nothing is.
    """

    moment: Moment
    number: int
    told: int
    words: str
    scene: Scene | None = None
    remark: str = ""


def end_of_story(canon: Canon) -> Point:
    """When all has happened, and all is told."""
    log = canon.minds
    last = Moment(len(canon.timeline.order), 0)
    return Point(last, len(log.happenings), len(log.told), "at the end of the story")


def point_at(canon: Canon, scene: Scene, offset: int | None = None, words: str = "") -> Point:
    """The moment just before an offset of a scene; by default its end."""
    log = canon.minds
    at = scene.written.end + 1 if offset is None else offset
    moment = canon.moment(scene, at)
    told = log.told_at(log.watched.get(scene, scene.order), at)
    words = words or f"at the end of {scene.name}"
    return Point(moment, log.at(moment), told, words, scene, _remark(canon, scene))


def find_point(canon: Canon, text: str = "", before: bool = False) -> Point:
    """The moment that somebody names: a scene (its end; its start with ``before``), an episode, or a line of a file.

    No text is the end of the story. For a line it is the moment just before it. Raises `AskError`.
    """
    text = text.strip()
    if not text:
        return end_of_story(canon)
    line = _LINE.fullmatch(text)
    if line is not None:
        return _line_point(canon, line["path"], int(line["line"]))
    match = _SCENE.fullmatch(text)
    if match is not None and match["scene"] is None:
        episode = _episode(canon, match, text)
        if not episode.scenes:
            raise AskError(f"{_name(episode)} has no scenes")
        scene = episode.scenes[0 if before else -1]
        words = f"just before {_name(episode)}" if before else f"at the end of {_name(episode)}"
        return replace(point_at(canon, scene, scene.written.start if before else None, words), remark="")
    scene = find_scene(canon, text)
    words = f"just before {scene.name}" if before else ""
    return point_at(canon, scene, scene.written.start if before else None, words)


def find_scene(canon: Canon, text: str) -> Scene:
    """The scene that somebody names: ``S01E02/14``, ``india S01E02/14`` or ``citadel/s01e02/14``.

    Without a show the mothership is meant, else the only show that has such a scene. Raises `AskError`.
    """
    text = text.strip()
    scene = canon.universe.by_name.get(text.lower())
    if scene is not None:
        return scene
    match = _SCENE.fullmatch(text)
    if match is None or match["scene"] is None:
        raise AskError(f"“{text}” names no scene", _WRITE)
    episodes = _episodes(canon, match, text)
    label = match["scene"].lower()
    found = [scene for episode in episodes for scene in episode.scenes if scene.label.lower() == label]
    main = [scene for scene in found if scene.episode.show.mothership]
    if len(found) == 1 or len(main) == 1:
        return (main or found)[0]
    if found:
        raise AskError(f"“{text}” could be {join_or([one.name for one in found])}", "put the show in front")
    labels = [scene.label for scene in episodes[0].scenes]
    known = f"its scenes are {', '.join(labels[:12])}{' …' if len(labels) > 12 else ''}" if labels else "it has none"
    raise AskError(f"there is no scene {match['scene']} in {_name(episodes[0])}", known)


def find_episodes(canon: Canon, text: str) -> list[Episode]:
    """The episodes of a show (``india``), a season (``S01``, ``india S01``) or one episode (``india S01E02``).

    A code without a show means the mothership's, if it has such an episode. Raises `AskError`.
    """
    universe = canon.universe
    words = text.strip()
    match = _SCENE.fullmatch(words)
    if match is not None and match["scene"] is None:
        return [_episode(canon, match, words)]
    season = re.fullmatch(r"(?:(?P<show>[^/]*\S)[\s/]+)?s(?:eason\s*)?(?P<season>\d{1,3})", words, re.IGNORECASE)
    if season is not None:
        shows = [_show(canon, season["show"])] if season["show"] else list(universe.shows)
        found = [e for e in universe.episodes if e.show.id in shows and e.season == int(season["season"])]
        main = [e for e in found if e.show.mothership]
        if main or len({e.show.id for e in found}) == 1:
            return main or found
        if found:
            shows = sorted({e.show.id for e in found})
            raise AskError(f"“{text}” could be of {join_or(shows)}", "put the show in front")
        raise AskError(f"there is no season “{text}”", _seasons(canon))
    shown = _show(canon, words)
    found = [e for e in universe.episodes if e.show.id == shown]
    if not found:
        raise AskError(f"{shown} has no episodes", _seasons(canon))
    return found


def _line_point(canon: Canon, path: str, line: int) -> Point:
    path = path.replace("\\", "/").removeprefix("./")
    episodes = canon.universe.episodes
    sources = {episode.script.source.path: episode for episode in episodes}
    found = [name for name in sources if name == path or path.endswith("/" + name)]
    found = found or [name for name in sources if name.endswith("/" + path)]
    if not found:
        from rapidfuzz import process

        near = process.extractOne(path, sorted(sources), score_cutoff=70)
        raise AskError(f"{path} is not a script of this universe", f"did you mean {near[0]}?" if near else _WRITE)
    if len(found) > 1:
        raise AskError(f"{path} could be {join_or(found)}", "write more of its path")
    episode = sources[found[0]]
    source = episode.script.source
    lines = len(source.line_starts)
    if not 1 <= line <= lines:
        raise AskError(f"{path} has no line {line}", f"its last line is {lines}")
    if not episode.scenes:
        raise AskError(f"{path} has no scenes", "a scene begins with a heading such as INT. KITCHEN - NIGHT")
    offset = source.offset(line)
    scene = next((s for s in reversed(episode.scenes) if s.written.start <= offset), episode.scenes[0])
    return point_at(canon, scene, max(offset, scene.written.start), f"just before {source.path}:{line}")


def _remark(canon: Canon, scene: Scene) -> str:
    match canon.timeline.mode[scene.order]:
        case Mode.DREAM:
            return f"{scene.name} is a dream: nobody takes anything from it"
        case Mode.TOLD:
            return f"{scene.name} shows a tale told: nobody takes anything from it"
        case Mode.FLASHBACK:
            return f"{scene.name} is a flashback: this is how it stood then"
        case Mode.FLASHFORWARD:
            return f"{scene.name} is a flash-forward: this is how it will stand then"
        case _:
            return ""


def _episodes(canon: Canon, match: re.Match[str], text: str) -> list[Episode]:
    """The episodes that a code means, one for each show that has it, the mothership's first."""
    season, number = int(match["season"]), int(match["episode"])
    found = [e for e in canon.universe.episodes if (e.season, e.number) == (season, number)]
    if match["show"]:
        show = _show(canon, match["show"])
        codes = [e.code for e in canon.universe.episodes if e.show.id == show]
        found = [e for e in found if e.show.id == show]
        remedy = f"the episodes of {show} are {', '.join(codes)}" if codes else ""
    else:
        remedy = _seasons(canon)
    if not found:
        raise AskError(f"there is no episode “{text}”", remedy)
    return sorted(found, key=lambda e: (not e.show.mothership, e.show.id))


def _episode(canon: Canon, match: re.Match[str], text: str) -> Episode:
    found = _episodes(canon, match, text)
    if len(found) > 1 and not found[0].show.mothership:
        raise AskError(f"“{text}” could be {join_or([_name(one) for one in found])}", "put the show in front")
    return found[0]


def _show(canon: Canon, text: str) -> str:
    wanted = fold_name(text)
    for id_, show in canon.universe.shows.items():
        if wanted in {fold_name(id_), fold_name(show.name)}:
            return id_
    shows = sorted(canon.universe.shows)
    from rapidfuzz import process

    near = process.extractOne(wanted, shows, score_cutoff=70)
    known = f"did you mean {near[0]}?" if near else f"the shows are: {', '.join(shows)}"
    raise AskError(f"there is no show “{text}”", known)


def _seasons(canon: Canon) -> str:
    codes = [f"{e.show.id} {e.code}" for e in canon.universe.episodes]
    return f"there are: {', '.join(codes[:8])}{' …' if len(codes) > 8 else ''}" if codes else ""


def _name(episode: Episode) -> str:
    return f"{episode.show.id} {episode.code}"
