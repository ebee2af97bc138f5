"""Why a name stays as it is: pages that are locked, names that are taken, words that can be no name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from fabula.bible.model import EntryKind
from fabula.bible.patterns import PATTERN_WORDS
from fabula.bible.statements import Name
from fabula.lsp.names.in_scripts import ScriptNames
from fabula.lsp.names.naming import names_of
from fabula.lsp.names.spots import element_at
from fabula.lsp.renaming.forms import NewForms, bare, find_words, split_article
from fabula.report.words import count
from fabula.script.cue import read_cue
from fabula.script.fountain import read_fountain
from fabula.script.heading import read_heading
from fabula.script.model import Kind
from fabula.source import Source, Span
from fabula.universe.crowd import is_nobody
from fabula.universe.link import make_lexicon
from fabula.universe.mentions import ANY_CASE, CAPITALISED, READ
from fabula.universe.model import Entity, Episode, Scene, Status, Universe
from fabula.universe.people import PeopleNames

__all__ = ["RenameRefused", "check_name", "check_pages", "check_taken", "check_unused"]

_EDITED = frozenset({"fountain", "fdx"})
"""Formats of scripts that an editor may change."""
LONGEST = 80
"""Characters of a name. What is longer is not found in scripts."""

_BEINGS = frozenset({EntryKind.PERSON, EntryKind.COVER})
_ODD = re.compile(r"[^\w\s.'’&+\-–‐‑\u0300-\u036f\u0900-\u0dff\u200c\u200d]|_")


class RenameRefused(Exception):  # noqa: N818 - it says what is so, as the messages do
    """A name stays as it is: why in one sentence, and what to do instead."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def check_name(entity: Entity, new: str) -> None:
    """Whether a text can be a name of its kind: in cues, headings, canon notes and fields. Raises `RenameRefused`."""
    if not new:
        raise RenameRefused("a name is missing", "write the new name")
    if len(new) > LONGEST:
        raise RenameRefused(f"a name of {len(new)} characters is too long", f"keep it below {LONGEST}")
    odd = _ODD.search(new)
    if odd is not None:
        raise RenameRefused(f"“{odd[0]}” cannot be part of a name", "use letters, digits, spaces, hyphens, apostrophes")
    if not new[0].isalnum():
        raise RenameRefused(f"“{new}” does not begin with a letter", "begin it with a letter or a digit")
    if not any(c.isalpha() for c in new) and entity.kind in _BEINGS:
        raise RenameRefused(f"“{new}” has no letter in it", "a cue needs one")
    if bare(new) in PATTERN_WORDS or not bare(new):
        raise RenameRefused(f"“{new}” is a word of canon notes", "choose a name that they do not use")
    if entity.kind in _BEINGS and not _is_cue(new):
        raise RenameRefused(f"“{new.upper()}” is no cue of one person", "choose a name that can stand above a speech")
    if entity.kind is EntryKind.PLACE and read_heading(f"INT. {new.upper()} - DAY").places != (new.upper(),):
        raise RenameRefused(
            f"“{new.upper()}” in a scene heading would not be read as one place", "leave out dashes and times of day"
        )


def _is_cue(name: str) -> bool:
    script, _ = read_fountain(Source("name.fountain", f"\n{name.upper()}\nWords.\n"))
    cues = [element for element in script.elements if element.kind is Kind.CUE]
    return len(cues) == 1 and read_cue(cues[0].text).names == (name.upper(),) and not is_nobody(name)


def check_taken(universe: Universe, made: NewForms, used: Collection[str]) -> None:
    """Whether new forms are free, and leave all other names their meaning. Raises `RenameRefused`.

    ``used`` are the old forms, folded, that stand somewhere.
    """
    entity, key = made.entity, made.entity.key
    room = not entity.declared and bool(entity.parent)
    for other in universe.entities.values():
        apart = other.parent != entity.parent if room else not other.declared and bool(other.parent)
        for form in () if apart or other.key == key else made.written(used):
            if _full_name(other, form):
                raise RenameRefused(f"“{form}” is already a name of {other.name} ({other.key})", "choose a free one")
    if room:
        return  # every house can have a kitchen
    renamed = _renamed(made)
    entities = {**universe.entities, key: renamed}
    before, after = PeopleNames(universe.entities.values()), PeopleNames(entities.values())
    lexicon = make_lexicon(entities.values())
    for form in made.written(used):
        meant = lexicon.exact(form, frozenset({str(made.entity.kind)}))
        if set(meant) - {key}:
            raise _ambiguous(universe, form, set(meant) - {key})
    for other in universe.entities.values():
        if other.key == key or (not other.declared and other.parent):
            continue
        for form, written in names_of(other).items():
            # A family name that several bear already may get one bearer more.
            for was, now in (
                (universe.lexicon.exact(form), lexicon.exact(form)),
                (before.find(form), after.find(form)),
            ):
                if key in now and key not in was and len(was) < 2:
                    raise _ambiguous(universe, written, (other.key,))


