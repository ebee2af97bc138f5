from __future__ import annotations

from pathlib import Path

import pytest

from fabula.universe.model import Universe
from tests.universe.folders import entry, link, scene

BIBLE = {
    "bible/places/london.md": entry("London"),
    "bible/places/oslo.md": entry("Oslo"),
    "bible/places/orlicks-flat.md": entry("Orlick's flat", aliases="[Bernard's flat]", in_="London"),
    "bible/places/study.md": entry("Study", in_="orlicks-flat"),
    "bible/places/safe-house-london.md": entry("Safe house", in_="London"),
    "bible/places/safe-house-oslo.md": entry("Safe house", in_="Oslo"),
    "bible/places/lighthouse.md": entry("The Lighthouse"),
}


def places(universe: Universe) -> list[str]:
    return [scene.place.partition("/")[2] for scene in universe.scenes]


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("INT. ORLICK'S FLAT - NIGHT", "orlicks-flat"),
        ("INT. BERNARD’S FLAT - NIGHT", "orlicks-flat"),
        ("INT. ORLICKS FLAT - NIGHT", "orlicks-flat"),
        ("INT. ORLICK'S FLAT - STUDY - NIGHT", "study"),
        ("INT. STUDY - NIGHT", "study"),
        ("INT. ORLICK'S FLAT - KITCHEN - NIGHT", "orlicks-flat/kitchen"),
        ("INT. KITCHEN, ORLICK'S FLAT - NIGHT", "orlicks-flat/kitchen"),
        ("INT. ORLICK'S FLAT, KITCHEN - NIGHT", "orlicks-flat/kitchen"),
        ("INT. KITCHEN - ORLICK'S FLAT - NIGHT", "orlicks-flat/kitchen"),
        ("INT. LONDON - ORLICK'S FLAT - KITCHEN - NIGHT", "orlicks-flat/kitchen"),
        ("INT. ORLICK'S FLAT - STUDY - CUPBOARD - NIGHT", "study/cupboard"),
        ("INT. OSLO - SAFE HOUSE - NIGHT", "safe-house-oslo"),
        ("INT. LONDON - SAFE HOUSE - NIGHT", "safe-house-london"),
        ("INT. LIGHTHOUSE - NIGHT", "lighthouse"),
        ("EXT. THE LIGHTHOUSE (MOVING) - DAY", "lighthouse"),
        ("INT. CAR - MOVING - DAY", "car"),
        ("EXT. ISLAND - LIGHTHOUSE - DAY", "lighthouse"),
        ("EXT. HARBOUR WALL - DAY", "harbour-wall"),
        ("INT. - NIGHT", ""),
    ],
)
def test_where_a_scene_plays(tmp_path: Path, heading: str, place: str) -> None:
    universe, _ = link(tmp_path, {**BIBLE, "shows/main/e01.fountain": scene("A", heading=heading)})
    assert places(universe) == [place]


def test_places_without_a_bible(tmp_path: Path) -> None:
    headings = ["INT. FLAT - KITCHEN - DAY", "INT. KITCHEN, FLAT - DAY", "INT. KITCHEN - DAY", "EXT. PIER, DOVER - DAY"]
    universe, findings = link(tmp_path, {"x.fountain": "".join(scene("A", heading=h) for h in headings)})
    assert findings == []
    assert universe.unlinked == [u for u in universe.unlinked if u.what == "cue"]
    assert places(universe) == ["flat/kitchen", "flat/kitchen", "kitchen", "pier-dover"]
    kitchen = universe.entities["places/flat/kitchen"]
    assert (kitchen.name, kitchen.parent, kitchen.declared, kitchen.span.line) == ("Kitchen", "places/flat", False, 1)
    assert universe.within("places/flat/kitchen", "places/flat")


def test_unknown_outer_places_are_listed_once_an_episode(tmp_path: Path) -> None:
    text = scene("A", heading="INT. REIS BAKERY - OVEN - DAY") + scene("A", heading="EXT. REIS BAKERY - DAY")
    universe, _ = link(tmp_path, {**BIBLE, "shows/main/e01.fountain": text, "shows/main/e02.fountain": text})
    listed = [(u.text, str(u.span), u.span.text, u.key) for u in universe.unlinked if u.what == "place"]
    assert listed == [
        ("Reis Bakery", "shows/main/e01.fountain:1:6", "REIS BAKERY", "places/reis-bakery"),
        ("Reis Bakery", "shows/main/e02.fountain:1:6", "REIS BAKERY", "places/reis-bakery"),
    ]


def test_a_place_of_the_own_show_comes_first(tmp_path: Path) -> None:
    files = {
        "bible/places/bar-one.md": entry("The bar"),
        "bible/places/bar-two.md": entry("The bar", owner="italy"),
        "shows/main/e01.fountain": scene("A", heading="INT. BAR - DAY"),
        "shows/italy/show.md": "---\nrole: spinoff\n---\n",
        "shows/italy/e01.fountain": scene("A", heading="INT. BAR - DAY"),
    }
    universe, _ = link(tmp_path, files)
    assert places(universe) == ["bar-one", "bar-two"]
