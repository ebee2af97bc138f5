"""L102 two-spellings."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Certainty, Edit, Finding, Fix, Level, Related
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.universe.spelling import find_two_spellings


class TwoSpellings(Rule):
    """One person is spelled in two ways

    ## What it checks
    Among those who speak and are in no bible: a name in cues that occurs once or twice and is one slip of the finger
    away from a name that occurs at least three times as often. It is always *likely*: nobody but the writer can be
    sure. Names that are both frequent are two people, and so are names with different first letters
    (MASON and JASON), with different numbers (GUARD 1, GUARD 2), and pairs such as MARIO and MARIA. Letters with and
    without accents count as the same name and are no finding.

    ## Why it matters
    The two are two people for every list that is made from the script.

    ## Example
        BERNARD
        Sit down.

        BERNRAD
        Please.

    ## What to do
    Correct the rare spelling. If they are two people, give them names that an audience can tell apart, or write an
    entry for both in the bible.
    """

    code = "L102"
    name = "two-spellings"
    level = Level.WARNING
    reads = frozenset({"scripts", "links"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each rare spelling."""
        for rare, frequent in find_two_spellings(canon.universe):
            spans = rare.spans()
            written = spans[0].text or rare.name
            usual = frequent.spans()[0]
            right = usual.text or frequent.name
            yield Finding(
                "L102",
                spans[0],
                f"{written} speaks {_times(len(rare.cues))}, {right} {_times(len(frequent.cues))}: "
                "they look like one person",
                f"write {right}, if that is who speaks",
                Certainty.LIKELY,
                related=(Related(usual, f"the first {right}"),),
                fixes=(Fix(f"Write {right}", tuple(Edit(span, right) for span in spans)),),
            )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
