"""Links comments to what they speak of: one pass for names, then the rest where a name was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from fabula.listening.clauses import split_clauses
from fabula.listening.linking.dates import AirDates, weakened
from fabula.listening.linking.devanagari import HindiNames
from fabula.listening.linking.facts import SecretFacts, sure_of_words
from fabula.listening.linking.gate import Context
from fabula.listening.linking.numbers import EpisodeNumbers
from fabula.listening.linking.patterns import Role, Strength
from fabula.listening.linking.pronouns import find_pronouns, may_have_pronoun
from fabula.listening.linking.reading import read_hit
from fabula.listening.linking.relating import Person, find_pairs
from fabula.listening.linking.scan import FoldedText, Hit, Scanner
from fabula.listening.linking.scenes import SceneWords
from fabula.listening.model import Batch, How, Link

__all__ = ["NameLinker"]

_NOWHERE: Final = 1 << 62
_new: Any = tuple.__new__


class _Source(NamedTuple):
    """What the source of a comment says that it is about, as keys, and the links to that."""

    show: str | None
    episode: str | None
    links: tuple[Link, ...]


class _Sources(dict[tuple[str | None, str | None], _Source]):
    """The sources of a batch by what they call their show and episode."""

    def __init__(self, dates: AirDates) -> None:
        super().__init__()
        self._dates = dates

    def __missing__(self, named: tuple[str | None, str | None]) -> _Source:
        show, episode = self._dates.show(named[0]), self._dates.episode(named[1])
        if episode is not None:
            show = show or self._dates.episodes[episode]
        links = []
        if show is not None:
            links.append(Link(self._dates.shows[show], 0, 0, How.SOURCE, 1.0))
        if episode is not None:
            links.append(Link(f"episodes/{episode}", 0, 0, How.SOURCE, 1.0))
        source = self[named] = _Source(show, episode, tuple(links))
        return source


@dataclass(slots=True)
class NameLinker:
    """Finds what comments speak of, by the names of one universe.

    ``stamp`` changes whenever it would link otherwise. ``covered`` are the people behind covers.
    """

    stamp: str
    scanner: Scanner
    dates: AirDates
    numbers: EpisodeNumbers
    facts: SecretFacts
    scenes: SceneWords
    hindi: HindiNames
    classes: frozenset[str]
    """Those of the people who are many (soldiers, walkers): no pronoun and no relationship is theirs."""

    def link(self, batch: Batch) -> list[list[Link]]:
        """The links of each comment, in the order of the text; those without words last."""
        texts, times = batch.texts, batch.times
        known = _Sources(self.dates)
        sources = list(map(known.__getitem__, zip(batch.shows, batch.episodes, strict=True)))
        links = [list(source.links) for source in sources]
        for comment, hits, folded in self.scanner.scan(texts):
            source = sources[comment]
            if source.show is not None and len(hits) == 1 and (alone := hits[0].pattern.alone) is not None:
                _, start, end = hits[0]
                named = [_new(Link, (element, start, end, how, sure)) for element, how, sure in alone]
            else:
                named = self._link(texts[comment], hits, folded, source, times[comment])
            links[comment] = named + links[comment] if source.links else named
        if self.hindi.names:
            for comment, text in enumerate(texts):
                if not text.isascii() and self.hindi.is_written(text):
                    links[comment] = self._add_hindi(text, links[comment], sources[comment].show is not None)
        for comment, time in enumerate(times):
            if time is not None and sources[comment].episode is None:
                self._add_air_date(links[comment], sources[comment].show, time)
        return links

    def _link(self, text: str, hits: list[Hit], folded: FoldedText, source: _Source, time: int | None) -> list[Link]:
        roles = {hit.pattern.role for hit in hits}
        names = hits if len(roles) == 1 and Role.NAME in roles else [h for h in hits if h.pattern.role is Role.NAME]
        links = _read_names(text, names, source.show is not None) if names else []
        if Role.NUMBER in roles:
            links = self._add_numbers(folded, links, source, time)
        people = [person for person in people_in(links) if person.key not in self.classes] if links else []
        if people and (len(links) > 1 or may_have_pronoun(text)):
            clauses = split_clauses(text)
            links = sure_of_words(clauses, links)
            more = self.facts.find(clauses, links) if self.facts.facts else []
            if len(people) > 1:
                more += find_pairs(text, clauses, people)
            more += find_pronouns(text, clauses, people)
            if more:
                links = sorted([*links, *more], key=_place)
        if Role.SCENE in roles and links:
            self._add_scene(hits, links, source.episode)
        return links

    def _add_numbers(self, folded: FoldedText, links: list[Link], source: _Source, time: int | None) -> list[Link]:
        show = source.show or next((link.element[6:] for link in links if link.element.startswith("shows/")), None)
        if show is None and links:
            show = self.dates.only
        if show is None:
            return links
        more = []
        for number in self.numbers.find(folded.text, show, source.episode or self.dates.latest(show, time)):
            start, end = folded.place(number.start, number.end)
            more.append(Link(f"episodes/{number.episode}", start, end, How.NUMBER, number.probability))
        return sorted([*links, *more], key=_place) if more else links

    def _add_scene(self, hits: Sequence[Hit], links: list[Link], episode: str | None) -> None:
        named = {link.element.removeprefix("episodes/") for link in links if link.how is How.NUMBER}
        scene = self.scenes.find(
            [hit for hit in hits if hit.pattern.scenes], links, named | ({episode} if episode else set())
        )
        if scene is not None:
            links.append(scene)
            links.sort(key=_place)

    def _add_hindi(self, text: str, links: list[Link], is_show: bool) -> list[Link]:
        more = self.hindi.find(text, links, is_show)
        return sorted([*links, *more], key=_place) if more else links

    def _add_air_date(self, links: list[Link], show: str | None, time: int | None) -> None:
        """Which episode was the latest, unless the comment itself names one."""
        if any(link.how is How.NUMBER for link in links):
            return
        if show is not None:
            links += self.dates.at(show, time)
        elif links:
            named = next((link.element[6:] for link in links if link.element.startswith("shows/")), self.dates.only)
            if named is not None:
                links += weakened(self.dates.at(named, time))


def _read_names(text: str, hits: Sequence[Hit], is_show: bool) -> list[Link]:
    """What the names in a comment mean, given each other."""
    strong = [hit.pattern for hit in hits if hit.pattern.strength is Strength.RARE]
    named: set[str] = set()
    for hit in hits:
        if len(hit.pattern.readings) == 1 and hit.pattern.strength >= Strength.PHRASE:
            named.add(hit.pattern.readings[0].element)
    starts = {hit.start for hit in hits}
    links: list[Link] = []
    for hit in hits:
        if is_show:
            context = Context.SHOW
        else:
            others = any(pattern is not hit.pattern for pattern in strong)
            context = Context.NAMED if others else Context.NONE
        links += read_hit(text, hit, context, named, starts)
    return links


def people_in(links: Sequence[Link]) -> list[Person]:
    """Where people are named, each place once."""
    return [
        Person(link.start, link.end, link.element, link.probability)
        for link in links
        if link.element.startswith("people/") and link.how is not How.PRONOUN
    ]


def _place(link: Link) -> tuple[int, int, str]:
    return (link.start if link.end else _NOWHERE, link.end, link.element)
