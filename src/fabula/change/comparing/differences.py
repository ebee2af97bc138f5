"""What differs between two versions of a universe: one record for each difference, in terms of the story.

Every record knows the show that it is told under (its id after), the scene in which it is first felt, and its weight:
how far along the text is that it touches, since what is released is hardest to change, and what is shot next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fabula.bible.model import Entry
from fabula.bible.statements import Statement
from fabula.change.comparing.pairs import Pairs
from fabula.finding import Finding
from fabula.rules.setups import Beat
from fabula.story.canon import Canon
from fabula.story.interval import Interval
from fabula.story.minds.events import Matter
from fabula.story.minds.irony import Reveal
from fabula.story.minds.trails import Link
from fabula.story.model import Change
from fabula.universe.model import Episode, Scene, Show, Status

__all__ = [
    "Difference",
    "Differences",
    "EntryChange",
    "EpisodeChange",
    "FactChange",
    "FieldChange",
    "FindingChange",
    "How",
    "Lot",
    "MemoryChange",
    "MindChange",
    "PromiseChange",
    "RevealChange",
    "SceneChange",
    "ShowChange",
    "Turn",
]


class How(StrEnum):
    """What has been done to a scene."""

    ADDED = "added"
    CUT = "cut"
    MOVED = "moved"
    """Told at another place."""
    RETIMED = "retimed"
    """Happens at another time."""
    REWRITTEN = "rewritten"
    NOTED = "notes changed"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``before`` and ``after`` in its kinds are what it is about in each version, None for nothing."""

    @property
    def scene(self) -> Scene | None:
        """Where it is first felt: in the version after, if it is there; None where it is in no scene."""
        return None

    @property
    def show(self) -> str:
        """The id of the show that it is told under, empty for the bible and the universe as such."""
        return self.scene.episode.show.id if self.scene is not None else ""

    @property
    def status(self) -> Status:
        """How far along the text is that it touches. The bible counts as locked."""
        return self.scene.episode.status if self.scene is not None else Status.LOCKED


