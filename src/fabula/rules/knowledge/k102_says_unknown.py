"""K102 says-unknown."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Certainty, Finding, Level, Related, Step
from fabula.rules.knowledge.said import How, Spoken, find_spoken
from fabula.rules.knowledge.ways import later_certainty, where_revealed
from fabula.rules.registry import Rule
from fabula.story.canon import Canon

__all__ = ["SaysUnknown"]


class SaysUnknown(Rule):
    """Somebody says a secret name or phrase that they have had no way to learn.

    ## What it checks
    A bible entry with `secret: yes` has a name that has to be heard before it can be said; so have the phrases in the
    `says` of a secret. Whoever says one must have been there when another said it (in the room, on the phone, unseen),
    have been told by a note (`learns`, `tells`), be named as one who knows it (`holders`, `known-to`, `knows`), or
    belong to the secret group. What was said earlier in the same scene counts. Voice-overs, songs, what is read aloud,
    calls whose other end is not shown, dreams and tales are not held against anybody.

    The finding is *likely* where the only way is a scene in which a name in the action lines alone says that they are
    there. One finding for each person and secret stands where they first say it, and counts the rest.

    ## Why it matters
    A secret is worth what it costs to learn it. A name that slips into the wrong mouth in one show gives away the
    reveal of another.

    ## Example
        bible/groups/manticore.md has `secret: yes`

        INT. RADIO SHOP - NIGHT
        RAHI
        This is Manticore's frequency.

    ## What to do
    Give them a scene in which they hear it, note how they learned it (`[[canon: Rahi learns … from Vikram]]`), let
    somebody else say it, or write `[[canon: intended K102: REASON]]`.
    """

    code = "K102"
    name = "says-unknown"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each person and secret, at the first words."""
        groups: dict[tuple[str, str], list[Spoken]] = {}
        for spoken in find_spoken(canon):
            if spoken.how is How.NO_WAY or spoken.how is How.INFERRED:
                groups.setdefault((spoken.person, spoken.utterance.matter.subject), []).append(spoken)
        for found in groups.values():
            yield self._finding(canon, found)

    def _finding(self, canon: Canon, found: list[Spoken]) -> Finding:
        spoken = found[0]
        utterance, person = spoken.utterance, spoken.person
        name, said = canon.universe.name(person), utterance.span.text
        more = f" (and {len(found) - 1} more time{'s' if len(found) > 2 else ''})" if len(found) > 1 else ""
        related, steps = where_revealed(canon, person, spoken.matters, utterance.span, spoken.at)
        certainty = later_certainty(canon, person, spoken.matters, utterance.scene, spoken.at)
        where = spoken.where
        if spoken.how is How.INFERRED and where is not None and where.scene is not None:
            message = (
                f"{name} says “{said}”{more}, which they can have heard only in {where.scene.name}, where the action "
                "alone names them"
            )
            related = (Related(where.span, "the only place where they can have heard it"), *related[:2])
            help_ = f"if {name} is there, note it (`with {name}`); else give them a scene in which they hear it"
            certainty = min(certainty, Certainty.LIKELY)
        else:
            message = f"{name} says “{said}”{more}, which they have had no way to learn"
            help_ = f"give {name} a scene to learn it, note how they did (`{name} learns … from …`), or write "
            help_ += "`intended K102: REASON`"
        here = Step(utterance.span, f"{utterance.scene.name}: {name} says “{said}”")
        return Finding(self.code, utterance.span, message, help_, certainty, related, (*steps, here))
