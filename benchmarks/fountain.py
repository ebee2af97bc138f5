"""How fast Fountain is read: against screenplain, and against one regular expression over the same lines.

Prints throughput in MB/s, the two ratios, and how the time grows from 5 to 50 MB. Sizes are of UTF-8 bytes.
Every figure is the best processor time of several runs, taken in turn in this one process.
"""

from __future__ import annotations

import argparse
import gc
import io
import random
import re
from collections.abc import Callable
from time import process_time

from fabula.script.fountain import read_fountain
from fabula.source import Source

PLACES = "HARBOUR,OLD MINT,TRAM DEPOT,MARA'S KITCHEN,ARCHIVE,ROOFTOP,NIGHT FERRY,CLINIC,CAFÉ LUX,BORDER POST".split(",")
PEOPLE = "MARA,JONAS,TILDE,OSEI,THE CLERK,DR. WEISS,ÉLODIE,ANNO,OLD PETER,KIT".split(",")
WORDS = (
    "the a of and under with toward slowly door lamp letter coat rain window key stairs engine glass water hand voice "
    "behind nobody knows waits turns opens takes leaves listens counts breathes again before after silver cold empty"
).split()
TIMES = "DAY,NIGHT,DAWN,LATER,CONTINUOUS,NEXT MORNING".split(",")
EXTENSIONS = ("", "", "", "", "", " (V.O.)", " (O.S.)", " (CONT'D)")

# One alternation that tells the kinds of lines apart, as a reader that keeps no state would have it.
LINE = re.compile(
    r"(?P<blank>\s*$)|(?P<heading>(?:INT|EXT|EST|INT\.?/EXT|I/E)[. ].*|\.[^.].*)|(?P<section>#+.*)|(?P<page>={3,}\s*$)"
    r"|(?P<synopsis>=.*)|(?P<centered>>.*<$)|(?P<transition>>.*|[^a-z]*TO:$)|(?P<lyrics>~.*)|(?P<note>\[\[.*\]\]$)"
    r"|(?P<parenthetical>\s*\(.*\)$)|(?P<cue>[^a-z(]*[A-Z][^a-z(]*(?:\(.*\))?$)|(?P<action>.*)",
)


