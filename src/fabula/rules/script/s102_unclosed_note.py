"""S102: a note is opened and not closed in its paragraph."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule

__all__ = ["UnclosedNote"]


class UnclosedNote(Rule):
    """A note is opened and not closed in its paragraph

    ## What it checks
    Every `[[` of a Fountain script must have a `]]` before the next empty line. A line inside a note that holds two
    spaces is not empty.

    ## Why it matters
    The note is then no note: it prints, and what it says to the room or to fabula (`canon: …`) is not understood. The
    text after the `[[` is read as script.

    ## Example
    ```
    She takes the lamp. [[canon: Tilde learns the route

    The door falls shut.
    ```

    ## What to do
    Write `]]` where the note ends. Put two spaces on the empty lines of a long note, or split it into several.
    """

    code: ClassVar[str] = "S102"
    name: ClassVar[str] = "unclosed-note"
    level: ClassVar[Level] = Level.WARNING
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
