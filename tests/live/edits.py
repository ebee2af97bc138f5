"""Random edits of scripts, as rooms and keyboards make them, and what two states of a universe have to agree on."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from fabula.finding import Finding
from fabula.source import Span
from fabula.story.canon import Canon

__all__ = ["edit_text", "told", "what_follows"]

HEADING = re.compile(r"^(?:\.(?=\w)|INT|EXT)[^\n]*$", re.MULTILINE)
NOTES = (
    "flashback",
    "dream",
    "at 2022-06-20 09:00",
    "3 days later",
    "takes 2 hours",
    "intended W101: he is a ghost",
    "sets up the lamp",
    "pays off the lamp",
    "this is no statement of any form",
    "same time as S01E01/1",
    "retcons S01E01/1: it was another",
)
ABOUT = (
    "with {0}",
    "without {0}",
    "{0} dies",
    "{0} returns",
    "{0} exits",
    "{0} leaves Manticore",
    "{0} joins Citadel",
    "{0} takes the brass key",
    "{0} has the brass key",
    "{0} drops the brass key",
    "{0} gives the brass key to {1}",
    "{0} learns the gate code",
    "{0} tells {1} the gate code",
    "{0} lies to {1}: {0} is in Rome",
    "{0} forgets everything",
    "{0} uses the gate code",
    "expect {0} knows the gate code",
    "{0}'s wound is left hand",
    "{0} is 38",
)


def edit_text(text: str, rng: random.Random, names: Sequence[str]) -> str:
    """A script with one edit. ``names`` are of people of the universe."""
    return rng.choice(_EDITS)(text, rng, names)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _change_line(text: str, rng: random.Random, names: Sequence[str]) -> str:
    lines = _lines(text)
    at = rng.randrange(len(lines))
    lines[at] += rng.choice((" Now.", f" {rng.choice(names)} waits.", " Eight years ago.", " x", "  "))
    return "\n".join(lines)


def _drop_line(text: str, rng: random.Random, names: Sequence[str]) -> str:
    lines = _lines(text)
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def _change_cue(text: str, rng: random.Random, names: Sequence[str]) -> str:
    lines = _lines(text)
    cues = [
        i for i, line in enumerate(lines) if i and not lines[i - 1].strip() and re.fullmatch(r"[A-Z .()']{2,40}", line)
    ]
    if cues:
        name = rng.choice(names).upper()
        lines[rng.choice(cues)] = rng.choice(
            (name, name.split()[0], name[:-1], f"YOUNG {name}", "THE STRANGER", f"{name} (V.O.)")
        )
    return "\n".join(lines)


def _add_speech(text: str, rng: random.Random, names: Sequence[str]) -> str:
    lines = _lines(text)
    at = rng.randrange(len(lines) + 1)
    line = rng.choice(("Not here.", f"Where is {rng.choice(names)}?", f"{rng.choice(names)}, it is you."))
    lines[at:at] = ["", rng.choice(names).upper(), line, ""]
    return "\n".join(lines)


def _add_note(text: str, rng: random.Random, names: Sequence[str]) -> str:
    lines = _lines(text)
    note = rng.choice((*NOTES, *ABOUT)).format(*rng.sample(list(names), 2))
    lines.insert(rng.randrange(len(lines) + 1), f"[[canon: {note}]]")
    return "\n".join(lines)


def _change_number(text: str, rng: random.Random, names: Sequence[str]) -> str:
    numbers = list(re.finditer(r"\d+", text))
    if not numbers:
        return text
    one = rng.choice(numbers)
    return text[: one.start()] + str(max(1, int(one[0]) + rng.choice((-3, -1, 1, 2)))) + text[one.end() :]


def _change_heading(text: str, rng: random.Random, names: Sequence[str]) -> str:
    headings = list(HEADING.finditer(text))
    if not headings:
        return text
    one, other = rng.choice(headings), rng.choice(headings)
    words = rng.choice(
        (
            other[0],
            one[0].replace("DAY", "NIGHT"),
            one[0].replace("NIGHT", "CONTINUOUS"),
            one[0] + " - FLASHBACK",
            f"INT. {rng.choice(names).upper()}'S FLAT - KITCHEN - NEXT MORNING",
        )
    )
    return text[: one.start()] + words + text[one.end() :]


def _scenes(text: str) -> list[tuple[int, int]]:
    starts = [match.start() for match in HEADING.finditer(text)]
    return list(pairwise([*starts, len(text)]))


def _cut_scene(text: str, rng: random.Random, names: Sequence[str]) -> str:
    scenes = _scenes(text)
    if not scenes:
        return text
    start, end = rng.choice(scenes)
    return text[:start] + text[end:]


def _copy_scene(text: str, rng: random.Random, names: Sequence[str]) -> str:
    scenes = _scenes(text)
    if not scenes:
        return text
    start, end = rng.choice(scenes)
    at = rng.choice(scenes)[0]
    return text[:at] + text[start:end] + text[at:]


def _move_scene(text: str, rng: random.Random, names: Sequence[str]) -> str:
    scenes = _scenes(text)
    if len(scenes) < 2:
        return text
    start, end = rng.choice(scenes)
    scene, rest = text[start:end], text[:start] + text[end:]
    at = rng.choice([place for place, _ in _scenes(rest)] or [0])
    return rest[:at] + scene + rest[at:]


def _break(text: str, rng: random.Random, names: Sequence[str]) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(("[[", "]]", "/*", "*/", "\n\n", "é", "\r\n", "FLASHBACK TO:\n\n", "#")) + text[at:]


def _drop_a_lot(text: str, rng: random.Random, names: Sequence[str]) -> str:
    return text[: rng.randrange(len(text) + 1)]


_EDITS: tuple[Callable[[str, random.Random, Sequence[str]], str], ...] = (
    _change_line,
    _change_line,
    _drop_line,
    _change_cue,
    _change_cue,
    _add_speech,
    _add_note,
    _add_note,
    _add_note,
    _change_number,
    _change_heading,
    _cut_scene,
    _copy_scene,
    _move_scene,
    _break,
    _drop_a_lot,
)


def told(findings: Sequence[Finding]) -> list[tuple[object, ...]]:
    """Findings as they are told: every word and every place, with the text that stands there."""
    return [
        (
            finding.code,
            finding.level,
            finding.certainty,
            _place(finding.span),
            finding.message,
            finding.help,
            finding.intended,
            [(_place(one.span), one.message) for one in finding.related],
            [(_place(one.span), one.message) for one in finding.evidence],
            [(fix.message, [(_place(edit.span), edit.text) for edit in fix.edits]) for fix in finding.fixes],
        )
        for finding in findings
    ]


def _place(span: Span) -> tuple[object, ...]:
    return str(span), span.start, span.end, span.text


def what_follows(canon: Canon) -> dict[str, object]:
    """All that the stages work out, in a form that two canons can be compared by."""
    universe, timeline = canon.universe, canon.timeline
    return {
        "entities": {k: (e.name, e.owner, e.nature, e.parent, _place(e.span)) for k, e in universe.entities.items()},
        "scenes": [
            (s.key, s.order, s.place, s.speeches, s.mentions, s.statements, s.cast, _place(s.span))
            for s in universe.scenes
        ],
        "by name": {key: scene.order for key, scene in universe.by_name.items()},
        "unlinked": [(u, _place(u.span)) for u in universe.unlinked],
        "happening": [scene.key for scene in timeline.order],
        "rank": timeline.rank,
        "mode": timeline.mode,
        "start": timeline.start,
        "end": timeline.end,
        "days": timeline.days,
        "events": timeline.events,
        "conflicts": [
            ([(c.reason, _place(c.span)) for c in conflict.constraints], conflict.dropped.reason)
            for conflict in timeline.conflicts
        ],
        "schedule": timeline.schedule,
        "constraints": [(c.source, c.target, c.least, c.most, c.reason, _place(c.span)) for c in timeline.constraints],
        "present": [
            [(p.person, p.hold, p.manner, p.start, p.end, p.offstage, _place(p.span)) for p in here]
            for here in canon.presences.by_scene
        ],
        "lives": {who: [p.scene.key for p in life] for who, life in canon.presences.by_person.items()},
        "facts": [
            (fact, [(c.moment, c.value, c.form, _place(c.span), c.scene and c.scene.key) for c in changes])
            for fact, changes in canon.world.log.items()
        ],
        "minds": [(h.moment, h.words, h.kind, _place(h.span)) for h in canon.minds.happenings],
    }
