"""``fabula check --watch``: again after every save, with what the saves have brought since the start."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from fabula.cli.errors import Unreadable, WrongUse
from fabula.cli.formats import Format

if TYPE_CHECKING:
    from pathlib import Path

    from fabula.change.since import Version
    from fabula.cli.checking import Wish
    from fabula.cli.places import Target
    from fabula.live.saves import Save
    from fabula.live.universe import LiveUniverse
    from fabula.report.checked import Checked, View

__all__ = ["watch_targets"]

_START = "the start"
"""What the findings are compared with, if no revision was named."""
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_NAMED = 5
"""How many saved files are named; a change of branches saves hundreds."""


def watch_targets(targets: Sequence[Target], wish: Wish, form: Format, view: View, output: Path | None) -> None:
    """Check universes, and check them again after every save, until somebody ends it or stops reading.

    Raises `WrongUse` for what cannot be written again and again, or if there is nothing that can watch.
    """
    if form not in {Format.TEXT, Format.JSON}:
        raise WrongUse(f"--watch writes again and again, and a report in {form} is one whole", "use text or json")
    if output is not None:
        raise WrongUse("--watch writes again and again, and --output writes one report", "leave one of the two out")
    try:
        from fabula.live.saves import follow_saves
    except ModuleNotFoundError as error:
        remedy = "install it: pip install 'fabula[watch]'"
        raise WrongUse("--watch needs the package watchfiles, which is not there", remedy) from error
    watched = [_Watched(target, wish) for target in targets]
    scripts = [target.path for target in targets if target.script]
    only = frozenset(scripts) if len(scripts) == len(targets) else frozenset()
    roots = list(dict.fromkeys(target.root for target in targets))
    with suppress(KeyboardInterrupt):
        for saves in _readable(follow_saves(roots, only)):
            told = [one.look(saves) for one in watched]
            if any(told) and not _write(watched, saves, form, view):
                return


def _readable(saves: Iterator[frozenset[Save]]) -> Iterator[frozenset[Save]]:
    """The saves, as long as the machine tells of them. Raises `Unreadable` when it does not."""
    try:
        yield from saves
    except (OSError, RuntimeError) as error:
        remedy = "WATCHFILES_FORCE_POLLING=1 looks at the files in turn instead of being told"
        raise Unreadable(f"the files cannot be watched: {error}", remedy) from error


class _Watched:
    """A universe that is checked again and again.

    ``checked`` is what came of it last, None if it could not be read yet; ``problem`` says why it cannot be read.
    """

    def __init__(self, target: Target, wish: Wish) -> None:
        self.target = target
        self.wish = wish
        self.checked: Checked | None = None
        self.problem: tuple[str, str] | None = None
        self._live: LiveUniverse | None = None
        self._before: Version | None = None

    def look(self, saves: frozenset[Save]) -> bool:
        """Check again if something was saved. Whether there is anything to tell."""
        from fabula.cli.checking import read_version_of
        from fabula.cli.progress import Progress
        from fabula.live.universe import LiveUniverse
        from fabula.universe.load import UnreadableUniverse

        names = sorted(name for root, name in saves if root == self.target.root)
        if saves and not names:
            return False
        first, last = self._live is None, (self.problem, self.checked)
        try:
            with Progress() as say:
                if self._before is None and self.wish.since:
                    say(f"checking {self.wish.since}")
                    self._before = read_version_of(self.target, self.wish)
                say("checking")
                if self._live is None:
                    self._live = LiveUniverse(self.target.path)
                elif "" in names or not names:
                    self._live.refresh()
                else:
                    self._live.revert(*names)
        except UnreadableUniverse as error:
            self.problem = error.message, error.remedy
            return (self.problem, self.checked) != last
        self.problem = None
        self._judge(self._live)
        return first or (self.problem, self.checked) != last or any(map(_is_file, names))

    def _judge(self, live: LiveUniverse) -> None:
        from fabula.change.since import version_of
        from fabula.cli.checking import judge
        from fabula.rules.run import FAILED

        rules = self.wish.rules
        findings = [f for f in live.findings if not rules or f.code in rules or f.code == FAILED]
        self.checked = judge(self.target, self.wish, live.canon, findings, self._before)
        if self._before is None:
            whole = judge(replace(self.target, only=[]), self.wish, live.canon, findings, None)
            self._before = version_of(_START, live.canon.universe, whole.findings)


def _is_file(name: str) -> bool:
    return "." in name.rpartition("/")[2]


def _write(watched: Sequence[_Watched], saves: frozenset[Save], form: Format, view: View) -> bool:
    """Tell how things stand; False if nobody reads it."""
    from fabula.cli.output import emit

    pieces = _documents(watched, saves, view) if form is Format.JSON else _text(watched, saves, view)
    return emit(pieces)


def _text(watched: Sequence[_Watched], saves: frozenset[Save], view: View) -> Iterator[str]:
    from fabula.cli.output import clears_screen, screen_width, terminal_ink
    from fabula.report.text import write_text
    from fabula.report.words import clean, join_words

    ink = terminal_ink()
    if clears_screen(sys.stdout):
        yield _CLEAR
    names = _saved(watched, saves)
    if names:
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        yield f"Saved: {join_words([clean(name) for name in names[:_NAMED]] + more)}\n\n"
    for one in watched:
        if one.problem is not None:
            yield f"{ink('fabula', 'error')}: {clean(one.problem[0])}\n  {clean(one.problem[1])}\n\n"
    checked = [one.checked for one in watched if one.checked is not None and one.problem is None]
    if checked:
        yield from write_text(checked, ink, view, screen_width())
    if not view.quiet:
        where = join_words([clean(one.target.prefix.rstrip("/")) or "this folder" for one in watched])
        yield ink(f"Watching {where}. Ctrl-C ends it.", "dim") + "\n\n"


def _documents(watched: Sequence[_Watched], saves: frozenset[Save], view: View) -> Iterator[str]:
    from fabula.report.json import dump, findings_document

    checked = [one.checked for one in watched if one.checked is not None and one.problem is None]
    problems = [
        {"path": one.target.prefix.rstrip("/") or ".", "message": one.problem[0], "remedy": one.problem[1]}
        for one in watched
        if one.problem is not None
    ]
    saved = {"saved": _saved(watched, saves), "problems": problems}
    yield dump({**findings_document(checked, view), **saved}, indent=None)


def _saved(watched: Sequence[_Watched], saves: frozenset[Save]) -> list[str]:
    """The files that were saved, as they are called from here; without those of editors that are gone already."""
    prefixes = {one.target.root: one.target.prefix for one in watched}
    return sorted(prefixes[root] + name for root, name in saves if name and (_is_file(name) or (root / name).exists()))
