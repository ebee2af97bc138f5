"""Documents of ``fabula listen`` are held against their schema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema

import fabula.report

__all__ = ["check_document"]

SCHEMA: Final[dict[str, Any]] = json.loads(
    (Path(fabula.report.__file__).parent / "schemas/listen-1.json").read_text(encoding="utf-8")
)


def check_document(verb: str, document: dict[str, Any]) -> None:
    """Raises if a verb's document is not what the schema says, or says what the schema does not.

    The schema must notice every field that is missing, at any depth, and know the document from those of other verbs.
    """
    described = _described()
    schema = described[verb]
    jsonschema.validate(document, _close(schema))
    validator = jsonschema.Draft202012Validator(schema)
    for path in _fields(document, schema):
        assert not validator.is_valid(_without(document, path)), f"{verb} may be without {path}"
    for other in described.keys() - {verb}:
        assert not jsonschema.Draft202012Validator(described[other]).is_valid(document), f"{verb} is taken for {other}"


@cache
def _described() -> dict[str, Any]:
    """The schema of each verb, each whole by itself."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    verbs = [one["$ref"].rsplit("/", 1)[1] for one in SCHEMA["anyOf"]]
    return {verb: _inline(SCHEMA["$defs"][verb]) for verb in verbs}


def _inline(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_inline(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inline(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    return {key: _inline(value) for key, value in schema.items()}


def _close(schema: Any) -> Any:
    """The schema without room for what it does not name."""
    if isinstance(schema, list):
        return [_close(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _close(value) for key, value in schema.items()}
    return {"additionalProperties": False, **closed} if isinstance(schema.get("properties"), dict) else closed


def _fields(value: Any, schema: dict[str, Any], path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every field that the schema names of a document, of lists that of their first row."""
    if isinstance(value, list) and value and "items" in schema:
        return _fields(value[0], schema["items"], (*path, 0))
    found = []
    for name, inner in schema.get("properties", {}).items() if isinstance(value, dict) else ():
        found += [(*path, name), *_fields(value[name], inner, (*path, name))]
    return found


def _without(document: Any, path: tuple[str | int, ...]) -> Any:
    first, *rest = path
    if isinstance(document, list):
        return [_without(document[0], tuple(rest)), *document[1:]]
    if not rest:
        return {key: value for key, value in document.items() if key != first}
    return {**document, first: _without(document[first], tuple(rest))}
