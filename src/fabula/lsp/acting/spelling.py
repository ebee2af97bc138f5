"""Names put right: by the finding's own fixes, by other near names, by the one of several that is meant."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.finding import Edit, Finding
from fabula.lsp.acting.offer import Action, ActionKind
from fabula.lsp.acting.unlinked import unlinked_at
from fabula.lsp.names.in_bible import BibleNames
from fabula.lsp.names.in_scripts import ScriptNames
from fabula.lsp.names.naming import Role
from fabula.lsp.names.pointing import find_pointed
from fabula.lsp.names.spots import entry_of, episode_of
from fabula.source import Span, WordedSpan
from fabula.story.canon import Canon
from fabula.universe.model import Universe

__all__ = ["offer_fixes", "offer_spellings"]


def offer_fixes(canon: Canon, finding: Finding) -> Iterator[Action]:
    """What the finding itself offers. A place is put right in all headings of the episode: it is told only once."""
    for number, fix in enumerate(finding.fixes):
        edits = fix.edits
        if finding.code == "L103" and len(edits) == 1:
            edits = tuple(_in_all_headings(canon.universe, edits[0]))
        yield Action(fix.message, ActionKind.FIX, edits, settles=(finding,), preferred=number == 0)


def _in_all_headings(universe: Universe, edit: Edit) -> Iterator[Edit]:
    """The same change wherever a script's headings name the same place in the same words."""
    pointed = find_pointed(universe, edit.span.path, edit.span.start)
    episode = episode_of(universe, edit.span.path)
    if pointed is None or not pointed.keys or episode is None or pointed.span != edit.span:
        yield edit
        return
    names = ScriptNames(universe)
    for scene in episode.scenes:
        for naming in names.in_scene(scene, pointed.keys[0]):
            span = scene.source.span(naming.start, naming.end)
            if naming.role is Role.HEADING and span.text == edit.span.text:
                yield Edit(span, edit.text)


def offer_spellings(canon: Canon, finding: Finding) -> Iterator[Action]:
    """Other near names for one that leads nowhere, and the full names of those that a name could mean."""
    universe = canon.universe
    unlinked = unlinked_at(universe, finding.span)
    if unlinked is None or isinstance(finding.span, WordedSpan) or finding.code not in ("L106", "L107", "L108"):
        return
    span = _link_target(universe, finding.span) if finding.code == "L106" else finding.span
    if span.text.strip() != unlinked.text:
        return
    offered = {edit.text for fix in finding.fixes for edit in fix.edits}
    names = [*unlinked.suggestions, *_full_names(universe, unlinked.candidates)]
    for number, name in enumerate(dict.fromkeys(names)):
        text = name.upper() if unlinked.what == "cue" and span.text.isupper() else name
        if text not in offered:
            preferred = number == 0 and not finding.fixes and finding.code == "L106"
            edit = Edit(span, text)
            yield Action(f"Write {text}", ActionKind.FIX, (edit,), settles=(finding,), preferred=preferred)


def _full_names(universe: Universe, keys: tuple[str, ...]) -> Iterator[str]:
    """The names of those that a name could mean, where they mean nobody else."""
    for key in keys:
        name = universe.name(key)
        if universe.lexicon.exact(name) == (key,):
            yield name


def _link_target(universe: Universe, span: Span) -> Span:
    """The target of a link, without its brackets and label."""
    entry = entry_of(universe, span.path)
    link = next((one for one in entry.links if one.span == span), None) if entry is not None else None
    return span.source.span(*BibleNames(universe).target(link)) if link is not None else span
