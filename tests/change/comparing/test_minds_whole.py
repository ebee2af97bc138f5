"""Looking only where something differs finds all that looking everywhere finds.

The slow model asks everybody about everything in both versions. Random stories, random edits.
"""

from __future__ import annotations

from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fabula.change.comparing.axis import Axis
from fabula.change.comparing.compare import compare_universes
from fabula.change.comparing.differences import Differences, How, MindChange
from fabula.change.comparing.logs import Touched
from fabula.change.comparing.minds import compare_audience, compare_minds
from fabula.change.comparing.reveals import compare_reveals
from fabula.change.comparing.stances import Version
from fabula.story.canon import Canon
from fabula.story.minds.log import AUDIENCE
from tests.change.comparing.drafts import entry, load

PEOPLE = ("Ann", "Bob", "Cid")
BIBLE = {
    "fabula.toml": "",
    **{f"bible/people/{name.lower()}.md": entry(name) for name in PEOPLE},
    "bible/covers/rex.md": entry("Rex", "of: Ann"),
    "bible/groups/guild.md": entry("The Guild"),
    "bible/secrets/box.md": entry("the box", "holders: [Ann]"),
    "bible/secrets/mole.md": entry("the mole", "fact: Cid belongs to the Guild", "holders: [Cid]"),
}
WHO = st.sampled_from(PEOPLE)
FACT = st.sampled_from(("the box", "the mole", "Rex is Ann", "Bob is dead", "Cid is at Rome"))


@st.composite
def notes(draw: st.DrawFn) -> str:
    """One canon note."""
    one, other, fact = draw(WHO), draw(WHO), draw(FACT)
    return draw(
        st.sampled_from(
            (
                f"{one} tells {other} that {fact}",
                f"{one} tells {other} that {fact}",
                f"{one} lies to {other}: {fact}",
                f"{one} whispers to {other}: {fact}",
                f"{one} learns {fact}",
                f"{one} suspects {fact}",
                f"{one} forgets everything",
                f"{one} forgets {fact}",
                f"{one} forgets everything about {other}",
                f"{one} remembers everything",
                f"{one} remembers {fact}",
                "Ann poses as Rex",
                f"{one} sees through Rex",
                f"reveals {fact}",
                f"{one} watches unseen",
                f"{one} is in on it",
                f"{one} distrusts {other}",
                f"{one} joins the Guild",
                f"{one} dies",
                "flashback",
            )
        )
    )


@st.composite
def scenes(draw: st.DrawFn) -> str:
    """One scene: where, when, who is there, and what happens."""
    place = draw(st.sampled_from(("ATTIC", "BARN")))
    here = draw(st.lists(WHO, min_size=1, max_size=3, unique=True))
    day = draw(st.sampled_from(("", "", "at 2020-01-02", "at 2020-01-05", "at 2020-01-09")))
    parts = [part for part in (day, f"with {', '.join(here)}", *draw(st.lists(notes(), max_size=2))) if part]
    said = draw(st.sampled_from(("", "ANN\nIt is here.", "REX\nIt is here.")))
    return f"INT. {place} - DAY\n\n[[canon: {'; '.join(parts)}]]\n\n{said}\n\nA lamp number {draw(st.integers(0, 99))}."


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A story and what has become of it."""
    before = draw(st.lists(scenes(), min_size=2, max_size=7))
    after = list(before)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(after) - 1))
        match draw(st.sampled_from(("cut", "add", "move", "write"))):
            case "cut" if len(after) > 1:
                del after[place]
            case "add":
                after.insert(place, draw(scenes()))
            case "move":
                after.insert(draw(st.integers(0, len(after) - 1)), after.pop(place))
            case _:
                after[place] = draw(scenes())
    return before, after


def universe(story: list[str]) -> dict[str, str]:
    half = len(story) // 2
    return {
        **BIBLE,
        "shows/main/s01/e01.fountain": "\n\n".join(story[:half]) + "\n",
        "shows/main/s01/e02.fountain": "\n\n".join(story[half:]) + "\n",
    }


def everything(*canons: Canon) -> Touched:
    """Everybody, on everything that any version speaks of."""
    matters = dict.fromkeys(
        matter.detail if not isinstance(matter.detail, str) else matter
        for canon in canons
        for matter in canon.minds.minds.matters()
    )
    people = sorted({key for canon in canons for key in Version(canon, {}).asking.people})
    return Touched(
        {person: dict(matters) for person in people},
        dict(matters),
        set(people),
        {pair: {m: None for m in matters if m.timeless} for pair in permutations(people, 2)},
    )


def plain(changes: list[MindChange]) -> list[tuple[object, ...]]:
    return sorted(
        (c.chain, str(c.matter), str(c.turn), c.value_before, c.value_after, c.felt.key if c.felt else "")
        for c in changes
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def test_nobody_is_overlooked(story: tuple[list[str], list[str]]) -> None:
    before, after = (load(universe(one)) for one in story)
    found = compare_universes(before, after, ((), ()))
    pairs = found.pairs
    lived = Axis(before.timeline.order, after.timeline.order, pairs)
    told = Axis(before.universe.scenes, after.universe.scenes, pairs)
    versions = Version(before, {}, audience=True), Version(after, {}, audience=True)
    wide = everything(before, after)
    reveals = compare_reveals(before, after, pairs, told)
    assert [(c.matter, c.later, c.felt) for c in found.reveals] == [(c.matter, c.later, c.felt) for c in reveals]
    changes = compare_minds(*versions, wide, pairs, lived)
    left = wide.matters.keys() - {change.matter for change in reveals}
    changes += compare_audience(*versions, left, pairs, told)
    assert plain([*found.minds, *found.covers]) == plain(changes)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def test_nothing_differs_from_itself(story: tuple[list[str], list[str]]) -> None:
    texts = universe(story[0])
    assert not compare_universes(load(texts), load(dict(texts)))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def test_what_came_one_way_goes_the_other_way(story: tuple[list[str], list[str]]) -> None:
    before, after = (load(universe(one)) for one in story)
    there, back = compare_universes(before, after), compare_universes(after, before)
    for one, other in ((How.ADDED, How.CUT), (How.CUT, How.ADDED), (How.REWRITTEN, How.REWRITTEN)):
        assert _scenes(there, one, 1) == _scenes(back, other, -1)
    assert sorted((c.chain, str(c.matter), c.value_before, c.value_after) for c in _held(there.minds)) == sorted(
        (c.chain, str(c.matter), c.value_after, c.value_before) for c in _held(back.minds)
    )
    assert sorted(c.finding.message for c in there.findings if c.new) == sorted(
        c.finding.message for c in back.findings if not c.new
    )


def _scenes(found: Differences, how: How, way: int) -> set[tuple[str | None, ...]]:
    """The scenes to which something was done, by their keys before and after, or the other way round."""
    keys = [[one.key if one is not None else None for one in (c.before, c.after)] for c in found.scenes if how in c.how]
    return {tuple(pair[::way]) for pair in keys}


def _held(changes: list[MindChange]) -> list[MindChange]:
    """Of people's minds, those that hold something in both versions: what is forgotten now is told in one way only."""
    return [c for c in changes if c.chain != (AUDIENCE,) and c.link_before and c.link_after]
