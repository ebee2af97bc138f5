"""The server: which universes are open, what the editor tells, and what it is told.

Everything here runs in the server's loop and ends at once. What takes time is done by the worker of each universe
(`fabula.lsp.open_universe`), what needs only one document in a thread (`fabula.lsp.readings`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

import fabula
from fabula.lsp.client import Client
from fabula.lsp.documents import Document, Documents, TextChange
from fabula.lsp.finder import Finder
from fabula.lsp.homes import Home, Role, find_home, find_root_above, has_shows, is_universe, name_in, role_of
from fabula.lsp.open_universe import Checked, OpenUniverse
from fabula.lsp.places import Places
from fabula.lsp.positions import Encoding
from fabula.lsp.readings import Reading, Readings
from fabula.lsp.sent_colours import SentColours
from fabula.lsp.told import Told
from fabula.lsp.wire import FabulaProtocol

__all__ = ["FabulaServer", "Placed"]

_T = TypeVar("_T")

WATCHED: Final = ("**/*.{fountain,spmd,fdx,xml,md}", "**/fabula.toml")
"""Files whose changes on the disk the editor is asked to tell."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Placed:
    """An open document in its universe. ``name`` is what findings call it."""

    document: Document
    universe: OpenUniverse
    name: str
    role: Role


class FabulaServer(LanguageServer):
    """One editor's server."""

    def __init__(self) -> None:
        super().__init__("fabula", fabula.__version__, protocol_cls=FabulaProtocol)
        self.documents = Documents()
        self.universes: dict[Home, OpenUniverse] = {}
        self.folders: list[Path] = []
        self.told = Told(self, self.documents)
        self.client = Client()
        self.readings = Readings()
        self.colours = SentColours()
        self.finders: dict[OpenUniverse, Finder] = {}
        self._placed: dict[str, Placed] = {}
        self._watched = False

    # How it begins and ends.

    def begin(self, params: types.InitializeParams) -> None:
        """The editor has said what it is and which folders are open in it."""
        encoding = ServerCapabilitiesBuilder.choose_position_encoding(params.capabilities)
        self.documents.encoding = Encoding(getattr(encoding, "value", encoding))
        self.client = Client.of(params.capabilities)
        self.told.learn(params.capabilities)
        files = params.capabilities.workspace.did_change_watched_files if params.capabilities.workspace else None
        self._watched = bool(files and files.dynamic_registration)
        uris = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
        self.folders = [path for uri in uris if (path := path_of(uri)) is not None]

    def settle(self) -> None:
        """The editor is ready: watch files, and open the universes of its folders."""
        if self._watched:
            self._watching = asyncio.ensure_future(self._watch())
        for folder in self.folders:
            self._open_folder(folder)

    def end(self) -> None:
        """The editor is about to go."""
        for universe in self.universes.values():
            universe.close()
        self.universes.clear()

    async def _watch(self) -> None:
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in WATCHED])
        one = types.Registration("fabula-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await self.client_register_capability_async(types.RegistrationParams([one]))

    def change_folders(self, added: Sequence[str], removed: Sequence[str]) -> None:
        """Folders have been opened in the editor, or closed."""
        for path in filter(None, map(path_of, removed)):
            self.folders = [folder for folder in self.folders if folder != path]
        for path in filter(None, map(path_of, added)):
            self.folders.append(path)
            self._open_folder(path)
        for universe in list(self.universes.values()):
            self._close_if_unused(universe)

    def _open_folder(self, folder: Path) -> None:
        root = find_root_above(folder) or (folder if has_shows(folder) else None)
        if root is not None:
            self._universe(Home(root))

    # Documents.

    def placed(self, uri: str) -> Placed | None:
        """An open document in its universe; None if it is not open, or nothing that fabula reads."""
        return self._placed.get(uri)

    def open(self, item: types.TextDocumentItem) -> None:
        """A document has been opened."""
        document = self.documents.open(item.uri, item.language_id, item.version, item.text)
        self._leave(item.uri)
        home, name = self._home_of(item.uri)
        role = role_of(name, item.language_id, bool(home.only))
        if role is not None:
            universe = self._universe(home)
            self._placed[item.uri] = Placed(document, universe, name, role)
            universe.join(name, document)

    def change(self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """A document has been edited."""
        why = self.documents.change(uri, version, map(_change_of, changes))
        if why:
            self.told.log(f"an edit to {uri} was not taken: {why}", types.MessageType.Warning)
        elif (placed := self._placed.get(uri)) is not None:
            placed.universe.touch()

    def close(self, uri: str) -> None:
        """A document has been closed."""
        if self.documents.close(uri) is None:
            self.told.log(f"{uri} was closed, and was not open", types.MessageType.Warning)
        self.readings.forget(uri)
        self._leave(uri)

    def saved(self, uri: str) -> None:
        """A document has been saved, or other files have changed on the disk."""
        placed = self._placed.get(uri)
        if placed is not None:
            placed.universe.look_again()

    def files_changed(self, uris: Sequence[str]) -> None:
        """Files have changed on the disk, come or gone."""
        paths = [path for uri in uris if (path := path_of(uri)) is not None]
        if any(path.name == "fabula.toml" for path in paths):
            self._place_anew()
        for universe in self.universes.values():
            if any(path.is_relative_to(universe.home.root) for path in paths):
                universe.look_again()

    def _place_anew(self) -> None:
        """A universe has come or gone: documents may belong elsewhere now."""
        for folder in self.folders:
            self._open_folder(folder)
        for placed in list(self._placed.values()):
            uri = placed.document.uri
            home, name = self._home_of(uri)
            if home == placed.universe.home:
                continue
            self._leave(uri)
            role = role_of(name, placed.document.language, bool(home.only))
            if role is not None:
                universe = self._universe(home)
                self._placed[uri] = Placed(placed.document, universe, name, role)
                universe.join(name, placed.document)
        for universe in list(self.universes.values()):
            self._close_if_unused(universe)

    def _leave(self, uri: str) -> None:
        placed = self._placed.pop(uri, None)
        if placed is not None:
            placed.universe.leave(placed.name)
            self._close_if_unused(placed.universe)

    def _home_of(self, uri: str) -> tuple[Home, str]:
        path = path_of(uri)
        if path is None:  # it has no place on the disk (yet)
            name = uri.replace("\\", "/").rpartition("/")[2].rpartition(":")[2] or "untitled"
            return Home(Path(uri), name), name
        home = find_home(path, self.folders)
        return home, name_in(home, path)

    # Universes.

    def _universe(self, home: Home) -> OpenUniverse:
        universe = self.universes.get(home)
        if universe is None:
            universe = OpenUniverse(home, self.told, watched=self._watched or bool(home.only))
            self.universes[home] = universe
            self.told.begin(universe)
            universe.start()
        return universe

    def _close_if_unused(self, universe: OpenUniverse) -> None:
        """A universe outside the folders of the editor goes with its last document."""
        home = universe.home
        inside = is_universe(home) and any(
            folder.is_relative_to(home.root) or home.root.is_relative_to(folder) for folder in self.folders
        )
        if universe.members or inside:
            return
        self.universes.pop(home, None)
        universe.close()
        self.told.end(universe)

    def read_by_people(self, uri: str) -> Placed | None:
        """An open document that people write as text: a script in Fountain, an entry, settings."""
        placed = self._placed.get(uri)
        return None if placed is None or placed.role is Role.FORMAT else placed

    async def ask(self, placed: Placed, question: Callable[[Checked], _T], *, fresh: bool = False) -> _T | None:
        """Have a question on a document answered by the worker of its universe; None if there is no answer."""
        checked = placed.universe.checked
        fresh = fresh or (checked is not None and placed.name not in checked.written)
        return await asyncio.wrap_future(placed.universe.ask(question, fresh=fresh))

    async def ask_at(
        self,
        placed: Placed,
        position: types.Position,
        question: Callable[[Checked, Places, int], _T | None],
        *,
        fresh: bool = False,
    ) -> _T | None:
        """The same for a question on a place of the document, which is given as an offset of what was checked."""
        universe, name = placed.universe, placed.name

        def at_offset(checked: Checked) -> _T | None:
            places = self.places(universe, checked)
            offset = places.checked_offset(name, position)
            return None if offset is None else question(checked, places, offset)

        return await self.ask(placed, at_offset, fresh=fresh)

    def places(self, universe: OpenUniverse, checked: Checked) -> Places:
        """The places of a check as this editor counts them."""
        return Places(universe, checked, self.documents.encoding)

    async def read(self, placed: Placed) -> Reading:
        """A document as it stands now, read by itself, in a thread."""
        written, uri = placed.document.written, placed.document.uri
        return await asyncio.to_thread(self.readings.read, uri, written, placed.name, placed.role)


def path_of(uri: str) -> Path | None:
    """The file that a name in the protocol stands for; None if it stands for no file."""
    if not uri.startswith("file:"):
        return None
    path = to_fs_path(uri)
    return Path(path) if path else None


def _change_of(change: types.TextDocumentContentChangeEvent) -> TextChange:
    if isinstance(change, types.TextDocumentContentChangePartial):
        start, end = change.range.start, change.range.end
        return TextChange((start.line, start.character, end.line, end.character), change.text)
    return TextChange(None, change.text)
