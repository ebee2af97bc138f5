"""Asking minds on the command line: knows, believes, secret, mind, compare, and state."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import Ran, Run
from tests.golden import compare_golden

EXAMPLE = Path(__file__).parents[2] / "examples" / "citadel"

ENDINGS = {"text": "txt", "mermaid": "mmd"}
SNOW = "masks/shows/north/s01/e01-snow.fountain"


@pytest.fixture
def ask(run: Run) -> Run:
    """Runs a verb on the universe *Masks*."""

    def run_verb(*words: str) -> Ran:
        return run(*words, "--in", "masks")

    return run_verb


@pytest.mark.parametrize(
    ("fact", "at", "answer"),
    [
        ("the safe code", "S01E01/1", "Yes: Ada Vance knows “the safe code”."),
        ("the courier", "S01E01/1", "No: Ada Vance does not know “the courier” (Cleo Marsh belongs to the Ring)."),
        ("the case is at Rome", "S01E01/2", "No, wrong: Ada Vance thinks that the case is in Rome."),
        ("the safe code", "S01E02/1", "No longer: Ada Vance has forgotten “the safe code”."),
    ],
)
def test_whether_somebody_knows(ask: Run, fact: str, at: str, answer: str) -> None:
    ran = ask("knows", "Ada", fact, "--at", at)
    assert ran.code == 0
    assert ran.out.splitlines()[1] == answer


def test_before_a_scene(ask: Run) -> None:
    assert ask("knows", "Ada", "the safe code", "--at", "S01E01/1", "--before").out == (
        "Just before north S01E01/1:\nNo: Ada Vance does not know “the safe code”.\n"
    )


def test_a_lie_with_its_evidence(ask: Run) -> None:
    compare_golden("cli/knows-lie.txt", ask("knows", "Ada", "the case is at Rome", "--at", "S01E01/2").out)


def test_all_that_somebody_knows(ask: Run) -> None:
    ran = ask("knows", "Dev")
    assert ran.out == (
        "At the end of the story:\n\nDev Rao knows\n"
        "  secrets\n    “the safe code”\n      north S01E01/1, masks/shows/north/s01/e01-snow.fountain:15\n"
        "  what others know\n"
        "    that Ada Vance knows “the safe code”\n      north S01E01/1, masks/shows/north/s01/e01-snow.fountain:15\n"
        "    that Cleo Marsh knows “the safe code”\n      north S01E01/1, masks/shows/north/s01/e01-snow.fountain:15\n"
        "    that Edda Holm knows “the safe code”\n      south S01E01/1, masks/shows/south/s01/e01-salt.fountain:15\n"
    )


def test_nothing_to_know(ask: Run) -> None:
    assert ask("knows", "Edda Stone").out == (
        "At the end of the story:\nNothing that matters is in Edda Stone's mind, or missing from it.\n"
    )


def test_minds_within_minds(ask: Run) -> None:
    ran = ask("believes", "Cleo, Ada, the safe code", "--at", "S01E02/1")
    compare_golden("cli/believes.txt", ran.out)


def test_a_question_names_a_line_in_another_folder(run: Run) -> None:
    ran = run("believes", "Ben, Ada, where is the case", "--at", f"{SNOW}:25")
    assert ran.out.startswith(
        "Just before shows/north/s01/e01-snow.fountain:25:\n"
        "Ben Cole knows that Ada Vance thinks that the case is in Rome.\n"
    )


@pytest.mark.parametrize("form", ["text", "dot", "mermaid", "svg", "json"])
def test_the_way_of_a_secret(ask: Run, form: str) -> None:
    ran = ask("secret", "the safe code", "--at", "south S01E01/1", "--format", form)
    assert ran.code == 0
    text = ran.out
    if form == "json":
        document = ran.json
        assert document["schema"] == 1
        assert document["edges"] == [
            {"from": "people/cleo-marsh", "to": "people/dev-rao", "scene": "north S01E01/1"},
            {"from": "people/dev-rao", "to": "people/edda-holm", "scene": "south S01E01/1"},
            {"from": "people/cleo-marsh", "to": "people/ada-vance", "scene": "north S01E01/1"},
        ]
        assert [one["person"] for one in document["forgotten"]] == ["people/ada-vance"]
        return
    if form == "svg":
        assert ET.fromstring(text).tag.endswith("svg")
    compare_golden(f"cli/secret.{ENDINGS.get(form, form)}", text)


def test_a_cover_is_a_secret_too(ask: Run) -> None:
    compare_golden("cli/secret-cover.txt", ask("secret", "Nurse Lane", "--at", "S01E01").out)


def test_what_is_not_so_has_no_holders(ask: Run) -> None:
    ran = ask("secret", "the case is at Rome", "--at", "S01E01/2")
    assert ran.out.splitlines()[:4] == [
        "At the end of north S01E01/2:",
        "The case is in Rome",
        "It is not so: the case is in Oslo.",
        "",
    ]
    assert "Ada Vance, lied to by Ben Cole in north S01E01/2" in ran.out


def test_a_mind(ask: Run) -> None:
    compare_golden("cli/mind.txt", ask("mind", "Ada").out)


def test_a_mind_in_a_dream(ask: Run) -> None:
    ran = ask("mind", "Ada", "--at", "S01E01/5")
    assert ran.out.splitlines()[1] == "North S01E01/5 is a dream: nobody takes anything from it."
    assert "the courier" in ran.out.partition("does not know")[2]


def test_two_minds(ask: Run) -> None:
    compare_golden("cli/compare.txt", ask("compare", "Cleo", "Ada", "--at", "S01E02/1").out)


def test_a_line_that_changes_minds(run: Run) -> None:
    compare_golden("cli/state-minds.txt", run("state", f"{SNOW}:24").out)
    assert [turn["after"] for turn in run("state", f"{SNOW}:24", "--json").json["minds"] if turn["new"]][:1] == [
        "Ada Vance thinks that the case is in Rome."
    ]


def test_a_wipe_in_state(run: Run) -> None:
    out = run("state", f"{SNOW}:49").out
    assert "\nThis line changes only minds.\n" in out
    assert "  Ada Vance has forgotten “the safe code”.\n" in out
    assert "  Ben Cole no longer thinks that Ada Vance knows that Nurse Lane is Ada Vance.\n" in out
    assert "As far as Ada Vance knows" not in out
    assert "As far as Ben Cole knows" not in out


def test_documents(ask: Run) -> None:
    answer = ask("knows", "Ada", "the case is at Rome", "--at", "S01E01/2", "--json").json
    assert (answer["schema"], answer["verdict"], answer["value"]) == (1, "wrongly", "places/rome")
    assert (answer["so"], answer["really"], answer["people"]) == (False, "places/oslo", ["people/ada-vance"])
    assert [(step["path"], step["line"]) for step in answer["evidence"]] == [(SNOW, 24), (SNOW, 24)]
    chain = ask("believes", "Cleo, Ada, the safe code", "--at", "S01E02/1", "--json").json
    assert (chain["value"], chain["inner"], chain["really"]) == ("yes", None, "yes")
    mind = ask("mind", "Ada", "--json").json
    assert {item["stand"] for item in mind["items"]} == {"knows", "wrongly believes", "suspects", "does not know"}
    both = ask("compare", "Cleo", "Ada", "--json").json
    assert both["people"] == ["people/cleo-marsh", "people/ada-vance"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("knows", "Cloe", "the safe code"), "nobody in this universe is called “Cloe”\n  did you mean Cleo Marsh"),
        (("mind", "Edda"), "“Edda” could be Edda Holm (people/edda-holm) or Edda Stone (people/edda-stone)"),
        (("mind", "Rome"), "Rome is a place, not a person"),
        (("mind", "porter"), "porter is a kind of people, and has no mind of its own"),
        (
            ("knows", "Ada", "the save code"),
            "“save code” is no secret, and is not understood as a fact\n  did you mean",
        ),
        (("knows", "Ada", "Ada is"), "“Ada is” is not understood\n  a fact is a secret's name, or like"),
        (("mind", "Ada", "--at", "S01E01/9"), "there is no scene 9 in north S01E01\n  its scenes are 1, 2, 3, 4, 5"),
        (("mind", "Ada", "--at", "S04E01"), "there is no episode “S04E01”"),
        (("secret", "the mole"), "“mole” is no secret"),
        (("compare", "Ada", "Nurse Lane"), "“Ada” and “Nurse Lane” are one person\n  name two people"),
        (("believes", "Ada"), "“Ada” names people and no fact"),
    ],
)
def test_what_cannot_be_asked(ask: Run, words: tuple[str, ...], message: str) -> None:
    ran = ask(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"fabula: {message}")


def test_a_universe_without_bible(run: Run) -> None:
    ran = run("mind", "nobody", "--in", "clean")
    assert ran.code == 2
    assert ran.err.startswith("fabula: nobody in this universe is called “nobody”")


def test_who_belongs_to_a_group_is_one_line(run: Run) -> None:
    ran = run("mind", "Mason", "--at", "S01E05", "--in", str(EXAMPLE))
    assert (
        "  memberships\n"
        "    who belongs to Citadel: Bernard Orlick, Dario Conti, Livia Ferro, Mason Kane, Tommaso Valli, Vikram Rao\n"
    ) in ran.out
    assert "/bernard-orlick.md:7 and 5 more\n" in ran.out
    assert ran.out.count(" belongs to Citadel") == 1
