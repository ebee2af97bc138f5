"""Adding and cleaning comments, against reading the same bytes.

    python benchmarks/listening_intake.py
    python benchmarks/listening_intake.py --comments 4000000

Writes comments as CSV, by chance but always by the same one: most are different, one in fifty is a copy, one in fifty a
near copy, one author writes a twentieth of them. Then, each in a process of its own: reading the file with pyarrow's
and with DuckDB's CSV reader (the floors), adding it, adding it again, cleaning. Seconds are of processor time, on all
cores together. Prints comments a second of a core, the ratio to the floor, the peak of memory of all processes
together, and how the time grows with four times the comments.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WORDS = """the a of and to in is it that was for on she he they with this but not have all what so out up there when one
episode season finale scene character story plot love hate great boring best worst acting writing ending twist music
camera dialogue pacing villain hero couple fight chase bridge train storm letter secret lie truth key door window
kitchen harbour island winter market gold river night morning again never always really just still very too much
more less nobody everybody somebody think know feel saw heard said told wish hope guess bet""".split()


def main() -> None:
    """Measure, or be one of the processes that are measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--comments", type=int, default=400_000)
    parser.add_argument("--stage", default="")
    parser.add_argument("--file", type=Path, default=Path())
    parser.add_argument("--root", type=Path, default=Path())
    given = parser.parse_args()
    if given.stage:
        run_stage(given.stage, given.file, given.root)
        return
    with tempfile.TemporaryDirectory() as folder:
        small, large = (measure(Path(folder), count) for count in (given.comments // 4, given.comments))
    print(f"\n{'':28}four times the comments take")
    for stage in ("adding", "cleaning"):
        print(f"{stage:28}{large[stage] / small[stage]:.1f} times as long")


def measure(folder: Path, count: int) -> dict[str, float]:
    """The seconds of each stage."""
    file, root = folder / f"{count}.csv", folder / f"u{count}"
    root.mkdir()
    write_comments(file, count)
    print(f"\n{count:,} comments, {file.stat().st_size / 1e6:,.0f} MB")
    seconds: dict[str, float] = {}
    for stage in ("pyarrow", "duckdb", "adding", "adding again", "cleaning", "cleaning again"):
        command = [sys.executable, __file__, "--stage", stage, "--file", str(file), "--root", str(root)]
        seconds[stage], memory = watch(command)
        against = f"{seconds[stage] / seconds['pyarrow']:6.1f} times pyarrow" if stage in {"adding", "cleaning"} else ""
        print(
            f"  {stage:16}{seconds[stage]:8.2f} s {count / seconds[stage]:12,.0f} a second {memory:6.0f} MB  {against}"
        )
    file.unlink()
    return seconds


def run_stage(stage: str, file: Path, root: Path) -> None:
    """One stage; prints seconds and the peak of memory, that of child processes added."""
    if stage == "pyarrow":
        import pyarrow.csv as pc

        for _ in pc.open_csv(file, parse_options=pc.ParseOptions(newlines_in_values=True)):
            pass
    elif stage == "duckdb":
        import duckdb

        duckdb.execute("SELECT max(length(text)), count(author), max(time) FROM read_csv($1)", [str(file)]).fetchall()
    else:
        from fabula.listening.cleaning import clean_store
        from fabula.listening.intake.add import add_source
        from fabula.listening.intake.declared import declare
        from fabula.listening.intake.files import find_source_files
        from fabula.listening.store import open_store
        from fabula.listening.store.key import open_key

        store = open_store(root)
        store.prepare()
        if stage.startswith("adding"):
            declared = declare("bench", {"files": str(file)})
            add_source(
                store, open_key(store), declared, find_source_files(declared.files, root, root), time.time_ns() // 1000
            )
        else:
            clean_store(store, ("en", "it", "hi"))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(sum(one.ru_utime + one.ru_stime for one in used))


def watch(command: list[str]) -> tuple[float, float]:
    """The seconds of processor time that a stage says it took, and the megabytes that all its processes had at most."""
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peak = max(peak, held(process.pid))
            time.sleep(0.05)
        assert process.stdout is not None
        said = process.stdout.read()
    if process.returncode:
        raise SystemExit(process.returncode)
    return float(said), peak / 1e6


def held(pid: int) -> int:
    """The bytes that a process and its children hold in memory; 0 once it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return pages * resource.getpagesize() + sum(held(int(child)) for child in children)


def write_comments(file: Path, count: int) -> None:
    """The comments, as CSV."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "author", "time", "text", "likes"])
        writer.writerows(make_rows(count))


def make_rows(count: int) -> Iterator[tuple[str, str, str, str, int]]:
    """Comments over a year, in the order of time."""
    rng = random.Random(1)
    said: list[str] = []
    for number in range(count):
        chance = rng.random()
        if chance < 0.04 and said:
            text = rng.choice(said) + ("" if chance < 0.02 else rng.choice([" Wow", " indeed!!", " lol"]))
        else:
            text = " ".join(rng.choices(WORDS, k=rng.randint(3, 35)))
            if len(said) < 2_000 or rng.random() < 0.01:
                said.append(text)
        author = "flood" if rng.random() < 0.05 else f"author{rng.randrange(count // 3 + 1)}"
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_650_000_000 + number * 31_000_000 // count))
        yield f"c{number}", author, moment, text, int(rng.paretovariate(1.2)) - 1


if __name__ == "__main__":
    main()
