"""Facts as somebody types them who asks about minds, by the grammar of canon notes.

Besides a fact ("Kyle is Mason", a secret's name, "Mason knows the mole") a topic may be an open question: "where Mason
is", "who has the case", "identity of Kyle", "whether Mason is alive".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from fabula.bible.fact_forms import FACT_FORMS
from fabula.bible.facts import NotUnderstoodError, read_fact
from fabula.bible.model import EntryKind
from fabula.bible.piece import Piece, Place
from fabula.bible.statements import Fact, Name, Relation
from fabula.source import Source
from fabula.story.changes import attribute_name, body_of
from fabula.story.minds.events import Matter
from fabula.story.minds.matters import identity_of, matter_of, read_question
from fabula.story.minds.names import BEINGS, AskError, find_name, find_person, join_or, near_names
from fabula.universe.model import Universe

__all__ = ["Topic", "read_chain", "read_topic"]

_THINGS = (EntryKind.PERSON, EntryKind.COVER, EntryKind.THING, EntryKind.GROUP, EntryKind.PLACE)
_KINDS: Final[dict[Relation, tuple[tuple[EntryKind, ...], tuple[EntryKind, ...]]]] = {
    Relation.SECRET: ((EntryKind.SECRET,), ()),
    Relation.IS: (BEINGS, BEINGS),
    Relation.ATTRIBUTE: (_THINGS, ()),
    Relation.AT: (_THINGS, (EntryKind.PLACE,)),
    Relation.ALIVE: (BEINGS, ()),
    Relation.MEMBER: (BEINGS, (EntryKind.GROUP,)),
    Relation.HAS: (BEINGS, (EntryKind.THING,)),
    Relation.FEELS: (BEINGS, BEINGS),
    Relation.KIN: (BEINGS, BEINGS),
    Relation.KNOWS: (BEINGS, ()),
    Relation.BELIEVES: (BEINGS, ()),
}
_OPEN: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (what, re.compile(pattern + r"\s*\??", re.IGNORECASE))
    for what, pattern in (
        ("identity", r"(?:the )?identity of (?P<x>.+?)"),
        ("identity", r"who (?P<x>.+?) (?:really )?is"),
        ("identity", r"who (?:really )?is (?P<x>.+?)"),
        ("place", r"where (?P<x>.+?) is"),
        ("place", r"where is (?P<x>.+?)"),
        ("place", r"(?:the )?place of (?P<x>.+?)"),
        ("holder", r"who has (?P<x>.+?)"),
        ("holder", r"(?:the )?holder of (?P<x>.+?)"),
        ("whether", r"whether (?P<x>.+?)"),
        ("attribute", r"what (?P<x>.+?)['’]s (?P<a>.+?) is"),
        ("attribute", r"(?P<x>.+?)['’]s (?P<a>(?:(?!\b(?:is|isn't|are|aren't)\b).)+?)"),
    )
)

_CAPITALS: Final = re.compile(r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)*")
_CHAIN: Final = "write it like “Nadia, Mason, the case is in Rome”"


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked for: a matter, in the minds of a chain of people.

    ``wanted`` is the value that makes the fact so, empty for an open question; ``positive`` is False where the fact
    says "not". ``denied`` is the place in the chain at which it says "does not know", -1 if nowhere. ``text`` is what
    was typed.
    """

    matter: Matter
    wanted: str = ""
    positive: bool = True
    chain: tuple[str, ...] = ()
    denied: int = -1
    text: str = ""

    def within(self, person: str) -> Topic:
        """The same topic as somebody sees it."""
        return replace(self, chain=(person, *self.chain), denied=self.denied + 1 if self.denied >= 0 else -1)


def read_chain(universe: Universe, text: str) -> Topic:
    """A chain of people and a fact, ``Nadia, Mason, FACT``, or the same as a sentence. Raises `AskError`."""
    parts = [part.strip() for part in text.split(",")]
    chain: list[str] = []
    while len(parts) > 1:
        try:
            chain.append(find_person(universe, parts[0]))
        except AskError as error:
            if not chain:
                raise
            try:
                topic = read_topic(universe, ", ".join(parts))
            except AskError:
                # More commas may belong to the fact, or to a name that is wrong: the name is the likelier slip.
                raise error from None
            break
        del parts[0]
    else:
        if universe.lexicon.exact(parts[0], frozenset({str(EntryKind.PERSON)})):
            raise AskError(f"“{text}” names people and no fact", _CHAIN)
        topic = read_topic(universe, parts[0])
    for person in reversed(chain):
        topic = topic.within(person)
    if not topic.chain:
        raise AskError(f"“{text}” says of nobody what they believe", _CHAIN)
    return topic


