"""What is at stake in a room: the matters that are worth hiding there, or being wrong about.

Secrets, identities, the facts that secrets are, and deaths are *deep*: to know them or not makes a difference. Other
matters (who has the case, a wound) count only where somebody is wrong about them. Where people and things have last
been seen counts only for those who were told so: everybody is always a little behind on that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import cast

from fabula.story.canon import Canon
from fabula.story.minds.company import companies_of, minded
from fabula.story.minds.engine import Belief
from fabula.story.minds.events import UNKNOWN, Grounds, Matter, subjects_of
from fabula.story.minds.given import secret_facts
from fabula.story.minds.matters import heard_of
from fabula.universe.model import Scene

__all__ = ["Stakes", "holds", "stakes_of"]

_PLAIN = frozenset({"heard", "claim", "knows-whether", "mind", "suspects"})


class Stakes:
    """All matters of a canon that can be at stake, found once."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        self.log = canon.minds
        self.people = minded(canon.universe)
        facts = secret_facts(canon.universe)
        self.facts = {matter: secret for secret, pairs in facts.items() for matter, _ in pairs}
        self.deep: dict[Matter, frozenset[str]] = {}
        self.by_subject: dict[str, list[Matter]] = {}
        # Secrets first: a fact that is one is told as the secret, where both are at stake.
        for matter in sorted(self.log.minds.matters(), key=lambda matter: matter.kind != "secret"):
            if matter.timeless or matter.kind == "alive" or matter in self.facts:
                self.deep[matter] = subjects_of(matter)
            elif matter.kind not in _PLAIN:
                for subject in sorted(subjects_of(matter)):
                    if "/" in subject and not subject.startswith("="):
                        self.by_subject.setdefault(subject, []).append(matter)

    def present(self, scene: Scene) -> list[str]:
        """The people with minds who openly take part in a scene."""
        here = self.canon.presences.by_scene[scene.order]
        found: set[str] = set()
        for _, company in companies_of(scene, here, self.people) if here else ():
            found |= company.public
        return sorted(found)

    def hidden(self, scene: Scene) -> list[str]:
        """Those who watch or listen unseen."""
        here = self.canon.presences.by_scene[scene.order]
        found: set[str] = set()
        for _, company in companies_of(scene, here, self.people) if here else ():
            found |= company.hidden
        return sorted(found)

    def states(self, present: Collection[str]) -> Iterator[Matter]:
        """The other matters that concern somebody of those present, each once."""
        seen: set[Matter] = set()
        for person in sorted(present):
            for matter in self.by_subject.get(person, ()):
                if matter not in seen:
                    seen.add(matter)
                    yield matter
        for subject in self.by_subject:
            if subject.startswith("things/"):
                for matter in self.by_subject[subject]:
                    if matter not in seen and matter.subject == subject:
                        seen.add(matter)
                        yield matter

    def counts(self, belief: Belief | None) -> bool:
        """Whether it counts to hold this: not where something was last seen."""
        return belief is None or belief.post.matter.kind != "place" or belief.post.grounds < Grounds.SEEN

    def truth(self, matter: Matter, at: int) -> str:
        """What is so at a moment; of timeless matters, what ever comes out. Empty if nothing tells."""
        return self.log.value((), matter, None if matter.timeless else at)

    def met(self, person: str, matter: Matter, at: int) -> bool:
        """Whether a matter is anything to somebody: a cover is nothing to those who have never met with its name."""
        if matter.kind != "identity":
            return True
        return self.log.value((person,), heard_of(matter.subject), at) == "yes" or self.holds(person, matter, at)

    def holds(self, person: str, matter: Matter, at: int) -> bool:
        """Whether somebody holds any value of a matter."""
        return self.log.value((person,), matter, at) != ""

    def concerned(self, matter: Matter) -> frozenset[str]:
        """Everybody and everything that a matter is about; of a secret, what its fact is about as well."""
        found = {matter.subject, str(matter.detail)} - {""}
        if matter.kind == "secret":
            for fact, secret in self.facts.items():
                found |= {fact.subject, str(fact.detail)} - {""} if secret == matter.subject else set()
        return frozenset(found)

    def covered(self, matter: Matter, held: Collection[Matter]) -> bool:
        """Whether a matter is the fact of a secret that is among those held: it would be told twice."""
        secret = self.facts.get(matter)
        return secret is not None and Matter("secret", secret) in held


def stakes_of(canon: Canon) -> Stakes:
    """The stakes of a canon, worked out once."""
    if "stakes" not in canon.kept:
        canon.kept["stakes"] = Stakes(canon)
    return cast("Stakes", canon.kept["stakes"])


def holds(value: str | None) -> bool:
    """Whether a value is one."""
    return value is not None and value not in {"", UNKNOWN}
