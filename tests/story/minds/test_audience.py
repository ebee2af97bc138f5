"""The audience as one more mind: what is on screen, in the order of telling or of watching."""

from __future__ import annotations

from fabula.story.minds.audience import told_in
from fabula.story.minds.events import Matter
from fabula.story.minds.log import AUDIENCE

from .stories import Story, scene, script

ATTIC, BARN = "INT. ATTIC - DAY", "INT. BARN - DAY"
MOLE = Matter("secret", "secrets/mole")
REX = Matter("identity", "covers/rex", "people/ann")


def audience(story: Story, matter: Matter, after: int | None = None) -> str | None:
    """What the audience holds after a scene, by default at the end."""
    log = story.log
    told = None if after is None else log.told_at(log.watched[story.scene(after)] + 1, -1)
    return log.telling.value((AUDIENCE,), matter, told)


def test_it_sees_what_nobody_in_the_story_sees() -> None:
    story = Story(script(scene(ATTIC, "* with Ann; Ann takes the box")))
    assert audience(story, Matter("holder", "things/box")) == "people/ann"


def test_what_the_bible_gives_it_does_not_know() -> None:
    story = Story(script(scene(ATTIC, "* with Ann")), {"secrets/mole": "name: the mole\nholders: [Ann]"})
    assert audience(story, MOLE) is None


def test_it_is_told_in_the_order_of_telling() -> None:
    story = Story(
        script(
            scene(ATTIC, "* at 2020-05-01; with Ann, Bob"),
            scene(BARN, "* flashback; at 2010-05-01; with Ann, Bob; Ann tells Bob the mole"),
        )
    )
    assert story.holds("Bob", "the mole", at=1) == "yes"
    assert audience(story, MOLE, after=1) is None
    assert audience(story, MOLE, after=2) == "yes"


def test_a_flashback_does_not_overwrite_where_somebody_is_now() -> None:
    story = Story(
        script(
            scene(ATTIC, "* at 2020-05-01; with Ann, Bob"),
            scene(BARN, "* flashback; at 2010-05-01; with Ann"),
        )
    )
    assert audience(story, Matter("place", "people/ann")) == "places/attic"


def test_it_takes_a_cover_for_a_person_until_it_knows_the_face() -> None:
    story = Story(script(scene(ATTIC, "REX: Good evening.", "* with Bob"), scene(BARN, "ANN: Well.", "* with Cid")))
    assert audience(story, REX, after=1) == "no"
    assert audience(story, Matter("place", "people/ann"), after=1) is None
    assert audience(story, REX, after=2) == "yes"


def test_it_knows_the_face_that_it_has_seen() -> None:
    story = Story(script(scene(ATTIC, "ANN: Well.", "* with Cid"), scene(BARN, "REX: Good evening.", "* with Bob")))
    assert audience(story, REX, after=2) == "yes"
    assert audience(story, Matter("place", "people/ann")) == "places/barn"
    assert story.holds("Bob", "Rex is Ann") == "no"


def test_it_believes_a_lie_unless_it_has_seen_otherwise() -> None:
    lie = "* with Ann, Bob; Ann lies to Bob: Cid has the box"
    fooled = Story(script(scene(ATTIC, lie)))
    assert audience(fooled, Matter("holder", "things/box")) == "people/cid"
    wiser = Story(script(scene(BARN, "* with Dot; Dot takes the box"), scene(ATTIC, lie)))
    assert audience(wiser, Matter("holder", "things/box")) == "people/dot"


def test_it_hears_what_is_whispered_and_reads_along() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob, Cid; Ann whispers to Bob the mole; Cid reads that Rex is Ann")))
    assert audience(story, MOLE) == audience(story, REX) == "yes"


def test_it_forgets_nothing() -> None:
    story = Story(
        script(
            scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole"),
            scene(BARN, "* with Bob, Cid; Bob forgets everything; Cid forgets the mole", "* Cid exits"),
        )
    )
    assert audience(story, MOLE) == "yes"
    assert audience(story, Matter("place", "people/cid")) == "places/barn"


def test_what_is_revealed_to_it_alone_nobody_learns() -> None:
    story = Story(script(scene(ATTIC, "* with Ann; reveals the mole")))
    assert audience(story, MOLE) == "yes"
    assert story.holds("Ann", "the mole") == ""


def test_another_watch_order_is_another_mind() -> None:
    story = Story(script(scene(ATTIC, "REX: Good evening.", "* with Bob"), scene(BARN, "ANN: Well.", "* with Cid")))
    backwards = told_in(story.canon.universe, story.log, list(reversed(story.canon.universe.scenes)))
    first_scene = sum(place == 0 for place, _ in backwards.moments)
    assert backwards.minds.value((AUDIENCE,), REX, first_scene) is None
    assert backwards.minds.value((AUDIENCE,), REX) == "yes"
    assert [backwards.events[n] for n in range(first_scene)] == sorted(backwards.events[:first_scene])
    assert audience(story, REX, after=1) == "no"  # the telling of the log itself is as it was


def test_scenes_left_out_of_a_watch_order_are_not_seen() -> None:
    story = Story(script(scene(ATTIC, "* with Ann, Bob; Ann tells Bob the mole"), scene(BARN, "* with Bob")))
    told = told_in(story.canon.universe, story.log, [story.scene(2)])
    assert told.minds.value((AUDIENCE,), MOLE) is None
    assert list(told.watched) == [story.scene(2)]
