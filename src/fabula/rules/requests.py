"""Requests: changes that a show makes to what another show owns, with what was asked and what was answered.

``asks SHOW: REASON`` in the scene asks the owner for leave. The owner grants it in the entry (``grants``, ``owners``,
``shared``) or by showing the same in a scene of its own, and refuses it in the entry (``refuses``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import cast

from fabula.bible.statements import Statement
from fabula.rules.answers import answer_to, read_answers
from fabula.rules.retconned import find_retconned
from fabula.rules.retcons import retcon_statements
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.minds.events import Matter
from fabula.story.minds.matters import matter_of
from fabula.story.model import Change
from fabula.universe.model import Entity, Scene, Show, Universe
from fabula.universe.names import fold_name

__all__ = ["Answer", "Request", "find_asks", "find_requests", "find_show"]


class Answer(StrEnum):
    """How a request stands. What weighs more comes first."""

    REFUSED = "refused"
    UNASKED = "unasked"
    OPEN = "open"
    TAKEN_BACK = "taken back"
    GRANTED = "granted"


_ORDER = list(Answer)


@dataclass(frozen=True, slots=True)
class Request:
    """A change that a scene makes to what another show owns.

    ``entities`` are what it changes of that owner: a marriage can change two people. ``ask`` is the note that asks for
    it, None if nobody has asked. ``how`` says in words how it was answered, ``where`` stands the answer.
    """

    entities: tuple[Entity, ...]
    owner: Show
    change: Change
    scene: Scene
    ask: Statement | None
    answer: Answer
    how: str = ""
    where: Span | None = None

    @property
    def show(self) -> Show:
        """The show that changes it."""
        return self.scene.episode.show

    @property
    def reason(self) -> str:
        """Why it is asked for; empty if no reason is given."""
        return self.ask.text("reason").strip() if self.ask is not None else ""

    @property
    def words(self) -> str:
        """The change, as the script states it."""
        return " ".join(self.change.span.text.split())


def find_show(universe: Universe, text: str) -> Show | None:
    """The show that is called so, by its name or its folder."""
    wanted = fold_name(text)
    return next((s for s in universe.shows.values() if wanted in {fold_name(s.id), fold_name(s.name)}), None)


def find_asks(universe: Universe) -> Iterator[tuple[Scene, Statement, Show | None]]:
    """Every note that asks a show for leave, with the show if there is one of that name."""
    for scene, statement in universe.stated("asks"):
        yield scene, statement, find_show(universe, statement.text("show"))


def find_requests(canon: Canon) -> list[Request]:
    """Every request of a universe in the order of the texts: one for each statement and each owner whom it concerns.

    What an owner allows in general (``shared``, ``owners``) or shows as well is among them only if it was asked for.
    """
    if __name__ not in canon.kept:
        canon.kept[__name__] = _find_requests(canon) if len(canon.universe.shows) > 1 else []
    return cast("list[Request]", canon.kept[__name__])


def _find_requests(canon: Canon) -> list[Request]:
    universe = canon.universe
    undone = _undone_by(universe)
    retold = _retold(canon)
    asks: dict[str, list[tuple[Statement, Show]]] = {}
    for scene, statement, show in find_asks(universe):
        if show is not None:
            asks.setdefault(scene.key, []).append((statement, show))
    found: dict[tuple[Span, str], Request] = {}
    for (subject, attribute), changes in canon.world.log.items():
        entity = universe.entities.get(subject)
        owner = universe.shows.get(entity.owner) if entity is not None and entity.declared else None
        if entity is None or owner is None or not _is_state(attribute):
            continue
        for change, scene in _foreign(changes, owner, retold):
            ask = _nearest(asks.get(scene.key, ()), change, owner)
            request = _answered(Request((entity,), owner, change, scene, ask, Answer.UNASKED), changes, undone)
            if request is not None:
                key = (change.span, owner.id)
                found[key] = _both(found[key], request) if key in found else request
    return sorted(found.values(), key=lambda request: (request.change.span.key, request.owner.id))


def _is_state(attribute: str) -> bool:
    return attribute in {"alive", "gone"} or attribute.startswith(("member:", "is:", "feels:", "kin:"))


def _foreign(
    changes: list[Change], owner: Show, retold: frozenset[tuple[str, Matter]]
) -> Iterator[tuple[Change, Scene]]:
    """The real changes that scenes of other shows make."""
    for place, change in enumerate(changes):
        scene = change.scene
        if scene is None or scene.episode.show is owner:
            continue
        if change.asserted and (scene.key, matter_of(change.subject, change.attribute)) not in retold:
            continue  # what is merely said to be so changes nothing; if it differs from before, W104 says so
        if change.attribute == "gone" and change.value != "destroyed" and change.form != "retcons":
            continue
        if change.attribute.startswith("feels:") and change.value == "no":
            continue  # follows from the feeling that replaces it
        if change.form == "retcons" and not _is_told_by(changes[place - 1] if place else None, owner):
            continue  # taking back what one has changed oneself
        yield change, scene


def _retold(canon: Canon) -> frozenset[tuple[str, Matter]]:
    """What scenes tell anew by retconning a scene of another show: to state it otherwise is to change it."""
    return frozenset(
        (retcon.scene.key, undone.matter)
        for retcon in find_retconned(canon)
        if retcon.episode.show is not retcon.scene.episode.show
        for undone in retcon.undone
    )


def _is_told_by(change: Change | None, show: Show) -> bool:
    return change is not None and change.scene is not None and change.scene.episode.show is show


def _nearest(asks: Iterable[tuple[Statement, Show]], change: Change, owner: Show) -> Statement | None:
    """Of the notes of a scene that ask an owner, the one that stands nearest to a change."""
    line = change.span.line
    mine = (ask for ask, show in asks if show is owner)
    return min(mine, key=lambda ask: (abs(ask.span.line - line), ask.span.key), default=None)


def _answered(request: Request, changes: list[Change], undone: dict[str, set[str]]) -> Request | None:
    """A request with its answer; None if leave is given in general and nobody has asked."""
    (entity,), owner, scene, change = request.entities, request.owner, request.scene, request.change
    answer = answer_to(read_answers(entity), scene)
    if answer is not None:
        standing = Answer.GRANTED if answer.granted else Answer.REFUSED
        return replace(request, answer=standing, how=answer.reason, where=answer.span)
    leave = _leave(entity, request.show) or _shown_by(owner, change, changes)
    if leave is not None:
        how, where = leave
        return replace(request, answer=Answer.GRANTED, how=how, where=where) if request.ask is not None else None
    if owner.id in undone.get(scene.key, ()):
        return replace(request, answer=Answer.TAKEN_BACK, how=f"{owner.name} retcons the scene")
    return replace(request, answer=Answer.OPEN) if request.ask is not None else request


def _leave(entity: Entity, show: Show) -> tuple[str, Span] | None:
    """How the entry lets a show change it in general, and where it says so."""
    shared, owners = entity.value("shared"), entity.value("owners")
    if shared is not None and shared.text.strip().lower() in {"yes", "true"}:
        return "every show may change it", shared.span
    for item in owners.items if owners is not None else ():
        if item.text.strip().lower() in {show.id.lower(), show.name.lower()}:
            return f"{show.name} may change it", item.span
    return None


def _shown_by(owner: Show, change: Change, changes: list[Change]) -> tuple[str, Span] | None:
    """Where the owner's show states the same change itself."""
    for other in changes:
        if other.value == change.value and other.scene is not None and other.scene.episode.show is owner:
            return f"{owner.name} shows it as well, in {other.scene.name}", other.span
    return None


def _both(one: Request, other: Request) -> Request:
    """Two things that one statement changes, of one owner: the answer that weighs more counts for both."""
    entities = one.entities if other.entities[0] in one.entities else one.entities + other.entities
    heavier = min(one, other, key=lambda request: _ORDER.index(request.answer))
    return replace(heavier, entities=entities, change=one.change)


def _undone_by(universe: Universe) -> dict[str, set[str]]:
    """For each scene that is retconned, the shows that do so."""
    undone: dict[str, set[str]] = {}
    for scene, _, episode, target in retcon_statements(universe):
        for gone in [target] if target is not None else episode.scenes:
            undone.setdefault(gone.key, set()).add(scene.episode.show.id)
    return undone
