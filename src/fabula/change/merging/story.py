"""Merging the story: two texts that fit line by line, and contradict each other.

What is found in the merge and on neither side is a clash of the two stories. It is told by the places that each side
has brought to it; where a side shows none (it has taken something out), the change is looked for that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fabula.change.merging.causes import Change, Trials, changes_of
from fabula.change.merging.notes import is_canon_note, statements_of
from fabula.change.merging.regions import Origin
from fabula.change.merging.snapshot import Snapshot
from fabula.change.merging.states import Look, States, Texts, count_places
from fabula.change.merging.trace import compare_snapshots, whose
from fabula.change.recognise import Sighting
from fabula.finding import Finding
from fabula.source import Source, Span
from fabula.universe.load import UnreadableUniverse

__all__ = ["Part", "StoryClash", "StoryMerge", "find_story_clashes"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one side has to do with a clash: a place with what is to be seen there, or a change that it has made.

    ``origin`` is whose it is: OURS, THEIRS, SAME (both have it), CONFLICT (written while merging). ``deed`` is empty
    for a place, else "adds", "changes", "takes out"; ``text`` is then the first line of what was put in or taken out,
    and ``span`` stands in the merge, or, for what was taken out, in the version that still has it.
    """

    origin: Origin
    span: Span
    scene: str
    words: str
    text: str = ""
    deed: str = ""
    was: str = ""
    """The first line of what was there before a change."""


@dataclass(frozen=True, slots=True)
class StoryClash:
    """A contradiction that only the two sides together have.

    ``ours`` and ``theirs`` are what each has brought, ``others`` the places that it rests on besides. ``searched`` is
    False if it would take too long to say what one of them has done.
    """

    finding: Finding
    scene: str
    ours: tuple[Part, ...]
    theirs: tuple[Part, ...]
    others: tuple[Part, ...] = ()
    searched: bool = True


@dataclass(frozen=True, slots=True)
class StoryMerge:
    """What becomes of the story: its clashes, and how many open findings each version has.

    ``missing`` says in words why the stories could not be compared, and is else empty.
    """

    clashes: tuple[StoryClash, ...] = ()
    ours: int = 0
    theirs: int = 0
    merged: int = 0
    missing: str = ""


def find_story_clashes(
    base: Snapshot, ours: Snapshot, theirs: Snapshot, merged: Snapshot, say: Callable[[str], None] = lambda _stage: None
) -> StoryMerge:
    """Compare the stories of two sides with that of their merge.

    A version without a script in it makes the comparison impossible, and is told in ``missing``.
    """
    say(f"reading {ours.label}")
    label = ours.label
    try:
        states = States(ours)
        mine = states.look({})
        label = theirs.label
        say(f"reading {label}")
        their_texts = states.differences(theirs)
        yours = states.look(their_texts)
        label = merged.label
        say(f"reading {label}")
        texts = states.differences(merged)
        both = states.look(texts)
    except UnreadableUniverse as error:
        return StoryMerge(missing=f"{label}: {error.message}")
    new = _new_findings(states, base, mine, yours, both)
    clashes: tuple[StoryClash, ...] = ()
    if new:
        say("looking for what clashes")
        telling = _Telling(states, (ours, mine), (theirs, yours, their_texts), (merged, both))
        clashes = tuple(telling.tell(both.findings[at], both.sightings[at]) for at in new)
    return StoryMerge(clashes, len(mine.findings), len(yours.findings), len(both.findings))


def _new_findings(states: States, base: Snapshot, ours: Look, theirs: Look, merged: Look) -> list[int]:
    """The findings of the merge, by index, that come of the two sides together.

    A mistake of which only the first place is told is one of them if there are more places than either side, or both
    by what each has changed, can account for.
    """
    counts = [count_places(finding) for finding in merged.findings]
    in_ours, in_theirs = merged.held_in(ours), merged.held_in(theirs)
    more = [at for at, count in enumerate(counts) if count > max(in_ours[at], in_theirs[at])]
    if not any(in_ours[at] and in_theirs[at] for at in more):
        return [at for at in more if counts[at] > in_ours[at] + in_theirs[at]]
    try:
        before = merged.held_in(states.look(states.differences(base)))
    except UnreadableUniverse:
        before = [0] * len(counts)
    return [at for at in more if counts[at] > in_ours[at] + in_theirs[at] - before[at]]


