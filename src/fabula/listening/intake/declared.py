"""Sources as they are declared, in ``fabula.toml`` or on the command line; what is wrong stops listening."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fabula.listening.errors import ListeningError
from fabula.source import Source
from fabula.universe.audience import Audience, Declared, read_audience, read_source
from fabula.universe.settings import find_setting, read_table

__all__ = ["declare", "read_declared", "read_languages"]


def declare(name: str, settings: Mapping[str, Any]) -> Declared:
    """A source out of its settings. Raises `ListeningError` with what is wrong."""
    declared, wrong = read_source(name, settings)
    if wrong:
        raise ListeningError(wrong[0].message, wrong[0].remedy)
    return declared


def read_declared(root: Path) -> dict[str, Declared]:
    """The sources that ``fabula.toml`` declares under ``[listening.sources]``, by name.

    Raises `ListeningError` with the line of what is wrong.
    """
    audience, source = _read(root)
    return {
        name: replace(one, place=_place(source, ("listening", "sources", name)))
        for name, one in audience.sources.items()
    }


def read_languages(root: Path) -> tuple[str, ...]:
    """The languages that the audience writes in, as ``[listening] languages`` says; empty if it does not."""
    return _read(root)[0].languages


def _read(root: Path) -> tuple[Audience, Source]:
    path = root / "fabula.toml"
    text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff") if path.is_file() else ""
    try:
        table = read_table(text).get("listening", {})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ListeningError(f"fabula.toml cannot be read: {error}", "fabula check says more") from error
    audience, source = read_audience(table), Source("fabula.toml", text)
    if audience.wrong:
        first = audience.wrong[0]
        raise ListeningError(f"{_place(source, ('listening', *first.key))}: {first.message}", first.remedy)
    return audience, source


def _place(source: Source, key: tuple[str, ...]) -> str:
    return f"fabula.toml:{find_setting(source, key).line}"
