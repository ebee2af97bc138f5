"""What an offset of a file points at: a name, a scene's name, a rule's code, a statement, a heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fabula.bible.model import Entry
from fabula.bible.statements import SceneName, Statement
from fabula.lsp.names.in_bible import BibleNames
from fabula.lsp.names.in_scripts import ScriptNames
from fabula.lsp.names.naming import Naming, Role
from fabula.lsp.names.spots import element_at, entry_of, episode_of, scene_at
from fabula.script.model import Kind
from fabula.source import Span
from fabula.universe.model import Episode, Scene, Universe

__all__ = ["Pointed", "find_pointed"]

_WITHIN_CUE = frozenset({Kind.DIALOGUE, Kind.LYRICS, Kind.ACTION, Kind.PARENTHETICAL, Kind.CENTERED})


@dataclass(frozen=True, slots=True)
class Pointed:
    """What an offset of a file points at, and where that stands.

    One of these: a ``naming``; a scene's name (``ref``); the ``code`` of a rule; a ``statement`` elsewhere than on a
    name in it; a heading (``heading``) elsewhere than on a name in it. ``scene`` is the scene of the script that it
    stands in, ``entry`` the entry.
    """

    span: Span
    naming: Naming | None = None
    ref: SceneName | None = None
    code: str = ""
    statement: Statement | None = None
    heading: bool = False
    scene: Scene | None = None
    entry: Entry | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The entities that a name could mean."""
        return self.naming.keys if self.naming is not None else ()


def find_pointed(universe: Universe, path: str, offset: int) -> Pointed | None:
    """What an offset of a file points at; None for nothing that has a name.

    Right behind a name still points at it, unless something else begins there.
    """
    episode = episode_of(universe, path)
    if episode is not None:
        return _in_script(universe, episode, offset)
    entry = entry_of(universe, path)
    return _in_entry(universe, entry, offset) if entry is not None else None


def _in_script(universe: Universe, episode: Episode, offset: int) -> Pointed | None:
    if not episode.scenes:
        return None
    # What stands before the first scene is said of the first scene.
    scene = scene_at(episode, offset) or episode.scenes[0]
    source = episode.script.source
    names = ScriptNames(universe)
    naming = _narrowest(names.in_scene(scene), offset)
    if naming is not None:
        return Pointed(source.span(naming.start, naming.end), naming, scene=scene, statement=_said(scene, offset))
    statement = _said(scene, offset)
    if statement is not None:
        return _in_statement(scene, statement, offset)
    element = element_at(episode, offset)
    if element is None or _in_note(episode, offset):
        return None
    span = episode.script.span(element)
    if element.kind is Kind.HEADING:
        return Pointed(span, heading=True, scene=scene)
    if element.kind is Kind.CUE:
        speech = next((one for one in scene.speeches if episode.script.elements[one.element] is element), None)
        cued = names.cue(scene, speech) if speech is not None else []
        if cued:
            keys = tuple(dict.fromkeys(key for one in cued for key in one.keys))
            whole = Naming(cued[0].start, cued[-1].end, Role.CUE, keys)
            return Pointed(source.span(whole.start, whole.end), whole, scene=scene)
    if element.kind in _WITHIN_CUE:
        saying = _narrowest(names.sayings(scene), offset)
        if saying is not None:
            return Pointed(source.span(saying.start, saying.end), saying, scene=scene)
    return None


def _said(scene: Scene, offset: int) -> Statement | None:
    """The statement of a canon note at an offset."""
    found = [one for one in scene.statements if one.span.start <= offset <= one.span.end]
    return min(found, key=lambda one: (offset == one.span.end, one.span.end - one.span.start), default=None)


def _in_statement(scene: Scene, statement: Statement, offset: int) -> Pointed:
    """A statement where no name stands: on a scene's name, on a rule's code, or on its own words."""
    for _, value in statement.slots:
        if isinstance(value, SceneName) and value.span.start <= offset <= value.span.end:
            return Pointed(value.span, ref=value, statement=statement, scene=scene)
    code = statement.text("code") if statement.form == "intended" else ""
    place = statement.place("code")
    if code and place.start <= offset <= place.end:
        return Pointed(place, code=code.strip(), statement=statement, scene=scene)
    return Pointed(statement.span, statement=statement, scene=scene)


def _in_note(episode: Episode, offset: int) -> bool:
    """Whether an offset is inside a note or boneyard, which is no part of what stands around it."""
    script = episode.script
    if script.format == "fdx":
        return False
    return any(note.start < offset < note.end for note in script.notes) or any(
        start < offset < end for start, end in script.boneyards
    )


def _in_entry(universe: Universe, entry: Entry, offset: int) -> Pointed | None:
    names = BibleNames(universe)
    naming = _narrowest(names.in_entry(entry), offset)
    if naming is not None:
        return Pointed(entry.source.span(naming.start, naming.end), naming, entry=entry)
    for ref in names.scene_names(entry):
        if ref.span.start <= offset <= ref.span.end:
            return Pointed(ref.span, ref=ref, entry=entry)
    for link in entry.links:  # on the brackets or the part of a link
        if link.span.start <= offset <= link.span.end:
            naming = Naming(*names.target(link), Role.LINK, names.meant(link.target))
            return Pointed(entry.source.span(naming.start, naming.end), naming, entry=entry) if naming.keys else None
    return None


def _narrowest(namings: Iterable[Naming], offset: int) -> Naming | None:
    """The naming at an offset; of several the shortest that goes on behind it, for names can touch."""
    found = [one for one in namings if one.start <= offset <= one.end]
    return min(found, key=lambda one: (offset == one.end, one.end - one.start, one), default=None)
