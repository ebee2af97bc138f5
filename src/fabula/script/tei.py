"""Reading plays in TEI, as DraCor keeps them: acts and scenes, speakers by id, entrances and exits.

A scene's heading is its location, or else "ACT 1, SCENE 2"; its number is "1.2". The ids of those who speak, come or
go stand in `Element.detail`. Verse is one dialogue element with a line for each verse, prose one line a paragraph. A
stage direction inside a speech is a parenthetical, unless people come or go by it or nothing is said after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from fabula.finding import Finding
from fabula.script.cut import cut_scenes
from fabula.script.model import Element, Kind, Note, Script, TitleEntry
from fabula.script.tei_people import People, read_ids
from fabula.script.tei_text import MOVES, Flow, squeeze
from fabula.script.xml import Node, Text, read_xml
from fabula.source import Source

__all__ = ["read_tei"]

LINES: Final = frozenset({"l", "p", "ab", "said", "seg", "w", "pc", "c", "hi", "foreign", "emph", "salute", "signed"})
BLOCKS: Final = frozenset({"lg", "q", "quote", "sp", "spGrp", "floatingText", "body", "group", "div"})
DELIVERY: Final = frozenset({"delivery", "modifier", "location", "novelistic"})
PARTS: Final = frozenset({"div", "div1", "div2", "div3"})
SCENE_HEAD: Final = re.compile(r"(?:act\s+[\divxlc]+\W+)?scene\s+[\divxlc]+\W*", re.IGNORECASE)
NOT_TEI = "This is no play in TEI: there is no <text> with a <body> in it"
NOT_TEI_HELP = "take the file out of the folder of scripts, or export it again as TEI"


def read_tei(source: Source) -> tuple[Script, list[Finding]]:
    """A script from a TEI file, with findings S107 and S108. What stands before a break in the XML is kept."""
    root, findings = read_xml(source)
    document = root.node("TEI") or root.node("TEI.2") or next(root.find_all("TEI", "TEI.2"), None)
    text = document.node("text") if document is not None else None
    body = text.node("body") if text is not None else None
    if document is None or text is None or body is None:
        if not findings:
            findings.append(Finding("S107", source.whole, NOT_TEI, help=NOT_TEI_HELP))
        return Script(source, "tei"), findings
    play = _Play(People(document), Flow(text))
    for part in text.nodes("front", "body", "back"):
        for division in part.nodes(*PARTS) if part is not body else (part,):
            if part is body or next(division.find_all("sp"), None) is not None:
                play.division(division, "", 1)
    script = Script(
        source,
        "tei",
        title_page=_title_page(document),
        elements=play.elements,
        scenes=cut_scenes(play.elements, text.end, acts=play.acts),
        notes=[_note(node) for node in text.find_all("note") if node.text.strip()],
        people=play.people.names,
        labels=play.people.labels,
        groups=frozenset(play.people.groups),
    )
    return script, findings


def _title_page(document: Node) -> tuple[TitleEntry, ...]:
    """Title and author, from the first title statement."""
    statement = next(document.find_all("titleStmt"), None)
    if statement is None:
        return ()
    entries = []
    for key, tag in (("Title", "title"), ("Author", "author")):
        nodes = list(statement.nodes(tag))
        values = []
        for node in nodes:
            name = node.node("persName")
            value = squeeze(" ".join(part.text for part in name.nodes()) or name.text) if name else squeeze(node.text)
            if value and value not in values:
                values.append(value)
        if values:
            entries.append(TitleEntry(key, tuple(values), nodes[0].start, nodes[-1].end))
    return tuple(entries)


def _note(node: Node) -> Note:
    """An editor's note, kept but not part of the play."""
    return Note(squeeze(node.text), node.start, node.end, node.start, verbatim=False)


def _bracket(text: str) -> str:
    """A stage direction as a parenthetical: ", to Pistol" is "(to Pistol)"."""
    text = text.strip(" ,;")
    if text.startswith("(") and text.find(")") in {-1, len(text) - 1}:
        text = text.strip("() ")
    return f"({text})"


