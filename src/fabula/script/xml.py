"""Safe reading of XML into a light tree that keeps places.

`xml.parsers.expat` gives the place of everything, which ElementTree loses. It is fed the UTF-8 form of the text
that was already decoded, so a declared encoding (UTF-16, say) plays no part and byte offsets turn into code points
exactly. Entities, deep nesting and floods of elements end the reading with a finding; what was read so far stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from typing import Final, NoReturn
from xml.parsers import expat

from fabula.finding import Finding
from fabula.source import Source

__all__ = ["MAX_CHARACTERS", "MAX_DEPTH", "MAX_NODES", "Node", "Text", "read_xml"]

MAX_DEPTH: Final = 200
"""Elements inside one another. Final Draft's files go 8 deep, TEI's 15."""
MAX_CHARACTERS: Final = 64_000_000
"""Length of a file. The longest shooting scripts have 2 million."""
MAX_NODES: Final = 2_000_000
"""Elements in a file. A feature script in FDX has 15,000."""

START_TAG = re.compile(r"""<[^\s/>]++(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
SURROGATE = re.compile("[\ud800-\udfff]")
NO_ATTRIBUTES: Final[dict[str, str]] = {}

BROKEN = "The file is not well-formed XML here, so what follows was not read: {reason}"
REMEDIES: Final = {
    "mismatched tag": "close what is open here; or open the file in the program that made it and save it again",
    "no element found": "The file ends too early: take it from a backup, or save it again in the program that made it.",
    "unclosed token": "The file ends too early: take it from a backup, or save it again in the program that made it.",
    "unclosed CDATA section": "close the section with ]]>",
    "undefined entity": "write &amp; for an ampersand, or the character itself in place of its name",
    "duplicate attribute": "remove one of the two attributes of the same name",
    "junk after document element": "remove what stands after the end of the document",
}
REMEDY: Final = (
    "look for a < or & that should be &lt; or &amp;; or open the file in the program that made it and save it again"
)


@dataclass(slots=True, eq=False)
class Text:
    """Character data between two tags. ``start`` is where it begins in the file, before entities are resolved."""

    text: str
    start: int


@dataclass(slots=True, eq=False)
class Node:
    """An element: its name without prefix, its attributes, what is in it, and where it stands, both tags included."""

    tag: str
    attrs: dict[str, str]
    start: int
    end: int = -1
    children: list[Node | Text] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute, empty if it is not there."""
        return self.attrs.get(name, "")

    def nodes(self, *tags: str) -> Iterator[Node]:
        """The elements directly in it; those of these names, if any are given."""
        for child in self.children:
            if isinstance(child, Node) and (not tags or child.tag in tags):
                yield child

    def node(self, tag: str) -> Node | None:
        """The first element of this name directly in it."""
        return next(self.nodes(tag), None)

    def find_all(self, *tags: str) -> Iterator[Node]:
        """The elements of these names at any depth, in order, itself included."""
        if self.tag in tags:
            yield self
        for child in self.nodes():
            yield from child.find_all(*tags)

    @property
    def text(self) -> str:
        """All character data in it, at any depth, verbatim."""
        return "".join(child.text for child in self.children)


class _HostileError(Exception):
    """Ends the reading where going on would be dangerous."""


class _Reader:
    """One reading. ``at`` is a pair of a byte offset and the code point offset that belongs to it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.skip = 1 if source.text.startswith("\ufeff") else 0
        self.raw = SURROGATE.sub("\ufffd", source.text[self.skip :])
        self.data = self.raw.encode()
        self.ascii = len(self.data) == len(self.raw)
        self.at = (0, 0)
        self.root = Node("", NO_ATTRIBUTES, 0)
        self.open = [self.root]
        self.nodes = 0
        self.after_tag = 0
        self.findings: list[Finding] = []
        self.parser = expat.ParserCreate(encoding="utf-8")
        self.parser.buffer_text = True
        self.parser.buffer_size = min(max(len(self.data), 1024), 1 << 22)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.skipped

    def offset(self, byte: int) -> int:
        """The code point offset, in the raw text, of a byte offset."""
        if self.ascii:
            return byte
        last_byte, last = self.at
        if byte < last_byte:
            last_byte, last = 0, 0
        last += len(self.data[last_byte:byte].decode(errors="ignore"))
        self.at = (byte, last)
        return last

    def here(self) -> int:
        return self.offset(self.parser.CurrentByteIndex)

    def start(self, name: str, attrs: dict[str, str]) -> None:
        at = self.here()
        self.nodes += 1
        if len(self.open) > MAX_DEPTH:
            self.stop(at, f"Elements stand more than {MAX_DEPTH} deep inside one another, as in no script", "")
        if self.nodes > MAX_NODES:
            self.stop(at, f"The file has more than {MAX_NODES:,} elements, more than any script", "")
        node = Node(name.rpartition(":")[2], attrs or NO_ATTRIBUTES, at + self.skip)
        self.open[-1].children.append(node)
        self.open.append(node)
        match = START_TAG.match(self.raw, at)
        self.after_tag = match.end() if match else at

    def end(self, name: str) -> None:
        node = self.open.pop()
        at = self.here()
        if self.raw.startswith("</", at):
            self.after_tag = self.raw.index(">", at) + 1
        node.end = self.after_tag + self.skip

    def characters(self, text: str) -> None:
        last = self.open[-1].children[-1] if self.open[-1].children else None
        if isinstance(last, Text):
            last.text += text  # a run longer than the buffer
        else:
            self.open[-1].children.append(Text(text, self.after_tag + self.skip))

    def doctype(self, name: str, system: str | None, public: str | None, subset: bool) -> None:
        if subset:
            self.stop(
                self.here(),
                "The file brings its own declarations (a DOCTYPE with an internal subset), which can hide an attack",
                "remove what stands between [ and ] in the DOCTYPE line",
            )

    def entity(self, *_: object) -> None:
        self.stop(self.here(), "The file declares entities, which can hide an attack", "remove the ENTITY declarations")

    def skipped(self, name: str, parameter: bool) -> None:
        known = html5.get(f"{name};")
        self.characters(known if known is not None else f"&{name};")
        if known is None:
            at = self.here()
            self.broken(
                at, at + len(name) + 2, f"Nothing in the file says what &{name}; stands for", "undefined entity"
            )

    def stop(self, at: int, message: str, help_text: str) -> NoReturn:
        help_text = help_text or "if this really is a script, save it again in the program that made it"
        self.findings.append(self.finding("S108", at, at + 1, f"{message}: nothing from here on was read", help_text))
        raise _HostileError

    def broken(self, at: int, end: int, message: str, reason: str) -> None:
        self.findings.append(self.finding("S107", at, end, message, REMEDIES.get(reason, REMEDY)))

    def finding(self, code: str, at: int, end: int, message: str, help_text: str) -> Finding:
        end = min(end, len(self.raw))
        span = self.source.span(min(at, end) + self.skip, end + self.skip)
        return Finding(code, span, message, help=help_text)

    def keep_rest(self, end: int) -> None:
        """Keep the text that expat still held back when it gave up."""
        rest = self.raw[self.after_tag : end].partition("<")[0]
        children = self.open[-1].children
        if rest and len(self.open) > 1 and not (children and isinstance(children[-1], Text)):
            self.characters(unescape(rest))

    def read(self) -> Node:
        """Read it all, or up to where it breaks."""
        if len(self.raw) > MAX_CHARACTERS:
            message = f"The file has {len(self.raw):,} characters, more than any script"
            self.findings.append(self.finding("S108", 0, 1, f"{message}: it was not read", "Is it really a script?"))
            return self.root
        end = len(self.raw)
        try:
            self.parser.Parse(self.data, True)
        except _HostileError:
            end = self.findings[-1].span.start - self.skip
        except expat.ExpatError as error:
            end = self.offset(max(0, self.parser.ErrorByteIndex))
            reason = expat.errors.messages.get(error.code, "") or expat.ErrorString(error.code) or "unknown"
            self.broken(end, end + 1, BROKEN.format(reason=reason), reason)
            self.keep_rest(end)
        for node in self.open:
            node.end = end + self.skip
        return self.root


def read_xml(source: Source) -> tuple[Node, list[Finding]]:
    """The tree of an XML file below a nameless root, with findings (S107, S108). Never fails."""
    reader = _Reader(source)
    return reader.read(), reader.findings
