"""Links comments to what they speak of: one pass for names, then the rest where a name was found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, NamedTuple

from fabula.listening.clauses import split_clauses
from fabula.listening.linking.dates import AirDates, weakened
from fabula.listening.linking.devanagari import HindiNames, is_devanagari
from fabula.listening.linking.facts import SecretFacts, sure_of_words
from fabula.listening.linking.gate import Context
from fabula.listening.linking.numbers import EpisodeNumbers
from fabula.listening.linking.patterns import Role, Strength
from fabula.listening.linking.pronouns import find_pronouns
from fabula.listening.linking.reading import read_hit
from fabula.listening.linking.relating import Person, find_pairs
from fabula.listening.linking.scan import FoldedText, Hit, Scanner
from fabula.listening.linking.scenes import SceneWords
from fabula.listening.model import Batch, How, Link
from fabula.universe.load import paused_collection

__all__ = ["NameLinker"]

_NOWHERE: Final = 1 << 62


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
        with paused_collection():
            return self._link_all(batch)

    def _link_all(self, batch: Batch) -> list[list[Link]]:
        texts, times = batch.texts, batch.times
        known = _Sources(self.dates)
        sources = list(map(known.__getitem__, zip(batch.shows, batch.episodes, strict=True)))
        links = [list(source.links) for source in sources]
        for comment, roles, hits, folded in self.scanner.scan(texts):
            source = sources[comment]
            if roles == Role.NAME and len(hits) == 1:
                context = Context.NONE if source.show is None else Context.SHOW
                named = read_hit(texts[comment], hits[0], context, (), ())
            elif roles != Role.PRONOUN and roles != Role.SCENE:
                named = self._link(texts[comment], roles, hits, FoldedText(*folded), source, times[comment])
            else:
                continue
            links[comment] = named + links[comment] if source.links else named
        if not all(map(str.isascii, texts)):
            self._add_hindi(texts, links, sources)
        self._add_air_dates(links, sources, times)
        return links

    def _link(
        self, text: str, roles: int, hits: list[Hit], folded: FoldedText, source: _Source, time: int | None
    ) -> list[Link]:
        names = hits if roles == Role.NAME else [hit for hit in hits if hit.pattern.role is Role.NAME]
        links = _read_names(text, names, source.show is not None) if names else []
        if roles & Role.NUMBER:
            links = self._add_numbers(folded, links, source, time)
        if not links:
            return links
        people = people_in(links, self.classes)
        clauses = cache(partial(split_clauses, text))
        more: list[Link] = []
        if len(links) > 1:
            links = sure_of_words(clauses, links)
            if self.facts.facts:
                more += self.facts.find(clauses, links)
            if len(people) > 1:
                more += find_pairs(text, clauses, people)
        if people and roles & Role.PRONOUN:
            more += find_pronouns(text, [hit for hit in hits if hit.pattern.role is Role.PRONOUN], people)
        if more:
            links = sorted([*links, *more], key=_place)
        if roles & Role.SCENE:
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

    def _add_hindi(self, texts: Sequence[str], links: list[list[Link]], sources: Sequence[_Source]) -> None:
        for comment, text in enumerate(texts):
            if not text.isascii() and is_devanagari(text):
                more = self.hindi.find(text, links[comment], sources[comment].show is not None)
                if more:
                    links[comment] = sorted([*links[comment], *more], key=_place)

    def _add_air_dates(
        self, links: Sequence[list[Link]], sources: Sequence[_Source], times: Sequence[int | None]
    ) -> None:
        """Which episode was the latest when a comment was made, unless the comment or its source names one."""
        dates = self.dates
        for held, source, time in zip(links, sources, times, strict=True):
            if time is None or source.episode is not None:
                continue
            if source.show is not None:
                latest = dates.at(source.show, time)
            elif held:
                named = next((link.element[6:] for link in held if link.element.startswith("shows/")), dates.only)
                latest = weakened(dates.at(named, time)) if named is not None else ()
            else:
                continue
            if latest and not any(link[3] is How.NUMBER for link in held):
                held.extend(latest)


def _read_names(text: str, hits: Sequence[Hit], is_show: bool) -> list[Link]:
    """What the names in a comment mean, given each other."""
    strong = [] if is_show else [hit.pattern for hit in hits if hit.pattern.strength is Strength.RARE]
    named: set[str] = set()
    if len(hits) > 1:
        for hit in hits:
            if len(hit.pattern.readings) == 1 and hit.pattern.strength >= Strength.PHRASE:
                named.add(hit.pattern.readings[0].element)
    starts = {hit.start for hit in hits}
    links: list[Link] = []
    for hit in hits:
        if is_show:
            context = Context.SHOW
        else:
            context = Context.NAMED if any(pattern is not hit.pattern for pattern in strong) else Context.NONE
        links += read_hit(text, hit, context, named, starts)
    return links


def people_in(links: Sequence[Link], classes: Collection[str]) -> list[Person]:
    """Where single people are named, each place once."""
    return [
        Person(start, end, element, probability)
        for element, start, end, _, probability in links
        if element.startswith("people/") and element not in classes
    ]


def _place(link: Link) -> tuple[int, int, str]:
    return (link.start if link.end else _NOWHERE, link.end, link.element)
