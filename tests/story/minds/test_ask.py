"""Asking minds: names, moments, facts, and the answers, on the universe *Masks* of the command's tests.

In it Cleo tells Ada a code and Dev overhears; Ben lies to Ada; Ada poses as a nurse; Ada is wiped, dreams, suspects,
and remembers all; in another show Dev passes the code on.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.stages import load_canon
from fabula.story.minds.ask import Answer, Asking
from fabula.story.minds.contents import compare_minds, read_mind
from fabula.story.minds.holders import trace_secret
from fabula.story.minds.log import Stand
from fabula.story.minds.names import AskError, find_name, find_person
from fabula.story.minds.points import end_of_story, find_episodes, find_point, find_scene
from fabula.story.minds.topics import read_chain, read_topic
from fabula.story.minds.turns import find_turns

MASKS = Path(__file__).parent.parent.parent / "cli" / "universes" / "masks"
SNOW = "shows/north/s01/e01-snow.fountain"


@pytest.fixture(scope="module")
def asking() -> Asking:
    return Asking(load_canon(MASKS))


def ask(asking: Asking, question: str, at: str = "", before: bool = False) -> Answer:
    return asking.ask(read_chain(asking.universe, question), find_point(asking.canon, at, before))


@pytest.mark.parametrize(
    ("question", "at", "words"),
    [
        ("Ada, the safe code", "S01E01/1", "Ada Vance knows “the safe code”"),
        ("Dev, the safe code", "S01E01/1", "Dev Rao knows “the safe code”"),
        ("Ben, the safe code", "S01E01/1", "Ben Cole does not know “the safe code”"),
        ("Cleo, Dev, the safe code", "S01E01/1", "as far as Cleo Marsh knows, Dev Rao does not know “the safe code”"),
        (
            "Dev, Cleo, Dev, the safe code",
            "S01E01/1",
            "Dev Rao knows that, as far as Cleo Marsh knows, Dev Rao does not know “the safe code”",
        ),
        ("Dev, Cleo, Ada, the safe code", "S01E01/1",
         "Dev Rao knows that Cleo Marsh knows that Ada Vance knows “the safe code”"),
        ("Ada, where is the case", "S01E01/2", "Ada Vance thinks that the case is in Rome"),
        ("Ada, Ben, the case is at Rome", "S01E01/2",
         "Ada Vance thinks that Ben Cole knows that the case is in Rome"),
        ("Ben, Ada, where the case is", "S01E01/2", "Ben Cole knows that Ada Vance thinks that the case is in Rome"),
        ("Edda Holm, identity of Nurse Lane", "S01E01/3", "Edda Holm thinks that Nurse Lane is just Nurse Lane"),
        ("Ada, Edda Holm, who is Ada", "S01E01/3",
         "Ada Vance knows that Edda Holm thinks that Nurse Lane is just Nurse Lane"),
        ("Ada, Nurse Lane", "S01E02/1", "Ada Vance has forgotten who Nurse Lane really is"),
        ("Cleo, Ada, the safe code", "S01E02/1", "Cleo Marsh thinks that Ada Vance knows “the safe code”"),
        ("Ben, Ada, Nurse Lane", "S01E02/1",
         "as far as Ben Cole knows, Ada Vance does not know that Nurse Lane is Ada Vance"),
        ("Ada, Nurse Lane", "S01E02/2", "Ada Vance knows that Nurse Lane is Ada Vance"),
        ("Edda Holm, the safe code", "south S01E01/1", "Edda Holm knows “the safe code”"),
        ("Ada, Ada, the safe code", "S01E01/1", "Ada Vance knows “the safe code”"),
        ("Dev thinks that Cleo knows the safe code", "S01E01/1", "Dev Rao knows that Cleo Marsh knows “the safe code”"),
        ("audience, the safe code", "S01E01/1", "the audience knows “the safe code”"),
    ],
)  # fmt: skip
def test_beliefs(asking: Asking, question: str, at: str, words: str) -> None:
    assert ask(asking, question, at).words == words


@pytest.mark.parametrize(
    ("question", "at", "stand", "holds", "so"),
    [
        ("Ada, the safe code", "S01E01/1", Stand.KNOWS, True, True),
        ("Ada, the case is at Rome", "S01E01/2", Stand.WRONG, True, False),
        ("Ada, the case is at Oslo", "S01E01/2", Stand.WRONG, False, True),
        ("Ada, the case is not at Rome", "S01E01/2", Stand.WRONG, False, True),
        ("Ada, whether the case is at Rome", "S01E01/2", Stand.WRONG, True, True),
        ("Ada, the safe code", "S01E02/1", Stand.FORGOTTEN, False, True),
        ("Ada, the courier", "S01E02/1", Stand.UNAWARE, False, True),
        ("Cleo, Cleo belongs to the Ring", "", Stand.KNOWS, True, True),
        ("Ben, Ada does not know the safe code", "S01E02/1", Stand.UNAWARE, True, True),
        ("Cleo, Ada does not know the safe code", "S01E02/1", Stand.WRONG, False, True),
        ("Ben, Cleo is alive", "", Stand.UNAWARE, False, True),
        ("Ben, Ada has the case", "", Stand.UNAWARE, False, None),
    ],
)
def test_stands(asking: Asking, question: str, at: str, stand: Stand, holds: bool, so: bool | None) -> None:
    answer = ask(asking, question, at)
    assert (answer.stand, answer.holds, answer.so) == (stand, holds, so)
    assert answer.knows is (stand is Stand.KNOWS and holds and so is not False)


def test_what_stands_beside_an_answer(asking: Asking) -> None:
    assert ask(asking, "Ada, where is the case", "S01E01/2").more == ("really, the case is in Oslo",)
    assert ask(asking, "Ada, Nurse Lane", "S01E02/1").more == ("before that they held that Nurse Lane is Ada Vance",)
    assert ask(asking, "Ada, the courier", "S01E02/1").more == (
        "Ada Vance suspects “the courier” (Cleo Marsh belongs to the Ring)",
    )
    assert ask(asking, "Cleo, Dev, the safe code", "S01E01/1").more == ("really, Dev Rao knows “the safe code”",)
    assert ask(asking, "Ben, Edda Stone, the safe code").more == ("and so it is",)
    assert ask(asking, "Ben, Ada has the case").more == ("nothing says whether it is so",)


def test_evidence_is_the_path_of_who_told_whom(asking: Asking) -> None:
    steps = [(str(s.span), s.message) for s in ask(asking, "Edda Holm, the safe code").evidence]
    assert steps == [
        ("bible/secrets/safe-code.md:2:7", "the bible: Cleo Marsh holds it from the start"),
        (f"{SNOW}:15:10", "north S01E01/1: Cleo tells Ada the safe code, and Dev Rao hears it"),
        ("shows/south/s01/e01-salt.fountain:15:10", "south S01E01/1: Dev tells Edda Holm the safe code"),
    ]


def test_evidence_of_what_was_forgotten_ends_with_the_wipe(asking: Asking) -> None:
    steps = ask(asking, "Ada, the safe code", "S01E02/1").evidence
    assert [step.message for step in steps] == [
        "the bible: Cleo Marsh holds it from the start",
        "north S01E01/1: Cleo tells Ada the safe code",
        "north S01E01/4: Ada forgets everything",
    ]


def test_evidence_of_a_lie_says_so(asking: Asking) -> None:
    first, last = ask(asking, "Ada, where is the case", "S01E01/2").evidence
    assert first.message == (
        "north S01E01/2: Ben lies to Ada: the case is at Rome, though Ben Cole does not hold it to be so"
    )
    assert last.message == "north S01E01/2: really, the case is in Oslo"


def test_the_name_that_an_identity_has(asking: Asking) -> None:
    assert ask(asking, "Edda Holm, identity of Nurse Lane", "S01E01/3").name == "covers/nurse-lane"
    assert ask(asking, "Ben, identity of Nurse Lane", "S01E01/3").name == "people/ada-vance"
    assert ask(asking, "Dev, identity of Nurse Lane", "S01E01/3").name == ""
    assert ask(asking, "Ada, where is the case", "S01E01/2").name == "places/rome"


@pytest.mark.parametrize(
    ("at", "before", "words", "remark"),
    [
        ("", False, "at the end of the story", ""),
        ("S01E01/1", False, "at the end of north S01E01/1", ""),
        ("north/s01e01/1", True, "just before north S01E01/1", ""),
        ("South S01E01/1", False, "at the end of south S01E01/1", ""),
        ("south/S01E01", False, "at the end of south S01E01", ""),
        ("S01E02", True, "just before north S01E02", ""),
        ("S01E01/5", False, "at the end of north S01E01/5", "north S01E01/5 is a dream: nobody takes anything from it"),
        (f"{SNOW}:15", False, f"just before {SNOW}:15", ""),
        ("e01-snow.fountain:15:4", False, f"just before {SNOW}:15", ""),
        (f"../somewhere/{SNOW}:1", False, f"just before {SNOW}:1", ""),
    ],
)
def test_moments(asking: Asking, at: str, before: bool, words: str, remark: str) -> None:
    point = find_point(asking.canon, at, before)
    assert (point.words, point.remark) == (words, remark)


def test_a_line_is_the_moment_just_before_it(asking: Asking) -> None:
    assert not ask(asking, "Ada, the safe code", f"{SNOW}:15").knows
    assert ask(asking, "Ada, the safe code", f"{SNOW}:16").knows


def test_a_dream_teaches_nothing(asking: Asking) -> None:
    assert not ask(asking, "Ada, the courier", "S01E01/5").holds


@pytest.mark.parametrize(
    ("at", "message", "remedy"),
    [
        ("S01E01/9", "there is no scene 9 in north S01E01", "its scenes are 1, 2, 3, 4, 5"),
        ("S07E01", "there is no episode “S07E01”", "there are: north S01E01, north S01E02, south S01E01"),
        ("noth S01E01/1", "there is no show “noth”", "did you mean north?"),
        ("south S01E02/1", "there is no episode “south S01E02/1”", "the episodes of south are S01E01"),
        ("tomorrow", "“tomorrow” names no scene", "write it like S01E02/14, india S01E02/14 or FILE:LINE"),
        (f"{SNOW}:999", f"{SNOW} has no line 999", "its last line is 59"),
        ("e01-snw.fountain:3", "e01-snw.fountain is not a script of this universe", f"did you mean {SNOW}?"),
        ("s01/e01.fountain:0", "s01/e01.fountain is not a script of this universe", None),
    ],
)
def test_no_such_moment(asking: Asking, at: str, message: str, remedy: str | None) -> None:
    with pytest.raises(AskError) as caught:
        find_point(asking.canon, at)
    assert caught.value.message == message
    assert remedy is None or caught.value.remedy == remedy


def test_scenes_and_episodes(asking: Asking) -> None:
    canon = asking.canon
    assert find_scene(canon, "S01E01/1").key == "north/s01e01/1"
    assert [e.key for e in find_episodes(canon, "S01")] == ["north/s01e01", "north/s01e02"]
    assert [e.key for e in find_episodes(canon, "south")] == ["south/s01e01"]
    assert [e.key for e in find_episodes(canon, "south S01")] == ["south/s01e01"]
    assert [e.key for e in find_episodes(canon, "S01E02")] == ["north/s01e02"]
    with pytest.raises(AskError, match="there is no season “S09”"):
        find_episodes(canon, "S09")


@pytest.mark.parametrize(
    ("name", "message", "remedy"),
    [
        ("Cloe", "nobody in this universe is called “Cloe”", "did you mean Cleo Marsh or Ben Cole?"),
        ("Oslo", "Oslo is a place, not a person", None),
        ("the Bureau", "the Bureau is a group, not a person", None),
        ("Edda", "“Edda” could be Edda Holm (people/edda-holm) or Edda Stone (people/edda-stone)", None),
        ("porters", "porter is a kind of people, and has no mind of its own", "name somebody who is one of them"),
        ("", "a name is missing", ""),
    ],
)
def test_no_such_person(asking: Asking, name: str, message: str, remedy: str | None) -> None:
    with pytest.raises(AskError) as caught:
        find_person(asking.universe, name)
    assert caught.value.message == message
    assert remedy is None or caught.value.remedy == remedy


def test_people_by_many_names(asking: Asking) -> None:
    for name in ("Ada", "ada vance", "people/ada-vance", "ada-vance", "Nurse Lane", "LANE", "“Ada”"):
        assert find_person(asking.universe, name) == "people/ada-vance", name
    assert find_person(asking.universe, "Marsh") == "people/cleo-marsh"
    assert find_person(asking.universe, "the audience") == "audience"
    assert find_name(asking.universe, "the case") == "things/case"


@pytest.mark.parametrize(
    ("fact", "message", "remedy"),
    [
        ("the save code", "“save code” is no secret, and is not understood as a fact", "did you mean “the safe code”?"),
        ("Cleo Mars has the case", "“Cleo Mars has the case” is not understood", "did you mean Cleo Marsh by"),
        ("Ada is", "“Ada is” is not understood", "a fact is a secret's name, or like"),
        ("Edda is at Rome", "“Edda” could be Edda Holm (people/edda-holm) or Edda Stone (people/edda-stone)", "write"),
        ("where is Bob", "nothing in this universe is called “Bob”", ""),
        ("identity of Ben", "Ben Cole is no cover", ""),
        ("", "a fact is missing", "a fact is a secret's name"),
        ("porter knows the safe code", "porter is a kind of people, and has no mind of its own", ""),
    ],
)  # fmt: skip
def test_facts_that_are_not_understood(asking: Asking, fact: str, message: str, remedy: str) -> None:
    with pytest.raises(AskError) as caught:
        read_topic(asking.universe, fact)
    assert caught.value.message == message
    assert caught.value.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("Ada", "“Ada” names people and no fact"),
        ("Ada, Ben", "“Ada, Ben” names people and no fact"),
        ("Bob, the safe code", "nobody in this universe is called “Bob”"),
        ("Ada, Bob, the safe code", "nobody in this universe is called “Bob”"),
        ("the safe code", "“the safe code” says of nobody what they believe"),
        ("audience, Ada, the safe code", "what the audience thinks of minds is not kept, nor what people think of the"),
    ],
)
def test_chains_that_are_not_understood(asking: Asking, question: str, message: str) -> None:
    with pytest.raises(AskError) as caught:
        ask(asking, question)
    assert caught.value.message.startswith(message)


def test_the_way_of_a_secret(asking: Asking) -> None:
    topic = read_topic(asking.universe, "the safe code")
    spread = trace_secret(asking, topic, find_point(asking.canon, "south S01E01/1"))
    assert [holder.person for holder in spread.holders] == ["people/cleo-marsh", "people/dev-rao", "people/edda-holm"]
    assert [holder.person for holder in spread.first] == ["people/cleo-marsh"]
    assert [holder.person for holder in spread.told_by("people/cleo-marsh")] == ["people/dev-rao"]
    assert [holder.person for holder in spread.told_by("people/dev-rao")] == ["people/edda-holm"]
    (lost,) = spread.forgotten
    assert lost.person == "people/ada-vance"
    assert lost.lost_by is not None
    assert lost.lost_by.span.text == "Ada forgets everything"
    assert spread.unaware == ("people/ben-cole", "people/edda-stone")
    assert spread.audience is not None
    assert spread.so


def test_the_way_of_what_a_mind_holds(asking: Asking) -> None:
    topic = read_topic(asking.universe, "Dev knows the safe code")
    spread = trace_secret(asking, topic, end_of_story(asking.canon))
    assert [holder.person for holder in spread.holders] == ["people/edda-holm"]


def test_a_mind_by_what_matters(asking: Asking) -> None:
    point = find_point(asking.canon, "S01E01/3")
    items = [(str(i.stand), i.other, i.words) for i in read_mind(asking, "people/ada-vance", point)]
    assert items == [
        ("does not know", "", "“the courier” (Cleo Marsh belongs to the Ring)"),
        ("knows", "", "“the safe code”"),
        ("knows", "", "that Nurse Lane is Ada Vance"),
        ("wrongly believes", "", "that the case is in Rome"),
        ("knows", "people/ben-cole", "that Ben Cole knows that Nurse Lane is Ada Vance"),
        ("knows", "people/cleo-marsh", "that Cleo Marsh knows “the safe code”"),
        ("knows", "people/edda-holm", "that Edda Holm thinks that Nurse Lane is just Nurse Lane"),
    ]
    everything = read_mind(asking, "people/ada-vance", point, everything=True)
    assert len(everything) > len(items)
    assert "Dev Rao" not in {item.words for item in everything}


def test_two_minds(asking: Asking) -> None:
    found = compare_minds(asking, "people/ada-vance", "people/ben-cole", find_point(asking.canon, "S01E02/1"))
    assert found.first_over == ()
    assert [(item.words, stand) for item, stand in found.second_over] == [
        ("that Nurse Lane is Ada Vance", Stand.FORGOTTEN)
    ]


def test_whose_mind_a_line_changes(asking: Asking) -> None:
    turns = find_turns(asking, find_point(asking.canon, f"{SNOW}:15"), find_point(asking.canon, f"{SNOW}:16"))
    assert [turn.after for turn in turns if not turn.plain and len(turn.chain) == 1] == [
        "Ada Vance knows “the safe code”",
        "Dev Rao knows “the safe code”",
    ]
    assert {turn.chain for turn in turns if not turn.plain and len(turn.chain) == 2} == {
        ("people/ada-vance", "people/cleo-marsh"),
        ("people/cleo-marsh", "people/ada-vance"),
        ("people/dev-rao", "people/ada-vance"),
        ("people/dev-rao", "people/cleo-marsh"),
    }


LIES = """INT. CELLAR - NIGHT

