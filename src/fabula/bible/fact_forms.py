"""The table of facts: what can be so, be known and be believed. Patterns are those of `fabula.bible.forms`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fabula.bible.statements import Relation

__all__ = ["FACT_FORMS", "FactForm"]


@dataclass(frozen=True, slots=True)
class FactForm:
    """One way of stating a fact; ``negative`` patterns say that it is not so."""

    relation: Relation
    patterns: tuple[str, ...]
    negative: tuple[str, ...]
    doc: str
    examples: tuple[str, ...]


def _fact(relation: Relation, patterns: str, negative: str, doc: str, *examples: str) -> FactForm:
    def divide(text: str) -> tuple[str, ...]:
        return tuple(p.strip() for p in text.split(" / ")) if text else ()

    return FactForm(relation, divide(patterns), divide(negative), doc, examples)


FACT_FORMS: Final[tuple[FactForm, ...]] = (
    _fact(
        Relation.AT,
        "{subject} is|are at|in {object:place}",
        "{subject} (is not|isn't|are not|aren't) at|in {object:place}",
        "somebody or something is at a place",
        "Mason is at Rome",
        "the case is not at Rome",
    ),
    _fact(
        Relation.ALIVE,
        "{subject:person} is alive / {subject:person} (is not|isn't) dead",
        "{subject:person} is dead / {subject:person} (is not|isn't) alive",
        "somebody lives, or does not",
        "Mason is alive",
        "Mason is dead",
    ),
    _fact(
        Relation.MEMBER,
        "{subject:person} (is a member of|is one of|is in|belongs to) {object:group}",
        "{subject:person} (is not a member of|isn't a member of|is not in|isn't in) {object:group} / "
        "{subject:person} (does not belong to|doesn't belong to) {object:group}",
        "somebody belongs to a group",
        "Mason belongs to Citadel",
        "Mason is a member of Citadel",
    ),
    _fact(
        Relation.HAS,
        "{subject:person} has {object:thing}",
        "{subject:person} (does not have|doesn't have|has not|has no) {object:thing}",
        "somebody has a thing",
        "Mason has the case",
        "Mason does not have the case",
    ),
    _fact(
        Relation.FEELS,
        "{subject:person} {attribute:feeling} {object:person}",
        "{subject:person} (does not|doesn't) {attribute:feeling} {object:person}",
        "how somebody stands to somebody",
        "Mason loves Nadia",
        "Mason does not trust Orlick",
    ),
    _fact(
        Relation.ATTRIBUTE,
        "{subject}'s {attribute} is|are {value}",
        "{subject}'s {attribute} (is not|isn't|are not|aren't) {value}",
        "what can be said of somebody or something",
        "Mason's wound is left shoulder",
    ),
    _fact(
        Relation.KIN,
        "{subject:person} is {object:person}'s {attribute:role}",
        "{subject:person} (is not|isn't) {object:person}'s {attribute:role}",
        "what somebody is to somebody",
        "Mason is Nadia's brother",
    ),
    _fact(
        Relation.IS,
        "{subject:person} is {object:person}",
        "{subject:person} (is not|isn't) {object:person}",
        "two names are one person",
        "Kyle is Mason",
    ),
)
"""Facts that are about the world. A secret's name is a fact as well; "X knows FACT" and "X believes FACT" wrap any."""
