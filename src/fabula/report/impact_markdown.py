"""What rests on what, in Markdown: for a pull request, or the notes of a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from fabula.change.impact.impact import Impact
from fabula.change.impact.outcome import Outcome
from fabula.finding import Finding
from fabula.report.impact_words import ImpactWords
from fabula.report.minds import where
from fabula.report.words import clean, count
from fabula.source import Span

__all__ = ["write_impact_markdown"]

_FEW = 20
"""So many of a kind are listed unless all are asked for."""
_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def write_impact_markdown(
    words: ImpactWords,
    impact: Impact,
    outcome: Outcome | None,
    prefix: str = "",
    prefix_after: str = "",
    everything: bool = False,
) -> Iterator[str]:
    """The answer as a page of Markdown, piece by piece. ``prefix_after`` is that of paths after the change."""
    span = impact.target.span
    place = f" ({_code(span, prefix)})" if span is not None else ""
    yield f"### {_text(words.title(impact.target))}{place}\n\n{_text(words.summary(impact))}\n"
    for status, group in groupby(impact.resting, key=lambda one: one.status):
        rows = [
            f"**{_text(one.scene.name)}**: {_text(reasons[0].words)} ({_code(reasons[0].span, prefix)})"
            + (f" and {count(len(reasons) - 1, 'more reason')}" if len(reasons) > 1 else "")
            for one in group
            if (reasons := words.reasons(one))
        ]
        yield from _list(str(status).capitalize(), rows, everything)
    yield from _list(
        "The bible", [f"{_text(words.field(f))} ({_code(f.span, prefix)})" for f in impact.fields], everything
    )
    audience = [f"{_text(words.learnt(one))} ({_code(one.span, prefix)})" for one in impact.learnt]
    yield from _list("The audience", [*audience, *map(_text, words.ahead(impact))], everything)
    yield f"\n{_text(words.untouched(impact))}\n"
    if outcome is not None:
        yield from _write_outcome(words, outcome, (prefix, prefix_after), everything)


def _write_outcome(words: ImpactWords, outcome: Outcome, prefixes: tuple[str, str], everything: bool) -> Iterator[str]:
    prefix, after = prefixes
    yield f"\n### Replayed {_text(outcome.trial.did)}\n\n"
    for remark in outcome.trial.remarks:
        yield f"_{_text(remark)}._\n\n"
    yield f"{_text(words.found(outcome))}\n"
    yield from _list("Findings that appear", _findings(outcome.appear, after), everything)
    yield from _list("Findings that disappear", _findings(outcome.disappear, prefix), everything)
    told = {finding.span.key for finding in outcome.appear}
    unfounded = [
        f"{_text(one.scene.name)}: {_text(words.tie(one.tie))} ({_code(one.tie.need.span, prefix)})"
        for one in outcome.unfounded
        if one.tie.need.span.key not in told
    ]
    yield from _list("Has nothing to go on any more", unfounded, everything)
    yield from _list("Who knows what", [_text(sentence) for sentence, _ in words.minds(outcome)], everything)
    beats = [f"{_text(words.beat(one))} ({_code(one.span, prefix)})" for one in outcome.open]
    yield from _list("Setups and payoffs", beats, everything)
    yield from _list("Times", [_text(words.time(one)) for one in outcome.times], everything)


def _findings(findings: Sequence[Finding], prefix: str) -> list[str]:
    return [f"**{one.code}** {one.level}: {_text(one.message)} ({_code(one.span, prefix)})" for one in findings]


def _list(title: str, rows: Sequence[str], everything: bool) -> Iterator[str]:
    if not rows:
        return
    yield f"\n**{title}**\n\n"
    for row in rows if everything else rows[:_FEW]:
        yield f"- {row}\n"
    if len(rows) > _FEW and not everything:
        yield f"- … and {len(rows) - _FEW} more\n"


def _text(words: str) -> str:
    """Words of scripts and findings, of which nothing is taken for markup."""
    return _MARKS.sub(r"\\\1", clean(words))


def _code(span: Span, prefix: str) -> str:
    return f"`{clean(where(span, prefix)).replace('`', chr(39))}`"
