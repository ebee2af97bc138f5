"""What a show owes its viewers: storylines without an end, setups without a payoff, secrets and things left with it."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.model import EntryKind
from fabula.change.hardness import stage_words
from fabula.change.rehoming.cast import own_people, people_in
from fabula.change.rehoming.ends import LooseEnd, What, is_to_be_made
from fabula.rules.references import find_entity_uses
from fabula.rules.setups import find_promises, pays
from fabula.rules.storylines import Storyline, find_storylines, goes_on_in
from fabula.story.canon import Canon
from fabula.story.minds.ask import Asking
from fabula.story.minds.events import Matter
from fabula.story.minds.holders import Holder, Spread, trace_secret
from fabula.story.minds.log import Stand
from fabula.story.minds.points import end_of_story
from fabula.story.minds.sayings import find_sayings
from fabula.story.minds.topics import Topic
from fabula.story.model import Change
from fabula.universe.model import Entity, Scene, Show

__all__ = ["find_open_secrets", "find_open_setups", "find_open_storylines", "find_open_things"]


def find_open_storylines(canon: Canon, show: Show) -> Iterator[LooseEnd]:
    """The storylines that a show tells, or owns, that do not end in what will be made and that nobody goes on with."""
    for storyline in find_storylines(canon.universe):
        last = storyline.last_in(show)
        owned = storyline.entity is not None and storyline.entity.owner == show.id and not storyline.scenes
        made = [scene for scene, _ in storyline.ends if is_to_be_made(scene.episode, show)]
        if made or not (last or owned) or (last and goes_on_in(canon, storyline, show) is not None):
            continue
        yield _storyline(canon, show, storyline)


def _storyline(canon: Canon, show: Show, storyline: Storyline) -> LooseEnd:
    entity = storyline.entity
    letter = entity.value("letter") if entity is not None else None
    name = f"{storyline.name} ({letter.text.strip()})" if letter is not None and letter.text.strip() else storyline.name
    key = entity.key if entity is not None else ""
    last = storyline.last_in(show)
    if last is None:
        assert entity is not None
        return LooseEnd(What.STORYLINE, name, key, "planned in the bible, and told in no scene yet", entity.span)
    scene, span = last
    words = f"told last in {scene.name}, {stage_words(scene.episode.status)}"
    if storyline.ends:
        end = storyline.ends[0][0]
        words = f"it ends in {end.name}, which is {stage_words(end.episode.status)} and not to be made"
    scenes = tuple(one for one, _ in storyline.scenes if one.episode.show is show)
    return LooseEnd(What.STORYLINE, name, key, words, span, scene, scenes, people_in(canon, scenes))


def find_open_setups(canon: Canon, show: Show) -> Iterator[LooseEnd]:
    """What a show sets up and nothing that will be made pays off."""
    for promise in find_promises(canon.universe):
        open_ = [
            setup
            for setup in promise.setups
            if setup.show is show
            and not any(pays(setup, p) and is_to_be_made(p.scene.episode, show) for p in promise.payoffs)
        ]
        if open_:
            scenes = tuple(setup.scene for setup in open_)
            unmade = [p.scene for p in promise.payoffs if any(pays(setup, p) for setup in open_)]
            words = f"set up in {scenes[0].name}, and not paid off"
            if unmade:
                status = stage_words(unmade[0].episode.status)
                words = f"set up in {scenes[0].name}; its payoff in {unmade[0].name} is {status} and not to be made"
            yield LooseEnd(
                What.SETUP, promise.name.strip("“”"), promise.key, words, open_[0].span, scenes[0], scenes,
                people_in(canon, scenes),
            )  # fmt: skip


def find_open_secrets(canon: Canon, show: Show) -> Iterator[LooseEnd]:
    """The secrets that a show's scenes speak of and that only its own people hold at the end, or nobody alive."""
    spoken = _secret_scenes(canon, show)
    if not spoken:
        return
    asking, end, own = Asking(canon), end_of_story(canon), own_people(canon, show)
    for key in sorted(spoken):
        name = canon.universe.name(key)
        spread = trace_secret(asking, Topic(Matter("secret", key), "yes", text=name), end)
        living = [holder.person for holder in spread.holders if not asking.is_dead(holder.person, end)]
        if set(living) <= own:
            scenes = tuple(spoken[key])
            words = "nobody alive holds it"
            if living:
                words = f"only {_names(canon, living)} {'holds' if len(living) == 1 else 'hold'} it"
            entity = canon.universe.entities[key]
            yield LooseEnd(
                What.SECRET, name, key, words, entity.span, scenes[-1], scenes,
                tuple(living) or people_in(canon, scenes), tuple(_waiting(canon, spread)),
            )  # fmt: skip


