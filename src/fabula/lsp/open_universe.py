"""A universe that lies open in the editor: checked after every edit, by a worker of its own.

Who may touch what: edits are taken by the server's loop, which only ever replaces whole values (`Written`) and wakes
the worker. All else happens in the worker, one thing at a time: opening, checking, and every question that reads the
canon. The canon may so be brought up to date in place, and nobody needs a lock. What is typed never waits for it.
"""

from __future__ import annotations

import gc
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from fabula.finding import Finding
from fabula.live.universe import LiveUniverse
from fabula.lsp.completion.roll import EMPTY_ROLL, RollMaker
from fabula.lsp.disk import Disk
from fabula.lsp.documents import Document, Written
from fabula.lsp.homes import Home
from fabula.lsp.opening import CalledOffError, ToldTree
from fabula.lsp.warm import minds_ready, warm_minds
from fabula.source import Source
from fabula.story.canon import Canon
from fabula.universe.load import UnreadableUniverse
from fabula.universe.tree import EditedTree, FolderTree, Tree
from fabula.universe.versions import VersionTree

__all__ = ["Checked", "Listener", "OpenUniverse"]

_T = TypeVar("_T")

PAUSE: Final = 0.15
"""Seconds without an edit after which what has been typed is checked."""
LONGEST: Final = 1.5
"""Seconds after which it is checked though somebody is still typing."""
CHEAP: Final = 0.25
"""Seconds that replaying minds may take to be done after every check, unasked."""
LOOK_AGAIN: Final = 3.0
"""Seconds after which the files are looked at where the editor does not tell when they change."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A universe as it was last checked. ``written`` is what stood in the open documents then, by name."""

    canon: Canon
    findings: tuple[Finding, ...]
    written: Mapping[str, Written]


class Listener(Protocol):
    """Who is told what becomes of a universe. All of it is told by the worker."""

    def opening(self, universe: OpenUniverse, read: int, total: int) -> None:
        """Some of its files have been read; with 0 it begins. May raise `CalledOffError`."""

    def opened(self, universe: OpenUniverse, trouble: str) -> None:
        """Opening has come to its end, well or with some trouble."""

    def checked(self, universe: OpenUniverse, checked: Checked) -> None:
        """It has been checked."""

    def warmed(self, universe: OpenUniverse) -> None:
        """Its minds are replayed: more can be told of them."""

    def unreadable(self, universe: OpenUniverse, problem: UnreadableUniverse) -> None:
        """An edit has left nothing to be read. What was last checked stands."""

    def failed(self, universe: OpenUniverse, error: Exception) -> None:
        """Something went wrong inside fabula."""


