"""From the paths that a user names to the universes that they lie in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fabula.cli.errors import Unreadable, WrongUse

if TYPE_CHECKING:
    from fabula.finding import Finding
    from fabula.story.canon import Canon
    from fabula.universe.model import Episode
    from fabula.universe.shelf import Shelf

__all__ = ["Target", "find_target", "find_targets", "open_canon", "pick_episodes", "take_path"]


@dataclass(slots=True)
class Target:
    """A universe to be read: ``path`` is what to read (a version of it, say), ``root`` its folder.

    ``only`` are the paths in it that were named, relative to ``root``; empty for the whole of it.
    """

    path: Path
    root: Path
    only: list[str] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """What stands in front of its paths so that they lead there from the current folder."""
        try:
            path = Path(os.path.relpath(self.root)).as_posix()
        except ValueError:  # another drive of Windows
            path = self.root.as_posix()
        return "" if path == "." else path.rstrip("/") + "/"

    @property
    def script(self) -> str:
        """The name of the one script that is read, outside of any universe; empty if it is a whole folder."""
        return self.path.name if self.path.parent == self.root else ""

    @property
    def version(self) -> str:
        """The name of the version that is read; empty if it is the universe itself, or one script."""
        return "" if self.script or self.path == self.root else self.path.name

    def covers(self, finding: Finding) -> bool:
        """Whether a finding stands in what was named."""
        return self.holds(finding.span.path)

    def holds(self, path: str) -> bool:
        """Whether a file of the universe is, or lies in, what was named."""
        return not self.only or any(path == only or path.startswith(only + "/") for only in self.only)


def find_target(path: Path) -> Target:
    """The universe that a path lies in. Raises `Unreadable` if there is no such path."""
    from fabula.universe.files import printable
    from fabula.universe.load import UnreadableUniverse, find_root
    from fabula.universe.versions import find_version

    try:
        root, script = find_root(path)
    except UnreadableUniverse as error:
        near = "" if os.path.lexists(path.expanduser()) else _near(path)
        raise Unreadable(error.message, near or error.remedy) from error
    if script is not None:
        return Target(script, root)
    named = path.expanduser().absolute()
    version = find_version(named)
    whole = root if version is None else next(p for p in (named, *named.parents) if p.parent.parent == root)
    if whole == root and named.parent == root and named.name.lower() == "versions":
        raise _no_version(root, named)
    inner = os.path.relpath(named, root)
    return Target(whole, root, [] if named == whole else [printable(Path(inner).as_posix())])


def _no_version(root: Path, folder: Path) -> WrongUse:
    """A folder of versions names none of them."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    remedy = f"name one of them: {', '.join(names)}" if names else "it is empty"
    return WrongUse(f"{folder} holds the versions of {root}", remedy)


def find_targets(paths: Iterable[Path]) -> list[Target]:
    """The universes that the paths lie in, in the order in which they were named, each once."""
    targets: dict[Path, Target] = {}
    for path in paths:
        new = find_target(path)
        old = targets.setdefault(new.path, new)
        if old is not new:
            old.only = old.only + new.only if old.only and new.only else []
    return list(targets.values())


def _near(path: Path) -> str:
    from fabula.cli.suggest import did_you_mean

    folder = path.expanduser().parent
    try:
        names = [one.name for one in folder.iterdir()]
    except OSError:
        return ""
    return did_you_mean(path.name, names)


def open_canon(target: Target, progress: Callable[[str], None] | None = None, shelf: Shelf | None = None) -> Canon:
    """Read a universe for a command. Raises `Unreadable` if there is nothing that can be read."""
    from fabula.stages import load_canon
    from fabula.universe.load import UnreadableUniverse

    try:
        return load_canon(target.path, progress, shelf)
    except UnreadableUniverse as error:
        raise Unreadable(error.message, error.remedy) from error


def take_path(universe: Path | None, words: Sequence[str]) -> tuple[Target, list[str]]:
    """The universe and the episodes meant by ``--in`` and the words after a verb.

    Without ``--in``, a word that is the path of a folder or file there says which universe is meant, so that
    ``fabula scenes examples/citadel`` does what it looks like; of a file, it also says which episode.
    """
    if universe is None:
        for word in words:
            path = Path(word)
            if ("/" in word or os.sep in word or path.suffix or word in {".", ".."}) and path.exists():
                target = find_target(path)
                rest = [other for other in words if other != word]
                return target, ([*target.only, *rest] if path.is_file() else rest)
    return find_target(universe or Path()), list(words)


def pick_episodes(canon: Canon, words: Iterable[str]) -> list[Episode]:
    """The episodes that a user names by show, season, code or file: ``india``, ``S01E02``, ``india S01E02``.

    No words mean all of them. Raises `WrongUse` for a word that names nothing.
    """
    episodes = canon.universe.episodes
    wanted: set[str] = set()
    for word in words:
        low = word.strip().lower().replace(" ", "/")
        found = {episode.key for episode in episodes if low in _names(episode)}
        if not found:
            raise _no_episode(canon, word)
        wanted |= found
    return [episode for episode in episodes if not wanted or episode.key in wanted]


def _names(episode: Episode) -> set[str]:
    show = episode.show
    path = episode.script.source.path.lower()
    season = f"s{episode.season:02}"
    return {
        episode.key.lower(), episode.code.lower(), season, f"{show.id}/{season}".lower(), show.id.lower(),
        show.name.lower().replace(" ", "/"), path, path.rpartition("/")[2],
    }  # fmt: skip


def _no_episode(canon: Canon, word: str) -> WrongUse:
    from fabula.cli.suggest import did_you_mean

    known = [name for e in canon.universe.episodes for name in (e.code, e.key, e.script.source.path)]
    shows = sorted(canon.universe.shows)
    remedy = did_you_mean(word, known + shows) or f"the shows are: {', '.join(shows)}"
    return WrongUse(f"there is no show or episode {word!r} in this universe", remedy)
