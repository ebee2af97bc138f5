"""Documents of ``fabula listen`` are held against their schema."""

from __future__ import annotations

import json
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
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    schema = {**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{verb}"}]}
    jsonschema.validate(document, schema)
    jsonschema.validate(document, {**_close(SCHEMA), "anyOf": schema["anyOf"]})
    validator = jsonschema.Draft202012Validator(schema)
    for path in _fields(document, SCHEMA["$defs"][verb]):
        assert not validator.is_valid(_without(document, path)), f"{verb} may be without {path}"
    for other in SCHEMA["$defs"]:
        described = {**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{other}"}]}
        if "fabula" in SCHEMA["$defs"][other].get("required", ()) and other != verb:
            assert not jsonschema.Draft202012Validator(described).is_valid(document), f"{verb} is taken for {other}"


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
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]]
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