[[canon: Ida lies to Jon: Kit has the lamp; Jon tells Kit Ida is at Cellar]]

IDA
Down there.

JON
You have it.

KIT
So?
"""


def test_what_begins_as_a_lie_is_no_knowledge(tmp_path: Path) -> None:
    (tmp_path / "a.fountain").write_text("Episode: S01E01\n\n" + LIES)
    asking = Asking(load_canon(tmp_path))
    lied = ask(asking, "Jon, Kit has the lamp")
    assert (lied.stand, lied.so, lied.knows) == (Stand.WRONG, None, False)
    assert lied.more == ("nothing says whether it is so, but it began as a lie of Ida",)
    told = ask(asking, "Kit, Ida is at Cellar")
    assert (told.stand, told.so, told.knows, told.more) == (Stand.KNOWS, True, True, ())


def test_who_misleads_somebody_has_it_over_them(tmp_path: Path) -> None:
    mine = LIES.replace("Ida lies", "Ida has the lamp; Ida lies").replace("; Jon tells Kit Ida is at Cellar", "")
    (tmp_path / "a.fountain").write_text("Episode: S01E01\n\n" + mine)
    asking = Asking(load_canon(tmp_path))
    ida, jon = ("people/ida", "people/jon")
    found = compare_minds(asking, ida, jon, find_point(asking.canon, "S01E01/1"))
    assert [(item.words, stand) for item, stand in found.first_over] == [("that Ida has lamp", Stand.WRONG)]
    assert found.second_over == ()
    assert asking.value((jon,), found.first_over[0][0].matter, found.point) == "people/kit"


def test_what_somebody_misses_of_another_mind_has_its_evidence(tmp_path: Path) -> None:
    mine = LIES.replace("Ida lies to Jon: Kit has the lamp; Jon tells Kit", "Ida listens in; Jon tells Kit").replace(
        "IDA\nDown there.\n\n", ""
    )
    (tmp_path / "a.fountain").write_text("Episode: S01E01\n\n" + mine.replace("Ida is at Cellar", "Kit loves Jon"))
    asking = Asking(load_canon(tmp_path))
    missed = ask(asking, "Jon, Ida, Kit loves Jon")
    assert (missed.value, missed.inner) == ("", "yes")
    assert missed.more[0] == "really, Ida thinks that Kit loves Jon"
    assert [step.span.text for step in missed.evidence][-1:] == ["Jon tells Kit Kit loves Jon"]
