"""The file of a script is built to harm who reads it (made by `fabula.script.xml`)."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule


class HostileXml(Rule):
    """A Final Draft or TEI file that could be an attack

    ## What it checks
    An XML file can declare entities that grow to gigabytes or that pull in other files, nest a million elements, or be
    far larger than any script. fabula stops reading at the place where such a thing begins.

    ## Why it matters
    Scripts come by mail from many people. Reading one must never fill the memory, open other files or reach the
    network. Writing programs do not make such files.

    ## Example
    ```
    <!DOCTYPE FinalDraft [<!ENTITY x SYSTEM "file:///etc/passwd">]>
    ```

    ## What to do
    Ask where the file comes from. If it really is a script, open it in a writing program and save it again: that
    leaves the declarations out.
    """

    code: ClassVar[str] = "S108"
    name: ClassVar[str] = "hostile-xml"
    level: ClassVar[Level] = Level.ERROR
    reads: ClassVar[frozenset[str]] = frozenset({"scripts"})
