"""Merging whole universes: which files there are, what they are called, and what each of them says.

The rules are git's: a file may be renamed by one side and changed by the other; one that is taken out by one side and
changed by the other is a clash. What cannot stand at its path stands beside it, with a tilde and the side's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

from fabula.change.merging.clashes import Clash, ClashKind
from fabula.change.merging.files import MergedFile, merge_contents
from fabula.change.merging.lines import choose
from fabula.change.merging.pieces import PLAIN, Markers, take_side
from fabula.change.merging.regions import Origin
from fabula.change.merging.renames import find_renames
from fabula.change.merging.snapshot import LINK, MODULE, Snapshot, Stamp, name_of

__all__ = ["Kept", "MergedTree", "merge_trees"]

_UNFIT: Final = re.compile(r"[^\w.-]")
_NO_NAMES: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the merge.

    ``origin`` says who changed it (or named it anew): SAME for nobody, OURS, THEIRS, BOTH; CONFLICT where a person has
    to decide something in it. ``base``, ``ours`` and ``theirs`` are its paths in the three versions, empty where it
    was not. ``merged`` is what it says if both changed it; else it is the file of the side that did.
    """

    path: str
    kind: str
    origin: Origin
    base: str = ""
    ours: str = ""
    theirs: str = ""
    merged: MergedFile | None = None


@dataclass(slots=True)
class MergedTree:
    """The files of three versions brought together, and what clashes among them."""

    base: Snapshot
    ours: Snapshot
    theirs: Snapshot
    files: dict[str, Kept] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    renamed: tuple[Mapping[str, str], Mapping[str, str]] = (_NO_NAMES, _NO_NAMES)
    """What each side calls the files of the base that it has renamed."""

    def read(self, path: str) -> bytes:
        """What a file of the merge says, with marks around what clashes. Raises `OSError` if it cannot be read."""
        kept = self.files[path]
        if kept.kind == MODULE:
            return b""
        if kept.merged is not None:
            return kept.merged.data
        version, old = self._where(kept)
        return version.read(old)

    def _where(self, kept: Kept) -> tuple[Snapshot, str]:
        """The version that has a file as the merge has it, and its path there."""
        from_theirs = kept.theirs and (kept.origin is Origin.THEIRS or not kept.ours)
        return (self.theirs, kept.theirs) if from_theirs else (self.ours, kept.ours)

    def with_ours(self) -> Snapshot:
        """The merge as a version of the universe, with ours where a person has still to decide."""
        return Snapshot(
            "the merge",
            self.ours.tree,
            {path: Stamp(kept.kind, self._name(path)) for path, kept in self.files.items()},
            self._read_with_ours,
        )

    def _name(self, path: str) -> str:
        kept = self.files[path]
        if kept.merged is not None:
            return name_of(self._read_with_ours(path))
        version, old = self._where(kept)
        return version.files[old].name

    def _read_with_ours(self, path: str) -> bytes:
        merged = self.files[path].merged
        if merged is None or not merged.conflicts or not merged.pieces:
            return self.read(path)
        return take_side(merged.pieces).encode("utf-8", "surrogateescape")


def merge_trees(base: Snapshot, ours: Snapshot, theirs: Snapshot, markers: Markers = PLAIN) -> MergedTree:
    """Merge three versions of a universe's folder. Raises `OSError` if a file that both changed cannot be read."""
    return _Merging(base, ours, theirs, markers).run()


