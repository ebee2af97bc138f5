"""By which ways somebody can have come to a name or a secret, and what those ways are worth."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from fabula.finding import Certainty, Related, Step
from fabula.rules.certainty import kept_order_certainty
from fabula.rules.knowledge.utterances import firmly_there
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.minds.engine import Belief
from fabula.story.minds.events import UNKNOWN, Matter
from fabula.story.minds.judge import kept_secrets
from fabula.story.minds.log import Happening
from fabula.story.minds.occasion import names_in
from fabula.story.minds.paths import happening_step, speaker_of
from fabula.universe.model import Scene, Show

__all__ = [
    "feeding_shows",
    "has_origin",
    "is_firm",
    "later_certainty",
    "matters_behind",
    "names_of",
    "takes_in",
    "ways_to",
    "where_revealed",
]

_STATED = frozenset({"seen", "said", "left", "missed", "poses-as"})
"""Kinds of happenings that follow from the script; all others are stated in a note or in the bible."""


def matters_behind(canon: Canon, matter: Matter, person: str) -> list[Matter]:
    """What lets somebody say a name: that they have met with it, that they know the secret, or belong to the group."""
    subject = matter.subject
    found = [matter, Matter("heard", subject), Matter("member", person, subject)]
    if subject.startswith("secrets/"):
        found.append(Matter("secret", subject))
        found += [fact for fact, _ in kept_secrets(canon).get(subject, ())]
    return list(dict.fromkeys(found))


def ways_to(canon: Canon, person: str, matters: Iterable[Matter], at: int) -> Iterator[Belief]:
    """Every event by which somebody has come to one of these matters after ``at`` events, and has not forgotten.

    Saying a name teaches nobody that name: those who say it themselves are left out.
    """
    log = canon.minds
    for matter in matters:
        for belief in log.minds.beliefs((person,), matter, at):
            if belief.value == UNKNOWN:
                break
            said = log.happenings[belief.event].kind == "said"
            if not (said and speaker_of(canon.universe, log, belief.event) == person):
                yield belief


def has_origin(canon: Canon, matters: Iterable[Matter], before: int | None = None) -> bool:
    """Whether a note or the bible says of anybody that they know: else whoever says it first is where it comes from."""
    log = canon.minds
    wanted = set(matters)
    for happening, event in zip(log.happenings[:before], log.minds.events, strict=False):
        if happening.kind not in _STATED:
            taken = (post.matter for node in event.nodes if node.view for post in node.post)
            if not wanted.isdisjoint(taken):
                return True
    return False


def takes_in(canon: Canon, person: str, number: int, wanted: Collection[Matter]) -> bool:
    """Whether somebody takes in one of some matters in an event, or a name that is asked for with what they are told.

    Who says it themselves takes nothing in.
    """
    names = {matter.subject for matter in wanted if matter.kind == "heard"}
    taken = [post for node in canon.minds.minds.events[number].nodes if person in node.view for post in node.post]
    if any(post.matter in wanted for post in taken) or (names and not names.isdisjoint(names_in(taken))):
        return speaker_of(canon.universe, canon.minds, number) != person
    return False


def is_firm(canon: Canon, person: str, happening: Happening) -> bool:
    """Whether it is sure that somebody took part in an event: stated, or seen there by more than their name."""
    if happening.scene is None or happening.kind not in _STATED:
        return True
    return firmly_there(canon, person, happening.scene, happening.moment.offset)


def later_certainty(canon: Canon, person: str, matters: Iterable[Matter], scene: Scene, at: int) -> Certainty:
    """How sure it is that somebody has not yet learned what they learn only after ``at`` events.

    Certain if they never do; else as sure as that the scene comes before the one in which they do.
    """
    log = canon.minds
    wanted = set(matters)
    for number in range(at, len(log.happenings)):
        happening = log.happenings[number]
        if happening.scene is None or happening.scene is scene:
            continue
        if takes_in(canon, person, number, wanted):
            return kept_order_certainty(canon, scene, happening.scene)
    return Certainty.CERTAIN


def where_revealed(
    canon: Canon, person: str, matters: Iterable[Matter], but: Span, at: int | None = None
) -> tuple[tuple[Related, ...], tuple[Step, ...]]:
    """Where others say or learn it, and who is there: at most three places, and the same as steps of evidence.

    Where ``at`` is given and the person takes it in after so many events, too late, that place comes first.
    """
    log, name = canon.minds, canon.universe.name
    wanted = dict.fromkeys(matters)
    related: list[Related] = []
    steps: list[Step] = []
    late = _learnt_late(canon, person, list(wanted), at) if at is not None else None
    if late is not None:
        scene, step = late
        related.append(Related(step.span, f"{name(person)} learns it only here, in {scene.name}"))
        steps.append(step)
    for number, happening in enumerate(log.happenings):
        if happening.scene is None or happening.kind == "seen" or happening.span.start == but.start:
            continue
        nodes = log.minds.events[number].nodes
        matter = next((post.matter for node in nodes for post in node.post if post.matter in wanted), None)
        if matter is None:
            continue
        people = sorted({one for node in nodes for one in node.view})
        if person in people:
            continue
        step = happening_step(canon.universe, log, number, people[0] if people else "", matter)
        if any(abs(one.span.start - step.span.start) < 2 and one.span.path == step.span.path for one in related):
            continue
        there = f"{names_of(canon, people)} {'is' if len(people) == 1 else 'are'} there, " if people else ""
        related.append(Related(step.span, f"it is revealed in {happening.scene.name}: {there}{name(person)} is not"))
        steps.append(step)
        if len(related) == 3:
            break
    return tuple(related), tuple(steps)


def _learnt_late(canon: Canon, person: str, wanted: Sequence[Matter], at: int) -> tuple[Scene, Step] | None:
    """The first scene after ``at`` events in which somebody takes it in, with the event."""
    log = canon.minds
    for number in range(at, len(log.happenings)):
        scene = log.happenings[number].scene
        if scene is not None and takes_in(canon, person, number, wanted):
            posts = [post.matter for node in log.minds.events[number].nodes for post in node.post]
            matter = next((one for one in posts if one in wanted), wanted[0])
            return scene, happening_step(canon.universe, log, number, person, matter)
    return None


def names_of(canon: Canon, people: Iterable[str], most: int = 4) -> str:
    """People as a list in words: "Mason Kane, Nadia Sinh and 2 others"."""
    names = [canon.universe.name(person) for person in people]
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} others"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def feeding_shows(canon: Canon, show: Show) -> frozenset[str]:
    """The shows whose knowledge can reach a show: itself, those that feed it, and those that feed them."""
    found = {show.id}
    queue = [show.id]
    while queue:
        wanted = queue.pop()
        for other in canon.universe.shows.values():
            if wanted in other.feeds and other.id not in found:
                found.add(other.id)
                queue.append(other.id)
    return frozenset(found)
