"""The report that people read: each finding with its line of the script, in the order of the files."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from fabula.finding import Finding, Standing
from fabula.report.checked import REPORTED, Checked, View, limit_findings
from fabula.report.excerpt import Excerpt, excerpt
from fabula.report.ink import PLAIN, Ink
from fabula.report.summary import list_gone, summarise, tell_rest
from fabula.report.words import clean
from fabula.source import Span

__all__ = ["write_text"]

_LABEL = 9
"""Columns of "related", "because" and "help", with the blanks behind them."""
_INDENT = _LABEL + 2
_NARROW = 24
"""Columns that a sentence needs at least beside something else."""


def write_text(
    checked: Sequence[Checked], ink: Ink = PLAIN, view: View = REPORTED, width: int | None = None
) -> Iterator[str]:
    """The report as pieces of text, each ending in a line end.

    ``width`` is the number of columns into which sentences are folded; None leaves each on one line.
    """
    shown, rest = limit_findings(checked, view)
    for one, finding in shown:
        yield "".join(line.rstrip() + "\n" for line in _finding_lines(finding, one.prefix, ink, width)) + "\n"
    yield from list_gone(checked, ink, view)
    yield tell_rest(rest)
    if not view.quiet:
        yield summarise(checked, ink, view)


def _finding_lines(finding: Finding, prefix: str, ink: Ink, width: int | None) -> Iterator[str]:
    level = str(finding.level)
    place = ink(_place(finding.span, prefix), "path")
    yield f"{ink(finding.code, 'code')} {ink(level, level)} {finding.certainty}  {place}"
    for line in _fold(clean(finding.message), width, 2, 2):
        yield f"  {ink(line, 'strong')}"
    own, *others = (excerpt(span) for span in (finding.span, *(related.span for related in finding.related)))
    gutter = max((len(str(shown.number)) for shown in (own, *others) if shown is not None), default=1)
    details = list(_details(finding, prefix, others, gutter, ink, width))
    if own is not None:
        yield ""
        yield from _excerpt_lines(own, gutter, ink, level)
        if details:
            yield ""
    yield from details


def _details(
    finding: Finding, prefix: str, excerpts: Sequence[Excerpt | None], gutter: int, ink: Ink, width: int | None
) -> Iterator[str]:
    """What stands below the excerpt: other places, the way there, what to do, why it is wanted."""

    def labelled(label: str, span: Span | None, *texts: str) -> Iterator[str]:
        place = "" if span is None else _place(span, prefix) + "  "
        lines = [line for text in texts for line in _fold(clean(text), width, _INDENT + len(place), _INDENT)]
        first, *rest = lines
        yield f"  {ink(label.ljust(_LABEL), 'dim')}{ink(place.rstrip(), 'path')}{'  ' if place else ''}{first}"
        for line in rest:
            yield f"{'':{_INDENT}}{line}"

    for related, other in zip(finding.related, excerpts, strict=True):
        yield from labelled("related", related.span, related.message)
        if other is not None:
            yield from _excerpt_lines(other, gutter, ink, "dim")
    shown = {finding.span, *(related.span for related in finding.related)}
    for index, step in enumerate(finding.evidence if any(s.span not in shown for s in finding.evidence) else ()):
        yield from labelled("" if index else "because", step.span, step.message)
    for fix in finding.fixes if not finding.help else ():  # the help says it in words
        yield from labelled("fix", None, fix.message)
    if finding.help:
        yield from labelled("help", None, *finding.help.splitlines())
    if finding.intended is not None:
        yield from labelled("intended", None, finding.intended)
    elif finding.standing is Standing.BASELINE:
        yield from labelled("baseline", None, "it was there when the baseline was made")


def _fold(text: str, width: int | None, used: int, indent: int) -> list[str]:
    """A sentence in lines: the first begins at column ``used``, the others at ``indent``. Words stay whole."""
    if width is None or used + len(text) <= width:
        return [text]
    if used + _NARROW > width and used > indent:  # a long path leaves no room beside it
        return ["", *_fold(text, width, indent, indent)]
    first, *rest = textwrap.wrap(
        text,
        max(width, indent + _NARROW),
        initial_indent=" " * used,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [first[used:], *(line[indent:] for line in rest)]


def _place(span: Span, prefix: str) -> str:
    line, column = span.source.position(span.start)
    return f"{clean(prefix + span.path)}:{line}:{column}"


def _excerpt_lines(shown: Excerpt, gutter: int, ink: Ink, style: str) -> Iterator[str]:
    bar = ink("|", "dim")
    yield f"    {ink(str(shown.number).rjust(gutter), 'dim')} {bar} {shown.text}"
    yield f"    {'':{gutter}} {bar} {_mark(shown.marks, ink, style)}"


def _mark(marks: str, ink: Ink, style: str) -> str:
    carets = marks.lstrip()
    return marks[: len(marks) - len(carets)] + ink(carets, style)
