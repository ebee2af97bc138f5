"""Game of Thrones as data, through the whole pipeline: what comes out is what the data hold, and nothing else."""

from __future__ import annotations

import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from fabula.finding import Certainty, Finding
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.model import Mode
from tests.got.convert import DATA, convert, read_episodes
from tests.got.drafts import UniverseDraft
from tests.got.planted import plant

pytestmark = [
    pytest.mark.skipif(
        not DATA.is_dir(), reason="the Game of Thrones data are not here: ../shared/data/got is missing"
    ),
    pytest.mark.slow,
]

KNOWN = {
    "Jon Snow": "returns from the dead; the data's README says so",
    "White Walker": "a class; the data's README says so",
    "High Septon": "an office; the data's README says so",
    "Jaqen H'ghar": "a face; the data's README says so",
}
REST = {
    "Wight Wildling Girl": "found dead, and walks with the dead",
    "Beric Dondarrion": "killed, and brought back in the next scene",
    "Great Master #1": "a numbered extra: two men",
    "Ghita": "a face that others wear after her death",
    "Euron Greyjoy": "drowned in a rite, and breathes again; the data record a death",
    "Walder Frey": "his face, worn by Arya Stark",
    "Viserion": "killed, and raised by the Night King",
}
TWICE = {
    "Othor": "found dead, and burned when he walks again",
    "White Walker": "a class",
    "Old Man": "two old men",
    "Great Master #1": "a numbered extra: two men",
    "Beric Dondarrion": "killed, brought back, and killed again",
    "Viserion": "killed, raised, and killed again",
    "Euron Greyjoy": "drowned in a rite, and killed later",
}
UNTOLD = {
    "S01E04": ("Valyrian Steel Dagger", "from Lord Varys to Eddard Stark"),
    "S04E01": ("Ice", "from Ilyn Payne to Tywin Lannister"),
    "S04E10": ("Longclaw", "from Samwell Tarly to Jon Snow"),
    "S06E03": ("Longclaw", "from Davos Seaworth to Jon Snow"),
    "S07E05": ("Longclaw", "from Qhono to Jon Snow"),
}
"""Weapons that somebody has who never got them, by the data."""


def _check(draft: UniverseDraft, folder: Path) -> tuple[Canon, list[Finding]]:
    draft.write(folder)
    canon = load_canon(folder)
    return canon, run_rules(canon)


def _names(findings: list[Finding], code: str, words: str) -> Counter[str]:
    return Counter(f.message.partition(words)[0] for f in findings if f.code == code)


def _alive_after_death() -> dict[str, int]:
    """By the data alone: in how many scenes somebody lives after their first recorded death, visions left out."""
    dead: set[str] = set()
    seen: Counter[str] = Counter()
    for episode in read_episodes():
        for scene in episode["scenes"]:
            people = {p["name"]: p.get("alive") is not False for p in scene["characters"]}
            if not any(scene.get(key) for key in ("flashback", "greensight", "warg")):
                seen.update(name for name, alive in people.items() if alive and name in dead)
            if not scene.get("flashback"):
                dead.update(name for name, alive in people.items() if not alive)
    return dict(seen)


def test_deaths_with_nothing_declared(tmp_path: Path) -> None:
    canon, findings = _check(convert(declared="nothing"), tmp_path)
    assert len(canon.universe.episodes) == 73
    assert len(canon.universe.scenes) == 4165
    data = _alive_after_death()
    assert sorted(data) == sorted([*KNOWN, *REST])
    assert len(data) == 11
    acts = [f for f in findings if f.code == "W101"]
    certain = [f for f in acts if f.certainty is Certainty.CERTAIN]
    assert _names(certain, "W101", " speaks here") == Counter(data.keys())
    # Every scene is counted, except those in which the person dies once more; none of these is among the living.
    for finding in certain:
        name, _, rest = finding.message.partition(" speaks here")
        more = int(rest.split()[2]) if rest.startswith(" (and in") else 0
        assert more + 1 == data[name], finding.message
    # The data let the Three-Eyed Raven die in a vision of the past: that far back, and seen later. Only possible.
    (possible,) = [f for f in acts if f not in certain]
    assert possible.certainty is Certainty.POSSIBLE
    assert possible.message.startswith("Three-Eyed Raven dies here, but speaks later")
    assert _names(findings, "W107", " dies") == Counter(TWICE.keys())
    _is_untold(findings)
    assert {f.code for f in findings} == {"W101", "W102", "W107"}


