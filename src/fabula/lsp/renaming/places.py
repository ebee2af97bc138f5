"""The places that a new name changes, each as an edit, and whether it is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fabula.bible.model import Entry, EntryKind
from fabula.finding import Edit
from fabula.lsp.names.in_bible import BibleNames
from fabula.lsp.names.in_scripts import ScriptNames
from fabula.lsp.names.naming import Naming, Role
from fabula.lsp.names.spots import element_at, scene_at
from fabula.lsp.renaming.forms import NewForms, bare, find_words, split_article
from fabula.script.model import Kind
from fabula.source import Source
from fabula.universe.common_words import COMMON_WORDS
from fabula.universe.mentions import ANY_CASE
from fabula.universe.model import Episode, Scene, Status, Universe
from fabula.universe.names import fold_name

__all__ = ["Place", "RenamePlaces"]

_RUNNING = frozenset({Role.ACTION, Role.SPOKEN, Role.PROSE})
_OF_A_THING = re.compile(r"(?i)(?:\b(?:the|this|that|his|her|its|their|my|your|our)|['’]s)\s+$")
_BEFORE = re.compile(r"(?i)\b(?:the|an?)\s+$")
_OPEN_QUOTE = re.compile(r"(?:^|[\s\[{,:-])'(?:[^']|'')*$")
_NOT_READ = {
    Kind.NOTE: "it stands in a note",
    Kind.SYNOPSIS: "it stands in a synopsis",
    Kind.SECTION: "it stands in the title of a section",
    Kind.TITLE_PAGE: "it stands on the title page",
    Kind.BONEYARD: "it stands in what is cut",
    Kind.HEADING: "it stands in a scene heading",
}
_UNSURE = "it is not sure who or what is meant"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is to be edited.

    ``doubt`` says why somebody should look at it first, empty if it is sure. ``form`` is the old form that stands
    there, folded; empty for the name of a file.
    """

    edit: Edit
    doubt: str = ""
    form: str = ""


