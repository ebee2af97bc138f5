"""W101 dead-acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.bible.model import EntryKind
from fabula.finding import Certainty, Finding, Level, Related
from fabula.rules.blame import scene_is_wrong
from fabula.rules.contradiction import Contradiction, others, stands_at
from fabula.rules.registry import Rule
from fabula.rules.retcons import find_retcons
from fabula.rules.runs import first_of_run
from fabula.rules.told_deaths import find_told_deaths
from fabula.script.model import Kind
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.given import given_time
from fabula.story.model import Change, Hold, Manner, Mode, Moment, Presence, World
from fabula.universe.model import Nature, Scene, Speech, Voice

__all__ = ["DeadActs"]

_HAPPENS = frozenset({Kind.ACTION, Kind.CUE, Kind.LYRICS})
_BODILY = frozenset({Voice.ROOM, Voice.OFF_SCREEN})
_HELP = (
    "take {name} out of the scene, mark it as a flashback, a dream or (V.O.), or write `{name} returns` where that "
    "happens"
)


class DeadActs(Rule):
    """Somebody who is dead speaks or is present.

    ## What it checks
    A person who has died by the bible or by a note (`Mason dies`, `Nadia kills Mason`) has a cue, or is stated to be
    present, in a scene that happens later, with no `Mason returns` in between. Flashbacks happen earlier and are
    fine. So are dreams, tales that somebody tells, voice-overs, and offices and classes (a High Priest, a guard),
    which many bodies can fill. A name in the action lines alone is never enough: it may be a photograph.

    The finding stands at the first such scene and counts the later ones. A scene that somebody is only stated to
    be in (`with Mason`, a cast tag) is *likely* at most, since a body can be tagged as well. Speaking after the
    note of one's death within the same scene is *likely*. Where no note and no bible says whether somebody lives, a
    sentence of the action such as "Mason dies." is taken for a death; a later cue is only *possible* then.

    ## Why it matters
    It is the mistake that every viewer sees. It mostly comes from a rewrite that moves a death, or from another
    show that did not hear of it.

    ## Example
        INT. CHAPEL - NIGHT
        Grace falls. [[canon: Grace dies]]

        INT. HARBOUR - NEXT MORNING
        GRACE
        You are late.

    ## What to do
    Take the person out of the scene, or mark it as what it is (a flashback, a dream, `(V.O.)`). If they have come
    back, write `[[canon: Grace returns]]` where they do, or `returns:` in the bible. If the room changes its mind
    about a released death, say so openly: `[[canon: retcons S01E03/12: she wore a vest]]`.
    """

    code = "W101"
    name = "dead-acts"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "presences", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each death that somebody outlives, or two where each side is wrong somewhere."""
        retcons = find_retcons(canon.universe)
        for (person, attribute), changes in canon.world.log.items():
            entity = canon.universe.entities.get(person)
            if attribute != "alive" or entity is None or entity.kind is not EntryKind.PERSON:
                continue
            if entity.nature is Nature.PERSON and any(change.value == "no" for change in changes):
                yield from self._outlived(canon, person, changes, retcons)
                yield from self._last_words(canon, person, changes)
        for person, death in find_told_deaths(canon).items():
            entity = canon.universe.entities[person]
            if entity.kind is EntryKind.PERSON and entity.nature is Nature.PERSON:
                yield from self._outlived(canon, person, [death], retcons)

    def _outlived(
        self, canon: Canon, person: str, changes: list[Change], retcons: dict[tuple[str, str], str]
    ) -> Iterator[Finding]:
        groups: dict[tuple[Change, bool], list[Presence]] = {}
        undone: set[Change] = set()
        taken_back = [change for change in changes if change.form == "retcons"]
        changes = [change for change in changes if change.form != "retcons"]
        for presence, death in _after_death(canon, person, changes):
            scene = presence.scene
            rank = canon.timeline.rank[scene.order]
            if death in undone or any(death.moment < back.moment and back.moment.rank < rank for back in taken_back):
                continue
            if death.scene is not None and (scene.key, death.scene.key) in retcons:
                undone.add(death)
                yield self._finding(canon, person, death, [presence])
            else:
                wrong = scene_is_wrong(death, scene)
                groups.setdefault((death, wrong), []).append(presence)
        for (death, _), presences in groups.items():
            yield self._finding(canon, person, death, presences)

    def _finding(self, canon: Canon, person: str, death: Change, presences: list[Presence]) -> Finding:
        first = presences[0]
        name = canon.universe.name(person)
        does = "speaks" if first.hold is Hold.CUE else "is present"
        told = death.form == "action"
        died = f"{'dies' if told else 'died'} {stands_at(death)}" if death.scene is not None else "is dead by the bible"
        more = others(len({p.scene.order for p in presences}) - 1)
        most = Certainty.LIKELY if first.hold is not Hold.CUE or first.manner is Manner.PHONE else Certainty.CERTAIN
        if told:
            most = Certainty.POSSIBLE
        return Contradiction(
            before=death,
            scene=first.scene,
            span=first.span,
            now=f"{name} {does} here{more}, but {died}",
            then=f"{name} dies here, but {does} later in {first.scene.name}{more}, which is "
            f"{first.scene.episode.status}",
            seen=f"{name} {does} here",
            stated=f"{name} dies here" if death.scene is not None else f"the bible says that {name} is dead",
            help=_HELP.format(name=name),
            most=most,
        ).finding(canon, self.code)

    def _last_words(self, canon: Canon, person: str, changes: list[Change]) -> Iterator[Finding]:
        """Speeches after the note of the speaker's death in the same scene."""
        for death, following in zip(changes, [*changes[1:], None], strict=True):
            scene = death.scene
            if death.value != "no" or scene is None or not scene.speeches:
                continue
            last = scene.episode.script.elements[scene.speeches[-1].element].start
            if last <= death.moment.offset or _heads_scene(scene, death.moment.offset):
                continue  # nothing is said behind it; or it speaks of the scene as a whole
            until = scene.written.end
            if following is not None and following.scene is scene and following.value == "yes":
                until = following.moment.offset
            script = scene.episode.script
            for speech in scene.speeches:
                cue = script.elements[speech.element]
                if death.moment.offset < cue.start < until and _says(canon, person, speech):
                    name = canon.universe.name(person)
                    message = f"{name} speaks after having died in the same scene"
                    related = (Related(death.span, f"{name} dies here"),)
                    help_ = "move the note behind the last words, or give the speech to somebody else"
                    yield Finding(self.code, script.span(cue), message, help_, Certainty.LIKELY, related)
                    break


