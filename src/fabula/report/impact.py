"""What rests on a scene, a fact or a name, and what comes of it without it, written for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from fabula.change.impact.impact import Impact, Resting
from fabula.change.impact.outcome import Outcome
from fabula.finding import Finding
from fabula.report.impact_words import ImpactWords
from fabula.report.ink import PLAIN, Ink
from fabula.report.minds import where, write_steps
from fabula.report.timeline import heading_text
from fabula.report.words import cell_width, clean, count
from fabula.source import Span

__all__ = ["ImpactView", "write_impact"]

_FEW = 8
"""So many of a kind are listed unless all are asked for."""
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class ImpactView:
    """How much is written: ``everything`` instead of the first few of each kind, ``evidence`` with every step.

    ``prefix`` stands in front of paths, ``prefix_after`` in front of those of the version after the change.
    """

    everything: bool = False
    evidence: bool = False
    prefix: str = ""
    prefix_after: str = ""
    ink: Ink = PLAIN


def write_impact(words: ImpactWords, impact: Impact, outcome: Outcome | None, view: ImpactView) -> Iterator[str]:
    """The answer as pieces of text, each ending in a line end."""
    ink, span = view.ink, impact.target.span
    place = f"  {ink(clean(where(span, view.prefix)), 'path')}" if span is not None else ""
    yield f"{ink(clean(words.title(impact.target)), 'strong')}{place}\n"
    yield f"{clean(words.summary(impact))}\n"
    for status, group in groupby(impact.resting, key=lambda one: one.status):
        yield f"\n{ink(str(status), 'strong')}\n"
        yield from _write_scenes(words, list(group), view)
    yield from _write_bible(words, impact, view)
    yield from _write_audience(words, impact, view)
    if impact.spared:
        yield from _write_spared(words, impact, view)
    yield f"\n{clean(words.untouched(impact))}\n"
    if outcome is not None:
        yield from _write_outcome(words, outcome, view)


def _first(items: Sequence[_Item], view: ImpactView) -> Sequence[_Item]:
    return items if view.everything else items[:_FEW]


def _more(items: Sequence[object], view: ImpactView, noun: str) -> Iterator[str]:
    rest = len(items) - _FEW
    if rest > 0 and not view.everything:
        yield f"  … and {count(rest, f'more {noun}', 'more people' if noun == 'person' else '')} (--all)\n"


def _write_scenes(words: ImpactWords, resting: Sequence[Resting], view: ImpactView) -> Iterator[str]:
    shown = _first(resting, view)
    width = max(cell_width(clean(one.scene.name)) for one in shown)
    for one in shown:
        name = clean(one.scene.name)
        yield f"  {name}{' ' * (width - cell_width(name))}  {clean(heading_text(one.scene))}".rstrip() + "\n"
        reasons = words.reasons(one)
        for reason in reasons if view.everything or view.evidence else reasons[:1]:
            yield f"    {clean(reason.words)}  {view.ink(clean(where(reason.span, view.prefix)), 'path')}\n"
            if view.evidence and len(reason.steps) > 1:
                yield from write_steps(reason.steps, view.prefix, view.ink, 6)
        if len(reasons) > 1 and not (view.everything or view.evidence):
            yield f"    … and {count(len(reasons) - 1, 'more reason')} (--all)\n"
    yield from _more(resting, view, "scene")


def _write_bible(words: ImpactWords, impact: Impact, view: ImpactView) -> Iterator[str]:
    rows = [(words.field(one), one.span) for one in impact.fields]
    rows += [("an event is placed by it", span) for span in impact.events]
    if rows:
        yield f"\n{view.ink('the bible', 'strong')}\n"
        for sentence, span in _first(rows, view):
            yield f"  {clean(sentence)}  {view.ink(clean(where(span, view.prefix)), 'path')}\n"
        yield from _more(rows, view, "field")


def _write_audience(words: ImpactWords, impact: Impact, view: ImpactView) -> Iterator[str]:
    if impact.learnt:
        yield f"\n{view.ink('the audience', 'strong')}\n"
        for learnt in _first(impact.learnt, view):
            sentence = clean(words.learnt(learnt)).removeprefix("the audience ")
            yield f"  {sentence}  {view.ink(clean(where(learnt.span, view.prefix)), 'path')}\n"
        yield from _more(impact.learnt, view, "thing")
        ahead = words.ahead(impact)
        for sentence in _first(ahead, view):
            yield f"  {clean(sentence)}\n"
        yield from _more(ahead, view, "person")


def _write_spared(words: ImpactWords, impact: Impact, view: ImpactView) -> Iterator[str]:
    number = len({tie.need.scene.key for tie in impact.spared})
    hold = "would hold" if number > 1 else "would hold as well"
    yield f"\n{count(number, 'more scene')} {hold} without it: something else does what it does there"
    if not view.everything:
        yield " (--all).\n"
        return
    yield ".\n"
    for tie in impact.spared:
        place = view.ink(clean(where(tie.need.span, view.prefix)), "path")
        others = [one.scene.name if one.scene is not None else "the bible" for one in tie.others]
        also = ", ".join(dict.fromkeys(others))
        yield f"  {clean(tie.need.scene.name)}: {clean(words.tie(tie))}, and {clean(also)}  {place}\n"


def _write_outcome(words: ImpactWords, outcome: Outcome, view: ImpactView) -> Iterator[str]:
    ink = view.ink
    yield f"\n{ink(clean(f'Replayed {outcome.trial.did}'), 'strong')}\n"
    for remark in outcome.trial.remarks:
        yield f"  {clean(remark)}\n"
    yield f"{words.found(outcome)}\n"
    yield from _write_findings("+", outcome.appear, replace(view, prefix=view.prefix_after))
    yield from _write_findings("-", outcome.disappear, view)
    yield from _write_findings("~", [after for _, after in outcome.changed], view)
    told = {finding.span.key for finding in outcome.appear}
    lists: list[tuple[str, list[tuple[str, Span | None]]]] = [
        ("has nothing to go on any more", [
            (f"{one.scene.name}: {words.tie(one.tie)}", one.tie.need.span)
            for one in outcome.unfounded
            if one.tie.need.span.key not in told
        ]),
        ("who knows what", words.minds(outcome)),
        ("setups and payoffs", [(words.beat(one), one.span) for one in outcome.open]),
        ("times", [(words.time(one), None) for one in outcome.times]),
    ]  # fmt: skip
    for title, rows in lists:
        if rows:
            yield f"\n{ink(title, 'strong')}\n"
            for sentence, span in _first(rows, view):
                place = f"  {ink(clean(where(span, view.prefix)), 'path')}" if span is not None else ""
                yield f"  {clean(sentence)}{place}\n"
            yield from _more(rows, view, "line")


def _write_findings(sign: str, findings: Sequence[Finding], view: ImpactView) -> Iterator[str]:
    for finding in _first(findings, view):
        level = view.ink(str(finding.level), str(finding.level))
        place = view.ink(clean(where(finding.span, view.prefix)), "path")
        yield f"  {sign} {finding.code} {level}: {clean(finding.message)}  {place}\n"
    yield from _more(findings, view, "finding")
