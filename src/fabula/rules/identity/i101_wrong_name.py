"""I101 wrong-name."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Certainty, Finding, Level, Related, Step
from fabula.rules.identity.calls import Call, find_calls, in_on_it, shown_as
from fabula.rules.knowledge.utterances import company_of, spoken_of
from fabula.rules.knowledge.ways import later_certainty, ways_to
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.minds.events import Matter
from fabula.story.minds.matters import heard_of, identity_of
from fabula.story.minds.paths import has_seen, path_to
from fabula.story.model import Moment

__all__ = ["WrongName"]


class WrongName(Rule):
    """Somebody calls a person by a name that they cannot connect with that face.

    ## What it checks
    A name that is spoken to somebody's face ("Mason, listen." "Come here, Mason!") tells what the speaker takes them
    for. Two slips are looked for. Somebody who is there under a cover is called by their real name, by a speaker who
    takes them for the cover, has never seen them as themselves and never heard that name for this face. Or somebody who
    is there as themselves is called by a cover's name that the speaker has never met with. Who is in on it (`knows` in
    the cover's entry, `Carter is in on it`, `sees through`, being told) may say either; so may who suspects.

    It is certain where the speaker is taken in by the cover on screen, else *likely*.

    ## Why it matters
    The script says KYLE in the cue and Mason in the line, because the writer knows. His wife does not.

    ## Example
        INT. BRANDT HOUSE - KITCHEN - MORNING
        ELISE
        Mason, the toast.

        KYLE
        It's soldiers.

    ## What to do
    Use the name by which the speaker knows them, or note how the speaker found out (`[[canon: Elise sees through
    Kyle]]`).
    """

    code = "I101"
    name = "wrong-name"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each speaker, person and name, at the first words."""
        groups: dict[tuple[str, str, str], list[tuple[Call, str]]] = {}
        for call in find_calls(canon):
            scene = call.utterance.scene
            cover = shown_as(canon, scene, call.whom)
            wrong = _real_name(canon, call, cover) if cover and call.key == call.whom else False
            if call.key != call.whom and cover != call.key:
                wrong = _strange_cover(canon, call)
            if wrong:
                groups.setdefault((call.speaker, call.whom, call.key), []).append((call, cover))
        for found in groups.values():
            call, cover = found[0]
            yield self._finding(canon, call, cover, len(found) - 1)

    def _finding(self, canon: Canon, call: Call, cover: str, rest: int) -> Finding:
        universe, utterance = canon.universe, call.utterance
        speaker, said = universe.name(call.speaker), utterance.span.text
        more = f" (and {rest} more time{'s' if rest > 1 else ''})" if rest else ""
        at = canon.minds.at(utterance.moment)
        here = Step(utterance.span, f"{utterance.scene.name}: {speaker} says “{said}”")
        if call.key == call.whom:
            identity = identity_of(universe, cover)
            fooled = canon.minds.value((call.speaker,), identity, at) == "no"
            steps = path_to(universe, canon.minds, call.speaker, identity, at) if fooled else ()
            message = f"{speaker} calls {universe.name(cover)} “{said}”{more}, but does not know who that really is"
            related = tuple(Related(step.span, step.message) for step in steps)
            related = (*related, Related(universe.entities[cover].span, f"a cover of {universe.name(call.whom)}"))
            help_ = f"use the cover's name, or note how {speaker} found out (`{speaker} sees through …`)"
            most = Certainty.CERTAIN if fooled else Certainty.LIKELY
            certainty = min(most, later_certainty(canon, call.speaker, [identity], utterance.scene, at))
            return Finding(self.code, utterance.span, message, help_, certainty, related, (*steps, here))
        person = universe.name(call.whom)
        message = f"{speaker} calls {person} “{said}”{more}, a name that they have had no way to connect with that face"
        related = (Related(universe.entities[call.key].span, f"a cover of {person}"),)
        help_ = f"use the name by which {speaker} knows them, or let {speaker} hear the other one first"
        certainty = min(
            Certainty.LIKELY, later_certainty(canon, call.speaker, [heard_of(call.key)], utterance.scene, at)
        )
        return Finding(self.code, utterance.span, message, help_, certainty, related, (here,))


def _real_name(canon: Canon, call: Call, cover: str) -> bool:
    """Whether the speaker cannot know that who is there under a cover has this real name."""
    log, speaker = canon.minds, call.speaker
    at = log.at(call.utterance.moment)
    identity = identity_of(canon.universe, cover)
    if log.value((speaker,), identity, at) == "yes" or has_seen(log, speaker, call.whom, at):
        return False
    if log.value((speaker,), Matter("suspects", speaker, identity), at) or _is_accomplice(canon, call):
        return False
    return not _named_before(canon, call)


def _strange_cover(canon: Canon, call: Call) -> bool:
    """Whether the speaker has never met with the cover by which they call somebody."""
    log, speaker = canon.minds, call.speaker
    at = log.at(call.utterance.moment)
    identity = identity_of(canon.universe, call.key)
    if any(ways_to(canon, speaker, [heard_of(call.key), identity], at)) or _is_accomplice(canon, call):
        return False
    scene = call.utterance.scene
    end = log.at(Moment(canon.timeline.rank[scene.order], scene.written.end + 1))
    later = ways_to(canon, speaker, [identity], end)
    return not any(way.event >= at for way in later) and not _named_before(canon, call)


def _is_accomplice(canon: Canon, call: Call) -> bool:
    """Whether a note here or earlier says that the speaker is in on it."""
    return any(rank <= call.utterance.moment.rank for rank in in_on_it(canon).get(call.speaker, ()))


def _named_before(canon: Canon, call: Call) -> bool:
    """Whether another said this name before, with both of them there."""
    for other in spoken_of(canon, call.key):
        if other.moment >= call.utterance.moment:
            break
        if call.speaker not in other.people:
            company = company_of(canon, other.scene, other.start).everybody
            if call.speaker in company and (call.whom in company or other.scene is call.utterance.scene):
                return True
    return False