def _ambiguous(universe: Universe, form: str, keys: Iterable[str]) -> RenameRefused:
    names = " and ".join(sorted({universe.name(key) for key in keys}))
    return RenameRefused(f"“{form}” is what {names} can be called already", "choose a name that leaves that clear")


def _full_name(entity: Entity, form: str) -> bool:
    """Whether somebody is called just this by their entry or in scripts; first and last names are judged apart."""
    names = [entity.name, *entity.aliases, *(entity.entry.cues if entity.entry is not None else ())]
    names.append(entity.key.rpartition("/")[2])
    return any(bare(name) == bare(form) for name in names)


def _renamed(made: NewForms) -> Entity:
    """The entity with its new names."""

    def put(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(made.forms[bare(name)][1] if bare(name) in made.forms else name for name in names)

    entity = made.entity
    entry = replace(entity.entry, name=made.name, cues=put(entity.entry.cues)) if entity.entry is not None else None
    return replace(entity, name=made.name, aliases=put(entity.aliases), entry=entry)


def check_unused(universe: Universe, made: NewForms) -> None:
    """Whether no new form stands in a script already, where it would then be taken for this. Raises `RenameRefused`."""
    entity = made.entity
    if entity.kind not in CAPITALISED | ANY_CASE or (not entity.declared and entity.parent):
        return
    forms = sorted({split_article(form)[1] for form in made.written() if not made.changes(form)})
    own = {bare(name) for name in names_of(entity)}
    forms = [form for form in forms if bare(form) not in own and not universe.lexicon.exact(form)]
    if not forms:
        return
    met = [span for episode in universe.episodes for span in _ordinary_words(episode, forms, entity.kind)]
    if met:
        more = f" and in {count(len(met) - 1, 'more place')}" if len(met) > 1 else ""
        message = f"“{met[0].text}” stands in {met[0].path}:{met[0].line}{more} already, and would then mean this"
        raise RenameRefused(message, "choose another name, or change what stands there first")


def _ordinary_words(episode: Episode, forms: Collection[str], kind: EntryKind) -> Iterator[Span]:
    """Words in action and dialogue that would be taken for a name."""
    source = episode.script.source
    for start, end in find_words(source.text, forms):
        element = element_at(episode, start)
        hidden = any(note.start <= start < note.end for note in episode.script.notes)
        if element is None or element.kind not in READ or hidden:
            continue
        if source.text[start].isupper() or kind in ANY_CASE:
            yield source.span(start, end)


def check_pages(universe: Universe, key: str, places: Iterable[tuple[Scene, Span]]) -> None:
    """Whether all scripts that name somebody can be edited. Raises `RenameRefused`.

    Pages that are locked keep their names: what was shot or aired was said as it was said.
    """
    named = list(places)
    closed = [(scene, span) for scene, span in named if scene.episode.status >= Status.LOCKED]
    if closed:
        scene, span = closed[0]
        more = f" and in {count(len(closed) - 1, 'more place')} like it" if len(closed) > 1 else ""
        name = universe.place_name(key)
        raise RenameRefused(
            f"{name} stands in {scene.name}, which is {scene.episode.status} ({span.path}:{span.line}){more}",
            "names on pages that are locked stay; add the new name to the `aliases:` of the entry instead",
        )
    play = next((scene for scene, _ in named if scene.episode.script.format not in _EDITED), None)
    if play is not None:
        raise RenameRefused(
            f"{universe.place_name(key)} stands in {play.name}, which is a play in TEI", "such files are only read"
        )
    for scene, reason in _unlocated(universe, key):
        raise RenameRefused(
            f"{universe.place_name(key)} stands in {scene.name} in a way that cannot be edited here: {reason}",
            "rename it in the program that the script was written with",
        )


def _unlocated(universe: Universe, key: str) -> Iterator[tuple[Scene, str]]:
    """Scenes that name somebody at a place that is not known exactly: in Final Draft's lists and notes, mostly."""
    names = ScriptNames(universe)
    for scene in universe.scenes:
        if key in scene.cast:
            yield scene, "in the cast list"
        if scene.episode.script.format == "fountain":
            continue
        for speech in scene.speeches:
            if key in speech.people and not any(key in naming.keys for naming in names.cue(scene, speech)):
                yield scene, "in a cue"
        for statement in scene.statements:
            if any(name.key == key and not _stands_there(name) for name in statement.all_names()):
                yield scene, "in a script note"


def _stands_there(name: Name) -> bool:
    """Whether a name of a note stands in the file as it is, at its place."""
    span = name.span
    return span.source.text[span.start : span.end] == name.text
