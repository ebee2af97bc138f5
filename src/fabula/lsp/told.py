"""What the editor is told without having asked: findings, how far opening has come, what went wrong."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from fabula.lsp.diagnostics import Board
from fabula.lsp.documents import Documents
from fabula.lsp.open_universe import Checked, OpenUniverse
from fabula.lsp.opening import CalledOffError
from fabula.universe.load import UnreadableUniverse

__all__ = ["Told"]

MANY: Final = 40
"""Files from which on opening a universe is worth a progress bar."""
STEP: Final = 5
"""Percent between two reports of progress."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Opening:
    """A universe that is being opened: the name of its progress bar, and how far it has come."""

    token: str
    asked: bool = False
    begun: bool = False
    percent: int = 0
    ended: bool = False
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class _Refreshes:
    """What the editor asks for anew when it is told to."""

    lenses: bool = False
    hints: bool = False
    colours: bool = False


class Told:
    """The words of one server to its editor. Workers call it; what they say is sent by the loop."""

    def __init__(self, server: LanguageServer, documents: Documents) -> None:
        self.server = server
        self.documents = documents
        self.related = False
        self._progress = False
        self._refreshes = _Refreshes()
        self._boards: dict[OpenUniverse, Board] = {}
        self._shown: dict[str, OpenUniverse] = {}
        self._openings: dict[OpenUniverse, _Opening] = {}
        self._coloured: set[OpenUniverse] = set()
        self._count = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    def learn(self, capabilities: types.ClientCapabilities) -> None:
        """What this editor can show."""
        self._loop = asyncio.get_running_loop()
        text, window, workspace = capabilities.text_document, capabilities.window, capabilities.workspace
        publish = text.publish_diagnostics if text else None
        self.related = bool(publish and publish.related_information)
        self._progress = bool(window and window.work_done_progress)
        if workspace is not None:
            lenses, hints = workspace.code_lens, workspace.inlay_hint
            colours = workspace.semantic_tokens
            self._refreshes = _Refreshes(
                bool(lenses and lenses.refresh_support),
                bool(hints and hints.refresh_support),
                bool(colours and colours.refresh_support),
            )

    def log(self, text: str, kind: types.MessageType = types.MessageType.Log) -> None:
        """A line in the editor's log."""
        self.server.window_log_message(types.LogMessageParams(kind, f"fabula: {text}"))

    def show(self, text: str, kind: types.MessageType = types.MessageType.Warning) -> None:
        """A message that the editor shows."""
        self.server.window_show_message(types.ShowMessageParams(kind, f"fabula: {text}"))

    def begin(self, universe: OpenUniverse) -> None:
        """A universe is about to be opened."""
        self._boards[universe] = Board(self.related)

    def end(self, universe: OpenUniverse) -> None:
        """A universe has been closed: nothing of it is to be seen any more."""
        self._boards.pop(universe, None)
        self._clear(universe)
        self._coloured.discard(universe)
        self._finish(universe, "closed")

    def _clear(self, universe: OpenUniverse) -> None:
        """Take away all that the editor shows of a universe.

        What it shows is known here, by what was really sent: a check that a worker has just ended is perhaps on its
        way here still, and never sent.
        """
        for uri in sorted(uri for uri, whose in self._shown.items() if whose is universe):
            self._show_findings(universe, types.PublishDiagnosticsParams(uri, []))

    def _show_findings(self, universe: OpenUniverse, params: types.PublishDiagnosticsParams) -> None:
        """Send what was found in a file. What another universe has said of it since is not taken away."""
        if params.diagnostics:
            self._shown[params.uri] = universe
        elif self._shown.get(params.uri, universe) is universe:
            self._shown.pop(params.uri, None)
        else:
            return
        self.server.text_document_publish_diagnostics(params)

    def call_off(self, token: str | int) -> None:
        """Somebody does not want to wait for a universe to be opened."""
        for opening in self._openings.values():
            if opening.token == token:
                opening.called_off = True

    # What workers say.

    def opening(self, universe: OpenUniverse, read: int, total: int) -> None:
        """See `fabula.lsp.open_universe.Listener`."""
        opening = self._openings.get(universe)
        if opening is None:
            self._count += 1
            opening = self._openings[universe] = _Opening(f"fabula-{self._count}")
        if opening.called_off:
            raise CalledOffError
        percent = 100 * read // total
        if read and total >= MANY and (not opening.asked or percent >= opening.percent + STEP):
            first, opening.asked, opening.percent = not opening.asked, True, percent
            if first:
                self._post(lambda: self._begin(universe, opening))
            else:
                report = types.WorkDoneProgressReport(message=f"{read} of {total} files", percentage=percent)
                self._post(lambda: self._report(opening, report))

    def opened(self, universe: OpenUniverse, trouble: str) -> None:
        """See `fabula.lsp.open_universe.Listener`."""
        self._post(lambda: self._finish(universe, trouble or "open"))
        if trouble:
            if (board := self._boards.get(universe)) is not None:
                board.forget()
            self._post(lambda: self._clear(universe))
            if not universe.home.only:
                self._post(lambda: self.log(trouble, types.MessageType.Warning))

    def checked(self, universe: OpenUniverse, checked: Checked) -> None:
        """See `fabula.lsp.open_universe.Listener`."""
        board = self._boards.get(universe)
        if board is None:
            return
        changes = board.changes(universe, checked, self.documents.encoding)
        self._post(lambda: self._publish(universe, checked, changes))

    def warmed(self, universe: OpenUniverse) -> None:
        """See `fabula.lsp.open_universe.Listener`."""

    def unreadable(self, universe: OpenUniverse, problem: UnreadableUniverse) -> None:
        """See `fabula.lsp.open_universe.Listener`."""
        text = f"{problem.message}; {problem.remedy}. Until then what was found before stands."
        self._post(lambda: self.log(text, types.MessageType.Warning))

    def failed(self, universe: OpenUniverse, error: Exception) -> None:
        """See `fabula.lsp.open_universe.Listener`."""
        logger.error("a check failed", exc_info=error)
        trace = "".join(traceback.format_exception(error))
        self._post(lambda: self.log(trace, types.MessageType.Error))
        text = (
            f"something went wrong inside fabula ({type(error).__name__}); its log says more. Your files are untouched."
        )
        self._post(lambda: self.show(text, types.MessageType.Error))

    # What the loop does with it.

    def _post(self, say: Callable[[], Any]) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            try:
                loop.call_soon_threadsafe(say)
            except RuntimeError:  # it was closed in the meantime
                return

    def _publish(self, universe: OpenUniverse, checked: Checked, changes: list[types.PublishDiagnosticsParams]) -> None:
        if self._boards.get(universe) is None:
            return
        universe.forget_edits(checked)
        for params in changes:
            self._show_findings(universe, params)
        if self._refreshes.lenses:
            self.server.workspace_code_lens_refresh(None)
        if self._refreshes.hints:
            self.server.workspace_inlay_hint_refresh(None)
        if self._refreshes.colours and universe not in self._coloured:
            self._coloured.add(universe)  # names are known now; later checks hardly ever change them
            self.server.workspace_semantic_tokens_refresh(None)

    def _begin(self, universe: OpenUniverse, opening: _Opening) -> None:
        if not self._progress:
            return
        title = f"Opening {universe.home.root.name}"

        async def begin() -> None:
            await self.server.work_done_progress.create_async(opening.token)
            if opening.ended:
                return
            begun = types.WorkDoneProgressBegin(title, cancellable=True, percentage=opening.percent)
            self.server.work_done_progress.begin(opening.token, begun)
            opening.begun = True

        self._begun = asyncio.ensure_future(begin())

    def _report(self, opening: _Opening, report: types.WorkDoneProgressReport) -> None:
        if opening.begun and not opening.ended:
            self.server.work_done_progress.report(opening.token, report)

    def _finish(self, universe: OpenUniverse, message: str) -> None:
        opening = self._openings.pop(universe, None)
        if opening is not None and not opening.ended:
            opening.ended = True
            if opening.begun:
                self.server.work_done_progress.end(opening.token, types.WorkDoneProgressEnd(message=message))
