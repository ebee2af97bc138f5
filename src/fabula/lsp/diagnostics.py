"""Findings as the editor shows them, for every file of a universe, and those that have changed since they were sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from lsprotocol import types

import fabula
from fabula.finding import Finding, Level, Related, Step
from fabula.lsp.open_universe import Checked, OpenUniverse
from fabula.lsp.places import Places
from fabula.lsp.positions import Encoding
from fabula.rules.registry import all_rules
from fabula.universe.versions import in_versions

__all__ = ["Board", "diagnose"]

_SEVERITIES: Final = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.NOTE: types.DiagnosticSeverity.Information,
}
_UNNEEDED: Final = frozenset({"C107", "X104"})
"""Findings that say that something can be deleted: editors show it faded."""
_LINE_OF_RELATED: Final = 300
"""Characters of a related message; some editors show it in one line."""


def diagnose(finding: Finding, places: Places, related: bool = True) -> types.Diagnostic:
    """One finding. What it says stands in the first line, and how sure it is; what to do in the second."""
    text = f"{finding.message} ({finding.certainty})"
    if finding.help:
        text += f"\nhelp: {finding.help}"
    return types.Diagnostic(
        range=places.range(finding.span),
        message=text,
        severity=_SEVERITIES.get(finding.level, types.DiagnosticSeverity.Hint),
        code=finding.code,
        code_description=_pages().get(finding.code),
        source="fabula",
        tags=[types.DiagnosticTag.Unnecessary] if finding.code in _UNNEEDED else None,
        related_information=list(_related(finding, places)) if related else None,
    )


def _related(finding: Finding, places: Places) -> Iterator[types.DiagnosticRelatedInformation]:
    """The other places: those that the finding names, then the steps of the evidence that are not among them."""
    told = {finding.span}
    for other in _others(finding):
        if other.span not in told:
            told.add(other.span)
            message = other.message[:_LINE_OF_RELATED]
            yield types.DiagnosticRelatedInformation(places.location(other.span), message)


def _others(finding: Finding) -> tuple[Related | Step, ...]:
    return (*finding.related, *finding.evidence)


@cache
def _pages() -> dict[str, types.CodeDescription]:
    """Where each rule is explained, if fabula runs from its repository; elsewhere nowhere."""
    page = Path(fabula.__file__).resolve().parents[2] / "docs" / "reference" / "rules.md"
    if not page.is_file():
        return {}
    return {r.code: types.CodeDescription(f"{page.as_uri()}#{r.code.lower()}-{r.name}") for r in all_rules()}


class Board:
    """The findings of one universe as they were last sent, by file. Only its worker uses it."""

    def __init__(self, related: bool = True) -> None:
        self.related = related
        self._sent: dict[str, tuple[str, list[types.Diagnostic]]] = {}
        self._made: dict[str, tuple[tuple[Finding, ...], list[types.Diagnostic]]] = {}

    def changes(
        self, universe: OpenUniverse, checked: Checked, encoding: Encoding
    ) -> list[types.PublishDiagnosticsParams]:
        """What has to be sent so that the editor shows what was found: files whose findings are not those sent last.

        Nothing is made again where nothing can have moved.
        """
        by_file: dict[str, list[Finding]] = {}
        version = universe.home.version
        for finding in checked.findings:
            # The files below a version are told of by the universe itself.
            if finding.intended is None and (not version or in_versions(finding.span.path)):
                by_file.setdefault(finding.span.path, []).append(finding)
        places = Places(universe, checked, encoding)
        changes: list[types.PublishDiagnosticsParams] = []
        made: dict[str, tuple[tuple[Finding, ...], list[types.Diagnostic]]] = {}
        for name in sorted(by_file.keys() | self._sent.keys()):
            findings = tuple(by_file.get(name, ()))
            diagnostics = self._diagnose(name, findings, places)
            if findings and not _has_moved(findings, places):
                made[name] = (findings, diagnostics)
            uri = places.uri(name)
            old_uri, old = self._sent.get(name, (uri, []))
            if old_uri != uri:
                changes.append(types.PublishDiagnosticsParams(old_uri, []))
                old = []
            if diagnostics != old:
                changes.append(types.PublishDiagnosticsParams(uri, diagnostics, places.version(name)))
            if diagnostics:
                self._sent[name] = (uri, diagnostics)
            else:
                self._sent.pop(name, None)
        self._made = made
        return changes

    def forget(self) -> None:
        """Nothing of it is shown any more."""
        self._sent, self._made = {}, {}

    def _diagnose(self, name: str, findings: tuple[Finding, ...], places: Places) -> list[types.Diagnostic]:
        held = self._made.get(name)
        if held is not None and _are_the_same(held[0], findings) and not _has_moved(findings, places):
            return held[1]
        return [diagnose(finding, places, self.related) for finding in findings]


def _are_the_same(old: Sequence[Finding], new: Sequence[Finding]) -> bool:
    """Whether findings are the same and stand in the very same texts."""
    return len(old) == len(new) and all(
        one is other or (one == other and all(a is b for a, b in zip(_sources(one), _sources(other), strict=True)))
        for one, other in zip(old, new, strict=True)
    )


def _sources(finding: Finding) -> list[object]:
    return [finding.span.source, *(other.span.source for other in _others(finding))]


def _has_moved(findings: Sequence[Finding], places: Places) -> bool:
    paths = {finding.span.path for finding in findings}
    paths.update(other.span.path for finding in findings for other in _others(finding))
    return any(map(places.is_behind, paths))
