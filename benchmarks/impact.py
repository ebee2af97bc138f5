"""How long it takes to say what dropping a scene breaks, against a whole check of the same universe.

Writes a universe with secrets or, with ``--plain``, without any (see `benchmarks.universe`) to a folder, or takes the
one that is there from an earlier run. It is loaded once, as an editor holds it; then random scenes are dropped one
after another, each time with everything that rests on it, the replay without it, and the way back. Seconds are of
processor time.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import process_time

from fabula.change.impact.impact import find_impact
from fabula.change.impact.leaving_out import leave_out
from fabula.change.impact.outcome import try_out
from fabula.change.impact.resting import count_resting, ties_of
from fabula.change.impact.targets import read_target
from fabula.live.universe import LiveUniverse
from fabula.rules.run import run_rules
from fabula.source import Source
from fabula.stages import load_canon
from fabula.universe.load import paused_collection
from universe import write_universe


class Timed(LiveUniverse):
    """A live universe that adds up the seconds that its edits take."""

    spent = 0.0

    def edit(self, texts: Mapping[str, str | Source | None]) -> None:
        start = process_time()
        super().edit(texts)
        self.spent += process_time() - start

    def revert(self, *names: str) -> None:
        start = process_time()
        super().revert(*names)
        self.spent += process_time() - start


def make_universe(folder: Path, episodes: int, minds: bool) -> Path:
    """The universe in a folder of its own, written only once."""
    name = f"universe-{episodes}-minds" if minds else f"universe-{episodes}-plain"
    root, done = folder / name, folder / f"{name}.done"
    if not done.exists():
        print(f"writing {episodes:,} episodes to {root} …")
        write_universe(root, episodes, minds=minds)
        done.write_text("", encoding="utf-8")
    return root


def measure_check(root: Path) -> float:
    """The seconds of a whole check, from the files."""
    start = process_time()
    findings = run_rules(load_canon(root))
    taken = process_time() - start
    print(f"a whole check: {taken:.2f} s, {len(findings)} findings")
    return taken


def measure_drops(live: Timed, keys: list[str]) -> list[tuple[float, float, float]]:
    """For each scene the seconds of the answer, how many of them the replay takes, and those of the way back."""
    taken: list[tuple[float, float, float]] = []
    for key in keys:
        start, live.spent = process_time(), 0.0
        with paused_collection():  # as the command does
            impact = find_impact(live.canon, read_target(live.canon, key))
            outcome = try_out(live, leave_out(live.canon, impact.target), impact, take_back=False)
            answered, replayed = process_time() - start, live.spent
        live.spent = 0.0
        live.revert(*outcome.trial.texts)
        taken.append((answered, replayed, live.spent))
        print(
            f"  {key:24} {len(impact.resting):3} resting, {len(outcome.appear):2} findings appear; answered in "
            f"{answered:6.2f} s, of which the replay {replayed:6.2f} s; the way back {live.spent:6.2f} s"
        )
    return taken


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=500, help="of 36 scenes each")
    parser.add_argument("--drops", type=int, default=20, help="how many random scenes are dropped")
    parser.add_argument("--plain", action="store_true", help="a universe without secrets")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--folder", type=Path, help="where universes are kept; by default in the temporary folder")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.gettempdir()) / "fabula-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    root = make_universe(folder, args.episodes, not args.plain)
    whole = measure_check(root)
    live = Timed(root)
    scenes = live.canon.universe.scenes
    start = process_time()
    ties_of(live.canon)
    print(f"{len(scenes):,} scenes; what all of them need is gathered in {process_time() - start:.2f} s")
    some = random.Random(args.seed).sample(scenes, args.drops)
    start = process_time()
    for scene in some:
        count_resting(live.canon, scene)
    print(f"how many rest on a scene: {(process_time() - start) / len(some) * 1000:.1f} ms a scene")
    taken = measure_drops(live, [scene.key for scene in some])
    for name, figures in (
        ("dropping a scene", [answered for answered, _, _ in taken]),
        ("beside the replay", [answered - replayed for answered, replayed, _ in taken]),
        ("with the way back, as an editor needs it", [answered + back for answered, _, back in taken]),
    ):
        median, worst = statistics.median(figures), max(figures)
        print(
            f"{name}: median {median:.2f} s, {median / whole:.3f} of a whole check; "
            f"worst {worst:.2f} s, {worst / whole:.3f}"
        )
    print("goal for dropping a scene: at most 0.200")


if __name__ == "__main__":
    main()
