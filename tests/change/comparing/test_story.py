"""What differs in the story: times, facts, memories, minds, covers, reveals, promises, findings."""

from __future__ import annotations

from fabula.change.comparing.differences import Differences, MindChange, Turn
from fabula.story.minds.log import AUDIENCE
from fabula.universe.model import Status
from tests.change.comparing.drafts import compare, entry, script, told

ONE = "shows/main/s01/e01.fountain"
TWO = "shows/main/s01/e02.fountain"
BIBLE = {
    "fabula.toml": "",
    "bible/people/ann.md": entry("Ann"),
    "bible/people/bob.md": entry("Bob"),
    "bible/people/cid.md": entry("Cid"),
    "bible/covers/rex.md": entry("Rex", "of: Ann"),
    "bible/groups/guild.md": entry("The Guild"),
    "bible/things/box.md": entry("the box"),
    "bible/secrets/mole.md": entry("the mole", "holders: [Ann]"),
}
SCENE = "INT. ATTIC - DAY\n\nA lamp, and the smell of {} years of apples in the dark under the roof."


def scene(number: int, *notes: str) -> str:
    text = SCENE.format(number)
    return f"{text}\n\n[[canon: {'; '.join(notes)}]]" if notes else text


def universe(*scenes: str, head: str = "", **files: str) -> dict[str, str]:
    return {**BIBLE, ONE: script(*scenes, head=head), **files}


def minds(found: Differences) -> list[tuple[str, Turn, str]]:
    def line(change: MindChange) -> tuple[str, Turn, str]:
        people = " of ".join(person.partition("/")[2] or person for person in change.chain)
        return people, change.turn, change.felt.label if change.felt is not None else ""

    return [line(change) for change in (*found.minds, *found.covers) if len(change.chain) == 1]


def test_a_scene_that_is_dated_anew_happens_later() -> None:
    before = universe(scene(1, "at 2020-01-02 10:00"), scene(2, "2 days later"))
    after = universe(scene(1, "at 2020-01-05 10:00"), scene(2, "2 days later"))
    found = compare(before, after)
    assert told(found) == [
        ("retimed", "S01E01/1", "S01E01/1"),
        ("notes changed", "S01E01/1", "S01E01/1"),
        ("retimed", "S01E01/2", "S01E01/2"),
    ]
    assert [change.later for change in found.scenes] == [3 * 24 * 60, 3 * 24 * 60]


def test_a_dream_is_another_time() -> None:
    found = compare(universe(scene(1), scene(2)), universe(scene(1), scene(2, "dream")))
    assert ("retimed", "S01E01/2", "S01E01/2") in told(found)


def test_who_came_and_went() -> None:
    (change,) = compare(universe(scene(1, "with Ann, Bob")), universe(scene(1, "with Ann, Cid"))).scenes
    assert (change.came, change.went) == (("people/cid",), ("people/bob",))


def test_a_death_that_is_gone_is_a_fact() -> None:
    found = compare(universe(scene(1, "Bob dies"), scene(2)), universe(scene(1), scene(2)))
    (fact,) = found.facts
    assert (fact.subject, fact.attribute, fact.lasts) == ("people/bob", "alive", True)
    assert fact.before is not None
    assert fact.before.value == "no"
    assert fact.after is None
    assert fact.felt is not None
    assert fact.felt.label == "1"


def test_a_fact_for_a_while() -> None:
    """Cid has the box at the end of the first episode, and nobody did before; at the end of all Ann has it."""
    rest = {TWO: script(scene(3, "Ann takes the box"))}
    found = compare(universe(scene(1), **rest), universe(scene(1, "Cid takes the box"), **rest))
    assert [(fact.attribute, fact.lasts) for fact in found.facts] == [("holder", False)]
    assert found.facts[0].after is not None
    assert found.facts[0].after.value == "people/cid"


def test_where_people_are_counts_at_the_end_alone() -> None:
    one, other = scene(1, "with Ann"), scene(2, "with Ann").replace("ATTIC", "BARN")
    assert not compare(universe(one, other), universe(other, one, other)).facts
    found = compare(universe(one, other), universe(one, other, scene(3, "with Ann")))
    assert [(fact.subject, fact.attribute) for fact in found.facts] == [("people/ann", "place")]


