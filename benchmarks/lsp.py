"""How soon the language server answers on a large universe, beside a request that asks for nothing.

Writes a universe (see `benchmarks.universe`) to a folder, or takes the one that is there from an earlier run, and talks
to ``fabula lsp`` as an editor does, over its standard streams. Milliseconds by the clock, from the first byte sent to
the last one received: half of them answered within the first figure, 95 of 100 within the second.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from time import monotonic, perf_counter, sleep
from typing import Any

from fabula.lsp.wire import read_messages
from universe import write_universe

NAMES = "Nadia Bruno Carla David Elena".split()
WRONG = "\n\n[[canon: nothing of the kind]]\n"


class Talk:
    """One editor that talks with a server."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-m", "fabula", "lsp"]
        self.server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.entry, self.out = self.server.stdin.fileno(), self.server.stdout.fileno()
        self.answers: Queue[dict[str, Any]] = Queue()
        self.shown: dict[str, int] = {}
        self.when: dict[str, float] = {}
        self.number = 0
        threading.Thread(target=self._read, daemon=True).start()
        abilities: dict[str, Any] = {
            "textDocument": {
                "hover": {"contentFormat": ["markdown"]},
                "completion": {"completionItem": {"snippetSupport": True}},
                "publishDiagnostics": {"relatedInformation": True},
            },
            "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
        }
        folders = [{"uri": root.as_uri(), "name": root.name}]
        self.ask("initialize", {"processId": os.getpid(), "capabilities": abilities, "workspaceFolders": folders})
        self.tell("initialized", {})

    def _read(self) -> None:
        for body in read_messages(lambda size: os.read(self.out, size)):
            message = json.loads(body)
            if message.get("method") == "textDocument/publishDiagnostics":
                uri = message["params"]["uri"]
                self.shown[uri], self.when[uri] = len(message["params"]["diagnostics"]), perf_counter()
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
            elif "id" in message:
                self.answers.put(message)

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        data = b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        while data:
            data = data[os.write(self.entry, data) :]

    def tell(self, method: str, params: Any) -> None:
        """Send what waits for no answer."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any, patience: float = 600.0) -> Any:
        """Send a request and wait for its answer."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while (message := self.answers.get(timeout=patience))["id"] != self.number:
            pass
        if "error" in message:
            raise RuntimeError(message["error"]["message"])
        return message["result"]

    def end(self) -> None:
        """Say goodbye."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.server.wait(timeout=60)


class Page:
    """One open document."""

    def __init__(self, talk: Talk, path: Path) -> None:
        self.talk, self.uri, self.version = talk, path.as_uri(), 1
        self.text = path.read_text(encoding="utf-8")
        item = {"uri": self.uri, "languageId": "fountain", "version": 1, "text": self.text}
        talk.tell("textDocument/didOpen", {"textDocument": item})

    def type(self, new: str, at: int, end: int | None = None) -> None:
        """Edit it."""
        end = at if end is None else end
        where = {"start": self.place(at), "end": self.place(end)}
        self.text = self.text[:at] + new + self.text[end:]
        self.version += 1
        self.talk.tell(
            "textDocument/didChange",
            {
                "textDocument": {"uri": self.uri, "version": self.version},
                "contentChanges": [{"range": where, "text": new}],
            },
        )

    def place(self, at: int) -> dict[str, int]:
        """A place as the protocol counts; the texts are plain ASCII."""
        before = self.text[:at]
        return {"line": before.count("\n"), "character": at - (before.rfind("\n") + 1)}

    def ask(self, method: str, at: int) -> Any:
        """Ask on a place of it."""
        params = {"textDocument": {"uri": self.uri}, "position": self.place(at)}
        return self.talk.ask(f"textDocument/{method}", params)


def times(runs: int, do: Callable[[int], object]) -> list[float]:
    """Milliseconds that something takes, again and again."""
    taken: list[float] = []
    for run in range(runs):
        start = perf_counter()
        do(run)
        taken.append((perf_counter() - start) * 1000)
    return taken


def show(what: str, taken: Sequence[float], floor: float) -> float:
    """One line of figures."""
    middle, most = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    print(f"{what:46} {middle:9.2f} {most:9.2f} {most / floor:7.1f}")
    return most


def complete_often(page: Page, runs: int) -> list[float]:
    """Completion as it is asked for while somebody types: a cue, a heading and a note, letter by letter."""
    rng = random.Random(3)
    taken: list[float] = []
    for beginning in (
        "\n\n{}",
        "\n\nINT. {}",
        "\n\n[[canon: ",
        "\n\n[[canon: {} takes ",
        "\n\n[[canon: {} knows that ",
    ):
        for _ in range(runs // 25):
            start = at = len(page.text)
            name = rng.choice(NAMES)
            for piece in (beginning.format(name[:1].upper()), *name[1:5].upper()):
                page.type(piece, at)
                at += len(piece)
                taken += times(1, lambda _: page.ask("completion", len(page.text)))
            page.type("", start, len(page.text))
    return taken


def complete_quietly(talk: Talk, page: Page, runs: int) -> list[float]:
    """Completion in the same places with nothing else going on."""
    rng = random.Random(3)
    start = len(page.text)
    ends: list[int] = []
    for beginning in ("{}", "INT. {}", "[[canon: {}", "[[canon: {} takes ", "[[canon: {} knows that {}"):
        for name in NAMES:
            page.type("\n\n" + beginning.format(*[name[: 1 + len(ends) % 3].upper()] * 2), len(page.text))
            ends.append(len(page.text))
    settle(talk, page)
    places = [rng.choice(ends) for _ in range(runs)]
    taken = times(runs, lambda run: page.ask("completion", places[run]))
    page.type("", start, len(page.text))
    return taken


def hover_often(page: Page, runs: int) -> list[float]:
    """Hovers on cues, headings and notes all over a script."""
    rng = random.Random(5)
    marks = [at for at in range(len(page.text) - 1) if page.text[at - 1] == "\n" and page.text[at].isupper()]
    marks += [at for at in range(len(page.text)) if page.text.startswith("canon: ", at - 7)]
    spots = [rng.choice(marks) + 2 for _ in range(runs)]
    said: list[object] = []
    taken = times(runs, lambda run: said.append(page.ask("hover", spots[run])))
    print(f"(of {runs} hovers {sum(map(bool, said))} say something)")
    return taken


def settle(talk: Talk, page: Page) -> None:
    """Wait until all that has been typed is checked, and minds are replayed."""
    with suppress(RuntimeError):  # there is no name at the start of a script
        page.ask("prepareRename", 0)
    where = {"start": page.place(0), "end": page.place(0)}
    params = {"textDocument": {"uri": page.uri}, "range": where, "context": {"diagnostics": []}}
    talk.ask("textDocument/codeAction", params)


def until_shown(talk: Talk, page: Page, wanted: int) -> float:
    """Seconds from now until the editor is told that a document has so many findings."""
    start = perf_counter()
    limit = monotonic() + 120
    while talk.shown.get(page.uri, 0) != wanted:
        if monotonic() > limit:
            raise Empty
        sleep(0.001)
    return talk.when[page.uri] - start


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("/tmp/fabula-bench-lsp"), help="where the universe is")
    parser.add_argument("--episodes", type=int, default=500)
    parser.add_argument("--runs", type=int, default=300)
    options = parser.parse_args()
    root = options.root / f"universe-{options.episodes}"
    if not root.exists():
        write_universe(root, episodes=options.episodes, minds=True)
    start = perf_counter()
    talk = Talk(root)
    hello = perf_counter() - start
    page = Page(talk, sorted(root.glob("shows/*/s*/*.fountain"))[options.episodes // 2])
    settle(talk, page)
    print(
        f"the server says hello after {hello:.2f} s; the universe of {options.episodes} episodes is open after "
        f"{perf_counter() - start:.1f} s\n"
    )
    print(f"{'milliseconds':46} {'half':>9} {'95 of 100':>9} {'floors':>7}")
    explain = {"command": "fabula.explain", "arguments": ["nothing"]}
    taken = times(options.runs, lambda _: talk.ask("workspace/executeCommand", explain))
    floor = statistics.quantiles(taken, n=20)[-1]
    show("a request that asks for nothing, the floor", taken, floor)
    show("completion", complete_quietly(talk, page, options.runs), floor)
    settle(talk, page)
    page.ask("hover", page.text.index("INT.") + 2)
    settle(talk, page)
    show("hover", hover_often(page, options.runs), floor)
    before = talk.shown.get(page.uri, 0)
    clean = len(page.text)
    waited: list[float] = []
    for _ in range(5):
        page.type(WRONG, clean)
        waited.append(until_shown(talk, page, before + 1) * 1000)
        page.type("", clean, len(page.text))
        waited.append(until_shown(talk, page, before) * 1000)
    show("from an edit to its findings, the pause included", waited, floor)
    show("completion, letter by letter, checks under way", complete_often(page, options.runs), floor)
    typing: list[float] = []
    for run in range(options.runs):
        page.type("abcdefghij \n"[run % 12], len(page.text))
        typing += times(1, lambda _: talk.ask("workspace/executeCommand", explain))
        sleep(0.02)
    show("a letter typed, and the floor asked", typing, floor)
    talk.end()


if __name__ == "__main__":
    try:
        main()
    except Empty:
        sys.exit("the server gave no answer")
