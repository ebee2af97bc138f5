"""The title page of a Final Draft file, taken apart into keys.

Final Draft keeps it as free text. Which line is what is told from its words and its place: what stands above the
credit is the title, what follows it the authors, and so on; a line "Key: value" is what it says. No line is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fabula.script.model import TitleEntry
from fabula.script.xml import Node

__all__ = ["read_title_page", "sort_title_lines"]

LONGEST = 1000
KEYS = frozenset(
    "title credit author authors source copyright contact status episode season show series date revision notes".split()
) | {"draft date", "episode title"}
KEYED = re.compile(r"([A-Z][\w ]{1,30}):(?:\s+(\S.*))?", re.DOTALL)
CREDIT = re.compile(r"(?:[\w&' ]{0,60}\s)?by:?(?:\s+(\S.*))?", re.IGNORECASE | re.DOTALL)
CREDIT_WORDS = re.compile(r"\b(written|story|teleplay|screenplay|script|created|adapted|play)\b|^by\b", re.IGNORECASE)
SOURCE = re.compile(r"\b(based (up)?on|adapted from|from the)\b", re.IGNORECASE)
COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
DRAFT = re.compile(
    r"\bdraft\b|\brevis|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|"
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b[^\n]{0,20}\d",
    re.IGNORECASE,
)


def read_title_page(page: Node) -> tuple[TitleEntry, ...]:
    """The entries of a Final Draft title page, in order."""
    content = page.node("Content")
    paragraphs = content.nodes("Paragraph") if content is not None else ()
    return sort_title_lines(("".join(run.text for run in p.nodes("Text")), p.start, p.end) for p in paragraphs)


def sort_title_lines(lines: Iterable[tuple[str, int, int]]) -> tuple[TitleEntry, ...]:
    """The entries of a title page from its lines with their places; blank ones part its blocks.

    Lines of the same key that follow one another make one entry.
    """
    entries: list[TitleEntry] = []
    key = "Title"
    for line, start, end in lines:
        text = line.strip()
        if not text:
            key = "Contact" if key not in {"Title", "Author"} else key
            continue
        key, values = _sort_line(text, key)
        found = tuple(part.strip() for value in values for part in value.splitlines() if part.strip())
        if entries and entries[-1].key == key:
            last = entries.pop()
            entries.append(TitleEntry(key, (*last.values, *found), last.start, end))
        elif key == "Author" and len(values) > 1:
            entries.append(TitleEntry("Credit", found[:1], start, end))
            entries.append(TitleEntry(key, found[1:], start, end))
        else:
            entries.append(TitleEntry(key, found, start, end))
        if key == "Credit":
            key = "Author"
    return tuple(entries)


def _sort_line(text: str, key: str) -> tuple[str, list[str]]:
    """The key that a line belongs to and its value, or credit and author where one line has both."""
    if len(text) > LONGEST:
        return key, [text]
    keyed = KEYED.fullmatch(text)
    # A title may have a colon in it.
    if keyed is not None and keyed[2] is not None and (key != "Title" or keyed[1].casefold() in KEYS):
        return keyed[1], [keyed[2]]
    if SOURCE.search(text):
        return "Source", [text]
    credit = CREDIT.fullmatch(text)
    if credit is not None and CREDIT_WORDS.search(text):
        if credit[1] is None:
            return "Credit", [text]
        return "Author", [text[: credit.start(1)].strip(), credit[1]]
    if COPYRIGHT.search(text):
        return "Copyright", [text]
    if key in {"Title", "Contact", "Copyright", "Draft date", "Author"} and DRAFT.search(text):
        return "Draft date", [text]
    return key if key in {"Title", "Author"} else "Contact", [text]
