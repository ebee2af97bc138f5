"""How fast comments are linked and scored, against VADER on the same texts.

Takes the invented audience of the example and its universe, and comments and names made by `listening_linking.py`:
links them, scores what was linked, and lets VADER score the same texts in the same process. VADER reads a text as a
whole; the scorer says what it thinks of each element that it speaks of. All comments come from a source that names the
show, so all are scored. Seconds are of processor time, the best of several runs. The goal: linking and scoring together
five times VADER.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import process_time

from fabula.listening.linking import make_linker
from fabula.listening.model import Batch
from fabula.listening.scoring import make_scorer
from fabula.stages import load_canon

sys.path.insert(0, str(Path(__file__).parent))
EXAMPLE = Path(__file__).parents[1] / "examples" / "citadel"


def read_example() -> list[str]:
    """The comments of the example."""
    texts: list[str] = []
    for path in sorted((EXAMPLE / "audience").iterdir()):
        if path.suffix == ".jsonl":
            for line in path.read_text("utf-8").split("\n"):
                with suppress(json.JSONDecodeError, KeyError, TypeError):  # some rows are broken on purpose
                    texts.append(str(json.loads(line)["body"]))
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                texts += [row.get("textOriginal") or row["review"] for row in csv.DictReader(file)]
    return texts


def best_of(runs: int, measured: Callable[[], object]) -> float:
    """Seconds of the fastest run."""
    seconds = []
    for _ in range(runs):
        start = process_time()
        measured()
        seconds.append(process_time() - start)
    return min(seconds)


def measure(title: str, texts: list[str], universe: object, show: str, runs: int) -> None:
    """Prints the rates of linking, scoring, both, and VADER."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    linker, scorer, analyser = make_linker(universe), make_scorer(), SentimentIntensityAnalyzer()  # type: ignore[arg-type]
    count = len(texts)
    batch = Batch(texts, ["en"] * count, [1_683_000_000_000_000] * count, [show] * count, [None] * count)
    links = linker.link(batch)
    scorer.score(batch, links)
    linking = best_of(runs, lambda: linker.link(batch))
    scoring = best_of(runs, lambda: scorer.score(batch, links))
    some = texts[:: max(1, count // 5000)]
    vader = best_of(runs, lambda: [analyser.polarity_scores(text) for text in some]) / len(some) * count
    named = sum(any(link.end for link in found) for found in links)
    length = sum(map(len, texts)) / count
    print(f"{title}: {count:,} comments of {length:.0f} characters, {named / count:.0%} with links to words")
    for name, seconds in (("linking", linking), ("scoring", scoring), ("both", linking + scoring), ("VADER", vader)):
        print(f"  {name:8} {count / seconds:>9,.0f} comments a second, {vader / seconds:4.1f} times VADER")


def main() -> None:
    from listening_linking import make_comments, make_universe

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    example = read_example()
    example = (example * (asked.comments // len(example) + 1))[: asked.comments]
    measure("The example", example, load_canon(EXAMPLE).universe, "shows/citadel", asked.runs)
    made = make_universe(400)
    measure("Made comments, 400 names", make_comments(made, asked.comments, 0.5), made, "shows/show", asked.runs)


if __name__ == "__main__":
    main()
