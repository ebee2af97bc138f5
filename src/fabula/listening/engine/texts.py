"""The SQL texts that every engine runs: found by name, with the parameters that each declares in its head.

A line of the head declares a parameter, its type, its default and what it means; without a default it must be given:

    -- :campaigns BOOLEAN = TRUE  whether comments that seem to belong to a campaign count
    -- :element STRING  whose days are asked for

Types are BOOLEAN, BIGINT, STRING and STRINGS (a list; bound as one string, an element a line). Values are bound by the
engine and are never part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, cast

__all__ = ["Parameter", "Text", "read_text", "text_names"]

_HEAD: Final = re.compile(r"^-- :(?P<name>[a-z]\w*) (?P<type>[A-Z]+)(?: = (?P<default>\S+))?  (?P<means>\S.*)$")
_ORDERED: Final = re.compile(r"(?:\w+\.)?(\w+) NULLS FIRST(?:,|$)", re.MULTILINE)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_TYPES: Final[Mapping[str, type]] = {"BOOLEAN": bool, "BIGINT": int, "STRING": str, "STRINGS": str}
_WORDS: Final[Mapping[str, bool | None]] = {"TRUE": True, "FALSE": False, "NULL": None}
_BIGGEST: Final = 2**63

Value = bool | int | str | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a text asks for. ``needed`` says that it has no default."""

    name: str
    type: str
    needed: bool
    default: Value
    means: str

    def bind(self, value: Any) -> Value:
        """A value as engines bind it. Raises `TypeError` or `ValueError` if it is of another type."""
        if value is None and not self.needed and self.default is None:
            return None
        if self.type == "STRINGS":
            value = _join(self.name, value)
        # A truth value is a whole number to Python, but not to SQL.
        if not isinstance(value, _TYPES[self.type]) or isinstance(value, bool) != (self.type == "BOOLEAN"):
            raise TypeError(f"{self.name} must be {self.type}, not {type(value).__name__}")
        if isinstance(value, int) and not -_BIGGEST <= value < _BIGGEST:
            raise ValueError(f"{self.name} does not fit into 64 bits")
        if isinstance(value, str) and "\0" in value:
            raise ValueError(f"{self.name} has a null character in it")
        return cast(Value, value)


def _join(name: str, value: Any) -> str:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError(f"{name} must be a list of strings")
    strings = list(value)
    if not all(isinstance(string, str) for string in strings):
        raise TypeError(f"{name} must be a list of strings")
    if any("\n" in string for string in strings):
        raise ValueError(f"{name} has a string of several lines in it")
    # No element has an empty name, so a list of none is one of the empty name.
    return "\n".join(strings)


@dataclass(frozen=True, slots=True)
class Text:
    """A query in the SQL that all engines understand, without its comments, with ``:name`` where a parameter goes.

    ``order`` names the columns that the rows are in the order of, nulls first; ``unordered`` is the query without that.
    """

    name: str
    sql: str
    parameters: Mapping[str, Parameter]
    unordered: str
    order: tuple[str, ...]

    def bind(self, values: Mapping[str, Any]) -> dict[str, Value]:
        """A value for each parameter. Raises `TypeError` for one that is unknown, missing or of another type."""
        unknown = sorted(values.keys() - self.parameters.keys())
        if unknown:
            raise TypeError(f"{self.name} has no parameter {unknown[0]}")
        missing = [name for name, one in self.parameters.items() if one.needed and name not in values]
        if missing:
            raise TypeError(f"{self.name} needs a value for {missing[0]}")
        return {name: one.bind(values.get(name, one.default)) for name, one in self.parameters.items()}


@lru_cache
def read_text(name: str) -> Text:
    """The text of that name. Raises `LookupError` if there is none."""
    file = _FOLDER / f"{name}.sql"
    if not _NAME.match(name) or not file.is_file():
        raise LookupError(f"there is no SQL text {name!r}")
    sql = file.read_text(encoding="utf-8")
    declared = [_HEAD.match(line) for line in sql.splitlines()]
    parameters = [_declare(found) for found in declared if found is not None]
    code = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return Text(name, code, {one.name: one for one in parameters}, *_split_order(code))


def _split_order(code: str) -> tuple[str, tuple[str, ...]]:
    """A query without its last ``ORDER BY``, and the columns that this names."""
    place = code.rfind("\nORDER BY ")
    if place < 0:
        return code, ()
    return code[:place], tuple(_ORDERED.findall(code[place:].removeprefix("\nORDER BY ")))


_FOLDER: Final = files("fabula.listening.engine") / "sql"


def text_names() -> list[str]:
    """The names of all texts, sorted."""
    return sorted(file.name.removesuffix(".sql") for file in _FOLDER.iterdir() if file.name.endswith(".sql"))


def _declare(found: re.Match[str]) -> Parameter:
    name, kind, default = found["name"], found["type"], found["default"]
    if kind not in _TYPES:
        raise ValueError(f"{kind} is not a type of parameter")
    return Parameter(name, kind, default is None, _read_default(default), found["means"])


def _read_default(word: str | None) -> Value:
    if word is None or word in _WORDS:
        return _WORDS[word] if word is not None else None
    return int(word) if re.fullmatch(r"-?\d+", word) else word.strip("'")
