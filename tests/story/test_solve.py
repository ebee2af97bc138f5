"""Story times from notes, headings and cards, on universes made by hand."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.bible.dates import say_minute
from fabula.script.model import Kind
from fabula.story.distance import distance
from fabula.story.model import Mode
from fabula.story.solve import solve_times
from fabula.story.timeline import Constraint, Timeline
from fabula.universe.model import Scene, Status
from tests.story.universes import Draft, event, lasting, says, scene_name, when

FAR = float("inf")


def at(text: str) -> Any:
    return says("at", when=when(text))


def dates(timeline: Timeline, scene: Scene) -> tuple[str, str]:
    start = timeline.start[scene.order]
    return tuple("" if m is None else say_minute(m) for m in (start.earliest, start.latest))  # type: ignore[return-value]


def test_a_date_is_local_at_the_place() -> None:
    draft = Draft("Europe/London").episode()
    draft.entry("places/oslo", "Oslo", timezone="Europe/Oslo")
    draft.entry("places/quay", "Quay", parent="places/oslo")
    quay, here = draft.scene(at("2014-06-03 21:40"), place="places/quay"), draft.scene(at("2014-06-03"))
    timeline = solve_times(draft.universe)
    assert dates(timeline, quay) == ("2014-06-03 19:40", "2014-06-03 19:40")
    assert dates(timeline, here) == ("2014-06-03 19:40", "2014-06-03 22:59")


def test_a_clock_time_needs_its_day() -> None:
    draft = Draft().episode()
    alone, dated = draft.scene(at("21:40")), draft.scene(at("2014-06-03"), at("21:40"))
    timeline = solve_times(draft.universe)
    assert dates(timeline, alone) == ("", "2014-06-03 21:40")
    assert dates(timeline, dated) == ("2014-06-03 21:40", "2014-06-03 21:40")


def test_telling_order_runs_from_episode_to_episode_of_one_show() -> None:
    draft = Draft().episode("S01E01")
    draft.scene(at("2014-06-03"))
    next_episode = draft.episode("S01E02").scene()
    other_show = draft.episode("S01E01", "india").scene()
    timeline = solve_times(draft.universe)
    assert dates(timeline, next_episode) == ("2014-06-03 00:00", "")
    assert dates(timeline, other_show) == ("", "")


def test_continuous_and_moments_later_count_from_the_end() -> None:
    draft = Draft().episode()
    draft.scene(at("2014-06-03 10:00"), says("takes", length=lasting("20 minutes")))
    scene = draft.scene(time="CONTINUOUS")
    moment = draft.scene(time="MOMENTS LATER")
    timeline = solve_times(draft.universe)
    least, most = lasting("20 minutes").least, lasting("20 minutes").most
    first = when("2014-06-03 10:00").first
    assert timeline.start[scene.order].earliest == first + least
    assert timeline.start[scene.order].latest == first + most + 5
    assert timeline.start[moment.order].latest == first + most + 5 + 24 * 60 + 60


def test_next_morning_is_within_two_days() -> None:
    draft = Draft().episode()
    draft.scene(at("2014-06-03 22:00"))
    scene = draft.scene(time="NEXT MORNING")
    assert dates(solve_times(draft.universe), scene) == ("2014-06-03 23:00", "2014-06-05 21:00")


def test_later_counts_from_the_present_that_a_flashback_left() -> None:
    draft = Draft().episode()
    draft.scene(at("2014-06-03 10:00"))
    draft.scene(at("2006-01-01"), flags=["flashback"])
    scene = draft.scene(says("later", duration=lasting("2 days")))
    timeline = solve_times(draft.universe)
    assert dates(timeline, scene) == ("2014-06-04 10:00", "2014-06-06 09:59")
    assert timeline.conflicts == ()


def test_events_carry_times_to_scenes_and_to_each_other() -> None:
    draft = Draft().episode()
    fall = draft.entry("events/fall", "The fall of Citadel", at="2014-06-03")
    wipe = draft.entry("events/wipe", "The wipe", after="2 days after [[events/fall|the Fall]]")
    scene = draft.scene(says("offset-after", duration=lasting("8 years"), event=event(fall)))
    shown = draft.scene(says("shows", event=event(fall)), flags=["flashback"])
    timeline = solve_times(draft.universe)
    assert say_minute(timeline.events[wipe].earliest or 0) == "2014-06-04 00:00"
    assert say_minute(timeline.events[wipe].latest or 0) == "2014-06-06 23:58"
    assert dates(timeline, scene)[0][:7] == "2021-12"
    assert dates(timeline, scene)[1][:7] == "2023-06"
    assert dates(timeline, shown) == ("2014-06-01 23:00", "2014-06-04 00:59")


def test_a_contradiction_leaves_out_the_least_settled_statement() -> None:
    draft = Draft().episode("S01E01", status=Status.DRAFT)
    draft.scene(at("2014-06-03"))
    draft.scene(says("offset-before", duration=lasting("2 days"), event=scene_name("S01E02/1")))
    released = draft.episode("S01E02", status=Status.RELEASED).scene(at("2020-01-01"))
    timeline = solve_times(draft.universe)
    assert dates(timeline, released) == ("2020-01-01 00:00", "2020-01-01 23:59")
    assert timeline.conflicts == ()
    draft.universe.scenes[1].statements.append(at("2014-06-04"))
    (conflict,) = solve_times(draft.universe).conflicts
    assert conflict.dropped.reason == "citadel S01E01/2 is 2014-06-04"
    assert len(conflict.constraints) == 3


def test_an_undated_flashback_happens_before_the_present_of_its_show() -> None:
    draft = Draft().episode()
    draft.scene(at("2014-06-03"))
    draft.scene()
    memory = draft.scene(flags=["flashback"])
    ahead = draft.scene(flags=["flash-forward"])
    draft.scene(at("2014-06-09"))
    timeline = solve_times(draft.universe)
    assert timeline.mode[memory.order] is Mode.FLASHBACK
    assert timeline.order[0] is memory
    assert timeline.order[-1] is ahead
    assert timeline.start[memory.order].latest == timeline.start[1].latest


def test_an_undated_opening_stands_before_the_first_date() -> None:
    draft = Draft().episode()
    scenes = [draft.scene(), draft.scene(), draft.scene(at("2014-06-03")), draft.scene()]
    draft.episode("S01E01", "india")
    beside = [draft.scene(), draft.scene()]
    old = draft.episode("S01E01", "west").scene(at("1900-01-01"))
    timeline = solve_times(draft.universe)
    assert timeline.order == [old, *scenes, *beside]


def test_a_universe_without_dates_is_told_in_order() -> None:
    draft = Draft().episode()
    scenes = [draft.scene() for _ in range(4)]
    dream = draft.scene(flags=["dream"])
    timeline = solve_times(draft.universe)
    assert timeline.order == [*scenes, dream]
    assert timeline.rank == [0, 1, 2, 3, 4]


def test_same_minute_keeps_what_must_come_first() -> None:
    draft = Draft().episode()
    late = draft.scene(says("after", event=scene_name("S01E01/2")), at("2014-06-03 10:00"))
    early = draft.scene(at("2014-06-03 10:00"))
    timeline = solve_times(draft.universe)
    assert timeline.order == [early, late]


def test_a_long_ring_of_after_ends() -> None:
    draft = Draft().episode()
    for index in range(300):
        draft.scene(
            says("offset-after", duration=lasting("1 hour"), event=scene_name(f"S01E01/{(index + 1) % 300 + 1}"))
        )
    timeline = solve_times(draft.universe)
    (conflict,) = timeline.conflicts
    assert len(conflict.constraints) == 300
    assert sorted(timeline.rank) == list(range(300))


def test_script_days_order_scenes_and_win_over_telling_order() -> None:
    draft = Draft().episode()
    draft.scene(at("2014-06-03"), day="1")
    second = draft.scene(day="3")
    first = draft.scene(day="2")
    draft.scene(at("2014-06-09"), day="4")
    timeline = solve_times(draft.universe)
    assert timeline.days == [1, 3, 2, 4]
    assert timeline.conflicts == ()
    least = distance(timeline, 1 + 2 * second.order, 1 + 2 * first.order)
    assert least == 0


def test_story_days_from_dates_and_from_headings() -> None:
    draft = Draft().episode()
    draft.scene(at("2014-06-03"), time="DAY")
    draft.scene(time="NIGHT")
    draft.scene(time="DAY")
    draft.scene(at("2014-06-07"), time="DAY")
    draft.scene(time="NEXT MORNING")
    draft.scene(flags=["flashback"], time="NIGHT")
    assert solve_times(draft.universe).days == [1, 1, 2, 5, 6, None]


def test_story_days_from_words() -> None:
    draft = Draft().episode()
    draft.scene(time="NIGHT")
    draft.scene(time="NIGHT - LATER")
    draft.scene(time="TWO DAYS LATER")
    draft.scene(says("later", duration=lasting("an hour")))
    draft.scene(says("next", part="morning"))
    draft.scene(lines=[(Kind.ACTION, "SUPER: EIGHT YEARS LATER")])
    draft.episode("S01E02").scene(time="DUSK")
    draft.scene(time="MORNING")
    assert solve_times(draft.universe).days == [1, 1, 3, 3, 4, 5, 5, 6]


def test_a_title_card_opens_a_flashback_and_dates_it() -> None:
    draft = Draft().episode()
    draft.scene(at("2014-06-03"))
    past = draft.scene(lines=[(Kind.ACTION, 'SUPER: "Lisbon. Eight years earlier."'), (Kind.ACTION, "Rain.")])
    still = draft.scene()
    back = draft.scene(lines=[(Kind.ACTION, "SUPER: PRESENT DAY")])
    dated = draft.scene(lines=[(Kind.CENTERED, "Lisbon, 9 June 2014")])
    timeline = solve_times(draft.universe)
    assert [timeline.mode[s.order] for s in (past, still, back)] == [Mode.FLASHBACK, Mode.FLASHBACK, Mode.PRESENT]
    assert dates(timeline, past)[0][:7] == "2005-06"
    assert dates(timeline, dated) == ("2014-06-09 00:00", "2014-06-09 23:59")


steps = st.lists(
    st.tuples(
        st.sampled_from(["date", "plain", "flashback", "later", "after", "before", "same-time", "takes", "CONTINUOUS"]),
        st.integers(0, 9),
    ),
    min_size=2,
    max_size=7,
)


def build(plan: list[tuple[str, int]]) -> Draft:
    draft = Draft().episode()
    for index, (what, number) in enumerate(plan):
        other = scene_name(f"S01E01/{number % len(plan) + 1}")
        match what:
            case "date":
                draft.scene(at(f"2014-06-{number + 1:02} {number:02}:00"))
            case "later":
                draft.scene(says("later", duration=lasting(f"{number + 1} days")))
            case "after" | "before" if index != number % len(plan):
                draft.scene(says(f"offset-{what}", duration=lasting(f"{number + 1} hours"), event=other))
            case "same-time" if index != number % len(plan):
                draft.scene(says("same-time", scene=other))
            case "takes":
                draft.scene(says("takes", length=lasting("20 minutes")))
            case "CONTINUOUS":
                draft.scene(time="CONTINUOUS")
            case "flashback":
                draft.scene(flags=["flashback"])
            case _:
                draft.scene()
    return draft


def kept_constraints(timeline: Timeline) -> list[Constraint]:
    dropped = {id(conflict.dropped) for conflict in timeline.conflicts}
    return [c for c in timeline.constraints if id(c) not in dropped]


def shortest(size: int, constraints: list[Constraint]) -> list[list[float]]:
    """All shortest paths, by Floyd and Warshall."""
    d = [[0.0 if i == j else FAR for j in range(size)] for i in range(size)]
    for c in constraints:
        if c.most is not None:
            d[c.source][c.target] = min(d[c.source][c.target], c.most)
        if c.least is not None:
            d[c.target][c.source] = min(d[c.target][c.source], -c.least)
    for k, i, j in product(range(size), repeat=3):
        d[i][j] = min(d[i][j], d[i][k] + d[k][j])
    return d


@settings(max_examples=150, deadline=None)
@given(steps)
def test_distances_are_the_shortest_paths_of_the_kept_constraints(plan: list[tuple[str, int]]) -> None:
    timeline = solve_times(build(plan).universe)
    size = 1 + 2 * len(plan)
    d = shortest(size, kept_constraints(timeline))
    assert all(d[i][i] == 0 for i in range(size))
    for i, j in product(range(size), repeat=2):
        found = distance(timeline, i, j)
        assert (FAR if found is None else found) == d[i][j], (i, j)


@settings(max_examples=150, deadline=None)
@given(steps)
def test_the_order_of_happening_keeps_to_the_network(plan: list[tuple[str, int]]) -> None:
    timeline = solve_times(build(plan).universe)
    kept = kept_constraints(timeline)
    d = shortest(1 + 2 * len(plan), kept)
    for one, other in product(range(len(plan)), repeat=2):
        if d[1 + 2 * other][1 + 2 * one] < 0:
            assert timeline.rank[one] < timeline.rank[other]
    for c in kept:
        starts = c.source % 2 == c.target % 2 == 1
        if starts and c.least is not None and c.least >= 0 and d[c.source][c.target] > 0:
            assert timeline.rank[(c.source - 1) // 2] < timeline.rank[(c.target - 1) // 2]


@settings(max_examples=100, deadline=None)
@given(steps)
def test_conflicts_of_a_universe_are_minimal(plan: list[tuple[str, int]]) -> None:
    timeline = solve_times(build(plan).universe)
    size = 1 + 2 * len(plan)
    for conflict in timeline.conflicts:
        assert any(row[i] < 0 for i, row in enumerate(shortest(size, list(conflict.constraints))))
        for left_out in conflict.constraints:
            rest = [c for c in conflict.constraints if c is not left_out]
            assert all(row[i] == 0 for i, row in enumerate(shortest(size, rest)))


@settings(max_examples=30, deadline=None)
@given(steps)
def test_the_same_text_gives_the_same_timeline(plan: list[tuple[str, int]]) -> None:
    one, other = solve_times(build(plan).universe), solve_times(build(plan).universe)
    assert one.rank == other.rank
    assert one.start == other.start
    assert [c.dropped.reason for c in one.conflicts] == [c.dropped.reason for c in other.conflicts]
