"""What is told of a person or a cover: who they are, what is in their mind, what they carry, who is with them."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.model import EntryKind
from fabula.lsp.pages.words import bold, few, first_sentence, page, plain, said_scene
from fabula.lsp.warm import AtHand, point_of
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.contents import Item, Subject, read_matters
from fabula.story.minds.log import Stand
from fabula.story.minds.matters import identity_of
from fabula.story.minds.points import Point
from fabula.story.minds.poses import covers_in
from fabula.story.model import Change, Hold, Manner, Moment, Presence
from fabula.universe.model import Entity, Nature, Scene

__all__ = ["person_page", "present_words"]

_APART = {
    Manner.VOICE: "voice only",
    Manner.OFF_SCREEN: "off screen",
    Manner.PHONE: "on the phone",
    Manner.UNSEEN: "unseen by the others",
    Manner.LISTENING: "listening in",
    Manner.ABSENT: "not here",
}


def person_page(canon: Canon, entity: Entity, scene: Scene | None, offset: int, held: AtHand | None) -> str:
    """A person or cover at an offset of a scene; at the end of the story, if there is no scene."""
    return _Page(canon, entity, scene, offset, held).write()


class _Page:
    """One hover on somebody."""

    def __init__(self, canon: Canon, entity: Entity, scene: Scene | None, offset: int, held: AtHand | None) -> None:
        self.canon, self.universe, self.scene, self.held = canon, canon.universe, scene, held
        self.entity = entity
        self.body = body_of(canon.universe, entity.key)
        self.moment = canon.moment(scene, offset) if scene is not None else Moment(len(canon.timeline.order), 0)
        self.point = point_of(held, scene, offset) if held is not None else None

    def write(self) -> str:
        lines = [*self._cover(), *self._life()]
        if self.held is not None and self.point is not None and self.universe.entities[self.body].nature == "person":
            lines += self._mind(self.held, self.point)
        lines += [*self._things(), *self._marks(), *self._place(), *self._groups(), *self._work()]
        return page(self._head(), [*lines, first_sentence(self.entity.entry)])

    def _name(self, key: str) -> str:
        return plain(self.universe.name(key))

    def _head(self) -> str:
        head = bold(self.entity.name)
        if self.entity.kind is EntryKind.COVER:
            head += (
                f", a cover of {bold(self.universe.name(self.body))}" if self.body != self.entity.key else ", a cover"
            )
        elif self.entity.nature is not Nature.PERSON:
            head += f", {'an office' if self.entity.nature is Nature.OFFICE else 'a kind of people'}"
        if not self.entity.declared and self.universe.has_bible:
            head += ", not in the bible"
        here = self._presence(self.body) if self.scene is not None else None
        if here is not None and here.manner in _APART:
            head += f" · {_APART[here.manner]}"
        return head

    def _presence(self, person: str) -> Presence | None:
        """How somebody is in the scene at this moment; if not now, at another one."""
        assert self.scene is not None
        found = [p for p in self.canon.presences.by_scene[self.scene.order] if p.person == person]
        at = self.moment.offset
        return min(found, key=lambda p: (not p.start <= at <= p.end, -p.hold), default=None)

    def _since(self, change: Change) -> str:
        return f"since {said_scene(change.scene, self.scene)}"

    def _cover(self) -> Iterator[str]:
        """Under which name they go here, and who is taken in by it."""
        if self.scene is None:
            covers = [e for e in self.universe.entities.values() if e.kind is EntryKind.COVER and e.parent == self.body]
            if covers and self.entity.kind is not EntryKind.COVER:
                yield f"goes by {few([self._name(cover.key) for cover in covers])} as well"
            return
        shown = covers_in(self.universe, self.scene).get(self.body, "")
        posing = self.canon.world.last(self.body, "cover", self.moment)
        if not shown and posing is not None:
            shown = posing.value
        if not shown or shown == self.body:
            return
        since = f" {self._since(posing)}" if posing is not None and posing.value == shown else ""
        if shown != self.entity.key:
            yield f"under cover as {bold(self.universe.name(shown))}{since}"
        elif since:
            yield f"poses so{since}"
        if self.held is None or self.point is None:
            return
        asking, matter = self.held.asking, identity_of(self.universe, shown)
        if asking.value((self.body,), matter, self.point) != "yes":
            yield f"does not know to be anybody but {self._name(shown)}"
        held = {person: asking.value((person,), matter, self.point) for person in self._others()}
        fooled = [self._name(person) for person, value in held.items() if value == "no"]
        knowing = [self._name(person) for person, value in held.items() if value == "yes"]
        if fooled:
            yield f"{few(fooled)} {'takes' if len(fooled) == 1 else 'take'} them for {self._name(shown)}"
        if knowing:
            yield f"{few(knowing)} {'knows' if len(knowing) == 1 else 'know'} who it is"

    def _others(self) -> list[str]:
        """Those with a mind who are in the scene as well."""
        assert self.scene is not None
        people = dict.fromkeys(p.person for p in self.canon.presences.by_scene[self.scene.order] if p.manner in _PARTY)
        return [person for person in people if person != self.body and person in self.canon.presences.by_person]

    def _life(self) -> Iterator[str]:
        change = self.canon.world.last(self.body, "alive", self.moment)
        if change is not None and change.value == "no":
            yield f"**dead** {self._since(change)}"

    def _mind(self, held: AtHand, point: Point) -> Iterator[str]:
        """What they believe wrongly, have forgotten, and know of what matters."""
        items = [
            item
            for item in read_matters(held.asking, self.body, point, held.matters)
            if item.matter.kind != "identity" or item.matter.detail != self.body
        ]
        for item in [item for item in items if item.stand is Stand.WRONG][:4]:
            really = plain(held.asking.phrases.so(item.matter, item.really)) if item.really else ""
            yield f"**wrongly believes** {self._told(item)}{f'; really, {really}' if really else ''}"
        lost = [self._told(item) for item in items if item.stand is Stand.FORGOTTEN]
        if lost:
            yield f"**has forgotten** {few(lost)}"
        unaware = [
            plain(item.words) for item in items if item.stand is Stand.UNAWARE and item.subject is Subject.DEATHS
        ]
        if unaware:
            yield f"does not know {few(unaware, 2)}"
        known = [i for i in items if i.stand is Stand.KNOWS and i.subject in (Subject.SECRETS, Subject.IDENTITIES)]
        if known:
            # What they came to know last is what the room asks for.
            known.sort(key=lambda item: -item.link.number if item.link is not None else 0)
            yield f"knows {few([self._told(item) for item in known])}"

    def _told(self, item: Item) -> str:
        """An item with the scene that it rests on; what the bible gives needs none."""
        happening = item.link.happening if item.link is not None else None
        scene = happening.scene if happening is not None else None
        return f"{plain(item.words)} ({said_scene(scene, self.scene)})" if scene is not None else plain(item.words)

    def _things(self) -> Iterator[str]:
        things: list[str] = []
        for subject, attribute in self.canon.world.log:
            if attribute == "holder":
                change = self.canon.world.last(subject, attribute, self.moment)
                if change is not None and change.value == self.body:
                    since = f" ({self._since(change)})" if change.scene is not None else ""
                    things.append(f"{self._name(subject)}{since}")
        if things:
            yield f"carries {few(sorted(things))}"

    def _marks(self) -> Iterator[str]:
        """What can be seen of them: eyes, wounds; not when they were born."""
        marks: list[str] = []
        for subject, attribute in self.canon.world.log:
            if subject == self.body and attribute.startswith("is:") and attribute != "is:born":
                change = self.canon.world.last(subject, attribute, self.moment)
                if change is not None and change.value:
                    since = f" ({self._since(change)})" if change.scene is not None else ""
                    marks.append(f"{plain(attribute.removeprefix('is:'))}: {plain(change.value)}{since}")
        yield few(sorted(marks))

    def _place(self) -> Iterator[str]:
        if self.scene is None:
            return
        change = self.canon.world.last(self.body, "place", Moment(self.moment.rank, self.moment.offset + 1))
        others = present_words(self.canon, self.scene, self.body)
        where = f"in {plain(self.universe.place_name(change.value))}" if change is not None and change.value else ""
        if change is not None and where:
            where += f" {self._since(change)}" if change.scene is not self.scene else ""
        together = f"with {others}" if others else "alone"
        here = self._presence(self.body)
        there = here is not None and here.manner in _PARTY
        yield "; ".join(part for part in (where, together if there else "") if part)

    def _groups(self) -> Iterator[str]:
        groups = [
            self._name(attribute.partition(":")[2])
            for subject, attribute in self.canon.world.log
            if subject == self.body and attribute.startswith("member:")
            if self.canon.world.value(subject, attribute, self.moment) == "yes"
        ]
        if groups:
            yield f"belongs to {few(sorted(groups))}"

    def _work(self) -> Iterator[str]:
        """For the bible: in how many scenes they are, and the first and last of them."""
        if self.scene is not None:
            return
        told = sorted((p.scene for p in self.canon.presences.by_person.get(self.body, ())), key=lambda s: s.order)
        scenes = list(dict.fromkeys(told))
        if len(scenes) == 1:
            yield f"in one scene: {said_scene(scenes[0])}"
        elif scenes:
            yield f"in {len(scenes)} scenes, from {said_scene(scenes[0])} to {said_scene(scenes[-1])}"


_PARTY = frozenset({Manner.HERE, Manner.OFF_SCREEN, Manner.PHONE, Manner.UNSEEN, Manner.LISTENING})


def present_words(canon: Canon, scene: Scene, but: str = "") -> str:
    """Who takes part in a scene, in the order in which they do: "Nadia, Bernard (on the phone) and June"."""
    found: dict[str, str] = {}
    for presence in sorted(canon.presences.by_scene[scene.order], key=lambda p: (p.start, p.span.start, p.person)):
        if presence.person == but or presence.manner not in _PARTY:
            continue
        manner = _APART.get(presence.manner, "")
        if presence.hold is Hold.INFERRED:
            manner = "only named"
        name = plain(canon.universe.name(presence.person))
        found.setdefault(presence.person, f"{name} ({manner})" if manner else name)
    return few(list(found.values()), 6)
