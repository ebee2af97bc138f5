"""How soon findings are up to date after an edit of one scene, against a full check of the same universe.

Opens a universe (see `benchmarks.universe`), then makes random edits of single scenes, each of a script as it was. Of
twenty-one edits fifteen write words, cues and notes anew, the others change times, names or the number of scenes; each
kind is printed by itself. The full check is made by the same stages: reading, linking, times, presences, world, rules.

Then the command is run on the universe as it is, with a cold and with a warm cache. Seconds by the clock.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from check import make_universe
from fabula.live.universe import LiveUniverse
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.universe.load import paused_collection

HEADING = re.compile(r"^(?:INT|EXT)\. .*$", re.MULTILINE)


def _say_more(scene: str, rng: random.Random) -> str:
    lines = [line for line in scene.split("\n") if line.endswith((".", "?"))]
    line = rng.choice(lines)
    return scene.replace(line, f"{line} And that is all.", 1)


def _name_somebody(scene: str, rng: random.Random) -> str:
    return scene.replace("Somebody ", f"{rng.choice(_cues(scene)).title()} ", 1)


def _cues(scene: str) -> list[str]:
    return re.findall(r"^[A-Z]+ [A-Z]+$", scene, re.MULTILINE)


def _swap_cue(scene: str, rng: random.Random) -> str:
    cues = _cues(scene)
    return scene.replace(f"\n{rng.choice(cues)}\n", f"\n{rng.choice(cues)}\n", 1)


def _add_speech(scene: str, rng: random.Random) -> str:
    return f"{scene.rstrip()}\n\n{rng.choice(_cues(scene))}\nOne thing more.\n\n"


def _misspell(scene: str, rng: random.Random) -> str:
    cue = rng.choice(_cues(scene))
    return scene.replace(f"\n{cue}\n", f"\n{cue[:-1]}\n", 1)


def _note_state(scene: str, rng: random.Random) -> str:
    return f"{scene.rstrip()}\n\n[[canon: {rng.choice(_cues(scene)).title()} takes case {rng.randrange(50)}]]\n\n"


def _other_room(scene: str, rng: random.Random) -> str:
    return re.sub(r"HOUSE \d", f"HOUSE {rng.randrange(6)}", scene, count=1)


def _day_to_night(scene: str, rng: random.Random) -> str:
    first, rest = scene.split("\n", 1)
    return first.replace(" DAY ", " EVENING ").replace(" NIGHT ", " DAY ") + "\n" + rest


def _add_date(scene: str, rng: random.Random) -> str:
    if "canon: at" in scene:
        return re.sub(r"takes \d+ minutes", f"takes {rng.randrange(11, 50)} minutes", scene, count=1)
    return f"{scene.rstrip()}\n\n[[canon: takes {rng.randrange(11, 50)} minutes]]\n\n"


def _cut(scene: str, rng: random.Random) -> str:
    return ""


def _double(scene: str, rng: random.Random) -> str:
    return scene + re.sub(r"#(\d+)#", r"#\1A#", scene, count=1)


KINDS: dict[str, tuple[int, Callable[[str, random.Random], str]]] = {
    "more words in a line": (5, _say_more),
    "one speech more": (4, _add_speech),
    "a name in the action": (2, _name_somebody),
    "another cue": (2, _swap_cue),
    "a note on the world": (2, _note_state),
    "a cue that nobody has": (1, _misspell),
    "another room": (1, _other_room),
    "another time of day": (1, _day_to_night),
    "another length": (1, _add_date),
    "the scene cut": (1, _cut),
    "a scene more": (1, _double),
}
"""Each kind of edit, and how many of twenty-one are of it: mostly words are written anew."""

ROUND = [kind for kind, (often, _) in KINDS.items() for _ in range(often)]


def edit_scene(text: str, rng: random.Random, kind: str) -> str:
    """A script with one of its scenes edited."""
    starts = [match.start() for match in HEADING.finditer(text)]
    number = rng.randrange(len(starts))
    start, end = starts[number], [*starts, len(text)][number + 1]
    return text[:start] + KINDS[kind][1](text[start:end], rng) + text[end:]


def time_full_check(root: Path) -> float:
    """The seconds of a whole check in this process."""
    start = perf_counter()
    with paused_collection():
        run_rules(load_canon(root))
    return perf_counter() - start


def time_edits(root: Path, count: int, seed: int) -> dict[str, list[float]]:
    """The seconds of each edit, by kind."""
    live = LiveUniverse(root)
    gc.collect()
    gc.freeze()  # as a server does: what was read stays
    scripts = [episode.script.source.path for episode in live.canon.universe.episodes]
    rng = random.Random(seed)
    taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(count):
        kind = ROUND[number % len(ROUND)]
        path = rng.choice(scripts)
        new = edit_scene((root / path).read_text(encoding="utf-8"), rng, kind)
        start = perf_counter()
        live.edit({path: new})
        taken[kind].append(perf_counter() - start)
        live.revert(path)
    return taken


def time_command(root: Path) -> tuple[float, float]:
    """The seconds of the command on a universe with a cold cache and with a warm one."""
    taken = []
    with tempfile.TemporaryDirectory() as cache:
        for _ in range(2):
            start = perf_counter()
            words = [sys.executable, "-m", "fabula", "check", str(root)]
            subprocess.run(words, capture_output=True, check=False, env={**os.environ, "FABULA_CACHE": cache})
            taken.append(perf_counter() - start)
    return taken[0], taken[1]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=500, help="of 36 scenes each")
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where universes are kept; by default in the temporary folder")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.gettempdir()) / "fabula-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    root = make_universe(folder, args.episodes)
    full = min(time_full_check(root) for _ in range(2))
    taken = time_edits(root, args.edits, args.seed)
    every = sorted(seconds for one in taken.values() for seconds in one)
    print(f"a full check {full:.2f} s; {len(every)} edits of one scene each:")
    for kind, seconds in taken.items():
        if not seconds:
            continue
        middle = statistics.median(seconds)
        print(
            f"  {kind:24} median {middle * 1000:6.0f} ms = 1/{full / middle:.0f}, worst {max(seconds) * 1000:6.0f} ms"
        )
    middle, worst = statistics.median(every), every[-1]
    print(f"  all: median {middle * 1000:.0f} ms = 1/{full / middle:.0f} (goal: 1/50)")
    print(f"       worst {worst * 1000:.0f} ms = 1/{full / worst:.1f} (goal: 1/5)")
    cold, warm = time_command(root)
    print(
        f"fabula check, a whole process: {cold:.2f} s, from a warm cache {warm:.2f} s = 1/{cold / warm:.0f} (goal: 1/4)"
    )


if __name__ == "__main__":
    main()
