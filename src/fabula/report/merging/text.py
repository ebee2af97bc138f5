"""A merge for people: whether it fits, and if not, what each side has to do with it."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.change.merging.clashes import Clash
from fabula.change.merging.regions import Origin
from fabula.change.merging.story import Part, StoryClash
from fabula.change.merging.universe import Merge
from fabula.report.ink import PLAIN, Ink
from fabula.report.merging.words import (
    describe_clash,
    describe_part,
    describe_place,
    headline,
    side_name,
    story_line,
    text_line,
)
from fabula.report.words import cell_width, clean

__all__ = ["write_merge"]

_WIDEST = 24
"""The longest name of a side that others are lined up with."""


def write_merge(
    merge: Merge, prefix: str = "", evidence: bool = False, ink: Ink = PLAIN, written: bool = False
) -> Iterator[str]:
    """The report in pieces. ``evidence`` adds the places that both sides have, and what can be done."""
    yield f"{ink(clean(headline(merge)), 'strong')}\n"
    fits = not merge.clashes and not merge.story.clashes and not merge.story.missing
    yield (
        f"{_sentence(text_line(merge))}, and {clean(story_line(merge))}.\n"
        if fits
        else (f"{_sentence(text_line(merge))}; {clean(story_line(merge))}.\n")
    )
    if merge.clashes:
        yield "\n"
    for clash in merge.clashes:
        yield from _write_clash(merge, clash, prefix, ink, written)
    for found in merge.story.clashes:
        yield "\n"
        yield from _write_story(merge, found, prefix, evidence, ink)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _write_clash(merge: Merge, clash: Clash, prefix: str, ink: Ink, written: bool) -> Iterator[str]:
    places = (merge.places or {}).get(clash.path, [])
    path, what = clean(prefix + clash.path), clean(describe_clash(merge, clash, written))
    if len(places) == 1:
        yield f"{ink(f'{path}:{places[0].line}', 'path')}  {what}: {clean(describe_place(places[0]))}\n"
        return
    yield f"{ink(path, 'path')}  {what}\n"
    for place in places:
        yield f"  {ink(f'line {place.line}', 'path')}  {clean(describe_place(place))}\n"


def _write_story(merge: Merge, clash: StoryClash, prefix: str, evidence: bool, ink: Ink) -> Iterator[str]:
    finding = clash.finding
    level = str(finding.level)
    yield f"{ink(finding.code, 'code')} {ink(level, level)} {finding.certainty}  {clean(finding.message)}\n"
    names = [side_name(merge, side) for side in (Origin.OURS, Origin.THEIRS)]
    width = min(_WIDEST, max(map(cell_width, names)))
    for name, parts in zip(names, (clash.ours, clash.theirs), strict=True):
        for part in parts:
            yield from _write_part(part, name.ljust(width), prefix, ink)
        if not parts:
            what = "nothing of its own" if clash.searched else "something that would take too long to find"
            yield f"  {ink(clean(name).ljust(width), 'strong')}  {what}\n"
    if evidence:
        for part in clash.others:
            yield from _write_part(part, "both".ljust(width), prefix, ink)
        if finding.help:
            yield f"  {ink('help'.ljust(width), 'dim')}  {clean(' '.join(finding.help.splitlines()))}\n"


def _write_part(part: Part, name: str, prefix: str, ink: Ink) -> Iterator[str]:
    scene = f"{part.scene}: " if part.scene and not part.words.startswith(part.scene) else ""
    said = describe_part(part)
    yield f"  {ink(clean(name), 'strong')}  {clean(scene + said)}\n"
    line = "" if part.deed or said == f"“{part.text}”" else f"  {clean(part.text)}"
    place = f"{clean(prefix + part.span.path)}:{part.span.line}"
    yield f"  {' ' * cell_width(clean(name))}  {ink(place, 'path')}{line}\n"