def test_a_thing_that_is_carried_has_no_place_of_its_own() -> None:
    here = scene(2, "with Ann").replace("ATTIC", "BARN")
    before, after = universe(scene(1, "Ann takes the box")), universe(scene(1, "Ann takes the box"), here)
    assert [fact.subject for fact in compare(before, after).facts] == ["people/ann"]


def test_a_telling_that_was_cut_leaves_the_hearer_in_the_dark() -> None:
    before = universe(scene(1, "with Ann, Bob; Ann tells Bob the mole"), scene(2, "with Bob"))
    after = universe(scene(1, "with Ann, Bob"), scene(2, "with Bob"))
    assert minds(compare(before, after)) == [("bob", Turn.UNAWARE, "1")]
    assert minds(compare(after, before)) == [("bob", Turn.KNOWS, "1")]


def test_what_is_learnt_in_another_scene_is_learnt_later() -> None:
    before = universe(scene(1, "Bob learns the mole"), scene(2), scene(3))
    after = universe(scene(1), scene(2), scene(3, "Bob learns the mole"))
    found = compare(before, after)
    assert minds(found) == [("bob", Turn.LATER, "1")]
    assert minds(compare(after, before)) == [("bob", Turn.EARLIER, "1")]
    (reveal,) = found.reveals
    assert (reveal.later, reveal.felt.label if reveal.felt else "") == (True, "1")


def test_a_lie_goes_from_mouth_to_mouth_into_a_scene_that_nobody_touched() -> None:
    lie = "with Ann, Bob; Ann lies to Bob: Ann belongs to the Guild"
    told_on = scene(2, "with Bob, Cid; Bob tells Cid that Ann belongs to the Guild")
    found = compare(universe(scene(1, lie), told_on), universe(scene(1, "with Ann, Bob"), told_on))
    assert minds(found) == [("bob", Turn.FREED, "1"), ("cid", Turn.ELSEWISE, "2"), (AUDIENCE, Turn.LATER, "1")]
    assert [change.lie for change in found.minds if change.chain == ("people/cid",)] == [True]
    found = compare(universe(scene(1, "with Ann, Bob")), universe(scene(1, lie)))
    assert minds(found) == [("bob", Turn.WRONG, "1"), (AUDIENCE, Turn.THINKS, "1")]


def test_who_is_told_of_everyday_things_counts_only_if_it_is_wrong() -> None:
    before = universe(scene(1, "with Ann, Bob; Ann takes the box"), scene(2, "with Ann, Bob"))
    true = universe(
        scene(1, "with Ann, Bob; Ann takes the box"), scene(2, "with Ann, Bob; Ann tells Bob Ann has the box")
    )
    false = universe(
        scene(1, "with Ann, Bob; Ann takes the box"), scene(2, "with Cid; Ann lies to Cid: Bob has the box")
    )
    assert minds(compare(before, true)) == []
    assert ("cid", Turn.WRONG, "2") in minds(compare(before, false))


def test_a_suspicion_comes_and_goes() -> None:
    before, after = universe(scene(1)), universe(scene(1, "Bob suspects the mole"))
    assert minds(compare(before, after)) == [("bob", Turn.SUSPECTS, "")]
    assert minds(compare(after, before)) == [("bob", Turn.TRUSTS, "")]


def test_a_wipe_takes_and_a_restoration_gives_back() -> None:
    base = (scene(1, "with Ann, Bob; Bob learns the mole"), scene(2), scene(3), scene(4))
    wiped = (base[0], scene(2, "Bob forgets everything"), *base[2:])
    restored = (base[0], wiped[1], base[2], scene(4, "Bob remembers everything"))
    found = compare(universe(*base), universe(*wiped))
    assert ("bob", Turn.FORGETS, "2") in minds(found)
    assert [(one.person, one.gives, one.before, one.later) for one in found.memories] == [
        ("people/bob", False, None, None)
    ]
    found = compare(universe(*wiped), universe(*restored))
    assert ("bob", Turn.REMEMBERS, "4") in minds(found)
    assert [(one.gives, one.before) for one in found.memories] == [(True, None)]
    sooner = (base[0], wiped[1], scene(3, "Bob remembers everything"), base[3])
    (memory,) = compare(universe(*restored), universe(*sooner)).memories
    assert (memory.gives, memory.later, memory.felt.label if memory.felt else "") == (True, False, "3")
    other = (base[0], wiped[1], base[2], scene(4, "Bob remembers everything about Ann"))
    (memory,) = compare(universe(*restored), universe(*other)).memories
    assert (memory.later, memory.before is None, memory.after is None) == (None, False, False)


