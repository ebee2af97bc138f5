"""A canon note says something that fabula cannot read (made by `fabula.bible.canon`)."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule


class CanonNotUnderstood(Rule):
    """A statement in a canon note that is not understood

    ## What it checks
    Notes that begin with ``canon:`` hold statements, divided by ``;`` or line ends. This finding stands at a statement
    that is none of the known ones, at a date that does not exist, or at a note that says nothing. The other statements
    of the note are read.

    ## Why it matters
    A statement that is not read changes nothing. The world then goes on without it, and what follows from it is
    neither checked nor known.

    ## Example
    ```
    [[canon: Mason jions Citadel; at 2014-02-30]]
    ```

    ## What to do
    Say it as one of the forms that the finding offers. All of them are listed by `fabula explain canon-notes`. If
    a name is in the way, put it in quotation marks. If the note is meant for people only, begin it with another word.
    """

    code: ClassVar[str] = "S201"
    name: ClassVar[str] = "canon-not-understood"
    level: ClassVar[Level] = Level.ERROR
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
