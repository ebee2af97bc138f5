"""What is to be known about a machine and a universe when something does not work."""

from __future__ import annotations

import locale
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import fabula
from fabula.report.words import clean

__all__ = ["examine_machine", "examine_universe", "write_examination"]

_PACKAGES = ("pyyaml", "rapidfuzz", "rich", "typer")
_EXTRAS = ("hypothesis", "jsonschema", "screenplain")
_NOT_READ = {"S105", "S107", "S108", "S112"}


def examine_machine() -> dict[str, object]:
    """Versions, the terminal, and which optional packages are there (None: not installed)."""
    return {
        "fabula": fabula.__version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "packages": {name: _version(name) for name in _PACKAGES},
        "optional": {name: _version(name) for name in _EXTRAS},
        "terminal": sys.stdout.isatty(),
        "columns": os.environ.get("COLUMNS", ""),
        "term": os.environ.get("TERM", ""),
        "no_color": bool(os.environ.get("NO_COLOR")),
        "encoding": locale.getpreferredencoding(False),
    }


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def examine_universe(path: Path, root: Path) -> dict[str, object]:
    """What was read of a universe, what was not, and how long each stage took. Raises `UnreadableUniverse`."""
    from fabula.rules.registry import all_rules
    from fabula.rules.run import run_rules
    from fabula.stages import load_canon

    watch = _Watch()
    canon = load_canon(path, watch)
    watch("checking")
    findings = run_rules(canon)
    watch("")
    universe = canon.universe
    codecs = Counter(episode.script.source.encoding for episode in universe.episodes)
    formats = Counter(episode.script.format for episode in universe.episodes)
    sizes = sorted(((len(e.script.source.text), e.script.source.path) for e in universe.episodes), reverse=True)
    return {
        "root": root.as_posix(),
        "settings": (root / "fabula.toml").is_file(),
        "bible": len(universe.entries),
        "shows": len(universe.shows),
        "episodes": len(universe.episodes),
        "scenes": len(universe.scenes),
        "speeches": sum(len(scene.speeches) for scene in universe.scenes),
        "statements": sum(len(scene.statements) for scene in universe.scenes),
        "people": sum(1 for key in universe.entities if key.startswith("people/")),
        "rules": len(all_rules()),
        "findings": len(findings),
        "encodings": dict(sorted(codecs.items())),
        "formats": dict(sorted(formats.items())),
        "not_read": sorted({f"{f.span.path}: {f.message}" for f in findings if f.code in _NOT_READ}),
        "largest": [f"{name} ({size:,} characters)" for size, name in sizes[:3]],
        "seconds": watch.seconds,
    }


class _Watch:
    """Takes the time between one stage and the next."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage = ""
        self._since = time.perf_counter()

    def __call__(self, stage: str) -> None:
        now = time.perf_counter()
        if self._stage:
            self.seconds[self._stage] = round(now - self._since, 3)
        self._stage, self._since = stage, now


def write_examination(
    machine: Mapping[str, object], universe: Mapping[str, object], problem: str = ""
) -> Iterator[str]:
    """Both examinations as lines of a name and what was found."""
    yield from _lines(machine)
    yield "\n"
    if problem:
        yield f"no universe: {clean(problem)}\n"
    else:
        yield from _lines(universe)


def _lines(values: Mapping[str, object]) -> Iterator[str]:
    for name, value in values.items():
        label = f"{name.replace('_', ' '):12}"
        match value:
            case dict():
                yield f"{label} {', '.join(f'{clean(str(k))} {_word(v)}' for k, v in value.items()) or '-'}\n"
            case list():
                for index, item in enumerate(value or ["-"]):
                    yield f"{'' if index else label:12} {clean(str(item))}\n"
            case _:
                yield f"{label} {clean(_word(value))}\n"


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not there" if value is None else str(value) or "-"
