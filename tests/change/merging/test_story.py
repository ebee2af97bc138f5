"""Texts that fit and stories that do not: what is told, and which side has what to do with it."""

from __future__ import annotations

import pytest

from fabula.change.merging import causes
from fabula.change.merging.regions import Origin
from fabula.change.merging.snapshot import Snapshot
from fabula.change.merging.states import count_places
from fabula.change.merging.story import Part, StoryClash, StoryMerge, find_story_clashes
from fabula.change.merging.trees import merge_trees
from tests.change.merging.versions import snapshot

ROME, DELHI = "shows/italy/s01/e01.fountain", "shows/india/s01/e01.fountain"

BASE = {
    "fabula.toml": 'name = "Harbour"\n',
    "bible/people/anna.md": "---\nname: Anna\n---\n",
    "bible/people/tom.md": "---\nname: Tom\n---\n",
    "bible/places/flat.md": "---\nname: Flat\n---\n",
    "bible/places/pier.md": "---\nname: Pier\n---\n",
    "shows/italy/show.md": "---\nrole: mothership\nfeeds: [india]\n---\n",
    "shows/india/show.md": "---\nrole: spinoff\nfeeds: [italy]\n---\n",
    ROME: (
        "Title: Rome\n\n"
        "INT. FLAT - NIGHT #1#\n\n[[canon: at 2024-03-01 21:00; sets up the whistle]]\n\nTOM\nGo.\n\n"
        "INT. FLAT - NIGHT #2#\n\n[[canon: at 2024-03-02 21:00]]\n\nANNA\nHe went.\n"
    ),
    DELHI: (
        "Title: Delhi\n\n"
        "EXT. PIER - DAY #1#\n\n[[canon: at 2024-03-05 10:00]]\n\nANNA\nThe sea.\n\n"
        "EXT. PIER - DAY #2#\n\n[[canon: at 2024-03-06 10:00]]\n\nANNA\nThe sea again.\n"
    ),
}


def version(label: str, **texts: str) -> Snapshot:
    return snapshot(
        label, {**BASE, **{{"rome": ROME, "delhi": DELHI}.get(name, name): text for name, text in texts.items()}}
    )


def merge(ours: Snapshot, theirs: Snapshot, base: Snapshot | None = None) -> StoryMerge:
    base = base or version("base")
    return find_story_clashes(base, ours, theirs, merge_trees(base, ours, theirs).with_ours())


def only(found: StoryMerge) -> StoryClash:
    (clash,) = found.clashes
    return clash


def told(parts: tuple[Part, ...]) -> list[tuple[str, int, str, str, str]]:
    return [(part.span.path, part.span.line, part.scene, part.deed, part.text) for part in parts]


KILLED = BASE[ROME].replace("He went.", "He fell. [[canon: Tom dies]]")
SPEAKS = BASE[DELHI].replace("The sea again.\n", "The sea again.\n\nTOM\nAgain.\n")


@pytest.mark.parametrize("swapped", [False, True])
def test_one_kills_whom_the_other_has_speak(swapped: bool) -> None:
    rome, delhi = version("rome", rome=KILLED), version("delhi", delhi=SPEAKS)
    found = merge(*((delhi, rome) if swapped else (rome, delhi)))
    clash = only(found)
    assert (clash.finding.code, clash.searched) == ("W101", True)
    killing = [(ROME, 15, "italy S01E01/2", "", "He fell. [[canon: Tom dies]]")]
    speaking = [(DELHI, 17, "india S01E01/2", "", "TOM")]
    assert (told(clash.ours), told(clash.theirs)) == ((speaking, killing) if swapped else (killing, speaking))
    assert (clash.ours + clash.theirs)[swapped].words == "Tom dies here"
    assert (found.ours, found.theirs, found.merged) == (1, 1, 2)


def test_what_one_side_has_alone_is_no_clash() -> None:
    both = version("rome", rome=KILLED, delhi=SPEAKS)
    assert merge(both, version("delhi", delhi=BASE[DELHI].replace("again", "and again"))).clashes == ()
    assert merge(both, version("delhi", delhi=SPEAKS)).clashes == ()
    assert merge(version("rome"), version("delhi")) == StoryMerge((), 1, 1, 1)


def test_a_statement_added_to_a_note_that_the_other_has_changed_is_told_apart() -> None:
    rome = version("rome", rome=BASE[ROME].replace("at 2024-03-02 21:00", "at 2024-03-02 21:00; Tom dies"))
    theirs = BASE[ROME].replace("at 2024-03-02 21:00", "at 2024-03-02 21:00; Anna sleeps")
    delhi = version("delhi", rome=theirs, delhi=SPEAKS)
    clash = only(merge(rome, delhi))
    assert told(clash.ours) == [
        (ROME, 12, "italy S01E01/2", "", "[[canon: at 2024-03-02 21:00; Tom dies; Anna sleeps]]")
    ]
    assert told(clash.theirs) == [(DELHI, 17, "india S01E01/2", "", "TOM")]


def test_what_one_takes_out_and_the_other_rests_on() -> None:
    rome = version("rome", rome=BASE[ROME].replace("; sets up the whistle", ""))
    pays = BASE[DELHI].replace("2024-03-06 10:00", "2024-03-06 10:00; pays off the whistle")
    clash = only(merge(rome, version("delhi", delhi=pays)))
    assert clash.finding.code == "C102"
    assert told(clash.ours) == [(ROME, 5, "italy S01E01/1", "takes out", "sets up the whistle")]
    assert told(clash.theirs) == [
        (DELHI, 12, "india S01E01/2", "", "[[canon: at 2024-03-06 10:00; pays off the whistle]]")
    ]


