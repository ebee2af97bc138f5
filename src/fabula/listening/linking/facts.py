"""Secrets by what they say: a clause that names everybody and everything of which the fact of a secret speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fabula.bible.canon import read_fact_text
from fabula.bible.model import EntryKind
from fabula.bible.statements import Fact
from fabula.listening.linking.relating import Clauses
from fabula.listening.model import How, Link
from fabula.universe.model import Universe

__all__ = ["SecretFacts", "sure_of_words"]

SURE: Final = 0.65
WITH_PERSON: Final = 0.9
"""The words of a secret in one clause with a person: a guess, or knowledge."""
_PEOPLE: Final = ("people/", "covers/")


@dataclass(frozen=True, slots=True)
class SecretFacts:
    """The elements of which the fact of each secret speaks; only facts that speak of two or more."""

    facts: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, universe: Universe) -> SecretFacts:
        """The secrets of a universe."""
        found: list[tuple[str, frozenset[str]]] = []
        for entity in universe.entities.values():
            value = entity.value("fact") if entity.kind is EntryKind.SECRET else None
            if value is None or not value.text:
                continue
            stated = read_fact_text(value.text, value.span.source, value.span.start, universe.lexicon)
            fact = stated.get("fact") if stated is not None else None
            while isinstance(fact, Fact) and fact.inner is not None:
                fact = fact.inner
            if isinstance(fact, Fact):
                keys = frozenset(name.key for name in (fact.subject, fact.object) if name is not None and name.key)
                if len(keys) > 1:
                    found.append((entity.key, keys))
        return cls(tuple(found))

    def find(self, clauses: Clauses, links: Sequence[Link]) -> list[Link]:
        """The secrets that clauses speak of, given what else they name, in the order of the text."""
        named = {link.element for link in links}
        facts = [(secret, keys) for secret, keys in self.facts if keys <= named]
        if not facts:
            return []
        found: list[Link] = []
        index = 0
        for clause in clauses():
            here: dict[str, Link] = {}
            while index < len(links) and links[index].start < clause.end:
                link = links[index]
                # A cover gives its person as well: that is one name, not two.
                if link.end and not (link.how is How.COVER and link.element.startswith("people/")):
                    here.setdefault(link.element, link)
                index += 1
            for secret, keys in facts:
                if secret not in here and keys <= here.keys():
                    those = [here[key] for key in keys]
                    start, end = min(link.start for link in those), max(link.end for link in those)
                    sure = round(SURE * min(link.probability for link in those), 3)
                    found.append(Link(secret, start, end, How.WORDS, sure))
        return found


def sure_of_words(clauses: Clauses, links: list[Link]) -> list[Link]:
    """The same links, those to secrets by their words made surer where the clause names a person."""
    if not any(link.how is How.WORDS and link.element.startswith("secrets/") for link in links):
        return links
    changed: list[Link] = []
    index = 0
    for clause in clauses():
        first = index
        while index < len(links) and links[index].start < clause.end:
            index += 1
        here = links[first:index]
        somebody = any(link.element.startswith(_PEOPLE) for link in here)
        for link in here:
            if somebody and link.how is How.WORDS and link.element.startswith("secrets/"):
                changed.append(link._replace(probability=max(link.probability, WITH_PERSON)))
            else:
                changed.append(link)
    return [*changed, *links[index:]]
