"""What the editor shows is what it was sent, whatever a worker and the loop do at the same time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from fabula.live.universe import LiveUniverse
from fabula.lsp.documents import Documents
from fabula.lsp.homes import Home
from fabula.lsp.open_universe import Checked, OpenUniverse
from fabula.lsp.told import Told
from tests.lsp.folders import LATER, small_universe

SECOND = "shows/coast/s01/e02.fountain"
SPEAKS = "\nGRACE\nIt is only me.\n"


class Screen:
    """What an editor shows of findings, by file."""

    def __init__(self) -> None:
        self.codes: dict[str, list[Any]] = {}

    def text_document_publish_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        self.codes[params.uri.rpartition("/")[2]] = [diagnostic.code for diagnostic in params.diagnostics]

    def window_log_message(self, params: types.LogMessageParams) -> None:
        """Logs are not looked at here."""


class Slow(Told):
    """What workers say reaches the loop when the test lets it."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(cast(LanguageServer, screen), Documents())
        self.under_way: list[Any] = []

    def _post(self, say: Any) -> None:
        self.under_way.append(say)

    def arrive(self) -> None:
        """All that is under way reaches the loop."""
        said, self.under_way = self.under_way, []
        for say in said:
            say()


def checked_with(root: Path, second: str) -> Checked:
    """A small universe as checked with some text as its second episode."""
    live = LiveUniverse(root)
    live.edit({SECOND: second})
    return Checked(live.canon, live.findings, {})


def set_up(root: Path) -> tuple[Path, Screen, Slow, OpenUniverse]:
    """A universe whose second episode has a finding that is shown."""
    small_universe(root)
    screen = Screen()
    told = Slow(screen)
    universe = OpenUniverse(Home(root), told)
    told.begin(universe)
    told.checked(universe, checked_with(root, LATER + SPEAKS))
    told.arrive()
    assert screen.codes == {"e02.fountain": ["W101"]}
    return root, screen, told, universe


def test_a_universe_that_is_closed_while_its_last_check_is_under_way_leaves_nothing(tmp_path: Path) -> None:
    root, screen, told, universe = set_up(tmp_path)
    told.checked(universe, checked_with(root, LATER))
    told.end(universe)
    told.arrive()
    assert screen.codes == {"e02.fountain": []}


def test_findings_under_way_from_a_closed_universe_are_not_shown(tmp_path: Path) -> None:
    root, screen, told, universe = set_up(tmp_path)
    told.checked(universe, checked_with(root, LATER))
    told.arrive()
    told.checked(universe, checked_with(root, LATER + SPEAKS))
    told.end(universe)
    told.arrive()
    assert screen.codes == {"e02.fountain": []}


def test_what_cannot_be_opened_any_more_is_shown_again_when_it_can(tmp_path: Path) -> None:
    root, screen, told, universe = set_up(tmp_path)
    told.opened(universe, "there are no scripts")
    told.arrive()
    assert screen.codes == {"e02.fountain": []}
    told.checked(universe, checked_with(root, LATER + SPEAKS))
    told.arrive()
    assert screen.codes == {"e02.fountain": ["W101"]}


def test_a_universe_does_not_take_away_what_another_says_of_the_same_file(tmp_path: Path) -> None:
    root, screen, told, universe = set_up(tmp_path)
    other = OpenUniverse(Home(root), told)
    told.begin(other)
    told.checked(other, checked_with(root, LATER + SPEAKS))
    told.arrive()
    told.checked(universe, checked_with(root, LATER))
    told.arrive()
    assert screen.codes == {"e02.fountain": ["W101"]}
    told.end(universe)
    assert screen.codes == {"e02.fountain": ["W101"]}
    told.end(other)
    assert screen.codes == {"e02.fountain": []}