def test_deaths_with_what_the_readme_names(tmp_path: Path) -> None:
    _, findings = _check(convert(declared="readme"), tmp_path)
    acts = [f for f in findings if f.code == "W101" and f.certainty is Certainty.CERTAIN]
    assert _names(acts, "W101", " speaks here") == Counter(REST.keys())
    assert _names(findings, "W107", " dies") == Counter(TWICE.keys() - KNOWN.keys())
    _is_untold(findings)
    assert len(findings) == len(REST) + 1 + len(TWICE.keys() - KNOWN.keys()) + len(UNTOLD)


def _is_untold(findings: list[Finding]) -> None:
    hands = [f for f in findings if f.code == "W102"]
    found = {(f.span.path.removeprefix("shows/thrones/"), f.message.split(",")[0]) for f in hands}
    wanted = set()
    for code, (thing, way) in UNTOLD.items():
        taker = way.rpartition(" to ")[2]
        wanted.add((f"{code[:3].lower()}/{code[3:].lower()}.fountain", f"{taker} has {thing}"))
    assert found == wanted


def test_nothing_is_found_once_all_is_declared(tmp_path: Path) -> None:
    canon, findings = _check(convert(), tmp_path)
    assert [str(f.span) + f.message for f in findings] == []
    modes = Counter(canon.timeline.mode)
    assert (modes[Mode.FLASHBACK], modes[Mode.DREAM]) == (41, 23)


def test_nothing_is_found_with_all_that_is_planted(tmp_path: Path) -> None:
    draft = convert()
    assert len(plant(draft)) == 64
    _, findings = _check(draft, tmp_path)
    assert [str(f.span) + f.message for f in findings] == []


def test_overlaps_in_screen_time(tmp_path: Path) -> None:
    """A second is a minute: 16 times a scene starts before the one told before it has ended, as in the data."""
    canon, findings = _check(convert(spacing="screen", measured=False), tmp_path)
    overlaps, together = 0, []
    for episode in canon.universe.episodes:
        dated = [scene for scene in episode.scenes if canon.timeline.start[scene.order].exact]
        for one, other in pairwise(dated):
            end, start = canon.timeline.end[one.order].earliest, canon.timeline.start[other.order].latest
            if one.order + 1 == other.order and end is not None and start is not None and start < end:
                overlaps += 1
                here = [{p.person for p in canon.presences.by_scene[s.order]} for s in (one, other)]
                if here[0] & here[1]:
                    together.append((one.place, other.place))
    assert overlaps == 16
    # In nine of them somebody is in both scenes; always in one place, so nobody is in two at once.
    assert len(together) == 9
    assert all(one == other for one, other in together)
    assert [str(f.span) + f.message for f in findings] == []


def test_bare_scripts(tmp_path: Path) -> None:
    """With no bible at all, the only findings are offices and classes, which only a bible can tell from persons."""
    convert().write(tmp_path / "whole")
    bare = tmp_path / "bare"
    bare.mkdir()
    for script in sorted((tmp_path / "whole").glob("shows/*/*/*.fountain")):
        shutil.copy(script, bare / f"thrones {script.parent.name}{script.stem}.fountain")
    canon = load_canon(bare)
    findings = run_rules(canon)
    assert len(canon.universe.scenes) == 4165
    speaks = Counter(f.message.partition(" speaks")[0] for f in findings if f.code == "W101")
    assert speaks == Counter(["High Septon", "White Walker", "Ghita", "Jaqen H'ghar"])
    assert [f.message.partition(" dies")[0] for f in findings if f.code != "W101"] == ["White Walker"]
