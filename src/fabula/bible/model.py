"""Bible entries as written: front matter with places, prose, wikilinks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fabula.source import Source, Span

__all__ = ["Entry", "EntryKind", "Value", "Wikilink"]


class EntryKind(StrEnum):
    """What an entry is about; the value is the folder that holds such entries."""

    PERSON = "people"
    COVER = "covers"
    GROUP = "groups"
    PLACE = "places"
    THING = "things"
    SECRET = "secrets"
    STORYLINE = "storylines"
    EVENT = "events"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the front matter with its place.

    ``value`` is a str for every scalar (as written, unquoted: ``no`` stays "no", ``2014-06-03`` stays text), a
    tuple of Values for a list, and a dict from key to Value for a mapping. ``key`` is the place of its key.
    """

    value: str | tuple[Value, ...] | Mapping[str, Value]
    span: Span
    key: Span | None = None

    @property
    def text(self) -> str:
        """The scalar, or empty for lists and mappings."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def items(self) -> tuple[Value, ...]:
        """The list's items; a scalar counts as a list of one, an empty scalar and a mapping as none."""
        if isinstance(self.value, tuple):
            return self.value
        return (self,) if isinstance(self.value, str) and self.value else ()


@dataclass(frozen=True, slots=True)
class Wikilink:
    """A ``[[target|label]]`` or ``[[target#part]]`` in an entry; ``target`` is trimmed and without the part."""

    target: str
    span: Span


@dataclass(slots=True)
class Entry:
    """One bible entry.

    ``key`` is "people/mason-kane": folder and file stem, unique in a universe. ``name`` is the front matter's
    ``name`` or else the stem made readable. ``aliases`` are other names in prose and notes; ``cues`` other names in
    cues. ``owner`` is the id of the show that may change it, empty for the mothership.
    """

    key: str
    kind: EntryKind
    name: str
    source: Source
    fields: dict[str, Value] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    owner: str = ""
    body_start: int = 0
    links: tuple[Wikilink, ...] = ()

    @property
    def span(self) -> Span:
        """Where the entry names itself: its ``name`` field, else the start of its file."""
        value = self.fields.get("name")
        return value.span if value is not None else self.source.whole

    @property
    def body(self) -> str:
        """The prose below the front matter."""
        return self.source.text[self.body_start :]

    def text(self, name: str) -> str:
        """A scalar field, or empty."""
        value = self.fields.get(name)
        return value.text if value is not None else ""
