"""Universes as git keeps them: a revision is read straight from git's objects, and nothing is checked out."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fabula.finding import Finding
from fabula.script.files import LARGEST, decode_source
from fabula.source import Source
from fabula.universe.files import FoundFile, is_skipped, natural_key, printable

__all__ = ["Blob", "GitError", "GitTree", "Repository"]

_ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_MODE_LINK, _MODE_MODULE = "120000", "160000"


class GitError(Exception):
    """Git has no such thing, or is not there. ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Repository:
    """A git repository, seen from a folder in it.

    ``top`` is the folder of its working tree, ``prefix`` the path from there to the folder, with a slash at its end,
    or empty.
    """

    def __init__(self, top: Path, prefix: str) -> None:
        self.top = top
        self.prefix = prefix
        self._objects = _Objects(top)

    @classmethod
    def find(cls, folder: Path) -> Repository:
        """The repository that a folder lies in. Raises `GitError` if it lies in none, or there is no git."""
        done = _run(folder, "rev-parse", "--show-toplevel", "--show-prefix")
        if b"dubious ownership" in done.stderr:
            remedy = "if you trust it: git config --global --add safe.directory '*', or the folder in place of the star"
            raise GitError(f"{folder} belongs to somebody else, so git does not read it", remedy)
        if done.returncode:
            raise GitError(
                f"{folder} lies in no git repository",
                "make it one with `git init`; `fabula diff A B` compares two folders without",
            )
        top, _, prefix = done.stdout.partition(b"\n")
        return cls(Path(os.fsdecode(top)), os.fsdecode(prefix.removesuffix(b"\n")))

    def run(self, *words: str) -> bytes:
        """What a git command writes. Raises `GitError` with its own words if it fails."""
        done = _run(self.top, *words)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            reason = said[-1].removeprefix("fatal: ") if said else f"it ended with {done.returncode}"
            raise GitError(f"git {words[0]}: {reason}", "run the same in a shell to see more")
        return done.stdout

    def resolve(self, revision: str) -> str:
        """The commit that a revision names: a branch, a tag, ``HEAD~3``, a hash. Raises `GitError` if there is none."""
        done = _run(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if done.returncode == 0:
            return done.stdout.decode("ascii").strip()
        if self.run("rev-parse", "--is-shallow-repository").strip() == b"true":
            remedy = "this clone is shallow and has only the latest commits: `git fetch --unshallow` brings the others"
        else:
            remedy = "`git log --oneline --all` lists the commits; a branch of another clone has to be fetched first"
        raise GitError(f"there is no revision {revision!r} in {self.top}", remedy)

    def merge_base(self, one: str, other: str) -> str:
        """The last commit that two revisions have in common. Raises `GitError` if they have none."""
        done = _run(self.top, "merge-base", self.resolve(one), self.resolve(other))
        if done.returncode:
            raise GitError(f"{one} and {other} have no commit in common", "compare them directly: `fabula diff A B`")
        return done.stdout.decode("ascii").strip()

    def changed(self, revision: str) -> list[str]:
        """The paths in this folder that the working tree has otherwise than a revision, new files included.

        Relative to the folder, sorted.
        """
        here = self.top / self.prefix if self.prefix else self.top
        commit = self.resolve(revision)
        lines = _checked(here, "diff", "--name-only", "--no-renames", "-z", "--relative", commit, "--", ".")
        lines += _checked(here, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
        return sorted({os.fsdecode(name) for name in lines.split(b"\0") if name})

    def blobs(self, commit: str) -> Iterator[tuple[str, Blob]]:
        """Every file of the folder in a commit, hidden ones and submodules included, by its path in the folder.

        Raises `GitError` if the folder is not there in it.
        """
        where = f"{commit}:{self.prefix.rstrip('/')}" if self.prefix else commit
        try:
            listing = self.run("ls-tree", "-r", "-z", "--full-tree", where)
        except GitError as error:
            message = f"the folder {self.prefix.rstrip('/')} is not there in {commit[:10]}"
            raise GitError(message, "name a later revision") from error
        for line in listing.split(b"\0"):
            if line:
                head, _, path = line.partition(b"\t")
                mode, _, name = head.decode("ascii").split(" ")
                yield os.fsdecode(path), Blob(mode, name)

    def read_object(self, name: str) -> bytes | None:
        """What an object holds; None if git does not have it."""
        return self._objects.read(name)

    def tree(self, revision: str) -> GitTree:
        """The folder as it is in a revision. Raises `GitError` if there is no such revision."""
        return GitTree(self, self.resolve(revision))


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a commit: what kind of file it is, as git writes it, and the name of the object that it is."""

    mode: str
    name: str


class GitTree:
    """A folder of a repository as it is in one commit: a `fabula.universe.tree.Tree`."""

    only = None

    def __init__(self, repository: Repository, commit: str) -> None:
        self.repository = repository
        self.commit = commit
        self.root = repository.top / repository.prefix if repository.prefix else repository.top
        self._blobs: dict[str, Blob] = {}
        self._listed: tuple[list[FoundFile], list[Finding]] | None = None

    def __repr__(self) -> str:
        return f"GitTree({self.commit[:10]})"

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        """See `fabula.universe.tree.Tree.files`. Links are followed inside the folder; submodules are S112."""
        if self._listed is None:
            self._listed = self._list()
        return self._listed

    def _list(self) -> tuple[list[FoundFile], list[Finding]]:
        found: list[FoundFile] = []
        findings: list[Finding] = []
        links: list[tuple[str, Blob]] = []
        for path, blob in self.repository.blobs(self.commit):
            name = "/".join(printable(part) for part in path.split("/"))
            if any(is_skipped(part) for part in path.split("/")):
                continue
            if blob.mode == _MODE_MODULE:
                findings.append(_left_out(name, "This is a submodule, and what is in it is not read", _MODULE))
                continue
            self._blobs[name] = blob
            if blob.mode == _MODE_LINK:
                links.append((name, blob))
            else:
                found.append(FoundFile(self.root / path, name))
        for name, blob in links:
            self._follow(name, blob, found, findings)
        found.sort(key=lambda file: natural_key(file.name))
        return found, findings

    def _follow(self, name: str, blob: Blob, found: list[FoundFile], findings: list[Finding]) -> None:
        """A link: to a file of the same commit that is in the folder it is that file, if it is not there already."""
        data = self.repository.read_object(blob.name) or b""
        target = os.path.normpath(PurePosixPath(name).parent / os.fsdecode(data))
        held = self._blobs.get(Path(target).as_posix())
        if target.startswith("..") or Path(target).is_absolute():
            message = "This link leads out of the universe folder, so it is not followed"
            findings.append(_left_out(name, message, "put the file itself into the folder"))
        elif held is None and not any(other.startswith(f"{target}/") for other in self._blobs):
            message = "This link leads to nothing"
            findings.append(_left_out(name, message, "remove the link, or put back what it led to"))

    def read(self, file: FoundFile) -> tuple[Source | None, list[Finding]]:
        """See `fabula.universe.tree.Tree.read`."""
        data = self.repository.read_object(self._blobs[file.name].name)
        empty = Source(file.name, "")
        if data is None:
            message = "This file cannot be read: git does not have it (a partial clone, or a broken repository)"
            return None, [Finding("S105", empty.whole, message, "fetch it with `git fetch`, or run `git fsck`")]
        if len(data) > LARGEST:
            message = f"This file of {len(data) // (1024 * 1024)} MB is too large to be a script and is left out"
            remedy = f"split it or take it out of the folder; the limit is {LARGEST // (1024 * 1024)} MB"
            return None, [Finding("S112", empty.whole, message, remedy)]
        return decode_source(data, file.name)

    def head(self, file: FoundFile, size: int) -> bytes:
        """See `fabula.universe.tree.Tree.head`."""
        return (self.repository.read_object(self._blobs[file.name].name) or b"")[:size]

    def stamp(self, file: FoundFile) -> Hashable:
        """See `fabula.universe.tree.Tree.stamp`: the object's name, which is made of what it says."""
        return self._blobs[file.name].name


class _Objects:
    """One ``git cat-file --batch``, started when it is first asked."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, name: str) -> bytes | None:
        """An object's contents, None if git does not have it."""
        with self._lock:
            if self._process is None:
                self._process = _start(self._top, "cat-file", "--batch")
            process = self._process
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(name.encode("ascii") + b"\n")
            process.stdin.flush()
            head = process.stdout.readline().split()
            if len(head) != 3:
                return None
            data = process.stdout.read(int(head[2]))
            process.stdout.read(1)
            return data

    def __del__(self) -> None:
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process.wait()


_MODULE = "put the files themselves into this repository, or check the submodule by itself"


def _left_out(name: str, message: str, remedy: str) -> Finding:
    return Finding("S112", Source(name, "").whole, message, remedy)


def _command(folder: Path, words: Sequence[str]) -> list[str]:
    return ["git", "-c", "core.quotePath=false", "-c", "color.ui=false", "-C", str(folder), *words]


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  the words are ours, and no shell reads them
            _command(folder, words), capture_output=True, check=False, env={**os.environ, **_ENVIRONMENT}
        )
    except FileNotFoundError as error:
        raise GitError(
            "there is no git on this machine", "install git; `fabula diff A B` compares two folders without"
        ) from error


def _checked(folder: Path, *words: str) -> bytes:
    done = _run(folder, *words)
    if done.returncode:
        raise GitError(f"git {words[0]} failed", done.stderr.decode("utf-8", "replace").strip() or "run it in a shell")
    return done.stdout


def _start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  the words are ours, and no shell reads them
        _command(folder, words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **_ENVIRONMENT}
    )
