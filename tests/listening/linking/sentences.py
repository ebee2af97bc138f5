"""The labelled sentences of ``../shared/data/audience/got-reddit``: read, and held against a linker."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from fabula.listening.model import How, Linker
from tests.listening.linking.universe import batch

__all__ = ["AUDIENCE", "CUT", "Measured", "Sentence", "Tally", "calibration", "measure", "read_sentences", "table"]

AUDIENCE = Path(__file__).parents[4] / "shared" / "data" / "audience"
LABELS = Path(__file__).parent / "labels.csv"
CUT = re.compile(r"(?<=[.!?])\s+|\n+")
"""Where comments are cut into sentences."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with what it speaks of. ``held_out`` are those on which nothing was tried out, by comment."""

    text: str
    wanted: tuple[frozenset[str], ...]
    """One of each of these sets is right."""
    allowed: frozenset[str]
    held_out: bool
    changed: bool


@dataclass
class Tally:
    """What was found of what should be, and what should not."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass
class Measured:
    """Tallies of a linker: over all, by kind, by how; and by probability, in tenths."""

    all: Tally = field(default_factory=Tally)
    kinds: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    hows: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    sure: defaultdict[float, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    errors: list[tuple[str, str, str]] = field(default_factory=list)


def read_sentences() -> list[Sentence]:
    """All labelled sentences, in the order of the labels."""
    texts: dict[tuple[int, int, int], str] = {}
    seen: set[str] = set()
    for season in range(1, 9):
        path = AUDIENCE / "got-reddit" / f"season{season}_df.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["comment"] not in seen:
                    seen.add(row["comment"])
                    pieces = [piece.strip() for piece in CUT.split(row["comment"]) if piece.strip()]
                    for number, piece in enumerate(pieces):
                        texts.setdefault((season, int(row["comment_no"]), number), piece)
    found = []
    with LABELS.open(encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            comment = int(row["comment"])
            text = texts.get((int(row["season"]), comment, int(row["sentence"])), "")
            elements = row["elements"].split()
            found.append(
                Sentence(
                    text,
                    tuple(frozenset(element.split("|")) for element in elements if not element.startswith("?")),
                    frozenset(element[1:] for element in elements if element.startswith("?")),
                    hashlib.sha256(str(comment).encode()).digest()[0] % 2 == 1,
                    hashlib.sha256(text.encode()).hexdigest()[:12] != row["hash"],
                )
            )
    return found


def measure(linker: Linker, sentences: Iterable[Sentence], show: str | None = "thrones") -> Measured:
    """How a linker does. An element counts once in a sentence, with the surest of its links."""
    sentences = list(sentences)
    found = Measured()
    for sentence, links in zip(sentences, linker.link(batch([s.text for s in sentences], show)), strict=True):
        best: dict[str, tuple[float, How]] = {}
        for link in links:
            if link.how is not How.SOURCE and link.probability > best.get(link.element, (0.0, link.how))[0]:
                best[link.element] = link.probability, link.how
        open_ = list(sentence.wanted)
        for element, (probability, how) in best.items():
            if element in sentence.allowed:
                continue
            hit = next((one for one in open_ if element in one), None)
            right = hit is not None or any(element in one for one in sentence.wanted)
            if hit is not None:
                open_.remove(hit)
            if hit is not None or not right:
                for tally in (found.all, found.kinds[element.partition("/")[0]], found.hows[how.value]):
                    tally.right += right
                    tally.wrong += not right
            found.sure[min(0.9, int(probability * 10) / 10)].append((probability, right))
            if not right:
                found.errors.append(("wrong", f"{element} {how.value} {probability}", sentence.text))
        for one in open_:
            found.all.missed += 1
            found.kinds[min(one).partition("/")[0]].missed += 1
            found.errors.append(("missed", "|".join(sorted(one)), sentence.text))
    return found


def table(found: Measured) -> list[str]:
    """The measures as lines of a Markdown table."""
    lines = ["| | right | wrong | missed | precision | recall | F1 |", "| --- | --- | --- | --- | --- | --- | --- |"]
    rows: list[tuple[str, Tally]] = [("all", found.all), *sorted(found.kinds.items())]
    for name, tally in rows:
        lines.append(
            f"| {name} | {tally.right} | {tally.wrong} | {tally.missed} | {tally.precision:.2f} | {tally.recall:.2f} "
            f"| {tally.f1:.2f} |"
        )
    for name, tally in sorted(found.hows.items()):
        lines.append(f"| how: {name} | {tally.right} | {tally.wrong} | | {tally.precision:.2f} | | |")
    return lines


def calibration(found: Measured) -> list[str]:
    """Probabilities against the shares that are right, by tenths."""
    lines = ["| probability | links | mean | right |", "| --- | --- | --- | --- |"]
    for tenth, held in sorted(found.sure.items()):
        mean = sum(sure for sure, _ in held) / len(held)
        right = sum(right for _, right in held) / len(held)
        lines.append(f"| {tenth:.1f}–{tenth + 0.1:.1f} | {len(held)} | {mean:.2f} | {right:.2f} |")
    return lines
