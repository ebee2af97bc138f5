"""K111 name-before-heard."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Certainty, Finding, Level, Related, Step
from fabula.rules.certainty import kept_order_certainty
from fabula.rules.knowledge.introductions import Introduction, find_introductions
from fabula.rules.knowledge.said import in_a_tale, wiped_people
from fabula.rules.knowledge.utterances import Utterance, company_of, firmly_there, secret_names, spoken_of
from fabula.rules.knowledge.ways import ways_to
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.model import Mode

__all__ = ["NameBeforeHeard"]


class NameBeforeHeard(Rule):
    """Somebody uses a name before the scene that introduces it to them.

    ## What it checks
    In one scene somebody asks for a name and is told it ("What's your name?" – "Vikram."), or hears "My name is …" at a
    first meeting. In an earlier scene of story time they used that very name, where nobody had said it to them, nothing
    written had shown it to them, and nobody there knew it too. This needs no bible and no notes; it is never more
    than *likely*, since people may have heard of one another. Where the two share a group or a relation by the bible,
    where one scene is a flashback and the other is not, and where somebody was wiped, nothing is said.

    ## Why it matters
    Scenes change places in the edit, and in drafts. The first thing to break is who has met whom.

    ## Example
        INT. RADIO SHOP - NIGHT
        RAHI
        Vikram would know.

        EXT. STATION - DAY
        RAHI
        What's your name?

        VIKRAM
        My name is Vikram.

    ## What to do
    Put the introduction first, take the name out of the earlier scene, or let somebody mention it there.
    """

    code = "K111"
    name = "name-before-heard"
    level = Level.WARNING
    reads = frozenset({"scripts", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each hearer and name."""
        introductions: dict[tuple[str, str], Introduction] = {}
        for found in find_introductions(canon):
            key = found.utterance.matter.subject
            introductions.setdefault((found.hearer, key), found)
        if not introductions:
            return
        wiped = wiped_people(canon)
        secret = secret_names(canon)
        for (hearer, key), introduction in introductions.items():
            if hearer in wiped or key in secret or _are_close(canon, hearer, body_of(canon.universe, key)):
                continue
            said = spoken_of(canon, key)
            uses = [use for use in said if hearer in use.people and use.counts]
            early = [use for use in uses if use.moment.rank < introduction.utterance.moment.rank]
            if early and _is_early(canon, early[0], introduction, said):
                yield self._finding(canon, early, introduction)

    def _finding(self, canon: Canon, early: list[Utterance], introduction: Introduction) -> Finding:
        first, later = early[0], introduction.utterance
        name, said = canon.universe.name(introduction.hearer), first.span.text
        more = f" (and {len(early) - 1} more time{'s' if len(early) > 2 else ''})" if len(early) > 1 else ""
        certainty = min(Certainty.LIKELY, kept_order_certainty(canon, first.scene, later.scene))
        steps = (
            Step(first.span, f"{first.scene.name}: {name} says “{said}”"),
            Step(later.span, f"{later.scene.name}: {name} is told the name"),
        )
        help_ = "put the introduction first, take the name out of the earlier scene, or let somebody mention it there"
        if first.scene.episode.status <= later.scene.episode.status:
            message = f"{name} says “{said}”{more} before they are told the name, in {later.scene.name}"
            related = (Related(later.span, f"{name} is told the name here"),)
            return Finding(self.code, first.span, message, help_, certainty, related, steps)
        message = f"{name} is told the name “{later.span.text}” here, but said it in {first.scene.name}{more}, "
        message += f"which is {first.scene.episode.status}"
        related = (Related(first.span, f"{name} says the name here"),)
        return Finding(self.code, later.span, message, help_, certainty, related, steps)


def _is_early(canon: Canon, use: Utterance, introduction: Introduction, said: list[Utterance]) -> bool:
    """Whether a use of a name cannot be explained before the scene that introduces it."""
    modes = canon.timeline.mode
    if modes[use.scene.order] is not modes[introduction.utterance.scene.order]:
        return False
    if modes[use.scene.order] is not Mode.PRESENT and modes[use.scene.order] is not Mode.FLASHBACK:
        return False
    key, hearer = use.matter.subject, introduction.hearer
    company = company_of(canon, use.scene, use.start)
    whom = body_of(canon.universe, key)
    together = whom in company.everybody and firmly_there(canon, whom, use.scene, use.start)
    if together:
        # They stand before each other: that contradicts being asked for the name, not being asked for the face.
        if not introduction.by_name:
            return False
    elif any(other.scene is use.scene and hearer not in other.people for other in said):
        return False  # the name is known among them
    if any(_hears(canon, other, use, hearer) for other in said) or in_a_tale(canon, use, hearer):
        return False
    at = canon.minds.at(use.moment)
    ways = ways_to(canon, hearer, [use.matter], at)
    return all(together and canon.minds.happenings[way.event].kind == "seen" for way in ways)


def _hears(canon: Canon, other: Utterance, use: Utterance, hearer: str) -> bool:
    """Whether somebody was there when another said the name, before they used it."""
    if other.moment >= use.moment or hearer in other.people:
        return False
    return hearer in company_of(canon, other.scene, other.start).everybody or other.scene is use.scene


def _are_close(canon: Canon, one: str, other: str) -> bool:
    """Whether the bible or a note says that two people belong together, so that they know each other's names."""
    groups: dict[str, set[str]] = {one: set(), other: set()}
    for subject, attribute in canon.world.log:
        if subject in groups:
            kind, _, detail = attribute.partition(":")
            if kind == "member":
                groups[subject].add(detail)
            elif detail.endswith((f":{one}", f":{other}")):
                return True
    return bool(groups[one] & groups[other])
