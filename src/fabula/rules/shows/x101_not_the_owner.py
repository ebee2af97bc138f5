"""X101 not-the-owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.finding import Finding, Level, Related
from fabula.rules.contradiction import sentence
from fabula.rules.registry import Rule
from fabula.rules.retcons import retcon_statements
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.model import Change
from fabula.universe.model import Entity, Scene, Show, Universe

__all__ = ["NotTheOwner"]


class NotTheOwner(Rule):
    """A show changes somebody or something that belongs to another show.

    ## What it checks
    Every entry of the bible has an owner: the show in its `owner` field, or else the mothership. When a scene of
    another show states that this person dies or comes back, joins or leaves a group, loves or marries somebody, that
    an attribute `becomes` something else, or that this thing is destroyed, it is reported. Being in a scene, going
    somewhere, taking or using a thing is no such change.

    It is fine if the entry says `shared: yes` or lists the show in `owners`, if a scene of the owner's show states
    the same change, or if a scene of the owner's show takes it back openly (`retcons`).

    ## Why it matters
    The other room plans two seasons with the man whom this room has just shot.

    ## Example
        shows/india/s01/e03.fountain
        Bernard falls. [[canon: Bernard dies]]

    ## What to do
    Talk to the room that owns the entry. If they agree, they list your show in the `owners` of the entry, or show the
    change themselves. If not, let it happen to somebody of your own.
    """

    code = "X101"
    name = "not-the-owner"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each statement that changes what is not its show's own."""
        universe = canon.universe
        if len(universe.shows) < 2:
            return
        undone = _undone_by(universe)
        told: set[Span] = set()  # a marriage changes two people, and is one finding
        for (subject, attribute), changes in canon.world.log.items():
            entity = universe.entities.get(subject)
            owner = universe.shows.get(entity.owner) if entity is not None and entity.declared else None
            if entity is None or owner is None or not _is_state(attribute):
                continue
            for change, scene in _foreign(changes, owner):
                own = (c.value for c in changes if c.scene is not None and c.scene.episode.show is owner)
                if change.value not in own and owner.id not in undone.get(scene.key, ()) and not _may(entity, scene):
                    if change.span in told:
                        continue
                    told.add(change.span)
                    yield self._finding(entity, owner, change, scene)

    def _finding(self, entity: Entity, owner: Show, change: Change, scene: Scene) -> Finding:
        here = scene.episode.show
        message = f"{entity.name} belongs to the show {owner.name}, but is changed by {here.name}: {_words(change)}"
        help_ = f"agree it with {owner.name}: they list `owners: [{here.id}]` in the entry, or show it themselves"
        related = (Related(entity.span, f"the entry of {entity.name}, owned by {owner.name}"),)
        return Finding(self.code, change.span, sentence(message), help_, related=related)


def _is_state(attribute: str) -> bool:
    return attribute in {"alive", "gone"} or attribute.startswith(("member:", "is:", "feels:", "kin:"))


def _foreign(changes: list[Change], owner: Show) -> Iterator[tuple[Change, Scene]]:
    """The real changes that scenes of other shows make."""
    for change in changes:
        scene = change.scene
        if scene is None or scene.episode.show is owner or change.asserted:
            continue  # what is merely said to be so changes nothing; if it differs from before, W104 says so
        if change.attribute == "gone" and change.value != "destroyed":
            continue
        if change.attribute.startswith("feels:") and change.value == "no":
            continue  # follows from the feeling that replaces it
        yield change, scene


def _may(entity: Entity, scene: Scene) -> bool:
    """Whether the entry lets the scene's show change it."""
    shared, owners = entity.value("shared"), entity.value("owners")
    if shared is not None and shared.text.strip().lower() in {"yes", "true"}:
        return True
    show = scene.episode.show
    names = {item.text.strip().lower() for item in owners.items} if owners is not None else set()
    return bool(names & {show.id.lower(), show.name.lower()})


def _undone_by(universe: Universe) -> dict[str, set[str]]:
    """For each scene that is retconned, the shows that do so."""
    undone: dict[str, set[str]] = {}
    for scene, _, episode, target in retcon_statements(universe):
        for gone in [target] if target is not None else episode.scenes:
            undone.setdefault(gone.key, set()).add(scene.episode.show.id)
    return undone


def _words(change: Change) -> str:
    return " ".join(change.span.text.split())
