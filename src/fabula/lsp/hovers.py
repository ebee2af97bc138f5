"""Hovers: what is so at a place of a script or of the bible, short, the most telling first."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.bible.model import EntryKind
from fabula.lsp.definitions import show_of
from fabula.lsp.names.pointing import Pointed, find_pointed
from fabula.lsp.pages.notes import code_page, statement_page
from fabula.lsp.pages.people import person_page
from fabula.lsp.pages.scenes import episode_page, scene_page
from fabula.lsp.pages.secrets import secret_page
from fabula.lsp.pages.things import thing_page
from fabula.lsp.warm import AtHand, minds_at_hand, minds_ready
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Entity, Scene

__all__ = ["Hover", "hover_at"]

_BEINGS = frozenset({EntryKind.PERSON, EntryKind.COVER})


@dataclass(frozen=True, slots=True)
class Hover:
    """What is said of a place. ``text`` is Markdown, ``span`` what it speaks of.

    ``waits`` says that more can be told once minds are replayed (`fabula.lsp.warm.warm_minds`).
    """

    span: Span
    text: str
    waits: bool = False


def hover_at(canon: Canon, path: str, offset: int) -> Hover | None:
    """What is so at an offset of a file (named as in `Source.path`), or None if nothing is to be said there.

    Never waits for minds: what needs them is told if they are there.
    """
    pointed = find_pointed(canon.universe, path, offset)
    if pointed is None:
        return None
    held = minds_at_hand(canon)
    text = _write(canon, pointed, held)
    return Hover(pointed.span, text, waits=_asks_minds(canon, pointed) and not minds_ready(canon)) if text else None


def _write(canon: Canon, pointed: Pointed, held: AtHand | None) -> str:
    universe = canon.universe
    if pointed.code:
        return code_page(pointed.code)
    if pointed.ref is not None:
        show = show_of(universe, pointed)
        if pointed.ref.scene:
            scene = universe.find_scene(pointed.ref, show)
            return scene_page(canon, scene, full=False) if scene is not None else ""
        episode = universe.find_episode(pointed.ref, show)
        return episode_page(canon, episode) if episode is not None else ""
    scene = pointed.scene
    if pointed.naming is None and pointed.statement is not None and scene is not None:
        return statement_page(canon, scene, pointed.statement, held)
    if pointed.heading and scene is not None:
        return scene_page(canon, scene)
    entities = [universe.entities[key] for key in pointed.keys if key in universe.entities]
    pages = [_entity_page(canon, entity, scene, pointed.span.start, held) for entity in entities[:3]]
    if len(entities) > 1 and pointed.naming is not None and pointed.span.text and not _joined(pointed, entities):
        pages.insert(0, "This name could mean any of these:")
    return "\n\n".join(pages)


def _joined(pointed: Pointed, entities: list[Entity]) -> bool:
    """Whether it is a cue of several people, and not a name that several go by."""
    return pointed.scene is not None and any(
        {entity.key for entity in entities} <= set(speech.people) for speech in pointed.scene.speeches
    )


def _entity_page(canon: Canon, entity: Entity, scene: Scene | None, offset: int, held: AtHand | None) -> str:
    if entity.kind in _BEINGS:
        return person_page(canon, entity, scene, offset, held)
    if entity.kind is EntryKind.SECRET:
        return secret_page(canon, entity, scene, offset, held)
    return thing_page(canon, entity, scene, offset, held)


def _asks_minds(canon: Canon, pointed: Pointed) -> bool:
    """Whether minds would tell more here."""
    if pointed.statement is not None and pointed.naming is None:
        return not pointed.code and pointed.ref is None
    entities = canon.universe.entities
    return any(entities[key].kind in _BEINGS | {EntryKind.SECRET} for key in pointed.keys if key in entities)