@dataclass(frozen=True, slots=True)
class Felt(Difference):
    """A difference of what follows from the text. ``felt`` is the scene in which it first shows, None for the bible."""

    felt: Scene | None = field(default=None, kw_only=True)

    @property
    def scene(self) -> Scene | None:
        """See `Difference.scene`."""
        return self.felt


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that has another value: of an entry, of a show, of an episode, of the settings.

    Of a list, ``gone`` and ``new`` are the items that one side alone has; of all else the values, empty for none.
    """

    name: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowChange(Difference):
    """A show that has come, gone, or is said to be something else."""

    before: Show | None
    after: Show | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def show(self) -> str:
        """Its own id."""
        one = self.after or self.before
        return one.id if one is not None else ""


@dataclass(frozen=True, slots=True)
class EpisodeChange(Difference):
    """An episode that has come, gone, or has another number, title, status, date or file."""

    before: Episode | None
    after: Episode | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def episode(self) -> Episode:
        """The episode, as it is after if it is there."""
        one = self.after or self.before
        assert one is not None
        return one

    @property
    def show(self) -> str:
        """The show of the episode."""
        return self.episode.show.id

    @property
    def status(self) -> Status:
        """The higher of its statuses before and after."""
        return max(one.status for one in (self.before, self.after) if one is not None)


@dataclass(frozen=True, slots=True)
class SceneChange(Difference):
    """A scene to which something has been done.

    ``rewritten`` is the share of the words that print and are new or gone, ``notes_*`` the notes that are so; ``came``
    and ``went`` are people. ``was`` and ``now`` bound when it starts; ``apart`` says that these times have no minute in
    common, ``later`` by how many minutes it happens later (negative: earlier), None where that cannot be told.
    """

    before: Scene | None
    after: Scene | None
    how: tuple[How, ...]
    rewritten: float = 0.0
    notes_gone: tuple[str, ...] = ()
    notes_new: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    was: Interval | None = None
    now: Interval | None = None
    apart: bool = False
    later: int | None = None

    @property
    def scene(self) -> Scene:
        """The scene, as it is after if it is there."""
        one = self.after or self.before
        assert one is not None
        return one

    @property
    def status(self) -> Status:
        """The higher of the statuses of its episodes before and after."""
        return max(one.episode.status for one in (self.before, self.after) if one is not None)


@dataclass(frozen=True, slots=True)
class EntryChange(Difference):
    """An entry of the bible that has come, gone, or says something else.

    ``prose`` is the share of the words of its prose that are new or gone.
    """

    before: Entry | None
    after: Entry | None
    fields: tuple[FieldChange, ...] = ()
    prose: float = 0.0

    @property
    def entry(self) -> Entry:
        """The entry, as it is after if it is there."""
        one = self.after or self.before
        assert one is not None
        return one


@dataclass(frozen=True, slots=True)
class FactChange(Felt):
    """A fact of the world that is otherwise: where somebody is, who is dead, who has what.

    ``subject`` and ``attribute`` are those of `fabula.story.model.Change`, by the names after. ``before`` and ``after``
    are the changes that set the two values, None where nothing does. ``lasts`` says whether it is so at the end of the
    story; else only for a while.
    """

    subject: str
    attribute: str
    before: Change | None
    after: Change | None
    lasts: bool


class Turn(StrEnum):
    """In which way a mind is otherwise at the end of the story, or (the last three) how else it comes to the same."""

    KNOWS = "knows"
    REMEMBERS = "remembers"
    THINKS = "thinks"
    """Nothing says whether it is so."""
    WRONG = "wrongly thinks"
    SUSPECTS = "suspects"
    FORGETS = "has forgotten"
    UNAWARE = "no longer knows"
    FREED = "is no longer wrong"
    TRUSTS = "no longer suspects"
    EARLIER = "earlier"
    LATER = "later"
    ELSEWISE = "from elsewhere"


@dataclass(frozen=True, slots=True)
class MindChange(Felt):
    """What somebody holds on a matter is otherwise.

    ``chain`` are the people, outermost mind first, one where it is about the world; `AUDIENCE` is whoever watches.
    ``value_*`` is what is held (or suspected, or was held until it was forgotten), empty for nothing; ``words_*`` say
    what that is, without person and verb: "that Kyle is Mason". ``link_*`` is the event since which it is held.
    ``cover`` says whether it is about who somebody under a cover is.
    """

    chain: tuple[str, ...]
    matter: Matter
    turn: Turn
    value_before: str
    value_after: str
    words_before: str
    words_after: str
    link_before: Link | None
    link_after: Link | None
    cover: bool = False
    really: str = ""
    """What is so at the end of the version after, empty where nothing says."""
    lie: bool = False
    """Whether it began as a lie in one of the versions, and not in the other."""


@dataclass(frozen=True, slots=True)
class MemoryChange(Felt):
    """A wipe or a restoration (``gives``) that has come, gone, moved, or takes in something else.

    ``later`` says whether it happens later than before; None where it has come or gone, or stays where it is. ``felt``
    is the earlier of the two scenes.
    """

    person: str
    gives: bool
    before: tuple[Scene, Statement] | None
    after: tuple[Scene, Statement] | None
    later: bool | None = None

    @property
    def status(self) -> Status:
        """The higher of the statuses of the scenes before and after."""
        return max(one[0].episode.status for one in (self.before, self.after) if one is not None)


@dataclass(frozen=True, slots=True)
class RevealChange(Felt):
    """What the audience learns in another scene, only now, or not at all any more.

    ``later`` says whether it is told later than before; None where it has come or gone. ``felt`` is the earlier of the
    two scenes.
    """

    matter: Matter
    before: Reveal | None
    after: Reveal | None
    later: bool | None = None

    @property
    def status(self) -> Status:
        """The higher of the statuses of the scenes before and after."""
        return max(one.scene.episode.status for one in (self.before, self.after) if one is not None)


@dataclass(frozen=True, slots=True)
class PromiseChange(Difference):
    """A setup or payoff that has lost or gained its other half.

    ``beat`` is the setup (or payoff) that is open now or was so, ``paid`` whether it has its other half now;
    ``other`` is that half: now, or before.
    """

    name: str
    setup: bool
    paid: bool
    beat: Beat
    other: Beat | None

    @property
    def scene(self) -> Scene:
        """See `Difference.scene`."""
        return self.beat.scene


@dataclass(frozen=True, slots=True)
class FindingChange(Felt):
    """A finding that one version alone has. ``intended`` says that the other has it too, and means it."""

    finding: Finding
    new: bool
    intended: bool = False


class Lot(StrEnum):
    """The kinds of differences, in the order in which they are told."""

    SETTINGS = "settings"
    SHOWS = "shows"
    EPISODES = "episodes"
    SCENES = "scenes"
    ENTRIES = "entries"
    FACTS = "facts"
    MEMORIES = "memories"
    MINDS = "minds"
    COVERS = "covers"
    REVEALS = "reveals"
    PROMISES = "promises"
    FINDINGS = "findings"


@dataclass(slots=True)
class Differences:
    """All that differs between two versions of a universe, each list in a fixed order."""

    before: Canon
    after: Canon
    pairs: Pairs
    settings: list[FieldChange] = field(default_factory=list)
    shows: list[ShowChange] = field(default_factory=list)
    episodes: list[EpisodeChange] = field(default_factory=list)
    scenes: list[SceneChange] = field(default_factory=list)
    entries: list[EntryChange] = field(default_factory=list)
    facts: list[FactChange] = field(default_factory=list)
    memories: list[MemoryChange] = field(default_factory=list)
    minds: list[MindChange] = field(default_factory=list)
    covers: list[MindChange] = field(default_factory=list)
    reveals: list[RevealChange] = field(default_factory=list)
    promises: list[PromiseChange] = field(default_factory=list)
    findings: list[FindingChange] = field(default_factory=list)
    checked: tuple[Sequence[Finding], Sequence[Finding]] = ((), ())
    """All findings of the two versions."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.settings) or any(True for _ in self)

    def __iter__(self) -> Iterator[Difference]:
        """Every difference but those of the settings, kind by kind."""
        for _, found in self.lots():
            yield from found

    def lots(self) -> Iterator[tuple[Lot, list[Difference]]]:
        """The differences by kind, empty ones as well, but for the settings."""
        for lot in list(Lot)[1:]:
            yield lot, getattr(self, lot.value)