def _after_death(canon: Canon, person: str, changes: list[Change]) -> Iterator[tuple[Presence, Change]]:
    """Where somebody is, bodily or on the phone, while they are dead, in order of happening."""
    life = World({(person, "alive"): changes})
    for presence in canon.presences.by_person.get(person, ()):
        if presence.hold < Hold.STATED or not (presence.manner.in_place or presence.manner is Manner.PHONE):
            continue
        scene = presence.scene
        death = life.last(person, "alive", Moment(canon.timeline.rank[scene.order], scene.written.start))
        if death is None or death.value != "no":
            continue
        if death.form == "action" and presence.hold is not Hold.CUE:
            continue
        if any(change.scene is scene for change in changes):
            continue  # comes back to life in this very scene, or dies once more (W107)
        death = first_of_run(changes, death)
        if canon.timeline.mode[scene.order] is Mode.FLASHBACK and _is_undated(canon, death):
            continue  # dead before the story, and alive in what is remembered
        yield presence, death


def _is_undated(canon: Canon, death: Change) -> bool:
    given = given_time(canon.universe, canon.timeline, death.span, death.span.text) if death.scene is None else None
    return death.scene is None and given is None


def _says(canon: Canon, person: str, speech: Speech) -> bool:
    return speech.voice in _BODILY and any(body_of(canon.universe, key) == person for key in speech.people)


def _heads_scene(scene: Scene, offset: int) -> bool:
    """Whether a note stands before all that happens in the scene, so that it speaks of the scene as a whole."""
    return not any(e.kind in _HAPPENS and e.start < offset and not _is_note(e.text) for e in scene.elements())


def _is_note(text: str) -> bool:
    return text.startswith("[[") and text.endswith("]]")
