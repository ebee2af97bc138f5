"""``intended CODE: reason [until EPISODE]``: findings that the room knows of and wants.

A note covers the findings with its code in its scene, or on the line above or below it. What it covers is kept, and
marked with the reason. A note that gives no reason still covers, and is a finding itself; one that is too broad, or
whose time is over, covers nothing. ``retcons SCENE: reason`` covers contradictions with that scene in the same way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fabula.bible.statements import SceneName, Statement
from fabula.finding import Finding, Level, Related
from fabula.rules.registry import find_rule, level_of
from fabula.rules.retcons import find_retcons
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Episode, Scene, Status, Universe

__all__ = ["settle_intended"]

_NO_REASON = "intended, but the note gives no reason"
_ABOUT_NOTES = frozenset({"C104", "C105", "C106", "C107"})
"""Findings about exemptions cannot be exempted."""


def settle_intended(canon: Canon, findings: list[Finding], failed: frozenset[str] = frozenset()) -> list[Finding]:
    """Mark what intended notes and retcons cover, and add findings about notes that need attention themselves.

    ``failed`` are the codes of rules of which nothing is known: a note on one of them is never called needless.
    """
    universe = canon.universe
    notes = list(_find_notes(universe))
    retcons = find_retcons(universe)
    if not notes and not retcons:
        return findings
    by_code: dict[str, list[_Note]] = {}
    for note in notes:
        if note.code and not note.over:
            by_code.setdefault(note.code, []).append(note)
    places = _Places(universe)
    settled = [_settle(finding, by_code, retcons, places) for finding in findings]
    met = {finding.code for finding in findings}
    for note in notes:
        expired = note.over and note.code in met and any(note.covers(f) for f in findings if f.code == note.code)
        if note.code not in failed:
            settled.extend(_check_note(note, canon, expired))
    return settled


@dataclass(slots=True)
class _Note:
    """One intended note. ``code`` is empty if it names no one rule; ``used`` says whether it covered something."""

    scene: Scene
    statement: Statement
    code: str
    until: Episode | None
    used: bool = False

    @property
    def reason(self) -> str:
        return self.statement.text("reason").strip()

    @property
    def over(self) -> bool:
        """Whether the episode that was to settle it is locked or further."""
        return self.until is not None and self.until.status >= Status.LOCKED

    def covers(self, finding: Finding) -> bool:
        """Whether a finding with the note's code is in its place."""
        here, there = self.statement.span, finding.span
        if here.path != there.path:
            return False
        written = self.scene.written
        return written.start <= there.start < written.end or abs(there.line - here.line) <= 1


def _find_notes(universe: Universe) -> Iterator[_Note]:
    for scene, statement in universe.stated("intended"):
        rule = find_rule(statement.text("code"))
        until = statement.get("until")
        episode = universe.find_episode(until, scene.episode.show.id) if isinstance(until, SceneName) else None
        yield _Note(scene, statement, rule.code if rule is not None else "", episode)


def _settle(
    finding: Finding, notes: Mapping[str, list[_Note]], retcons: Mapping[tuple[str, str], str], places: _Places
) -> Finding:
    if finding.code in _ABOUT_NOTES:
        return finding
    for note in notes.get(finding.code, ()):
        if note.covers(finding):
            note.used = True
            return replace(finding, intended=note.reason or _NO_REASON)
    if retcons and finding.code.startswith("W") and finding.related:
        reason = _retconned(finding, retcons, places)
        if reason:
            return replace(finding, intended=reason)
    return finding


def _retconned(finding: Finding, retcons: Mapping[tuple[str, str], str], places: _Places) -> str:
    """The reason of a retcon between the scenes that a finding speaks of, or empty."""
    here = places.scene(finding.span)
    if here is None:
        return ""
    for related in finding.related:
        there = places.scene(related.span)
        if there is not None:
            reason = retcons.get((here.key, there.key)) or retcons.get((there.key, here.key))
            if reason:
                return reason
    return ""


def _check_note(note: _Note, canon: Canon, expired: bool) -> Iterable[Finding]:
    """What is wrong with a note: the first of these that applies, so that one slip is one finding."""
    span, said = note.statement.span, note.statement.text("code").strip()
    if not said:
        yield Finding("C105", span, "This note names no code: it would hide everything", _BROAD)
    elif not note.code and _is_broad(said):
        yield Finding("C105", span, f"`{said}` stands for many rules: an exemption is for one", _BROAD)
    elif not note.code:
        yield Finding("C107", span, f"There is no rule {said}, so nothing is exempted here", _UNKNOWN)
    elif note.over and expired:
        assert note.until is not None
        message = f"This exemption ended with {note.until.show.id} {note.until.code}, which is {note.until.status}"
        related = (Related(note.until.script.source.whole, f"{note.until.code} is {note.until.status}"),)
        yield Finding("C106", span, message, "settle the finding, or name a later episode", related=related)
    elif not note.used and not _is_off(canon, note.code):
        yield Finding("C107", span, f"Nothing here is found under {note.code}: the exemption can go", "delete the note")
    elif not note.reason:
        help_ = f"write `intended {note.code}: …` with the reason, for those who read it next year"
        yield Finding("C104", span, f"This exemption from {note.code} gives no reason", help_)


_BROAD = "name the one code that is meant, such as `intended W101: she is a ghost`"
_UNKNOWN = "look at the code of the finding that is meant; `fabula explain` lists all codes"


def _is_broad(said: str) -> bool:
    """A family letter, the beginning of a code, a wildcard, or a word for all."""
    plain = said.lower()
    return "*" in said or "," in said or " " in said or plain in {"all", "any", "everything"} or _begins_a_code(said)


def _begins_a_code(said: str) -> bool:
    return len(said) < 4 and said[:1].isalpha() and said[1:].strip("xX?").isdigit() | (not said[1:].strip("xX?"))


def _is_off(canon: Canon, code: str) -> bool:
    rule = find_rule(code)
    return rule is not None and level_of(rule, canon.universe.settings) is Level.OFF


class _Places:
    """Which scene a place in a script belongs to."""

    def __init__(self, universe: Universe) -> None:
        self._scenes = {episode.script.source.path: episode.scenes for episode in universe.episodes}

    def scene(self, span: Span) -> Scene | None:
        """The scene that a span starts in, or None."""
        scenes = self._scenes.get(span.path, [])
        index = bisect_right(scenes, span.start, key=lambda scene: scene.written.start)
        return scenes[index - 1] if index else None
