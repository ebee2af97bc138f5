"""An act of *Henry IV, Part 1* is dropped: what breaks in the other three plays.

What is laid over the plays, and by what reading, is told in `tests.change.impact.plays`. From it, worked out by hand:

- **Act 1** has the soliloquy (1.2) and the plot (1.3). The bishops' wonder when *Henry V* begins and the casting off of
  the friends at the end of part 2 pay off what the soliloquy sets up. The Archbishop of part 2 has the plot from
  Northumberland (4.4), who has it from 1.3: he falls *through* 4.4 only, so his scene is no finding, for 4.4 still
  tells him; it is 4.4 that has nothing to go on. Hotspur, who acts on the plot in 4.1, has had no way to learn it.
  The audience hears of the feigned riot only in 3.2. Windsor has nothing to do with it.
- **Act 2** has the robbery; of the other plays only the Lord Chief Justice remembers it (part 2, 1.2). That it also is
  a payoff within the act does not count: it goes with it.
- **Act 3** has the reconciliation (3.2). The father's trust (5.4) rests on it, in the same play. In the other three
  nothing does: the Prince tells the Lord Chief Justice and his brothers himself, who knows what he means.
- **Act 4** has the Archbishop's letters (4.4). So he has no way to know of the rising in part 2, 1.3. Hotspur's scene
  (4.1) goes with the act, and nothing rests on it.
- **Act 5** has the battle. That Hotspur is dead is what Morton tells (part 2, 1.1), what the Archbishop takes for
  granted (1.3), and what the widow mourns (2.3), who has it from Northumberland, who has it from Morton. Colevile
  yields to a fame (4.2) that was won in 5.4. *The Merry Wives* are set after the battle, so their time hangs on
  nothing. *Henry V* is untouched: Falstaff dies there, the King has died in part 2, and Warwick heard of the riot
  there. Blunt's, Worcester's and Vernon's deaths are told nowhere else, and nobody needs them.

The golden files hold names, scene labels, lines of numbers and our own words; no line of a play.
"""

from __future__ import annotations

import pytest

from fabula.change.impact.impact import Impact, find_impact
from fabula.change.impact.leaving_out import leave_out
from fabula.change.impact.outcome import Outcome, try_out
from fabula.change.impact.targets import read_target
from fabula.live.universe import LiveUniverse
from fabula.report.impact import ImpactView, write_impact
from fabula.report.impact_words import ImpactWords
from tests.change.impact.plays import PLAYS, plays_tree
from tests.golden import compare_golden

Answer = tuple[Impact, Outcome, str]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Answer]:
    """For each act of the first play what rests on it, what breaks without it, and both as they are written."""
    if not PLAYS.is_dir():
        pytest.skip("the plays are not here (../shared/data/tei)")
    live = LiveUniverse(plays_tree(tmp_path_factory.mktemp("plays")))
    found: dict[int, Answer] = {}
    for act in range(1, 6):
        target = read_target(live.canon, f"henry4-1 act {act}")
        impact = find_impact(live.canon, target)
        outcome = try_out(live, leave_out(live.canon, target), impact)
        words = ImpactWords(live.canon.universe)
        view = ImpactView(everything=True, evidence=True)
        found[act] = impact, outcome, "".join(write_impact(words, impact, outcome, view))
    return found


@pytest.mark.parametrize("act", range(1, 6))
def test_what_an_act_carries(answers: dict[int, Answer], act: int) -> None:
    compare_golden(f"impact/henry-iv-act-{act}.txt", answers[act][2])


@pytest.mark.parametrize(
    ("act", "elsewhere"),
    [
        (1, {"henry4-2 S01E01/1.3", "henry4-2 S01E01/5.5", "henry5 S01E01/1.1"}),
        (2, {"henry4-2 S01E01/1.2"}),
        (3, set()),
        (4, {"henry4-2 S01E01/1.3"}),
        (5, {"henry4-2 S01E01/1.1", "henry4-2 S01E01/1.3", "henry4-2 S01E01/2.3", "henry4-2 S01E01/4.2",
             "wives S01E01/1.1"}),
    ],
)  # fmt: skip
def test_what_rests_on_it_in_the_other_plays(answers: dict[int, Answer], act: int, elsewhere: set[str]) -> None:
    impact = answers[act][0]
    assert {one.scene.name for one in impact.resting if one.scene.episode.show.id != "henry4-1"} == elsewhere


@pytest.mark.parametrize(
    ("act", "broken"),
    [
        (1, ["C102 henry4-2", "C102 henry5", "K101 henry4-1"]),
        (2, ["C102 henry4-2"]),
        (3, ["K106 henry4-1"]),
        (4, ["K101 henry4-2"]),
        (5, ["C102 henry4-2", "C103 henry4-2", "L110 wives"]),
    ],
)
def test_what_breaks_when_all_is_replayed(answers: dict[int, Answer], act: int, broken: list[str]) -> None:
    outcome = answers[act][1]
    assert sorted(f"{one.code} {one.span.path.split('/')[1]}" for one in outcome.appear) == broken


def test_through_whom_the_archbishop_falls(answers: dict[int, Answer]) -> None:
    (one,) = [one for one in answers[1][0].resting if one.scene.name == "henry4-2 S01E01/1.3"]
    assert not one.is_direct
    assert [tie.need.scene.name for tie in one.fallen[0].path] == ["henry4-1 S01E01/4.4", "henry4-2 S01E01/1.3"]
    assert [one.scene.name for one in answers[1][1].unfounded] == ["henry4-1 S01E01/4.1", "henry4-1 S01E01/4.4"]


def test_what_is_not_touched(answers: dict[int, Answer]) -> None:
    assert [answers[act][0].untouched.shows for act in range(1, 6)] == [
        ("wives",),
        ("henry5", "wives"),
        ("henry4-2", "henry5", "wives"),
        ("henry5", "wives"),
        ("henry5",),
    ]