def test_a_cover_that_is_seen_through() -> None:
    pose = scene(1, "with Bob") + "\n\nREX\nGood evening."
    before, after = universe(pose, scene(2, "with Bob")), universe(pose, scene(2, "with Bob; Bob sees through Rex"))
    found = compare(before, after)
    assert [(one.chain, one.turn) for one in found.covers if len(one.chain) == 1 and one.chain[0] != AUDIENCE] == [
        (("people/bob",), Turn.KNOWS)
    ]
    assert not [one for one in found.minds if one.cover]


def test_a_face_under_two_names_is_a_reveal_wherever_the_scene_is_told() -> None:
    """The scenes say nothing of who Rex is: the audience sees the same face."""
    rex, ann = scene(1, "with Bob") + "\n\nREX\nGood evening.", scene(2, "with Bob") + "\n\nANN\nGood night."
    other = scene(3, "with Bob")
    (reveal,) = compare(universe(rex, other), universe(rex, other, ann)).reveals
    assert (reveal.matter.kind, reveal.before) == ("identity", None)


def test_a_setup_that_has_lost_its_payoff() -> None:
    before = universe(scene(1, "sets up the whistle"), scene(2, "pays off the whistle"))
    after = universe(scene(1, "sets up the whistle"), scene(2))
    (lost,) = compare(before, after).promises
    assert (lost.setup, lost.paid, lost.beat.scene.label) == (True, False, "1")
    assert lost.other is not None
    assert lost.other.scene.label == "2"
    (gained,) = compare(after, before).promises
    assert (gained.setup, gained.paid) == (True, True)
    after = universe(scene(1), scene(2, "pays off the whistle"))
    (orphan,) = compare(before, after).promises
    assert (orphan.setup, orphan.paid, orphan.beat.scene.label) == (False, False, "2")


def test_a_finding_moves_with_its_scene() -> None:
    wrong = scene(2, "at 2020-01-01 23:00")  # by day, says the heading
    before = universe(scene(1), wrong, scene(3))
    for after in (universe(wrong, scene(1), scene(3)), universe(scene(9), scene(1), wrong, scene(3))):
        assert not compare(before, after).findings
    found = compare(before, universe(scene(1), scene(3)))
    assert [(change.finding.code, change.new) for change in found.findings] == [("T105", False)]
    found = compare(universe(scene(1), scene(3)), before)
    assert [(change.finding.code, change.new) for change in found.findings] == [("T105", True)]


def test_a_finding_whose_line_was_written_anew_is_the_same() -> None:
    before = universe(scene(1, "Bob dies"), scene(2, "with Bob"))
    after = universe(scene(1, "Bob dies"), scene(2, "with Bob; storyline A"))
    assert not [change for change in compare(before, after).findings if change.finding.code == "W101"]


def test_a_finding_that_is_meant_now_is_gone() -> None:
    before = universe(scene(1, "Bob dies"), scene(2, "with Bob"))
    after = universe(scene(1, "Bob dies"), scene(2, "with Bob; intended W101: his ghost"))
    gone = [change for change in compare(before, after).findings if change.finding.code == "W101"]
    assert [(change.new, change.intended) for change in gone] == [(False, True)]
    back = [change for change in compare(after, before).findings if change.finding.code == "W101"]
    assert [(change.new, change.intended) for change in back] == [(True, True)]