@dataclass(slots=True)
class _Play:
    """What has been read so far. ``count`` numbers the scenes of an act that have no number of their own."""

    people: People
    flow: Flow
    elements: list[Element] = field(default_factory=list)
    acts: dict[int, str] = field(default_factory=dict)
    lines: list[tuple[str, int, int]] = field(default_factory=list)
    count: int = 0

    def division(self, node: Node, act: str, depth: int) -> None:
        """Take in an act, a scene, or the body that holds them."""
        parts = {child for child in node.nodes(*PARTS) if next(child.find_all("sp", "stage"), None) is not None}
        whole = node.tag == "body"
        if not whole and parts:
            if node.get("type") == "act" or depth == 1:
                act = node.get("n") or squeeze(node.get("type"))
                self.count = 0
            head = node.node("head")
            title = squeeze(head.text) if head is not None else f"{node.get('type')} {act}".strip().upper()
            place = head or node
            self.elements.append(
                Element(Kind.SECTION, title, place.start, place.end if head else place.start, str(depth))
            )
        headed = False
        for child in node.children:
            if isinstance(child, Text):
                continue
            if child in parts:
                self.division(child, act, depth if whole else depth + 1)
            elif child.tag in {"sp", "spGrp", "stage", "p", "ab", "l", "lg"}:
                if not headed and (not whole or next(node.nodes("sp"), None) is not None):
                    headed = True
                    if self.heading(node, act, bool(parts)) is child:
                        continue
                self.content(child)

    def heading(self, node: Node, act: str, is_act: bool) -> Node | None:
        """Add the heading of a scene; gives the stage direction that was taken for its location, if any."""
        head = node.node("head")
        first = next(node.nodes("stage", "sp"), None)
        location = first if first is not None and first.tag == "stage" and first.get("type") == "location" else None
        self.count += 1
        number = node.get("n") or str(self.count)
        kind = node.get("type") or "scene"
        if kind == "act" or is_act:
            act, kind = act or number, "act"
            text = f"ACT {act}"
        elif kind == "scene" or not node.get("n"):
            text = f"SCENE {number}"
            number = f"{act}.{number}" if act and "." not in number else number
        else:
            text = kind.upper()
        if act and kind != "act":
            text = f"ACT {act}, {text}"
        start = end = head or node
        title = squeeze(head.text) if head is not None and not is_act else ""
        rest = SCENE_HEAD.sub("", title, count=1) if SCENE_HEAD.match(title) else ""
        if location is not None:
            text, end = self.flow.text(location).rstrip("."), location
        elif rest:
            text = rest.rstrip(".")
        self.acts[len(self.elements)] = act
        last = end.end if end is not node else node.start
        self.elements.append(Element(Kind.HEADING, text, start.start, max(start.start, last), number))
        return location

    def content(self, node: Node) -> None:
        """Take in a speech or a stage direction that stands in a scene."""
        if node.tag == "sp":
            self.speech(node)
        elif node.tag == "spGrp":
            for child in node.nodes("sp", "stage"):
                self.content(child)
        elif node.tag == "stage":
            self.stage(node, spoken=False)
        else:
            text = self.flow.text(node)
            if text:
                self.elements.append(Element(Kind.ACTION, text, node.start, node.end))

    def speech(self, node: Node) -> None:
        """Take in a speech: its cue, its lines and what is done meanwhile."""
        ids = read_ids(node)
        speaker = node.node("speaker")
        label = self.flow.text(speaker) if speaker is not None else ""
        self.people.meet(ids, label)
        start, end = (speaker.start, speaker.end) if speaker is not None else (node.start, node.start)
        self.elements.append(Element(Kind.CUE, self.people.cue(ids, label), start, end, " ".join(ids)))
        self.block(node, last=True)
        self.flush()

    def block(self, node: Node, last: bool) -> None:
        """Take in the lines and stage directions of a speech or of a part of one (a letter, a stanza)."""
        children = [child for child in node.children if isinstance(child, Node) or child.text.strip()]
        spoken = [i for i, c in enumerate(children) if isinstance(c, Text) or c.tag not in {"stage", "speaker", "note"}]
        for index, child in enumerate(children):
            if isinstance(child, Text):
                self.lines.append((squeeze(child.text), child.start, child.start + len(child.text)))
            elif child.tag == "stage":
                self.flush()
                self.stage(child, spoken=not last or index < (spoken[-1] if spoken else -1))
            elif child.tag in BLOCKS and any(c.tag not in {"lb", "hi"} for c in child.nodes()):
                self.block(child, last and index == len(children) - 1)
            elif child.tag != "speaker":
                self.line(child)

    def line(self, node: Node) -> None:
        """Take in a verse or a paragraph, with what is done in the middle of it."""
        runs = self.flow.runs(node, stages=True)
        for index, run in enumerate(runs):
            if run.stage is not None:
                self.flush()
                self.stage(run.stage, spoken=any(later.stage is None for later in runs[index:]))
            else:
                self.lines.append((run.text, run.start, run.end))

    def flush(self) -> None:
        """End the dialogue element that is being read."""
        if self.lines:
            text = "\n".join(line for line, _, _ in self.lines)
            self.elements.append(Element(Kind.DIALOGUE, text, self.lines[0][1], self.lines[-1][2]))
            self.lines.clear()

    def stage(self, node: Node, spoken: bool) -> None:
        """Take in a stage direction. ``spoken``: it stands in a speech that goes on after it."""
        ids = read_ids(node)
        self.people.meet(ids)
        kind = node.get("type")
        moves = kind in MOVES
        in_speech = spoken or kind in DELIVERY
        move = Kind.ENTRANCE if kind == "entrance" else Kind.EXIT
        who = " ".join(ids)
        for run in self.flow.runs(node, stages=False):
            if run.stage is not None:
                self.stage(run.stage, spoken)
            elif moves:
                self.elements.append(Element(move, run.text, run.start, run.end, who))
                moves = False
            elif in_speech:
                self.elements.append(Element(Kind.PARENTHETICAL, _bracket(run.text), run.start, run.end))
            else:
                self.elements.append(Element(Kind.ACTION, run.text, run.start, run.end))
        if moves and who:  # marked, but without a word
            self.elements.append(Element(move, "", node.end, node.end, who))
