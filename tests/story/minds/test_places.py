"""Where somebody is who goes by several names, for those who know and for those who do not."""

from __future__ import annotations

from fabula.rules.run import run_rules
from fabula.story.minds.ask import Asking
from fabula.story.minds.points import point_at
from fabula.story.minds.topics import read_chain

from .stories import Story, scene, script

ATTIC, BARN, CELLAR = "INT. ATTIC - DAY", "INT. BARN - DAY", "INT. CELLAR - DAY"
REX = script(
    scene(ATTIC, "REX: Good evening.", "* with Bob, Cid"),
    scene(CELLAR, "* with Bob; Bob sees through Rex"),
    scene(BARN, "ANN: It is me.", "* with Bob"),
)


def held(story: Story, question: str, label: int) -> str:
    asking = Asking(story.canon)
    return asking.ask(read_chain(asking.universe, question), point_at(story.canon, story.scene(label))).value


def test_who_knows_a_cover_holds_one_place_for_both_names() -> None:
    story = Story(REX)
    assert held(story, "Bob, where Ann is", 1) == ""
    assert held(story, "Bob, where Ann is", 2) == "places/attic"
    assert [held(story, f"Bob, where {name} is", 3) for name in ("Ann", "Rex")] == ["places/barn"] * 2
    assert [held(story, f"Cid, where {name} is", 3) for name in ("Ann", "Rex")] == ["", "places/attic"]
    assert held(story, "Ann, where Rex is", 3) == "places/barn"


def test_the_audience_as_well() -> None:
    story = Story(REX)
    assert [held(story, f"audience, where {name} is", 1) for name in ("Ann", "Rex")] == ["", "places/attic"]
    assert [held(story, f"audience, where {name} is", 3) for name in ("Ann", "Rex")] == ["places/barn"] * 2


def test_expectations_look_at_both_places() -> None:
    fact = "Bob knows that Ann is at Attic; expect Cid does not know that Ann is at Attic"
    met = scene(ATTIC, "REX: Good evening.", "* with Bob, Cid")
    story = Story(script(met, scene(CELLAR, f"* Bob sees through Rex; expect {fact}")))
    assert run_rules(story.canon, ["C103"]) == []
    failed = Story(script(met, scene(CELLAR, "* Bob sees through Rex; expect Cid knows that Ann is at Attic")))
    assert [f.message for f in run_rules(failed.canon, ["C103"])] == [
        "This expectation does not hold: Cid does not know that Ann is at Attic"
    ]
