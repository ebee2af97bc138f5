"""What fabula reads, said in the terms of other Fountain parsers' test suites.

Blank lines are no elements for fabula, so where a suite counts them as action they are taken from the gaps between
elements, or left out on both sides where the suites disagree about them.
"""

from __future__ import annotations

import re
from typing import Any

from fabula.script.cue import read_cue
from fabula.script.emphasis import Emphasis, read_emphasis
from fabula.script.fountain import read_fountain
from fabula.script.model import Element, Kind, Script
from fabula.source import Source

Item = tuple[str, str, str]
"""Kind, text and whatever else a dump says of an element."""


def read(text: str) -> Script:
    """The script that a text is."""
    return read_fountain(Source("suite.fountain", text))[0]


def merge_action(script: Script) -> list[tuple[Element, str]]:
    """The elements with their texts; neighbouring paragraphs made one, boneyards taken out with their line."""
    text = script.source.text
    merged: list[tuple[Element, str]] = []
    skipped: list[tuple[int, int]] = []
    for element in script.elements:
        if element.kind is Kind.BONEYARD:
            skipped.append((element.start, element.end + text[element.end :].startswith("\n")))
            continue
        if merged and element.kind is Kind.ACTION and merged[-1][0].kind is Kind.ACTION:
            before, said = merged[-1]
            gap = "".join(
                text[at]
                for at in range(before.end, element.start)
                if not any(start <= at < end for start, end in skipped)
            )
            merged[-1] = (before._replace(end=element.end), said + gap + element.text)
        else:
            merged.append((element, element.text))
    return merged


JOUVENCE = {
    Kind.ACTION: "!",
    Kind.CENTERED: "!><",
    Kind.CUE: "@",
    Kind.DIALOGUE: "=",
    Kind.PARENTHETICAL: "_",
    Kind.LYRICS: "~",
    Kind.TRANSITION: ">",
    Kind.HEADING: ".",
    Kind.SECTION: "#",
    Kind.SYNOPSIS: "+",
}


def as_jouvence(text: str) -> tuple[dict[str, str], list[str]]:
    """Title page and elements, each with Jouvence's mark before it."""
    script = read(text)
    title = {entry.key.lower(): "\n".join(entry.values) for entry in script.title_page}
    found: list[str] = []
    for element, said in merge_action(script):
        if element.kind is Kind.PAGE_BREAK:
            found.append("<pagebreak>")
        elif element.kind is not Kind.TITLE_PAGE:
            found.append(JOUVENCE[element.kind] + said)
    return title, found


def without_outer_blanks(expected: list[str]) -> list[str]:
    """Jouvence's elements without the blank lines that it puts at the edges of action."""
    stripped = [JOUVENCE[Kind.ACTION] + item[1:].strip("\n") if item.startswith("!") else item for item in expected]
    return [item for item in stripped if item != "!"]


TOOLS = {
    Kind.ACTION: "ACTION",
    Kind.CENTERED: "ACTION",
    Kind.CUE: "CHARACTER",
    Kind.DIALOGUE: "DIALOGUE",
    Kind.PARENTHETICAL: "PARENTHETICAL",
    Kind.LYRICS: "LYRIC",
    Kind.TRANSITION: "TRANSITION",
    Kind.HEADING: "HEADING",
    Kind.SECTION: "SECTION",
    Kind.SYNOPSIS: "SYNOPSIS",
    Kind.PAGE_BREAK: "PAGEBREAK",
}
_DUMP = re.compile(r'^((?:\[\[\d+\]\]|/\*\d+\*/)?[A-Z]+):"(.*?)"(?::"(.*?)")?((?: [^\n]*)?)$', re.DOTALL | re.MULTILINE)
_TAG = re.compile(r"[ \t]+#[^\s#]+(?=\s|$)")


def read_dump(dump: str) -> list[Item]:
    """The items of one of screenplay-tools' golden dumps; empty action and tags left out."""
    items: list[Item] = []
    for kind, text, value, more in _DUMP.findall(dump):
        extra = re.sub(r" ?tags:\S+", "", more).strip()
        said = text if kind != "TITLEENTRY" else f"{text}: " + "\n".join(v.strip() for v in value.strip().split("\n"))
        if kind != "ACTION" or text.strip():
            items.append((kind, said if "NOTE" in kind or "BONE" in kind else said.strip(), extra))
    return items


def without_tags(text: str) -> str:
    """A script without the ``#tag`` that screenplay-tools adds to the language."""
    return _TAG.sub("", text)


