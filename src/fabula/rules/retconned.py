"""What retcons undo, fact by fact, and which scenes still show it as it was.

A retcon (``retcons SCENE: REASON``) undoes what the scene it names has told and its own scene tells otherwise. Where
its own scene says nothing of it, and the other one has told just one thing, it is that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from fabula.bible.statements import Statement
from fabula.finding import Certainty
from fabula.rules.certainty import order_certainty
from fabula.rules.claims import TELLING, Claim, Means, agrees_with, attribute_of, claims_of, claims_on
from fabula.rules.retcons import find_retcons, retcon_statements
from fabula.story.canon import Canon
from fabula.story.changes import same_value
from fabula.story.minds.events import Matter
from fabula.story.minds.judge import kept_secrets
from fabula.story.minds.sayings import find_sayings
from fabula.story.model import Change, Hold, Moment
from fabula.universe.model import Episode, Scene

__all__ = ["Affected", "Retcon", "Undone", "find_affected", "find_retconned"]


@dataclass(frozen=True, slots=True)
class Undone:
    """One fact that a retcon undoes: what was told, and what its own scene says instead, None if it says nothing."""

    told: Claim
    now: Claim | None

    @property
    def matter(self) -> Matter:
        """What it is about."""
        return self.told.matter


@dataclass(frozen=True, slots=True)
class Retcon:
    """One retcon with a reason: the scene that makes it, the note, and what it names.

    ``target`` is None where a whole episode is named. ``told`` is what was told there, each matter once.
    """

    scene: Scene
    statement: Statement
    episode: Episode
    target: Scene | None
    told: tuple[Claim, ...]
    undone: tuple[Undone, ...]

    @property
    def reason(self) -> str:
        """Why it was changed."""
        return self.statement.text("reason").strip()

    @property
    def targets(self) -> list[Scene]:
        """The scenes that it undoes."""
        return [self.target] if self.target is not None else self.episode.scenes

    @property
    def name(self) -> str:
        """What it names: "citadel S01E02/14", "citadel S01E02"."""
        return self.target.name if self.target is not None else f"{self.episode.show.id} {self.episode.code}"


@dataclass(frozen=True, slots=True)
class Affected:
    """A scene that still shows what a retcon undoes.

    ``settled`` says how it has been settled, empty if it has not. ``certainty`` is how sure it is that the scene comes
    after what was told.
    """

    retcon: Retcon
    undone: Undone
    scene: Scene
    claims: tuple[Claim, ...]
    certainty: Certainty
    settled: str = ""


def find_retconned(canon: Canon) -> list[Retcon]:
    """Every retcon with a reason and a target that exists, in the order of telling, with what it undoes."""
    key = f"{__name__} retcons"
    if key not in canon.kept:
        canon.kept[key] = [
            _read(canon, scene, statement, episode, target)
            for scene, statement, episode, target in retcon_statements(canon.universe)
            if statement.text("reason").strip()
        ]
    return cast("list[Retcon]", canon.kept[key])


def _read(canon: Canon, scene: Scene, statement: Statement, episode: Episode, target: Scene | None) -> Retcon:
    told: dict[Matter, Claim] = {}
    targets = [target] if target is not None else episode.scenes
    for there in targets:
        if canon.timeline.mode[there.order].happened:
            for claim in claims_of(canon.universe, there):
                if claim.means in TELLING:
                    told[claim.matter] = claim  # what it says last
    now = list(_claims_now(canon, scene)) if told else []
    undone = [
        Undone(claim, new) for claim in told.values() if (new := _against(canon, claim, targets, now)) is not None
    ]
    if not undone and len(told) == 1:
        (only,) = told.values()
        if not any(c.matter == only.matter and agrees_with(canon.universe, c, only.value) for c in now):
            undone = [Undone(only, None)]
    return Retcon(scene, statement, episode, target, tuple(told.values()), tuple(undone))


def _claims_now(canon: Canon, scene: Scene) -> Iterator[Claim]:
    """What the scene of a retcon takes to be so. What it makes so itself goes against nothing that was before."""
    claims = list(claims_of(canon.universe, scene))
    claims += (
        Claim(scene, Matter("alive", presence.person), "yes", Means.ACTS, presence.span)
        for presence in canon.presences.by_scene[scene.order]
        if presence.hold >= Hold.STATED and presence.manner.in_place
    )
    made = {claim.matter for claim in claims if claim.means is Means.CAUSES}
    for claim in claims:
        firm = claim.means is not Means.ACTS or claim.matter.kind == "alive"
        if firm and (claim.means is Means.NEEDS or claim.matter not in made):
            yield claim


def _against(canon: Canon, told: Claim, targets: Iterable[Scene], now: Iterable[Claim]) -> Claim | None:
    """The first claim of a retcon's scene that cannot be if what was told is so."""
    wanted = {told.matter: told.value}
    if told.matter.kind == "secret":
        wanted |= kept_secrets(canon).get(told.matter.subject, ())
    found = (c for c in now if c.matter in wanted and agrees_with(canon.universe, c, wanted[c.matter]) is False)
    claim = next(found, None)
    if claim is None:
        return None
    rank = canon.timeline.rank[claim.scene.order]
    if rank < canon.timeline.rank[told.scene.order]:
        return claim if told.means is not Means.CAUSES else None  # before it was made so, it was not so
    return claim if _Run(canon, told, targets).holds(told.matter, Moment(rank, -1)) else None


