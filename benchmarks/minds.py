"""How fast minds are asked: depth-3 chains over 100,000 events, against a backward scan over frozensets.

Prints answers a second, the ratio to the scan, how the time an answer takes grows with ten times the events, replay
in events a second, and memory. With a universe that benchmarks/universe.py has written: replay of its minds against
the time of parsing it, and irony and tension a scene.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
from pathlib import Path
from time import perf_counter, process_time

from fabula.stages import load_canon
from fabula.story.minds.engine import Minds
from fabula.story.minds.events import Matter, MindEvent, Node, Post
from fabula.story.minds.irony import scene_irony
from fabula.story.minds.replay import replay_minds
from fabula.story.minds.tension import scene_tension
from fabula.universe.load import paused_collection, read_universe

PEOPLE, MATTERS, PRESENT = 1_000, 5_000, 6


def make_events(count: int, seed: int = 3) -> list[tuple[frozenset[str], Matter, str]]:
    """Random open events: who is there, and what they see."""
    rng = random.Random(seed)
    people = [f"people/p{number}" for number in range(PEOPLE)]
    circles = [rng.sample(people, 12) for _ in range(400)]
    matters = [Matter("place", f"things/t{number}") for number in range(MATTERS)]
    return [
        (frozenset(rng.sample(rng.choice(circles), PRESENT)), rng.choice(matters), str(number % 97))
        for number in range(count)
    ]


def replay(events: list[tuple[frozenset[str], Matter, str]]) -> Minds:
    """The same events in the engine, with the search for garbage cycles paused as it is when a universe is read."""
    minds = Minds()
    with paused_collection():
        for present, matter, value in events:
            minds.add(MindEvent((Node((Post(matter, value),), dict.fromkeys(present, 0)),)))
    return minds


class Scan:
    """The peer: for each matter its events with a frozenset of who saw, scanned from the last one back."""

    def __init__(self, events: list[tuple[frozenset[str], Matter, str]]) -> None:
        self.log: dict[Matter, list[tuple[int, frozenset[str], str]]] = {}
        for number, (present, matter, value) in enumerate(events):
            self.log.setdefault(matter, []).append((number, present, value))

    def value(self, chain: tuple[str, ...], matter: Matter, at: int) -> str | None:
        for number, present, value in reversed(self.log.get(matter, ())):
            if number < at and all(person in present for person in chain):
                return value
        return None


def make_questions(
    events: list[tuple[frozenset[str], Matter, str]], count: int
) -> list[tuple[tuple[str, ...], Matter, int]]:
    """Chains of three people who met, about a matter, at a moment in the second half."""
    rng = random.Random(5)
    questions = []
    for _ in range(count):
        present = sorted(rng.choice(events)[0])
        chain = tuple(rng.sample(present, 3))
        questions.append((chain, rng.choice(events)[1], rng.randrange(len(events) // 2, len(events))))
    return questions


def ask(model: Minds | Scan, questions: list[tuple[tuple[str, ...], Matter, int]]) -> tuple[float, list[str | None]]:
    """The seconds that all questions take, and the answers."""
    start = perf_counter()
    answers = [model.value(chain, matter, at) for chain, matter, at in questions]
    return perf_counter() - start, answers


def measure_universe(root: Path) -> None:
    """How long replaying the minds of a whole universe takes, against parsing it; and irony and tension a scene."""
    with paused_collection():
        start = process_time()
        read_universe(root)
        parsed = process_time() - start
    canon = load_canon(root)
    replayed = []
    for _ in range(3):
        gc.collect()
        start = process_time()
        log = replay_minds(canon.universe, canon.timeline, canon.presences, canon.world)
        replayed.append(process_time() - start)
    start = process_time()
    told = len(log.telling.events)
    telling = process_time() - start
    fastest, events = min(replayed), len(log.happenings)
    print(
        f"{root}: parsed in {parsed:.2f} s; {events:,} events of minds replayed in {fastest:.2f} s "
        f"({events / fastest:,.0f}/s), {fastest / parsed:.2f}x of parsing; "
        f"{told:,} told to the audience in {telling:.2f} s"
    )
    canon.kept["minds"] = log
    scenes = canon.universe.scenes[:: max(1, len(canon.universe.scenes) // 500)]
    scene_tension(canon, scenes[0])  # what is found once for all scenes
    for name, measure in (("irony", scene_irony), ("tension", scene_tension)):
        start = process_time()
        for scene in scenes:
            measure(canon, scene)
        print(f"{name}: {(process_time() - start) / len(scenes) * 1000:.2f} ms a scene")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--universe", type=Path, help="a folder that benchmarks/universe.py has written")
    args = parser.parse_args()
    if args.universe is not None:
        measure_universe(args.universe)
    sizes = (args.events, 10 * args.events)
    models: list[Minds] = []
    asked: list[list[tuple[tuple[str, ...], Matter, int]]] = []
    for count in sizes:
        events = make_events(count)
        questions = make_questions(events, args.questions)
        gc.collect()
        start = perf_counter()
        minds = replay(events)
        replayed = perf_counter() - start
        start = perf_counter()
        for matter in minds.matters():
            minds.value(("people/p0",), matter)
        indexed = perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        scan = Scan(events)
        sample = questions[: len(questions) * args.events // count]  # the scan is slow, and slower with more events
        rounds = [(ask(minds, questions), ask(scan, sample)) for _ in range(3)]
        assert all(mine[1][: len(sample)] == theirs[1] for mine, theirs in rounds)
        mine = min(seconds for (seconds, _), _ in rounds) / len(questions)
        theirs = min(seconds for _, (seconds, _) in rounds) / len(sample)
        print(
            f"{count:>9,} events: replay {count / replayed:,.0f} events/s, index {indexed:.2f} s, "
            f"{1 / mine:,.0f} answers/s, backward scan {1 / theirs:,.0f}/s, ratio {theirs / mine:.1f}x, "
            f"memory {memory:,.0f} MB"
        )
        models.append(minds)
        asked.append(questions)
    # Side by side, so that whatever else the machine does weighs on both.
    growth = sorted(ask(models[1], asked[1])[0] / ask(models[0], asked[0])[0] for _ in range(9))
    print(
        f"ten times the events: {growth[4]:.2f}x the time an answer (median of 9, {growth[0]:.2f} to {growth[-1]:.2f})"
    )


if __name__ == "__main__":
    main()
