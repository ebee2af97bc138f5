"""X103 undeclared-feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.bible.statements import Name
from fabula.finding import Finding, Level, Related
from fabula.rules.references import find_scene_references, find_uses_of
from fabula.rules.registry import Rule
from fabula.rules.setups import find_promises, is_fed_by
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Entity, Episode, Scene, Show, Universe

__all__ = ["UndeclaredFeed"]


class UndeclaredFeed(Rule):
    """A show rests on another one that is not said to feed it.

    ## What it checks
    The `feeds` of a show's `show.md` say which shows may rest on what happens in it. A scene that names a scene or an
    episode of another show, that uses an event, a thing or a secret whose entry says that it is owned by another
    show, or that pays off what is set up only in another show, needs that show to feed its own. One finding for each
    episode and other show stands at the first such place, and counts the rest.

    ## Why it matters
    Feeds are what viewers can be expected to have seen, and what a rewrite has to be checked against. A rewrite in a
    show that feeds nothing is thought to be free.

    ## Example
        shows/italy/show.md has no `feeds`

        shows/india/s01/e02.fountain
        [[canon: same time as italy S01E04/2]]

    ## What to do
    Add this show to the `feeds` of the other one, if viewers are meant to know it; else take the reference out.
    """

    code = "X103"
    name = "undeclared-feed"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each episode and each show that it rests on undeclared."""
        found: dict[tuple[str, str], list[tuple[Span, str, Show]]] = {}
        for scene, span, what, other in sorted(_rests(canon.universe), key=lambda item: item[1]):
            if not is_fed_by(scene.episode.show, other):
                found.setdefault((scene.episode.key, other.id), []).append((span, what, other))
        for (episode, _), places in found.items():
            span, what, other = places[0]
            here = canon.universe.shows[episode.partition("/")[0]]
            rest = len({place for place, _, _ in places}) - 1
            more = f" (and {rest} more in this episode)" if rest else ""
            message = f"This rests on {what} of {other.name}{more}, which is not said to feed {here.name}"
            help_ = f"add {here.id} to the feeds of {other.id}, or take the reference out"
            related = (Related(other.span, f"{other.name} feeds {', '.join(other.feeds) or 'no show'}"),)
            yield Finding(self.code, span, message, help_, related=related)


def _rests(universe: Universe) -> Iterator[tuple[Scene, Span, str, Show]]:
    for scene, statement, _, episode in find_scene_references(universe):
        yield scene, statement.span, episode.code, episode.show
    for episode in universe.episodes:
        for scene, name, entity in episode.once("owned entities", lambda episode: _owned(universe, episode)):
            owner = universe.shows.get(entity.owner)
            if owner is not None:
                yield scene, name.span, entity.name, owner
    for promise in find_promises(universe):
        for payoff in promise.payoffs:
            if promise.setups and not any(is_fed_by(payoff.show, setup.show) for setup in promise.setups):
                yield payoff.scene, payoff.span, promise.name, promise.setups[0].show


def _owned(universe: Universe, episode: Episode) -> list[tuple[Scene, Name, Entity]]:
    """What an episode names that has an owner: the rest belongs to the world that all shows share."""
    uses = find_uses_of(universe, episode)
    return [(scene, name, e) for scene, _, name, e in uses if e.entry is not None and e.entry.owner]
