"""Irony, reveals and surprise in small stories."""

from __future__ import annotations

from fabula.story.minds.events import Matter
from fabula.story.minds.irony import Irony, episode_irony, find_reveals, scene_irony

from .stories import Story, scene, script

ATTIC, BARN, CELLAR = "INT. ATTIC - DAY", "INT. BARN - DAY", "INT. CELLAR - DAY"
MOLE = Matter("secret", "secrets/mole")
REX = Matter("identity", "covers/rex", "people/ann")
BOX = Matter("holder", "things/box")
KNOWN = {"secrets/mole": "name: the mole\nholders: [Ann]"}


def irony(story: Story, number: int, order: tuple[int, ...] = ()) -> list[Irony]:
    return scene_irony(story.canon, story.scene(number), [story.scene(n) for n in order])


def brief(found: list[Irony]) -> list[tuple[str, str, str, str]]:
    return [(i.person, i.matter.subject, i.audience, i.held) for i in found]


COVER = script(scene(ATTIC, "ANN: I must go.", "* with Cid"), scene(BARN, "REX: Good evening.", "* with Bob"))


def test_the_audience_knows_the_face_behind_the_cover() -> None:
    story = Story(COVER)
    assert brief(irony(story, 2)) == [("people/bob", "covers/rex", "yes", "no")]
    one = irony(story, 2)[0]
    assert one.audience_ahead and one.wrong and one.true == "yes"
    assert one.since is not None and one.from_ is not None
    assert (one.since.text, one.from_.text) == ("REX", "INT. BARN - DAY #2#")


def test_in_another_order_it_is_the_audience_that_is_behind() -> None:
    story = Story(COVER)
    found = irony(story, 2, (2, 1))
    assert brief(found) == [("people/ann", "covers/rex", "no", "yes")]
    assert not found[0].audience_ahead


def test_a_scene_that_is_not_watched_has_none() -> None:
    assert irony(Story(COVER), 2, (1,)) == []


def test_who_does_not_know_what_is_in_the_room() -> None:
    told = scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole")
    story = Story(script(told, scene(BARN, "* with Bob, Cid"), scene(CELLAR, "* with Cid, Dot")), KNOWN)
    assert brief(irony(story, 1)) == []
    assert brief(irony(story, 2)) == [("people/cid", "secrets/mole", "yes", "")]
    assert brief(irony(story, 3)) == []  # nobody there has anything to do with it


def test_somebody_has_it_over_the_audience() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob")), KNOWN)
    found = irony(story, 1)
    assert brief(found) == [("people/ann", "secrets/mole", "", "yes")]
    assert not found[0].audience_ahead and not found[0].wrong


def test_a_watcher_can_be_wrong_as_well() -> None:
    story = Story(
        script(
            scene(ATTIC, "* with Ann; Ann takes the box"),
            scene(BARN, "* with Dot, Eve; Cid listens in; Dot lies to Eve: Dot has the box"),
        )
    )
    people = {(i.person, i.matter.kind, i.held) for i in irony(story, 2)}
    assert people == {("people/cid", "holder", "people/dot"), ("people/eve", "holder", "people/dot")}


def test_where_people_have_last_been_seen_is_no_irony() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob"), scene(BARN, "* with Bob"), scene(CELLAR, "* with Ann, Cid")))
    assert irony(story, 3) == []


def test_a_secret_and_its_fact_are_one_irony() -> None:
    story = Story(
        script(scene(ATTIC, "* with Ann, Bob; Ann tells Bob who forged it"), scene(BARN, "* with Bob, Cid")),
        {"secrets/forger": "name: who forged it\nfact: Dot belongs to the Guild\nholders: [Ann]"},
    )
    assert brief(irony(story, 2)) == [("people/cid", "secrets/forger", "yes", "")]


def test_dreams_have_none() -> None:
    story = Story(script(scene(ATTIC, "* dream; with Ann, Bob")), KNOWN)
    assert irony(story, 1) == []


