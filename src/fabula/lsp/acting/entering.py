"""New entries of the bible, and new names for those that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from fabula.bible.model import EntryKind
from fabula.exchange.stubs import Person, write_person, write_place
from fabula.finding import Finding
from fabula.lsp.acting.fields import add_to_list
from fabula.lsp.acting.offer import Action, ActionKind, NewFile
from fabula.lsp.acting.unlinked import unlinked_at
from fabula.rules.links.l107_unknown_name import WORDS
from fabula.story.canon import Canon
from fabula.universe.model import Entity, Nature, Show, Universe
from fabula.universe.names import slug

__all__ = ["new_entry", "offer_entry", "offer_other_name"]

_UNKNOWN = frozenset({"L101", "L103", "L107"})


def offer_entry(canon: Canon, finding: Finding) -> Iterator[Action]:
    """A new entry for a cue, a place or a name that the bible does not know."""
    if finding.code not in _UNKNOWN:
        return
    universe = canon.universe
    entity = undeclared_at(universe, finding)
    if entity is not None:
        file = new_entry(universe, entity)
        title = f"Create the entry of {entity.name}: {file.path}"
        yield Action(title, ActionKind.FIX, files=(file,), settles=(finding,))
        return
    unlinked = unlinked_at(universe, finding.span)
    if unlinked is not None and unlinked.what in ("note", "field") and not unlinked.candidates:
        for kind in unlinked.kinds if len(unlinked.kinds) <= 2 else ():
            if kind is EntryKind.COVER and EntryKind.PERSON in unlinked.kinds:
                continue
            path = _path_of(universe, kind, unlinked.text)
            text = write_place(unlinked.text, _first_place(universe, finding.span.path))
            file = NewFile(path, _owned(text, _show_of(universe, finding.span.path)))
            title = f"Create the {WORDS[kind]} {unlinked.text}: {path}"
            yield Action(title, ActionKind.FIX, files=(file,), settles=(finding,))


def offer_other_name(canon: Canon, finding: Finding) -> Iterator[Action]:
    """For a name that is near one in the bible: let it be another name of theirs."""
    universe = canon.universe
    if finding.code not in _UNKNOWN or not finding.fixes:
        return
    unlinked = unlinked_at(universe, finding.span)
    text = unlinked.text if unlinked is not None else finding.span.text
    near = finding.fixes[0].edits[0].text
    keys = universe.lexicon.exact(near)
    entity = universe.entities.get(keys[0]) if len(keys) == 1 else None
    if entity is None or entity.entry is None:
        return
    field = "cues" if finding.code == "L101" else "aliases"
    edit = add_to_list(entity.entry, field, text)
    if edit is not None:
        title = f"Add {text} to the {field} of {entity.name}"
        yield Action(title, ActionKind.FIX, (edit,), settles=(finding,))


def undeclared_at(universe: Universe, finding: Finding) -> Entity | None:
    """Whom a finding on an unknown cue or place is about."""
    unlinked = unlinked_at(universe, finding.span)
    entity = universe.entities.get(unlinked.key) if unlinked is not None else None
    return entity if entity is not None and not entity.declared else None


def new_entry(universe: Universe, entity: Entity) -> NewFile:
    """The first entry of somebody or some place that scripts alone name."""
    show = universe.shows.get(entity.owner)
    first = _first_place(universe, entity.span.path)
    path = _path_of(universe, entity.kind, entity.name)
    if entity.kind is not EntryKind.PERSON:
        return NewFile(path, _owned(write_place(entity.name, first), show))
    speeches = sum(entity.key in speech.people for scene in universe.scenes for speech in scene.speeches)
    person = Person(
        entity.key,
        names=Counter({entity.name: 1}),
        group=entity.nature is Nature.CLASS,
        speeches=speeches,
        first=first,
        name=entity.name,
    )
    return NewFile(path, _owned(write_person(person), show))


def _owned(text: str, show: Show | None) -> str:
    """An entry with the show that it belongs to, unless that is the mothership."""
    if show is None or show.mothership:
        return text
    head, name, rest = text.partition("\n")[0], *text.partition("\n")[2].partition("\n")[::2]
    return "\n".join([head, name, f"owner: {show.id}", rest])


def _path_of(universe: Universe, kind: EntryKind, name: str) -> str:
    """Where an entry of a kind is kept, under a file name that is not taken."""
    folder = next((PurePosixPath(e.source.path).parent for e in universe.entries if e.kind is kind), None)
    if folder is None:
        beside = next((PurePosixPath(e.source.path).parent.parent for e in universe.entries), PurePosixPath("bible"))
        folder = beside / str(kind)
    taken = {entry.source.path for entry in universe.entries}
    stem, number = slug(name), 2
    path = folder / f"{stem}.md"
    while str(path) in taken:
        path, number = folder / f"{stem}-{number}.md", number + 1
    return str(path)


def _show_of(universe: Universe, path: str) -> Show | None:
    """The show that a file belongs to: that of a script, or the owner of an entry."""
    for episode in universe.episodes:
        if episode.script.source.path == path:
            return episode.show
    owner = next((universe.entities[e.key].owner for e in universe.entries if e.source.path == path), "")
    return universe.shows.get(owner)


def _first_place(universe: Universe, path: str) -> str:
    """The episode or entry in which something is first named."""
    for episode in universe.episodes:
        if episode.script.source.path == path:
            return f"{episode.show.id} {episode.code}"
    return path
