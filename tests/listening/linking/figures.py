"""The figures of linking for docs/design/listening-linking.md: ``python -m tests.listening.linking.figures``."""

from __future__ import annotations

import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from fabula.listening.linking import make_linker
from fabula.listening.linking.linker import NameLinker
from fabula.listening.linking.patterns import Role
from tests.listening.linking.sentences import AUDIENCE, calibration, measure, read_sentences, table
from tests.listening.linking.thrones import thrones
from tests.listening.linking.universe import batch, citadel

__all__ = ["read_unrelated", "unrelated"]


def read_unrelated() -> dict[str, list[str]]:
    """Comments about other things, by where they are from."""
    emotions = [
        line.split("\t")[0]
        for name in ("train", "dev")
        for line in (AUDIENCE / "goemotions" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    ]
    reviews = [
        text.text or ""
        for name in ("train", "val")
        for text in ET.parse(AUDIENCE / "mams" / f"{name}.xml").iter("text")
    ]
    return {"goemotions": emotions, "mams": reviews}


def unrelated(linker: NameLinker, texts: list[str]) -> tuple[int, int]:
    """How many of some comments have a link, and how many have a name of the universe at all."""
    linked = sum(bool(links) for links in linker.link(batch(texts)))
    named = sum(bool(roles & Role.NAME) for _, roles, _, _ in linker.scanner.scan(texts))
    return linked, named


def figures() -> Iterator[str]:
    """All of them, as lines of Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        linker = make_linker(thrones(Path(folder)))
    sentences = read_sentences()
    for name, half in (("held out", True), ("development", False)):
        part = [sentence for sentence in sentences if sentence.held_out == half]
        found = measure(linker, part)
        yield f"\n{len(part)} sentences, {name}, {sum(len(s.wanted) for s in part)} elements\n"
        yield from (*table(found), "", *calibration(found))
    part = [sentence for sentence in sentences if sentence.held_out]
    alone = measure(linker, part, show=None).all
    yield f"\nwithout a source that names the show: precision {alone.precision:.2f}, recall {alone.recall:.2f}\n"
    yield "| universe | texts | comments | with a name | linked | of 100,000 |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for universe, known in (("citadel", citadel()), ("thrones", linker)):
        for source, texts in read_unrelated().items():
            linked, named = unrelated(known, texts)
            share = round(linked / len(texts) * 100_000)
            yield f"| {universe} | {source} | {len(texts):,} | {named:,} | {linked} | {share} |"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in figures())
