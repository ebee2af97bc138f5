"""What a change brings: findings of a universe that were not there in a revision of git, and those that are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fabula.change.git import GitError, GitTree, Repository
from fabula.change.recognise import Sighting, recognise, scene_headings, take_sightings
from fabula.finding import Finding, Standing
from fabula.source import Source
from fabula.story.canon import Canon
from fabula.universe.files import FoundFile
from fabula.universe.load import UnreadableUniverse
from fabula.universe.model import Universe
from fabula.universe.tree import Tree
from fabula.universe.versions import VersionTree, plain_path

__all__ = ["BIBLE", "Brought", "Version", "compare_findings", "read_version", "version_of"]

BIBLE = "bible"
"""Stands for the entries where shows are named; no show's."""


@dataclass(frozen=True, slots=True)
class Version:
    """A universe as it was: its findings, as they can be recognised, and its texts with the shows they belong to.

    ``name`` is what people call it, a revision of git; ``commit`` is what git calls it, empty if there is none.
    ``missing`` says in words why there is nothing to compare with, so that all findings are new; else it is empty.
    """

    name: str
    commit: str = ""
    findings: tuple[Finding, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    texts: frozenset[tuple[str, str, str]] = frozenset()
    missing: str = ""


def version_of(name: str, universe: Universe, findings: Iterable[Finding], commit: str = "") -> Version:
    """A universe as it is now, to be compared with what it will be."""
    found = tuple(findings)
    sightings = tuple(take_sightings(universe, found))
    named = tuple(replace(f, fingerprint=one.fingerprint) for f, one in zip(found, sightings, strict=True))
    return Version(name, commit, named, sightings, _texts(universe))


@dataclass(frozen=True, slots=True)
class Brought:
    """What a change brings.

    ``findings`` are those of now, the ones that were there before marked as old. ``gone`` are those of before that
    are not found any more, at their places of then. ``shows`` are the shows of scripts by path; ``changed`` are those
    of which a script differs, came or went, and `BIBLE` if an entry did.
    """

    name: str
    findings: tuple[Finding, ...]
    gone: tuple[Finding, ...] = ()
    shows: Mapping[str, str] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    missing: str = ""
    commit: str = ""

    def elsewhere(self, finding: Finding) -> str:
        """The show of a finding if it was not changed itself: then it is another's change that broke it; else empty."""
        show = self.shows.get(finding.span.path, "")
        return "" if self.missing or show in self.changed else show


def read_version(
    folder: Path,
    revision: str,
    read: Callable[[Tree], tuple[Canon, tuple[Finding, ...]]],
    script: str = "",
    version: str = "",
) -> Version:
    """A universe's folder as it was in a revision.

    ``script`` names the one script to be read, if it is only one, ``version`` the version of the universe that is
    meant. One that was not there yet is held against the universe itself.

    ``read`` gives the findings of a tree, made and put aside in the same way as those of today. Raises `GitError` if
    there is no repository or no such revision.
    """
    repository = Repository.find(folder)
    if revision == "HEAD" and not _has_commits(repository):
        return Version("HEAD", missing="nothing is committed yet")
    tree = repository.tree(revision)
    name = revision[:10] if tree.commit == revision else revision
    place: Tree = _OneScript(tree, script) if script else VersionTree(tree, version) if version else tree
    try:
        place.files()
    except GitError as error:
        return Version(name, tree.commit, missing=error.message)
    try:
        canon, findings = read(place)
        return version_of(name, canon.universe, findings, tree.commit)
    except UnreadableUniverse:
        return Version(name, tree.commit, missing="there were no scripts in it then")


def _has_commits(repository: Repository) -> bool:
    try:
        repository.run("rev-parse", "--verify", "--quiet", "HEAD")
    except GitError:
        return False
    return True


@dataclass(slots=True)
class _OneScript:
    """A revision's folder of which one script is read, as it is outside of any universe."""

    tree: GitTree
    name: str
    only: FoundFile | None = field(init=False, default=None)

    @property
    def root(self) -> Path:
        return self.tree.root

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        self.only = next((file for file in self.tree.files()[0] if file.name == self.name), None)
        if self.only is None:
            raise GitError(f"the script {self.name} is not there in {self.tree.commit[:10]}", "name a later revision")
        return [self.only], []

    def read(self, file: FoundFile) -> tuple[Source | None, list[Finding]]:
        return self.tree.read(file)

    def head(self, file: FoundFile, size: int) -> bytes:
        return self.tree.head(file, size)

    def stamp(self, file: FoundFile) -> object:
        return self.tree.stamp(file)


def compare_findings(canon: Canon, findings: Sequence[Finding], before: Version) -> Brought:
    """Tell the findings of now that a version had already from those that it had not.

    A finding that was intended or in the baseline then, and is open now, is new: somebody has uncovered it.
    """
    if before.missing:
        return Brought(before.name, tuple(findings), missing=before.missing, commit=before.commit)
    old = [finding for finding in before.findings if finding.reported]
    waiting = [one for one, f in zip(before.sightings, before.findings, strict=True) if f.reported]
    sightings = take_sightings(canon.universe, findings)
    headings = scene_headings(canon.universe)
    found = list(findings)
    # What is reported now comes first: of two alike, the one that is covered by now is the one that went.
    for reported in (True, False):
        indices = [index for index, finding in enumerate(findings) if finding.reported is reported]
        pairs = recognise(waiting, [sightings[index] for index in indices], headings)
        for index, pair in zip(indices, pairs, strict=True):
            if pair is not None and reported:
                found[index] = replace(found[index], standing=Standing.OLD)
        met = set(pairs)
        old = [finding for number, finding in enumerate(old) if number not in met]
        waiting = [one for number, one in enumerate(waiting) if number not in met]
    changed = {show for show, _, _ in _texts(canon.universe) ^ before.texts}
    shows = {episode.script.source.path: episode.show.id for episode in canon.universe.episodes}
    return Brought(before.name, tuple(found), tuple(old), shows, frozenset(changed), commit=before.commit)


def _texts(universe: Universe) -> frozenset[tuple[str, str, str]]:
    """Every script and entry with the show that it belongs to (`BIBLE` for entries), its path and its text."""
    texts = {(BIBLE, plain_path(entry.source.path), entry.source.text) for entry in universe.entries}
    for episode in universe.episodes:
        source = episode.script.source
        texts.add((episode.show.id, plain_path(source.path), source.text))
    return frozenset(texts)
