"""From a canon statement to the changes it makes in the world.

Each form of the *state* family has one small function here; `fabula.bible.forms` lists the forms. Other families change
nothing in the world, but for `poses-as`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from fabula.bible.forms import FEELINGS
from fabula.bible.model import EntryKind
from fabula.bible.statements import Statement
from fabula.story.model import Change, Moment
from fabula.universe.model import Scene, Universe
from fabula.universe.names import fold_name

__all__ = ["ACT_FORMS", "Act", "attribute_name", "body_of", "changes_of", "read_act", "relation_name", "same_value"]


class Act(NamedTuple):
    """What somebody does with a thing, in a verb: "takes", "has", "uses", "gives", "drops", "loses", "finds".

    ``other`` is the receiver of "gives" and the one from whom somebody "takes"; empty if not said.
    """

    verb: str
    thing: str
    person: str
    other: str = ""


class _Fact(NamedTuple):
    """A change without its place and moment."""

    subject: str
    attribute: str
    value: str
    asserted: bool = False


_VERBS: Final = {
    "has": "has",
    "takes-thing": "takes",
    "gives": "gives",
    "drops": "drops",
    "loses": "loses",
    "uses": "uses",
    "found": "finds",
}
ACT_FORMS: Final = tuple(_VERBS)
"""The forms of statements by which somebody does something with a thing."""
_OPPOSITES: Final = {
    "loves": "hates",
    "trusts": "distrusts",
    "likes": "dislikes",
    "respects": "despises",
    "hates": "loves",
    "distrusts": "trusts",
    "dislikes": "likes",
    "despises": "respects",
}
_SPOUSES: Final = frozenset({"husband", "wife", "spouse", "married", "married partner"})
_SMALL: Final = frozenset("the a an his her their its my".split())


def changes_of(universe: Universe, scene: Scene, statement: Statement, moment: Moment) -> Iterator[Change]:
    """The changes that a statement makes at a moment. Names that lead nowhere change nothing: they are findings."""
    make = _FORMS.get(statement.form)
    if make is None:
        return
    for subject, attribute, value, asserted in make(universe, statement):
        if subject:
            yield Change(moment, subject, attribute, value, statement.span, statement.form, scene, asserted)


def read_act(universe: Universe, statement: Statement) -> Act | None:
    """What a statement has somebody do with a thing, or None if it is about something else."""
    verb = _VERBS.get(statement.form)
    if verb is None:
        return None
    thing = _key(statement, "thing") or _key(statement, "item")
    person = body_of(universe, _key(statement, "person"))
    if not person or not thing.startswith(f"{EntryKind.THING}/"):
        return None
    return Act(verb, thing, person, body_of(universe, _key(statement, "other") or _key(statement, "source")))


def body_of(universe: Universe, key: str) -> str:
    """Whose body moves when this one does: the person under a cover, else the same."""
    seen: set[str] = set()
    while key not in seen:
        seen.add(key)
        entity = universe.entities.get(key)
        if entity is None or entity.kind is not EntryKind.COVER or not entity.parent:
            break
        key = entity.parent
    return key


def attribute_name(words: str) -> str:
    """The name under which a stated attribute is logged: "Left  Hand" and "left hand" are one."""
    return f"is:{fold_name(words)}"


def relation_name(words: str, other: str) -> str:
    """The name under which a feeling or a kinship is logged: of "loves", "brother" or "brother of", and of whom."""
    plain = fold_name(words)
    verb = FEELINGS.get(plain, plain)
    if verb in FEELINGS.values():
        return f"feels:{verb}:{other}"
    for ending in (" of", " to"):
        plain = plain.removesuffix(ending)
    return f"kin:{'spouse' if plain in _SPOUSES else plain}:{other}"


def same_value(one: str, other: str) -> bool:
    """Whether two values of an attribute say the same, without regard to case, accents and a leading article."""
    return _plain(one) == _plain(other)


def _plain(value: str) -> str:
    words = fold_name(value.strip("\"'“”.")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _SMALL else words)


def _key(statement: Statement, slot: str) -> str:
    names = statement.names(slot)
    return names[0].key if len(names) == 1 else ""


def _keys(statement: Statement, slot: str) -> Iterator[str]:
    return (name.key for name in statement.names(slot) if name.key)


_Maker = Callable[[Universe, Statement], Iterator[_Fact]]


def _membership(value: str) -> _Maker:
    def make(universe: Universe, statement: Statement) -> Iterator[_Fact]:
        group = _key(statement, "group")
        if group:
            yield from (_Fact(who, f"member:{group}", value) for who in _keys(statement, "person"))

    return make


def _life(value: str) -> _Maker:
    def make(universe: Universe, statement: Statement) -> Iterator[_Fact]:
        yield from (_Fact(who, "alive", value) for who in _keys(statement, "person"))

    return make


def _hold(slot: str, *, asserted: bool = False) -> _Maker:
    """From now on the one in a slot has the thing; with no slot, nobody."""

    def make(universe: Universe, statement: Statement) -> Iterator[_Fact]:
        act = read_act(universe, statement)
        if act is not None:
            holder = {"person": act.person, "other": act.other}.get(slot, "")
            if holder or not slot:
                yield _Fact(act.thing, "holder", holder, asserted)

    return make


def _gone(value: str) -> _Maker:
    def make(universe: Universe, statement: Statement) -> Iterator[_Fact]:
        thing = _key(statement, "thing")
        yield _Fact(thing, "holder", "")
        yield _Fact(thing, "gone", value)

    return make


def _found(universe: Universe, statement: Statement) -> Iterator[_Fact]:
    yield _Fact(_key(statement, "thing"), "gone", "")
    yield from _hold("person")(universe, statement)


def _go(slot: str, *, asserted: bool = False) -> _Maker:
    def make(universe: Universe, statement: Statement) -> Iterator[_Fact]:
        place = _key(statement, "place")
        if place:
            for who in _keys(statement, slot):
                yield _Fact(body_of(universe, who), "place", place, asserted)

    return make


def _depart(universe: Universe, statement: Statement) -> Iterator[_Fact]:
    yield from (_Fact(body_of(universe, who), "place", "") for who in _keys(statement, "person"))


def _attribute(*, asserted: bool) -> _Maker:
    def make(universe: Universe, statement: Statement) -> Iterator[_Fact]:
        attribute, value = statement.text("attribute"), statement.text("value")
        yield _Fact(_key(statement, "subject"), attribute_name(attribute), value, asserted)

    return make


def _feels(universe: Universe, statement: Statement) -> Iterator[_Fact]:
    person, other, verb = _key(statement, "person"), _key(statement, "other"), statement.text("verb").lower()
    verb = FEELINGS.get(verb, verb)
    if other:
        yield _Fact(person, relation_name(verb, other), "yes")
        if verb in _OPPOSITES:
            yield _Fact(person, relation_name(_OPPOSITES[verb], other), "no")


def _marries(universe: Universe, statement: Statement) -> Iterator[_Fact]:
    person, other = _key(statement, "person"), _key(statement, "other")
    if person and other:
        yield _Fact(person, relation_name("spouse", other), "yes")
        yield _Fact(other, relation_name("spouse", person), "yes")


def _kin(universe: Universe, statement: Statement) -> Iterator[_Fact]:
    other = _key(statement, "other")
    if other:
        yield _Fact(_key(statement, "person"), relation_name(statement.text("role"), other), "yes", True)


def _poses(universe: Universe, statement: Statement) -> Iterator[_Fact]:
    yield _Fact(body_of(universe, _key(statement, "person")), "cover", _key(statement, "cover"))


_FORMS: Final[dict[str, _Maker]] = {
    "joins": _membership("yes"),
    "leaves": _membership("no"),
    "dies": _life("no"),
    "killed": _life("no"),
    "returns": _life("yes"),
    "has": _hold("person", asserted=True),
    "takes-thing": _hold("person"),
    "gives": _hold("other"),
    "drops": _hold(""),
    "loses": _gone("lost"),
    "uses": _hold("person", asserted=True),
    "destroyed": _gone("destroyed"),
    "lost": _gone("lost"),
    "found": _found,
    "is-at": _go("subject", asserted=True),
    "goes-to": _go("person"),
    "arrives": _go("person"),
    "departs": _depart,
    "attribute": _attribute(asserted=True),
    "becomes": _attribute(asserted=False),
    "feels": _feels,
    "marries": _marries,
    "kin": _kin,
    "poses-as": _poses,
}
