"""L104 duplicate-entry."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.model import Entry
from fabula.finding import Finding, Level, Related
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Universe
from fabula.universe.names import fold_name


class DuplicateEntry(Rule):
    """Two entries of the bible stand for one thing

    ## What it checks
    Two entries with one id (the same file name in two folders of one kind), and two entries of one kind whose names
    or aliases are the same. Case and accents do not count. Entries of different shows may share a name, since scripts
    of a show mean their own; so may entries of different kinds, such as a person and a storyline.

    ## Why it matters
    Of two entries with one id only the first is read. Of two with one name, nothing that calls the name can be told
    apart.

    ## Example
        bible/people/bernard-orlick.md     name: Bernard Orlick
        bible/people/orlick.md             name: Bernard Orlick

    ## What to do
    Join the two, or give one of them a name of its own.
    """

    code = "L104"
    name = "duplicate-entry"
    level = Level.WARNING
    reads = frozenset({"bible"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each entry that repeats an earlier one."""
        keys: dict[str, Entry] = {}
        names: dict[tuple[str, str, str], Entry] = {}
        for entry in canon.universe.entries:
            first = keys.setdefault(entry.key, entry)
            if first is not entry:
                yield _same_id(entry, first)
                continue
            owner = _owner(canon.universe, entry)
            for name in dict.fromkeys(map(fold_name, (entry.name, *entry.aliases))):
                other = names.setdefault((str(entry.kind), owner, name), entry)
                if other is not entry:
                    yield _same_name(entry, other, name)
                    break


def _owner(universe: Universe, entry: Entry) -> str:
    entity = universe.entities.get(entry.key)
    return entity.owner if entity is not None else ""


def _same_id(entry: Entry, first: Entry) -> Finding:
    return Finding(
        "L104",
        entry.source.whole,
        f"There is another entry {entry.key}, so this one is not read",
        "give this file another name, or join the two",
        related=(Related(first.source.whole, "the entry that is read"),),
    )


def _same_name(entry: Entry, other: Entry, folded: str) -> Finding:
    return Finding(
        "L104",
        _place(entry, folded),
        f"{_written(entry, folded)} is the name of another entry of {entry.kind.value} as well",
        "give one of them a name of its own, or join the two",
        related=(Related(_place(other, folded), f"the entry {other.key}"),),
    )


def _written(entry: Entry, folded: str) -> str:
    return next((name for name in (entry.name, *entry.aliases) if fold_name(name) == folded), entry.name)


def _place(entry: Entry, folded: str) -> Span:
    """Where an entry says that it is called so."""
    if fold_name(entry.name) == folded:
        return entry.span
    for field in ("aliases", "alias"):
        value = entry.fields.get(field)
        for item in value.items if value is not None else ():
            if fold_name(item.text) == folded:
                return item.span
    return entry.span
