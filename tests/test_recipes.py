"""The hooks and the CI recipes of the docs can be read, and what they call is there and does it."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from fabula.cli.app import build_app
from tests.change.repository import NEEDS_GIT, commit, git, start
from tests.change.universes import FILES, put
from tests.test_docs import Block, read_steps

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "living-with-findings.md"
SCRIPT = "shows/main/s01/e01-fall.fountain"
SIDE = "shows/side/s01/e01-side.fountain"
TITLE = "Title: Fall\nStatus: draft\n\n"
ALIVE = {
    **FILES,
    SCRIPT: TITLE + "INT. FLAT - NIGHT\n\nMASON\nYes.\n",
    SIDE: FILES[SIDE] + "\nINT. FLAT - LATER\n\nMASON\nIn the other show.\n",
}
DEADLY = TITLE + "INT. FLAT - NIGHT\n\n[[canon: at 2000-01-01; Mason dies]]\n\nNADIA\nNo.\n"
"""Kills a man in one show, who speaks in the other."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the recipes are for shells of POSIX systems")


@cache
def recipe(path: str) -> str:
    """A file that the page shows."""
    named = {step.path: step.text for step in read_steps(PAGE.read_text(encoding="utf-8")) if isinstance(step, Block)}
    return named[path]


def commands(text: str) -> list[list[str]]:
    """Every call of fabula in a text, as words."""
    lines = text.replace("\\\n", " ").splitlines()
    return [
        shlex.split(match[1].split("|")[0].split(">")[0], comments=True)
        for line in lines
        if (match := re.search(r"(?:^|run: |entry: |exec |- )fabula ((?:check|diff|baseline)\b.*)", line.strip()))
    ]


def run(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command with this fabula in front of the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        words, cwd=folder, capture_output=True, text=True, env={**os.environ, "PATH": path, **env}, timeout=120
    )


