"""The fields that each kind of bible entry may have: the one table that reader, reference page and tests share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fabula.bible.model import EntryKind

__all__ = ["COMMON", "FIELDS", "FOREIGN", "FieldDoc", "fields_page"]

_PEOPLE: Final = (EntryKind.PERSON, EntryKind.COVER)


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """What a field says, in a line.

    ``names`` are the kinds of entries that its value names (linked by `fabula.universe.link`); empty where the
    value is no name. ``shape`` is "text", "list", "yes/no", "date", "mapping" or "list or mapping"; a list may
    always be written as a single value. ``choices`` are the words that it may hold, where they are given.
    """

    doc: str
    example: str
    shape: str = "text"
    names: tuple[EntryKind, ...] = ()
    choices: tuple[str, ...] = ()


COMMON: Final[dict[str, FieldDoc]] = {
    "name": FieldDoc("How it is called. Left out, it is the file's name made readable.", "Mason Kane"),
    "aliases": FieldDoc("Other names in prose and in notes.", "[Mason, Agent Kane]", "list"),
    "nicknames": FieldDoc(
        "Names that only the audience uses; scripts and notes are not linked by them.", "[Grey Eyes, मेसन]", "list"
    ),
    "words": FieldDoc(
        "Words by which the audience speaks of it without its name. Only `fabula listen` reads them.",
        "[the traitor, opened the gate]",
        "list",
    ),
    "owner": FieldDoc("The show that may change it. Left out, it is the mothership.", "india"),
    "owners": FieldDoc("Further shows that may change it.", "[italy, india]", "list"),
    "grants": FieldDoc(
        "Scenes of other shows that may change it, each with a reason if there is one to give.",
        "{india S01E03/3: he is free to go}",
        "list or mapping",
    ),
    "refuses": FieldDoc(
        "Scenes of other shows that may not change it, each with the reason.",
        "{italy S01E02/5: we need him in season 2}",
        "list or mapping",
    ),
    "secret": FieldDoc("Whether its very name is a secret: who says it must have heard it.", "yes", "yes/no"),
    "known-to": FieldDoc("Who knows that secret name when the story starts.", "[Bernard]", "list", _PEOPLE),
    "shared": FieldDoc("Whether every show may change it.", "yes", "yes/no"),
    "status": FieldDoc("How settled the entry is, in the room's own words.", "approved"),
    "invented": FieldDoc("What of it is made up for an example and not given by the makers; `yes` if all.", "the date"),
    "tags": FieldDoc("Words to sort entries by.", "[season-1, agents]", "list"),
    "ref": FieldDoc("Where it comes from: a page, a document, a mail.", "pitch document, page 4"),
}
"""Fields that every entry may have."""

_CUES = FieldDoc("Other names in cues, for scripts that call somebody differently.", "[MASON, KANE]", "list")

_OWN: Final[dict[EntryKind, dict[str, FieldDoc]]] = {
    EntryKind.PERSON: {
        "cues": _CUES,
        "nature": FieldDoc(
            "Whether it is one body, an office that several hold in turn, or a class of people.",
            "person",
            choices=("person", "office", "class"),
        ),
        "born": FieldDoc("When they were born, as exactly as is known.", "1984-03-02", "date"),
        "died": FieldDoc("When they died. They can act only before that, or in memories.", "2022", "date"),
        "returns": FieldDoc("When they come back to life.", "2023-04", "date"),
        "actor": FieldDoc("Who plays them.", "Richard Madden"),
        "home": FieldDoc("The place where they live.", "Rome", names=(EntryKind.PLACE,)),
        "groups": FieldDoc(
            "The groups that they belong to when the story starts.", "[Citadel]", "list", (EntryKind.GROUP,)
        ),
        "has": FieldDoc("The things that they have when the story starts.", "[the case]", "list", (EntryKind.THING,)),
        "relations": FieldDoc(
            "How they stand to others when the story starts: verb or role, then the name.",
            "{loves: Nadia, brother of: Orlick}",
            "list or mapping",
            _PEOPLE,
        ),
        "attributes": FieldDoc(
            "What can be seen or said of them and must not change without cause.",
            "{eyes: green, wound: left shoulder}",
            "mapping",
        ),
    },
    EntryKind.COVER: {
        "of": FieldDoc("The person whose cover it is.", "Mason Kane", names=_PEOPLE),
        "cues": _CUES,
        "knows": FieldDoc("Who is in on it.", "[Bernard]", "list", _PEOPLE),
    },
    EntryKind.GROUP: {
        "in": FieldDoc("The larger group that it is a part of.", "Citadel", names=(EntryKind.GROUP,)),
    },
    EntryKind.PLACE: {
        "in": FieldDoc("The place that it lies in.", "Rome", names=(EntryKind.PLACE,)),
        "coordinates": FieldDoc("Latitude and longitude in degrees.", "[41.9, 12.5]", "list"),
        "kind": FieldDoc(
            "What sort of place it is. Of areas (a country, a region, an island) no distances are claimed.", "country"
        ),
        "timezone": FieldDoc("Its time zone, as computers call it.", "Europe/Rome"),
        "travel": FieldDoc(
            "How long it takes to get to other places, where that differs from what the distance says.",
            "{Oslo: 3 hours}",
            "mapping",
            (EntryKind.PLACE,),
        ),
    },
    EntryKind.THING: {
        "holder": FieldDoc("Who has it when the story starts.", "Bernard", names=_PEOPLE),
        "unique": FieldDoc("Whether there is only one of it. Left out, there is.", "yes", "yes/no"),
        "attributes": FieldDoc("What can be seen of it and must not change without cause.", "{colour: red}", "mapping"),
    },
    EntryKind.SECRET: {
        "fact": FieldDoc("What is kept secret, as a fact in the words of canon notes.", "Kyle is Mason"),
        "says": FieldDoc("Names and phrases that only somebody who knows it can say.", "[Manticore]", "list"),
        "holders": FieldDoc("Who knows it when the story starts.", "[Bernard, Nadia]", "list", _PEOPLE),
    },
    EntryKind.STORYLINE: {
        "letter": FieldDoc("The letter that the room calls it by.", "A"),
    },
    EntryKind.EVENT: {
        "at": FieldDoc("When it happened, as exactly as is known.", "2014-06-03 21:40", "date"),
        "in": FieldDoc("When it happened, for a year or a season.", "2014", "date"),
        "place": FieldDoc("Where it happened.", "Rome", names=(EntryKind.PLACE,)),
        "after": FieldDoc("The event or scene that it came after.", "the fall of Citadel", names=(EntryKind.EVENT,)),
        "before": FieldDoc("The event or scene that it came before.", "S01E02/14", names=(EntryKind.EVENT,)),
        "takes": FieldDoc("How long it took.", "2 hours"),
        "with": FieldDoc("Who was there.", "[Mason, Nadia]", "list", _PEOPLE),
    },
}

FIELDS: Final[dict[EntryKind, dict[str, FieldDoc]]] = {kind: {**own, **COMMON} for kind, own in _OWN.items()}
"""All fields by kind: those of the kind first, then those that every entry may have."""

FOREIGN: Final = frozenset(
    {
        "alias",
        "banner",
        "banner_y",
        "color",
        "colour",
        "cover",
        "created",
        "cssclass",
        "cssclasses",
        "date",
        "description",
        "down",
        "excalidraw-plugin",
        "icon",
        "id",
        "image",
        "kanban-plugin",
        "lang",
        "lat",
        "linter-yaml-title-alias",
        "location",
        "lon",
        "mapmarker",
        "modified",
        "notetype",
        "obsidian-ui-mode",
        "parent",
        "permalink",
        "position",
        "publish",
        "related",
        "sticker",
        "tag",
        "template",
        "title",
        "up",
        "updated",
        "uuid",
    }
)

"""Keys of Obsidian and of its plugins, which say nothing to fabula."""


def fields_page() -> str:
    """The reference page of all fields, in Markdown."""
    lines = [
        "# Bible entries",
        "",
        "One Markdown file is one entry. The folder gives its kind, the file's name its id. The fields stand at its",
        "head, between two lines of three dashes; below them is prose, in which `[[links]]` lead to other entries.",
        "",
        "    ---",
        "    name: Mason Kane",
        "    aliases: [Mason]",
        "    groups: [Citadel]",
        "    ---",
        "    He wakes up on a train and knows nothing of [[Citadel]].",
        "",
        "Values are read as they are written: `no` is the word *no*, a date is a date. A list of one may be written",
        "without brackets. Names in fields may be written as links. Other fields give a mild finding, so that a",
        "slip is seen.",
        "",
        "## Every entry",
        "",
        *_table(COMMON),
    ]
    for kind, own in _OWN.items():
        lines += ["", f"## {kind.value}", "", *_table(own)]
    return "\n".join(lines) + "\n"


def _table(fields: dict[str, FieldDoc]) -> list[str]:
    lines = ["| field | holds | example | what it says |", "| --- | --- | --- | --- |"]
    for name, doc in fields.items():
        holds = doc.shape if not doc.choices else ", ".join(doc.choices)
        if doc.names:
            holds += f" of {' or '.join(kind.value for kind in doc.names)}" if "list" in holds else ", a name"
        lines.append(f"| `{name}` | {holds} | `{doc.example}` | {doc.doc} |")
    return lines
