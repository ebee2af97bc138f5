"""Clashes of place against a slow reading of the same rule, and what is said about them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fabula.rules.place.whereabouts import find_clashes
from fabula.rules.place.words import join_names, time_words
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.travel import Travel
from fabula.universe.model import Scene

PLACES = {
    "ROME": "coordinates: [41.9, 12.5]",
    "OSLO": "coordinates: [59.91, 10.75]",
    "MUMBAI": "coordinates: [19.08, 72.88]",
    "HUT": "in: Rome",
}
PEOPLE = ("MASON", "NADIA")

times = st.one_of(
    st.just(""),
    st.builds("at 2022-06-{:02}".format, st.integers(3, 4)),
    st.builds("at 2022-06-{:02} {:02}:{:02}".format, st.integers(3, 5), st.integers(0, 23), st.sampled_from([0, 30])),
)
scenes = st.tuples(
    st.sampled_from(sorted(PLACES)),
    st.sampled_from(["DAY", "CONTINUOUS", "LATER", "NEXT DAY", "SAME TIME"]),
    times,
    st.sampled_from(["", "takes 20 minutes", "takes 6 hours"]),
    st.sets(st.sampled_from(PEOPLE), min_size=1),
)


def load(folder: Path, drawn: list[tuple[str, str, str, str, set[str]]]) -> Canon:
    (folder / "bible" / "places").mkdir(parents=True)
    (folder / "bible" / "people").mkdir(parents=True)
    for place, fields in PLACES.items():
        (folder / "bible" / "places" / f"{place.lower()}.md").write_text(f"---\nname: {place.title()}\n{fields}\n---\n")
    for person in PEOPLE:
        (folder / "bible" / "people" / f"{person.lower()}.md").write_text(f"---\nname: {person.title()}\n---\n")
    text = ""
    for place, word, time, takes, people in drawn:
        notes = "; ".join(note for note in (time, takes) if note)
        text += f"INT. {place} - {word}\n\n" + (f"[[canon: {notes}]]\n\n" if notes else "")
        text += "".join(f"{person}\nYes.\n\n" for person in sorted(people))
    (folder / "e01.fountain").write_text(text)
    return load_canon(folder)


def is_impossible(canon: Canon, travel: Travel, first: Scene, second: Scene) -> bool:
    """Whether there is too little time between two scenes, whichever comes first."""
    for start, goal in ((first, second), (second, first)):
        journey = travel.journey(start.place, goal.place)
        most = canon.timeline.gap(start, goal)[1]
        if not journey or not journey.minutes or most is None or most >= journey.minutes:
            return False
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(scenes, min_size=2, max_size=5))
def test_clashes_are_those_of_a_slow_reading(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, str, str, str, set[str]]]
) -> None:
    canon = load(tmp_path_factory.mktemp("universe"), drawn)
    travel = Travel(canon.universe)
    clashes = find_clashes(canon)
    for clash in clashes:
        assert clash.wrong in (clash.first, clash.second)
        if clash.back is None:
            assert is_impossible(canon, travel, clash.first, clash.second)
        else:
            most = canon.timeline.gap(clash.first, clash.back)[1]
            assert most is not None
            assert most < clash.needed
    for person in PEOPLE:
        life = [s for s in canon.timeline.order if any(f"people/{person.lower()}" in p.people for p in s.speeches)]
        settled = {s.key for c in clashes if f"people/{person.lower()}" in c.people for s in (c.first, c.second)}
        for first, second in pairwise(life):
            if is_impossible(canon, travel, first, second):
                assert {first.key, second.key} & settled


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(scenes, min_size=2, max_size=5))
def test_two_scenes_are_never_both_at_once_and_too_far_apart(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, str, str, str, set[str]]]
) -> None:
    findings = run_rules(load(tmp_path_factory.mktemp("universe"), drawn), ["P101", "P102"])
    pairs = [(f.span.line, f.related[0].span.line) for f in findings]
    assert len(pairs) == len(set(pairs))


def test_the_message_does_the_sum(tmp_path: Path) -> None:
    canon = load(
        tmp_path,
        [
            ("HUT", "DAY", "at 2022-06-03 12:00", "takes 20 minutes", {"MASON", "NADIA"}),
            ("MUMBAI", "NIGHT", "at 2022-06-03 20:00", "", {"NADIA", "MASON"}),
        ],
    )
    [finding] = run_rules(canon, ["P102"])
    assert finding.message == (
        "Mason and Nadia have at most 7 hours 40 minutes to get from Hut to Mumbai; "
        "the fastest journey that fabula allows takes 8 hours 51 minutes"
    )
    assert [related.message for related in finding.related] == [f"Mason is in Hut, {canon.universe.scenes[0].name}"]
    assert "`travel: {Mumbai: …}` in the entry of Hut" in finding.help


def test_somebody_torn_away_is_related_to_where_they_were(tmp_path: Path) -> None:
    canon = load(
        tmp_path,
        [
            ("ROME", "DAY", "at 2022-06-03 12:00", "", {"NADIA"}),
            ("OSLO", "DAY", "at 2022-06-03 13:00", "", {"NADIA"}),
            ("HUT", "DAY", "at 2022-06-03 14:00", "", {"NADIA"}),
            ("MUMBAI", "DAY", "at 2022-06-03 15:00", "", {"NADIA"}),
        ],
    )
    found = [(f.code, f.span.line, f.related[0].span.line) for f in run_rules(canon, ["P"])]
    assert found == [("P102", 12, 5), ("P102", 26, 19)]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "no time"),
        (1, "1 minute"),
        (40, "40 minutes"),
        (60, "1 hour"),
        (560, "9 hours 20 minutes"),
        (1439, "23 hours 59 minutes"),
        (1440, "1 day"),
        (1500, "1 day 1 hour"),
        (4321, "3 days"),
    ],
)
def test_lengths_of_time_in_words(minutes: int, words: str) -> None:
    assert time_words(minutes) == words


def test_names_in_a_row() -> None:
    assert join_names(["Mason"]) == "Mason"
    assert join_names(["Mason", "Nadia"]) == "Mason and Nadia"
    assert join_names(["Ada", "Ben", "Cleo", "Dot"]) == "Ada, Ben, Cleo and Dot"
    assert join_names(["Ada", "Ben", "Cleo", "Dot", "Eve"]) == "Ada, Ben, Cleo and 2 others"
