"""The settings of listening in ``fabula.toml``: where comments lie, and what their columns mean.

They are read here, without any of the packages that listening needs, so that ``fabula check`` can say what is wrong.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from fabula.universe.audience_values import is_time_format, read_episode, read_language, read_scale
from fabula.universe.settings import did_you_mean

__all__ = ["COLUMNS", "NAME", "PRESET_NAMES", "Audience", "Declared", "WrongSetting", "read_audience", "read_source"]

NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
"""What a source may be called: it names folders, and stands in front of the ids of its comments."""
COLUMNS: Final = ("text", "id", "author", "time", "language", "rating", "likes", "parent", "show", "episode")
"""What a column can be mapped to."""
PRESET_NAMES: Final = ("plain", "reddit", "youtube", "reviews", "tweets")

_LISTENING: Final = ("sources", "languages")
_KEYS: Final = (
    "files", "preset", "columns", "timezone", "language", "show", "episode", "rating", "encoding", "delimiter",
    "time-format", "header",
)  # fmt: skip
_ENCODINGS: Final = ("utf-8", "utf-16", "cp1252", "latin-1", "shift_jis", "gb18030")
_TABLE: Final = "write [listening.sources.NAME], then its settings"

Key = tuple[str, ...]
Value = TypeVar("Value")


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


class WrongSetting(Exception):  # noqa: N818
    """One setting is wrong: its key, what is the matter, and what to do."""

    def __init__(self, key: Key, message: str, remedy: str) -> None:
        self.key, self.message, self.remedy = key, message, remedy
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Audience:
    """What ``[listening]`` says, and what is wrong with it. What is wrong has its default."""

    languages: tuple[str, ...]
    sources: Mapping[str, Declared]
    wrong: tuple[WrongSetting, ...]


def read_audience(table: Any) -> Audience:
    """The settings under ``[listening]``, with all that is wrong in them."""
    if not isinstance(table, dict):
        return Audience((), {}, (WrongSetting((), "listening is a table", _TABLE),))
    wrong = [
        WrongSetting((key,), f"there is no setting “{key}”", did_you_mean(key, _LISTENING))
        for key in table
        if key not in _LISTENING
    ]
    listed = table.get("languages", [])
    languages = [read_language(one) for one in listed] if isinstance(listed, list) else [None]
    if None in languages:
        remedy = 'write languages = ["en", "it", "hi"]'
        wrong.append(WrongSetting(("languages",), "languages is a list of languages", remedy))
    sources = table.get("sources", {})
    if not isinstance(sources, dict):
        wrong.append(WrongSetting(("sources",), "sources is a table", _TABLE))
        sources = {}
    found = {}
    for name, settings in sources.items():
        key = ("sources", name)
        if not isinstance(settings, dict):
            remedy = f"write [listening.sources.{name}], then its settings"
            wrong.append(WrongSetting(key, "a source is a table", remedy))
            continue
        found[name], mistakes = read_source(name, settings)
        if not found[name].files and not any(one.key == ("files",) for one in mistakes):
            mistakes.append(WrongSetting((), f"source {name} has no files", 'write files = "audience/*.csv"'))
        wrong += [WrongSetting((*key, *one.key), one.message, one.remedy) for one in mistakes]
    return Audience(tuple(sorted({one for one in languages if one})), found, tuple(wrong))


def read_source(name: str, settings: Mapping[str, Any]) -> tuple[Declared, list[WrongSetting]]:
    """A source out of its settings, with all that is wrong in them, by keys within the source."""
    wrong: list[WrongSetting] = []

    def take(read: Callable[[], Value], default: Value) -> Value:
        try:
            return read()
        except WrongSetting as error:
            wrong.append(error)
            return default

    if not NAME.fullmatch(name):
        remedy = "use small letters, digits, - and _: reddit-finale"
        wrong.append(WrongSetting((), f"“{name}” cannot name a source", remedy))
    wrong += [
        WrongSetting((key,), f"there is no setting “{key}” of a source", did_you_mean(key, _KEYS))
        for key in settings
        if key not in _KEYS
    ]
    show = take(lambda: _text(settings, "show").lower().removeprefix("shows/") or None, None)
    header = take(lambda: _header(settings), default=True)
    declared = Declared(
        name=name,
        files=take(lambda: _files(settings), ()),
        preset=take(lambda: _preset(settings), "plain"),
        columns=take(lambda: _columns(settings, header), ()),
        timezone=take(lambda: _timezone(settings), "UTC"),
        language=take(lambda: _language(settings), None),
        show=show,
        episode=take(lambda: _episode(settings, show), None),
        rating=take(lambda: _rating(settings), None),
        encoding=take(lambda: _encoding(settings), ""),
        delimiter=take(lambda: _delimiter(settings), ""),
        time_format=take(lambda: _form(settings), ""),
        header=header,
    )
    return declared, wrong


def _text(settings: Mapping[str, Any], key: str, strip: bool = True) -> str:
    value = settings.get(key, "")
    if not isinstance(value, str):
        raise WrongSetting((key,), f"{key} is a text", f'write {key} = "…"')
    return value.strip() if strip else value


def _preset(settings: Mapping[str, Any]) -> str:
    preset = _text(settings, "preset") or "plain"
    if preset not in PRESET_NAMES:
        remedy = did_you_mean(preset, PRESET_NAMES, show_all=True)
        raise WrongSetting(("preset",), f"there is no preset “{preset}”", remedy)
    return preset


def _header(settings: Mapping[str, Any]) -> bool:
    header = settings.get("header", True)
    if not isinstance(header, bool):
        raise WrongSetting(("header",), "header says whether the first row names the columns", "write header = false")
    return header


def _files(settings: Mapping[str, Any]) -> tuple[str, ...]:
    value = settings.get("files", [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
        raise WrongSetting(("files",), "files is a path, or a list of paths", 'write files = "audience/*.csv"')
    return tuple(listed)


def _columns(settings: Mapping[str, Any], header: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    value = settings.get("columns", {})
    if not isinstance(value, dict):
        raise WrongSetting(("columns",), "columns is a table", 'write columns = { text = "body" }')
    found = []
    for ours, theirs in value.items():
        key = ("columns", ours)
        if ours not in COLUMNS:
            raise WrongSetting(key, f"there is no column “{ours}” of ours", did_you_mean(ours, COLUMNS))
        listed = [theirs] if isinstance(theirs, (str, int)) and not isinstance(theirs, bool) else theirs
        if not isinstance(listed, list) or not listed or not all(isinstance(one, (str, int)) for one in listed):
            raise WrongSetting(key, "a column is the name of one of theirs", f'write {ours} = "body"')
        if len(listed) > 1 and ours != "text":
            raise WrongSetting(key, "only texts are put together from several columns", f'write {ours} = "…"')
        if not header and not all(str(one).isdecimal() and int(one) > 0 for one in listed):
            raise WrongSetting(key, "without a header columns go by number", f"write {ours} = 1 for the first")
        found.append((ours, tuple(map(str, listed))))
    if not header and "text" not in value:
        where = "columns" if "columns" in settings else "header"
        raise WrongSetting(
            (where,), "without a header it must be said where the text is", "write columns = { text = 1 }"
        )
    return tuple(sorted(found))


def _timezone(settings: Mapping[str, Any]) -> str:
    name = _text(settings, "timezone") or "UTC"
    if name == "UTC":
        return name
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        remedy = did_you_mean(name, sorted(available_timezones()) or ["UTC"])
        raise WrongSetting(("timezone",), f"there is no time zone “{name}”", remedy) from error
    return name


def _language(settings: Mapping[str, Any]) -> str | None:
    text = _text(settings, "language")
    language = read_language(text)
    if text and language is None:
        raise WrongSetting(("language",), f"“{text}” is no language", 'write its two letters: language = "en"')
    return language


def _episode(settings: Mapping[str, Any], show: str | None) -> str | None:
    text = _text(settings, "episode")
    episode = read_episode(text, show)
    if text and episode is None:
        remedy = 'write episode = "S01E03", and show = "…"' if show is None else 'write episode = "S01E03"'
        raise WrongSetting(("episode",), f"“{text}” names no episode", remedy)
    return episode


def _rating(settings: Mapping[str, Any]) -> tuple[float, float] | None:
    scale = read_scale(settings["rating"]) if "rating" in settings else None
    if "rating" in settings and scale is None:
        raise WrongSetting(("rating",), "rating is the scale of the ratings, the worst first", "write rating = [1, 5]")
    return scale


def _encoding(settings: Mapping[str, Any]) -> str:
    text = _text(settings, "encoding")
    try:
        return codecs.lookup(text).name if text else ""
    except (LookupError, ValueError) as error:
        raise WrongSetting(("encoding",), f"there is no encoding “{text}”", did_you_mean(text, _ENCODINGS)) from error


def _delimiter(settings: Mapping[str, Any]) -> str:
    delimiter = _text(settings, "delimiter", strip=False).replace("\\t", "\t")
    if len(delimiter) > 1 or delimiter in {'"', "\n", "\r"}:
        raise WrongSetting(("delimiter",), "the delimiter is one character", 'write delimiter = ";"')
    return delimiter


def _form(settings: Mapping[str, Any]) -> str:
    form = _text(settings, "time-format")
    if form and not is_time_format(form):
        remedy = 'write it as in time-format = "%d/%m/%Y %H:%M"'
        raise WrongSetting(("time-format",), f"“{form}” is no format of a time", remedy)
    return form
