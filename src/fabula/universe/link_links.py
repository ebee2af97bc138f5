"""Wikilinks in the bible: where they lead, by the rules of Obsidian."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from fabula.bible.model import Entry
from fabula.universe.model import Entity, Unlinked
from fabula.universe.names import fold_name

__all__ = ["link_wikilinks"]


def link_wikilinks(entries: Iterable[Entry], entities: Mapping[str, Entity], names: Iterable[str]) -> list[Unlinked]:
    """The links that lead to nothing.

    A link leads to a file by its stem, by its path or the end of its path, with or without ``.md``; or to an entry
    by its name or an alias. ``names`` are the paths of all files in the universe folder: pictures and notes count.
    """
    known: set[str] = set()
    for path in names:
        parts = path.removesuffix(".md").split("/")
        full = path.split("/")
        for at in range(len(parts)):
            known.add(_form("/".join(parts[at:])))
            known.add(_form("/".join(full[at:])))
    spoken: list[str] = []
    for entity in entities.values():
        if entity.declared:
            for name in (entity.name, *entity.aliases):
                known.add(_form(name))
                spoken.append(name)
    unlinked: list[Unlinked] = []
    for entry in entries:
        for link in entry.links:
            target = link.target.removeprefix("./").removeprefix("/")
            while target.startswith("../"):
                target = target[3:]
            if _form(target) in known or "://" in target:
                continue
            near = process.extract(target.rpartition("/")[2], spoken, scorer=fuzz.WRatio, score_cutoff=80, limit=3)
            unlinked.append(Unlinked("wikilink", link.target, link.span, suggestions=tuple(hit[0] for hit in near)))
    return unlinked


def _form(target: str) -> str:
    return "/".join(fold_name(part) for part in target.split("/"))