def as_tools(text: str, split: Kind | None = None) -> list[Item]:
    """A script as screenplay-tools dumps it: notes and boneyards taken out and put at the end.

    Its dumps have one element a line for the kind ``split``.
    """
    script = read(text)
    items = [("TITLEENTRY", f"{entry.key}: " + "\n".join(entry.values), "") for entry in script.title_page]
    starts = [start for start, _ in script.boneyards]
    elements: list[Element] = []
    for element in script.elements:
        said = element.text
        if element.kind is Kind.BONEYARD:
            said = f"/*{starts.index(element.start)}*/"
        elif element.kind is Kind.NOTE:
            said = f"[[{said}]]"
        kind = Kind.ACTION if element.kind in {Kind.BONEYARD, Kind.NOTE} else element.kind
        if kind is not Kind.TITLE_PAGE:
            elements.append(element._replace(kind=kind, text=said))
    script.elements = elements
    for element, said in merge_action(script) if split is not Kind.ACTION else [(e, e.text) for e in elements]:
        marked = said
        for number, note in enumerate(script.notes):
            marked = marked.replace(f"[[{note.text}]]", f"[[{number}]]")
        items += _tools_items(element, marked, split)
    items += [(f"[[{number}]]NOTE", note.text, "") for number, note in enumerate(script.notes)]
    for number, (start, end) in enumerate(script.boneyards):
        items.append((f"/*{number}*/BONEYARD", script.source.text[start + 2 : end - 2], ""))
    return items


def _tools_items(element: Element, said: str, split: Kind | None) -> list[Item]:
    kind = TOOLS[element.kind]
    if element.kind is Kind.CENTERED:
        return [(kind, said, "(centered)")]
    if element.kind is Kind.PAGE_BREAK:
        return [(kind, "", "")]
    if element.kind is Kind.PARENTHETICAL:
        return [(kind, said[1:-1], "")]
    if element.kind in {Kind.SECTION, Kind.HEADING}:
        return [(kind, said, f"({element.detail})" if element.detail else "")]
    if element.kind is Kind.CUE:
        cue = read_cue(said)
        written = re.findall(r"\([^()]*\)", said)
        kept = [f'"{one}"' for one in written if "CONT'D" not in read_cue(f"X {one}").extensions]
        return [(kind, cue.name, " ".join(kept + ["(Dual)"] * (element.detail == "^")))]
    if element.kind is not split:
        return [(kind, said.strip(), "")]
    lines = [(kind, line.strip(), "") for line in said.split("\n")]
    return [item for item in lines if kind != "ACTION" or item[1]]


def with_html(text: str) -> str:
    """A text with its emphasis as screenplay-tools writes it."""
    marks: list[tuple[int, int, str]] = []
    tags = {"bold": ["b"], "italic": ["i"], "bold italic": ["b", "i"], "underline": ["u"]}
    for style, start, end, inner_start, inner_end in read_emphasis(text):
        opening = "".join(f"<{tag}>" for tag in tags[style])
        closing = "".join(f"</{tag}>" for tag in reversed(tags[style]))
        marks += [(start, inner_start, opening), (inner_end, end, closing)]
    pieces, last = [], 0
    for start, end, tag in sorted(marks):
        pieces += [text[last:start], tag]
        last = end
    return re.sub(r"\\([*_])", r"\1", "".join(pieces) + text[last:])


NYOUSEFI = {
    Kind.ACTION: "action",
    Kind.CENTERED: "action",
    Kind.CUE: "character",
    Kind.DIALOGUE: "dialogue",
    Kind.PARENTHETICAL: "parenthetical",
    Kind.LYRICS: "lyric",
    Kind.TRANSITION: "transition",
    Kind.HEADING: "heading",
    Kind.SECTION: "section",
    Kind.SYNOPSIS: "synopsis",
    Kind.PAGE_BREAK: "pagebreak",
    Kind.NOTE: "note",
    Kind.BONEYARD: "boneyard",
}


def as_nyousefi(text: str) -> list[str]:
    """The types of the elements in order."""
    return [NYOUSEFI[element.kind] for element in read(text).elements if element.kind is not Kind.TITLE_PAGE]


OBSIDIAN = {
    Kind.HEADING: "scene",
    Kind.TRANSITION: "transition",
    Kind.SECTION: "section",
    Kind.SYNOPSIS: "synopsis",
    Kind.PAGE_BREAK: "page-break",
    Kind.CUE: "dialogue",
    Kind.DIALOGUE: "dialogue",
    Kind.PARENTHETICAL: "dialogue",
}
_STYLES = {"bold": "bold", "italic": "italics", "underline": "underline"}


