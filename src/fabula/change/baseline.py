"""The baseline of a universe: the findings of an old project that are taken as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fabula.change.baseline_file import BASELINE, Entry, read_baseline
from fabula.change.recognise import Sighting, recognise, scene_headings, take_sightings
from fabula.finding import Finding, Level, Standing
from fabula.rules.registry import find_rule, level_of
from fabula.rules.run import FAILED
from fabula.source import Source
from fabula.story.canon import Canon
from fabula.universe.files import FoundFile
from fabula.universe.tree import FolderTree, Tree

__all__ = ["Baseline", "Held", "can_be_held", "find_baseline", "hold_against", "settle_baseline"]

NEVER: Final = frozenset({"C104", "C105", "C106", "C107", "C110", FAILED})
"""What is said of exemptions, and of fabula itself, is for those who work with them and is never put aside."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a universe's baseline file holds. ``broken`` is what is wrong with the file."""

    source: Source
    entries: tuple[Entry, ...]
    broken: tuple[Finding, ...] = ()


def find_baseline(tree: Tree) -> Baseline | None:
    """The baseline in a universe's folder, or in a revision of it; None if it has none."""
    if isinstance(tree, FolderTree):  # the folder need not be listed again to find one file
        file: FoundFile | None = FoundFile(tree.root / BASELINE, BASELINE)
        if file is not None and not file.path.exists():
            return None
    else:
        file = next((one for one in tree.files()[0] if one.name == BASELINE), None)
    if file is None:
        return None
    source, findings = tree.read(file)
    if source is None:
        return Baseline(Source(BASELINE, ""), (), tuple(findings))
    entries, broken = read_baseline(source)
    return Baseline(source, tuple(entries), tuple(broken))


@dataclass(frozen=True, slots=True)
class Held:
    """The findings of a universe held against its baseline.

    ``entries`` says for each finding which entry holds it; ``needless`` are the entries that hold nothing, each with
    the reason why it can go.
    """

    findings: tuple[Finding, ...]
    sightings: tuple[Sighting, ...]
    entries: tuple[Entry | None, ...]
    needless: tuple[tuple[Entry, str], ...]


def can_be_held(finding: Finding) -> bool:
    """Whether a baseline may hold a finding: it is open, and not about what is put aside itself."""
    return finding.intended is None and finding.code not in NEVER and finding.span.path != BASELINE


def hold_against(
    canon: Canon, findings: Sequence[Finding], baseline: Baseline, codes: Collection[str] = (), whole: bool = True
) -> Held:
    """Recognise the entries of a baseline in the findings of a universe.

    ``codes`` are those of the rules that were asked for, none for all. ``whole`` is False if only a part of the
    universe was read. Of what was not looked for nothing is called needless.
    """
    sightings = take_sightings(canon.universe, findings)
    headings = scene_headings(canon.universe)
    held: list[Entry | None] = [None] * len(findings)
    entries = list(baseline.entries)

    def match(indices: list[int]) -> list[Entry]:
        """Match what is left of the entries with some findings; the entries that met one."""
        pairs = recognise([entry.sighting for entry in entries], [sightings[index] for index in indices], headings)
        met = [pair for pair in pairs if pair is not None]
        for index, pair in zip(indices, pairs, strict=True):
            held[index] = None if pair is None else entries[pair]
        taken = [entries[pair] for pair in met]
        gone = set(met)
        entries[:] = [entry for number, entry in enumerate(entries) if number not in gone]
        return taken

    match([index for index, finding in enumerate(findings) if can_be_held(finding)])
    intended = [index for index, finding in enumerate(findings) if finding.intended is not None]
    needless = [(entry, "a note says by now that it is intended") for entry in match(intended)]
    for index in intended:
        held[index] = None
    failed = any(finding.code == FAILED for finding in findings)
    if whole and not failed:
        needless += [(entry, reason) for entry in entries if (reason := _needless(canon, entry, codes))]
    needless.sort(key=lambda pair: pair[0].key)
    return Held(tuple(findings), tuple(sightings), tuple(held), tuple(needless))


def _needless(canon: Canon, entry: Entry, codes: Collection[str]) -> str:
    """Why an entry that met no finding can go; empty if it cannot be told."""
    code = entry.sighting.code
    rule = find_rule(code)
    if codes and code not in codes:
        return ""
    if rule is None:
        return f"there is no rule {code}"
    if code in NEVER:
        return f"{code} is never put aside"
    return "" if level_of(rule, canon.universe.settings) is Level.OFF else "it is no longer found"


def settle_baseline(
    canon: Canon,
    findings: Sequence[Finding],
    baseline: Baseline | None,
    codes: Collection[str] = (),
    whole: bool = True,
) -> list[Finding]:
    """Mark the findings that the baseline holds, and add what is to be said of the baseline itself.

    See `hold_against` for the arguments. What an ``intended`` note covers is not touched, so that the note is needed
    as before.
    """
    if baseline is None:
        return list(findings)
    held = hold_against(canon, findings, baseline, codes, whole)
    settled = [
        finding if entry is None else replace(finding, standing=Standing.BASELINE)
        for finding, entry in zip(findings, held.entries, strict=True)
    ]
    said = [*baseline.broken, *(_tell(entry, reason) for entry, reason in held.needless)]
    settled += [finding for finding in _levelled(canon, said) if not codes or finding.code in codes]
    return sorted(settled, key=lambda finding: finding.sort_key)


def _tell(entry: Entry, reason: str) -> Finding:
    one = entry.sighting
    message = f"The baseline holds {one.code} in {one.path}, and {reason}: the line can go"
    return Finding("C110", entry.span, message, "take it out with `fabula baseline --prune`", level=Level.NOTE)


def _levelled(canon: Canon, findings: Iterable[Finding]) -> Iterable[Finding]:
    for finding in findings:
        rule = find_rule(finding.code)
        level = finding.level if rule is None else level_of(rule, canon.universe.settings)
        if level is not Level.OFF:
            yield replace(finding, level=level)
