"""The report that people read: each finding with its line of the script, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.finding import Finding, Level
from fabula.report.checked import Checked, Counts, count_findings
from fabula.report.excerpt import Excerpt, excerpt
from fabula.report.ink import PLAIN, Ink
from fabula.report.words import clean, count, join_words
from fabula.source import Span

__all__ = ["summarise", "write_text"]

_LABEL = 9
"""Columns of "related", "because" and "help", with the blanks behind them."""


def write_text(
    checked: Sequence[Checked], ink: Ink = PLAIN, show_intended: bool = False, quiet: bool = False
) -> Iterator[str]:
    """The report as pieces of text, each ending in a line end. ``quiet`` leaves the summary out."""
    for one in checked:
        for finding in one.findings if show_intended else one.reported:
            yield "".join(line.rstrip() + "\n" for line in _finding_lines(finding, one.prefix, ink)) + "\n"
    if not quiet:
        yield summarise(checked, ink, show_intended)


def _finding_lines(finding: Finding, prefix: str, ink: Ink) -> Iterator[str]:
    level = str(finding.level)
    place = ink(_place(finding.span, prefix), "path")
    yield f"{ink(finding.code, 'code')} {ink(level, level)} {finding.certainty}  {place}"
    yield f"  {ink(clean(finding.message), 'strong')}"
    own, *others = (excerpt(span) for span in (finding.span, *(related.span for related in finding.related)))
    gutter = max((len(str(shown.number)) for shown in (own, *others) if shown is not None), default=1)
    details = list(_details(finding, prefix, others, gutter, ink))
    if own is not None:
        yield ""
        yield from _excerpt_lines(own, gutter, ink, level)
        if details:
            yield ""
    yield from details


def _details(finding: Finding, prefix: str, excerpts: Sequence[Excerpt | None], gutter: int, ink: Ink) -> Iterator[str]:
    """What stands below the excerpt: other places, the way there, what to do, why it is wanted."""
    for related, other in zip(finding.related, excerpts, strict=True):
        yield from _labelled("related", f"{ink(_place(related.span, prefix), 'path')}  {clean(related.message)}", ink)
        if other is not None:
            yield from _excerpt_lines(other, gutter, ink, "dim")
    shown = {finding.span, *(related.span for related in finding.related)}
    for index, step in enumerate(finding.evidence if any(s.span not in shown for s in finding.evidence) else ()):
        text = f"{ink(_place(step.span, prefix), 'path')}  {clean(step.message)}"
        yield from _labelled("" if index else "because", text, ink)
    for fix in finding.fixes if not finding.help else ():  # the help says it in words
        yield from _labelled("fix", clean(fix.message), ink)
    if finding.help:
        yield from _labelled("help", "\n".join(map(clean, finding.help.splitlines())), ink)
    if finding.intended is not None:
        yield from _labelled("intended", clean(finding.intended), ink)


def _place(span: Span, prefix: str) -> str:
    line, column = span.source.position(span.start)
    return f"{clean(prefix + span.path)}:{line}:{column}"


def _labelled(label: str, text: str, ink: Ink) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield f"  {ink(label.ljust(_LABEL), 'dim')}{first}"
    for line in rest:
        yield f"  {'':{_LABEL}}{line}"


def _excerpt_lines(shown: Excerpt, gutter: int, ink: Ink, style: str) -> Iterator[str]:
    bar = ink("|", "dim")
    yield f"    {ink(str(shown.number).rjust(gutter), 'dim')} {bar} {shown.text}"
    yield f"    {'':{gutter}} {bar} {_mark(shown.marks, ink, style)}"


def _mark(marks: str, ink: Ink, style: str) -> str:
    carets = marks.lstrip()
    return marks[: len(marks) - len(carets)] + ink(carets, style)


def summarise(checked: Sequence[Checked], ink: Ink = PLAIN, show_intended: bool = False) -> str:
    """One line that says how much was read and how much was found."""
    counts = Counts(
        sum(one.counts.episodes for one in checked),
        sum(one.counts.scenes for one in checked),
        sum(one.counts.people for one in checked),
    )
    read = join_words(
        [count(counts.episodes, "episode"), count(counts.scenes, "scene"), count(counts.people, "person", "people")]
    )
    found = count_findings(checked)
    total = sum(found.values())
    hidden = sum(len(one.intended) for one in checked)
    tail = "" if not hidden else f", {hidden} intended{'' if show_intended else ' and not shown'}"
    if not total:
        return f"{ink('Nothing to report', 'good')} in {read}{tail}.\n"
    levels = [
        ink(count(found[level], str(level)), str(level))
        for level in (Level.ERROR, Level.WARNING, Level.NOTE)
        if found[level]
    ]
    example = next(f.code for one in checked for f in one.reported)
    return (
        f"{count(total, 'finding')} in {read}: {', '.join(levels)}{tail}.\n"
        f"What a finding means: fabula explain {example}\n"
    )