class RenamePlaces:
    """Finds all places in which forms of a name stand."""

    def __init__(self, universe: Universe, made: NewForms, stem: str = "", new_stem: str = "") -> None:
        self.universe, self.made, self.entity = universe, made, made.entity
        self.stem, self.new_stem = stem, new_stem
        self.scripts, self.bible = ScriptNames(universe), BibleNames(universe)
        self._theirs: dict[str, bool] = {}
        self._last: tuple[Scene, list[Naming]] | None = None

    def in_scripts(self) -> Iterator[tuple[Scene, Place]]:
        """Every place in a scene that names the entity by a form that changes, in order of telling."""
        for scene in self.universe.scenes:
            for naming in self.scripts.in_scene(scene, self.entity.key):
                place = self._place(scene.source, naming)
                if place is not None:
                    yield scene, place

    def in_bible(self) -> Iterator[Place]:
        """Every place in an entry that names the entity by a form that changes, and phrases that have it in them."""
        for entry in self.universe.entries:
            for naming in self.bible.in_entry(entry, self.entity.key):
                place = self._place(entry.source, naming)
                if place is not None:
                    yield place
            yield from self._phrases(entry)

    def _place(self, source: Source, naming: Naming) -> Place | None:
        text = source.text[naming.start : naming.end]
        if naming.role in (Role.LINK, Role.FIELD):
            folder, _, stem = text.rpartition("/")
            if self.stem and stem == self.stem:
                moved = f"{folder}/{self.new_stem}" if folder else self.new_stem
                return Place(Edit(source.span(naming.start, naming.end), moved)) if moved != text else None
        if not self.made.changes(text):
            return None
        start, before = naming.start, source.text[max(0, naming.start - 40) : naming.start]
        if self.made.swallows_article(text, naming.role) and (article := _BEFORE.search(before)):
            start -= len(article[0])
        end, new = self._possessive(source, naming.end, self.made.put(text, naming.role, before))
        if naming.role in (Role.ENTRY, Role.OTHER, Role.FIELD):
            new = _for_yaml(source, naming.start, new)
        edit = Edit(source.span(start, end), new)
        if edit.span.text == new:
            return None
        return Place(edit, self._doubt(source, naming, end), bare(text))

    def _possessive(self, source: Source, end: int, new: str) -> tuple[int, str]:
        """Mateus' becomes Joao's: a bare apostrophe stands only behind an s."""
        following = source.text[end : end + 2]
        alone = following[:1] in ("'", "’") and not following[1:].isalpha() and source.text[end - 1] in "sS"
        if alone and new[-1:] not in ("s", "S"):
            return end + 1, f"{new}{following[0]}{'S' if new.isupper() else 's'}"
        return end, new

    def _doubt(self, source: Source, naming: Naming, end: int) -> str:
        """Why a name in running text may mean something else; empty if it does not."""
        if naming.role not in _RUNNING:
            return ""
        text, before = source.text[naming.start : naming.end], source.text[max(0, naming.start - 20) : naming.start]
        if end != naming.end:
            return "it is a possessive, which changes with the name"
        before += split_article(text)[0]
        if self.entity.kind in ANY_CASE and not text[0].isupper() and not _OF_A_THING.search(before):
            return f"it may be any {fold_name(text)}"
        if fold_name(text) in COMMON_WORDS:
            return "it is an everyday word as well"
        meant = self.universe.lexicon.exact(text)
        if len(meant) > 1 or (meant and meant != (self.entity.key,)):
            return "several go by this name"
        return ""

    def _phrases(self, entry: Entry) -> Iterator[Place]:
        """Phrases that give a secret away and have the name in them: what is said has to go on agreeing with them."""
        value = entry.fields.get("says") if entry.kind is EntryKind.SECRET else None
        for item in value.items if value is not None else ():
            text, at = item.span.text, item.span.start
            for start, end in self._words(f" {text}"):
                new = self.made.put(text[start - 1 : end - 1], Role.SPOKEN, text[: start - 1])
                new = _for_yaml(entry.source, at + start - 1, new)
                yield Place(Edit(entry.source.span(at + start - 1, at + end - 1), new))

    def _words(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a text has forms that change."""
        forms = [split_article(form)[1] for form, _ in self.made.forms.values()]
        return ((start, end) for start, end in find_words(text, forms) if self.made.changes(text[start:end]))

    def besides(self, taken: Iterable[Edit]) -> Iterator[Place]:
        """Places where a form stands that is not known to name anybody: in notes, synopses, titles of sections.

        Pages that are locked are left alone, and so are words that are part of what names something else.
        """
        known = {edit.span.key[:2] for edit in taken}
        for episode in self.universe.episodes:
            if episode.status >= Status.LOCKED or episode.script.format != "fountain":
                continue
            source = episode.script.source
            for start, end in self._words(source.text):
                text = source.text[start:end]
                if (source.path, start) in known or not self._is_theirs(text):
                    continue
                if not self._names_something(episode, start):
                    new = self.made.put(text, Role.NOTE, source.text[max(0, start - 40) : start])
                    yield Place(Edit(source.span(start, end), new), self._standing(episode, start))

    def _is_theirs(self, text: str) -> bool:
        """Whether words that stand anywhere are written as a name, and as the name of nobody else."""
        if text not in self._theirs:
            named = text[0].isupper() or self.entity.kind in ANY_CASE
            alone = fold_name(text) not in COMMON_WORDS and self.universe.lexicon.exact(text) == (self.entity.key,)
            self._theirs[text] = named and alone
        return self._theirs[text]

    def _names_something(self, episode: Episode, offset: int) -> bool:
        """Whether words are part of a name that is known: ORLICK'S FLAT is a place, whoever Orlick is."""
        scene = scene_at(episode, offset)
        if scene is None:
            return False
        if self._last is None or self._last[0] is not scene:
            self._last = (scene, self.scripts.in_scene(scene))
        return any(one.start <= offset < one.end for one in self._last[1])

    def _standing(self, episode: Episode, offset: int) -> str:
        """As what words stand that are not known to name anybody."""
        if any(note.start <= offset < note.end for note in episode.script.notes):
            return _NOT_READ[Kind.NOTE]
        if any(start <= offset < end for start, end in episode.script.boneyards):
            return _NOT_READ[Kind.BONEYARD]
        element = element_at(episode, offset)
        return _NOT_READ.get(element.kind, _UNSURE) if element is not None else _UNSURE


def _for_yaml(source: Source, start: int, new: str) -> str:
    """A name as it stands in a field: between single quotation marks an apostrophe is doubled."""
    line = source.text[source.text.rfind("\n", 0, start) + 1 : start]
    return new.replace("'", "''") if _OPEN_QUOTE.search(line) else new
