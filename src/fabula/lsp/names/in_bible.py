"""Every name in an entry of the bible with its exact place: in its fields, its links and its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fabula.bible.canon import read_fact_text, read_scene_name
from fabula.bible.fields import FIELDS
from fabula.bible.model import Entry, EntryKind, Value, Wikilink
from fabula.bible.statements import SceneName
from fabula.lsp.names.naming import Naming, Role
from fabula.source import Span
from fabula.universe.mentions import ANY_CASE, CAPITALISED
from fabula.universe.model import Universe, find_named
from fabula.universe.names import fold_name

__all__ = ["BibleNames"]

_OWN = ("aliases", "alias", "cues")
_PHRASES = ("relations", "after", "before")
"""Fields that take a name within other words: "loves Nadia", "8 years after the fall"."""
_SCENE = re.compile(r"(?i)(?:(?!after\b|before\b)\b[^\W\d_][\w-]*\s+)?\bS\d{1,3}\s*E\d{1,4}(?:\s*/\s*[\w.-]*\w)?")
_LINK_TARGET = re.compile(r"!?\[\[\s*")


class BibleNames:
    """The names in the entries of a universe, entry by entry."""

    def __init__(self, universe: Universe) -> None:
        self.universe = universe
        self._targets: dict[str, dict[str, None]] | None = None

    def in_entry(self, entry: Entry, key: str = "") -> list[Naming]:
        """The namings in an entry, in order; of one entity if its key is given."""
        links = list(self._links(entry))
        found = {*links, *self._fields(entry), *self._prose(entry)}
        return sorted(one for one in found if not key or one.keys == (key,))

    def declaration(self, entry: Entry) -> Span:
        """Where an entry names itself, without quotation marks; the start of its file if it does not."""
        value = entry.fields.get("name")
        return Span(entry.source, *_bare(value)) if value is not None and value.text else entry.source.whole

    def scene_names(self, entry: Entry) -> list[SceneName]:
        """The scenes and episodes that fields of an event name, in order."""
        found: list[SceneName] = []
        for field in ("after", "before") if entry.kind is EntryKind.EVENT else ():
            value = entry.fields.get(field)
            for match in _SCENE.finditer(value.span.text) if value is not None else ():
                assert value is not None
                span = Span(entry.source, value.span.start + match.start(), value.span.start + match.end())
                name = read_scene_name(match[0], span)
                found += [name] if name is not None else []
        return found

    def target(self, link: Wikilink) -> tuple[int, int]:
        """Where the target of a link stands, without brackets, label and part."""
        text = link.span.text
        opening = _LINK_TARGET.match(text)
        start = opening.end() if opening is not None else 0
        end = start + len(link.target)
        return link.span.start + start, link.span.start + min(end, len(text))

    def meant(self, target: str) -> tuple[str, ...]:
        """The entries that a link leads to, by the rules of Obsidian; several if it could be any of them."""
        if self._targets is None:
            self._targets = self._index()
        form = target.removesuffix(".md").removeprefix("./").removeprefix("/")
        while form.startswith("../"):
            form = form[3:]
        return tuple(self._targets.get(_form(form), ()))

    def _index(self) -> dict[str, dict[str, None]]:
        """All entries by all that a link may call them: files before names."""
        found: dict[str, dict[str, None]] = {}
        declared = [entity for entity in self.universe.entities.values() if entity.entry is not None]
        for entity in declared:
            assert entity.entry is not None
            parts = entity.entry.source.path.removesuffix(".md").split("/")
            for at in range(len(parts)):
                found.setdefault(_form("/".join(parts[at:])), {})[entity.key] = None
        files = frozenset(found)
        for entity in declared:
            for name in (entity.name, *entity.aliases):
                if _form(name) not in files:
                    found.setdefault(_form(name), {})[entity.key] = None
        return found

    def _links(self, entry: Entry) -> Iterator[Naming]:
        for link in entry.links:
            keys = self.meant(link.target)
            if keys:
                yield Naming(*self.target(link), Role.LINK, keys)

    def _fields(self, entry: Entry) -> Iterator[Naming]:
        own = (entry.key,)
        name = entry.fields.get("name")
        if name is not None and name.text:
            yield Naming(*_bare(name), Role.ENTRY, own)
        for field, value in entry.fields.items():
            doc = FIELDS[entry.kind].get(field)
            if field in _OWN:
                yield from (Naming(*_bare(item), Role.OTHER, own) for item in value.items if item.text.strip())
            elif field == "travel" and isinstance(value.value, Mapping):
                for text, item in value.value.items():
                    if item.key is not None:
                        yield from self._named(entry, text, *_bare(Value(text, item.key)), doc.names if doc else ())
            elif doc is not None and doc.names:
                for item in _texts(value):
                    yield from self._field(entry, field, item, doc.names)
        fact = entry.fields.get("fact")
        if fact is not None and fact.text and entry.kind is EntryKind.SECRET:
            yield from self._fact(entry, fact)

    def _field(self, entry: Entry, field: str, item: Value, kinds: tuple[EntryKind, ...]) -> Iterator[Naming]:
        start, end = _bare(item)
        text = item.span.source.text[start:end]
        if "[[" in text:
            return  # a link, which is listed as such
        found = list(self._named(entry, item.text.strip(), start, end, kinds))
        if found or field not in _PHRASES:
            yield from found
            return
        wanted = {str(kind) for kind in kinds}
        for one in self.universe.lexicon.find_all(text):
            keys = tuple(key for key in one.keys if key.partition("/")[0] in wanted)
            if keys:
                yield Naming(start + one.start, start + one.end, Role.FIELD, keys)

    def _named(self, entry: Entry, text: str, start: int, end: int, kinds: tuple[EntryKind, ...]) -> Iterator[Naming]:
        entities = self.universe.entities
        keys = find_named(self.universe.lexicon, entities, text, kinds)
        owner = entities[entry.key].owner
        own = tuple(key for key in keys if entities[key].owner == owner)
        if keys:
            yield Naming(start, end, Role.FIELD, own if len(own) == 1 else keys)

    def _fact(self, entry: Entry, value: Value) -> Iterator[Naming]:
        start, end = _bare(value)
        if entry.source.text[start:end] != value.text:
            return  # written with escapes, so that places in it are not those of the file
        stated = read_fact_text(value.text, entry.source, start, self.universe.lexicon)
        for name in stated.all_names() if stated is not None else ():
            if name.keys:
                yield Naming(name.span.start, name.span.end, Role.FIELD, name.keys)

    def _prose(self, entry: Entry) -> Iterator[Naming]:
        """Known names in the prose, the labels of links among them."""
        text = entry.source.text
        links = [(link.span.start, self.target(link)[1]) for link in entry.links]
        for one in self.universe.lexicon.find_all(text, entry.body_start):
            if any(start <= one.start < end for start, end in links):
                continue
            # As in scripts: people and places need a capital, things do not. "The gate" opens; it is no storyline.
            capital = text[one.start].isupper()
            kinds = CAPITALISED | ANY_CASE if capital else ANY_CASE
            keys = tuple(key for key in one.keys if key.partition("/")[0] in kinds)
            if keys:
                yield Naming(one.start, one.end, Role.PROSE, keys)


def _texts(value: Value) -> Iterator[Value]:
    """The values in a field that can be names: its items; of a mapping the values."""
    if isinstance(value.value, Mapping):
        for item in value.value.values():
            yield from _texts(item)
        return
    for item in value.items:
        if isinstance(item.value, Mapping):
            yield from _texts(item)
        elif item.text.strip():
            yield item


def _bare(value: Value) -> tuple[int, int]:
    """Where a value stands without its quotation marks."""
    text, start, end = value.span.text, value.span.start, value.span.end
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return start + 1, end - 1
    return start, end


def _form(target: str) -> str:
    return "/".join(fold_name(part) for part in target.split("/"))
