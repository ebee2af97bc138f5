"""Links comments to what they speak of: one pass for names, then the rest where a name was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, Final

from fabula.listening.linking.dates import DAY, AirDates, ByDay, weakened
from fabula.listening.linking.devanagari import HindiNames, is_devanagari
from fabula.listening.linking.facts import SecretFacts, sure_of_words
from fabula.listening.linking.gate import Context
from fabula.listening.linking.numbers import EpisodeNumbers
from fabula.listening.linking.patterns import Pattern, Role, Row, Strength
from fabula.listening.linking.pronouns import find_pronouns
from fabula.listening.linking.reading import prepare, read_hit
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
_MANY: Final = attrgetter("elements")
_NONE: Final = Context.NONE
_SHOW: Final = Context.SHOW
_NOBODY: Final[frozenset[str]] = frozenset()
_NOWHERE: Final = 1 << 62


@dataclass(slots=True)
class _Source:
    """What the source of a comment says that it is about, as keys, and the links to that.

    ``by_day`` adds what was the latest episode of its show, where the source names none.
    """

    show: str | None
    episode: str | None
    links: tuple[Link, ...]
    by_day: ByDay


_About = tuple[_Source, int | None, str]
"""The source of a comment, its time, its language (empty if unknown)."""


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
        given, latest = tuple(links), self._dates.by_day(show if show is not None and episode is None else "")

        def add_latest(day: int) -> tuple[Link, ...]:
            return given + latest[day]

        source = self[named] = _Source(show, episode, given, ByDay(add_latest))
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
    single: frozenset[str]
    """Those of the people who are one body: only theirs are pronouns and relationships."""

    def __reduce__(self) -> tuple[Any, ...]:
        rows = [pattern.row for pattern in self.scanner.patterns]
        return _unpickle, (self.stamp, rows, self.dates, self.numbers, self.facts, self.scenes, self.single)

    def link(self, batch: Batch) -> list[list[Link]]:
        """The links of each comment, in the order of the text; those without words last."""
        with paused_collection():
            return self._link_all(batch)

    def _link_all(self, batch: Batch) -> list[list[Link]]:
        texts, times, languages = batch.texts, batch.times, batch.languages
        known = _Sources(self.dates)
        sources = list(map(known.__getitem__, zip(batch.shows, batch.episodes, strict=True)))
        links = [
            list(source.links if time is None else source.by_day[time // DAY])
            for source, time in zip(sources, times, strict=True)
        ]
        for comment, roles, hits, folded in self.scanner.scan(texts):
            source = sources[comment]
            if roles == _NAME and len(hits) == 1:
                pattern, start, end = hits[0]
                if pattern.alone and source.show is not None:
                    named = [_new(Link, (element, start, end, how, sure)) for element, how, sure in pattern.alone]
                else:
                    named = _read_names(texts[comment], hits, source.show is not None, languages[comment] or "")
            elif roles not in _NO_NAME:
                about_it = (source, times[comment], languages[comment] or "")
                named = self._link(texts[comment], roles, hits, folded, about_it)
                if roles & _NUMBER and any(link.how is How.NUMBER for link in named):
                    links[comment] = list(source.links)  # it says itself which episode it is about
            else:
                continue
            if named:
                links[comment] = named + (links[comment] or self._by_names(named, times[comment]))
        if not all(map(str.isascii, texts)):
            self._add_hindi(texts, links, sources)
        return links

    def _by_names(self, named: list[Link], time: int | None) -> list[Link]:
        """Which episode was the latest, of the show that a comment names where its source names none."""
        if time is None or any(link.how is How.NUMBER for link in named):
            return []
        show = next((link.element[6:] for link in named if link.element.startswith("shows/")), self.dates.only)
        return list(weakened(self.dates.at(show, time))) if show is not None else []

    def _link(self, text: str, roles: int, hits: list[Hit], folded: Raw, about: _About) -> list[Link]:
        source, time, language = about
        is_show = source.show is not None
        names = hits if roles == _NAME else [hit for hit in hits if hit[0].role is _NAMES]
        links: list[Link] = []
        for pattern, start, end in names:
            if not is_show or not pattern.alone:
                links = _read_names(text, names, is_show, language)
                break
            for element, how, sure in pattern.alone:
                links.append(_new(Link, (element, start, end, how, sure)))
        if roles & _NUMBER:
            links = self._add_numbers(FoldedText(*folded), links, source, time)
        if not links:
            return links
        if len(links) > 1 or roles & _PRONOUN:
            links = self._add_relations(text, links, hits, roles)
        if roles & _SCENE:
            self._add_scene(hits, links, source.episode)
        return links

    def _add_relations(self, text: str, links: list[Link], hits: list[Hit], roles: int) -> list[Link]:
        """What follows from names that stand together: pairs, secrets, and whom pronouns mean."""
        single, people, by_words = self.single, [], False
        for link in links:
            if link[0] in single:
                people.append(link)
            elif link[3] is _WORDS:
                by_words = True
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
            more += [link for link in pronouns if link.element in single]
        if more:
            links += more
            links.sort(key=_BY_PLACE)
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
        scene = self.scenes.find(hits, links, episode)
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


def _unpickle(stamp: str, rows: list[Row], *rest: Any) -> NameLinker:
    """A linker again: patterns travel as what they are made of, and the automaton is built anew."""
    dates, numbers, facts, scenes, single = rest
    patterns = [Pattern.of(row) for row in rows]
    for pattern in patterns:
        prepare(pattern)
    return NameLinker(stamp, Scanner(patterns), dates, numbers, facts, scenes, HindiNames(patterns), single)


def _read_names(text: str, hits: Sequence[Hit], is_show: bool, language: str) -> list[Link]:
    """What the names in a comment mean, given each other."""
    named = _NOBODY
    if any(hit[0].by_language for hit in hits):
        hits = [(pattern.by_language.get(language, pattern), start, end) for pattern, start, end in hits]
    is_small = text.islower()
    if len(hits) == 1:
        return read_hit(text, hits[0], _SHOW if is_show else _NONE, _NOBODY, hits, is_small=is_small)
    patterns = [hit[0] for hit in hits]
    if any(map(_MANY, patterns)):
        sure = [pattern for pattern in patterns if not pattern.elements and pattern.strength >= Strength.PHRASE]
        named = frozenset(pattern.readings[0].element for pattern in sure)
    links: list[Link] = []
    if is_show:
        for hit in hits:
            links += read_hit(text, hit, _SHOW, named, hits, is_small=is_small)
        return links
    strong = {pattern.text for pattern in patterns if pattern.strength is Strength.RARE}
    for hit in hits:
        others = len(strong) - (hit[0].text in strong)
        context = Context.NAMED if others else _NONE
        links += read_hit(text, hit, context, named, hits, is_small=is_small)
    return links


def _place(link: Link) -> tuple[int, int, str]:
    return (link.start if link.end else _NOWHERE, link.end, link.element)