def reveals(story: Story, order: tuple[int, ...] = ()) -> list[tuple[str, Matter, str, bool]]:
    found = find_reveals(story.canon, [story.scene(n) for n in order])
    return [(r.scene.label, r.matter, r.before, r.surprise) for r in found]


def test_a_reveal_is_where_the_audience_comes_to_hold_what_is_so() -> None:
    told = scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole")
    story = Story(script(told, scene(BARN, "* with Cid, Bob; Bob tells Cid the mole")), KNOWN)
    assert reveals(story) == [("1", MOLE, "", False)]
    assert reveals(story, (2, 1)) == [("2", MOLE, "", False)]


def test_a_surprise_is_a_reveal_of_what_was_held_falsely() -> None:
    story = Story(script(scene(ATTIC, "REX: Good evening.", "* with Bob"), scene(BARN, "ANN: Well.", "* with Cid")))
    assert reveals(story) == [("2", REX, "no", True)]
    assert reveals(story, (2, 1)) == [("1", REX, "", False)]


def test_a_lie_found_out_is_a_surprise_and_a_change_is_none() -> None:
    story = Story(
        script(
            scene(ATTIC, "* at 2020-05-01; with Ann, Bob; Ann lies to Bob: Dot has the box"),
            scene(BARN, "* flashback; at 2010-05-01; with Cid; Cid takes the box"),
            scene(CELLAR, "* present; at 2020-05-03; with Eve; Eve takes the box"),
            scene(CELLAR, "* at 2020-05-04; with Fay; Fay takes the box"),
        )
    )
    assert reveals(story) == [("2", BOX, "people/dot", True)]
    held = Story(
        script(
            scene(ATTIC, "* with Cid; Cid has the box"),
            scene(BARN, "* with Ann, Bob; Ann lies to Bob: Dot has the box"),
            scene(CELLAR, "* with Cid; Cid has the box"),
        )
    )
    assert reveals(held, (2, 3)) == [("3", BOX, "people/dot", True)]


def folded(story: Story) -> list[list[tuple[str, str, bool]]]:
    found = []
    for name in ("s01e01", "s01e02"):
        scenes = [scene for scene in story.canon.universe.scenes if f"/{name}/" in scene.key]
        found += [[(i.person, i.matter.subject, i.still) for i in one] for one in episode_irony(story.canon, scenes)]
    return found


def test_irony_is_told_where_it_matters_and_else_once_an_episode() -> None:
    first = script(
        scene(ATTIC, "ANN: I must go.", "* with Cid"),
        scene(BARN, "REX: Good evening.", "* with Bob"),
        scene(CELLAR, "* with Bob, Dot"),
        scene(CELLAR, "DOT: Where is Rex?", "* with Bob"),
    )
    later = script(scene(CELLAR, "* with Bob, Dot"), scene(ATTIC, "* with Bob, Dot")).replace("S01E01", "S01E02")
    rex = ("people/bob", "covers/rex")
    story = Story(first, e02=later)
    assert [[one for one in found if one[0] == "people/bob"] for found in folded(story)] == [
        [],
        [(*rex, False)],  # she is there
        [],  # she is not, and it is old
        [(*rex, False)],  # she is spoken of
        [(*rex, True)],  # once an episode
        [],
    ]


def test_a_secret_that_is_met_after_its_fact_is_one_irony_as_well() -> None:
    story = Story(
        script(
            scene(ATTIC, "* with Ann, Bob; Ann learns that Dot belongs to the Guild"),
            scene(BARN, "* with Bob; Bob learns who forged it; with Cid"),
        ),
        {"secrets/forger": "name: who forged it\nfact: Dot belongs to the Guild"},
    )
    people = [(person, subject) for person, subject, _, _ in brief(irony(story, 2))]
    assert people == [("people/cid", "secrets/forger")]