class OpenUniverse:
    """One universe with those of its files that are open as documents, by name."""

    def __init__(self, home: Home, listener: Listener, *, watched: bool = True) -> None:
        self.home = home
        self.listener = listener
        self.watched = watched
        self.members: dict[str, Document] = {}
        self.checked: Checked | None = None
        self.roll = EMPTY_ROLL
        self._rolls = RollMaker()
        self.disk = Disk(self._tree(None))
        self._live: LiveUniverse | None = None
        self._overlaid = False
        self._left: set[str] = set()
        self._questions: deque[tuple[Future[Any], Callable[[Checked], Any], bool]] = deque()
        self._warming: threading.Thread | None = None
        self._warmth = 0.0
        self._waiting = threading.Condition()
        self._due: float | None = 0.0
        self._latest = 0.0
        self._look = False
        self._closed = False
        self._thread = threading.Thread(target=self._work, name=f"fabula {home.root.name}", daemon=True)

    # What the server's loop does.

    def start(self) -> None:
        """Open it."""
        self._thread.start()

    def join(self, name: str, document: Document) -> None:
        """A document of it has been opened: from now on its text counts, and not the file's."""
        self.members[name] = document
        self._left.discard(name)
        self._wake(0.0)

    def leave(self, name: str) -> None:
        """A document of it has been closed: the file counts again."""
        self.members.pop(name, None)
        self._left.add(name)
        self._wake(0.0)

    def touch(self) -> None:
        """Something has been typed in one of its documents."""
        self._wake(PAUSE)

    def look_again(self) -> None:
        """Its files may have changed on the disk."""
        self._look = True
        self._wake(PAUSE)

    def ask(self, question: Callable[[Checked], _T], *, fresh: bool = False) -> Future[_T | None]:
        """Have a question answered from the last check, by the worker; None if there is none and will be none.

        ``fresh`` has what has been typed since checked first, for answers that change files. Questions about minds
        begin with `wait_for_minds`, but for those that can do without.
        """
        answer: Future[_T | None] = Future()
        with self._waiting:
            if self._closed:
                answer.set_result(None)
            else:
                self._questions.append((answer, question, fresh))
                self._waiting.notify()
        return answer

    def forget_edits(self, checked: Checked) -> None:
        """What was typed before a check is not needed any more."""
        for name, written in checked.written.items():
            document = self.members.get(name)
            if document is not None:
                document.forget_before(written.serial)

    def close(self) -> None:
        """Let go of it. Questions that are still open are answered with nothing."""
        with self._waiting:
            self._closed = True
            self._waiting.notify()

    def _wake(self, pause: float) -> None:
        now = time.monotonic()
        with self._waiting:
            if self._due is None:
                self._latest = now + LONGEST
            self._due = min(now + pause, self._latest)
            self._waiting.notify()

    # What the worker does.

    def _work(self) -> None:
        while True:
            question = self._next()
            if question is None:
                if self._closed:
                    break
                self._check()
                continue
            answer, asked, fresh = question
            if not answer.set_running_or_notify_cancel():
                continue
            if fresh and self._due is not None:
                self._check()
            try:
                answer.set_result(asked(self.checked) if self.checked is not None else None)
            except BaseException as error:  # noqa: BLE001  whoever asked is told
                answer.set_exception(error)
        self._let_go()

    def _next(self) -> tuple[Future[Any], Callable[[Checked], Any], bool] | None:
        """The next question; None when it is time to check, or to stop. Before the first check nothing is answered."""
        with self._waiting:
            while not self._closed:
                now = time.monotonic()
                opened = self.checked is not None or self._due is None
                if self._questions and opened:
                    return self._questions.popleft()
                if self._due is not None and self._due <= now:
                    return None
                wait = None if self._due is None else self._due - now
                if wait is None and not self.watched:
                    wait = LOOK_AGAIN
                if not self._waiting.wait(wait) and self._due is None:
                    self._look, self._due = True, now
            return None

    def _check(self) -> None:
        """Bring the universe up to what stands in the documents and on the disk."""
        self.wait_for_minds()
        with self._waiting:
            self._due = None
            look, self._look = self._look, False
            left, self._left = self._left, set()
            written = {name: document.written for name, document in self.members.items()}
        try:
            if self._live is None or (self._overlaid and left):
                trouble = self._open(written)
                if trouble:
                    self.checked, self.roll = None, EMPTY_ROLL
                self.listener.opened(self, trouble)
                if trouble:
                    return
            else:
                self._follow(self._live, written, left, look)
        except UnreadableUniverse as problem:  # what was last checked stands
            self._left |= left - self.members.keys()
            self.listener.unreadable(self, problem)
            return
        except Exception as error:  # noqa: BLE001  the server lives on, and starts afresh with the next edit
            self._live = None
            self.listener.failed(self, error)
            return
        live = self._live
        assert live is not None
        self.checked = Checked(live.canon, live.findings, written)
        self.roll = self._rolls.make(live.canon)
        if self._warmth < CHEAP:
            self.warm()
        self.listener.checked(self, self.checked)

    def _tree(self, tell: Callable[[int, int], None] | None) -> Tree:
        """Its files on the disk; ``tell`` is told how many have been read."""
        home = self.home
        tree: Tree = FolderTree(home.root, home.root / home.only if home.only else None)
        tree = tree if tell is None else ToldTree(tree, tell)
        return VersionTree(tree, home.version) if home.version else tree

    def _text(self, name: str, written: Written) -> str | Source:
        """A document as the live universe takes it. A text of a version keeps its own path."""
        return written.source(name) if self.home.version else written.text

    def _open(self, written: Mapping[str, Written]) -> str:
        """Open it. Gives the trouble that there was, or nothing."""
        self._live, self._overlaid = None, False
        self.listener.opening(self, 0, 1)
        self.disk.look()
        done = False

        def tell(read: int, total: int) -> None:
            if not done:
                self.listener.opening(self, read, total)

        key = self.home.key
        texts = {
            key(name): self._text(name, one) for name, one in written.items() if not self.disk.says(key(name), one.text)
        }
        try:
            live = self._read(self._tree(tell), texts)
        except UnreadableUniverse as problem:
            return f"{problem.message}; {problem.remedy}"
        except CalledOffError:
            return "Opening it was called off. It is tried again when one of its files is opened, edited or saved."
        done = True
        self._live = live
        if not self.home.only:
            gc.freeze()  # what a universe is made of stays: the collector need not look at it again
        return ""

    def _read(self, tree: Tree, texts: Mapping[str, str | Source]) -> LiveUniverse:
        if not self.home.only or not texts:
            try:
                live = LiveUniverse(tree)
            except UnreadableUniverse:
                if not texts:
                    raise
            else:
                if texts:
                    live.edit(texts)
                return live
        # Its only scripts are those that stand in the editor, and are perhaps not saved yet. They are no sources here:
        # nothing on the disk has another path for them.
        self._overlaid = True
        plain = {name: text.text if isinstance(text, Source) else text for name, text in texts.items()}
        return LiveUniverse(EditedTree(tree, plain))

    def _follow(self, live: LiveUniverse, written: Mapping[str, Written], left: set[str], look: bool) -> None:
        """Bring it up to what is new in the documents and on the disk, with as little work as can be."""
        before = self.checked.written if self.checked is not None else {}
        moved = self.disk.look() if look else set()
        key, says = self.home.key, self.disk.says
        texts = {
            key(name): self._text(name, one)
            for name, one in written.items()
            if (name not in before or before[name].serial != one.serial or key(name) in moved)
            and (key(name) in live.edits or not says(key(name), one.text))
        }
        shown = set(map(key, written))
        gone = set(map(key, left))
        old = {name for name in gone if name in live.edits and not says(name, _words_of(live.edits[name]))}
        old |= moved - shown
        if self.disk.has_other_files and not moved <= shown:
            live.edits = {name: text for name, text in live.edits.items() if name not in old}
            live.refresh()
        elif old:
            live.revert(*sorted(old))
        if texts:
            live.edit(texts)

    def warm(self) -> None:
        """Have minds replayed in the background, so that the next question about them takes no time.

        The next check waits for it. So where it takes long it is done only after somebody has asked.
        """
        if self.checked is None or minds_ready(self.checked.canon) or self._is_warming():
            return
        canon = self.checked.canon

        def replay() -> None:
            began = time.monotonic()
            try:
                warm_minds(canon)
            except Exception as error:  # noqa: BLE001  hovers do without
                self.listener.failed(self, error)
            self._warmth = time.monotonic() - began
            self.listener.warmed(self)

        self._warming = threading.Thread(target=replay, name="fabula minds", daemon=True)
        self._warming.start()

    def wait_for_minds(self) -> None:
        """Wait until nothing is replayed in the background: before the canon changes, or others ask of minds."""
        if self._warming is not None:
            self._warming.join()
            self._warming = None

    def _is_warming(self) -> bool:
        return self._warming is not None and self._warming.is_alive()

    def _let_go(self) -> None:
        self.wait_for_minds()
        with self._waiting:
            questions, self._questions = self._questions, deque()
        for answer, _, _ in questions:
            if answer.set_running_or_notify_cancel():
                answer.set_result(None)
        self._live = self.checked = None
        if not self.home.only:
            gc.unfreeze()
            gc.collect()
            gc.freeze()


def _words_of(text: str | Source | None) -> str | None:
    return text.text if isinstance(text, Source) else text