class _Merging:
    def __init__(self, base: Snapshot, ours: Snapshot, theirs: Snapshot, markers: Markers) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.markers = markers
        self.renames = find_renames(base, ours), find_renames(base, theirs)
        self.tree = MergedTree(base, ours, theirs, renamed=self.renames)

    def run(self) -> MergedTree:
        taken: tuple[set[str], set[str]] = (set(), set())
        for path in self.base.files:
            mine, yours = (self._now(side, names, path) for side, names in self._sides())
            taken[0].add(mine)
            taken[1].add(yours)
            self._merge_known(path, mine, yours)
        for path in self.ours.files:
            if path not in taken[0]:
                self._put(Kept(path, self.ours.files[path].kind, Origin.OURS, ours=path))
        for path in self.theirs.files:
            if path not in taken[1]:
                self._put(Kept(path, self.theirs.files[path].kind, Origin.THEIRS, theirs=path))
        self._move_into_renamed_folders()
        self._part_files_from_folders()
        self.tree.files = dict(sorted(self.tree.files.items()))
        self.tree.clashes.sort(key=lambda clash: (clash.path, clash.kind))
        return self.tree

    def _sides(self) -> Iterable[tuple[Snapshot, Mapping[str, str]]]:
        return zip((self.ours, self.theirs), self.renames, strict=True)

    @staticmethod
    def _now(side: Snapshot, names: Mapping[str, str], path: str) -> str:
        """What a side calls a file of the base; empty if it has taken it out."""
        return path if path in side.files else names.get(path, "")

    def _merge_known(self, path: str, mine: str, yours: str) -> None:
        """A file that was there before."""
        before = self.base.files[path]
        if not mine and not yours:
            return
        if not mine or not yours:
            side, kept = (self.theirs, yours) if yours else (self.ours, mine)
            if kept == path and side.files[kept] == before:
                return  # the other side has taken out what this one left alone
            kind = side.files[kept].kind
            self._put(Kept(kept, kind, Origin.CONFLICT, path, mine, yours))
            self.tree.clashes.append(Clash(ClashKind.CHANGED_AND_DELETED, kept, mine, yours))
            return
        name = choose(path, mine, yours)
        kept_file = self._merge_one(name, path, mine, yours)
        if mine != yours and path not in {mine, yours}:
            self.tree.clashes.append(Clash(ClashKind.RENAMED_TWICE, mine, mine, yours, beside=yours))
            self._put(Kept(yours, kept_file.kind, Origin.CONFLICT, path, mine, yours, kept_file.merged))
        self._put(kept_file)

    def _merge_one(self, name: str, path: str, mine: str, yours: str) -> Kept:
        """A file that all three have."""
        before, ours, theirs = self.base.files[path], self.ours.files[mine], self.theirs.files[yours]
        kind = choose(before.kind, ours.kind, theirs.kind)
        changed = {
            Origin.OURS: ours != before or mine != path,
            Origin.THEIRS: theirs != before or yours != path,
        }
        origin = Origin.SAME
        if all(changed.values()):
            origin = Origin.BOTH
        elif any(changed.values()):
            origin = next(side for side, is_changed in changed.items() if is_changed)
        merged = None
        if before.name not in {ours.name, theirs.name} and ours.name != theirs.name:
            merged = self._merge_contents(name, path, mine, yours)
        elif origin is Origin.BOTH:
            merged = MergedFile(self.theirs.read(yours) if ours.name == before.name else self.ours.read(mine))
        return Kept(name, kind, origin, path, mine, yours, merged)

    def _merge_contents(self, name: str, path: str, mine: str, yours: str) -> MergedFile:
        """What a file says that both have changed, or that both have put there (then ``path`` is empty)."""
        stamps = self.base.files.get(path), self.ours.files[mine], self.theirs.files[yours]
        if any(stamp is not None and stamp.kind in {LINK, MODULE} for stamp in stamps):
            clash = Clash(ClashKind.NOT_MERGED, name, mine, yours, reason="it is a link or a module")
            self.tree.clashes.append(self._beside(clash))
            return MergedFile(self.ours.read(mine) if stamps[1].kind != MODULE else b"", 1, clash.reason)
        base = self.base.read(path) if path else None
        merged = merge_contents(name, base, self.ours.read(mine), self.theirs.read(yours), self.markers)
        if merged.kept_ours:
            clash = Clash(ClashKind.NOT_MERGED, name, mine, yours, merged.conflicts, reason=merged.kept_ours)
            self.tree.clashes.append(self._beside(clash))
        elif merged.conflicts:
            kind = ClashKind.CONTENT if path else ClashKind.BOTH_ADDED
            self.tree.clashes.append(Clash(kind, name, mine, yours, merged.conflicts))
        return merged

    def _beside(self, clash: Clash) -> Clash:
        """Keep what they have in a file of its own, beside the one that stays ours."""
        stamp = self.theirs.files[clash.theirs]
        beside = self._free(clash.path, self.theirs.label)
        self.tree.files[beside] = Kept(beside, stamp.kind, Origin.THEIRS, theirs=clash.theirs)
        return replace(clash, beside=beside)

    def _free(self, path: str, label: str) -> str:
        """A name for a file that cannot stand at its path: as git gives it, and not taken."""
        name = f"{path}~{_UNFIT.sub('_', label)}"
        number = 0
        free = name
        while any(free in files for files in (self.tree.files, self.base.files, self.ours.files, self.theirs.files)):
            free = f"{name}_{number}"
            number += 1
        return free

    def _put(self, kept: Kept) -> None:
        """Put a file at its path. What stands there already was put there by the other side."""
        other = self.tree.files.get(kept.path)
        if other is None:
            self.tree.files[kept.path] = kept
        elif other.base or kept.base or other.origin is not Origin.OURS:
            beside = self._free(kept.path, (self.theirs if kept.theirs else self.ours).label)
            self.tree.files[beside] = replace(kept, path=beside, origin=Origin.CONFLICT)
            clash = Clash(ClashKind.BOTH_ADDED, kept.path, other.ours or kept.ours, kept.theirs or other.theirs)
            self.tree.clashes.append(replace(clash, beside=beside))
        else:
            self.tree.files[kept.path] = self._both_added(kept.path)

    def _both_added(self, path: str) -> Kept:
        """A file that both sides have put there."""
        ours, theirs = self.ours.files[path], self.theirs.files[path]
        merged = None if ours.name == theirs.name else self._merge_contents(path, "", path, path)
        return Kept(path, ours.kind, Origin.BOTH, "", path, path, merged)

    def _move_into_renamed_folders(self) -> None:
        """A new file in a folder that the other side has renamed goes where the folder went, and a person is told."""
        for side, other, names in (
            (Origin.OURS, self.theirs, self.renames[1]),
            (Origin.THEIRS, self.ours, self.renames[0]),
        ):
            folders = _moved_folders(names, other)
            for path, kept in sorted(self.tree.files.items()):
                if not folders or kept.base or kept.origin is not side:
                    continue
                old = next((str(folder) for folder in PurePosixPath(path).parents if str(folder) in folders), None)
                new = path if old is None else folders[old] + path[len(old) :]
                if new != path and new not in self.tree.files:
                    del self.tree.files[path]
                    self.tree.files[new] = replace(kept, path=new)
                    self.tree.clashes.append(Clash(ClashKind.FOLDER_RENAMED, new, kept.ours, kept.theirs))

    def _part_files_from_folders(self) -> None:
        folders = {str(folder) for path in self.tree.files for folder in PurePosixPath(path).parents}
        for path in sorted(folders.intersection(self.tree.files)):
            kept = self.tree.files.pop(path)
            beside = self._free(path, (self.ours if kept.ours else self.theirs).label)
            self.tree.files[beside] = replace(kept, path=beside, origin=Origin.CONFLICT)
            self.tree.clashes.append(Clash(ClashKind.FILE_AND_FOLDER, path, kept.ours, kept.theirs, beside=beside))


def _moved_folders(names: Mapping[str, str], side: Snapshot) -> dict[str, str]:
    """The folders that a side has given another name as a whole, by the name that they had."""
    ways: dict[str, Counter[str]] = {}
    for old, new in sorted(names.items()):
        before, now = PurePosixPath(old).parent, PurePosixPath(new).parent
        while before != now:
            ways.setdefault(str(before), Counter())[str(now)] += 1
            if before.name != now.name:
                break
            before, now = before.parent, now.parent
    left = {str(folder) for path in side.files for folder in PurePosixPath(path).parents}
    return {old: counts.most_common(1)[0][0] for old, counts in ways.items() if old not in left}
