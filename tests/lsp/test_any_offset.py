"""Whatever is pointed at, in whatever text: no question fails, and answers lie in their files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.lsp.actions import find_actions
from fabula.lsp.definitions import find_definitions
from fabula.lsp.hints import list_hints
from fabula.lsp.hovers import hover_at
from fabula.lsp.lenses import list_lenses
from fabula.lsp.names.pointing import find_pointed
from fabula.lsp.references import find_references
from fabula.lsp.renames import RenameRefused, prepare_rename, rename_at
from fabula.lsp.warm import warm_minds
from fabula.rules.run import run_rules
from fabula.source import Span
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.universe.tree import EditedTree, FolderTree
from tests.lsp.stories import citadel
from tests.universe.test_any_text import ENTRIES, SCRIPTS

FILES = sorted(citadel().texts)


def lies_in_its_file(span: Span) -> bool:
    """Whether a span is a stretch of the file that it names."""
    return 0 <= span.start <= span.end <= len(span.source.text)


def ask_everything(canon: Canon, path: str, offset: int, *, rename: bool = True) -> None:
    """Every question at one offset. What they say is held against the file."""
    hover = hover_at(canon, path, offset)
    assert hover is None or (hover.text and lies_in_its_file(hover.span) and hover.span.path == path)
    for one in find_definitions(canon, path, offset):
        assert lies_in_its_file(one.origin)
        assert lies_in_its_file(one.target)
        assert one.origin.start <= offset <= one.origin.end or hover is not None
    if not rename:
        return
    try:
        prepared = prepare_rename(canon, path, offset)
        assert prepared.span.path == path
        assert prepared.placeholder
        renaming = rename_at(canon, path, offset, "Quillon Zedd")
        assert all(lies_in_its_file(edit.span) for edit in renaming.edits)
    except RenameRefused as refused:
        assert refused.message


@pytest.mark.parametrize("path", FILES)
def test_every_offset_of_the_example(path: str) -> None:
    """Questions at every offset; those that point at the same name are asked once."""
    canon = citadel().canon
    asked: set[tuple[Span | None, tuple[str, ...]]] = set()
    named: set[tuple[str, ...]] = set()
    for offset in range(-1, len(citadel().texts[path]) + 2):
        pointed = find_pointed(canon.universe, path, offset)
        same = (pointed.span if pointed is not None else None, pointed.keys if pointed is not None else ())
        if same in asked:
            continue
        asked.add(same)
        first = pointed is not None and pointed.keys not in named
        ask_everything(canon, path, offset, rename=first)
        if pointed is not None:
            named.add(pointed.keys)
            spans = find_references(canon, path, offset, only="" if first else path)
            assert all(map(lies_in_its_file, spans))
            if pointed.naming is not None and len(pointed.keys) == 1:
                assert pointed.span in spans


@settings(max_examples=60, deadline=None)
@given(st.lists(SCRIPTS, min_size=1, max_size=2), st.booleans(), st.data())
def test_any_text(texts: list[str], with_bible: bool, data: st.DataObject) -> None:
    files: dict[str, str | None] = {f"shows/main/x{number}.fountain": text for number, text in enumerate(texts)}
    if with_bible:
        files |= {f"bible/{kind}/{stem}.md": text for kind, stem, text in ENTRIES}
    canon = load_canon(EditedTree(FolderTree(Path(__file__).parent / "nothing-here"), files))
    if data.draw(st.booleans()):
        warm_minds(canon)
    findings = run_rules(canon)
    for path, text in files.items():
        assert text is not None
        list_hints(canon, path)
        list_lenses(canon, path)
        for offset in data.draw(st.lists(st.integers(-1, len(text) + 1), max_size=12)):
            ask_everything(canon, path, offset)
            find_references(canon, path, offset)
            for action in find_actions(canon, findings, path, offset, offset):
                assert action.title
                assert all(lies_in_its_file(edit.span) for edit in action.edits)
