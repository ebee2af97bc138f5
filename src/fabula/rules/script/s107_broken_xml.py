"""The file of a script breaks off or is damaged (made by `fabula.script.xml` and the readers on top of it)."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule


class BrokenXml(Rule):
    """A Final Draft or TEI file that is damaged

    ## What it checks
    Final Draft scripts (``.fdx``) and plays in TEI are XML. This finding stands where such a file stops being
    well-formed: it ends too early, a tag is not closed, a bare ``&`` or ``<`` stands in the text, or a named character
    is not declared. It also stands at the top of a file that is no script of that format at all.

    ## Why it matters
    Everything before that place is read and checked. Nothing after it is, so scenes are missing from every answer.

    ## Example
    ```
    <Text>Nadia & Mason</Text>
    ```

    ## What to do
    Open the file in the program that made it and save it again, or take it from a backup. If you edited it by hand,
    write ``&amp;`` for an ampersand and ``&lt;`` for a less-than sign.
    """

    code: ClassVar[str] = "S107"
    name: ClassVar[str] = "broken-xml"
    level: ClassVar[Level] = Level.ERROR
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
