"""How often intervals hold the truth, and how wide they are: every method of `fabula.listening.numbers`, simulated.

Audiences are made up whose truth is known: few authors write much and have opinions of their own, the scorer is biased
and blunt, some comments do not speak of the element although they are linked to it, copies count for less, and labels
are drawn with unequal chances. Each method answers again and again; counted is how often its interval for nominal 95 of
100 holds the truth. Widths are given as a ratio to those of the labels alone, in the same runs. With ``--real`` also on
the gold labels of MAMS (../shared/data/audience/mams), with fabula's own lexicon as the scorer.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import ndtr, stdtr, stdtrit

from fabula.listening.numbers.changes import find_changes
from fabula.listening.numbers.figure import interval
from fabula.listening.numbers.guesses import first_surely
from fabula.listening.numbers.labelled import Labelled
from fabula.listening.numbers.means import mean_figure
from fabula.listening.numbers.measuring import measure
from fabula.listening.numbers.powered import power
from fabula.listening.numbers.relation import relate
from fabula.listening.numbers.series import Series
from fabula.listening.numbers.sums import Sums, bounds_of

sys.path.insert(0, str(Path(__file__).parent))
from listening_gold import aspects_in

Floats = Any
SPREAD = 0.6  # of comments around their author's opinion
OPINIONS = 0.35  # of authors around the element's mean
MIDDLE = 0.15


@dataclass
class Tally:
    """How often intervals of a method held the truth, and how wide they were together."""

    held: dict[str, list[bool]] = field(default_factory=dict)
    widths: dict[str, float] = field(default_factory=dict)

    def add(self, method: str, low: float, high: float, truth: float) -> None:
        self.held.setdefault(method, []).append(bool(low <= truth <= high))
        self.widths[method] = self.widths.get(method, 0.0) + high - low

    def coverage(self, method: str) -> float:
        return float(np.mean(self.held[method]))

    def ratio(self, method: str, to: str = "labels") -> float:
        return self.widths[method] / self.widths[to]

    def row(self) -> str:
        return "   ".join(
            f"{method} {100 * self.coverage(method):.1f} ({self.ratio(method):.2f})" for method in self.held
        )


@dataclass(frozen=True)
class Audience:
    """Comments by column: what they really say, and what the machine makes of them."""

    author: Floats
    speaks: Floats
    value: Floats
    scored: Floats  # thousandths, as the rest below
    comment_weight: Floats
    weight: Floats

    def sums(self, axis: str) -> Sums:
        w = self.weight.astype(np.int64)
        groups = np.unique(self.author, return_inverse=True)[1]
        per = [np.bincount(groups, column).astype(np.int64) for column in (w * self.scored, w)]
        s, total = ([int(value) for value in column] for column in per)
        wrote = len(total)
        return Sums(
            len(w), wrote, len(w), wrote, int(np.sum(w * w)), sum(total), sum(b * b for b in total),
            sum(s), sum(a * a for a in s), sum(a * b for a, b in zip(s, total, strict=True)), bounds=bounds_of(axis),
        )  # fmt: skip

    def labelled(self, rows: Floats, chances: Floats, cell: Floats | None = None) -> Labelled:
        return Labelled(
            np.zeros(len(rows), np.int64) if cell is None else cell,
            self.author[rows].astype(np.int64),
            self.comment_weight[rows] / 1000,
            self.weight[rows] / 1000,
            self.scored[rows] / 1000,
            self.speaks[rows].astype(np.float64),
            self.value[rows].astype(np.float64),
            chances[rows],
        )


KINDS: dict[str, tuple[str, float]] = {
    "liking": ("liking", 0.0),
    "share": ("confusion", 0.5),
    "rare": ("confusion", 1.5),
}
"""The axis of each kind, and from which opinion on a comment counts as a hit: a share of 0.31, and one of 0.03."""


def make_audience(rng: Any, size: int, kind: str, bias: float = 0.25, noise: float = 0.5) -> Audience:
    """An audience of some size; authors write up to sixty comments each."""
    author = rng.permutation(np.repeat(np.arange(size), np.minimum(rng.zipf(2.3, size), 60))[:size])
    opinion = MIDDLE + rng.normal(0, OPINIONS, size)[author] + rng.normal(0, SPREAD, size)
    speaks = rng.random(size) < 0.85
    if kind == "liking":
        value = np.clip(np.rint(opinion * 2) / 2, -1, 1)
        seen = 0.6 * np.where(speaks, opinion, rng.normal(0.3, 0.5, size)) + bias + rng.normal(0, noise, size)
        scored = np.clip(np.rint(seen * 1000), -1000, 1000)
    else:
        value = (opinion > KINDS[kind][1]).astype(np.float64)
        seen = 0.5 * value * speaks + bias * rng.random(size) + rng.normal(0, 0.2 * noise, size)
        scored = np.clip(np.rint(seen * 1000), 0, 1000)
    sure = np.where(speaks, rng.beta(8, 2, size), rng.beta(4, 4, size)).clip(0.05, 1)
    copies = np.where(rng.random(size) < 0.15, 200, 1000)
    return Audience(
        author, speaks, value, scored.astype(np.int64), copies, np.maximum(np.floor(copies * sure + 0.5), 1)
    )


def truth_of(kind: str) -> float:
    """The mean over all comments that ever could be written."""
    spread = np.hypot(OPINIONS, SPREAD)
    if kind == "liking":
        return float(sum(0.5 * ndtr((MIDDLE - step) / spread) for step in (-0.75, -0.25, 0.25, 0.75)) - 1)
    return float(ndtr((MIDDLE - KINDS[kind][1]) / spread))


def draw_labels(rng: Any, sizes: Floats, count: int) -> tuple[Floats, Floats]:
    """Rows drawn with chances in the ratio of sizes, one after another along the list, and the chances of all rows."""
    chances = np.minimum(count * sizes / np.sum(sizes), 1.0)
    rows = np.searchsorted(np.cumsum(chances), rng.random() + np.arange(count))
    return rows[rows < len(sizes)], chances


def cover_cells(kind: str, labels: int, runs: int, size: int = 3000, **audience: float) -> Tally:
    """One cell, calibrated by labels of its own."""
    tally, truth, axis = Tally(), truth_of(kind), KINDS[kind][0]
    for run in range(runs):
        rng = np.random.default_rng([run, labels])
        heard = make_audience(rng, size, kind, **audience)
        sums = heard.sums(axis)
        sizes = np.where(heard.scored < 0, 2.5, 1.0) * np.where(heard.weight < 600, 1.5, 1.0)
        labelled = heard.labelled(*draw_labels(rng, sizes, labels))
        naive = mean_figure(sums)
        tally.add("naive", naive.low, naive.high, truth)
        for method, tuning in (("labels", 0.0), ("powered", None)):
            found = power(sums, labelled, tuning)
            low, high = interval(found.value, found.variance**0.5, found.degrees, 0.95, sums.bounds)
            tally.add(method, low, high, truth)
    return tally


def cover_pooled(elements: int, labels: int, runs: int, differ: float = 0.12) -> Tally:
    """Labels spread over many elements, each of which the scorer is biased about in its own way."""
    tally = Tally()
    size = np.clip(1500 / np.arange(1, elements + 1) ** 0.7, 120, None).astype(int)
    of = np.repeat(np.arange(elements), size)
    for run in range(runs):
        rng = np.random.default_rng([run, elements, labels])
        means, bias = rng.normal(0.1, 0.3, elements), 0.25 + rng.normal(0, differ, elements)
        author = np.minimum(*rng.integers(0, len(of), (2, len(of))))
        opinion = means[of] + rng.normal(0, 0.3, len(of))[author] + rng.normal(0, 0.6, len(of))
        truth = sum(0.5 * ndtr((means - step) / np.hypot(0.3, 0.6)) for step in (-0.75, -0.25, 0.25, 0.75)) - 1
        speaks = rng.random(len(of)) < 0.85
        seen = 0.6 * np.where(speaks, opinion, rng.normal(0.2, 0.5, len(of))) + bias[of] + rng.normal(0, 0.5, len(of))
        sure = np.where(speaks, rng.beta(8, 2, len(of)), rng.beta(4, 4, len(of))).clip(0.05, 1)
        heard = Audience(
            author, speaks, np.clip(np.rint(opinion * 2) / 2, -1, 1),
            np.clip(np.rint(seen * 1000), -1000, 1000).astype(int), np.full(len(of), 1000), np.rint(sure * 1000),
        )  # fmt: skip
        rows, chances = draw_labels(rng, size[of] ** -0.5, labels)
        cells = [_part(heard, of == one).sums("liking") for one in range(elements)]
        _tally_cells(tally, cells, heard.labelled(rows, chances, of[rows]), truth)
    return tally


def cover_within(elements: int, each: int, labels: int, runs: int, differ: float) -> Tally:
    """Labels spread over elements with several cells each, of which every one has a bias of its own."""
    tally, count = Tally(), elements * each
    size = np.clip(900 / np.arange(1, count + 1) ** 0.5, 100, None).astype(int)
    of, groups = np.repeat(np.arange(count), size), np.arange(count) % elements
    for run in range(runs):
        rng = np.random.default_rng([run, count, labels])
        means = rng.normal(0.1, 0.3, elements)[groups] + rng.normal(0, 0.1, count)
        bias = 0.25 + rng.normal(0, 0.12, elements)[groups] + rng.normal(0, differ, count)
        author = np.minimum(*rng.integers(0, len(of), (2, len(of))))
        opinion = means[of] + rng.normal(0, 0.3, len(of))[author] + rng.normal(0, 0.6, len(of))
        truth = sum(0.5 * ndtr((means - step) / np.hypot(0.3, 0.6)) for step in (-0.75, -0.25, 0.25, 0.75)) - 1
        scored = np.rint((0.6 * opinion + bias[of] + rng.normal(0, 0.5, len(of))) * 1000).clip(-1000, 1000).astype(int)
        ones = np.full(len(of), 1000)
        heard = Audience(author, ones > 0, np.clip(np.rint(opinion * 2) / 2, -1, 1), scored, ones, ones)
        rows, chances = draw_labels(rng, np.bincount(groups[of])[groups[of]] ** -0.5, labels)
        cells = [_part(heard, of == one).sums("liking") for one in range(count)]
        _tally_cells(tally, cells, heard.labelled(rows, chances, of[rows]), truth, groups)
    return tally


def _part(heard: Audience, rows: Floats) -> Audience:
    columns = (heard.author, heard.speaks, heard.value, heard.scored, heard.comment_weight, heard.weight)
    return Audience(*(column[rows] for column in columns))


def _tally_cells(tally: Tally, cells: Sequence[Sums], labelled: Labelled, truth: Floats, groups: Floats = None) -> None:
    naive, measured = measure(cells), measure(cells, labelled, groups)
    for one in range(len(cells)):
        own = labelled.value[(labelled.cell == one) & (labelled.speaks_of > 0)]
        low, high = -1.0, 1.0
        if len(own) > 1:
            reach = float(stdtrit(len(own) - 1, 0.975)) * float(np.std(own, ddof=1)) / len(own) ** 0.5
            low, high = max(float(np.mean(own)) - reach, -1), min(float(np.mean(own)) + reach, 1)
        tally.add("naive", naive[one].low, naive[one].high, truth[one])
        tally.add("labels", low, high, truth[one])
        tally.add(str(measured[one].calibration), measured[one].low, measured[one].high, truth[one])


def make_series(rng: Any, bins: int, a_bin: int, jumps: Sequence[tuple[int, float]]) -> tuple[Series, Floats, Floats]:
    """A series whose level jumps, by authors of whom few write much; with the values and bins of its comments."""
    of = np.repeat(np.arange(bins), rng.poisson(a_bin, bins))
    authors = max(len(of) // 3, 5)
    share = 1 / np.arange(1, authors + 1) ** 0.7
    author = rng.choice(authors, len(of), p=share / share.sum())
    level = sum((np.where(np.arange(bins) >= at, size, 0.0) for at, size in jumps), np.zeros(bins))
    value = np.clip(
        np.rint((level[of] + rng.normal(0, 0.4, authors)[author] + rng.normal(0, 0.6, len(of))) * 2) / 2, -1, 1
    )
    keys, place = np.unique(of * authors + author, return_inverse=True)
    names = [str(one) for one in range(bins)]
    s, w = (np.bincount(place, column).astype(float) for column in (value, np.ones(len(of))))
    return Series(names, keys // authors, keys % authors, s, w, len(of)), value, of


def welch(first: Floats, second: Floats) -> float:
    """The p-value of a plain t-test, which takes every comment for one of its own."""
    parts = [np.var(one, ddof=1) / len(one) for one in (first, second)]
    degrees = sum(parts) ** 2 / sum(p**2 / (len(o) - 1) for p, o in zip(parts, (first, second), strict=True))
    return float(2 * stdtr(degrees, -abs(np.mean(first) - np.mean(second)) / np.sqrt(sum(parts))))


def scan_series(bins: int, a_bin: int, jumps: Sequence[tuple[int, float]], runs: int) -> dict[str, float]:
    """How many changes are found, how many of them are none, and how many are missed; and by adjacent t-tests."""
    found = false = hit = alarms = width = tests = test_false = 0
    for run in range(runs):
        series, value, of = make_series(np.random.default_rng([run, bins, a_bin]), bins, a_bin, jumps)
        changes = find_changes(series, seed=run).changes
        alarms += bool(changes)
        found += len(changes)
        false += sum(not any(one.first < at <= one.last for at, _ in jumps) for one in changes)
        hit += sum(any(one.first < at <= one.last for one in changes) for at, _ in jumps)
        width += sum(one.last - one.first for one in changes)
        for at in range(1, bins):
            pair = value[of == at - 1], value[of == at]
            if min(map(len, pair)) > 2 and welch(*pair) < 0.05:
                tests += 1
                test_false += not any(at == true for true, _ in jumps)
    return {
        "series with any": alarms / runs,
        "false of those found": false / max(found, 1),
        "power": hit / max(runs * len(jumps), 1),
        "bins that a change is narrowed to": width / max(found, 1),
        "false of what adjacent t-tests flag": test_false / max(tests, 1),
    }


def cover_relation(episodes: int, elements: int, predictors: int, runs: int) -> tuple[float, float]:
    """How often intervals of effects hold them, and how often what has none is called an effect."""
    held, false = [], []
    for run in range(runs):
        rng = np.random.default_rng([run, episodes, elements])
        episode, element = np.repeat(np.arange(episodes), elements), np.tile(np.arange(elements), episodes)
        there = rng.random(len(episode)) < 0.7
        episode, element = episode[there], element[there]
        x = rng.normal(0, 1, (len(episode), predictors))
        x[:, :3] = rng.normal(0, 1, (episodes, 3))[episode]  # what is the same for a whole episode
        x[:, 3:] += 0.5 * x[:, :1] + 0.7 * rng.normal(0, 1, (elements, predictors - 3))[element]
        effects = np.zeros(predictors)
        effects[[0, 1, -1]] = 0.1, -0.05, 0.15
        noise = rng.normal(0, 0.15, episodes)[episode] + rng.normal(0, 0.2, elements)[element]
        y = x @ effects + noise + rng.normal(0, 0.3, len(x))
        for one in relate(y, x, [str(name) for name in range(predictors)], episode, element).effects:
            held.append(one.low <= effects[int(one.name)] * one.spread <= one.high)
            if effects[int(one.name)] == 0:
                false.append(one.p_value < 0.05)
    return float(np.mean(held)), float(np.mean(false))


def sequential_alarms(runs: int) -> tuple[float, float]:
    """How often a share that is never above a half is said to be, and one that comes to be is not found too soon."""
    false = found = 0
    for run in range(runs):
        rng = np.random.default_rng(run)
        bins = np.repeat(np.arange(20), 25)
        author = rng.integers(0, 120, len(bins))
        own = rng.beta(2.5, 2.5, 120)[author]
        for shares, late in ((own, False), (np.where(bins < 10, 0.2, 0.85), True)):
            keys, place = np.unique(bins * 120 + author, return_inverse=True)
            hits: Floats = np.bincount(place, rng.random(len(bins)) < shares)
            series = Series([""] * 20, keys // 120, keys % 120, hits, np.bincount(place).astype(float), len(bins))
            since = first_surely(series)
            false += since is not None and not late
            found += since is not None and late and since.first >= 10
    return false / runs, found / runs


def read_mams(folder: Path, score: Callable[[list[str], list[tuple[int, int]]], list[float]]) -> tuple[Floats, ...]:
    """Gold opinions on aspects with what a scorer says of them, and the aspect of each."""
    parts = [aspects_in(folder / name) for name in ("train.xml", "val.xml")]
    rows = [(text, aspect) for part in parts for text, aspects in part for aspect in aspects]
    scores = score([text for text, _ in rows], [(aspect.link.start, aspect.link.end) for _, aspect in rows])
    gold = np.array([float(aspect.liking) for _, aspect in rows])
    return gold, np.array(scores), np.array([aspect.term.lower() for _, aspect in rows])


def score_with_lexicon(texts: list[str], spans: list[tuple[int, int]]) -> list[float]:
    """What fabula's own lexicon says of each aspect."""
    from fabula.listening.model import Batch, How, Link
    from fabula.listening.scoring import make_scorer

    empty = [None] * len(texts)
    links = [[Link("things/aspect", start, stop, How.NAME, 1.0)] for start, stop in spans]
    scored = make_scorer("lexicon").score(Batch(texts, ["en"] * len(texts), empty, empty, empty), links)
    return [one[0].liking if one[0] is not None else 0.0 for one in scored]


