"""A live universe is, after every edit, what a full check of the same texts gives."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from fabula.live.universe import LiveUniverse
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.universe.load import UnreadableUniverse
from fabula.universe.tree import EditedTree
from tests.live.edits import edit_text, told, what_follows

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "citadel"
CONTRADICTION = ("shows/india/s01/e02-nine-numbers.fountain", "2 days after S01E01/2; ")


def same_as_full(live: LiveUniverse) -> None:
    """Hold a live universe against a full check of the same texts."""
    canon = load_canon(EditedTree(live.tree, live.edits))
    assert told(live.findings) == told(tuple(run_rules(canon)))
    mine, full = what_follows(live.canon), what_follows(canon)
    for part, found in full.items():
        assert mine[part] == found, part


def names_of(live: LiveUniverse) -> list[str]:
    """The people whom edits write of."""
    return [e.name for key, e in live.canon.universe.entities.items() if key.startswith(("people/", "covers/"))]


def edit_at_random(root: Path, seed: int, count: int = 20) -> None:
    """Edit the scripts of a universe, one after the other, and look at it after each edit."""
    rng = random.Random(seed)
    live = LiveUniverse(root)
    names = names_of(live)
    scripts = [episode.script.source.path for episode in live.canon.universe.episodes]
    texts = {path: (root / path).read_text(encoding="utf-8") for path in scripts}
    for _ in range(count):
        path = rng.choice(scripts)
        new = (root / path).read_text(encoding="utf-8") if rng.random() < 0.2 else edit_text(texts[path], rng, names)
        live.edit({path: new})
        texts[path] = new
        same_as_full(live)


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_of_the_example(seed: int) -> None:
    edit_at_random(EXAMPLE, seed)


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_where_no_times_contradict_each_other(seed: int, tmp_path: Path) -> None:
    # Then times are solved again in part; with a contradiction they are solved anew.
    root = tmp_path / "citadel"
    shutil.copytree(EXAMPLE, root)
    path, words = CONTRADICTION
    text = (root / path).read_text(encoding="utf-8")
    assert words in text
    (root / path).write_text(text.replace(words, ""), encoding="utf-8")
    assert not LiveUniverse(root).canon.timeline.conflicts
    edit_at_random(root, seed)


@pytest.mark.parametrize("seed", range(2))
def test_random_edits_without_a_bible(seed: int, tmp_path: Path) -> None:
    # People, places and things are then what scripts and notes call so.
    root = tmp_path / "bare"
    shutil.copytree(EXAMPLE / "shows", root / "shows")
    edit_at_random(root, seed)


def test_files_that_come_and_go() -> None:
    live = LiveUniverse(EXAMPLE)
    e04, new = "shows/italy/s01/e04-due-facce.fountain", "shows/italy/s01/e05-epilogo.fountain"
    text = (EXAMPLE / e04).read_text(encoding="utf-8")
    steps: list[dict[str, str | None]] = [
        {new: "INT. STAHL GALLERY - OFFICE - DAY\n\nVERA\nIt is over.\n"},
        {e04: None},
        {e04: text.replace("VERA", "LIVIA", 3), new: None},
        {"bible/people/vera-stahl.md": "---\nname: Vera Nowak\n---\n"},
        {"fabula.toml": 'name = "Other"\n[rules]\nW101 = "off"\n'},
        {"shows/italy/show.md": "---\nrole: spinoff\nstatus: released\n---\n"},
    ]
    for texts in steps:
        live.edit(texts)
        same_as_full(live)
    live.revert(*(name for texts in steps for name in texts))
    assert live.edits == {}
    same_as_full(live)
    assert told(live.findings) == told(LiveUniverse(EXAMPLE).findings)


def test_what_changes_on_the_disk_is_seen_when_asked(tmp_path: Path) -> None:
    root = tmp_path / "citadel"
    shutil.copytree(EXAMPLE, root)
    live = LiveUniverse(root)
    before = told(live.findings)
    path = root / "shows/italy/s01/e04-due-facce.fountain"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("TOMMASO", "PAOLA"), encoding="utf-8")
    assert told(live.findings) == before
    live.refresh()
    same_as_full(live)
    assert told(live.findings) != before


def test_a_refresh_does_what_an_edit_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "citadel"
    shutil.copytree(EXAMPLE, root)
    (root / "shows/italy/s01/notes.xml").write_text("<feed/>", encoding="utf-8")
    live = LiveUniverse(root)
    path = root / "shows/italy/s01/e04-due-facce.fountain"
    path.write_text(path.read_text(encoding="utf-8").replace("TOMMASO", "PAOLA"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("fabula.live.universe._read_all", None)  # one script has changed: the rest is not read again
        live.refresh()
        live.refresh()
    same_as_full(live)
    path.rename(path.with_name("e05-due-facce.fountain"))
    live.refresh()
    same_as_full(live)
    play = "<TEI><text><body><sp><speaker>Ann</speaker><p>Here I am.</p></sp></body></text></TEI>"
    (root / "shows/italy/s01/notes.xml").write_text(play, encoding="utf-8")
    live.refresh()
    same_as_full(live)
    assert len(live.canon.universe.episodes) == 15


def test_an_edit_after_which_nothing_can_be_read_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.fountain").write_text("INT. ROOM - DAY\n\nANN\nHello.\n", encoding="utf-8")
    live = LiveUniverse(tmp_path)
    before = live.canon
    with pytest.raises(UnreadableUniverse):
        live.edit({"one.fountain": None})
    assert live.canon is before
    assert live.edits == {}
    live.edit({"one.fountain": "INT. ROOM - DAY\n\nANN\nHello again.\n"})
    same_as_full(live)


def test_the_same_text_again_changes_nothing() -> None:
    live = LiveUniverse(EXAMPLE)
    path = "shows/italy/s01/e04-due-facce.fountain"
    before = live.canon
    live.edit({path: (EXAMPLE / path).read_text(encoding="utf-8")})
    assert live.canon is before
