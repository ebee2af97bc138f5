"""What stands around the paragraphs of a Final Draft document: layout, title page, tags and notes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from fabula.script.fdx_title import sort_title_lines
from fabula.script.model import TitleEntry

__all__ = [
    "attribute",
    "fit",
    "write_document",
    "write_note",
    "write_run",
    "write_settings",
    "write_tags",
    "write_title_page",
]

UNFIT: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2, Char); carriage returns are line ends."""
REPLACEMENT: Final = "\ufffd"
STAMP: Final = "20000101T000000"
"""The date of every note: one that does not change from run to run."""
SPACE: Final = uuid.UUID("6f6dd7d6-5d7a-5c2f-9a53-8a1b5f1f5d2e")
SCRIPT_DAY: Final = "63c140da-ef2b-491a-b416-b46f461abb89"
"""The id that Final Draft gives its category Script Day."""

LAYOUT: Final = {
    "General": (1.5, 7.5, 0, "Left", "General", ""),
    "Scene Heading": (1.5, 7.5, 24, "Left", "Action", "AllCaps"),
    "Action": (1.5, 7.5, 12, "Left", "Action", ""),
    "Character": (3.5, 7.25, 12, "Left", "Dialogue", "AllCaps"),
    "Parenthetical": (3.0, 5.5, 0, "Left", "Dialogue", ""),
    "Dialogue": (2.5, 6.0, 0, "Left", "Action", ""),
    "Singing": (2.5, 6.0, 0, "Left", "Action", "Italic"),
    "Transition": (5.5, 7.1, 12, "Right", "Scene Heading", "AllCaps"),
}
"""Left and right edge in inches, space before in points, alignment, what the return key gives, style."""
CENTERED: Final = frozenset({"Title", "Credit", "Author", "Authors", "Source"})
"""Keys whose values are lines of their own in the middle of the page."""


def fit(text: str) -> str:
    """Text that XML can hold: line ends as ``\\n``, what it cannot hold replaced by U+FFFD."""
    return UNFIT.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def attribute(name: str, value: str) -> str:
    """An attribute with a space before it, or nothing for an empty value."""
    return f" {name}={quoteattr(fit(value))}" if value else ""


def write_run(text: str, style: str = "", more: str = "") -> str:
    """A run of text."""
    return f"<Text{attribute('Style', style)}{more}>{escape(fit(text))}</Text>"


def write_settings(types: Iterable[str]) -> str:
    """The layout of the types of paragraphs that a document uses, and of all that a writer goes on with."""
    lines = []
    for name in [*LAYOUT, *sorted(set(types) - LAYOUT.keys())]:
        left, right, before, side, following, style = LAYOUT.get(name, (1.5, 7.5, 12, "Left", "Action", "Bold"))
        kind = name if name in LAYOUT else "General"
        lines.append(
            f'  <ElementSettings Type="{name}">\n'
            f'    <FontSpec Font="Courier Final Draft" Size="12" Style="{style}"/>\n'
            f'    <ParagraphSpec Alignment="{side}" FirstIndent="0.00" Leading="Regular" LeftIndent="{left:.2f}" '
            f'RightIndent="{right:.2f}" SpaceBefore="{before}" Spacing="1" StartsNewPage="No"/>\n'
            f'    <Behavior PaginateAs="{kind}" ReturnKey="{following}"/>\n'
            "  </ElementSettings>\n"
        )
    return "".join(lines)


def write_title_page(entries: Sequence[TitleEntry]) -> str:
    """The title page. What would not be told by its place and words alone is written as ``Key: value``."""
    lines: list[str] = []
    for entry in entries:
        values = [value for value in map(fit, entry.values) if value.strip()]
        lone = entry.key in CENTERED
        plain = values if lone else ["\n".join(values)]
        if not values:
            continue
        told = sort_title_lines((line, 0, 0) for line in (*lines, *plain))
        before = len(sort_title_lines((line, 0, 0) for line in lines))
        if len(told) == before + 1 and (told[-1].key, told[-1].values) == (entry.key, tuple(values)):
            lines += plain
        else:
            lines.append(f"{entry.key}: " + "\n".join(values))
    if not lines:
        return ""
    body = "".join(f'      <Paragraph Alignment="Center">{write_run(line)}</Paragraph>\n' for line in lines)
    return f"  <TitlePage>\n    <Content>\n{body}    </Content>\n  </TitlePage>\n"


def write_tags(numbers: Mapping[tuple[str, str], int]) -> str:
    """The definitions of tags: pairs of category and name, with the numbers that text runs carry."""
    if not numbers:
        return ""
    categories = sorted({category for category, _ in numbers})
    keys = {c: SCRIPT_DAY if c == "Script Day" else str(uuid.uuid5(SPACE, c)) for c in categories}
    lines = ["  <TagData>\n    <TagCategories>\n"]
    for index, category in enumerate(categories, 1):
        lines.append(f'      <TagCategory Id="{keys[category]}"{attribute("Name", category)} Number="{index}"/>\n')
    lines.append("    </TagCategories>\n    <TagDefinitions>\n")
    for (category, name), number in numbers.items():
        key = uuid.uuid5(SPACE, f"{category}\n{name}")
        label = attribute("Label", name)
        lines.append(f'      <TagDefinition CatId="{keys[category]}" Id="{key}"{label} Number="{number}"/>\n')
    lines.append("    </TagDefinitions>\n    <Tags>\n")
    for (category, name), number in numbers.items():
        key = uuid.uuid5(SPACE, f"{category}\n{name}")
        lines.append(f'      <Tag Number="{number}"><DefId>{key}</DefId></Tag>\n')
    lines.append("    </Tags>\n  </TagData>\n")
    return "".join(lines)


def write_note(number: int, first: int, last: int, name: str, lines: Iterable[str], colour: str) -> str:
    """A script note on the characters ``first`` to ``last`` of the document's text."""
    body = "".join(f"      <Paragraph>{write_run(line)}</Paragraph>\n" for line in lines)
    return (
        f'    <ScriptNote Color="{colour}" DateTime="{STAMP}" DateModified="{STAMP}" Id="{number}"'
        f' Name={quoteattr(fit(name))} Range="{first},{last}" Type="" WriterName="fabula">\n{body}    </ScriptNote>\n'
    )


def write_document(content: str, title_page: str, settings: str, tags: str, notes: str) -> str:
    """The whole document."""
    script_notes = f"  <ScriptNotes>\n{notes}  </ScriptNotes>\n" if notes else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
        '<FinalDraft DocumentType="Script" Template="No" Version="5">\n'
        f"  <Content>\n{content}  </Content>\n{settings}{title_page}{tags}{script_notes}</FinalDraft>\n"
    )