def as_obsidian(text: str) -> list[dict[str, Any]]:
    """Blocks of whole lines with their ranges. Blank lines belong to the block before, or are action."""
    script = read(text)
    blocks: list[dict[str, Any]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        start, end = at, at + len(line)
        at = end
        element = next((e for e in script.elements if e.start < end and start < max(e.end, e.start + 1)), None)
        kind = OBSIDIAN.get(element.kind, "action") if element is not None else ""
        last = blocks[-1]["kind"] if blocks else ""
        if not kind:
            kind = "action" if last in {"", "section", "page-break", "synopsis"} else last
            joins = kind == last
        else:
            joins = kind == last and kind in {"action", "synopsis", "dialogue"}
            joins = joins and not (element is not None and element.kind is Kind.CUE)
        if not joins:
            blocks.append({"kind": kind, "range": {"start": start, "end": end}, "lines": [], "content": []})
            if kind == "transition":
                blocks[-1]["forced"] = line.lstrip().startswith(">")
        block = blocks[-1]
        block["range"]["end"] = end
        block["source"] = text[block["range"]["start"] : end]
        if kind == "dialogue" and element is not None and element.kind is not Kind.CUE:
            block["content"].append({"kind": "line" if element.kind is Kind.DIALOGUE else "parenthetical"})
        block["lines"].append(_obsidian_line(script, element, start, line))
    for block in blocks:
        # The blank line that ends action belongs to it, but is none of its lines.
        if block["kind"] == "action" and block["source"].strip() and not block["lines"][-1]["elements"]:
            del block["lines"][-1]
    return blocks


def _obsidian_line(script: Script, element: Element | None, start: int, line: str) -> dict[str, Any]:
    bare = line.rstrip("\n")
    first, last = start, start + len(bare)
    found: dict[str, Any] = {"range": {"start": start, "end": start + len(line)}, "centered": False}
    if element is not None and element.kind is Kind.CENTERED:
        found["centered"] = True
        first, last = element.start + 1, element.end - 1
        first += len(script.source.text[first:last]) - len(script.source.text[first:last].lstrip())
        last = first + len(element.text)
    elif element is not None and element.kind is Kind.SYNOPSIS:
        first = element.start + 1
        found["range"] = {"start": first, "end": last}
    elif element is not None and element.kind is Kind.ACTION and bare.lstrip().startswith("!"):
        first = element.start + 1
    found["elements"] = _obsidian_spans(script, first, last)
    return found


def _obsidian_spans(script: Script, start: int, end: int) -> list[dict[str, Any]]:
    """Text, notes and styles of a stretch, nested."""
    styles = [
        Emphasis(e.style, e.start + start, e.end + start, e.inner_start + start, e.inner_end + start)
        for e in read_emphasis(script.source.text[start:end])
    ]
    return _nest(script, styles, start, end)


def _nest(script: Script, styles: list[Emphasis], start: int, end: int) -> list[dict[str, Any]]:
    spans: list[dict[str, Any]] = []
    at = start

    def add_text(until: int) -> None:
        if until > at:
            spans.append({"kind": "text", "range": {"start": at, "end": until}})

    inner: list[tuple[int, int, Emphasis | None, str]] = [
        (note.start, note.end, None, note.text) for note in script.notes if start <= note.start < end
    ]
    inner += [(e.start, e.end, e, "") for e in styles if start <= e.start and e.end <= end]
    for first, last, style, note in sorted(inner, key=lambda one: (one[0], -one[1])):
        if first < at:
            continue
        add_text(first)
        if style is None:
            word = note[:1] if note[:1] in "+->" and note else note.partition(":")[0].lower() if ":" in note else ""
            spans.append({"kind": "note", "noteKind": word, "range": {"start": first, "end": last}})
        else:
            within = _nest(script, [e for e in styles if e is not style], style.inner_start, style.inner_end)
            spans.append({"kind": _STYLES[style.style], "elements": within, "range": {"start": first, "end": last}})
        at = last
    add_text(end)
    return spans


def as_obsidian_title(text: str) -> list[dict[str, Any]]:
    """The title page with the spans of its values."""
    script = read(text)
    entries: list[dict[str, Any]] = []
    for entry in script.title_page:
        at = entry.start + len(entry.key)
        values = []
        for value in entry.values:
            at = text.index(value, at)
            values.append(_obsidian_spans(script, at, at + len(value)))
            at += len(value)
        entries.append({"key": entry.key, "values": values})
    return entries


def agrees(expected: Any, found: Any) -> bool:
    """Whether everything that is expected is found; what the suite does not state may be anything."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(k in found and agrees(v, found[k]) for k, v in expected.items())
    if isinstance(expected, list):
        return isinstance(found, list) and len(expected) == len(found) and all(map(agrees, expected, found))
    return bool(expected == found)