def write_script(size: int, seed: int = 7) -> str:
    """A script of about ``size`` bytes with the mix of lines that scripts have."""
    rng = random.Random(seed)
    lines = ["Title: The Ferry", "Author: nobody", "Draft date: 2014-06-03", "", ""]
    written = scene = 0

    def sentence(least: int, most: int) -> str:
        return " ".join(rng.choices(WORDS, k=rng.randint(least, most))).capitalize() + "."

    while written < size:
        first = len(lines)
        scene += 1
        if scene % 40 == 1:
            lines += [f"# Act {scene // 40 + 1}", ""]
        number = f" #{scene}#" if scene % 3 == 0 else ""
        lines += [f"{rng.choice(('INT.', 'EXT.', 'INT./EXT.'))} {rng.choice(PLACES)} - {rng.choice(TIMES)}{number}", ""]
        if rng.random() < 0.2:
            lines += [f"= {sentence(5, 12)}", ""]
        if rng.random() < 0.3:
            lines += [f"[[canon: at 2014-06-{rng.randint(10, 28)}]]", ""]
        for _ in range(rng.randint(3, 16)):
            if rng.random() < 0.4:
                lines += [sentence(6, 30) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
            else:
                lines.append(rng.choice(PEOPLE) + rng.choice(EXTENSIONS))
                if rng.random() < 0.15:
                    lines.append("(quietly)")
                lines += [sentence(3, 22) for _ in range(rng.choice((1, 1, 1, 2)))]
            lines.append("")
        if rng.random() < 0.15:
            lines += ["CUT TO:", ""]
        written += sum(len(line) + 1 for line in lines[first:])
    return "\n".join(lines)


def match_lines(text: str) -> int:
    """The plain pass: split into lines, and match each."""
    match = LINE.match
    kinds: list[str | None] = []
    add = kinds.append
    for line in text.split("\n"):
        found = match(line)
        add(found.lastgroup if found else None)
    return len(kinds)


def best(works: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """The best processor time of several runs each, in seconds; in turn, so that a busy machine hurts all alike."""
    times = dict.fromkeys(works, float("inf"))
    for _ in range(runs):
        for name, work in works.items():
            gc.collect()
            start = process_time()
            result = work()
            times[name] = min(times[name], process_time() - start)
            del result
    return times


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=5, help="MB of the script for the ratios")
    arguments.add_argument("--largest", type=int, default=50, help="MB of the largest script")
    arguments.add_argument("--runs", type=int, default=3)
    chosen = arguments.parse_args()

    text = write_script(chosen.size * 1_000_000)
    size = len(text.encode()) / 1e6
    script, _ = read_fountain(Source("bench.fountain", text))
    lines, elements, scenes = text.count("\n") + 1, len(script.elements), len(script.scenes)
    print(f"{size:.1f} MB, {lines:,} lines, {elements:,} elements, {scenes:,} scenes")
    del script
    crlf = text.replace("\n", "\r\n")
    works: dict[str, Callable[[], object]] = {
        "fabula": lambda: read_fountain(Source("bench.fountain", text)),
        "plain": lambda: match_lines(text),
        "crlf": lambda: read_fountain(Source("bench.fountain", crlf)),
    }
    try:
        from screenplain.parsers import fountain as screenplain
    except ImportError:
        print("screenplain is not installed (pip install 'fabula[bench]')")
    else:
        works["screenplain"] = lambda: screenplain.parse(io.StringIO(text))
    times = best(works, chosen.runs)
    fabula, plain = times["fabula"], times["plain"]
    print(f"fabula             {size / fabula:7.1f} MB/s   with CRLF {size / times['crlf']:.1f} MB/s")
    print(f"plain expression   {size / plain:7.1f} MB/s   fabula takes {fabula / plain:.2f} times as long (at most 3)")
    if other := times.get("screenplain"):
        print(
            f"screenplain        {size / other:7.1f} MB/s   fabula is {other / fabula:.1f} times as fast (at least 4)"
        )

    print("\nsize in MB   seconds   MB/s   of the rate at the smallest")
    first = 0.0
    for megabytes in sorted({5, 10, 20, chosen.largest}):
        if megabytes > chosen.largest:
            continue
        text = write_script(megabytes * 1_000_000)
        size = len(text.encode()) / 1e6
        taken = best({"": lambda text=text: read_fountain(Source("bench.fountain", text))}, 2)[""]  # type: ignore[misc]
        first = first or size / taken
        print(f"{size:10.1f} {taken:9.2f} {size / taken:6.1f} {size / taken / first:6.2f}")

    print("\nhostile input, 10 MB each        seconds")
    for name, hostile in (
        ("one line", "word " * 2_000_000),
        ("one line in capitals", "WORD " * 2_000_000),
        ("[[[[[[", "[" * 10_000_000),
        ("/*/*/*", "/*" * 5_000_000),
        ("[[ /* and one end far away", "[[ /* " * 1_666_666 + "]] */"),
        ("one heading of #", "INT. A " + "#a" * 5_000_000),
        ("notes that end and do not", "[[a]] [[b\n" * 1_000_000),
        ("scenes without blank lines", "INT. A - DAY\n" * 770_000),
        ("blank lines", "\n" * 10_000_000),
        ("one parenthesis after another", "(" * 10_000_000 + "\nx"),
    ):
        taken = best({"": lambda text=hostile: read_fountain(Source("bench.fountain", text))}, 1)[""]  # type: ignore[misc]
        print(f"{name:32} {taken:7.2f}")


if __name__ == "__main__":
    main()
