"""The merge that a repository is in the middle of, or has just made: what git knows of it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from fabula.change.git import GitError, Repository

__all__ = ["Underway", "find_merge"]

_HEADS = (("MERGE_HEAD", False), ("CHERRY_PICK_HEAD", False), ("REBASE_HEAD", False), ("REVERT_HEAD", True))
"""What git is at, and whether it takes a commit back."""


@dataclass(frozen=True, slots=True)
class Underway:
    """A merge: the commits of its three versions, what ours and theirs are called, and the commit that came of it.

    ``merged`` is empty while it is only in the working tree. ``undecided`` are the files of the universe's folder that
    still have conflicts.
    """

    base: str
    ours: str
    theirs: str
    merged: str = ""
    names: tuple[str, str] = ("ours", "theirs")
    undecided: tuple[str, ...] = ()


def find_merge(repository: Repository, revision: str = "") -> Underway | None:
    """The merge that is under way, or else the one that a revision (by default the last commit) is.

    None if there is none. Raises `GitError` if there is no such revision, or it is a merge of more than two.
    """
    commit = repository.resolve(revision or "HEAD")
    _, *parents = repository.run("rev-list", "--parents", "-n", "1", commit).decode("ascii").split()
    if not revision:
        for head, takes_back in _HEADS:
            theirs = _resolve(repository, head)
            # While git tells its hooks that a merge is made, it still says that it is at it.
            if theirs and theirs not in parents:
                return _in_the_working_tree(repository, theirs, head, takes_back)
    if len(parents) < 2:
        return None
    if len(parents) > 2:
        message = f"{revision or 'the last commit'} brings together {len(parents)} branches"
        raise GitError(message, "merge them one by one; a merge of two is looked at")
    ours, theirs = parents
    base = repository.merge_base(ours, theirs)
    mine = _name(repository, ours) if revision else _branch(repository) or _name(repository, ours)
    return Underway(base, ours, theirs, commit, (mine, _name(repository, theirs)))


def _in_the_working_tree(repository: Repository, theirs: str, head: str, takes_back: bool) -> Underway:
    ours = repository.resolve("HEAD")
    if head == "MERGE_HEAD":
        base = repository.merge_base(ours, theirs)
    else:  # one commit is brought here, so what it stood on is what it is held against
        base = _resolve(repository, f"{theirs}^") or ours
        base, theirs = (theirs, base) if takes_back else (base, theirs)
    here = repository.top / repository.prefix if repository.prefix else repository.top
    listed = repository.run("-C", str(here), "ls-files", "-u", "-z", "--", ".").split(b"\0")
    undecided = sorted({os.fsdecode(line.partition(b"\t")[2]) for line in listed if line})
    names = _branch(repository) or _name(repository, ours), _name(repository, theirs)
    return Underway(base, ours, theirs, "", names, tuple(undecided))


def _resolve(repository: Repository, revision: str) -> str:
    try:
        return repository.resolve(revision)
    except GitError:
        return ""


def _name(repository: Repository, commit: str) -> str:
    """A branch that a commit is the tip of, or its hash."""
    here = ["for-each-ref", "--points-at", commit, "--format=%(refname:short)"]
    branches = repository.run(*here, "refs/heads", "refs/remotes").decode("utf-8", "replace").split()
    return branches[0] if branches else commit[:7]


def _branch(repository: Repository) -> str:
    """The branch that is checked out; empty if none is."""
    return repository.run("branch", "--show-current").decode("utf-8", "replace").strip()
