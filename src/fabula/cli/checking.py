"""From the universes that a user names to what is to be reported of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from fabula.cli.errors import WrongUse, debugging

if TYPE_CHECKING:
    from fabula.change.baseline import Baseline
    from fabula.change.since import Version
    from fabula.cli.places import Target
    from fabula.finding import Finding
    from fabula.report.checked import Checked
    from fabula.story.canon import Canon
    from fabula.universe.shelf import Shelf
    from fabula.universe.tree import Tree

__all__ = ["Wish", "check_target", "judge", "read_selection", "read_version_of"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a universe's findings somebody wants to hear of.

    ``rules`` are codes, none for all of them; ``baseline`` is False to leave the baseline aside; ``since`` is the
    revision to compare with, empty for none. ``cache`` is False to check anew what may be known.
    """

    rules: tuple[str, ...] = ()
    baseline: bool = True
    since: str = ""
    cache: bool = True


def read_selection(values: Sequence[str]) -> tuple[str, ...]:
    """The codes of the rules that were asked for by code, name or family.

    Raises `WrongUse` for a word that names no rule.
    """
    words = [word.strip().lower() for value in values for word in value.split(",") if word.strip()]
    if not words:
        return ()
    from fabula.cli.suggest import did_you_mean
    from fabula.rules.registry import all_rules

    codes: dict[str, None] = {}
    for word in words:
        found = [
            rule.code
            for rule in all_rules()
            if word in {rule.code.lower(), rule.name} or (len(word) < 4 and rule.code.lower().startswith(word))
        ]
        if not found:
            names = [name for rule in all_rules() for name in (rule.code.lower(), rule.name)]
            raise WrongUse(f"there is no rule {word!r}", did_you_mean(word, names) or "fabula explain lists them all")
        codes.update(dict.fromkeys(found))
    return tuple(codes)


def check_target(target: Target, wish: Wish) -> Checked:
    """Read a universe and find what is wrong in it, as far as somebody wants to hear of it."""
    from fabula.cli.places import open_canon
    from fabula.cli.progress import Progress
    from fabula.rules.run import run_rules
    from fabula.universe.load import paused_collection
    from fabula.universe.shelf import Shelf

    memory = _Memory(target, wish)
    recalled = memory.recall()
    if recalled is not None:
        return recalled
    with Progress() as say, paused_collection():
        shelf = Shelf()
        before = None
        if wish.since:  # first, so that a slip in its name is told at once
            say(f"checking {wish.since}")
            before = read_version_of(target, wish, shelf)
        canon = open_canon(target, say, shelf)
        say("checking")
        checked = judge(target, wish, canon, run_rules(canon, wish.rules, strict=debugging.get()), before)
    memory.keep(checked)
    return checked


class _Memory:
    """The last check of a target, if it was one of the whole universe as it stands. See `fabula.report.kept`."""

    def __init__(self, target: Target, wish: Wish) -> None:
        from fabula.report.kept import take_stamps
        from fabula.universe.tree import FolderTree

        self._target = target
        self._asked = (target.prefix, str(wish.baseline), *target.only)
        whole = target.path == target.root and not target.version
        usable = whole and wish.cache and not (wish.since or wish.rules or debugging.get())
        self._stamps = take_stamps(FolderTree(target.root)) if usable else None
        self._start = perf_counter()

    def recall(self) -> Checked | None:
        from fabula.report.kept import recall_check

        return recall_check(self._target.root, self._asked, self._stamps)

    def keep(self, checked: Checked) -> None:
        from fabula.report.kept import keep_check
        from fabula.rules.run import FAILED

        if not any(finding.code == FAILED for finding in checked.findings):
            keep_check(self._target.root, self._asked, self._stamps, checked, perf_counter() - self._start)


def judge(target: Target, wish: Wish, canon: Canon, findings: Sequence[Finding], before: Version | None) -> Checked:
    """What is to be reported of all that was found in a universe: its baseline and its past taken into account."""
    from fabula.change.fingerprint import fingerprints
    from fabula.change.since import compare_findings
    from fabula.report.checked import Checked, count_universe
    from fabula.rules.run import FAILED
    from fabula.universe.tree import FolderTree

    baseline, settled = _settle(target, wish, canon, findings, FolderTree(target.root))
    settled = [replace(f, fingerprint=name) for f, name in zip(settled, fingerprints(settled), strict=True)]
    brought = None if before is None else compare_findings(canon, settled, before)

    def covered(found: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(f for f in found if f.code == FAILED or target.covers(f))

    return Checked(
        prefix=target.prefix,
        name=canon.universe.settings.name or target.path.stem,
        findings=covered(settled if brought is None else brought.findings),
        counts=count_universe(canon),
        since=None if brought is None else replace(brought, gone=covered(brought.gone)),
        baseline=None if baseline is None else len(baseline.entries),
    )


def _settle(
    target: Target, wish: Wish, canon: Canon, findings: Sequence[Finding], tree: Tree
) -> tuple[Baseline | None, list[Finding]]:
    """The baseline in a tree, and the findings with those that it holds marked."""
    from fabula.change.baseline import find_baseline, settle_baseline

    baseline = find_baseline(tree) if wish.baseline else None
    return baseline, settle_baseline(canon, findings, baseline, wish.rules, whole=target.path == target.root)


def read_version_of(target: Target, wish: Wish, shelf: Shelf | None = None) -> Version:
    """The universe as it was in the revision to compare with. Raises `WrongUse` if git has no such thing."""
    from fabula.change.git import GitError
    from fabula.change.since import read_version
    from fabula.rules.run import run_rules
    from fabula.stages import load_canon

    def read(tree: Tree) -> tuple[Canon, tuple[Finding, ...]]:
        canon = load_canon(tree, shelf=shelf)
        findings = run_rules(canon, wish.rules, strict=debugging.get())
        return canon, tuple(_settle(target, wish, canon, findings, tree)[1])

    try:
        return read_version(target.root, wish.since, read, target.script, target.version)
    except GitError as error:
        raise WrongUse(error.message, error.remedy) from error
