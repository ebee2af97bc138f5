"""Findings as a comment on a pull request, in Markdown: first what a change breaks where its writers do not look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.finding import Finding, Standing
from fabula.report.checked import REPORTED, Checked, View, limit_findings
from fabula.report.markdown import code, plain
from fabula.report.words import clean, count, join_words

__all__ = ["write_comment"]

_GONE = 20
"""The most findings that are listed as gone."""


def write_comment(checked: Sequence[Checked], view: View = REPORTED) -> Iterator[str]:
    """The comment: a headline, then the findings in shows that were not changed, then the others, then what is gone."""
    shown, rest = limit_findings(checked, View(limit=view.limit))
    total = len(shown) + rest.total()
    revisions = list(dict.fromkeys(clean(one.since.name) for one in checked if one.since is not None))
    since = f" since {join_words([code(name) for name in revisions])}" if revisions else ""
    what = count(total, "new finding" if revisions else "finding") if total else f"no {'new ' if since else ''}findings"
    yield f"### fabula: {what}{since}\n\n"
    yield from (
        f"All of it is new: {plain(one.since.missing)}.\n\n" for one in checked if one.since and one.since.missing
    )
    there = [(one, f) for one, f in shown if one.since is not None and one.since.elsewhere(f)]
    here = [(one, f) for one, f in shown if one.since is None or not one.since.elsewhere(f)]
    if there:
        shows = sorted({one.since.elsewhere(f) for one, f in there if one.since is not None})
        yield f"**In shows that this change does not touch: {plain(join_words(shows))}**\n\n"
        yield from _items(there)
    if here:
        if there:
            yield "**In what was changed**\n\n"
        yield from _items(here)
    if rest:
        words = join_words([f"{number} more of {code}" for code, number in sorted(rest.items())])
        yield f"Not listed: {words}.\n\n"
    yield from _gone([(one, f) for one in checked if one.since is not None for f in one.since.gone])
    counted = _counted(checked)
    if counted:
        yield f"{counted}\n"


def _items(findings: Sequence[tuple[Checked, Finding]]) -> Iterator[str]:
    for one, finding in findings:
        place = _place(finding, one.prefix)
        yield f"- **{finding.code}** {finding.level}, {finding.certainty}: {plain(finding.message)} ({place})\n"
        for related in finding.related:
            yield f"  - {plain(related.message)} ({_at(one.prefix + related.span.path, related.span.line)})\n"
        if finding.help:
            yield f"  - {plain(' '.join(finding.help.splitlines()))}\n"
    yield "\n"


def _gone(findings: Sequence[tuple[Checked, Finding]]) -> Iterator[str]:
    if not findings:
        return
    yield f"<details><summary>{count(len(findings), 'finding')} gone</summary>\n\n"
    for one, finding in findings[:_GONE]:
        yield f"- {finding.code}: {plain(finding.message)} ({_place(finding, one.prefix)})\n"
    if len(findings) > _GONE:
        yield f"- and {len(findings) - _GONE} more\n"
    yield "\n</details>\n\n"


def _counted(checked: Sequence[Checked]) -> str:
    old = sum(len(one.standing(Standing.OLD)) for one in checked)
    held = sum(len(one.standing(Standing.BASELINE)) for one in checked)
    parts = [f"{old} {'was' if old == 1 else 'were'} there before"] if old else []
    parts += [f"{held} {'is' if held == 1 else 'are'} in the baseline"] if held else []
    return f"{join_words(parts)}." if parts else ""


def _place(finding: Finding, prefix: str) -> str:
    return _at(prefix + finding.span.path, finding.span.line)


def _at(path: str, line: int) -> str:
    return code(f"{path}:{line}")
