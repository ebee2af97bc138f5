"""L106 dead-wikilink."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level
from fabula.rules.registry import Rule
from fabula.story.canon import Canon


class DeadWikilink(Rule):
    """A link in the bible leads to nothing

    ## What it checks
    Every `[[link]]` in an entry leads to a file of the universe folder, by its name or by its path, with or without
    `.md`; or to an entry by its name or an alias. Pictures and free notes count as well. Links in code are left alone.

    ## Why it matters
    A link that leads nowhere is mostly an entry that was renamed, and its reader now reads half of it.

    ## Example
        He tracked down [[nadia-singh|Nadia]].

    where the entry is called `nadia-sinh`.

    ## What to do
    Correct the link, or write the entry that it speaks of. For an entry that will be written later, leave the brackets
    out until it is there.
    """

    code = "L106"
    name = "dead-wikilink"
    level = Level.WARNING
    reads = frozenset({"bible", "links"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each link."""
        for unlinked in canon.universe.unlinked:
            if unlinked.what == "wikilink":
                near = unlinked.suggestions
                yield Finding(
                    "L106",
                    unlinked.span,
                    f"The link “{unlinked.text}” leads to nothing",
                    f"did you mean {' or '.join(near)}?" if near else "correct it, or write the entry that it names",
                )
