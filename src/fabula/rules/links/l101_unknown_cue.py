"""L101 unknown-cue."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.model import EntryKind
from fabula.finding import Certainty, Edit, Finding, Fix, Level
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.crowd import ROLES
from fabula.universe.model import Entity, Nature, Universe, Unlinked
from fabula.universe.names import fold_name
from fabula.universe.spelling import Names, Spelling, speaking_parts

OFTEN = 3
"""Scenes in which somebody speaks before a missing entry is worth a word: waiters have none, and need none."""


class UnknownCue(Rule):
    """Somebody speaks who is not in the bible

    ## What it checks
    If the bible has people, every cue should lead to one of them: by name, alias, cue name, or a first or last name
    that only one of them has. Two cases are reported. A cue that is one slip of the finger away from a name in the
    bible, once an episode (*likely*). And somebody who speaks in three scenes or more and has no entry, once.

    Small parts are left alone, and so are roles and crowds (`GUARD`, `GUARD #2`, `THE CLERK`, `ALL`): a bible
    rarely lists every waiter. But `THE KEPEER` is reported if the bible has somebody called The Keeper. Scripts
    without a bible are checked by `two-spellings` instead.

    ## Why it matters
    A misspelled cue is one person more for the breakdown, the cast list and for fabula, and one scene less for the
    person who was meant.

    ## Example
        BERNRAD
        You were never a builder of boats.

    with `bible/people/bernard-orlick.md` in the bible.

    ## What to do
    Correct the cue. If the spelling is meant, add it to `cues:` of the person's entry. If it is somebody new, write
    an entry; a file with a name in it is enough.
    """

    code = "L101"
    name = "unknown-cue"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "links"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """Near names once an episode, frequent strangers once."""
        universe = canon.universe
        known = universe.once("names of people", _known_names)
        if known is None:
            return
        names, titles = known
        parts = speaking_parts(universe)
        told: set[str] = set()
        for unlinked in universe.unlinked:
            part = parts.get(unlinked.key)
            if unlinked.what != "cue" or part is None or unlinked.candidates:
                continue
            near = names.near(unlinked.text)
            if part.scenes >= OFTEN:
                if part.key not in told:
                    told.add(part.key)
                    yield _stranger(unlinked, part, near)
            elif near:
                spans = [span for span in part.spans() if span.source is unlinked.span.source]
                yield _slip(unlinked.text, spans or [unlinked.span], near)
        for role in speaking_parts(universe, Nature.CLASS).values():
            near = titles.near(role.name) if _is_title(role.name) else ""
            for episode in dict.fromkeys(scene.episode.key for scene, _ in role.cues) if near else ():
                yield _slip(role.name, role.spans(episode), near)


def _known_names(universe: Universe) -> tuple[Names, Names] | None:
    """The names of people and covers in the bible, whole and in parts, and titles among them; None without people."""
    declared = [e for e in universe.entities.values() if e.declared and e.kind in {EntryKind.PERSON, EntryKind.COVER}]
    if not any(e.kind is EntryKind.PERSON for e in declared):
        return None
    whole = [name for entity in declared for name in _whole_names(entity)]
    parts = [name.strip() for full in whole for name in (full, *full.split()) if len(name) > 3]
    return Names(parts, people=True), Names(name for name in whole if _is_title(name))


def _whole_names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases, *(entity.entry.cues if entity.entry is not None else ()))


def _is_title(name: str) -> bool:
    """Whether somebody is called by a title of their own ("THE KEEPER"), and not by a trade ("THE WAITER")."""
    words = fold_name(name).split()
    return len(words) > 1 and words[0] == "the" and words[-1] not in ROLES


def _stranger(unlinked: Unlinked, part: Spelling, near: str) -> Finding:
    remedy = f"write an entry for them in bible/people, or add {unlinked.text} to the `cues:` of who it is"
    return Finding(
        "L101",
        unlinked.span,
        f"{unlinked.text} speaks in {part.scenes} scenes and is not in the bible",
        f"did you mean {near}? Otherwise {remedy}" if near else remedy,
    )


def _slip(name: str, spans: list[Span], near: str) -> Finding:
    """A slip that stands at the first of ``spans``, and can be mended at all of them."""
    right = near.upper() if spans[0].text.isupper() else near
    return Finding(
        "L101",
        spans[0],
        f"{name} is not in the bible, and {near} is",
        f"did you mean {right}?",
        Certainty.LIKELY,
        fixes=(Fix(f"Write {right}", tuple(Edit(span, right) for span in spans)),),
    )