def test_a_scene_that_is_cut_is_told_where_it_still_stands() -> None:
    scene = BASE[ROME][BASE[ROME].index("INT. FLAT - NIGHT #1#") : BASE[ROME].index("INT. FLAT - NIGHT #2#")]
    rome = version(
        "rome", rome=BASE[ROME].replace(scene, ""), **{"bible/people/anna.md": "---\nname: Anna\nborn: 1990\n---\n"}
    )
    pays = BASE[DELHI].replace("2024-03-06 10:00", "2024-03-06 10:00; pays off the whistle")
    clash = only(merge(rome, version("delhi", delhi=pays)))
    assert told(clash.ours) == [(ROME, 3, "italy S01E01/1", "takes out", "INT. FLAT - NIGHT #1#")]


def test_a_file_that_is_taken_out_whole() -> None:
    files = {path: text for path, text in BASE.items() if path != ROME}
    rome = snapshot("rome", {**files, "shows/italy/s01/e02.fountain": "INT. FLAT - DAY\n\nANNA\nYes.\n"})
    pays = BASE[DELHI].replace("2024-03-06 10:00", "2024-03-06 10:00; pays off the whistle")
    clash = only(merge(rome, version("delhi", delhi=pays)))
    assert told(clash.ours) == [(ROME, 1, "", "takes out", "Title: Rome")]


def test_a_mistake_of_which_only_the_first_place_is_told() -> None:
    # Tom is dead in Rome and speaks there; Delhi has him speak again, which the same finding counts.
    base = version(
        "base",
        rome=KILLED.replace("[[canon: Tom dies]]\n", "[[canon: Tom dies]]\n\nINT. FLAT - LATER #3#\n\nTOM\nHere.\n"),
    )
    both = {path: text.decode() for path, text in base.tree.texts.items()}  # type: ignore[attr-defined]
    delhi = snapshot("delhi", {**both, DELHI: SPEAKS})
    assert merge(base, delhi, base).clashes == ()
    rome = snapshot("rome", {**BASE, ROME: both[ROME]})
    clash = only(merge(rome, version("delhi", delhi=SPEAKS)))
    assert count_places(clash.finding) == 2
    assert told(clash.ours)[0][:3] == (ROME, 19, "italy S01E01/3")
    assert told(clash.theirs) == [(DELHI, 17, "india S01E01/2", "adds", "TOM")]


def test_a_mistake_that_both_make_once_more_is_each_ones_own() -> None:
    dead = {**BASE, ROME: KILLED, DELHI: SPEAKS}
    more = "\nEXT. PIER - NIGHT #{}#\n\nTOM\nMore.\n"
    ours = snapshot("rome", {**dead, ROME: KILLED + more.format(3)})
    theirs = snapshot("delhi", {**dead, DELHI: SPEAKS + more.format(3)})
    assert merge(ours, theirs, snapshot("base", dead)).clashes == ()


def test_renamed_scripts_are_the_same_scripts() -> None:
    # Rome renames its script; Delhi brings a mistake of its own into it.
    ours = {path: text for path, text in BASE.items() if path != ROME} | {
        "shows/italy/s01/e01-rome.fountain": BASE[ROME]
    }
    own = BASE[ROME].replace(
        "ANNA\nHe went.", "ANNA\nHe went.\n\nTOM\nNo. [[canon: Tom dies]]\n\nINT. FLAT - LATER #3#\n\nTOM\nI am dead."
    )
    assert merge(snapshot("rome", ours), version("delhi", rome=own)).clashes == ()
    killed = BASE[ROME].replace("He went.", "He fell. [[canon: Tom dies]]")
    clash = only(merge(snapshot("rome", {**ours, DELHI: SPEAKS}), version("delhi", rome=killed)))
    assert told(clash.theirs) == [
        ("shows/italy/s01/e01-rome.fountain", 15, "italy S01E01/2", "", "He fell. [[canon: Tom dies]]")
    ]
    assert told(clash.ours) == [(DELHI, 17, "india S01E01/2", "", "TOM")]


def test_a_clash_that_nobody_alone_wrote_but_the_merge_itself() -> None:
    base, rome, delhi = version("base"), version("rome", rome=KILLED), version("delhi")
    by_hand = version("merge", rome=KILLED, delhi=SPEAKS)
    clash = only(find_story_clashes(base, rome, delhi, by_hand))
    assert [(part.origin, part.span.path) for part in clash.others] == [(Origin.CONFLICT, DELHI)]


def test_it_is_said_when_there_is_nothing_to_compare() -> None:
    empty = snapshot("delhi", {"fabula.toml": ""})
    found = find_story_clashes(version("base"), version("rome"), empty, version("merge"))
    assert found.clashes == ()
    assert found.missing.startswith("delhi: there are no scripts")


def test_what_would_take_too_long_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(causes, "MOST_TRIALS", 0)
    rome = version("rome", rome=BASE[ROME].replace("; sets up the whistle", ""))
    pays = BASE[DELHI].replace("2024-03-06 10:00", "2024-03-06 10:00; pays off the whistle")
    clash = only(merge(rome, version("delhi", delhi=pays)))
    assert (clash.ours, clash.searched) == ((), False)


def test_with_a_conflict_in_the_texts_the_story_is_told_with_ours() -> None:
    rome = version("rome", rome=KILLED)
    delhi = version("delhi", rome=BASE[ROME].replace("He went.", "He stayed."), delhi=SPEAKS)
    tree = merge_trees(version("base"), rome, delhi)
    assert [clash.path for clash in tree.clashes] == [ROME]
    clash = only(find_story_clashes(version("base"), rome, delhi, tree.with_ours()))
    assert (clash.finding.code, told(clash.ours)[0][1]) == ("W101", 15)
