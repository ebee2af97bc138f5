"""Real repositories in which two rooms write: git does the merging, with fabula as its driver."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from fabula.change.merging.git_setup import set_up_git

__all__ = ["Repo"]

_WHO = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Room"), ("EMAIL", "room@example.com"), ("DATE", "2024-03-01T12:00:00Z"))
}


class Repo:
    """A repository in a folder, driven as somebody in a room would."""

    def __init__(self, folder: Path, files: Mapping[str, str | bytes], driver: bool = True) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.write(files)
        if driver:
            set_up_git(folder)
            (folder / ".git/hooks/post-merge").unlink()  # a test that wants it installs it
        self.commit("the start")

    def git(self, *words: str, ok: bool = True) -> str:
        """What a git command says; ``ok`` says whether it must succeed."""
        environment = {**os.environ, **_WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
            environment.pop(name, None)
        done = subprocess.run(["git", *words], cwd=self.folder, capture_output=True, env=environment)
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        assert (done.returncode == 0) == ok, f"git {' '.join(words)}: {done.returncode}\n{said}"
        return said

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files; None takes one away."""
        for path, text in files.items():
            file = self.folder / path
            if text is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    def commit(self, words: str, files: Mapping[str, str | bytes | None] | None = None) -> None:
        """Commit everything as it is, after writing some files."""
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "-m", words)

    def branch(self, name: str, files: Mapping[str, str | bytes | None], start: str = "main") -> None:
        """A branch with one commit on it; we stay where it starts."""
        self.git("checkout", "-q", "-b", name, start)
        self.commit(name, files)
        self.git("checkout", "-q", "main")

    def read(self, path: str) -> str:
        """A file as it is in the working tree."""
        return (self.folder / path).read_bytes().decode("utf-8")

    def state(self) -> tuple[str, str]:
        """What there is to see of the working tree, and the last commit: what a dry run must not touch."""
        return self.git("status", "--porcelain", "--ignored"), self.git("rev-parse", "HEAD")
