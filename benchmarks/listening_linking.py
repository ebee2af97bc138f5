"""How fast comments are linked to what they speak of, against VADER on the same texts.

Makes comments of our own of one or two sentences, one in two or one in ten of which names somebody, over a universe of
so many people that has no scripts. They come from a source that names the show, with the time of each. VADER scores
part of the same comments in turns with the linking. Seconds are of processor time. The goal: ten times VADER.
"""

from __future__ import annotations

import argparse
import pickle
import random
from time import process_time

from fabula.bible.model import Entry, EntryKind
from fabula.listening.linking import make_linker
from fabula.listening.linking.linker import NameLinker
from fabula.listening.model import Batch
from fabula.source import EMPTY_SOURCE, Span
from fabula.universe.model import Entity, Settings, Show, Universe

WITH_NAMES = (
    "{a} was the best thing about it, I could watch a whole hour of that",
    "not sure why everybody hates {a}, she did nothing wrong",
    "ok but the way {a} looked at {b} on the stairs",
    "I don't trust {a}. Never did, never will.",
    "{a} deserved so much better than that ending",
    "honestly {a} carried the second half on their own",
    "so {a} and {b} just happen to meet at the harbour? come on",
    "Rewatched it last night and {a} is even better the second time around",
)
WITHOUT = (
    "I fell asleep half way through and I'm not even sorry about it",
    "The music was lovely but somebody please turn on a light",
    "who is this for? my kids were bored, my mum was bored, I was bored",
    "Started it on Friday, finished it on Saturday, no regrets at all",
    "They spent all that money and the fight still looks like a school play",
    "can anyone tell me if it gets better or should I stop here",
    "That was the slowest hour of television I have seen this year.",
    "best thing I have watched in a long time, and I watch a lot",
)
PART = 65_536
"""Comments in a part of the store."""
SYLLABLES = (
    "ba bri ca cor da dre el fa fen ga gri ha il ka kor la lor ma mir na nor o or pa qua ra rin sa sel ta tor u va vor "
    "ya zan"
).split()


def make_universe(names: int) -> Universe:
    """So many people with names that nobody has."""
    draw = random.Random(f"people {names}")
    made: dict[str, Entity] = {}
    while len(made) < names:
        first, last = ("".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))).title() for _ in range(2))
        key = f"people/{first}-{last}".lower()
        entry = Entry(key, EntryKind.PERSON, f"{first} {last}", EMPTY_SOURCE)
        made[key] = Entity(key, EntryKind.PERSON, f"{first} {last}", Span(EMPTY_SOURCE, 0, 0), "show", entry=entry)
    show = Show("show", "The Long Harbour", True, Span(EMPTY_SOURCE, 0, 0))
    return Universe("", Settings(), dict(sorted(made.items())), {"show": show}, [], [], [])


def make_comments(universe: Universe, count: int, share: float) -> list[str]:
    """Comments of which some name somebody, as people write names: mostly by the first."""
    draw = random.Random("comments")
    names = [entity.name for entity in universe.entities.values()]
    met = draw.sample(names, min(len(names), 400))

    def name() -> str:
        whole = draw.choice(met)
        return whole if draw.random() < 0.3 else whole.split()[0]

    def comment() -> str:
        said = [draw.choice(WITHOUT) for _ in range(draw.randint(0, 1))]
        names_somebody = draw.random() < share
        told = draw.choice(WITH_NAMES).format(a=name(), b=name()) if names_somebody else draw.choice(WITHOUT)
        return " ".join([*said, told])

    return [comment() for _ in range(count)]


def measure(linker: NameLinker, texts: list[str], time: int | None, runs: int) -> tuple[float, float, int]:
    """Comments that are linked in a second, comments that VADER scores, and how many links there are.

    The two take turns, and the best turn of each counts: what else the machine does then falls on both.
    """
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    some = texts[:4000]
    batches = []
    for at in range(0, len(texts), PART):
        piece = texts[at : at + PART]
        count = len(piece)
        batches.append(Batch(piece, ["en"] * count, [time] * count, ["show"] * count, [None] * count))
    linking, scoring, links = 1e9, 1e9, 0
    for _ in range(runs):
        start = process_time()
        found = [linker.link(batch) for batch in batches]
        linking = min(linking, process_time() - start)
        links = sum(len(one) - 1 for part in found for one in part)
        del found
        start = process_time()
        for text in some:
            analyser.polarity_scores(text)
        scoring = min(scoring, process_time() - start)
    return len(texts) / linking, len(some) / scoring, links


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=65_536)
    parser.add_argument("--names", type=int, nargs="*", default=[400, 50_000])
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    for names in asked.names:
        universe = make_universe(names)
        start = process_time()
        linker = make_linker(universe)
        made = process_time() - start
        start = process_time()
        size = len(pickled := pickle.dumps(linker))
        linker = pickle.loads(pickled)
        print(
            f"{names:,} names: {len(linker.scanner.patterns):,} patterns, made in {made:.1f} s; "
            f"{size / 1e6:.1f} MB pickled, there and back in {process_time() - start:.1f} s"
        )
        for what, share in (("one comment in two names somebody", 0.5), ("one in ten", 0.1)):
            texts = make_comments(universe, asked.comments, share)
            rate, vader, links = measure(linker, texts, 1_683_000_000_000_000, asked.runs)
            print(
                f"  {what}: {links / len(texts):.2f} links a comment beside those to the show; "
                f"{rate:,.0f} comments a second, VADER {vader:,.0f}: {rate / vader:.1f} times as fast"
            )


if __name__ == "__main__":
    main()
