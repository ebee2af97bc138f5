"""The words of a TEI play: running text joined from marked-up words, and split where a stage direction stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from fabula.script.xml import Node, Text

__all__ = ["MOVES", "Flow", "Run", "squeeze"]

SPACE: Final = re.compile(r"\s+")
MOVES: Final = frozenset({"entrance", "exit"})
"""Types of stage directions by which people come and go."""
SILENT: Final = frozenset({"note", "fw", "figDesc", "del", "index", "gloss"})
"""Elements whose text is the editor's or the printer's, not the play's."""
PREFERRED: Final = ("corr", "reg", "expan", "unclear", "orig", "sic", "abbr")
CLOSING: Final = re.compile(r"^[,.;:!?)\]’”»…]")


class Run(NamedTuple):
    """A stretch of running text, with the node that it is the words of where it is a stage direction."""

    text: str
    start: int
    end: int
    stage: Node | None = None


def squeeze(text: str) -> str:
    """Text with every run of white space as one space, and none around it."""
    return SPACE.sub(" ", text).strip()


class Flow:
    """How a document keeps its words apart.

    Where it marks every space (``<c>``), white space between elements is only layout. Where it marks words (``<w>``)
    but no spaces, a closing mark (``<pc>,</pc>``) still follows the word before it without a space.
    """

    def __init__(self, document: Node) -> None:
        self.marks_spaces = next(document.find_all("c"), None) is not None
        self.marks_words = next(document.find_all("w"), None) is not None

    def text(self, node: Node) -> str:
        """All words in an element, as one line; those of stage directions in it as well."""
        return squeeze("".join(piece for piece, _, _ in self.pieces(node, split=False)))

    def runs(self, node: Node, stages: bool) -> list[Run]:
        """The words in an element in order, split at stage directions.

        With ``stages``, at every one (for lines that are spoken); without, only at entrances and exits (for stage
        directions that hold others). Runs without a letter or digit are dropped unless they are all there is.
        """
        runs: list[Run] = []
        pieces: list[str] = []
        start = end = node.start
        started = False

        def close() -> None:
            nonlocal started
            text, started = squeeze("".join(pieces)), False
            pieces.clear()
            if any(c.isalnum() for c in text) or (text and stages):
                runs.append(Run(text, start, end))

        for piece, at, stage in self.pieces(node, split=True, moves_only=not stages):
            if stage is not None:
                close()
                runs.append(Run("", stage.start, stage.end, stage))
                continue
            if piece.strip():
                start = start if started else at + len(piece) - len(piece.lstrip())
                end = at + len(piece.rstrip())
                started = True
            pieces.append(piece)
        close()
        return [Run(runs[0].text, node.start, node.end)] if len(runs) == 1 and runs[0].stage is None else runs

    def pieces(
        self, node: Node, split: bool, moves_only: bool = False, tokens: bool | None = None
    ) -> Iterator[tuple[str, int, Node | None]]:
        """Texts with their places, and stage directions where asked to ``split``."""
        if tokens is None:
            tokens = self.marks_words and next(node.find_all("w"), None) is not None
        for index, child in enumerate(node.children):
            if isinstance(child, Text):
                if (
                    tokens
                    and not child.text.strip()
                    and node.tag not in {"w", "pc", "c"}
                    and not self.spaces(node, index)
                ):
                    continue
                yield child.text, child.start, None
            elif child.tag == "stage" and split and (not moves_only or child.get("type") in MOVES):
                yield "", child.start, child
            elif child.tag in {"lb", "pb", "cb", "milestone"}:
                if child.get("break") != "no":
                    yield " ", child.start, None
            elif child.tag == "choice":
                options = {option.tag: option for option in child.nodes()}
                best = next((options[tag] for tag in PREFERRED if tag in options), None)
                if best is not None:
                    yield from self.pieces(best, split, moves_only, tokens)
            elif child.tag not in SILENT:
                yield from self.pieces(child, split, moves_only, tokens)

    def spaces(self, node: Node, index: int) -> bool:
        """Whether white space between two elements of a line of marked words is a space that is said."""
        if self.marks_spaces:
            return False
        following = node.children[index + 1] if index + 1 < len(node.children) else None
        return not (isinstance(following, Node) and following.tag == "pc" and CLOSING.match(following.text.strip()))
