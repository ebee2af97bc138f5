"""What the owner of an entry says to a change by another show: ``grants`` and ``refuses`` in the entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fabula.bible.canon import read_scene_name
from fabula.bible.statements import SceneName
from fabula.source import Span
from fabula.universe.model import Entity, Scene

__all__ = ["EntryAnswer", "answer_to", "read_answers"]


@dataclass(frozen=True, slots=True)
class EntryAnswer:
    """One answer in an entry. ``ref`` is the scene or episode that it names, None if it names none."""

    granted: bool
    text: str
    span: Span
    reason: str
    ref: SceneName | None

    def names(self, scene: Scene) -> bool:
        """Whether it is about a scene, or about the whole of its episode."""
        ref = self.ref
        if ref is None:
            return False
        key = f"{ref.show}/s{ref.season:02}e{ref.episode:02}"
        return scene.key == f"{key}/{ref.scene}".lower() if ref.scene else scene.episode.key == key


def read_answers(entity: Entity) -> Iterator[EntryAnswer]:
    """The answers that an entry gives, in the order of the fields: as pairs of scene and reason, or as a plain list."""
    for field in ("grants", "refuses"):
        value = entity.value(field)
        if value is None:
            continue
        if isinstance(value.value, Mapping):
            for text, reason in value.value.items():
                span = reason.key or reason.span
                yield EntryAnswer(field == "grants", text, span, reason.text.strip(), read_scene_name(text, span))
        else:
            for item in value.items:
                text = item.text.strip()
                yield EntryAnswer(field == "grants", text, item.span, "", read_scene_name(text, item.span))


def answer_to(answers: Iterable[EntryAnswer], scene: Scene) -> EntryAnswer | None:
    """The answer that counts for a scene: what names the scene before what names its episode, a no before a yes."""
    found = [answer for answer in answers if answer.names(scene)]
    return min(found, key=_weight, default=None)


def _weight(answer: EntryAnswer) -> tuple[bool, bool]:
    return answer.ref is None or not answer.ref.scene, answer.granted
