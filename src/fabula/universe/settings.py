"""``fabula.toml``: how a universe wants to be checked."""

from __future__ import annotations

import re
import tomllib
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from rapidfuzz import process

from fabula.finding import Finding
from fabula.source import Source, Span
from fabula.universe.model import Settings

__all__ = ["LEVELS", "did_you_mean", "find_key", "find_setting", "read_settings", "read_table"]

LEVELS = ("off", "note", "warning", "error")
KEYS = ("name", "timezone", "rules", "revision-colours", "clearances", "travel", "present", "listening")
TRAVEL_KEYS = ("speed-kmh", "overhead-minutes")

_POSITION = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\s*$")
_SECTION = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""^\s*([\w."'\- ]+?)\s*=""")
_CODE = re.compile(r"[a-z]\d*")


def read_settings(source: Source) -> tuple[Settings, list[Finding]]:
    """The settings in a ``fabula.toml``. What is wrong is L109, and its default then holds."""
    reader = _Reader(source)
    try:
        table = read_table(source.text)
    except RecursionError:
        reader.broken_syntax("brackets stand too deep inside one another")
        return Settings(source=source), reader.findings
    except tomllib.TOMLDecodeError as error:
        reader.broken_syntax(str(error))
        return Settings(source=source), reader.findings
    for key in table:
        if key not in KEYS:
            reader.unknown((key,), "setting", KEYS)
    settings = Settings(
        name=reader.text(table, "name"),
        timezone=_timezone(reader, table),
        levels=_levels(reader, table),
        revision_colours=_words(reader, table, "revision-colours"),
        present=_present(reader, table),
        source=source,
    )
    travel = table.get("travel", {})
    if not isinstance(travel, dict):
        reader.wrong(
            ("travel",), "The setting travel is a table of its own", "write [travel] on a line, then its settings"
        )
        return settings, reader.findings
    for key in travel:
        if key not in TRAVEL_KEYS:
            reader.unknown(("travel", key), "travel setting", TRAVEL_KEYS)
    speed = reader.number(travel, ("travel", "speed-kmh"), settings.travel_speed, lambda value: value >= 0.001)
    overhead = reader.number(travel, ("travel", "overhead-minutes"), settings.travel_overhead, lambda value: value >= 0)
    return replace(settings, travel_speed=float(speed), travel_overhead=round(overhead)), reader.findings


def read_table(text: str) -> dict[str, Any]:
    """What a TOML file says, however its lines end.

    Raises `tomllib.TOMLDecodeError` or `RecursionError` if it is none.
    """
    return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def find_key(source: Source, path: tuple[str, ...], fold: bool = False) -> Span:
    """Where a key stands in a TOML file; the start of the file if it cannot be seen.

    ``path`` is (table, key), or the key alone at the top. ``fold`` compares without case.
    """
    if fold:
        path = tuple(part.lower() for part in path)
    section: tuple[str, ...] = ()
    for line in range(1, len(source.line_starts) + 1):
        text = source.line_text(line)
        if match := _SECTION.match(text):
            section = _dotted(match[1], fold)
            if section == path:
                return source.span(source.offset(line) + match.start(1), source.offset(line) + match.end(1))
        elif match := _KEY.match(text):
            start = source.offset(line) + match.start(1)
            own = section + _dotted(match[1], fold)
            if own == path:
                return source.span(start, start + len(match[1]))
            if own == path[:-1]:  # an inline table: rules = { T101 = "off" }
                at = (text.lower() if fold else text).find(path[-1], match.end())
                start = source.offset(line) + at if at >= 0 else start
                return source.span(start, start + (len(path[-1]) if at >= 0 else len(match[1])))
    return source.whole


def find_setting(source: Source, path: tuple[str, ...]) -> Span:
    """Where a key stands in a TOML file, or else the nearest table around it that can be seen."""
    while len(path) > 1:
        span = find_key(source, path)
        if span != source.whole:
            return span
        path = path[:-1]
    return find_key(source, path)


def _dotted(text: str, fold: bool) -> tuple[str, ...]:
    text = text.lower() if fold else text
    return tuple(part.strip().strip("\"'").strip() for part in text.split("."))


class _Reader:
    """Takes values out of a table and notes what is wrong with them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def wrong(self, path: tuple[str, ...], message: str, remedy: str) -> None:
        self.findings.append(Finding("L109", find_key(self.source, path), message, remedy))

    def unknown(self, path: tuple[str, ...], what: str, known: Iterable[str]) -> None:
        names = sorted(known)
        self.wrong(path, f"There is no {what} “{path[-1]}”", did_you_mean(path[-1], names))

    def broken_syntax(self, error: str) -> None:
        match = _POSITION.search(error)
        line, column = (int(match[1]), int(match[2])) if match and match[1] else (len(self.source.line_starts), 1)
        offset = self.source.offset(line, column)
        reason = _POSITION.sub("", error).strip().rstrip(".")
        self.findings.append(
            Finding(
                "L109",
                self.source.span(offset, offset),
                f"This file cannot be read from here on: {reason[:1].lower() + reason[1:]}",
                "write it as key = value, with text in quotes; until then every setting has its default",
            )
        )

    def text(self, table: Mapping[str, Any], key: str) -> str:
        value = table.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.wrong((key,), f"The setting {key} is a text", f'write {key} = "…"')
        return ""

    def number(
        self, table: Mapping[str, Any], path: tuple[str, ...], default: float, fits: Callable[[float], bool]
    ) -> float:
        value = table.get(path[-1], default)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9 and fits(value):
            return value
        self.wrong(path, f"The setting {path[-1]} is a number above zero", f"write {path[-1]} = {default:g}")
        return default


def _timezone(reader: _Reader, table: Mapping[str, Any]) -> str:
    name = reader.text(table, "timezone")
    if not name or name == "UTC":
        return "UTC"
    try:
        zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        known = sorted(zoneinfo.available_timezones())
        if known:
            reader.wrong(("timezone",), f"There is no time zone “{name}”", did_you_mean(name, known))
        else:
            remedy = "install the Python package tzdata; until then times are read as UTC"
            reader.wrong(("timezone",), "This machine knows no time zones", remedy)
        return "UTC"
    return name


def _levels(reader: _Reader, table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    rules = table.get("rules", {})
    if not isinstance(rules, dict):
        reader.wrong(
            ("rules",),
            "The setting rules is a table of its own",
            'write [rules] on a line, then lines like T101 = "off"',
        )
        return ()
    levels: list[tuple[str, str]] = []
    for key, value in rules.items():
        word = value.strip().lower() if isinstance(value, str) else ""
        if word in LEVELS:
            name = key.strip().lower()
            levels.append((name.upper() if _CODE.fullmatch(name) else name, word))
        else:
            reader.wrong(
                ("rules", key), f"“{value}” is no level of a rule", did_you_mean(str(value), LEVELS, show_all=True)
            )
    return tuple(levels)


def _words(reader: _Reader, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(item.strip() for item in value)
    reader.wrong((key,), f"The setting {key} is a list of texts", f'write {key} = ["white", "blue", "pink"]')
    return ()


def _is_date(text: str) -> bool:
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text) is None:
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:  # there is no 31 April
        return False
    return True


def _present(reader: _Reader, table: Mapping[str, Any]) -> str:
    value = table.get("present", "")
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999:
        return f"{value:04}"
    if isinstance(value, str) and (not value.strip() or _is_date(value.strip())):
        return value.strip()
    reader.wrong(("present",), "The setting present is the date of the story's present", "write present = 2023-04-28")
    return ""


def did_you_mean(word: str, known: Iterable[str], show_all: bool = False) -> str:
    """A remedy that names what may have been meant: the nearest of the known names, or all of a short list."""
    names = list(known)
    near = process.extractOne(word.lower(), names, processor=str.lower, score_cutoff=60)
    if near is not None and not show_all:
        return f"did you mean {near[0]}?"
    return f"use one of {', '.join(names)}" if len(names) <= 12 else "look for the right spelling"