def cover_real(gold: Floats, scores: Floats, labels: int, runs: int, size: int = 2000) -> Tally:
    """Comments drawn from real ones: the truth is the mean of all their gold labels."""
    tally, truth = Tally(), float(np.mean(gold))
    for run in range(runs):
        rng = np.random.default_rng([run, labels])
        rows = rng.integers(0, len(gold), size)
        ones = np.full(size, 1000)
        heard = Audience(
            np.arange(size), np.ones(size, bool), gold[rows], np.rint(scores[rows] * 1000).astype(int), ones, ones
        )
        sums = heard.sums("liking")
        labelled = heard.labelled(*draw_labels(rng, np.where(heard.scored < 0, 2.0, 1.0), labels))
        naive = mean_figure(sums)
        tally.add("naive", naive.low, naive.high, truth)
        for method, tuning in (("labels", 0.0), ("powered", None)):
            found = power(sums, labelled, tuning)
            tally.add(method, *interval(found.value, found.variance**0.5, found.degrees, 0.95, (-1, 1)), truth)
    return tally


def cover_real_pooled(gold: Floats, scores: Floats, terms: Floats, labels: int, runs: int) -> Tally:
    """Aspects as elements: those of which at least sixty sentences speak."""
    names, counts = np.unique(terms, return_counts=True)
    names = names[counts >= 60]
    kept = np.isin(terms, names)
    gold, scores, of = gold[kept], scores[kept], np.searchsorted(names, terms[kept])
    truth = np.bincount(of, gold) / np.bincount(of)
    places = [np.flatnonzero(of == one) for one in range(len(names))]
    tally = Tally()
    for run in range(runs):
        rng = np.random.default_rng([run, labels])
        rows = np.concatenate([rng.choice(own, len(own)) for own in places])
        ones = np.full(len(rows), 1000)
        heard = Audience(
            np.arange(len(rows)), ones > 0, gold[rows], np.rint(scores[rows] * 1000).astype(int), ones, ones
        )
        groups = of[rows]
        cells = [_part(heard, groups == one).sums("liking") for one in range(len(names))]
        drawn, chances = draw_labels(rng, np.bincount(of)[groups] ** -0.5, labels)
        _tally_cells(tally, cells, heard.labelled(drawn, chances, groups[drawn]), truth)
    return tally


