"""Code actions: what can be done about findings at a place, each as edits that settle them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.finding import Finding
from fabula.lsp.acting.entering import offer_entry, offer_other_name
from fabula.lsp.acting.intending import offer_exemption, offer_removal
from fabula.lsp.acting.knowing import offer_knowledge
from fabula.lsp.acting.offer import Action, ActionKind, NewFile
from fabula.lsp.acting.presence import offer_at_name
from fabula.lsp.acting.spelling import offer_fixes, offer_spellings
from fabula.lsp.acting.writing import offer_form
from fabula.story.canon import Canon

__all__ = ["Action", "ActionKind", "NewFile", "find_actions", "findings_at"]


def find_actions(canon: Canon, findings: Sequence[Finding], path: str, start: int, end: int) -> tuple[Action, ...]:
    """What can be done about what lies between two offsets of a file. ``findings`` are all of the universe's.

    What is sure comes first; marking as intended comes last but for what can be done without any finding.
    """
    here = findings_at(findings, path, start, end)
    found: list[Action] = []
    for finding in here:
        found += _settling(canon, finding)
    for finding in here:
        found += offer_exemption(canon, findings, finding)
    found += offer_at_name(canon, path, start)
    told: dict[tuple[object, ...], Action] = {}
    for action in found:
        told.setdefault((action.edits, action.files), action)
    return tuple(told.values())


def findings_at(findings: Sequence[Finding], path: str, start: int, end: int) -> list[Finding]:
    """The findings at a stretch of a file that are to be shown; if there are none, those on its first line."""
    there = [one for one in findings if one.span.path == path and one.reported]
    touched = [one for one in there if one.span.start <= end and start <= one.span.end]
    if touched or not there:
        return touched
    line = there[0].span.source.position(start)[0]
    return [one for one in there if one.span.line == line]


def _settling(canon: Canon, finding: Finding) -> Iterator[Action]:
    yield from offer_fixes(canon, finding)
    yield from offer_spellings(canon, finding)
    yield from offer_form(finding)
    yield from offer_removal(canon, finding)
    yield from offer_knowledge(canon, finding)
    yield from offer_other_name(canon, finding)
    yield from offer_entry(canon, finding)
