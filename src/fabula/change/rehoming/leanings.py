"""What leans on a show from outside: notes that wait for it, expectations, times and payoffs that rest on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fabula.bible.model import EntryKind
from fabula.bible.statements import SceneName, Statement
from fabula.change.rehoming.ends import is_to_be_made
from fabula.rules.expectations import find_expectations
from fabula.rules.references import find_entity_uses, find_scene_references
from fabula.rules.requests import Answer, Request, find_requests
from fabula.rules.setups import find_promises, pays
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Episode, Scene, Show

__all__ = ["Leaning", "Leans", "find_leanings", "open_requests"]

_TIMES = frozenset(
    {"before", "after", "offset-before", "offset-after", "same-time", "continuous", "at-event", "during", "shows"}
)


class Leans(StrEnum):
    """How a scene leans on a show."""

    EXEMPTION = "waits for it"
    EXPECTATION = "expects what it tells"
    TIME = "is timed by it"
    PAYOFF = "pays off what it sets up"
    REFERENCE = "names it"


@dataclass(frozen=True, slots=True)
class Leaning:
    """A place in a script that leans on a show: where, how, and on what.

    ``made`` says whether what it leans on is there for good: it is shot or released.
    """

    how: Leans
    scene: Scene
    span: Span
    words: str
    on: str
    made: bool


def find_leanings(canon: Canon, show: Show) -> list[Leaning]:
    """Everything that leans on a show, in the order of telling; of its own scenes only what waits for an episode."""
    found = [
        *_exemptions(canon, show),
        *_expectations(canon, show),
        *_references(canon, show),
        *_events(canon, show),
        *_payoffs(canon, show),
    ]
    unique = {(one.span, one.how, one.on): one for one in found}
    return sorted(unique.values(), key=lambda one: (one.scene.order, one.span.key, one.how, one.on))


def open_requests(canon: Canon, show: Show) -> list[Request]:
    """The requests from or to a show that are not settled."""
    return [
        request
        for request in find_requests(canon)
        if show in (request.show, request.owner) and request.answer not in {Answer.GRANTED, Answer.TAKEN_BACK}
    ]


def _exemptions(canon: Canon, show: Show) -> Iterator[Leaning]:
    """`intended CODE: reason until EPISODE`, where the episode is one of the show's, written or not."""
    for scene, statement in canon.universe.stated("intended"):
        until = statement.get("until")
        if isinstance(until, SceneName) and (until.show or scene.episode.show.id).lower() == show.id.lower():
            episode = canon.universe.find_episode(until, scene.episode.show.id)
            code = f"{show.id} S{until.season:02}E{until.episode:02}"
            made = episode is not None and is_to_be_made(episode, show)
            yield Leaning(Leans.EXEMPTION, scene, statement.span, _words(statement), code, made)


def _expectations(canon: Canon, show: Show) -> Iterator[Leaning]:
    """Expectations of other shows that hold, or fail, because of what a scene of this one tells."""
    for scene, statement, _, verdict in find_expectations(canon):
        cause = verdict.change.scene if verdict.change is not None else verdict.scene
        if cause is not None and cause.episode.show is show and scene.episode.show is not show:
            made = is_to_be_made(cause.episode, show)
            yield Leaning(Leans.EXPECTATION, scene, statement.span, _words(statement), cause.name, made)


def _references(canon: Canon, show: Show) -> Iterator[Leaning]:
    for scene, statement, slot, episode in find_scene_references(canon.universe):
        if episode.show is show and scene.episode.show is not show and slot != "until":
            how = Leans.TIME if statement.form in _TIMES else Leans.REFERENCE
            on = _reference(canon, scene, statement, slot, episode)
            yield Leaning(how, scene, statement.span, _words(statement), on, is_to_be_made(episode, show))


def _reference(canon: Canon, scene: Scene, statement: Statement, slot: str, episode: Episode) -> str:
    named = statement.get(slot)
    found = canon.universe.find_scene(named, scene.episode.show.id) if isinstance(named, SceneName) else None
    return found.name if found is not None else f"{episode.show.id} {episode.code}"


def _events(canon: Canon, show: Show) -> Iterator[Leaning]:
    """Times of other shows that rest on an event which belongs to this one."""
    for scene, statement, _, entity in find_entity_uses(canon.universe):
        own = entity.kind is EntryKind.EVENT and entity.owner == show.id and entity.declared
        if own and statement.form in _TIMES and scene.episode.show is not show:
            yield Leaning(Leans.TIME, scene, statement.span, _words(statement), entity.name, made=True)


def _payoffs(canon: Canon, show: Show) -> Iterator[Leaning]:
    """Payoffs of other shows whose every setup stands in this one."""
    for promise in find_promises(canon.universe):
        for payoff in promise.payoffs:
            setups = [setup for setup in promise.setups if pays(setup, payoff)]
            if payoff.show is not show and setups and all(setup.show is show for setup in setups):
                made = any(is_to_be_made(setup.scene.episode, show) for setup in setups)
                words = " ".join(payoff.span.text.split())
                yield Leaning(Leans.PAYOFF, payoff.scene, payoff.span, words, setups[0].scene.name, made)


def _words(statement: Statement) -> str:
    return " ".join(statement.span.text.split())
