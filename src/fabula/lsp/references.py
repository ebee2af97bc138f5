"""References: every place in scripts and bible that names somebody or something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.bible.model import EntryKind
from fabula.bible.statements import SceneName
from fabula.lsp.definitions import declaration_of, show_of
from fabula.lsp.names.in_bible import BibleNames
from fabula.lsp.names.in_scripts import ScriptNames
from fabula.lsp.names.naming import Naming, Role
from fabula.lsp.names.pointing import Pointed, find_pointed
from fabula.source import Source, Span
from fabula.story.canon import Canon
from fabula.universe.load import paused_collection
from fabula.universe.model import Episode, Scene, Universe

__all__ = ["find_references", "namings_of"]


def find_references(
    canon: Canon, path: str, offset: int, *, declaration: bool = True, only: str = ""
) -> tuple[Span, ...]:
    """Every place that names what stands at an offset of a file: the bible's first, then the scripts' as told.

    Each span covers the name alone. On a heading, or on the name of a scene, these are the places that name the scene.
    ``declaration`` says whether the place that declares it counts; ``only`` limits them to one file (for highlighting).
    """
    with paused_collection():  # a universe is walked through from end to end
        return _find(canon.universe, path, offset, declaration, only)


def _find(universe: Universe, path: str, offset: int, declaration: bool, only: str) -> tuple[Span, ...]:
    pointed = find_pointed(universe, path, offset)
    if pointed is None:
        return ()
    if pointed.ref is not None or pointed.heading:
        spans = list(_of_scene(universe, pointed, declaration))
        return tuple(span for span in dict.fromkeys(spans) if not only or span.path == only)
    found: dict[Span, None] = {}
    for key in pointed.keys:
        declared = declaration_of(universe, key)
        for source, naming in namings_of(universe, (key,), only):
            span = source.span(naming.start, naming.end)
            if declaration or (span != declared and naming.role is not Role.ENTRY):
                found[span] = None
    return tuple(found)


def namings_of(universe: Universe, keys: Iterable[str], only: str = "") -> Iterator[tuple[Source, Naming]]:
    """Every place that names one of some entities, each with its file: those of the bible, then those of the scripts.

    ``only`` limits them to one file. Where a name could mean several it is none of these.
    """
    wanted = tuple(keys)
    bible, scripts = BibleNames(universe), ScriptNames(universe)
    for entry in universe.entries:
        if only in ("", entry.source.path):
            for naming in bible.in_entry(entry):
                if len(naming.keys) == 1 and naming.keys[0] in wanted:
                    yield entry.source, naming
    secrets = [key for key in wanted if key.startswith(f"{EntryKind.SECRET}/")]
    for scene in universe.scenes:
        if only in ("", scene.source.path):
            found = [naming for key in wanted for naming in scripts.in_scene(scene, key)]
            found += [naming for key in secrets for naming in scripts.sayings(scene, key)]
            yield from ((scene.source, naming) for naming in sorted(found))


def _of_scene(universe: Universe, pointed: Pointed, declaration: bool) -> Iterator[Span]:
    """The heading of a scene, or the start of an episode, and all places that name it."""
    target: Scene | Episode | None = pointed.scene
    if pointed.ref is not None:
        target = _target(universe, pointed.ref, show_of(universe, pointed))
    if target is None:
        return
    if declaration:
        yield target.span if isinstance(target, Scene) else target.script.source.whole
    bible = BibleNames(universe)
    for entry in universe.entries:
        owner = universe.entities[entry.key].owner
        for ref in bible.scene_names(entry):
            if _target(universe, ref, owner) is target:
                yield ref.span
    for scene in universe.scenes:
        for statement in scene.statements:
            for _, value in statement.slots:
                if isinstance(value, SceneName) and _target(universe, value, scene.episode.show.id) is target:
                    yield value.span


def _target(universe: Universe, ref: SceneName, show: str) -> Scene | Episode | None:
    return universe.find_scene(ref, show) if ref.scene else universe.find_episode(ref, show)
