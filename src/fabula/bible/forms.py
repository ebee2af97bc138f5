"""The table of all statement forms: what a canon note can say.

A form is one row. Its patterns are words with slots: ``{slot:type}``, or ``{type}`` where slot and type have one name.
``a|b`` are words either of which may stand, ``(a b|c)`` the same for several words, ``[…]`` may be left out. A ``:`` or
``'s`` is glued to what stands before it. To add a form, add a row; reader, reference page and tests take it from here.

Types of slots are in `fabula.bible.slots`, facts in `fabula.bible.fact_forms`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fabula.bible.slots import FEELINGS, SLOT_TYPES

__all__ = ["FAMILIES", "FEELINGS", "FORMS", "SLOT_TYPES", "Form"]


FAMILIES: Final[dict[str, str]] = {
    "time": "When a scene happens, and what kind of scene it is",
    "presence": "Who is there, and how",
    "state": "What changes in the world",
    "mind": "Who knows and believes what",
    "craft": "What the writers are doing",
    "assertion": "What must be so: a unit test for the story",
}


@dataclass(frozen=True, slots=True)
class Form:
    """One thing that a canon note can say.

    ``since`` is the version of fabula that first read it.
    """

    name: str
    family: str
    patterns: tuple[str, ...]
    doc: str
    examples: tuple[str, ...]
    since: str = "0.1"


def _form(name: str, family: str, patterns: str, doc: str, *examples: str) -> Form:
    """A row: patterns are divided by ``/``."""
    return Form(name, family, tuple(p.strip() for p in patterns.split(" / ")), doc, examples)


# fmt: off
FORMS: Final[tuple[Form, ...]] = (
    # time
    _form("at", "time", "at|on|in {when} / {when}",
          "The scene happens then. A clock time without a date is of the day that is otherwise known.",
          "at 2014-06-03 21:40", "in 2014", "3 June 2014", "the morning of 2014-06-03", "at 9:40 pm"),
    _form("at-event", "time", "at {event}",
          "The scene happens at the time of an event.", "at the fall of Citadel"),
    _form("during", "time", "during {event}",
          "The scene happens while an event goes on.", "during the fall of Citadel"),
    _form("shows", "time", "shows {event}",
          "The scene is that event.", "shows the fall of Citadel"),
    _form("before", "time", "before {event:anchor}",
          "The scene ends before an event or another scene starts.", "before the fall of Citadel",
          "before S01E02/14"),
    _form("after", "time", "after {event:anchor}",
          "The scene starts after an event or another scene has ended.", "after the fall of Citadel",
          "after india S01E02/14"),
    _form("offset-before", "time", "{duration} before {event:anchor}",
          "The scene happens so long before an event or a scene.", "2 hours before the fall of Citadel"),
    _form("offset-after", "time", "{duration} after {event:anchor}",
          "The scene happens so long after an event or a scene.", "8 years after the fall of Citadel",
          "half an hour after S01E02/14"),
    _form("later", "time", "{duration} later",
          "So long after the scene before.", "2 days later", "a few hours later"),
    _form("earlier", "time", "{duration} earlier",
          "So long before the scene before.", "eight years earlier"),
    _form("same-time", "time", "[at] [the] same time as {scene}",
          "The scene starts when another one does.", "same time as S01E02/14"),
    _form("continuous", "time", "continuous from|with {scene} / continues {scene}",
          "The scene starts the moment another one ends.", "continuous from S01E02/14"),
    _form("takes", "time", "[it] takes|lasts {length}",
          "How long the scene takes.", "takes 20 minutes"),
    _form("story-day", "time", "story|script day {number} / day {number}",
          "The day of the story, counted from the first day of its present.", "story day 3"),
    _form("next", "time", "[the] next|following {part} / [the] {part} after",
          "The scene is on the day after the scene before.", "next day", "next morning"),
    _form("flashback", "time", "[a] flashback",
          "The scene happened earlier than what is told around it.", "flashback"),
    _form("flash-forward", "time", "[a] (flash-forward|flash forward|flashforward)",
          "The scene happens later than what is told around it.", "flash-forward"),
    _form("present", "time", "present / [(in the|back to|back to the|back in the|the)] present [day]",
          "The scene is back in the story's present.", "present", "back to the present"),
    _form("dream", "time", "[a] dream|nightmare",
          "The scene is dreamt: nothing in it happens.", "dream"),
    _form("told", "time", "[the] story told by {person} / told by {person} / as {person} tells it",
          "The scene is what somebody tells, true or not.", "story told by Bernard"),
    # presence
    _form("with", "presence", "with {people:beings}",
          "They are there, silent or not.", "with Nadia, Bernard"),
    _form("without", "presence", "without {people:beings}",
          "They are not there.", "without Nadia"),
    _form("here", "presence", "{person:being} is|are here",
          "They are there.", "Nadia is here"),
    _form("enters", "presence", "{person:being} enters|enter",
          "They come in at this point.", "Nadia enters"),
    _form("exits", "presence", "{person:being} exits|exit|leaves|leave [the] [room|scene]",
          "They go away at this point.", "Nadia exits", "Nadia and Bernard leave the room"),
    _form("exits-unseen", "presence", "{person:being} slips|slip out|away / {person:being} leaves|leave|exits|exit "
          "unseen|unnoticed",
          "They go away at this point, and those who are there take them to be there still.",
          "Carter slips out", "Carter leaves unseen"),
    _form("everyone-leaves", "presence", "everyone|everybody leaves|exits",
          "All go away at this point.", "everyone leaves"),
    _form("watches-unseen", "presence", "{person:being} (watches unseen|watch unseen|sees unseen|is watching unseen)",
          "They see and hear all, and the others do not know.", "Carter watches unseen"),
    _form("listens-in", "presence", "{person:being} listens|listen in",
          "They hear all and see nothing, and the others do not know.", "Carter listens in"),
    _form("on-the-phone", "presence", "{person:being} [is|are] on the phone",
          "They are elsewhere and hear what is said.", "Bernard on the phone"),
    # state
    _form("joins", "state", "{person:each} joins|join {group}",
          "From now on they belong to it.", "Mason joins Citadel"),
    _form("leaves", "state", "{person:each} leaves|leave|quits|quit {group}",
          "From now on they no longer belong to it.", "Mason leaves Citadel"),
    _form("acts-for", "state", "{person:each} acts|act|works|work for {group}",
          "They act as one of the group, so they have to belong to it.", "Mason acts for Citadel"),
    _form("dies", "state", "{person:each} dies|die",
          "They die at this point.", "Mason dies"),
    _form("killed", "state", "{person:each} is|are killed [by {killer:person}] / {killer:person} kills {person:each}",
          "They die, and somebody did it.", "Mason is killed by Orlick", "Orlick kills Mason"),
    _form("returns", "state", "{person:each} returns|return / {person:each} returns|return (from the dead|to life) "
          "/ {person:each} (comes back|comes back to life)",
          "They come back, from the dead if they were dead.", "Mason returns"),
    _form("has", "state", "{person} has|carries|holds {thing}",
          "They have it now.", "Mason has the case"),
    _form("takes-thing", "state", "{person} (takes|picks up|grabs|steals|gets) {thing} [from {source:person}]",
          "From now on they have it, whoever had it before.", "Mason takes the case",
          "Mason takes the case from Orlick"),
    _form("gives", "state", "{person} gives|hands|passes {thing} to {other:person} / {person} gives|hands "
          "{other:person} {thing}",
          "From now on somebody else has it.", "Mason gives the case to Nadia"),
    _form("drops", "state", "{person} (drops|puts down|leaves behind) {thing}",
          "They no longer have it; it stays where they are.", "Mason drops the case"),
    _form("loses", "state", "{person} loses {thing}",
          "They no longer have it; nobody knows where it is.", "Mason loses the case"),
    _form("uses", "state", "{person} uses {item}",
          "They use a thing, or something that they know.", "Mason uses the case"),
    _form("destroyed", "state", "{thing} is destroyed [by {person}] / {person} destroys {thing}",
          "It is gone for good.", "the case is destroyed"),
    _form("lost", "state", "{thing} (is lost|goes missing)",
          "Nobody has it, or knows where it is.", "the case is lost"),
    _form("found", "state", "{thing} is found [by {person}] / {person} finds {thing}",
          "It is there again.", "the case is found"),
    _form("is-at", "state", "{subject:each-subject} is|are at|in {place}",
          "They are there now.", "Mason is at Rome"),
    _form("goes-to", "state", "{person:each} (goes|go|travels|travel|flies|fly|drives|drive|returns|return) to "
          "{place}",
          "They set out for a place, and are there in the end.", "Mason goes to Oslo"),
    _form("arrives", "state", "{person:each} arrives|arrive in|at {place}",
          "They are there from this point on.", "Mason arrives in Oslo"),
    _form("departs", "state", "{person:each} leaves|leave|departs|depart [from] {place}",
          "They are no longer there.", "Mason leaves Rome"),
    _form("attribute", "state", "{subject}'s {attribute} is|are {value}",
          "What can be said of somebody or something. It is so, and gives no cause for a change.",
          "Mason's wound is left shoulder"),
    _form("becomes", "state", "{subject}'s {attribute} becomes|become {value}",
          "What can be said of somebody or something changes at this point.", "Mason's wound becomes healed"),
    _form("feels", "state", "{person} {verb:feeling} {other:person}",
          "How somebody stands to somebody from now on.", "Mason loves Nadia", "Mason distrusts Orlick"),
    _form("marries", "state", "{person} marries {other:person}",
          "From now on they are husband and wife.", "Mason marries Nadia"),
    _form("kin", "state", "{person} is {other:person}'s {role}",
          "What somebody is to somebody.", "Mason is Nadia's brother"),
    # mind
    _form("learns", "mind", "{person:each} learns|learn [that] {fact} [from {source:person}]",
          "From now on they know it.", "Mason learns the mole", "Mason learns that Kyle is Mason from Orlick"),
    _form("tells", "mind", "{person} tells {hearer:person} [that] {fact}",
          "The hearer is told, by somebody who believes it.", "Orlick tells Mason that Kyle is Mason"),
    _form("whispers", "mind", "{person} whispers to {hearer:person} [that] {fact} / {person} whispers to "
          "{hearer:person}: {fact}",
          "Only the hearer hears it; the others see that something is said, and not what.",
          "Orlick whispers to Mason that Kyle is Mason"),
    _form("reads", "mind", "{person:each} reads|read [that] {fact}",
          "They learn it from something written; the others see that they learn something, and not what.",
          "Mason reads that Orlick has the case"),
    _form("lies", "mind", "{person} lies to {hearer:person}: {fact} / {person} lies to {hearer:person} that {fact}",
          "The hearer is told what the speaker does not believe.", "Orlick lies to Mason: the case is at Rome"),
    _form("in-on-it", "mind", "{person:each} is|are in on it",
          "They know of the lie or the cover that is going on here.", "Carter is in on it"),
    _form("forgets-everything", "mind", "{person:each} forgets|forget everything [about {about:any}] [since "
          "{since:point}] [until {until:point}]",
          "What they lived through is gone from their mind: all, a stretch of time, or what is about somebody.",
          "Mason forgets everything", "Mason forgets everything since the fall of Citadel",
          "Mason forgets everything about Nadia"),
    _form("forgets", "mind", "{person:each} forgets|forget [that] {fact}",
          "One fact is gone from their mind.", "Mason forgets the mole"),
    _form("remembers-everything", "mind", "{person:each} remembers|remember everything [about {about:any}] [since "
          "{since:point}] [until {until:point}]",
          "What was forgotten is back: all of it or a part.", "Mason remembers everything",
          "Mason remembers everything until 2014"),
    _form("remembers", "mind", "{person:each} remembers|remember [that] {fact}",
          "One forgotten fact is back.", "Mason remembers the mole"),
    _form("poses-as", "mind", "{person} poses|acts as {cover}",
          "From now on they pass themselves off as somebody.", "Mason poses as Kyle"),
    _form("sees-through", "mind", "{person:each} sees|see through {cover}",
          "They understand who it really is.", "Nadia sees through Kyle"),
    _form("suspects", "mind", "{person:each} suspects|suspect [that] {fact}",
          "They hold it possible.", "Mason suspects that Orlick has the case"),
    _form("reacts-to", "mind", "{person:each} reacts|react to {fact}",
          "They show that they know it, so they have to.", "Mason reacts to the mole"),
    _form("acts-on", "mind", "{person:each} acts|act on {fact}",
          "They do something because of it, so they have to know it, or to suspect it.",
          "Mason acts on the mole", "Nadia acts on Orlick has the case"),
    # craft
    _form("sets-up", "craft", "sets|set up {any}",
          "The scene prepares something for later.", "sets up the case"),
    _form("pays-off", "craft", "pays|pay off {any}",
          "The scene uses what was prepared.", "pays off the case"),
    _form("reveals", "craft", "reveals|reveal [that] {fact}",
          "The audience learns it here, for the first time.", "reveals the mole", "reveals that Kyle is Mason"),
    _form("storyline", "craft", "storyline {storyline}",
          "The storyline that the scene is part of.", "storyline A"),
    _form("ends-storyline", "craft", "ends|end storyline {storyline}",
          "The storyline comes to its end here: no show has to go on with it.", "ends storyline A"),
    _form("asks", "craft", "asks|ask {show}[: {reason}]",
          "Asks the show that owns somebody or something for leave to change it in this scene, for a reason. The owner "
          "answers in the entry, with `grants` or `refuses`.",
          "asks Citadel: he has to be free to come to Jaipur"),
    _form("retcons", "craft", "retcons|retcon {scene}[: {reason}]",
          "The scene openly changes what another one told, for a reason.",
          "retcons S01E02/14: the shot was never fired"),
    _form("intended", "craft", "intended [{code}][: {reason}] [until {until:scene}]",
          "A finding with this code is wanted here, for a reason; `until` an episode that settles it.",
          "intended K102: she bluffs", "intended K102: she bluffs until S02E01"),
    # assertion
    _form("expect", "assertion", "expect|expects [that] {fact}",
          "It must be so at this point; if it is not, that is a finding.", "expect Mason does not know the mole",
          "expect Nadia believes that Mason believes that Kyle is Mason"),
)
# fmt: on
"""All forms. Where two match alike, the earlier row is taken."""
