"""What rests on the first scene, kind by kind: each case is an episode of a few scenes with notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.change.impact.needs import Kind
from fabula.change.impact.resting import reach_from
from fabula.stages import load_canon
from tests.rules.shelf import canon_of

PIER = "EXT. PIER - DAY #{}#"


def script(*scenes: str) -> str:
    """Scenes on the pier, numbered from 1; a line in capitals that is no note is a cue with a word below it."""
    return "\n\n".join(f"{PIER.format(number)}\n\n{body}" for number, body in enumerate(scenes, 1)) + "\n"


def resting(folder: Path, *episodes: str, drop: str = "main/s01e01/1") -> dict[str, list[tuple[Kind, str]]]:
    canon = canon_of(folder, *episodes)
    found: dict[str, list[tuple[Kind, str]]] = {}
    for one in reach_from(canon, [canon.universe.by_name[drop]]).fallen:
        found.setdefault(one.scene.key.removeprefix("main/"), []).append((one.tie.need.kind, one.tie.need.words))
    return found


@pytest.mark.parametrize(
    ("first", "second", "kind", "words"),
    [
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: Mason acts on the mole]]", Kind.KNOWLEDGE,
         "Mason acts on the mole"),
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: Mason uses the mole]]", Kind.KNOWLEDGE,
         "Mason uses the mole"),
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: Mason tells Nadia the mole]]", Kind.KNOWLEDGE,
         "Mason tells Nadia the mole"),
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: Mason whispers to Nadia: the mole]]", Kind.KNOWLEDGE,
         "Mason whispers to Nadia: the mole"),
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: Nadia learns the mole from Mason]]", Kind.KNOWLEDGE,
         "Nadia learns the mole from Mason"),
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: Mason reacts to the mole]]", Kind.KNOWLEDGE,
         "Mason reacts to the mole"),
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: Mason forgets the mole]]", Kind.KNOWLEDGE,
         "Mason forgets the mole"),
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: expect Mason knows the mole]]", Kind.KNOWLEDGE,
         "expect Mason knows the mole"),
        ("MASON\nOh.\n\nNADIA\nHm. [[canon: Mason tells Nadia that Bernard is at Flat]]",
         "[[canon: expect Mason believes that Nadia believes that Bernard is at Flat]]", Kind.KNOWLEDGE,
         "expect Mason believes that Nadia believes that Bernard is at Flat"),
        ("KYLE\nHello.\n\nNADIA\nHello. [[canon: Mason poses as Kyle]]", "[[canon: Nadia sees through Kyle]]",
         Kind.IDENTITY, "Nadia sees through Kyle"),
        ("NADIA\nOh. [[canon: Nadia learns that Kyle is Mason]]", "KYLE\nYes?\n\nNADIA\nMason, come here.",
         Kind.IDENTITY, "Nadia calls Kyle “Mason”"),
        ("[[canon: Bernard forgets everything]]", "[[canon: Bernard remembers everything]]", Kind.MEMORY,
         "Bernard remembers everything"),
        ("[[canon: Bernard forgets everything]]", "[[canon: Bernard remembers the mole]]", Kind.MEMORY,
         "Bernard remembers the mole"),
        ("[[canon: Bernard forgets everything]]", "[[canon: expect Bernard does not know the mole]]", Kind.MEMORY,
         "expect Bernard does not know the mole"),
        ("[[canon: Mason takes the locket]]", "[[canon: Mason uses the locket]]", Kind.THING, "Mason uses the locket"),
        ("[[canon: Mason takes the locket]]", "[[canon: Mason gives the locket to Nadia]]", Kind.THING,
         "Mason gives the locket to Nadia"),
        ("[[canon: Mason takes the locket]]", "[[canon: Mason drops the locket]]", Kind.THING,
         "Mason drops the locket"),
        ("[[canon: Mason takes the locket]]", "[[canon: Nadia takes the locket from Mason]]", Kind.THING,
         "Nadia takes the locket from Mason"),
        ("[[canon: the locket is lost]]", "[[canon: Nadia finds the locket]]", Kind.THING, "Nadia finds the locket"),
        ("[[canon: Mason takes the locket]]", "[[canon: expect Mason has the locket]]", Kind.THING,
         "expect Mason has the locket"),
        ("[[canon: Mason joins Manticore]]", "[[canon: Mason acts for Manticore]]", Kind.STATE,
         "Mason acts for Manticore"),
        ("[[canon: Mason joins Manticore]]", "[[canon: Mason leaves Manticore]]", Kind.STATE, "Mason leaves Manticore"),
        ("[[canon: Mason's wound is left hand]]", "[[canon: Mason's wound becomes healed]]", Kind.STATE,
         "Mason's wound becomes healed"),
        ("[[canon: Mason dies]]", "[[canon: Mason returns]]", Kind.STATE, "Mason returns"),
        ("[[canon: Mason dies]]", "[[canon: Bernard tells Nadia that Mason is dead]]", Kind.STATE,
         "Bernard tells Nadia that Mason is dead"),
        ("[[canon: Mason goes to Flat]]", "[[canon: Mason arrives at Flat]]", Kind.STATE, "Mason arrives at Flat"),
        ("Nobody.", "[[canon: 2 days after S01E01/1]]", Kind.TIME, "main S01E01/2 is 2 days after main S01E01/1"),
        ("Nobody.", "[[canon: 2 days later]]", Kind.TIME, "main S01E01/2 is 2 days later than main S01E01/1"),
        ("[[canon: sets up the locket]]", "[[canon: pays off the locket]]", Kind.CRAFT, "pays off the locket"),
        ("Nobody.", "[[canon: retcons S01E01/1: it was a dream]]", Kind.REFERENCE,
         "retcons S01E01/1: it was a dream"),
        ("Nobody.", "[[canon: Bernard forgets everything since S01E01/1]]", Kind.REFERENCE,
         "Bernard forgets everything since S01E01/1"),
    ],
)  # fmt: skip
def test_a_scene_rests_on_another(tmp_path: Path, first: str, second: str, kind: Kind, words: str) -> None:
    assert (kind, words) in resting(tmp_path, script(first, second)).get("s01e01/2", [])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: Bernard acts on the mole]]"),  # he holds it anyway
        ("MASON\nOh. [[canon: Mason learns the mole]]", "[[canon: expect Nadia does not know the mole]]"),
        ("[[canon: Mason takes the locket]]", "[[canon: Nadia takes the locket]]"),
        ("[[canon: Mason takes the locket]]", "[[canon: Nadia uses the locket]]"),  # a contradiction rests on nothing
        ("[[canon: Mason takes the locket]]", "[[canon: Mason takes the locket]]"),  # it could be anywhere else
        ("[[canon: Mason takes the locket; Mason drops the locket]]", "[[canon: Nadia takes the locket]]"),
        ("[[canon: Mason's wound is left hand]]", "[[canon: Mason's wound is left hand]]"),
        ("[[canon: Mason joins Manticore]]", "[[canon: Mason acts for Citadel]]"),
        ("[[canon: sets up the locket]]", "[[canon: pays off the lamp]]"),
        ("[[canon: dream; Mason learns the mole]]", "[[canon: Mason acts on the mole]]"),
        ("[[canon: Mason dies]]", "NADIA\nHello."),
        ("Nobody.", "NADIA\nHello."),
    ],
)
def test_a_scene_rests_on_nothing_of_another(tmp_path: Path, first: str, second: str) -> None:
    assert resting(tmp_path, script(first, second)) == {}


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("Mason takes the locket", "Mason drops the locket", "Nadia takes the locket"),
        ("Mason takes the locket", "Mason gives the locket to Nadia", "Nadia has the locket"),
        ("Mason's wound is left hand", "Mason's wound becomes right hand", "Mason's wound is right hand"),
        ("the locket is lost", "Nadia takes the locket", "Mason takes the locket from Nadia"),
    ],
)
def test_what_would_otherwise_be_contradicted(tmp_path: Path, first: str, second: str, third: str) -> None:
    """The third scene could stand alone; but with the first before it, it takes the second."""
    notes = [f"[[canon: {note}]]" for note in (first, second, third)]
    assert third in [words for _, words in resting(tmp_path, script(*notes), drop="main/s01e01/2")["s01e01/3"]]
    if "from" not in third:
        assert resting(tmp_path, script(*notes[1:])) == {}


def test_who_lives_again_is_there_because_of_it(tmp_path: Path) -> None:
    found = resting(
        tmp_path, script("[[canon: Mason returns]]", "MASON\nHello.", "NADIA\nHello."), script("[[canon: flashback]]")
    )
    assert found == {}  # nobody has died
    found = resting(
        tmp_path,
        script("[[canon: Mason dies]]", "[[canon: Mason returns]]", "MASON\nHello.", "NADIA\nHello."),
        drop="main/s01e01/2",
    )
    assert found == {"s01e01/3": [(Kind.STATE, "Mason is there")]}


@pytest.mark.parametrize("back", ["Mason returns", "retcons S01E01/1: a dream"])
def test_without_the_death_nothing_rests_on_what_undoes_it(tmp_path: Path, back: str) -> None:
    """The note that undoes it stands alone then; but Mason is there all the same, for he never died."""
    scenes = script("[[canon: Mason dies]]", f"[[canon: {back}]]", "MASON\nHello.")
    assert resting(tmp_path, scenes, drop="main/s01e01/2") == {"s01e01/3": [(Kind.STATE, "Mason is there")]}
    found = resting(tmp_path, scenes)
    assert {key: [words for _, words in needs] for key, needs in found.items()} == {"s01e01/2": [back]}


def test_words_of_a_secret_are_said_by_who_has_heard_them(tmp_path: Path) -> None:
    canon_of(tmp_path, script("Nobody."))
    (tmp_path / "bible/secrets/mole.md").write_text("---\nname: the mole\nsays: [Operation Lamp]\n---\n")
    body = script("MASON\nHm. [[canon: Mason learns the mole]]", "MASON\nIt is Operation Lamp.")
    (tmp_path / "shows/main/s01/e01.fountain").write_text(f"Title: One\n\n{body}")
    canon = load_canon(tmp_path)
    fallen = reach_from(canon, [canon.universe.by_name["main/s01e01/1"]]).fallen
    assert [(one.scene.label, one.tie.need.words) for one in fallen] == [("2", "Mason says “Operation Lamp”")]


def test_what_is_told_twice_falls_only_with_both(tmp_path: Path) -> None:
    twice = "MASON\nOh. [[canon: Mason learns the mole]]"
    canon = canon_of(tmp_path, script(twice, twice, "[[canon: Mason acts on the mole]]"))
    first, second, _ = canon.universe.scenes
    for scene in (first, second):
        reach = reach_from(canon, [scene])
        assert reach.fallen == ()
        assert [tie.need.words for tie in reach.spared] == ["Mason acts on the mole"]
    both = reach_from(canon, [first, second])
    assert [one.tie.need.words for one in both.fallen] == ["Mason acts on the mole"]
    assert both.spared == ()


def test_two_ways_that_come_from_one_scene_fall_with_it(tmp_path: Path) -> None:
    """Nadia has it from Mason and from Carter, and both have it from the first scene."""
    canon = canon_of(
        tmp_path,
        script(
            "MASON\nOh.\n\nBERNARD\nOh. [[canon: Bernard tells Mason the mole; Bernard tells Kyle the mole]]",
            "[[canon: Mason tells Nadia the mole]]",
            "[[canon: Mason tells Nadia the mole]]",
            "[[canon: Nadia acts on the mole]]",
        ),
    )
    reach = reach_from(canon, [canon.universe.scenes[0]])
    assert [one.scene.label for one in reach.fallen] == ["2", "3", "4"]
    assert reach.spared == ()


def test_scenes_that_name_each_other_end(tmp_path: Path) -> None:
    found = resting(
        tmp_path,
        script("[[canon: before S01E01/2]]", "[[canon: after S01E01/1; before S01E01/3]]", "[[canon: after S01E01/2]]"),
    )
    assert list(found) == ["s01e01/2", "s01e01/3"]


def test_times_stop_at_a_date(tmp_path: Path) -> None:
    found = resting(
        tmp_path,
        script("Nobody.", "[[canon: 2 days later; at 2022-06-03]]", "[[canon: 2 days later]]"),
    )
    assert list(found) == ["s01e01/2"]


def test_a_payoff_waits_for_a_setup_of_its_own_show_or_one_that_feeds_it(tmp_path: Path) -> None:
    for feeds, expected in (("[other]", ["other/s01e01/1"]), ("[]", [])):
        canon_of(tmp_path, script("[[canon: sets up the locket]]"))
        (tmp_path / "shows/main/show.md").write_text(f"---\nrole: mothership\nfeeds: {feeds}\n---\n")
        (tmp_path / "shows/other").mkdir(exist_ok=True)
        (tmp_path / "shows/other/e01.fountain").write_text("EXT. PIER - DAY #1#\n\n[[canon: pays off the locket]]\n")
        canon = load_canon(tmp_path)
        reach = reach_from(canon, [canon.universe.by_name["main/s01e01/1"]])
        assert [one.scene.key for one in reach.fallen] == expected


def test_a_setup_hangs_on_its_payoff_and_carries_nothing_on(tmp_path: Path) -> None:
    canon = canon_of(
        tmp_path,
        script("[[canon: sets up the locket]]", "[[canon: pays off the locket]]", "[[canon: pays off the locket]]"),
    )
    reach = reach_from(canon, [canon.universe.scenes[1], canon.universe.scenes[2]])
    assert [(one.scene.label, one.tie.need.words) for one in reach.fallen] == [("1", "sets up the locket")]


def test_an_event_without_a_date_is_when_the_scene_is_that_shows_it(tmp_path: Path) -> None:
    canon_of(tmp_path, script("Nobody."))
    for fields, expected in (("", ["2"]), ("at: 2014-06-03", [])):
        (tmp_path / "bible/events").mkdir(exist_ok=True)
        (tmp_path / "bible/events/fall.md").write_text(f"---\nname: the fall\n{fields}\n---\n")
        body = script("[[canon: shows the fall]]", "[[canon: 8 years after the fall]]")
        (tmp_path / "shows/main/s01/e01.fountain").write_text(f"Title: One\n\n{body}")
        canon = load_canon(tmp_path)
        reach = reach_from(canon, [canon.universe.by_name["main/s01e01/1"]])
        assert [one.scene.label for one in reach.fallen if one.tie.need.kind is Kind.TIME] == expected
