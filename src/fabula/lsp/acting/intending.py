"""Marking a finding as intended, and settling marks that have had their day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.finding import Edit, Finding
from fabula.lsp.acting.notes import can_take_notes, note_after, without_statement
from fabula.lsp.acting.offer import Action, ActionKind
from fabula.lsp.names.spots import episode_of, scene_at
from fabula.rules.registry import find_rule
from fabula.rules.run import FAILED
from fabula.story.canon import Canon
from fabula.universe.model import Scene

__all__ = ["offer_exemption", "offer_removal"]

REASON = "reason"
"""What stands for the reason until it is typed over."""

_NEVER = frozenset({"C104", "C105", "C106", "C107", "S103", FAILED})
"""Findings that no note exempts: those about exemptions, and one that the note itself would settle."""

_REMOVED = frozenset({"C105", "C106", "C107"})
"""Findings that are settled by taking out the exemption that they stand at."""


def offer_exemption(canon: Canon, findings: Sequence[Finding], finding: Finding) -> Iterator[Action]:
    """A note that a finding is meant to be so, below the paragraph that it stands in."""
    scene = _scene_of(canon, finding)
    if scene is None or finding.code in _NEVER:
        return
    edit = note_after(scene, finding.span.start, f"intended {finding.code}: {REASON}")
    covered = tuple(
        one for one in findings if one.code == finding.code and one.intended is None and _scene_of(canon, one) is scene
    )
    start = edit.text.rindex(REASON)
    rule = find_rule(finding.code)
    name = f" ({rule.name.replace('-', ' ')})" if rule is not None else ""
    yield Action(
        f"Mark {finding.code}{name} as intended in this scene",
        ActionKind.FIX,
        (edit,),
        settles=covered,
        select=(0, start, start + len(REASON)),
    )


def offer_removal(canon: Canon, finding: Finding) -> Iterator[Action]:
    """For an exemption that is needless: take it out. For one without a reason: room for it."""
    scene = _scene_of(canon, finding)
    statement = next((one for one in scene.statements if one.span == finding.span), None) if scene is not None else None
    if scene is None or statement is None:
        return
    if finding.code in _REMOVED and statement.form == "intended":
        removal = without_statement(scene, statement)
        if removal is not None:
            title = f"Take out `{' '.join(statement.span.text.split())}`"
            yield Action(title, ActionKind.FIX, (removal,), settles=(finding,), preferred=True)
    elif finding.code == "C104":
        end = statement.place("code").end
        edit = Edit(scene.source.span(end, end), f": {REASON}")
        yield Action("Give the reason", ActionKind.FIX, (edit,), settles=(finding,), select=(0, 2, 2 + len(REASON)))


def _scene_of(canon: Canon, finding: Finding) -> Scene | None:
    """The scene that a finding stands in, if a note can be written there."""
    episode = episode_of(canon.universe, finding.span.path)
    scene = scene_at(episode, finding.span.start) if episode is not None else None
    if scene is None or not can_take_notes(scene) or finding.span.start >= scene.written.end:
        return None
    return scene
