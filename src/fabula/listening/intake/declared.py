"""Sources as they are declared: where their files lie, and what their columns mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from fabula.listening.errors import ListeningError
from fabula.listening.intake.presets import COLUMNS, PRESETS
from fabula.listening.intake.times import check_form
from fabula.listening.intake.values import read_episode, read_language, read_scale
from fabula.source import Source
from fabula.universe.settings import did_you_mean, find_key

__all__ = ["NAME", "Declared", "Languages", "declare", "read_declared", "read_languages"]

NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
"""What a source may be called: it names folders, and stands in front of the ids of its comments."""

_KEYS: Final = (
    "files", "preset", "columns", "timezone", "language", "show", "episode", "rating", "encoding", "delimiter",
    "time-format", "header",
)  # fmt: skip

Languages = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """What is said of a source. ``columns`` are our column and theirs; several of theirs are read as one text."""

    name: str
    files: tuple[str, ...] = ()
    preset: str = "plain"
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    timezone: str = "UTC"
    language: str | None = None
    show: str | None = None
    episode: str | None = None
    rating: tuple[float, float] | None = None
    encoding: str = ""
    delimiter: str = ""
    time_format: str = ""
    header: bool = True
    place: str = field(default="", compare=False)
    """Where it is declared, for messages: "fabula.toml:12"."""

    def document(self) -> dict[str, Any]:
        """What of it decides how a row is read, as data."""
        document = asdict(self)
        del document["files"], document["place"], document["name"]
        document["columns"] = {ours: list(theirs) for ours, theirs in self.columns}
        return document


class _Wrong(Exception):  # noqa: N818
    """One setting is wrong: its key, what is the matter, and what to do."""

    def __init__(self, key: tuple[str, ...], message: str, remedy: str) -> None:
        self.key, self.message, self.remedy = key, message, remedy
        super().__init__(message)


def declare(name: str, settings: Mapping[str, Any], place: str = "") -> Declared:
    """A source out of its settings. Raises `ListeningError` with what is wrong."""
    try:
        return _declare(name, settings, place)
    except _Wrong as wrong:
        raise ListeningError(f"{place}{': ' if place else ''}{wrong.message}", wrong.remedy) from wrong


def read_declared(root: Path) -> dict[str, Declared]:
    """The sources that ``fabula.toml`` declares under ``[listening.sources]``, by name.

    Raises `ListeningError` with the line of what is wrong.
    """
    table, source = _listening(root)
    sources = table.get("sources", {})
    if not isinstance(sources, dict):
        raise ListeningError("fabula.toml: sources is a table", "write [listening.sources.NAME], then its settings")
    found = {}
    for name, settings in sources.items():
        key = ("listening", "sources", name)
        place = _place(source, key)
        if not isinstance(settings, dict):
            raise ListeningError(
                f"{place}: a source is a table", f"write [listening.sources.{name}], then its settings"
            )
        try:
            found[name] = _declare(name, settings, place)
        except _Wrong as wrong:
            raise ListeningError(f"{_place(source, (*key, *wrong.key))}: {wrong.message}", wrong.remedy) from wrong
        if not found[name].files:
            raise ListeningError(f"{place}: source {name} has no files", 'write files = "audience/*.csv"')
    return found


def read_languages(root: Path) -> Languages:
    """The languages that the audience writes in, as ``[listening] languages`` says; empty if it does not."""
    table, source = _listening(root)
    value = table.get("languages", [])
    found = [read_language(one) for one in value] if isinstance(value, list) else [None]
    if None in found:
        place = _place(source, ("listening", "languages"))
        raise ListeningError(f"{place}: languages is a list of languages", 'write languages = ["en", "it", "hi"]')
    return tuple(sorted({one for one in found if one}))


def _listening(root: Path) -> tuple[dict[str, Any], Source | None]:
    path = root / "fabula.toml"
    if not path.is_file():
        return {}, None
    text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        table = tomllib.loads(text.replace("\r\n", "\n")).get("listening", {})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ListeningError(f"fabula.toml cannot be read: {error}", "fabula check says more") from error
    if not isinstance(table, dict):
        raise ListeningError("fabula.toml: listening is a table", "write [listening.sources.NAME], then its settings")
    source = Source("fabula.toml", text)
    for key in table:
        if key not in {"sources", "languages"}:
            place = _place(source, ("listening", key))
            raise ListeningError(f"{place}: there is no setting “{key}”", did_you_mean(key, ("sources", "languages")))
    return table, source


def _place(source: Source | None, key: tuple[str, ...]) -> str:
    if source is None:
        return "fabula.toml"
    while len(key) > 2:
        span = find_key(source, key)
        if span != source.whole:
            return f"fabula.toml:{span.line}"
        key = key[:-1]
    return f"fabula.toml:{find_key(source, key).line}"


def _declare(name: str, settings: Mapping[str, Any], place: str) -> Declared:
    if not NAME.fullmatch(name):
        raise _Wrong((), f"“{name}” cannot name a source", "use small letters, digits, - and _: reddit-finale")
    for key in settings:
        if key not in _KEYS:
            raise _Wrong((key,), f"there is no setting “{key}” of a source", did_you_mean(key, _KEYS))
    preset = _text(settings, "preset") or "plain"
    if preset not in PRESETS:
        raise _Wrong(("preset",), f"there is no preset “{preset}”", did_you_mean(preset, PRESETS, show_all=True))
    show = _text(settings, "show").lower().removeprefix("shows/") or None
    scale = read_scale(settings["rating"]) if "rating" in settings else None
    if "rating" in settings and scale is None:
        raise _Wrong(("rating",), "rating is the scale of the ratings, the worst first", "write rating = [1, 5]")
    header = settings.get("header", True)
    if not isinstance(header, bool):
        raise _Wrong(("header",), "header says whether the first row names the columns", "write header = false")
    delimiter = _text(settings, "delimiter", strip=False).replace("\\t", "\t")
    if len(delimiter) > 1 or delimiter in {'"', "\n", "\r"}:
        raise _Wrong(("delimiter",), "the delimiter is one character", 'write delimiter = ";"')
    return Declared(
        name=name,
        files=_files(settings),
        preset=preset,
        columns=_columns(settings),
        timezone=_timezone(settings),
        language=_language(settings),
        show=show,
        episode=_episode(settings, show),
        rating=scale,
        encoding=_encoding(settings),
        delimiter=delimiter,
        time_format=_form(settings),
        header=header,
        place=place,
    )


def _text(settings: Mapping[str, Any], key: str, strip: bool = True) -> str:
    value = settings.get(key, "")
    if not isinstance(value, str):
        raise _Wrong((key,), f"{key} is a text", f'write {key} = "…"')
    return value.strip() if strip else value


def _files(settings: Mapping[str, Any]) -> tuple[str, ...]:
    value = settings.get("files", [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
        raise _Wrong(("files",), "files is a path, or a list of paths", 'write files = "audience/*.csv"')
    return tuple(listed)


def _columns(settings: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    value = settings.get("columns", {})
    if not isinstance(value, dict):
        raise _Wrong(("columns",), "columns is a table", 'write columns = { text = "body" }')
    found = []
    for ours, theirs in value.items():
        if ours not in COLUMNS:
            raise _Wrong(("columns", ours), f"there is no column “{ours}” of ours", did_you_mean(ours, COLUMNS))
        listed = [theirs] if isinstance(theirs, (str, int)) and not isinstance(theirs, bool) else theirs
        if not isinstance(listed, list) or not listed or not all(isinstance(one, (str, int)) for one in listed):
            raise _Wrong(("columns", ours), "a column is the name of one of theirs", f'write {ours} = "body"')
        if len(listed) > 1 and ours != "text":
            raise _Wrong(("columns", ours), "only texts are put together from several columns", f'write {ours} = "…"')
        found.append((ours, tuple(map(str, listed))))
    return tuple(sorted(found))


def _timezone(settings: Mapping[str, Any]) -> str:
    name = _text(settings, "timezone") or "UTC"
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        remedy = did_you_mean(name, sorted(available_timezones()) or ["UTC"])
        raise _Wrong(("timezone",), f"there is no time zone “{name}”", remedy) from error
    return name


def _language(settings: Mapping[str, Any]) -> str | None:
    text = _text(settings, "language")
    language = read_language(text)
    if text and language is None:
        raise _Wrong(("language",), f"“{text}” is no language", 'write its two letters: language = "en"')
    return language


def _episode(settings: Mapping[str, Any], show: str | None) -> str | None:
    text = _text(settings, "episode")
    episode = read_episode(text, show)
    if text and episode is None:
        remedy = 'write episode = "S01E03", and show = "…"' if show is None else 'write episode = "S01E03"'
        raise _Wrong(("episode",), f"“{text}” names no episode", remedy)
    return episode


def _encoding(settings: Mapping[str, Any]) -> str:
    import codecs

    text = _text(settings, "encoding")
    try:
        return codecs.lookup(text).name if text else ""
    except LookupError as error:
        known = ("utf-8", "utf-16", "cp1252", "latin-1", "shift_jis", "gb18030")
        raise _Wrong(("encoding",), f"there is no encoding “{text}”", did_you_mean(text, known)) from error


def _form(settings: Mapping[str, Any]) -> str:
    form = _text(settings, "time-format")
    if form:
        try:
            check_form(form)
        except ListeningError as error:
            raise _Wrong(("time-format",), error.message, error.remedy) from error
    return form