class _Telling:
    """One telling of what clashes."""

    def __init__(
        self,
        states: States,
        ours: tuple[Snapshot, Look],
        theirs: tuple[Snapshot, Look, Texts],
        merged: tuple[Snapshot, Look],
    ) -> None:
        self.states = states
        self.looks = {Origin.OURS: ours[1], Origin.THEIRS: theirs[1]}
        self.merged = merged[1]
        self.against_ours = compare_snapshots(ours[0], merged[0])
        self.against_theirs = compare_snapshots(theirs[0], merged[0])
        # Our changes are what the merge has otherwise than theirs, made in theirs; and the other way round.
        self._starts: dict[Origin, Callable[[], Trials]] = {
            Origin.OURS: lambda: self._trials(theirs[0], merged[0], theirs[2]),
            Origin.THEIRS: lambda: self._trials(ours[0], merged[0], {}),
        }
        self._made: dict[Origin, Trials] = {}

    def _trials(self, start: Snapshot, merged: Snapshot, texts: Texts) -> Trials:
        return Trials(self.states, texts, changes_of(compare_snapshots(start, merged, follow_renames=False)))

    def tell(self, finding: Finding, sighting: Sighting) -> StoryClash:
        """A finding of the merge, by what each side has to do with it."""
        parts = list(self._places(finding))
        searched = True
        sides: dict[Origin, tuple[Part, ...]] = {}
        for side in (Origin.OURS, Origin.THEIRS):
            sides[side] = tuple(part for part in parts if part.origin is side)
            if not sides[side]:
                causes = self._trials_of(side).find_causes(sighting, count_places(finding))
                searched = searched and causes is not None
                sides[side] = tuple(self._part(side, change) for change in causes or ())
        others = tuple(part for part in parts if part.origin not in sides)
        scene = self.merged.scene_at(finding.span)
        return StoryClash(finding, scene, sides[Origin.OURS], sides[Origin.THEIRS], others, searched)

    def _trials_of(self, side: Origin) -> Trials:
        if side not in self._made:
            self._made[side] = self._starts[side]()
        return self._made[side]

    def _places(self, finding: Finding) -> Iterable[Part]:
        """The places that a finding names, each once, its own first."""
        seen: set[tuple[str, int]] = set()
        told = [(one.span, one.message) for one in finding.related]
        told += [(step.span, step.message) for step in finding.evidence]
        for span, words in ((finding.span, ""), *told):
            if (span.path, span.line) not in seen:
                seen.add((span.path, span.line))
                origin = whose(span, self.against_ours, self.against_theirs)
                text = span.source.line_text(span.line).strip()
                yield Part(origin, span, self.merged.scene_at(span), words, text)

    def _part(self, side: Origin, change: Change) -> Part:
        """A change of a side, told as what it does."""
        file, hunk = change.file, change.hunk
        new, first = (file.now_lines, 0) if hunk is None else (file.now_lines[hunk.first : hunk.last], hunk.first)
        old, start = (file.before_lines, 0) if hunk is None else (file.before_lines[hunk.start : hunk.end], hunk.start)
        taken_out = not _first_line(new)[0]
        # What was taken out still stands in the version of the other side.
        source, (text, at) = (file.before, _first_line(old)) if taken_out else (file.now, _first_line(new))
        look = self.looks[_other(side)] if taken_out else self.merged
        source = source or Source(change.name, "")
        line = (start if taken_out else first) + at + 1
        span = Span(source, source.offset(line), source.offset(line) + len(text))
        return Part(side, span, look.scene_at(span), "", *_deed(_first_line(old)[0], _first_line(new)[0]))


def _first_line(lines: Sequence[str]) -> tuple[str, int]:
    """The first line on which something stands, and its number among them."""
    return next(((line.strip(), at) for at, line in enumerate(lines) if line.strip()), ("", 0))


def _deed(old: str, new: str) -> tuple[str, str, str]:
    """What is changed, how, and what it was; of canon notes only the statements that differ."""
    said = [statements_of(line) if is_canon_note(line) else () for line in (old, new)]
    if all(said):
        gone, come = ("; ".join(one for one in said[at] if one not in said[1 - at]) for at in (0, 1))
        if gone or come:
            old, new = gone, come
    if not old:
        return new, "adds", ""
    return (new, "changes", old) if new else (old, "takes out", "")


def _other(side: Origin) -> Origin:
    return Origin.THEIRS if side is Origin.OURS else Origin.OURS
