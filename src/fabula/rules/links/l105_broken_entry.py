"""A bible entry whose fields are broken (made by `fabula.bible.frontmatter` and `fabula.bible.entries`)."""

from __future__ import annotations

from typing import ClassVar

from fabula.finding import Level
from fabula.rules.registry import Rule


class BrokenEntry(Rule):
    """A bible entry with a field that cannot be read

    ## What it checks
    The fields at the head of an entry, between two lines of three dashes: whether they end, whether each can be read,
    whether one is written twice, and whether its value is of the kind that the field takes. A field that entries of
    this kind do not have is a *possible* finding only; keys of Obsidian and its plugins are none.

    ## Why it matters
    What can be read is used, the broken field is not. A birth date in a field that is misspelt is no birth date.

    ## Example
    ```
    ---
    name: Mason Kane
    alises: [Mason]
    ---
    ```

    ## What to do
    Write one ``name: value`` on each line, with the value in quotation marks if it has a colon in it, and use spaces
    and not tabs to indent. What can be said of somebody (eyes, height, a scar) stands under ``attributes:``. All fields
    are listed in ``docs/reference/bible.md``.
    """

    code: ClassVar[str] = "L105"
    name: ClassVar[str] = "broken-entry"
    level: ClassVar[Level] = Level.WARNING
    reads: ClassVar[frozenset[str]] = frozenset({"bible"})
