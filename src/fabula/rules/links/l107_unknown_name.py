"""L107 unknown-name."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.model import EntryKind
from fabula.finding import Edit, Finding, Fix, Level
from fabula.rules.registry import Rule
from fabula.source import WordedSpan
from fabula.story.canon import Canon
from fabula.universe.model import Unlinked

WORDS = {
    EntryKind.PERSON: "person",
    EntryKind.COVER: "cover",
    EntryKind.GROUP: "group",
    EntryKind.PLACE: "place",
    EntryKind.THING: "thing",
    EntryKind.SECRET: "secret",
    EntryKind.STORYLINE: "storyline",
    EntryKind.EVENT: "event",
}


class UnknownName(Rule):
    """A canon note or a field of the bible names something that is not there

    ## What it checks
    Every name in a canon note leads to an entry, or to a person or place of the scripts. Every name in a field that
    takes names (`of`, `in`, `groups`, `holder`, `owner`, `feeds` and the others) leads to an entry of the right kind or
    to a show. In a universe without a bible, what canon notes name is taken as it is.

    ## Why it matters
    A statement about nobody has no effect: the person is not in the scene, the death has not happened.

    ## Example
        [[canon: with Nadya]]

    where the bible knows Nadia Sinh.

    ## What to do
    Correct the name, add it to the `aliases:` of who is meant, or write an entry.
    """

    code = "L107"
    name = "unknown-name"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "links"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each name."""
        for unlinked in canon.universe.unlinked:
            if unlinked.what in {"note", "field"} and not unlinked.candidates:
                yield _unknown(unlinked)


def _unknown(unlinked: Unlinked) -> Finding:
    kinds = sorted({WORDS[kind] for kind in unlinked.kinds}, key=list(WORDS.values()).index)
    if not kinds or len(kinds) > 2:
        message = f"Nothing is called “{unlinked.text}”"
    else:
        message = f"There is no {' or '.join(kinds)} “{unlinked.text}”"
    near = unlinked.suggestions
    fixes: tuple[Fix, ...] = ()
    if near and not isinstance(unlinked.span, WordedSpan) and unlinked.span.text == unlinked.text:
        fixes = (Fix(f"Write {near[0]}", (Edit(unlinked.span, near[0]),)),)
    remedy = f"did you mean {' or '.join(near)}?" if near else "correct the name, or write an entry for it"
    return Finding("L107", unlinked.span, message, remedy, fixes=fixes)
