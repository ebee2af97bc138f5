"""A merge as a comment on a pull request: what clashes in the other shows comes first."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.change.merging.regions import Origin
from fabula.change.merging.story import Part, StoryClash
from fabula.change.merging.universe import Merge
from fabula.report.markdown import code, plain
from fabula.report.merging.words import (
    describe_clash,
    describe_part,
    describe_place,
    headline,
    side_name,
    story_line,
    text_line,
)

__all__ = ["write_merge_comment"]


def write_merge_comment(merge: Merge, prefix: str = "") -> Iterator[str]:
    """The comment in pieces: a headline, what clashes in the story, what clashes in the texts."""
    clean_merge = not merge.clashes and not merge.story.clashes
    yield f"### fabula: {plain(headline(merge))}\n\n"
    yield f"{_sentence(plain(text_line(merge)))}{', and' if clean_merge else ';'} {plain(story_line(merge))}.\n"
    for clash in merge.story.clashes:
        yield "\n"
        yield from _story(merge, clash, prefix)
    if merge.clashes:
        yield "\n**In the texts**\n\n"
    for found in merge.clashes:
        places = (merge.places or {}).get(found.path, [])
        where = code(prefix + found.path + (f":{places[0].line}" if len(places) == 1 else ""))
        lines = [f"line {place.line}: " if len(places) > 1 else "" for place in places]
        what = "; ".join(line + describe_place(place) for line, place in zip(lines, places, strict=True))
        yield f"- {where}: {plain(describe_clash(merge, found))}{f' ({plain(what)})' if what else ''}\n"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _story(merge: Merge, clash: StoryClash, prefix: str) -> Iterator[str]:
    finding = clash.finding
    yield f"**{finding.code}** {finding.level}, {finding.certainty}: {plain(finding.message)}\n\n"
    for side, parts in ((Origin.OURS, clash.ours), (Origin.THEIRS, clash.theirs)):
        for part in parts:
            yield f"- **{plain(side_name(merge, side))}** {_part(part, prefix)}\n"
    if finding.help:
        yield f"- {plain(' '.join(finding.help.splitlines()))}\n"


def _part(part: Part, prefix: str) -> str:
    scene = f"{plain(part.scene)}: " if part.scene and not part.words.startswith(part.scene) else ""
    return f"{scene}{plain(describe_part(part))} ({code(f'{prefix}{part.span.path}:{part.span.line}')})"
