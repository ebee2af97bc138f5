"""How fast comments are linked and scored, against VADER on the same texts.

Takes the invented audience of the example and its universe, comments and names made by `listening_linking.py`, and,
where ../shared/data is there, real comments of Reddit beside the people and places of a series, by the sentence and
whole: links them, scores what was linked, and lets VADER score the same texts in the same process. VADER reads a text
as a whole; the scorer says what it thinks of each element that it speaks of. All comments come from a source that names
the show, so all are scored. Seconds are of processor time, the best of several runs. The goal: linking and scoring
together five times VADER.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from contextlib import suppress
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from fabula.listening.linking import make_linker
from fabula.listening.mapping import ROWS_OF_A_BATCH
from fabula.listening.model import Batch
from fabula.listening.scoring import make_scorer
from fabula.stages import load_canon
from fabula.universe.load import paused_collection

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]
LETTERS = 300_000
"""So many of the texts VADER reads in each run."""
MOST_LETTERS = 5_000_000
"""So many of real comments are measured at most."""
EXAMPLE = ROOT / "examples" / "citadel"


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


def read_real() -> dict[str, list[str]]:
    """Real comments by where they are from."""
    from tests.listening.linking.figures import read_unrelated
    from tests.listening.linking.sentences import AUDIENCE, CUT

    whole: dict[str, None] = {}
    for path in sorted((AUDIENCE / "got-reddit").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            whole |= dict.fromkeys(row["comment"] for row in csv.DictReader(file))
    sentences = [piece.strip() for comment in whole for piece in CUT.split(comment) if piece.strip()]
    return {
        "GoEmotions, the series": read_unrelated()["goemotions"],
        "The series by the sentence": sentences,
        "The series, whole comments": list(whole),
    }


def make_batch(texts: list[str], show: str) -> Batch:
    """Comments from a source that names the show."""
    count = len(texts)
    return Batch(texts, ["en"] * count, [1_683_000_000_000_000] * count, [show] * count, [None] * count)


def measure(title: str, texts: list[str], universe: object, show: str, runs: int) -> None:
    """Prints the rates of linking, scoring, both, and VADER.

    They take turns, so that what else the machine does falls on all.
    """
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    linker, scorer, analyser = make_linker(universe), make_scorer(), SentimentIntensityAnalyzer()  # type: ignore[arg-type]
    count = len(texts)
    size = ROWS_OF_A_BATCH  # as the map goes
    batches = [make_batch(texts[start : start + size], show) for start in range(0, count, size)]
    some = texts[:: max(1, sum(map(len, texts)) // LETTERS)]
    linking = scoring = vader = inf
    for _ in range(runs):
        with paused_collection():  # as the map does
            before = process_time()
            links = [linker.link(batch) for batch in batches]
            linked = process_time()
            for batch, found in zip(batches, links, strict=True):
                scorer.score(batch, found)
            scored = process_time()
            for text in some:
                analyser.polarity_scores(text)
            read = process_time()
        linking, scoring = min(linking, linked - before), min(scoring, scored - linked)
        vader = min(vader, (read - scored) / len(some) * count)
    named = sum(any(link.end for link in found) for batch in links for found in batch)
    length = sum(map(len, texts)) / count
    print(f"{title}: {count:,} comments of {length:.0f} characters, {named / count:.0%} with links to words")
    for name, seconds in (("linking", linking), ("scoring", scoring), ("both", linking + scoring), ("VADER", vader)):
        print(f"  {name:8} {count / seconds:>9,.0f} comments a second, {vader / seconds:4.1f} times VADER")


def measure_real(comments: int, runs: int) -> None:
    """The same of real comments, if they are there."""
    from tests.listening.linking.sentences import AUDIENCE
    from tests.listening.linking.thrones import DATA, thrones

    if not (AUDIENCE.is_dir() and DATA.is_dir()):
        print("Real comments are not here: ../shared/data is missing.")
        return
    with TemporaryDirectory() as folder:
        universe = thrones(Path(folder))
    for title, texts in read_real().items():
        count = min(comments, MOST_LETTERS * len(texts) // sum(map(len, texts)))
        measure(title, (texts * (count // len(texts) + 1))[:count], universe, "shows/thrones", runs)


def main() -> None:
    from listening_linking import make_comments, make_universe

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    example = read_example()
    example = (example * (asked.comments // len(example) + 1))[: asked.comments]
    measure("The example", example, load_canon(EXAMPLE).universe, "shows/citadel", asked.runs)
    made = make_universe(400)
    measure("Made comments, 400 names", make_comments(made, asked.comments, 0.5), made, "shows/show", asked.runs)
    measure_real(asked.comments, asked.runs)


if __name__ == "__main__":
    main()