def report(runs: int, real: Path | None) -> Iterator[str]:
    """All tables, a line at a time."""
    yield "Coverage of nominal 95 of 100, and width as a ratio to the labels alone in brackets"
    for kind in KINDS:
        for labels in (30, 50, 100, 200):
            yield f"{kind:7} {labels:4} labels, 3,000 comments: {cover_cells(kind, labels, runs).row()}"
    yield f"liking   200 labels,   300 comments: {cover_cells('liking', 200, runs, 300).row()}"
    yield f"liking   100 labels, a good scorer: {cover_cells('liking', 100, runs, noise=0.1).row()}"
    for elements, labels, differ in ((30, 200, 0.12), (30, 100, 0.12), (30, 50, 0.12), (30, 200, 0.3), (8, 100, 0.12)):
        row = cover_pooled(elements, labels, max(runs // 4, 20), differ).row()
        yield f"{labels} labels over {elements} elements, bias differs by {differ}: {row}"
    for labels, differ in ((150, 0.08), (400, 0.08), (400, 0.25)):
        row = cover_within(12, 3, labels, max(runs // 4, 20), differ).row()
        yield f"{labels} labels over 12 elements of 3 cells, whose bias differs by {differ}: {row}"
    if real is not None:
        gold, scores, terms = read_mams(real, score_with_lexicon)
        hit = np.mean(np.sign(np.where(np.abs(scores) < 0.1, 0, scores)) == gold)
        means = float(np.mean(gold)), float(np.mean(scores))
        yield f"MAMS, {len(gold):,} aspects; mean {means[0]:+.3f}, the lexicon's {means[1]:+.3f}, right {hit:.2f}"
        for labels in (50, 100, 200):
            yield f"MAMS, {labels} labels: {cover_real(gold, scores, labels, runs).row()}"
        for labels in (100, 200, 400):
            row = cover_real_pooled(gold, scores, terms, labels, max(runs // 4, 20)).row()
            yield f"MAMS by aspect, {labels} labels: {row}"
    for bins, a_bin, jumps in (
        (10, 100, ()), (40, 50, ()), (200, 20, ()),
        (10, 100, ((5, 0.2),)), (40, 50, ((12, 0.2), (25, -0.2))), (200, 20, ((80, 0.15), (150, -0.2))),
    ):  # fmt: skip
        found = scan_series(bins, a_bin, jumps, max(runs // 4, 20))
        told = ", ".join(f"{name} {value:.2f}" for name, value in found.items())
        yield f"{bins} bins of {a_bin}, {len(jumps)} changes: {told}"
    for episodes, elements, predictors in ((6, 8, 8), (10, 10, 12), (30, 15, 12)):
        held, false = cover_relation(episodes, elements, predictors, max(runs // 4, 20))
        row = f"{episodes} episodes x {elements} elements, {predictors} predictors"
        yield f"{row}: holds {100 * held:.1f}, called an effect without one {100 * false:.1f}"
    alarms, hits = sequential_alarms(runs)
    yield f"a share that never passes a half is said to in {100 * alarms:.1f} of 100; one that does in {100 * hits:.1f}"


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--real", type=Path, default=None, metavar="FOLDER", help="the folder of MAMS")
    arguments = parser.parse_args()
    for line in report(arguments.runs, arguments.real):
        print(line, flush=True)


if __name__ == "__main__":
    main()
