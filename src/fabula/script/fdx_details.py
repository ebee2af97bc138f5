"""What a Final Draft file states of its scenes: length, page, cast, summary, tags; and its revisions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fabula.script.model import SceneDetails
from fabula.script.xml import Node

__all__ = ["Tags", "read_details", "read_eighths", "read_revisions"]

EIGHTHS = re.compile(r"(?:(\d{1,4})(?!\s*/))?\s*(?:(\d{1,2})\s*/\s*8)?")
REVISION = re.compile(r"\s*(?:Rev\b|Revision\b|\(|-).*", re.IGNORECASE | re.DOTALL)
SCRIPT_DAY = "script day"


def read_eighths(length: str) -> int | None:
    """The eighths of a page in "1 3/8" (11), "3/8" (3) or "2" (16); None if it is no length."""
    match = EIGHTHS.fullmatch(length.strip())
    if match is None or not (match[1] or match[2]):
        return None
    return int(match[1] or 0) * 8 + int(match[2] or 0)


def read_details(paragraph: Node) -> SceneDetails:
    """What the properties of a scene heading say."""
    uid = paragraph.get("id")
    properties = paragraph.node("SceneProperties")
    if properties is None:
        return SceneDetails(uid=uid)
    cast: list[str] = []
    beats: list[tuple[str, str]] = []
    for beat in properties.find_all("CharacterArcBeat"):
        name = beat.get("Name").strip()
        if name and name not in cast:
            cast.append(name)
        text = _lines(beat)
        if text:
            beats.append((name, text))
    title = properties.node("AttributedTitle")
    summary = properties.node("Summary")
    return SceneDetails(
        eighths=read_eighths(properties.get("Length")),
        page=properties.get("Page"),
        title=properties.get("Title") or (_lines(title) if title is not None else ""),
        summary=_lines(summary) if summary is not None else "",
        uid=uid,
        cast=tuple(cast),
        colour=properties.get("Color"),
        beats=tuple(beats),
    )


def _lines(node: Node) -> str:
    """The paragraphs in a property, one a line."""
    lines = ("".join(run.text for run in p.nodes("Text")).strip() for p in node.find_all("Paragraph"))
    return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class Tags:
    """The tags of a breakdown: pairs of category and label by the number that text runs carry."""

    by_number: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def read(cls, document: Node) -> Tags:
        """The tags that a document defines."""
        tags = cls()
        data = document.node("TagData")
        if data is None:
            return tags
        categories = {c.get("Id"): c.get("Name") for c in data.find_all("TagCategory")}
        definitions = {
            d.get("Id"): (categories.get(d.get("CatId"), ""), d.get("Label")) for d in data.find_all("TagDefinition")
        }
        for tag in data.find_all("Tag"):
            for reference in tag.find_all("DefId"):
                if (pair := definitions.get(reference.text.strip())) is not None:
                    tags.by_number.setdefault(tag.get("Number"), []).append(pair)
        return tags

    def add(self, details: SceneDetails, numbers: Iterable[str]) -> SceneDetails:
        """A scene's details with the tags of these numbers; *Script Day* has a field of its own."""
        pairs = dict.fromkeys(pair for number in numbers for pair in self.by_number.get(number, ()))
        days = [label for category, label in pairs if category.casefold() == SCRIPT_DAY]
        rest = tuple(pair for pair in pairs if pair[0].casefold() != SCRIPT_DAY)
        return replace(details, tags=(*details.tags, *rest), script_day=days[0] if days else details.script_day)


def read_revisions(document: Node) -> tuple[str, ...]:
    """The names of the revisions whose marks stand in the script ("Blue", "2nd Pink"), in their order."""
    content = document.node("Content")
    revisions = document.node("Revisions")
    if content is None or revisions is None:
        return ()
    used = {run.get("RevisionID") for run in content.find_all("Text")}
    names = (
        REVISION.sub("", r.get("Name")) or r.get("Color") for r in revisions.nodes("Revision") if r.get("ID") in used
    )
    return tuple(dict.fromkeys(names))
