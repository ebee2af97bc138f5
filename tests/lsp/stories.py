"""Universes for tests of the story features: pointed at by words of a line, edited by what the features give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fabula.finding import Edit, Finding
from fabula.lsp.warm import warm_minds
from fabula.rules.run import run_rules
from fabula.source import Source, Span
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.universe.tree import EditedTree, FolderTree

__all__ = ["CITADEL", "Story", "citadel", "story", "texts_of"]

CITADEL = Path(__file__).parents[2] / "examples" / "citadel"


@dataclass(frozen=True)
class Story:
    """A universe with its files. ``texts`` are those of scripts and entries, by name."""

    canon: Canon
    texts: Mapping[str, str]
    root: Path

    @property
    def findings(self) -> list[Finding]:
        """What a full check finds."""
        return run_rules(self.canon)

    @property
    def sources(self) -> list[Source]:
        """All scripts and entries, as read."""
        universe = self.canon.universe
        return [*(e.script.source for e in universe.episodes), *(e.source for e in universe.entries)]

    def at(self, path: str, words: str, number: int = 1) -> tuple[str, int]:
        """Where words stand in the file whose name ends so: at a ``|`` in them, else at their beginning."""
        (source,) = [one for one in self.sources if one.path.endswith(path)]
        plain, offset = words.replace("|", ""), -1
        for _ in range(number):
            offset = source.text.index(plain, offset + 1)
        return source.path, offset + max(0, words.find("|"))

    def edited(
        self, edits: Iterable[Edit] = (), files: Mapping[str, str] | None = None, moves: Mapping[str, str] | None = None
    ) -> Story:
        """The same universe with edits made, files added and files moved."""
        texts = apply(self.texts, edits)
        for old, new in (moves or {}).items():
            texts[new] = texts.pop(old)
        texts |= files or {}
        changed: dict[str, str | None] = {name: None for name in self.texts if name not in texts}
        changed |= {name: text for name, text in texts.items() if self.texts.get(name) != text}
        return Story(load_canon(EditedTree(FolderTree(self.root), changed)), texts, self.root)


def apply(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """Texts after edits, which must not overlap."""
    changed = dict(texts)
    behind: Span | None = None
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        span = edit.span
        assert behind is None or behind.path != span.path or span.end <= behind.start, f"{span} and {behind} overlap"
        assert changed[span.path][span.start : span.end] == span.text
        changed[span.path] = changed[span.path][: span.start] + edit.text + changed[span.path][span.end :]
        behind = span
    return changed


def story(folder: Path, files: Mapping[str, str], *, minds: bool = False) -> Story:
    """A universe of these files, written to a folder; with ``minds`` warm."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    canon = load_canon(folder)
    if minds:
        warm_minds(canon)
    return Story(canon, texts_of(canon), folder)


def texts_of(canon: Canon) -> dict[str, str]:
    """The texts of all scripts and entries, by name."""
    universe = canon.universe
    sources = [*(e.script.source for e in universe.episodes), *(e.source for e in universe.entries)]
    return {source.path: source.text for source in sources}


@cache
def citadel() -> Story:
    """The example universe, with minds warm. It is shared: nothing may change it."""
    canon = load_canon(CITADEL)
    warm_minds(canon)
    return Story(canon, texts_of(canon), CITADEL)