def test_who_was_known_by_a_cue_alone_is_the_same_with_an_entry() -> None:
    text = "INT. ATTIC - DAY\n\nDORA\nIt is cold.\n\n[[canon: with Bob; Dora tells Bob the mole]]"
    before = universe(text)
    after = {**before, "bible/people/dora-klein.md": entry("Dora Klein", "cues: [DORA]", "aliases: [Dora]")}
    found = compare(before, after)
    assert found.pairs.names == {"people/dora": "people/dora-klein"}
    assert not found.minds
    assert not found.facts
    assert [change.entry.key for change in found.entries] == ["people/dora-klein"]


def test_an_entry_under_another_name_keeps_its_mind() -> None:
    before = universe(scene(1, "with Ann, Bob; Ann tells Bob the mole"))
    after = {name: text for name, text in before.items() if name != "bible/people/bob.md"}
    after["bible/people/robert.md"] = entry("Bob")
    found = compare(before, after)
    assert found.pairs.names == {"people/bob": "people/robert"}
    assert not found.minds
    (change,) = found.entries
    assert [(field.name, field.gone, field.new) for field in change.fields] == [
        ("file", ("people/bob",), ("people/robert",))
    ]


def test_the_bible_field_by_field() -> None:
    before = {**BIBLE, ONE: script(scene(1))}
    text = "---\nname: Ann\naliases: [Annie, Nan]\nattributes:\n  eyes: {}\n  hair: red\n{}---\nShe is tall{}.\n"
    before["bible/people/ann.md"] = text.format("green", "born: 1980-01-01\n", "")
    after = {**before, "bible/people/ann.md": text.format("grey", "", " and tired").replace("Nan]", "Anna]")}
    (change,) = compare(before, after).entries
    assert [(field.name, field.gone, field.new) for field in change.fields] == [
        ("aliases", ("Nan",), ("Anna",)),
        ("attributes.eyes", ("green",), ("grey",)),
        ("born", ("1980-01-01",), ()),
    ]
    assert 0 < change.prose < 1
    assert change.status is Status.LOCKED


def test_a_list_in_another_order_says_the_same() -> None:
    before = {**BIBLE, "bible/people/ann.md": entry("Ann", "aliases: [Annie, Nan]"), ONE: script(scene(1))}
    after = {**before, "bible/people/ann.md": entry("Ann", "aliases: [Nan, Annie]")}
    assert not compare(before, after)


def test_shows_episodes_and_settings() -> None:
    show = "---\nname: Main\nrole: mothership\nfeeds: [{}]\n{}---\n"
    before = {
        **BIBLE,
        "fabula.toml": 'timezone = "UTC"\n[rules]\nT105 = "off"\n',
        "shows/main/show.md": show.format("south", ""),
        "shows/south/show.md": "---\nrole: spinoff\n---\n",
        ONE: script(scene(1), head="Title: Apples\nStatus: draft"),
        "shows/south/s01/e01.fountain": script(scene(2)),
    }
    after = {
        **before,
        "fabula.toml": 'timezone = "UTC"\n[travel]\nspeed-kmh = 15\n',
        "shows/main/show.md": show.format("", "cancelled: yes\n"),
        ONE: script(scene(1), head="Title: Pears\nStatus: locked"),
        "shows/north/s01/e01.fountain": script(scene(3)),
        "shows/south/s01/e01.fountain": script(scene(2), scene(4)),
    }
    found = compare(before, after)
    assert [(field.name, field.gone, field.new) for field in found.settings] == [
        ("travel.speed-kmh", ("900",), ("15",)),
        ("rules.T105", ("off",), ()),
    ]
    assert [(one.show, [field.name for field in one.fields], one.before is None) for one in found.shows] == [
        ("main", ["feeds", "cancelled"], False),
        ("north", [], True),
    ]
    assert [(one.episode.key, [field.name for field in one.fields], one.status) for one in found.episodes] == [
        ("main/s01e01", ["title", "status"], Status.LOCKED),
        ("north/s01e01", [], Status.DRAFT),
    ]


def test_a_story_without_secrets_is_compared_without_minds() -> None:
    plain = {ONE: script("INT. ATTIC - DAY\n\nANN\nIt is cold.", "INT. BARN - DAY\n\nBOB\nIt is.")}
    found = compare(plain, {ONE: plain[ONE].replace("It is.", "It was.")})
    assert "minds" not in found.before.kept
    assert told(found) == [("rewritten", "S01E01/2", "S01E01/2")]