def find_affected(canon: Canon) -> list[Affected]:
    """Every scene that still shows what a retcon undoes, in the order of telling; each fact once a scene.

    The scene that is undone and the one that undoes it are not among them, nor are dreams and tales.
    """
    key = f"{__name__} affected"
    if key not in canon.kept:
        found: dict[tuple[str, Matter, str], Affected] = {}
        covered = _covered(canon)
        for retcon in find_retconned(canon):
            for undone in retcon.undone:
                for affected in _affected(canon, retcon, undone, covered):
                    found.setdefault((affected.scene.key, undone.matter, undone.told.value), affected)
        canon.kept[key] = sorted(found.values(), key=lambda one: (one.scene.order, one.claims[0].span.key))
    return cast("list[Affected]", canon.kept[key])


def _covered(canon: Canon) -> dict[str, set[str]]:
    """The scenes that are undone, each with those that undo it."""
    covered: dict[str, set[str]] = {}
    for by, undone in find_retcons(canon.universe):
        covered.setdefault(undone, set()).add(by)
    return covered


def _affected(canon: Canon, retcon: Retcon, undone: Undone, covered: dict[str, set[str]]) -> Iterator[Affected]:
    skipped = {retcon.scene.key, *(scene.key for scene in retcon.targets)}
    run = _Run(canon, undone.told, retcon.targets)
    by_scene: dict[Scene, list[Claim]] = {}
    for claim in _claims_like(canon, undone):
        if (
            claim.scene.key not in skipped
            and canon.timeline.mode[claim.scene.order].happened
            and run.holds(claim.matter, canon.moment(claim.scene, claim.span.start))
        ):
            by_scene.setdefault(claim.scene, []).append(claim)
    for scene, claims in by_scene.items():
        claims.sort(key=lambda claim: claim.span.key)
        certainty = order_certainty(canon.timeline, undone.told.scene, scene)
        if all(claim.means in {Means.SAYS, Means.ACTS} for claim in claims):
            certainty = min(certainty, Certainty.LIKELY)
        yield Affected(retcon, undone, scene, tuple(claims), certainty, _settled(canon, retcon, scene, covered))


def _claims_like(canon: Canon, undone: Undone) -> Iterator[Claim]:
    """The claims of all scenes that go with what was told."""
    told = undone.told
    for claim in claims_on(canon, told.matter):
        if claim.so and agrees_with(canon.universe, claim, told.value):
            yield claim
    if told.matter.kind == "alive" and told.value == "yes":
        for presence in canon.presences.by_person.get(told.matter.subject, ()):
            if presence.hold is Hold.CUE and presence.manner.in_place:
                yield Claim(presence.scene, told.matter, "yes", Means.ACTS, presence.span)
    known = kept_secrets(canon)
    secrets = {told.matter.subject} if told.matter.kind == "secret" and told.value == "yes" else set()
    for secret in tuple(secrets):
        for matter, value in known.get(secret, ()):
            yield from (c for c in claims_on(canon, matter) if c.so and agrees_with(canon.universe, c, value))
    for secret, facts in known.items():
        if (told.matter, told.value) in facts:
            secrets.add(secret)
            yield from (claim for claim in claims_on(canon, Matter("secret", secret)) if claim.value == "yes")
    for scene, sayings in find_sayings(canon.universe).items() if secrets else ():
        for saying in sayings:
            if saying.secret in secrets:
                span = scene.source.span(saying.start, saying.end)
                yield Claim(scene, Matter("secret", saying.secret), "yes", Means.SAYS, span)


class _Run:
    """How long what was told held, by the log of the world: until something else changed it.

    Where the log goes on differently, other rules judge what is said against it.
    """

    def __init__(self, canon: Canon, told: Claim, targets: Iterable[Scene]) -> None:
        self.canon = canon
        self.told = told
        self.rank = canon.timeline.rank[told.scene.order]
        self.changes = _changes(canon, told.matter)
        scenes = {scene.key for scene in targets}
        mine = [n for n, c in enumerate(self.changes) if _stands_in(c, scenes) and c.value == told.value]
        self.first = self.last = mine[-1] if mine else -1
        for change in self.changes[self.last + 1 :] if mine else ():
            if not same_value(change.value, told.value) or not change.asserted:
                break  # something else, or the same for another reason
            self.last += 1

    def holds(self, matter: Matter, moment: Moment) -> bool:
        """Whether it still held at a moment; ``matter`` is what it is about, or a secret that it tells."""
        if self.first >= 0 and matter == self.told.matter:
            return self.first <= _before(self.changes, moment) <= self.last
        if moment.rank <= self.rank:
            return False
        changes = _changes(self.canon, matter)
        last = _before(changes, moment)
        return last < 0 or changes[last].moment.rank <= self.rank or same_value(changes[last].value, self.told.value)


def _changes(canon: Canon, matter: Matter) -> list[Change]:
    return canon.world.changes(matter.subject, attribute_of(matter))


def _before(changes: list[Change], moment: Moment) -> int:
    """The place of the last change before a moment, -1 for none."""
    return bisect_left(changes, moment, key=_moment) - 1


def _stands_in(change: Change, scenes: set[str]) -> bool:
    return change.scene is not None and change.scene.key in scenes


def _moment(change: Change) -> Moment:
    return change.moment


def _settled(canon: Canon, retcon: Retcon, scene: Scene, covered: dict[str, set[str]]) -> str:
    """How a scene has been settled; empty if it has not."""
    by = sorted(covered.get(scene.key, set()) - {scene.key}, key=lambda key: canon.universe.by_name[key].order)
    if by:
        return f"retconned in {canon.universe.by_name[by[0]].name}"
    if any(scene.key in covered.get(target.key, ()) for target in retcon.targets):
        return "it retcons the same scene"
    return ""
