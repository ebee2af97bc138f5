"""How a statement of a canon note can go on: the forms that have been begun, and the names for their slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from fabula.bible.slots import SLOT_TYPES
from fabula.lsp.completion.forms import Gap, Item, Way, Words, fact_ways, note_ways, show_rest, snippet_of
from fabula.lsp.completion.offers import Offer, OfferKind, fits
from fabula.lsp.completion.roll import Named, Roll
from fabula.rules.registry import all_rules

__all__ = ["complete_fact", "complete_statement"]

MOST: Final = 120
"""Offers at one place. What comes after is found by typing a letter more."""
NAMES: Final = 40
"""Names for one slot, of those."""
DEEPEST: Final = 3
"""Minds within minds that are followed."""

_ARTICLE: Final = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_JOINT: Final = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_SCENE: Final = re.compile(r"(?:[^\W\d_][\w-]*\s+)?S\d+\s*E\d+(?:\s*/\s*[\w.-]*\w)?(?=\s|$)", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Z]\d{3}\b")
_UNKNOWN: Final = re.compile(r"[^\W\d_][\w’'-]*(?:\s+[A-Z][\w’'-]*)*(?=\s|'s|$)")
_AMOUNT: Final = re.compile(
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|half an?|a few)\s+(\w*)$", re.IGNORECASE
)
_UNITS: Final = ("minutes", "hours", "days", "weeks", "months", "years")
_ORDER: Final = {"each": 0, "person": 0, "being": 0, "beings": 0, "secret": 1, "thing": 1}
_KINDS: Final = {"people": OfferKind.PERSON, "covers": OfferKind.PERSON, "places": OfferKind.PLACE}


def complete_statement(text: str, at: int, roll: Roll, path: str) -> list[Offer]:
    """What can follow at the end of ``text``, a statement that begins at the offset ``at`` of its file."""
    return _Walk(text, at, roll, path).offers(note_ways())


def complete_fact(text: str, at: int, roll: Roll, path: str) -> list[Offer]:
    """The same for a fact that stands by itself, as in the entry of a secret."""
    return _Walk(text, at, roll, path).offers(fact_ways())


class _Walk:
    """One beginning of a statement, walked along all forms at once."""

    def __init__(self, text: str, at: int, roll: Roll, path: str) -> None:
        self.text = text
        self.low = text.lower()
        self.at = at
        self.roll = roll
        self.show = roll.show_of(path)
        self.near = roll.near(path)
        self.begun: dict[int, list[Named]] = {}
        self.words: dict[tuple[int, str], Offer] = {}
        self.starts: dict[str, Offer] = {}
        self.gaps: dict[tuple[int, str], None] = {}
        self.known: dict[tuple[int, frozenset[str]], int] = {}

    def offers(self, ways: Iterable[Way]) -> list[Offer]:
        """All offers, the most telling first: names, then words, then whole forms."""
        first = len(self.text) - len(self.text.lstrip())
        for way in ways:
            self.follow(way.items, first, way, 0)
            self.offer_whole(way, first)
        found: dict[tuple[int, str], Offer] = {}
        for start, kind in sorted(self.gaps, key=lambda gap: (-gap[0], _ORDER.get(gap[1], 2))):
            for offer in self.names(start, kind):
                found.setdefault((offer.start, offer.label), offer)
        for offer in (*self.words.values(), *self.starts.values()):
            found.setdefault((offer.start, offer.label), offer)
        return list(found.values())[:MOST]

    def follow(self, items: tuple[Item, ...], at: int, way: Way, depth: int) -> None:
        """Walk a way from its first item on, at an offset of the text."""
        if not items:
            return
        item, rest = items[0], items[1:]
        if isinstance(item, Words):
            self.follow_words(item, items, at, way, depth)
            return
        at = self.skip_blanks(at)
        kinds = SLOT_TYPES[item.type].kinds
        if item.type == "fact":
            self.follow_fact(rest, at, way, depth)
        elif kinds:
            self.follow_name(item, kinds, items, at, way, depth)
        elif item.type in {"scene", "code"}:
            found = (_SCENE if item.type == "scene" else _CODE).match(self.text, at)
            if found is not None and found.end() < len(self.text):
                self.follow(rest, found.end(), way, depth)
            else:
                self.gaps[at, item.type] = None
        elif rest and isinstance(rest[0], Words):
            if item.type in {"duration", "length"} and _AMOUNT.match(self.text, at):
                self.gaps[at, "duration"] = None
            for choice in rest[0].choices:
                there = self.low.find(choice if rest[0].glued else f" {choice} ", at)
                if there > at:
                    self.follow(rest, there, way, depth)

    def follow_words(self, item: Words, items: tuple[Item, ...], at: int, way: Way, depth: int) -> None:
        """Walk over a word that stands there, or offer those that can be what has been begun."""
        if not item.glued:
            blank = self.skip_blanks(at)
            if blank == at and at and self.text[at - 1 : at].strip():
                return  # a word does not begin inside another
            at = blank
        left = self.low[at:]
        for choice in item.choices:
            end = at + len(choice)
            if left.startswith(choice) and (item.glued or end == len(self.text) or not self.text[end].isalnum()):
                if end < len(self.text):
                    self.follow(items[1:], end, way, depth)
            elif way.offered and not item.glued and choice.startswith(left) and _is_new(choice, item, left):
                text = show_rest(items, choice)
                snippet = snippet_of(items, choice) if len(items) > 1 else ""
                again = any(isinstance(one, Gap) for one in items)
                place = self.at + at
                offer = Offer(text, choice if again else text, place, OfferKind.FORM, way.doc, snippet, text, again)
                self.words.setdefault((place, text), offer)

    def follow_name(
        self, item: Gap, kinds: frozenset[str], items: tuple[Item, ...], at: int, way: Way, depth: int
    ) -> None:
        """Walk over a name, or a list of them; where the text ends in one, it can still become another."""
        article = _ARTICLE.match(self.text, at)
        begin = article.end() if article is not None else at
        end = self.longest(begin, kinds) or self.longest(at, kinds)
        if not end and item.type in {"anchor", "point"} and (scene := _SCENE.match(self.text, at)) is not None:
            end = scene.end()
        if not end and (unknown := _UNKNOWN.match(self.text, begin)) is not None:
            end = unknown.end()
        if not end or end >= len(self.text):
            self.gaps[begin, item.type] = None
        if item.type in {"anchor", "point"}:
            self.gaps[at, "scene"] = None
        if end and end < len(self.text):
            self.follow(items[1:], end, way, depth)
            joint = _JOINT.match(self.text, end) if SLOT_TYPES[item.type].many else None
            if joint is not None:
                self.follow(items, joint.end(), way, depth)

    def follow_fact(self, rest: tuple[Item, ...], at: int, way: Way, depth: int) -> None:
        """Walk over a fact: the name of a secret, or one of the forms of facts."""
        self.follow((Gap("secret"), *rest), at, way, depth)
        if depth < DEEPEST:
            for fact in fact_ways():
                self.follow((*fact.items, *rest), at, way, depth + 1)

    def offer_whole(self, way: Way, first: int) -> None:
        """A form that begins with a name can be found by its first word: "takes" leads to "PERSON takes THING"."""
        typed = self.low[first:]
        word = next((item for item in way.items if isinstance(item, Words) and not item.glued), None)
        if word is None or not way.offered or not isinstance(way.items[0], Gap) or " " in typed:
            return
        if any(choice.startswith(typed) for choice in word.choices):
            label = show_rest(way.items)
            offer = Offer(
                label,
                label,
                self.at + first,
                OfferKind.FORM,
                way.doc,
                snippet_of(way.items),
                f"{' '.join(word.choices)} {label}",
            )
            self.starts.setdefault(label, offer)

    def names(self, start: int, kind: str) -> Iterator[Offer]:
        """What can stand in a slot that begins at an offset of the text."""
        typed = self.text[start:]
        place = self.at + start
        if kind == "scene":
            yield from self.scenes(typed, place)
        elif kind == "duration":
            amount = _AMOUNT.match(typed)
            for unit in _UNITS if amount is not None else ():
                if amount is not None and unit.startswith(amount[1].lower()):
                    yield Offer(unit, unit, place + amount.start(1), OfferKind.WORD)
        elif kind == "code":
            for rule in all_rules():
                if rule.code.startswith(typed.upper()) or fits(rule.name, typed):
                    yield Offer(
                        rule.code, rule.code, place, OfferKind.WORD, rule.name, filter=f"{rule.code} {rule.name}"
                    )
        else:
            kinds = SLOT_TYPES[kind].kinds
            held = self.begun.get(start)
            if held is None:
                held = self.begun[start] = [named for named in self.near if fits(named.name, typed)]
            for named in islice((named for named in held if named.kind in kinds), NAMES):
                detail = named.chief if named.chief != named.name else named.kind
                yield Offer(named.name, named.name, place, _KINDS.get(named.kind, OfferKind.NAME), detail)

    def scenes(self, typed: str, place: int) -> Iterator[Offer]:
        """References to scenes and episodes: those of the own show as they are, others with their show."""
        wanted = typed.casefold()
        for show, code, labels in sorted(self.roll.labels.values(), key=lambda one: (one[0] != self.show, one[0])):
            episode = code if show == self.show else f"{show} {code}"
            low = episode.casefold()
            if low.startswith(wanted):
                yield Offer(episode, episode, place, OfferKind.SCENE, again=True)
            elif wanted.startswith(f"{low}/"):
                for label in labels:
                    name = f"{episode}/{label}"
                    if name.casefold().startswith(wanted):
                        yield Offer(name, name, place, OfferKind.SCENE)

    def longest(self, at: int, kinds: frozenset[str]) -> int:
        """Where the longest known name ends that begins at an offset; 0 if none does."""
        held = self.known.get((at, kinds))
        if held is None:
            end, keys = self.roll.lexicon.longest(self.text, at, kinds)
            held = self.known[at, kinds] = end if keys else 0
        return held

    def skip_blanks(self, at: int) -> int:
        """The first offset from here on at which something stands."""
        text = self.text
        while at < len(text) and text[at].isspace():
            at += 1
        return at


def _is_new(choice: str, item: Words, left: str) -> bool:
    """Whether a word says more than the first one that could be meant ("join" beside "joins")."""
    first = item.choices[0]
    return choice == first or (bool(left) and not first.startswith(left))
