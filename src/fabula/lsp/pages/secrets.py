"""What is told of a secret: who holds it since when, who is wrong about it, and whether the audience knows."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.model import EntryKind
from fabula.lsp.pages.words import bold, few, first_sentence, page, plain, said_scene
from fabula.lsp.warm import AtHand, point_of
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.ask import Asking
from fabula.story.minds.events import Matter
from fabula.story.minds.given import is_secret_name, those_named
from fabula.story.minds.holders import Holder, Spread, trace_secret
from fabula.story.minds.log import AUDIENCE, Stand
from fabula.story.minds.matters import heard_of
from fabula.story.minds.topics import Topic
from fabula.universe.model import Entity, Scene

__all__ = ["name_lines", "secret_page"]


def secret_page(canon: Canon, entity: Entity, scene: Scene | None, offset: int, held: AtHand | None) -> str:
    """A secret at an offset of a scene; at the end of the story, if there is no scene."""
    head = f"{bold(entity.name)} · secret{_moment(scene)}"
    if held is None:
        lines = list(_given(canon, entity))
    else:
        topic = Topic(Matter("secret", entity.key), "yes")
        spread = trace_secret(held.asking, topic, point_of(held, scene, offset), audience=held.log.is_told)
        lines = [*_meaning(held.asking, entity), *_spread_lines(held, spread, scene)]
    return page(head, [*lines, *_phrases(entity), first_sentence(entity.entry)])


def name_lines(canon: Canon, entity: Entity, scene: Scene | None, offset: int, held: AtHand | None) -> Iterator[str]:
    """For somebody or something whose very name is a secret: who has heard it."""
    if not is_secret_name(entity):
        return
    if held is None:
        known = sorted(those_named(canon.universe, entity, "known-to"))
        yield (
            f"the name is a secret, known from the start to {_names(canon, known)}" if known else "the name is a secret"
        )
        return
    asking, point, matter = held.asking, point_of(held, scene, offset), heard_of(entity.key)
    people = [person for person in asking.people if asking.value((person,), matter, point) == "yes"]
    yield (
        f"the name is a secret, known to {_names(canon, people)}"
        if people
        else "the name is a secret that nobody knows"
    )
    if held.log.is_told:
        audience = asking.value((AUDIENCE,), matter, point) == "yes"
        yield f"the audience has {'heard' if audience else 'not heard'} it"


def _moment(scene: Scene | None) -> str:
    return " · at the end of the story" if scene is None else ""


def _names(canon: Canon, keys: list[str]) -> str:
    return few([plain(canon.universe.name(key)) for key in keys], 6)


def _given(canon: Canon, entity: Entity) -> Iterator[str]:
    """What the bible alone tells."""
    fact = entity.value("fact")
    if fact is not None and fact.text:
        yield plain(fact.text)
    people = sorted({body_of(canon.universe, key) for key in those_named(canon.universe, entity, "holders")})
    if people:
        yield f"known from the start to {_names(canon, people)}"


def _meaning(asking: Asking, entity: Entity) -> Iterator[str]:
    facts = asking.phrases.facts.get(entity.key, ())
    yield plain(", ".join(asking.phrases.so(matter, value) for matter, value in facts))


def _spread_lines(held: AtHand, spread: Spread, scene: Scene | None) -> Iterator[str]:
    universe = held.asking.universe

    def name(person: str) -> str:
        return plain(universe.name(person))

    def since(holder: Holder) -> str:
        happening = holder.link.happening if holder.link is not None else None
        if happening is None or happening.scene is None:
            return name(holder.person)
        return f"{name(holder.person)} (since {said_scene(happening.scene, scene)})"

    start = [h for h in spread.holders if h.link is None or h.link.happening.scene is None]
    later = [h for h in spread.holders if h not in start]
    if start:
        yield f"known from the start to {few([name(holder.person) for holder in start], 6)}"
    if later:
        # Those who came to know it last are those whom the scene is about.
        yield f"learned by {few([since(holder) for holder in reversed(later)])}"
    if not spread.holders:
        yield "nobody knows it"
    wrong = [*spread.others, *(h for h in spread.holders if h.stand is Stand.WRONG)]
    if wrong:
        yield f"wrongly believed or denied by {few([since(holder) for holder in wrong])}"
    if spread.forgotten:
        lost = [
            f"{name(h.person)} ({said_scene(h.lost_by.scene, scene)})" if h.lost_by is not None else name(h.person)
            for h in spread.forgotten
        ]
        yield f"forgotten by {few(lost)}"
    if spread.suspecting:
        yield f"suspected by {few([name(person) for person in spread.suspecting])}"
    if held.log.is_told:
        audience = spread.audience
        if audience is None or audience.stand is Stand.UNAWARE:
            yield "the audience does not know it"
        else:
            happening = audience.link.happening if audience.link is not None else None
            told = f" since {said_scene(happening.scene, scene)}" if happening is not None else ""
            yield f"the audience knows it{told}"


def _phrases(entity: Entity) -> Iterator[str]:
    """What gives it away."""
    value = entity.value("says") if entity.kind is EntryKind.SECRET else None
    phrases = [f"“{plain(item.text)}”" for item in value.items] if value is not None else []
    if phrases:
        yield f"given away by {few(phrases)}"