def test_every_command_and_option_exists() -> None:
    app: Any = typer.main.get_command(build_app())
    recipes = ["hooks/pre-commit", "ci/comment.sh", ".github/workflows/story.yml", ".gitlab-ci.yml"]
    texts = [recipe(name) for name in recipes] + [(ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")]
    called = [words for text in texts for words in commands(text)]
    assert len(called) >= 7
    for verb, *words in called:
        known = {name for one in app.commands[verb].params for name in one.opts}
        assert {word for word in words if word.startswith("--")} <= known, (verb, words)


def test_hooks_of_the_framework() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in hooks} == {"fabula-changed", "fabula-check"}
    for hook in hooks:
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        for name in ("a/e01.fountain", "e.fdx", "bible/people/anna.md", "fabula.toml", "u/fabula.baseline"):
            assert re.search(hook["files"], name), name
        for name in ("notes.txt", "fabulous.toml", "a.fountain.bak"):
            assert not re.search(hook["files"], name), name
    config = yaml.safe_load(recipe(".pre-commit-config.yaml"))
    (repo,) = config["repos"]
    assert {hook["id"] for hook in repo["hooks"]} <= {hook["id"] for hook in hooks}
    assert repo["rev"]


def test_the_workflow_of_github() -> None:
    text = recipe(".github/workflows/story.yml")
    workflow = yaml.safe_load(text)
    assert workflow[True] == "pull_request"  # YAML 1.1 reads `on` as true
    assert workflow["permissions"]["pull-requests"] == "write"
    (job,) = workflow["jobs"].values()
    assert job["runs-on"]
    checkout = next(step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"]["fetch-depth"] == 0  # the branch that it goes into has to be there
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert all(("run" in step) != ("uses" in step) for step in job["steps"])
    named = set(re.findall(r"\$(\w+)", "\n".join(runs)))
    given = set(job["env"]) | {name for step in job["steps"] for name in step.get("env", {})}
    assert named <= given


def test_the_pipeline_of_gitlab() -> None:
    pipeline = yaml.safe_load(recipe(".gitlab-ci.yml"))
    (job,) = pipeline.values()
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert all(isinstance(line, str) for line in job["script"])
    named = set(re.findall(r"\$(\w+)", "\n".join(job["script"])))
    assert named == {
        "CI_API_V4_URL", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_MERGE_REQUEST_IID", "CI_PROJECT_ID", "FABULA_TOKEN",
    }  # fmt: skip


@NEEDS_GIT
def test_the_comment_says_what_breaks_in_the_other_show(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", {**ALIVE, "ci/comment.sh": recipe("ci/comment.sh")})
    git(folder, "switch", "-q", "-c", "room")
    commit(folder, {SCRIPT: DEADLY})
    done = run(folder, "sh", "ci/comment.sh", "main")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("### fabula: 1 new finding since `main`\n")
    assert "**In shows that this change does not touch: side**" in done.stdout
    assert f"`{SIDE}:11`" in done.stdout
    found, _, story = done.stdout.partition("\n\n\n")
    assert "W101" in found
    assert story.strip(), "what the change means in terms of the story"
    assert run(folder, "sh", "ci/comment.sh", "nosuch").returncode != 0


@NEEDS_GIT
def test_the_steps_of_the_recipes_run(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", {**ALIVE, "ci/comment.sh": recipe("ci/comment.sh")})
    base = git(folder, "rev-parse", "HEAD")
    git(folder, "update-ref", "refs/remotes/origin/main", base)
    commit(folder, {SCRIPT: DEADLY})
    (job,) = yaml.safe_load(recipe(".github/workflows/story.yml"))["jobs"].values()
    check = next(step["run"] for step in job["steps"] if step.get("run", "").startswith("fabula check"))
    done = run(folder, "sh", "-c", check, SINCE="origin/main")
    assert done.returncode == 1
    assert done.stdout.startswith(f"::error file={SIDE},line=11,")
    comment = next(step["run"] for step in job["steps"] if "gh pr comment" in step.get("run", ""))
    put(folder, {"bin/gh": '#!/bin/sh\necho "$@" > arguments\ncat > body\n'})
    (folder / "bin/gh").chmod(0o755)
    path = f"{folder / 'bin'}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = run(folder, "sh", "-e", "-c", comment, SINCE="origin/main", NUMBER="12", PATH=path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "arguments").read_text() == "pr comment 12 --edit-last --create-if-none --body-file -\n"
    assert (folder / "body").read_text(encoding="utf-8").startswith("### fabula: 1 new finding since `origin/main`")
    (gitlab,) = yaml.safe_load(recipe(".gitlab-ci.yml")).values()
    last = next(line for line in gitlab["script"] if line.startswith("fabula check"))
    assert run(folder, "sh", "-c", last, CI_MERGE_REQUEST_DIFF_BASE_SHA=base).returncode == 1


@NEEDS_GIT
def test_the_hook_of_git_refuses_what_breaks_another_show(tmp_path: Path) -> None:
    folder = start(tmp_path / "top", {f"u/{name}": text for name, text in ALIVE.items()})
    put(folder, {"hooks/pre-commit": recipe("hooks/pre-commit").replace("--changed", "--changed u")})
    (folder / "hooks/pre-commit").chmod(stat.S_IRWXU)
    git(folder, "config", "core.hooksPath", "hooks")
    git(folder, "config", "user.name", "Ada")
    git(folder, "config", "user.email", "ada@example.com")
    put(folder / "u", {SCRIPT: DEADLY})
    git(folder, "add", "-A")
    for extra in ([], ["-a"]):
        done = run(folder, "git", "commit", "-q", "-m", "kill him", *extra)
        assert done.returncode == 1
        assert "1 new finding since HEAD" in done.stdout + done.stderr
        assert "In shows that were not changed themselves: side (1)." in done.stdout + done.stderr
    put(folder / "u", {SCRIPT: ALIVE[SCRIPT] + "\nRain.\n"})
    git(folder, "add", "-A")
    assert run(folder, "git", "commit", "-q", "-m", "rain").returncode == 0
    # In another working tree git tells its hooks where its own folder is.
    git(folder, "worktree", "add", "-q", str(tmp_path / "other"))
    put(tmp_path / "other" / "u", {SCRIPT: DEADLY})
    assert run(tmp_path / "other", "git", "commit", "-q", "-a", "-m", "kill him").returncode == 1
