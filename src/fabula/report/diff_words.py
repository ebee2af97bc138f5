"""What differs between two versions, in sentences without a full stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from fabula.change.comparing.differences import (
    Differences,
    EntryChange,
    FactChange,
    FieldChange,
    FindingChange,
    How,
    MemoryChange,
    MindChange,
    PromiseChange,
    RevealChange,
    SceneChange,
    Turn,
)
from fabula.change.comparing.evidence import Versions
from fabula.report.clock import gap_words, write_interval
from fabula.report.timeline import heading_text
from fabula.report.words import join_words
from fabula.rules.place.words import join_names
from fabula.story.canon import Canon
from fabula.story.clock import Clocks
from fabula.story.minds.matters import matter_of
from fabula.story.minds.phrases import NOBODY, Phrases
from fabula.story.model import Change
from fabula.universe.model import Scene

__all__ = ["DiffWords", "field_words"]

_DEFAULTS = {"alive": "yes", "holder": NOBODY, "gone": "no"}


class DiffWords:
    """Says what differs. Of many people only some are named, unless all are wanted in ``full``."""

    def __init__(self, found: Differences, full: bool = False) -> None:
        self.found = found
        self.full = full
        self.versions = Versions(found)
        self._clocks: dict[int, Clocks] = {}

    @cached_property
    def before(self) -> Phrases:
        """How things are called before."""
        return Phrases(self.found.before.universe)

    @cached_property
    def after(self) -> Phrases:
        """How things are called after."""
        return Phrases(self.found.after.universe)

    def scene(self, change: SceneChange) -> str:
        """What was done to a scene, its heading first."""
        parts = [heading_text(change.scene)]
        old, new = change.before, change.after
        if old is None or new is None:
            return parts[0]
        if How.MOVED in change.how:
            parts.append(self._moved(old, new))
        if How.REWRITTEN in change.how:
            parts.append(f"{share_words(change.rewritten)} of its words")
            if heading_text(old) != heading_text(new):
                parts.append(f"was {heading_text(old)}")
        if How.RETIMED in change.how and (change.apart or How.MOVED not in change.how):
            parts.append(self.retimed(change))
        if change.notes_gone or change.notes_new:
            parts.append(_notes(change))
        for people, verb in ((change.came, "now with"), (change.went, "no longer with")):
            if people:
                parts.append(f"{verb} {join_words([self._person(person) for person in people])}")
        if How.RENUMBERED in change.how and change.how != (How.RENUMBERED,):
            parts.append(f"was number {old.label}")
        return "; ".join(parts)

    def _person(self, key: str) -> str:
        return self.after.name(key) if key in self.found.after.universe.entities else self.before.name(key)

    def _moved(self, old: Scene, new: Scene) -> str:
        pairs = self.found.pairs
        if pairs.episode_before.get(new.episode) is not old.episode:
            return f"was {self.name(old, new)}"
        was, now = _follows(old), _follows(new)
        return f"now {now}, was {was}"

    def retimed(self, change: SceneChange) -> str:
        """When a scene happens, and when it did."""
        assert change.before is not None
        assert change.after is not None
        if change.later:
            return f"happens {gap_words(abs(change.later))} {'later' if change.later > 0 else 'earlier'}"
        was, now = self.when(self.found.before, change.before), self.when(self.found.after, change.after)
        modes = [canon.timeline.mode[scene.order] for canon, scene in self._both(change)]
        if change.apart or modes[0] is not modes[1]:
            return f"happens {now or 'at no stated time'}, was {was or 'at no stated time'}"
        return "happens in another order"

    def _both(self, change: SceneChange) -> Iterator[tuple[Canon, Scene]]:
        for canon, scene in ((self.found.before, change.before), (self.found.after, change.after)):
            if scene is not None:
                yield canon, scene

    def when(self, canon: Canon, scene: Scene) -> str:
        """When a scene happens, with its mode if it is not the present."""
        mode = canon.timeline.mode[scene.order]
        clocks = self._clocks.get(id(canon))
        if clocks is None:
            clocks = self._clocks[id(canon)] = Clocks(canon.universe)
        words = write_interval(canon.timeline.start[scene.order], clocks, scene.place)
        return words if mode == "present" else f"{words} ({mode})".strip()

    def fact(self, change: FactChange) -> str:
        """A fact, as it is and as it was."""
        matter = matter_of(change.subject, change.attribute)
        now = self.after.so(matter, _value(matter.kind, change.after))
        was = self.before.so(self.versions.before.matter(matter), _value(matter.kind, change.before))
        when = "" if change.lasts else " for a while"
        return f"{now}{when} ({self._since(change.after, change.felt)}before: {was})"

    def _since(self, change: Change | None, felt: Scene | None) -> str:
        if change is None or change.scene is None or change.scene is felt:
            return ""
        return f"since {self.name(change.scene, felt)}; "

    def memory(self, change: MemoryChange) -> str:
        """A wipe or restoration, in the words of its note."""
        was = change.before[1].span.text if change.before is not None else ""
        now = change.after[1].span.text if change.after is not None else ""
        if change.before is None or change.after is None:
            return f"new: {now}" if now else f"no longer: {was}"
        old, new = change.before[0], change.after[0]
        if change.later is None:
            return f"{now} (was: {was})"
        if change.later:
            other = "" if was == now else f": {now}"
            return f"{was} only later, in {self.name(new, old)}{other}"
        other = "" if was == now else f": {was}"
        return f"{now} already here (before: in {self.name(old, new)}{other})"

    def mind(self, change: MindChange, people: Sequence[str] = ()) -> str:
        """What somebody, or each of several people, holds otherwise."""
        people = people or change.chain[:1]
        names = [self.after.name(person) for person in people]
        who = join_words(names) if self.full else join_names(names)
        one = len(people) == 1
        now, was = change.words_after, change.words_before
        match change.turn:
            case Turn.KNOWS:
                was = f" (thought {was})" if was and was != now else ""
                return f"{who} now {_verb('knows', one)} {now}{was}"
            case Turn.REMEMBERS:
                return f"{who} now {_verb('remembers', one)} {now}"
            case Turn.THINKS:
                was = f" (thought {was})" if was and was != now else ""
                return f"{who} now {_verb('thinks', one)} {now}{was}; nothing says whether it is so"
            case Turn.WRONG:
                real = change.really
                really = f"; really, {self.after.so(change.matter, real)}" if real and len(change.chain) == 1 else ""
                return f"{who} now wrongly {_verb('thinks', one)} {now}{really}"
            case Turn.SUSPECTS:
                return f"{who} now {_verb('suspects', one)} {now}"
            case Turn.FORGETS:
                return f"{who} {_verb('has', one)} forgotten {was or now} now"
            case Turn.UNAWARE:
                return f"{who} no longer {_verb('knows', one)} {was}"
            case Turn.FREED:
                return f"{who} no longer wrongly {_verb('thinks', one)} {was}"
            case Turn.TRUSTS:
                return f"{who} no longer {_verb('suspects', one)} {was}"
            case Turn.EARLIER | Turn.LATER:
                verb = _verb("knows" if change.really else "holds", one)
                return f"{who} {verb} {now} {self._when(change)}"
            case _:
                return f"{who} still {_verb('holds', one)} {now}, {self._elsewise(change)}"

    def _when(self, change: MindChange) -> str:
        """Since when something is held, where that is another scene."""
        scenes = [
            link.happening.scene if link is not None else None for link in (change.link_before, change.link_after)
        ]
        old, new = (self.name(scene, change.felt) if scene is not None else "" for scene in scenes)
        if change.turn is Turn.LATER:
            return f"only later, {f'in {new}' if new else 'from the start'}"
        return f"already {'here' if new else 'from the start'} (before: in {old})"

    def _elsewise(self, change: MindChange) -> str:
        """From whom somebody has now what they had from somebody else."""
        old, new = self.versions.roots(change)
        was = "nobody"
        if old is not None:
            was = (
                f"a lie of {self.before.name(old.source)}" if old.happening.kind == "lies" else self._source(old.source)
            )
        if new is None or not new.source:
            return f"no longer from {was}"
        return f"no longer from {was} but from {self.after.name(new.source)}, who has it from nobody"

    def _source(self, person: str) -> str:
        return self.before.name(person) if person else "what they saw"

    def reveal(self, change: RevealChange) -> str:
        """What the audience learns, and where it did."""
        old, new = change.before, change.after
        one, phrases = (new, self.after) if new is not None else (old, self.before)
        assert one is not None
        what = phrases.secret(one.matter.subject) if one.matter.kind == "secret" else ""
        what = what or f"that {phrases.so(one.matter, one.value)}"
        if old is None:
            return f"the audience now learns {what}"
        if new is None:
            return f"the audience no longer learns {what}"
        if change.later:
            return f"the audience learns {what} only later, in {self.name(new.scene, old.scene)}"
        return f"the audience learns {what} already here (before: in {self.name(old.scene, new.scene)})"

    def promise(self, change: PromiseChange) -> str:
        """A setup or payoff and its other half."""
        other = self.name(change.other.scene, change.beat.scene) if change.other is not None else ""
        if change.setup:
            if change.paid:
                return f"{change.name} is set up here, and now paid off in {other}"
            return f"{change.name} is set up here, and no longer paid off (it was in {other})"
        if change.paid:
            return f"{change.name} is paid off here, and now set up in {other}"
        return f"{change.name} is paid off here, and no longer set up (it was in {other})"

    def finding(self, change: FindingChange) -> str:
        """A finding with its code and level."""
        finding = change.finding
        head = f"{finding.code} {finding.level}"
        if change.intended:
            head += " (no longer intended)" if change.new else " (now intended)"
        return f"{head}: {finding.message}"

    def entry(self, change: EntryChange) -> str:
        """An entry of the bible, field by field."""
        name = change.entry.name
        if change.before is None or change.after is None:
            return name
        parts = [field_words(one) for one in change.fields]
        parts += [f"{share_words(change.prose)} of its prose"] if change.prose else []
        return f"{name}: {'; '.join(parts)}"

    def name(self, scene: Scene, here: Scene | None = None) -> str:
        """A scene as it is called from another one: without show and episode where they are the same."""
        if here is not None and here.episode.show.id == scene.episode.show.id:
            return f"{scene.episode.code}/{scene.label}"
        return scene.name


def _value(kind: str, change: Change | None) -> str:
    value = change.value if change is not None else ""
    kind = kind.partition(":")[0]
    return value or _DEFAULTS.get(kind, "no" if kind in {"member", "feels", "kin"} else "")


def _verb(verb: str, one: bool) -> str:
    if one:
        return verb
    return "have" if verb == "has" else verb.removesuffix("s")


def _follows(scene: Scene) -> str:
    """Where a scene is told: after which other."""
    scenes = scene.episode.scenes
    index = scenes.index(scene)
    return f"after {scenes[index - 1].label}" if index else "first"


def _notes(change: SceneChange) -> str:
    parts = [
        f"{len(found)} {word}" for found, word in ((change.notes_new, "new"), (change.notes_gone, "gone")) if found
    ]
    return f"notes: {', '.join(parts)}"


def share_words(share: float) -> str:
    """A share of words in per cent; of little, that it is little."""
    percent = round(share * 100)
    return f"{percent} %" if percent else "less than 1 %"


def field_words(change: FieldChange) -> str:
    """A field with what it said and says."""
    gone, new = ", ".join(change.gone), ", ".join(change.new)
    if gone and new:
        return f"{change.name} {gone} → {new}"
    return f"{change.name} + {new}" if new else f"{change.name} - {gone}"