def read_topic(universe: Universe, text: str) -> Topic:
    """A fact or an open question. Raises `AskError` with the nearest forms."""
    words = text.strip().rstrip(".").strip()
    if not words:
        raise AskError("a fact is missing", _forms())
    if not universe.lexicon.exact(words, frozenset({str(EntryKind.SECRET)})):
        for what, pattern in _OPEN:
            match = pattern.fullmatch(words)
            if match is not None:
                return replace(_open(universe, what, match), text=words)
        covers = universe.lexicon.exact(words, frozenset({str(EntryKind.COVER)}))
        if len(covers) == 1:
            return Topic(identity_of(universe, covers[0]), "yes", text=words)
    fact = _fact(universe, words)
    question = read_question(universe, fact)
    if question is None:  # a chain has only people in it, and all names are known by now
        raise AskError(f"“{words}” is not understood", _forms())
    for person in question.chain:
        find_person(universe, person)
    if not question.wanted:
        raise AskError(f"“{words}” says of nothing what it is", _forms())
    return Topic(question.matter, question.wanted, question.positive, question.chain, question.denied, words)


def _fact(universe: Universe, words: str) -> Fact:
    piece = Piece(words, 0, len(words), universe.lexicon, Place(Source("the question", words), 0, None))
    try:
        found = read_fact(piece, 0, piece.end)
    except NotUnderstoodError as problem:
        raise AskError(problem.message[:1].lower() + problem.message[1:], problem.remedy) from None
    if found is None:
        raise AskError(f"“{words}” is not understood", _near(universe, words) + _forms())
    return _settle(universe, found[0], words)


def _settle(universe: Universe, fact: Fact, words: str) -> Fact:
    """The fact with every name led to one entry."""
    kinds, others = _KINDS[fact.relation]
    subject = fact.subject
    if fact.relation is Relation.SECRET and not subject.keys:
        near = universe.lexicon.nearest(subject.text, frozenset({str(EntryKind.SECRET)}))
        remedy = f"did you mean {join_or([f'“{name}”' for name in near])}? " if near else ""
        raise AskError(f"“{subject.text}” is no secret, and is not understood as a fact", remedy + _forms())
    subject = _one(universe, subject, kinds)
    other = _one(universe, fact.object, others) if fact.object is not None else None
    inner = _settle(universe, fact.inner, words) if fact.inner is not None else None
    return replace(fact, subject=subject, object=other, inner=inner)


def _one(universe: Universe, name: Name, kinds: tuple[EntryKind, ...]) -> Name:
    return name if len(name.keys) == 1 else replace(name, keys=(find_name(universe, name.text, *kinds),))


def _open(universe: Universe, what: str, match: re.Match[str]) -> Topic:
    words = match["x"]
    match what:
        case "whether":
            return replace(read_topic(universe, words), wanted="", positive=True)
        case "identity":
            return Topic(_identity(universe, words))
        case "place":
            key = find_name(universe, words, *_THINGS)
            return Topic(Matter("place", key))
        case "holder":
            return Topic(Matter("holder", find_name(universe, words, EntryKind.THING)))
        case _:
            return Topic(matter_of(find_name(universe, words, *_THINGS), attribute_name(match["a"])))


def _identity(universe: Universe, words: str) -> Matter:
    """Who a cover really is; of a person with one cover, that cover."""
    key = find_name(universe, words, *BEINGS)
    if universe.entities[key].kind is EntryKind.COVER:
        return identity_of(universe, key)
    covers = [k for k, e in universe.entities.items() if e.kind is EntryKind.COVER and body_of(universe, k) == key]
    if len(covers) == 1:
        return identity_of(universe, covers[0])
    name = universe.name(key)
    if covers:
        names = join_or([universe.name(cover) for cover in covers])
        raise AskError(f"{name} goes by several names", f"ask for the identity of {names}")
    raise AskError(f"{name} is no cover", near_names(universe, words, EntryKind.COVER))


def _near(universe: Universe, words: str) -> str:
    """For words that look like a name and are none, the nearest name."""
    for name in _CAPITALS.findall(words):
        if not universe.lexicon.exact(name):
            near = universe.lexicon.nearest(name, limit=1)
            if near:
                return f"did you mean {near[0]} by “{name}”? "
    return ""


def _forms() -> str:
    examples = ", ".join(f"“{form.examples[0]}”" for form in FACT_FORMS)
    return (
        f"a fact is a secret's name, or like {examples}, “Nadia knows FACT” or “Nadia believes FACT”; "
        "or ask “where Mason is”, “who has the case”, “identity of Kyle”"
    )
