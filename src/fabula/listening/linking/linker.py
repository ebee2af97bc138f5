"""Links comments to what they speak of: one pass for names, then the rest where a name was found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final, NamedTuple

from fabula.listening.linking.dates import DAY, AirDates, weakened
from fabula.listening.linking.devanagari import HindiNames, is_devanagari
from fabula.listening.linking.facts import SecretFacts, sure_of_words
from fabula.listening.linking.gate import Context
from fabula.listening.linking.numbers import EpisodeNumbers
from fabula.listening.linking.patterns import Role, Strength
from fabula.listening.linking.pronouns import find_pronouns
from fabula.listening.linking.reading import read_hit
from fabula.listening.linking.relating import Clauses, find_pairs
from fabula.listening.linking.scan import FoldedText, Hit, Raw, Scanner
from fabula.listening.linking.scenes import SceneWords
from fabula.listening.model import Batch, How, Link
from fabula.universe.load import paused_collection

__all__ = ["NameLinker"]

_NAMES: Final = Role.NAME
_PRONOUNS: Final = Role.PRONOUN
_WORDS: Final = How.WORDS
_NAME: Final = int(Role.NAME)
_NUMBER: Final = int(Role.NUMBER)
_PRONOUN: Final = int(Role.PRONOUN)
_SCENE: Final = int(Role.SCENE)
_FOLLOWING: Final = frozenset({How.PAIR, How.PRONOUN, How.SCENE})
"""What follows from other links."""
_NO_NAME: Final = frozenset({int(Role.PRONOUN), int(Role.SCENE), int(Role.PRONOUN | Role.SCENE)})
_new: Any = tuple.__new__
_BY_PLACE: Final = itemgetter(1, 2, 0)
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

    ``stamp`` changes whenever it would link otherwise.
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
        numbered: set[int] = set()
        none, about = Context.NONE, Context.SHOW
        for comment, roles, hits, folded in self.scanner.scan(texts):
            source = sources[comment]
            if roles == _NAME and len(hits) == 1:
                pattern, start, end = hits[0]
                if pattern.alone and source.show is not None:
                    named = [_new(Link, (element, start, end, how, sure)) for element, how, sure in pattern.alone]
                else:
                    named = read_hit(texts[comment], hits[0], none if source.show is None else about, (), ())
            elif roles not in _NO_NAME:
                named = self._link(texts[comment], roles, hits, folded, source, times[comment])
                if roles & _NUMBER and any(link.how is How.NUMBER for link in named):
                    numbered.add(comment)
            else:
                continue
            links[comment] = named + links[comment] if source.links else named
        if not all(map(str.isascii, texts)):
            self._add_hindi(texts, links, sources)
        self._add_air_dates(links, sources, times, numbered)
        return links

    def _link(
        self, text: str, roles: int, hits: list[Hit], folded: Raw, source: _Source, time: int | None
    ) -> list[Link]:
        is_show = source.show is not None
        names = hits if roles == _NAME else [hit for hit in hits if hit[0].role is _NAMES]
        links: list[Link] = []
        for pattern, start, end in names:
            if not is_show or not pattern.alone:
                links = _read_names(text, names, is_show)
                break
            for element, how, sure in pattern.alone:
                links.append(_new(Link, (element, start, end, how, sure)))
        if roles & _NUMBER:
            links = self._add_numbers(FoldedText(*folded), links, source, time)
        if not links:
            return links
        links = self._add_relations(text, links, hits, roles)
        if roles & _SCENE:
            self._add_scene(hits, links, source.episode)
        return links

    def _add_relations(self, text: str, links: list[Link], hits: list[Hit], roles: int) -> list[Link]:
        """What follows from names that stand together: pairs, secrets, and whom pronouns mean."""
        classes, people, by_words = self.classes, [], False
        for link in links:
            if link[0].startswith("people/") and link[0] not in classes:
                people.append(link)
            by_words = by_words or link[3] is _WORDS
        more: list[Link] = []
        if len(links) > 1:
            clauses = Clauses(text)
            if by_words:
                links = sure_of_words(clauses, links)
            if self.facts.facts:
                more += self.facts.find(clauses, links)
            if len(people) > 1:
                more += find_pairs(text, clauses, people)
        if people and roles & _PRONOUN:
            somebody = [link for link in links if link[0].startswith("people/")]
            pronouns = find_pronouns(text, [hit for hit in hits if hit[0].role is _PRONOUNS], somebody)
            more += [link for link in pronouns if link.element not in classes]
        return sorted([*links, *more], key=_BY_PLACE) if more else links

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
            [hit for hit in hits if hit[0].scenes], links, named | ({episode} if episode else set())
        )
        if scene is not None:
            links.append(scene)
            links.sort(key=_place)

    def _add_hindi(self, texts: Sequence[str], links: list[list[Link]], sources: Sequence[_Source]) -> None:
        for comment, text in enumerate(texts):
            if not text.isascii() and is_devanagari(text):
                held = links[comment]
                more = self.hindi.find(text, held, sources[comment].show is not None)
                if more:
                    named = sorted([*(link for link in held if link.how not in _FOLLOWING), *more], key=_place)
                    words = [link for link in named if link.end]
                    links[comment] = self._add_relations(text, words, [], 0) + named[len(words) :]

    def _add_air_dates(
        self,
        links: Sequence[list[Link]],
        sources: Sequence[_Source],
        times: Sequence[int | None],
        numbered: Collection[int],
    ) -> None:
        """Which episode was the latest when a comment was made, unless the comment or its source names one."""
        dates = self.dates
        last, by_day = None, dates.by_day("")
        for comment, time in enumerate(times):
            if time is None:
                continue
            show, episode, _ = sources[comment]
            if episode is not None or comment in numbered:
                continue
            if show is not None:
                if show != last:
                    last, by_day = show, dates.by_day(show)
                if latest := by_day[time // DAY]:
                    links[comment].extend(latest)
            elif held := links[comment]:
                named = next((link.element[6:] for link in held if link.element.startswith("shows/")), dates.only)
                if named is not None:
                    held.extend(weakened(dates.at(named, time)))


def _read_names(text: str, hits: Sequence[Hit], is_show: bool) -> list[Link]:
    """What the names in a comment mean, given each other."""
    named: Collection[str] = ()
    patterns = [hit[0] for hit in hits]
    if len(hits) > 1 and any(len(pattern.readings) > 1 for pattern in patterns):
        sure = [pattern for pattern in patterns if len(pattern.readings) == 1]
        named = {pattern.readings[0].element for pattern in sure if pattern.strength >= Strength.PHRASE}
    starts = {hit[1] for hit in hits}
    strong = set() if is_show else {pattern.text for pattern in patterns if pattern.strength is Strength.RARE}
    context = Context.SHOW
    links: list[Link] = []
    for hit in hits:
        if not is_show:
            others = len(strong) - (hit[0].text in strong)
            context = Context.NAMED if others else Context.NONE
        links += read_hit(text, hit, context, named, starts)
    return links


def _place(link: Link) -> tuple[int, int, str]:
    return (link.start if link.end else _NOWHERE, link.end, link.element)