def _secret_scenes(canon: Canon, show: Show) -> dict[str, list[Scene]]:
    """The scenes of a show that speak of each secret, in notes or by its phrases, in the order of telling."""
    found: dict[str, dict[int, Scene]] = {}
    for scene, _, _, entity in find_entity_uses(canon.universe):
        if entity.kind is EntryKind.SECRET and entity.declared and scene.episode.show is show:
            found.setdefault(entity.key, {})[scene.order] = scene
    for scene, sayings in find_sayings(canon.universe).items():
        for saying in sayings if scene.episode.show is show else ():
            found.setdefault(saying.secret, {})[scene.order] = scene
    return {key: [scenes[order] for order in sorted(scenes)] for key, scenes in found.items()}


def _waiting(canon: Canon, spread: Spread) -> Iterator[str]:
    """Who waits for a secret to come out."""
    if spread.audience is None or spread.audience.stand is not Stand.KNOWS:
        yield "the audience has not been told"
    else:
        yield f"the audience knows it{_since(spread.audience)}"
    if spread.suspecting:
        yield f"{_names(canon, spread.suspecting)} suspect{'s' if len(spread.suspecting) == 1 else ''} it"
    wrong = [holder.person for holder in spread.others]
    if wrong:
        yield f"{_names(canon, wrong)} {'is' if len(wrong) == 1 else 'are'} wrong about it"
    if spread.forgotten:
        lost = [holder.person for holder in spread.forgotten]
        yield f"{_names(canon, lost)} {'has' if len(lost) == 1 else 'have'} forgotten it"


def _since(holder: Holder) -> str:
    scene = holder.link.happening.scene if holder.link is not None else None
    return f" since {scene.name}" if scene is not None else ""


def find_open_things(canon: Canon, show: Show) -> Iterator[LooseEnd]:
    """The things that a show's scenes had last and that are lost, left somewhere, or in the hands of its own people."""
    own = own_people(canon, show)
    for entity in canon.universe.entities.values():
        if entity.kind is EntryKind.THING:
            end = _thing(canon, show, own, entity)
            if end is not None:
                yield end


def _thing(canon: Canon, show: Show, own: frozenset[str], entity: Entity) -> LooseEnd | None:
    changes = sorted(
        (c for attribute in ("holder", "gone") for c in canon.world.changes(entity.key, attribute)),
        key=lambda change: change.moment,
    )
    last = changes[-1] if changes else None
    if last is None or last.scene is None or last.scene.episode.show is not show:
        return None
    words = _whereabouts(canon, own, entity.key)
    if not words:
        return None
    scenes = _scenes(changes, show)
    holders = dict.fromkeys(c.value for c in reversed(changes) if c.attribute == "holder" and c.value)
    waiting = tuple(
        f"{scene.name} speaks of it"
        for scene in _other_scenes(canon, show, entity.key)
        if canon.timeline.rank[scene.order] > last.moment.rank
    )
    return LooseEnd(What.THING, entity.name, entity.key, words, last.span, last.scene, scenes, tuple(holders), waiting)


def _whereabouts(canon: Canon, own: frozenset[str], thing: str) -> str:
    """Where a thing is left that is not in safe hands; empty if it is, or is no more."""
    universe, world = canon.universe, canon.world
    gone, holder, place = (_end(world.changes(thing, attribute)) for attribute in ("gone", "holder", "place"))
    if gone == "destroyed":
        return ""
    if gone:
        return f"it is {gone}"
    if holder:
        return f"{universe.name(holder)} has it" if holder in own else ""
    return f"left {'at ' + universe.place_name(place) if place else 'nobody knows where'}"


def _end(changes: list[Change]) -> str:
    return changes[-1].value if changes else ""


def _scenes(changes: list[Change], show: Show) -> tuple[Scene, ...]:
    found = {c.scene.order: c.scene for c in changes if c.scene is not None and c.scene.episode.show is show}
    return tuple(found[order] for order in sorted(found))


def _other_scenes(canon: Canon, show: Show, key: str) -> list[Scene]:
    found = {
        scene.order: scene
        for scene, _, _, entity in find_entity_uses(canon.universe)
        if entity.key == key and scene.episode.show is not show
    }
    return [found[order] for order in sorted(found)]


def _names(canon: Canon, people: list[str] | tuple[str, ...]) -> str:
    names = [canon.universe.name(person) for person in people]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
