"""The wire: whatever comes over it, the server answers what it understands, and ends as it should."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.lsp.wire import read_messages

COMMAND = [sys.executable, "-m", "fabula", "lsp"]


def framed(body: bytes | dict[str, Any]) -> bytes:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(data), data)


def request(number: int, method: str, params: Any) -> bytes:
    return framed({"jsonrpc": "2.0", "id": number, "method": method, "params": params})


def in_pieces(data: bytes, sizes: list[int]) -> Callable[[int], bytes]:
    """A stream that gives what is there in pieces of these sizes, and then all the rest."""
    left, wanted = bytearray(data), iter(sizes)

    def receive(most: int) -> bytes:
        size = min(most, next(wanted, most))
        piece = bytes(left[:size])
        del left[:size]
        return piece

    return receive


@given(st.lists(st.binary(max_size=40), max_size=5), st.lists(st.integers(1, 9), max_size=60), st.integers(0, 3))
def test_messages_are_found_however_they_come(bodies: list[bytes], sizes: list[int], cut: int) -> None:
    data = b"".join(framed(body) for body in bodies)
    whole = list(read_messages(in_pieces(data, sizes)))
    assert whole == bodies
    short = data[: len(data) - cut]
    assert list(read_messages(in_pieces(short, sizes))) == (
        bodies if not cut else bodies[: len(whole) - 1] if data else []
    )


def test_other_headers_do_not_matter() -> None:
    data = b"X: 1\r\n\r\nCONTENT-TYPE: x\r\ncontent-length:  2\r\n\r\n{}"
    assert list(read_messages(in_pieces(data, []))) == [b"{}"]


def answers(receive: Callable[[int], bytes]) -> Iterator[dict[str, Any]]:
    """What the server writes that answers something."""
    for body in read_messages(receive):
        message = json.loads(body)
        if "id" in message and "method" not in message:
            yield message


def test_what_makes_no_sense_is_refused_and_the_next_is_answered() -> None:
    talk = (
        request(1, "initialize", {"capabilities": {}, "processId": None, "rootUri": None}),
        framed({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
        framed(b"{"),
        framed(b"{}"),
        framed(b"[1]"),
        framed(b"\xff\xfe"),
        request(2, "textDocument/hover", {"textDocument": 5}),
        request(3, "textDocument/nothingOfTheKind", {}),
        framed({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {}}}),
        request(4, "workspace/symbol", {"query": "x"}),
        request(5, "workspace/executeCommand", {"command": "fabula.explain", "arguments": ["W101"]}),
        request(6, "workspace/executeCommand", {"command": "fabula.explain", "arguments": ["W999"]}),
        request(7, "workspace/executeCommand", {"command": "fabula.explain", "arguments": []}),
    )
    goodbye = request(8, "shutdown", None) + framed({"jsonrpc": "2.0", "method": "exit", "params": None})
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stderr is not None
        server.stdin.write(b"".join(talk))
        server.stdin.flush()
        by_id: dict[int, dict[str, Any]] = {}
        out = server.stdout.fileno()
        for message in answers(lambda size: os.read(out, size)):
            by_id[message["id"]] = message
            if by_id.keys() >= {1, 2, 3, 4, 5, 6, 7} and goodbye:
                server.stdin.write(goodbye)
                server.stdin.flush()
                goodbye = b""
        assert server.wait(timeout=60) == 0
        errors = server.stderr.read()
    assert by_id[1]["result"]["capabilities"]["positionEncoding"] == "utf-16"
    assert by_id[2]["error"]["code"] == -32602
    assert by_id[3]["error"]["code"] == -32601
    assert by_id[4]["result"] == []
    assert "# W101 dead-acts" in by_id[5]["result"]
    assert by_id[6]["result"] is None
    assert by_id[7]["error"]["code"] == -32602
    assert by_id[8]["result"] is None
    assert b"Traceback" not in errors


def test_an_editor_that_dies_takes_the_server_with_it() -> None:
    hello = request(1, "initialize", {"capabilities": {}, "processId": None, "rootUri": None})
    done = subprocess.run(COMMAND, input=hello, capture_output=True, timeout=60)
    assert done.returncode == 0
    assert [message["id"] for message in answers(in_pieces(done.stdout, []))] == [1]


def test_one_editor_is_served_at_an_address() -> None:
    with subprocess.Popen([*COMMAND, "--tcp", "127.0.0.1:0"], stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        said = server.stderr.readline().decode()
        assert said.startswith("fabula waits for an editor at 127.0.0.1:")
        with socket.create_connection(("127.0.0.1", int(said.rpartition(":")[2]))) as line:
            line.sendall(request(1, "initialize", {"capabilities": {}, "processId": None, "rootUri": None}))
            messages = read_messages(line.recv)
            assert json.loads(next(messages))["result"]["serverInfo"]["name"] == "fabula"
            line.sendall(request(2, "shutdown", None) + framed({"jsonrpc": "2.0", "method": "exit"}))
            assert json.loads(next(messages)) == {"jsonrpc": "2.0", "id": 2, "result": None}
        assert server.wait(timeout=60) == 0


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["--tcp", "nowhere"], "write it like localhost:4389"),
        (["--tcp", "host:70000"], "write it like localhost:4389"),
        (["--tcp", "localhost:0", "--stdio"], "leave one of them out"),
    ],
)
def test_wrong_use_is_told(words: list[str], remedy: str) -> None:
    done = subprocess.run([*COMMAND, *words], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert remedy in done.stderr


def test_without_the_extra_it_says_what_to_install() -> None:
    code = (
        "import sys\n"
        "class Gone:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in {'pygls', 'lsprotocol'}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Gone())\n"
        "from fabula.cli.main import main\n"
        "sys.exit(main(['lsp']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "pip install 'fabula[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr
