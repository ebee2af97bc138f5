"""A merge for people: whether it fits, and if not, what each side has to do with it."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.change.merging.clashes import Clash
from fabula.change.merging.places import ClashPlace
from fabula.change.merging.regions import Origin
from fabula.change.merging.story import Part, StoryClash
from fabula.change.merging.universe import Merge
from fabula.report.ink import PLAIN, Ink
from fabula.report.merging.words import describe_clash, describe_part, headline, side_name, story_line, text_line
from fabula.report.words import cell_width, clean

__all__ = ["write_merge"]

_WIDEST = 24
"""The longest name of a side that others are lined up with."""


def write_merge(merge: Merge, prefix: str = "", evidence: bool = False, ink: Ink = PLAIN) -> Iterator[str]:
    """The report in pieces. ``evidence`` adds the other places, both texts of a conflict, and what can be done."""
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
        yield from _write_clash(merge, clash, prefix, evidence, ink)
    for found in merge.story.clashes:
        yield "\n"
        yield from _write_story(merge, found, prefix, evidence, ink)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _write_clash(merge: Merge, clash: Clash, prefix: str, evidence: bool, ink: Ink) -> Iterator[str]:
    places = (merge.places or {}).get(clash.path, [])
    if len(places) < 2:
        line = f":{places[0].line}" if places else ""
        yield f"{ink(clean(prefix + clash.path) + line, 'path')}  {clean(describe_clash(merge, clash))}\n"
    else:
        yield f"{ink(clean(prefix + clash.path), 'path')}  {clean(describe_clash(merge, clash))}\n"
        for place in places:
            shown = place.ours or place.theirs
            yield f"  {ink(f'line {place.line}', 'path')}  {clean(shown)}\n"
    if evidence:
        for place in places:
            yield from _write_place(merge, place, ink)


def _write_place(merge: Merge, place: ClashPlace, ink: Ink) -> Iterator[str]:
    labels = merge.ours.label, merge.theirs.label
    width = min(_WIDEST, max(map(cell_width, labels)))
    for label, text in zip(labels, (place.ours, place.theirs), strict=True):
        yield f"    {ink(clean(label).ljust(width), 'dim')}  {clean(text) or '(nothing)'}\n"


def _write_story(merge: Merge, clash: StoryClash, prefix: str, evidence: bool, ink: Ink) -> Iterator[str]:
    finding = clash.finding
    level = str(finding.level)
    yield f"{ink(finding.code, 'code')} {ink(level, level)} {finding.certainty}  {clean(finding.message)}\n"
    names = [side_name(merge, side) for side in (Origin.OURS, Origin.THEIRS)]
    width = min(_WIDEST, max(map(cell_width, names)))
    for name, parts in zip(names, (clash.ours, clash.theirs), strict=True):
        for part in parts:
            yield from _write_part(part, name.ljust(width), finding.message, prefix, ink)
        if not parts:
            what = "nothing of its own" if clash.searched else "something that would take too long to find"
            yield f"  {ink(clean(name).ljust(width), 'strong')}  {what}\n"
    if evidence:
        for part in clash.others:
            yield from _write_part(part, "both".ljust(width), finding.message, prefix, ink)
        if finding.help:
            yield f"  {ink('help'.ljust(width), 'dim')}  {clean(' '.join(finding.help.splitlines()))}\n"


def _write_part(part: Part, name: str, message: str, prefix: str, ink: Ink) -> Iterator[str]:
    scene = f"{part.scene}: " if part.scene and not part.words.startswith(part.scene) else ""
    said = describe_part(part, "")
    yield f"  {ink(clean(name), 'strong')}  {clean(scene + (said or part.text))}\n"
    blank = " " * cell_width(clean(name))
    line = f"  {clean(part.text)}" if said and not part.deed else ""
    yield f"  {blank}  {ink(f'{clean(prefix + part.span.path)}:{part.span.line}', 'path')}{line}\n"
