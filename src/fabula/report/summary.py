"""The end of a report: how much was read, how much was found, and what is not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fabula.finding import Level, Standing
from fabula.report.checked import REPORTED, Checked, Counts, View, count_findings, place_of
from fabula.report.ink import PLAIN, Ink
from fabula.report.words import clean, count, join_words

__all__ = ["list_gone", "summarise", "tell_rest"]


def summarise(checked: Sequence[Checked], ink: Ink = PLAIN, view: View = REPORTED) -> str:
    """One line that says how much was read and how much was found, and what to do next.

    Where two versions were compared there is a line more, on what was there before.
    """
    read = _read(checked)
    found = count_findings(checked)
    total = sum(found.values())
    compared = any(one.since is not None for one in checked)
    since = f" since {join_words(_revisions(checked))}" if compared else ""
    hidden = sum(len(one.intended) for one in checked)
    tail = "" if not hidden else f", {hidden} intended{'' if view.intended else ' and not shown'}"
    held = sum(len(one.standing(Standing.BASELINE)) for one in checked)
    before = _before(checked) if compared else ""
    if not total:
        nothing = ink("Nothing new" if held or compared else "Nothing to report", "good")
        tail += f", and {count(held, 'finding')} from the baseline" if held else ""
        return f"{nothing}{since} in {read}{tail}.\n{before}"
    levels = [
        ink(count(found[level], str(level)), str(level))
        for level in (Level.ERROR, Level.WARNING, Level.NOTE)
        if found[level]
    ]
    tail += f", and {held} from the baseline" if held else ""
    what = count(total, "new finding" if compared else "finding") + since
    example = next(f.code for one in checked for f in one.reported)
    return f"{what} in {read}: {', '.join(levels)}{tail}.\n{before}What a finding means: fabula explain {example}\n"


def _read(checked: Sequence[Checked]) -> str:
    counts = Counts(
        sum(one.counts.episodes for one in checked),
        sum(one.counts.scenes for one in checked),
        sum(one.counts.people for one in checked),
    )
    return join_words(
        [count(counts.episodes, "episode"), count(counts.scenes, "scene"), count(counts.people, "person", "people")]
    )


def _revisions(checked: Sequence[Checked]) -> list[str]:
    return list(dict.fromkeys(clean(one.since.name) for one in checked if one.since is not None))


def _before(checked: Sequence[Checked]) -> str:
    """What was there before, what is gone, and where the new findings stand that nobody wrote."""
    old = sum(len(one.standing(Standing.OLD)) for one in checked)
    gone = sum(len(one.since.gone) for one in checked if one.since is not None)
    lines = [
        f"All of {clean(one.name)} is new: {clean(one.since.missing)}."
        for one in checked
        if one.since is not None and one.since.missing
    ]
    parts = [f"{old} {'was' if old == 1 else 'were'} there before", f"{gone} {'is' if gone == 1 else 'are'} gone"]
    lines.append(f"{parts[0]}, {parts[1]}.")
    elsewhere = Counter(show for one in checked if one.since for f in one.reported if (show := one.since.elsewhere(f)))
    if elsewhere:
        shows = [f"{clean(show)} ({number})" for show, number in sorted(elsewhere.items())]
        lines.append(f"In shows that were not changed themselves: {join_words(shows)}.")
    return "".join(f"{line}\n" for line in lines)


def list_gone(checked: Sequence[Checked], ink: Ink = PLAIN, view: View = REPORTED) -> Iterator[str]:
    """The findings that are gone, a line each, at the places where they stood."""
    seen: Counter[str] = Counter()
    for one in checked:
        for finding in one.since.gone if one.since is not None else ():
            seen[finding.code] += 1
            if not view.limit or seen[finding.code] <= view.limit:
                place = place_of(finding.span, one.prefix)
                where = ink(f"{clean(place.path)}:{place.line}:{place.column}", "path")
                yield f"{ink('gone', 'good')} {finding.code}  {where}  {clean(finding.message)}\n"
    rest = sum(number - view.limit for number in seen.values() if view.limit and number > view.limit)
    if rest:
        yield f"{ink('gone', 'good')} {rest} more\n"
    if seen:
        yield "\n"


def tell_rest(rest: Counter[str]) -> str:
    """How many findings of which rules are not shown, and how to see them; empty if all are."""
    if not rest:
        return ""
    words = join_words([f"{number} more of {code}" for code, number in sorted(rest.items())])
    return f"Not shown: {words}. To see them: --limit 0, or --select {min(rest)} for those of one rule.\n\n"
