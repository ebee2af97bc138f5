"""Universes for tests of linking, small and of our own making."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fabula.listening.linking import make_linker
from fabula.listening.linking.linker import NameLinker
from fabula.listening.model import Batch, Link
from fabula.stages import load_canon
from fabula.universe.model import Universe

CITADEL = Path(__file__).parents[3] / "examples" / "citadel"


def read(folder: Path, files: dict[str, str]) -> Universe:
    """A universe of the given files."""
    for name, text in {"fabula.toml": 'name = "Test"\n', **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_canon(folder).universe


def batch(texts: Sequence[str], show: str | None = None, time: int | None = None, episode: str | None = None) -> Batch:
    """Comments that differ by nothing but their texts."""
    count = len(texts)
    return Batch(texts, [None] * count, [time] * count, [show] * count, [episode] * count)


def told(text: str, links: Sequence[Link]) -> list[tuple[str, str, str]]:
    """Links as element, the words that name it, and how."""
    return [(link.element, text[link.start : link.end], link.how.value) for link in links]


HARBOUR = {
    "bible/people/tessa-vane.md": "---\nname: Tessa Vane\nactor: Zofia Brzeska\nnicknames: [Storm Eyes, टेसा]\n---\n",
    "bible/people/oskar-brandl.md": "---\nname: Oskar Brandl\nactor: Stanley Tulliver\n---\n",
    "bible/people/grace-holm.md": "---\nname: Grace Holm\n---\n",
    "bible/people/will-ansgar.md": "---\nname: Will Ansgar\n---\n",
    "bible/people/oskar-lindqvist.md": "---\nname: Oskar Lindqvist\n---\n",
    "bible/people/nadia-korr.md": "---\nname: Nadia Korr\n---\n",
    "bible/people/guard.md": "---\nname: Drudgeon\nnature: class\n---\n",
    "bible/covers/ilse-marn.md": "---\nname: Ilse Marn\nof: Tessa Vane\n---\n",
    "bible/groups/house-vesk.md": "---\nname: House Vesk\n---\n",
    "bible/people/ada-vesk.md": "---\nname: Ada Vesk\n---\n",
    "bible/people/jorin-vesk.md": "---\nname: Jorin Vesk\n---\n",
    "bible/groups/tarkmoor.md": "---\nname: Tarkmoor\n---\n",
    "bible/places/rome.md": "---\nname: Rome\n---\n",
    "bible/places/lamphouse.md": "---\nname: The Lamphouse\nin: Rome\n---\n",
    "bible/things/lantern.md": "---\nname: The lantern\n---\n",
    "bible/secrets/mole.md": (
        "---\nname: who sold the map\nfact: Oskar Brandl belongs to Tarkmoor\nwords: [the mole, sold the map]\n---\n"
    ),
    "bible/storylines/harbour.md": "---\nname: The harbour\nnicknames: [Oskessa]\n---\n",
    "bible/events/flood.md": "---\nname: The great flood\n---\n",
    "shows/harbour/show.md": "---\nname: Cold Harbour Nights\nrole: mothership\n---\n",
    "shows/harbour/s01/e01.fountain": (
        "Title: Low Tide\nStatus: released\nReleased: 2023-04-06\n\nINT. THE LAMPHOUSE - NIGHT #1#\n\n"
        "Tessa polishes a sextant while herring smoke in the chimney.\n\nTESSA\nNobody.\n\nOSKAR BRANDL\nI did.\n\n"
        "EXT. ROME - DAY #2#\n\nA barge with a broken rudder.\n\nGRACE\nIt is sinking.\n\nOSKAR BRANDL\nYes.\n"
    ),
    "shows/harbour/s01/e02.fountain": (
        "Title: The Gannet\nStatus: released\nReleased: 2023-04-13\n\nEXT. ROME - DAY #1#\n\nRain.\n\nTESSA\nAgain.\n\n"
        "OSKAR BRANDL\nAgain.\n\nWILL\nAgain.\n"
    ),
    "shows/harbour/s02/e01.fountain": (
        "Title: Home\nStatus: released\nReleased: 2024-04-04\n\nINT. THE LAMPHOUSE - DAY #1#\n\nTESSA\nHere.\n"
    ),
}
"""A story of our own, with names that are words, shared first names, a cover and a house."""


@cache
def harbour() -> NameLinker:
    """The linker of that story."""
    with tempfile.TemporaryDirectory() as folder:
        return make_linker(read(Path(folder), HARBOUR))


@cache
def citadel() -> NameLinker:
    """The linker of the example."""
    return make_linker(load_canon(CITADEL).universe)


def links(text: str, show: str | None = "harbour", **more: Any) -> list[Link]:
    """The links of one comment about the story, without those that its source and its time give."""
    return [link for link in harbour().link(batch([text], show, **more))[0] if link.end]


def names(text: str, show: str | None = "harbour", **more: Any) -> dict[str, str]:
    """The elements of which one comment speaks, each with the words that name it first."""
    found: dict[str, str] = {}
    for link in links(text, show, **more):
        found.setdefault(link.element, text[link.start : link.end])
    return found
