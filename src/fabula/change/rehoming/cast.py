"""The people of a show: whose they are, where they are seen, and how the show leaves them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from fabula.bible.model import EntryKind
from fabula.change.rehoming.ends import LooseEnd, What
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.judge import kept_minded
from fabula.story.model import Change, Hold, Manner
from fabula.universe.model import Scene, Show

__all__ = ["find_left_people", "own_people", "people_in", "scenes_of"]

_WOUNDS: Final = frozenset({"wound", "wounds", "injury", "injuries", "illness", "captor"})
_WELL: Final = frozenset({"healed", "none", "gone", "no", "cured", "nobody", "well"})
_LEFT: Final = frozenset({"goes-to", "departs"})


def own_people(canon: Canon, show: Show) -> frozenset[str]:
    """The people who belong to a show: by their entries, and those without one whom no other show shows."""
    return frozenset(person for person in kept_minded(canon) if _is_own(canon, person, show))


def _is_own(canon: Canon, person: str, show: Show) -> bool:
    entity = canon.universe.entities.get(person)
    if entity is None or entity.kind is not EntryKind.PERSON:
        return False
    if entity.declared:
        return entity.owner == show.id
    shows = {scene.episode.show.id for scene in scenes_of(canon, person)}
    return shows == {show.id}


def scenes_of(canon: Canon, person: str, show: Show | None = None) -> list[Scene]:
    """The scenes that somebody is firmly in, in the order of telling; of one show, if one is given."""
    found = {
        presence.scene.order: presence.scene
        for presence in canon.presences.by_person.get(person, ())
        if presence.hold >= Hold.STATED and presence.manner not in {Manner.ABSENT, Manner.VOICE}
    }
    return [found[order] for order in sorted(found) if show is None or found[order].episode.show is show]


def people_in(canon: Canon, scenes: Iterable[Scene]) -> tuple[str, ...]:
    """The living who are firmly in some scenes, who are in most of them first.

    Where there is a bible, who is not in it is a bit part.
    """
    minds = kept_minded(canon)
    if canon.universe.has_bible:
        minds = frozenset(person for person in minds if canon.universe.entities[person].declared)
    found = Counter(
        presence.person
        for scene in scenes
        for presence in canon.presences.by_scene[scene.order]
        if presence.person in minds and presence.hold >= Hold.STATED and presence.manner is not Manner.ABSENT
    )
    living = (person for person in found if _value(canon, person, "alive") != "no")
    return tuple(sorted(living, key=lambda person: (-found[person], person)))


def find_left_people(canon: Canon, show: Show) -> Iterator[LooseEnd]:
    """The living whom a show leaves on their way, under a cover, without their memory, or hurt; each with all of it.

    They are its own people, and those of other shows who were last seen in it and to whom it happened there.
    """
    wiped = _wiped(canon)
    paths = {episode.script.source.path for episode in show.episodes}
    own = own_people(canon, show)
    for person in sorted(kept_minded(canon)):
        scenes = scenes_of(canon, person)
        last = max(scenes, key=lambda scene: canon.timeline.rank[scene.order], default=None)
        if last is None or (person not in own and last.episode.show is not show):
            continue
        if _value(canon, person, "alive") == "no":
            continue
        found = list(_left(canon, person, last, wiped))
        if person not in own:  # what others have done to a guest is theirs to mend
            found = [item for item in found if item[1].path in paths]
        if found:
            mine = tuple(scenes_of(canon, person, show))
            words, span = ", ".join(words for words, _ in found), found[0][1]
            yield LooseEnd(What.PERSON, canon.universe.name(person), person, words, span, last, mine, (person,))


def _left(canon: Canon, person: str, last: Scene, wiped: dict[str, tuple[Scene, Span]]) -> Iterator[tuple[str, Span]]:
    """In what somebody is left, as clauses with their places."""
    universe = canon.universe
    way = _last(canon, person, "place")
    if way is not None and way.form in _LEFT and way.scene is last:
        to = universe.place_name(way.value) if way.value else ""
        yield f"on the way to {to}" if to else "gone, and not there yet wherever they go", way.span
    cover = _last(canon, person, "cover")
    if cover is not None and cover.value and cover.value in canon.minds.shown.get(last, {}).values():
        yield f"under the cover of {universe.name(cover.value)}", cover.span
    if person in wiped:
        scene, span = wiped[person]
        yield f"without the memory that was lost in {scene.name}", span
    for attribute, changes in canon.world.about(person):
        name = attribute.removeprefix("is:")
        if attribute.startswith("is:") and name in _WOUNDS and changes[-1].value.strip().lower() not in _WELL:
            yield f"with {name}: {changes[-1].value}", changes[-1].span


def _wiped(canon: Canon) -> dict[str, tuple[Scene, Span]]:
    """Those who have lost their memory, or a part of it, and have not got all of it back."""
    found: dict[str, tuple[Scene, Span]] = {}
    for scene, statement in canon.stated("forgets-everything", "remembers-everything"):
        for name in statement.names("person"):
            person = body_of(canon.universe, name.key)
            if statement.form == "forgets-everything":
                found[person] = scene, statement.span
            elif not any(statement.get(slot) for slot in ("about", "since", "until")):
                found.pop(person, None)
    return found


def _last(canon: Canon, subject: str, attribute: str) -> Change | None:
    changes = canon.world.changes(subject, attribute)
    return changes[-1] if changes else None


def _value(canon: Canon, subject: str, attribute: str) -> str:
    change = _last(canon, subject, attribute)
    return change.value if change is not None else ""
