"""Links comments to what they speak of: one pass for names, then the rest where a name was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fabula.listening.clauses import split_clauses
from fabula.listening.linking.dates import AirDates, weakened
from fabula.listening.linking.devanagari import HindiNames
from fabula.listening.linking.facts import SecretFacts, sure_of_words
from fabula.listening.linking.gate import Context
from fabula.listening.linking.numbers import EpisodeNumbers
from fabula.listening.linking.patterns import Role, Strength
from fabula.listening.linking.pronouns import find_pronouns
from fabula.listening.linking.reading import read_hit
from fabula.listening.linking.relating import Person, find_pairs
from fabula.listening.linking.scan import Found, Hit, Scanner
from fabula.listening.linking.scenes import SceneWords
from fabula.listening.model import Batch, How, Link

__all__ = ["NameLinker"]

_NOWHERE: Final = 1 << 62


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

    def link(self, batch: Batch) -> list[list[Link]]:
        """The links of each comment, in the order of the text; those without words last."""
        texts = batch.texts
        links: list[list[Link]] = [[] for _ in texts]
        shows, episodes, times = batch.shows, batch.episodes, batch.times
        known: dict[tuple[str | None, str | None], tuple[str | None, str | None, tuple[Link, ...]]] = {}
        sources = []
        for named in zip(shows, episodes, strict=True):
            source = known.get(named)
            if source is None:
                source = known[named] = self._source(*named)
            sources.append(source)
        for found in self.scanner.scan(texts):
            comment = found.comment
            hits = found.hits
            show = sources[comment][0]
            if show is not None and len(hits) == 1 and (alone := hits[0].pattern.alone) is not None:
                _, start, end = hits[0]
                links[comment] = [Link(element, start, end, how, sure) for element, how, sure in alone]
                continue
            links[comment] = self._link(texts[comment], found, sources[comment], times[comment])
        if self.hindi.names:
            for comment, text in enumerate(texts):
                if not text.isascii() and self.hindi.is_written(text):
                    links[comment] = self._add_hindi(text, links[comment], sources[comment][0] is not None)
        for comment, (show, episode, given) in enumerate(sources):
            if given:
                links[comment] += given
            if episode is None and times[comment] is not None:
                self._add_air_date(links[comment], show, times[comment])
        return links

    def _source(
        self, show_text: str | None, episode_text: str | None
    ) -> tuple[str | None, str | None, tuple[Link, ...]]:
        """The show and episode that a source names, with the links to them."""
        episode = self.dates.episode(episode_text)
        show = self.dates.show(show_text) or (self.dates.episodes[episode] if episode is not None else None)
        links = []
        if show is not None:
            links.append(Link(self.dates.shows[show], 0, 0, How.SOURCE, 1.0))
        if episode is not None:
            links.append(Link(f"episodes/{episode}", 0, 0, How.SOURCE, 1.0))
        return show, episode, tuple(links)

    def _link(
        self, text: str, found: Found, source: tuple[str | None, str | None, tuple[Link, ...]], time: int | None
    ) -> list[Link]:
        show, episode, _ = source
        names = [hit for hit in found.hits if hit.pattern.role is Role.NAME]
        links = _read_names(text, names, show is not None)
        if show is None:
            show = next((link.element[6:] for link in links if link.element.startswith("shows/")), None)
        if show is None and links:
            show = self.dates.only
        if show is not None and any(hit.pattern.role is Role.NUMBER for hit in found.hits):
            links = self._add_numbers(found, links, show, episode or self.dates.latest(show, time))
        people = people_in(links)
        if not people:
            if links and any(hit.pattern.scenes for hit in found.hits):
                self._add_scene(found.hits, links, episode)
            return links
        if len(links) > 1 or _may_have_pronoun(text):
            clauses = split_clauses(text)
            links = sure_of_words(clauses, links)
            more = self.facts.find(clauses, links) if self.facts.facts else []
            if len(people) > 1:
                more += find_pairs(text, clauses, people)
            more += find_pronouns(text, clauses, people)
            if more:
                links = sorted([*links, *more], key=_place)
        if any(hit.pattern.scenes for hit in found.hits):
            self._add_scene(found.hits, links, episode)
        return links

    def _add_numbers(self, found: Found, links: list[Link], show: str, current: str | None) -> list[Link]:
        called = self.numbers.find(found.folded.text, show, current)
        if not called:
            return links
        more = []
        for number in called:
            start, end = found.folded.place(number.start, number.end)
            more.append(Link(f"episodes/{number.episode}", start, end, How.NUMBER, number.probability))
        return sorted([*links, *more], key=_place)

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
    links: list[Link] = []
    for hit in hits:
        if is_show:
            context = Context.SHOW
        else:
            others = any(pattern is not hit.pattern for pattern in strong)
            context = Context.NAMED if others else Context.NONE
        links += read_hit(text, hit, context, named)
    return links


def people_in(links: Sequence[Link]) -> list[Person]:
    """Where people are named, each place once."""
    return [
        Person(link.start, link.end, link.element, link.probability)
        for link in links
        if link.element.startswith("people/") and link.how is not How.PRONOUN
    ]


def _may_have_pronoun(text: str) -> bool:
    lowered = text.lower()
    return " he" in lowered or " she" in lowered or " his" in lowered or " him" in lowered


def _place(link: Link) -> tuple[int, int, str]:
    return (link.start if link.end else _NOWHERE, link.end, link.element)
