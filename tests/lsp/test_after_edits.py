"""After an edit all that is told is of the universe as it is now, and nothing of it as it was."""

from __future__ import annotations

from fabula.live.universe import LiveUniverse
from fabula.lsp.hints import list_hints
from fabula.lsp.hovers import hover_at
from fabula.lsp.names.in_scripts import ScriptNames
from fabula.lsp.references import find_references
from fabula.lsp.warm import warm_minds
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.universe.tree import EditedTree, FolderTree
from tests.lsp.stories import CITADEL, citadel

LEDGER = "shows/citadel/s01/e05-the-ledger.fountain"
VERNICE = "shows/italy/s01/e03-vernice.fountain"
EDITS = (
    {LEDGER: citadel().texts[LEDGER].replace("; Livia forgets everything", "")},
    {VERNICE: citadel().texts[VERNICE].replace("2022-06-25 11:00", "2022-06-25 16:00")},
    {"bible/people/livia-ferro.md": citadel().texts["bible/people/livia-ferro.md"].replace("green", "brown")},
    {LEDGER: citadel().texts[LEDGER]},
)


def told(canon: Canon) -> list[str]:
    """All that hovers, hints and references tell in one script, and of the people in it."""
    names = ScriptNames(canon.universe)
    lines: list[str] = []
    for scene in canon.universe.scenes:
        if scene.source.path == VERNICE:
            for naming in names.in_scene(scene):
                hover = hover_at(canon, VERNICE, naming.start)
                lines.append(hover.text if hover is not None else "")
                lines += [str(span) for span in find_references(canon, VERNICE, naming.start)]
            hover = hover_at(canon, VERNICE, scene.span.start)
            lines.append(hover.text if hover is not None else "")
    return [*lines, *(f"{hint.offset} {hint.label}" for hint in list_hints(canon, VERNICE))]


def test_what_is_told_after_edits_is_what_a_fresh_reading_tells() -> None:
    live = LiveUniverse(CITADEL)
    warm_minds(live.canon)
    before = told(live.canon)
    texts: dict[str, str | None] = {}
    for edit in EDITS:
        live.edit(edit)
        texts |= edit
        fresh = load_canon(EditedTree(FolderTree(CITADEL), texts))
        warm_minds(live.canon)
        warm_minds(fresh)
        now = told(live.canon)
        assert now == told(fresh)
        assert now != before
