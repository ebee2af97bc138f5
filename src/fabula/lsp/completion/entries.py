"""What can be written in the bible: fields of an entry, names in them, links in its prose; and in a show.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fabula.bible.fields import FIELDS, FieldDoc
from fabula.bible.model import EntryKind
from fabula.lsp.completion.offers import Offer, OfferKind, fits
from fabula.lsp.completion.roll import Named, Roll
from fabula.lsp.completion.statements import complete_fact
from fabula.universe.model import Status
from fabula.universe.shows import ROLES

__all__ = ["complete_entry", "complete_sheet"]

MOST: Final = 120

_FIELD: Final = re.compile(r"([\w-]+):[ \t]*(.*)", re.DOTALL)
_INNER: Final = re.compile(r"([ \t]+)(?:-[ \t]+)?(?:([^:#\[\]{}]+):[ \t]+)?(.*)", re.DOTALL)
_LAST: Final = re.compile(r"[^,\[\]{}:]*\Z")
_KINDS: Final = {"people": OfferKind.PERSON, "covers": OfferKind.PERSON, "places": OfferKind.PLACE}
_SHEET: Final = {
    "name": FieldDoc("How the show is called.", "Citadel: India"),
    "role": FieldDoc("The mothership, whose bible it is, or a spinoff.", "spinoff", choices=ROLES),
    "feeds": FieldDoc("The shows that may rest on what happens here.", "citadel", "list"),
    "status": FieldDoc("How far its episodes have come.", "draft", choices=tuple(str(status) for status in Status)),
    "cancelled": FieldDoc("Whether it has been given up.", "yes", "yes/no"),
    "episodes": FieldDoc("What is so of single episodes.", "{S01E02: {status: locked}}", "mapping"),
}


def complete_entry(
    kind: EntryKind, text: str, starts: Sequence[int], line: int, offset: int, roll: Roll
) -> list[Offer]:
    """What can be written at an offset of an entry, on a line counted from 0."""
    link = _open_link(text, starts[line], offset)
    if link >= 0:
        return _links(text[link:offset], link, roll)
    if not _in_front_matter(text, starts, line):
        return []
    return _field(FIELDS[kind], text, starts, line, offset, roll)


def complete_sheet(text: str, starts: Sequence[int], line: int, offset: int, roll: Roll) -> list[Offer]:
    """The same for a show.md."""
    return _field(_SHEET, text, starts, line, offset, roll) if _in_front_matter(text, starts, line) else []


def _open_link(text: str, start: int, offset: int) -> int:
    """Where the target of the link begins that is open at an offset; -1 if none is."""
    opened = text.rfind("[[", start, offset)
    if opened < 0 or text.find("]]", opened, offset) >= 0:
        return -1
    return opened + 2


def _links(typed: str, start: int, roll: Roll) -> list[Offer]:
    """Entries as Obsidian links to them: by their file, with their name to be shown where it is another."""
    if "|" in typed or "#" in typed:
        return []
    offers: list[Offer] = []
    told: set[tuple[str, str]] = set()
    for named in roll.names:
        place = (named.kind, named.stem)
        if named.stem and place not in told and (fits(named.name, typed) or fits(named.stem, typed)):
            told.add(place)
            link = named.stem if named.stem == named.chief else f"{named.stem}|{named.chief}"
            kind = _KINDS.get(named.kind, OfferKind.NAME)
            offers.append(Offer(named.chief, link, start, kind, named.kind, filter=f"{named.name} {named.stem}"))
    return sorted(offers, key=lambda offer: (not fits(offer.label, typed), offer.label.casefold()))[:MOST]


def _in_front_matter(text: str, starts: Sequence[int], line: int) -> bool:
    if line == 0 or _words(text, starts, 0).lstrip("\ufeff").rstrip() != "---":
        return False
    return all(_words(text, starts, number).rstrip() not in {"---", "..."} for number in range(1, line))


def _words(text: str, starts: Sequence[int], line: int) -> str:
    end = starts[line + 1] if line + 1 < len(starts) else len(text)
    return text[starts[line] : end].rstrip("\r\n")


def _field(
    docs: dict[str, FieldDoc], text: str, starts: Sequence[int], line: int, offset: int, roll: Roll
) -> list[Offer]:
    typed = text[starts[line] : offset]
    found = _FIELD.match(typed)
    if found is not None:
        doc = docs.get(found[1])
        return [] if doc is None else list(_values(found[1], doc, found[2], offset, roll))
    inner = _INNER.fullmatch(typed)
    if inner is not None:
        key = _key_above(text, starts, line)
        doc = docs.get(key)
        return [] if doc is None else list(_values(key, doc, inner[3], offset, roll))
    if typed.strip() != typed or text[offset : offset + 1] == ":":
        return []
    used = {match[1] for number in range(1, len(starts)) if (match := _FIELD.match(_words(text, starts, number)))}
    return [
        Offer(key, f"{key}: ", starts[line], OfferKind.FIELD, doc.doc, again=bool(doc.names or doc.choices))
        for key, doc in docs.items()
        if key.startswith(typed.lower()) and key not in used
    ]


def _key_above(text: str, starts: Sequence[int], line: int) -> str:
    """The field whose value a line that is set in goes on with."""
    for number in range(line - 1, 0, -1):
        found = _FIELD.match(_words(text, starts, number))
        if found is not None:
            return found[1]
    return ""


def _values(key: str, doc: FieldDoc, typed: str, offset: int, roll: Roll) -> Iterator[Offer]:
    if key == "fact":
        yield from complete_fact(typed.lstrip("\"'"), offset - len(typed.lstrip("\"'")), roll, "")
        return
    last = _LAST.search(typed)
    word = last[0].lstrip().lstrip("\"'") if last is not None else ""
    start = offset - len(word)
    choices: Iterable[str] = doc.choices or (("yes", "no") if doc.shape == "yes/no" else ())
    if key in {"owner", "owners", "feeds"}:
        choices = roll.shows
    for choice in choices:
        if choice.lower().startswith(word.lower()):
            yield Offer(choice, choice, start, OfferKind.WORD, key)
    held = sorted(_names(doc, word, roll), key=lambda named: (not named.stem, named.name.casefold(), named.name))
    for named in held[:MOST]:
        detail = named.chief if named.chief != named.name else named.kind
        yield Offer(named.name, named.name, start, _KINDS.get(named.kind, OfferKind.NAME), detail)


def _names(doc: FieldDoc, word: str, roll: Roll) -> Iterator[Named]:
    return (named for named in roll.of_kinds(map(str, doc.names)) if named.stem and fits(named.name, word))
