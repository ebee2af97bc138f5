"""How long a whole check takes, against reading the same universe; how much memory; how soon the command answers.

Writes a universe (see `benchmarks.universe`) to a folder, or takes the one that is there from an earlier run. Every
figure is measured in a process of its own: reading alone, the stages one by one, the check as a user runs it. Seconds
are of processor time, the best of several runs; start-up is the median of whole processes by the clock.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "citadel"

STAGES = """
import json, resource, sys
from pathlib import Path
from time import process_time
from fabula.rules.registry import all_rules
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.universe.load import paused_collection

all_rules()
marks = []
with paused_collection():  # as the command does
    canon = load_canon(Path(sys.argv[1]), lambda stage: marks.append((stage, process_time())))
    marks.append(("checking", process_time()))
    findings = run_rules(canon)
    marks.append(("", process_time()))
universe = canon.universe
print(json.dumps({
    "seconds": {stage: after - at for (stage, at), (_, after) in zip(marks, marks[1:])},
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "episodes": len(universe.episodes),
    "scenes": len(universe.scenes),
    "speeches": sum(len(scene.speeches) for scene in universe.scenes),
    "findings": len(findings),
}))
"""
READING = """
import json, resource, sys
from pathlib import Path
from time import process_time
from fabula.universe.load import read_universe

start = process_time()
files, _ = read_universe(Path(sys.argv[1]))
print(json.dumps({
    "seconds": process_time() - start,
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def measure(code: str, *args: str) -> dict[str, Any]:
    """What a piece of code prints when it runs in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code, *args], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure_command(words: list[str], runs: int = 5) -> float:
    """The median seconds by the clock from the start of a process to its end."""
    taken = []
    for _ in range(runs):
        start = perf_counter()
        subprocess.run(words, capture_output=True, check=False)
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def make_universe(folder: Path, episodes: int) -> Path:
    """The universe in a folder of its own, written only once."""
    from universe import write_universe

    root = folder / f"universe-{episodes}"
    done = folder / f"universe-{episodes}.done"  # beside it: a run that was stopped leaves half a universe
    if not done.exists():
        print(f"writing {episodes:,} episodes to {root} …")
        write_universe(root, episodes)
        done.write_text("", encoding="utf-8")
    return root


def print_check(root: Path, runs: int) -> None:
    """Seconds a stage, the ratio to reading, and memory."""
    readings = [measure(READING, str(root)) for _ in range(runs)]
    checks = [measure(STAGES, str(root)) for _ in range(runs)]
    reading = min(readings, key=lambda run: run["seconds"])
    check = min(checks, key=lambda run: sum(run["seconds"].values()))
    whole = sum(check["seconds"].values())
    size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    print(
        f"{check['episodes']:,} episodes, {check['scenes']:,} scenes, {check['speeches']:,} speeches, "
        f"{size / 1e6:.1f} MB; {check['findings']} findings"
    )
    for stage, seconds in check["seconds"].items():
        print(f"  {stage:22} {seconds:7.2f} s   {seconds / reading['seconds']:5.2f} x reading")
    print(f"  {'the whole check':22} {whole:7.2f} s   {whole / reading['seconds']:5.2f} x reading (goal: 5)")
    print(f"  {'reading alone':22} {reading['seconds']:7.2f} s, {reading['memory']:,.0f} MB")
    print(f"  {'peak memory':22} {check['memory']:7,.0f} MB (goal: 1,000)")


def print_start() -> None:
    """How soon the command answers, beside Python doing nothing."""
    python = [sys.executable]
    floor = measure_command([*python, "-c", "pass"])
    version = measure_command([*python, "-m", "fabula", "--version"])
    example = measure_command([*python, "-m", "fabula", "check", str(EXAMPLE)])
    print("whole processes, median of 5:")
    print(f"  {'python -c pass':30} {floor:6.3f} s")
    print(f"  {'fabula --version':30} {version:6.3f} s (goal: 0.3)")
    print(f"  {'fabula check examples/citadel':30} {example:6.3f} s (goal: 1)")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=500, help="of 36 scenes each")
    parser.add_argument("--runs", type=int, default=3, help="of which the best counts")
    parser.add_argument("--folder", type=Path, help="where universes are kept; by default in the temporary folder")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.gettempdir()) / "fabula-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    print_check(make_universe(folder, args.episodes), args.runs)
    print_start()


if __name__ == "__main__":
    main()
