"""The set-ups for editors that the docs show and the repository holds are sound, and name what is there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from fabula.lsp.build import build_server
from fabula.lsp.homes import Role, role_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
EXTENSION = ROOT / "editors" / "vscode"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_helix_and_vs_code_settings_can_be_read() -> None:
    (helix,) = blocks("toml")
    settings = tomllib.loads(helix)
    server = settings["language-server"]["fabula"]
    assert [server["command"], *server["args"]] == ["fabula", "lsp"]
    assert role_of(f"a.{settings['language'][0]['file-types'][0]}", "", True) is Role.SCRIPT
    (code,) = blocks("json")
    assert json.loads(code)["fabula.command"][-1] == "lsp"


def test_lisp_and_lua_are_whole() -> None:
    for text, pairs in ((blocks("elisp")[0], "()"), *((block, "{}") for block in blocks("lua"))):
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
        assert bare.count(pairs[0]) == bare.count(pairs[1]) > 0
        assert "fabula" in text


def test_the_extension_names_what_is_there() -> None:
    package = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    script = (EXTENSION / package["main"]).read_text(encoding="utf-8")
    assert package["contributes"]["configuration"]["properties"]["fabula.command"]["default"] == ["fabula", "lsp"]
    (language,) = package["contributes"]["languages"]
    assert all(role_of(f"a{suffix}", "", True) is Role.SCRIPT for suffix in language["extensions"])
    settings = json.loads((EXTENSION / language["configuration"]).read_text(encoding="utf-8"))
    assert ["[[", "]]"] in settings["brackets"]
    own = {command["command"] for command in package["contributes"]["commands"]}
    assert own == set(re.findall(r'registerCommand\("([^"]+)"', script))
    # The client library registers the server's commands by itself; the same name twice stops the extension.
    commands = set(build_server().protocol.fm.commands)
    assert not own & commands
    assert set(re.findall(r'command: "([^"]+)", arguments', script)) <= commands
    asked = re.findall(r'require\("([^"./][^"/]*)', script)
    assert set(asked) - {"vscode"} == set(package["dependencies"])


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_extension_can_be_parsed() -> None:
    done = subprocess.run(["node", "--check", str(EXTENSION / "extension.js")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
