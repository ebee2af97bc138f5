"""How long the comparison of two revisions takes, against one whole check of the same universe.

Writes a universe (see `benchmarks.universe`), puts it into a git repository, edits a handful of episodes as a week of
writing does (scenes rewritten, moved, cut and added, a file renamed, a field of the bible, a note), and commits. Then,
each in a process of its own: one full check (reading, all stages, all rules), and the comparison of the two commits:
reading both from git, checking both, comparing. Seconds are of processor time, the best of several runs. The goal is
twice one check.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

CHECK = """
import json, sys
from pathlib import Path
from time import process_time
from fabula.rules.registry import all_rules
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.universe.load import paused_collection

all_rules()
start = process_time()
with paused_collection():
    canon = load_canon(Path(sys.argv[1]))
    findings = run_rules(canon)
print(json.dumps({
    "seconds": process_time() - start,
    "scenes": len(canon.universe.scenes),
    "findings": len(findings),
}))
"""
COMPARE = """
import json, resource, sys
from pathlib import Path
from time import process_time
from fabula.change.comparing.compare import compare_universes
from fabula.change.sides import find_sides, load_sides
from fabula.rules.registry import all_rules
from fabula.rules.run import run_rules
from fabula.universe.load import paused_collection

all_rules()
marks = [("reading both", process_time())]
with paused_collection():
    sides = find_sides(sys.argv[2:4], Path(sys.argv[1]))
    before, after = load_sides(*sides)
    marks.append(("checking both", process_time()))
    findings = run_rules(before), run_rules(after)
    marks.append(("comparing", process_time()))
    found = compare_universes(before, after, findings)
    marks.append(("", process_time()))
print(json.dumps({
    "seconds": {stage: later - at for (stage, at), (_, later) in zip(marks, marks[1:])},
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "found": {str(lot): len(changes) for lot, changes in found.lots() if changes},
}))
"""
HEADING = re.compile(r"^(?=(?:INT|EXT)\. )", re.MULTILINE)


def measure(code: str, *args: str) -> dict[str, Any]:
    """What a piece of code prints when it runs in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code, *args], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def git(root: Path, *words: str) -> None:
    """A git command that has to succeed."""
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


def make_repository(folder: Path, episodes: int, minds: bool) -> Path:
    """The universe as a repository of two commits, made only once."""
    from universe import write_universe

    root = folder / f"repository-{episodes}{'-minds' if minds else ''}"
    done = root.with_suffix(".done")
    if done.exists():
        return root
    print(f"writing {episodes:,} episodes to {root} …")
    shutil.rmtree(root, ignore_errors=True)
    write_universe(root, episodes, minds=minds)
    git(root, "init", "-q")
    git(root, "config", "user.name", "Benchmark")
    git(root, "config", "user.email", "benchmark@localhost")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "before")
    edit_week(root, random.Random(11))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "after")
    done.write_text("", encoding="utf-8")
    return root


def edit_week(root: Path, rng: random.Random) -> None:
    """What three rooms do in a week: eight episodes, an entry, a new name of a file."""
    scripts = sorted(root.glob("shows/*/*/*.fountain"))
    for number, path in enumerate(sorted(rng.sample(scripts, 8))):
        head, *scenes = HEADING.split(path.read_text(encoding="utf-8"))
        scenes[3] = scenes[3].replace("How long have we got?", "How long is a night here?") + "Nobody moves.\n\n"
        scenes[9] = re.sub(r"^.*count eleven.*$", "I count twelve.", scenes[9], flags=re.MULTILINE)
        if number % 2:
            scenes.insert(5, scenes.pop(14))
        else:
            del scenes[21]
            scenes.append("INT. ROME HOUSE 1 - CELLAR - NIGHT #99#\n\nA lamp. Somebody has left it on.\n")
        path.write_text(head + "".join(scenes), encoding="utf-8")
    path = scripts[len(scripts) // 2]
    path.rename(path.with_name(path.name.replace("episode", "retitled")))
    entry = root / "bible/people/anna-adler.md"
    entry.write_text(entry.read_text(encoding="utf-8").replace("born: 1960", "born: 1961"), encoding="utf-8")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=500, help="of 36 scenes each")
    parser.add_argument("--runs", type=int, default=3, help="of which the best counts")
    parser.add_argument("--minds", action="store_true", help="with secrets that are told and named")
    parser.add_argument("--folder", type=Path, help="where repositories are kept; by default in the temporary folder")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.gettempdir()) / "fabula-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    root = make_repository(folder, args.episodes, args.minds)
    checks = [measure(CHECK, str(root)) for _ in range(args.runs)]
    diffs = [measure(COMPARE, str(root), "HEAD~1", "HEAD") for _ in range(args.runs)]
    check = min(checks, key=lambda run: run["seconds"])
    diff = min(diffs, key=lambda run: sum(run["seconds"].values()))
    whole = sum(diff["seconds"].values())
    print(f"{check['scenes']:,} scenes, {check['findings']:,} findings; {diff['found']}")
    print(f"  {'one whole check':18} {check['seconds']:7.2f} s")
    for stage, seconds in diff["seconds"].items():
        print(f"  {stage:18} {seconds:7.2f} s   {seconds / check['seconds']:5.2f} x check")
    print(f"  {'the whole diff':18} {whole:7.2f} s   {whole / check['seconds']:5.2f} x check (goal: 2)")
    print(f"  {'peak memory':18} {diff['memory']:7,.0f} MB")


if __name__ == "__main__":
    main()
