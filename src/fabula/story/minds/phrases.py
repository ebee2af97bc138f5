"""Matters and beliefs in plain sentences, with the names that the bible uses."""

from __future__ import annotations

from collections.abc import Sequence

from fabula.bible.model import EntryKind
from fabula.story.minds.events import UNKNOWN, Matter
from fabula.story.minds.given import secret_facts
from fabula.story.minds.log import AUDIENCE
from fabula.universe.model import Universe

__all__ = ["NOBODY", "Phrases", "sentence"]

NOBODY = "nobody"
"""The holder of a thing that nobody has."""


def sentence(words: str) -> str:
    """Words with a capital at the beginning and a full stop at the end."""
    closed = words if words.endswith((".", "!", "?", "…", ".”")) else words + "."
    return closed[:1].upper() + closed[1:]


class Phrases:
    """Says what is so, or what somebody holds to be so."""

    def __init__(self, universe: Universe) -> None:
        self.universe = universe
        self.facts = secret_facts(universe)

    def name(self, key: str) -> str:
        """A name as it stands in the middle of a sentence."""
        if key == AUDIENCE:
            return "the audience"
        name = self.universe.name(key)
        return "the " + name[4:] if name.startswith("The ") else name

    def secret(self, key: str) -> str:
        """A secret in quotation marks, with what it is where the bible says so."""
        name = f"“{self.universe.name(key)}”"
        facts = [self.so(matter, value) for matter, value in self.facts.get(key, ())]
        return f"{name} ({', '.join(facts)})" if facts else name

    def so(self, matter: Matter, value: str) -> str:
        """That a matter has a value, as a clause: "the case is in Rome"."""
        subject, detail = self.name(matter.subject), matter.detail
        if isinstance(detail, Matter):
            return self._about_mind(matter.kind, subject, detail, value)
        if value == UNKNOWN or not value:
            return f"it is open {self.asked(matter)}"
        if value.startswith("not "):
            return self._not(matter, value.removeprefix("not "))
        kind, _, rest = matter.kind.partition(":")
        yes = value == "yes"
        match kind:
            case "identity":
                return f"{subject} is {self.name(detail) if yes else 'just ' + subject}"
            case "secret":
                return f"{self.secret(matter.subject)} is so" if yes else f"“{subject}” is not so"
            case "place":
                return f"{subject} is {self.where(value)}"
            case "alive":
                return f"{subject} is {'alive' if yes else 'dead'}"
            case "member":
                return f"{subject} {'belongs' if yes else 'does not belong'} to {self.name(detail)}"
            case "holder":
                return f"{NOBODY if value in {NOBODY, 'no'} else self.name(value)} has {subject}"
            case "gone":
                return f"{subject} is {'there' if value in {'no', NOBODY} else value}"
            case "feels":
                return f"{subject} {rest if yes else 'does not ' + rest.removesuffix('s')} {self.name(detail)}"
            case "kin":
                return f"{subject} is {'' if yes else 'not '}{self.name(detail)}'s {rest}"
            case "heard":
                return f"there is somebody or something called {subject}"
            case _:
                words = self.name(value) if value in self.universe.entities else value
                return f"{subject}'s {rest or kind} is {words}"

    def asked(self, matter: Matter) -> str:
        """A matter as an indirect question: "where the case is"."""
        subject, detail = self.name(matter.subject), matter.detail
        if isinstance(detail, Matter):
            return f"what {subject} {'said' if matter.kind == 'claim' else 'holds'} about {self.asked(detail)}"
        kind, _, rest = matter.kind.partition(":")
        match kind:
            case "identity":
                return f"who {subject} really is"
            case "secret":
                return f"“{self.universe.name(matter.subject)}”"
            case "place":
                return f"where {subject} is"
            case "alive":
                return f"whether {subject} is alive"
            case "member":
                return f"whether {subject} belongs to {self.name(detail)}"
            case "holder":
                return f"who has {subject}"
            case "gone":
                return f"what has become of {subject}"
            case "feels":
                return f"whether {subject} {rest} {self.name(detail)}"
            case "kin":
                return f"whether {subject} is {self.name(detail)}'s {rest}"
            case "heard":
                return f"of {subject}"
            case _:
                return f"what {subject}'s {rest or kind} is"

    def where(self, place: str) -> str:
        """A place with its preposition: "in Rome", "at Boatyard"."""
        entity = self.universe.entities.get(place)
        within = "at" if entity is not None and entity.declared and entity.parent else "in"
        name = self.universe.place_name(place)
        return f"{within} {'the ' + name[4:] if name.startswith('The ') else name}"

    def holds(self, person: str, matter: Matter, value: str, verb: str) -> str:
        """That somebody holds a value: "Mason knows that …". ``verb`` is "knows", "thinks", "suspects" or the like."""
        who = self.name(person)
        if matter.kind == "secret" and value == "yes":
            return f"{who} {'knows' if verb.endswith('thinks') else verb} {self.secret(matter.subject)}"
        if matter.kind == "heard":
            return f"{who} has heard of {self.name(matter.subject)}"
        return f"{who} {verb} that {self.so(matter, value)}"

    def unaware(self, person: str, matter: Matter, fact: str = "", still: str = "") -> str:
        """That somebody holds nothing on a matter: "Mason does not know where the case is".

        With ``fact``, the value that is so: "Mason does not know that the case is in Rome". ``still`` stands before
        the verb.
        """
        verb = f"{still}has not heard" if matter.kind == "heard" else f"{still}does not know"
        if fact and matter.kind not in {"secret", "heard"}:
            return f"{self.name(person)} {verb} that {self.so(matter, fact)}"
        return f"{self.name(person)} {verb} {self.secret(matter.subject) if fact else self.asked(matter)}"

    def chained(self, chain: Sequence[str], verbs: Sequence[str], matter: Matter, value: str, fact: str = "") -> str:
        """What a chain of people holds, outermost first: "Nadia thinks that Mason knows that …".

        ``fact`` is as in `unaware`.
        """
        if value:
            words = self.holds(chain[-1], matter, value, verbs[-1])
            outer = len(chain) - 1
        else:
            words = self.unaware(chain[-1], matter, fact)
            outer = len(chain) - 1
            if outer:
                outer -= 1
                words = f"as far as {self.name(chain[outer])} knows, {words}"
                words = f", {words}" if outer else words
        for place in range(outer - 1, -1, -1):
            gap = "" if words.startswith(",") else " "
            words = f"{self.name(chain[place])} {verbs[place]} that{gap}{words}"
        return words

    def _about_mind(self, kind: str, person: str, inner: Matter, value: str) -> str:
        match kind:
            case "claim":
                return f"{person} said that {self.so(inner, value)}"
            case "knows-whether":
                return f"{person} was told {self.asked(inner)}"
            case "suspects":
                return f"{person} suspects that {self.so(inner, value)}"
            case _ if value == UNKNOWN:
                return f"{person} does not know {self.asked(inner)}"
            case _ if inner.kind == "secret" and value == "yes":
                return f"{person} knows {self.secret(inner.subject)}"
            case _:
                return f"{person} holds that {self.so(inner, value)}"

    def _not(self, matter: Matter, value: str) -> str:
        subject = self.name(matter.subject)
        match matter.kind:
            case "place":
                return f"{subject} is not {self.where(value)}"
            case "holder":
                return f"{self.name(value)} does not have {subject}"
            case _:
                return f"it is not so that {self.so(matter, value)}"

    def is_secretive(self, matter: Matter) -> bool:
        """Whether a matter is one of those that stories are about: a secret, or who somebody really is."""
        if matter.kind == "secret":
            return True
        entity = self.universe.entities.get(matter.subject)
        return matter.kind == "identity" and entity is not None and entity.kind is EntryKind.COVER
