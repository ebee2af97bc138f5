"""What each stretch of a script is, for colours: headings, cues, dialogue, notes and the names in canon notes.

Told in the types that every editor knows, so that a theme made for programs shows a script well with nothing set up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from fabula.bible.canon import is_canon, read_canon_note
from fabula.bible.lexicon import Lexicon
from fabula.bible.statements import Fact, Name, SceneName, Statement
from fabula.lsp.positions import Positions, units_in
from fabula.script.model import Element, Kind, Note, Script

__all__ = ["DOCUMENTATION", "NUMBERS", "TYPES", "Token", "difference", "encode_tokens", "list_tokens"]

TYPES: Final = (
    "namespace class function parameter string keyword decorator comment property number macro variable type "
    "enumMember event operator"
).split()
NUMBERS: Final = {name: number for number, name in enumerate(TYPES)}
DOCUMENTATION: Final = 1
"""The one modifier: a synopsis, which is a comment that tells what is to come."""

_BY_KIND: Final = {
    Kind.HEADING: "namespace",
    Kind.SECTION: "class",
    Kind.SYNOPSIS: "comment",
    Kind.CUE: "function",
    Kind.PARENTHETICAL: "parameter",
    Kind.DIALOGUE: "string",
    Kind.LYRICS: "string",
    Kind.TRANSITION: "keyword",
    Kind.CENTERED: "decorator",
    Kind.PAGE_BREAK: "operator",
    Kind.NOTE: "comment",
    Kind.BONEYARD: "comment",
}
_BY_ENTRY: Final = {
    "people": "variable",
    "covers": "variable",
    "groups": "type",
    "places": "namespace",
    "things": "property",
    "secrets": "enumMember",
    "storylines": "class",
    "events": "event",
}


class Token(NamedTuple):
    """A stretch of one kind."""

    start: int
    end: int
    type: str
    modifiers: int = 0


def list_tokens(script: Script, lexicon: Lexicon | None = None, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a script between two offsets, in order and without overlap.

    With the ``lexicon`` of its universe the statements of canon notes and the names in them are told apart.
    """
    end = len(script.source.text) if end is None else end
    over = sorted(_notes(script, lexicon, start, end), key=lambda token: (token.start, -token.end))
    return list(_lay(_elements(script, start, end), over))


def _elements(script: Script, first: int, last: int) -> Iterator[Token]:
    for entry in script.title_page:
        if entry.end > first and entry.start < last:
            yield Token(entry.start, entry.start + len(entry.key) + 1, "property")
    for element in script.elements:
        if element.end <= first or element.start >= last:
            continue
        kind = _BY_KIND.get(element.kind)
        if kind is None:
            continue
        if element.kind is Kind.HEADING and element.detail:
            yield from _numbered(script, element)
        else:
            yield Token(element.start, element.end, kind, DOCUMENTATION if element.kind is Kind.SYNOPSIS else 0)


def _numbered(script: Script, heading: Element) -> Iterator[Token]:
    number = f"#{heading.detail}#"
    at = script.source.text.rfind(number, heading.start, heading.end)
    yield Token(heading.start, at, "namespace")
    yield Token(at, at + len(number), "number")
    if at + len(number) < heading.end:
        yield Token(at + len(number), heading.end, "namespace")


def _notes(script: Script, lexicon: Lexicon | None, first: int, last: int) -> Iterator[Token]:
    for start, end in script.boneyards:
        if end > first and start < last:
            yield Token(start, end, "comment")
    for note in script.notes:
        if note.end > first and note.start < last:
            yield Token(note.start, note.end, "comment")
            if lexicon is not None and note.verbatim and is_canon(note):
                yield from _canon(note, script, lexicon)


def _canon(note: Note, script: Script, lexicon: Lexicon) -> Iterator[Token]:
    """A canon note: its first word, its statements, and in them the names by what they name."""
    colon = note.text.index(":") + 1
    yield Token(note.text_start + len(note.text) - len(note.text.lstrip()), note.text_start + colon, "macro")
    statements, _ = read_canon_note(note, script.source, lexicon)
    seen: set[tuple[int, int]] = set()
    for statement in statements:
        stretch = (statement.span.start, statement.span.end)
        if stretch not in seen:
            seen.add(stretch)
            yield Token(*stretch, "keyword")
        for start, end, kind in _names(statement):
            if (start, end) not in seen:
                seen.add((start, end))
                yield Token(start, end, kind)


def _names(statement: Statement) -> Iterator[tuple[int, int, str]]:
    for name in statement.all_names():
        yield name.span.start, name.span.end, _BY_ENTRY.get(name.key.partition("/")[0], "variable")
    for _, value in statement.slots:
        match value:
            case SceneName():
                yield value.span.start, value.span.end, "number"
            case Name() | Fact() | tuple() | str():
                pass
            case _:
                yield value.span.start, value.span.end, "number"
    for _, span in statement.places:
        yield span.start, span.end, "string"


def _lay(under: Iterable[Token], over: Sequence[Token]) -> Iterator[Token]:
    """Tokens on top of tokens: where several lie, the one that starts last (the innermost) is seen."""
    marks = sorted([*under, *over], key=lambda token: (token.start, -token.end))
    open_tokens: list[Token] = []
    at = 0
    for token in marks:
        while open_tokens and open_tokens[-1].end <= token.start:
            yield from _piece(open_tokens[-1], at, open_tokens[-1].end)
            at = max(at, open_tokens.pop().end)
        if open_tokens:
            yield from _piece(open_tokens[-1], at, token.start)
            if token.end > open_tokens[-1].end:
                token = token._replace(end=open_tokens[-1].end)  # noqa: PLW2901  it goes on under nothing
        at = max(at, token.start)
        open_tokens.append(token)
    while open_tokens:
        yield from _piece(open_tokens[-1], at, open_tokens[-1].end)
        at = max(at, open_tokens.pop().end)


def _piece(token: Token, start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token(start, end, token.type, token.modifiers)


def encode_tokens(tokens: Iterable[Token], positions: Positions) -> list[int]:
    """Tokens as the protocol tells them: five numbers each, counted from the token before; cut at line ends."""
    text, starts, encoding = positions.text, positions.starts, positions.encoding
    numbers: list[int] = []
    line = told = column = 0
    for token in tokens:
        at = token.start
        while at < token.end:
            while line + 1 < len(starts) and starts[line + 1] <= at:
                line += 1
            stop = min(token.end, starts[line + 1] if line + 1 < len(starts) else len(text))
            end = stop
            while end > at and text[end - 1] in "\r\n":
                end -= 1
            if end > at:
                first = units_in(text[starts[line] : at], encoding)
                size = units_in(text[at:end], encoding)
                ahead = first if line > told else first - column
                numbers += (line - told, ahead, size, NUMBERS[token.type], token.modifiers)
                told, column = line, first
            at = max(stop, at + 1)
    return numbers


def difference(before: Sequence[int], after: Sequence[int]) -> tuple[int, int, list[int]]:
    """The one stretch in which two lists of numbers differ: where it begins, how many go, and which come."""
    shorter = min(len(before), len(after))
    start = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, len(before) - start - end, list(after[start : len(after) - end])
