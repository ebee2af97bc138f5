"""Bible entries: one Markdown file, read."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from fabula.bible.field_values import check_value
from fabula.bible.fields import FIELDS, FOREIGN, FieldDoc
from fabula.bible.frontmatter import read_front_matter
from fabula.bible.model import Entry, EntryKind, Value, Wikilink
from fabula.bible.wikilinks import find_wikilinks
from fabula.finding import Certainty, Finding
from fabula.source import Source

__all__ = ["FIELDS", "name_from_stem", "read_entry", "read_markdown"]

CODE: Final = "L105"
_LIKE: Final = 75.0
"""How alike two field names must be, of 100, for one to be offered for the other."""
_SMALL: Final = frozenset(
    {"a", "an", "and", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "von"}
)


def read_markdown(source: Source) -> tuple[dict[str, Value], int, tuple[Wikilink, ...], list[Finding]]:
    """Any Markdown file: its fields, where its prose starts, its wikilinks, and what is wrong with its fields.

    For ``show.md`` and other files that are no entries. Links in the fields count as well.
    """
    fields, body, findings = read_front_matter(source)
    return fields, body, find_wikilinks(source), findings


def read_entry(source: Source, kind: EntryKind) -> tuple[Entry, list[Finding]]:
    """One bible entry, and what is wrong with it (L105). Names in it are not yet looked up."""
    fields, body, links, findings = read_markdown(source)
    stem = PurePosixPath(source.path).stem
    name = fields.get("name")
    said = name.text.strip() if name is not None else ""
    if name is not None and not said:
        findings.append(
            Finding(CODE, name.key or name.span, "The name is not given", help="write one, or leave out `name`")
        )
    for key, value in fields.items():
        doc = FIELDS[kind].get(key)
        if doc is not None:
            wrong = _check_shape(key, value, doc)
            findings.extend(wrong or check_value(kind, key, value))
        elif key.lower() not in FOREIGN:
            findings.append(_unknown(key, value, kind))
    aliases = _texts(fields.get("aliases")) + _texts(fields.get("alias"))
    entry = Entry(
        key=f"{kind.value}/{stem}",
        kind=kind,
        name=said or name_from_stem(stem),
        source=source,
        fields=fields,
        aliases=tuple(dict.fromkeys(aliases)),
        cues=tuple(dict.fromkeys(_texts(fields.get("cues")))),
        owner=fields["owner"].text.strip() if "owner" in fields else "",
        body_start=body,
        links=links,
    )
    return entry, findings


def name_from_stem(stem: str) -> str:
    """A file's name made readable: "mason-kane" is "Mason Kane", "fall-of-citadel" is "Fall of Citadel"."""
    words = stem.replace("_", " ").replace("-", " ").split() or [stem]
    readable = [w if w != w.lower() or (i and w in _SMALL) else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    return " ".join(readable)


def _texts(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(text for item in value.items if (text := item.text.strip()))


def _check_shape(key: str, value: Value, doc: FieldDoc) -> list[Finding]:
    """Whether a value is of the shape that its field asks for."""
    held = value.value
    place = value.key or value.span
    example = f"write it like `{key}: {doc.example}`"
    if "mapping" in doc.shape and isinstance(held, str) and held and "list" not in doc.shape:
        return [Finding(CODE, value.span, f"The field “{key}” needs pairs of name and value", help=example)]
    if isinstance(held, dict) and "mapping" not in doc.shape:
        return [Finding(CODE, place, f"The field “{key}” takes no names inside it", help=example)]
    if isinstance(held, tuple) and "list" not in doc.shape:
        what = "pairs of name and value" if doc.shape == "mapping" else "one value, not a list"
        return [Finding(CODE, value.span, f"The field “{key}” takes {what}", help=example)]
    choices = ("yes", "no", "true", "false") if doc.shape == "yes/no" else doc.choices
    if choices and value.text and value.text.strip().lower() not in choices:
        words = "yes or no" if doc.shape == "yes/no" else ", ".join(choices[:-1]) + " or " + choices[-1]
        return [Finding(CODE, value.span, f"The field “{key}” is “{value.text}”, which is not {words}", help=example)]
    return []


def _unknown(key: str, value: Value, kind: EntryKind) -> Finding:
    from rapidfuzz import fuzz

    span = value.key or value.span
    known = FIELDS[kind]
    score, near = max((fuzz.ratio(key.lower(), name), name) for name in sorted(known, reverse=True))
    if score >= _LIKE:
        remedy = f"did you mean “{near}”?"
    elif kind in {EntryKind.PERSON, EntryKind.THING}:
        remedy = "if it is something that can be seen or said of them, put it under `attributes:`"
    else:
        remedy = f"fields of {kind.value}: {', '.join(known)}"
    message = f"The field “{key}” is not one that entries of {kind.value} have"
    return Finding(CODE, span, message, help=remedy, certainty=Certainty.POSSIBLE)
