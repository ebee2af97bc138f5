"""Requests: how each answer comes about, and what stands against a change."""

from __future__ import annotations

from itertools import product

import pytest

from fabula.change.requests import Listed, list_requests
from fabula.rules.requests import Answer
from fabula.universe.model import Status
from tests.change.universes import checked

BASE = {
    "bible/people/rahi.md": "---\nname: Rahi\nowner: india\n---\n",
    "bible/groups/citadel.md": "---\nname: Citadel\n---\n",
    "bible/places/pier.md": "---\nname: Pier\n---\n",
    "bible/places/flat.md": "---\nname: Flat\n---\n",
    "bible/things/case.md": "---\nname: the case\n---\n",
    "shows/main/show.md": "---\nname: Main\nrole: mothership\nfeeds: [india]\n---\n",
    "shows/india/show.md": "---\nname: India\nfeeds: [main]\n---\n",
}


def universe(notes: str, *, mason: str = "", main: str = "Rain.", status: str = "draft") -> dict[str, str]:
    return {
        **BASE,
        "bible/people/mason.md": f"---\nname: Mason\ngroups: [Citadel]\n{mason}---\n",
        "shows/main/s02/e01.fountain": f"Status: locked\n\nINT. FLAT - DAY #1#\n\n[[canon: at 2022-01-01]]\n\n{main}\n",
        "shows/india/s01/e01.fountain": f"Status: {status}\n\nEXT. PIER - DAY #1#\n\n[[canon: in 2021; {notes}]]\n",
    }


def listed(files: dict[str, str]) -> list[Listed]:
    return list_requests(checked(files)[0])


def expected(asked: bool, general: bool, granted: bool, refused: bool, shown: bool) -> Answer | None:
    """The answer by hand; None where nobody asked and leave is given in general."""
    if refused:
        return Answer.REFUSED
    if granted:
        return Answer.GRANTED
    if general or shown:
        return Answer.GRANTED if asked else None
    return Answer.OPEN if asked else Answer.UNASKED


@pytest.mark.parametrize(("asked", "general", "granted", "refused", "shown"), list(product((False, True), repeat=5)))
def test_every_way_to_an_answer(asked: bool, general: bool, granted: bool, refused: bool, shown: bool) -> None:
    mason = "owners: [india]\n" * general
    mason += "grants: {india S01E01/1: yes}\n" * granted + "refuses: {india S01E01/1: no}\n" * refused
    notes = "Mason leaves Citadel" + "; asks Main: he has to sail" * asked
    main = "[[canon: Mason leaves Citadel]]" if shown else "Rain."
    for status in ("draft", "locked"):
        canon, findings = checked(universe(notes, mason=mason, main=main, status=status))
        answer = expected(asked, general, granted, refused, shown)
        assert [one.request.answer for one in list_requests(canon)] == ([] if answer is None else [answer])
        reported = [f for f in findings if f.code == "X101" and f.intended is None]
        assert bool(reported) is (
            answer in {Answer.REFUSED, Answer.UNASKED} or (answer is Answer.OPEN and status == "locked")
        )
        intended = [f.intended for f in findings if f.code == "X101" and f.intended is not None]
        assert intended == (["asked of Main: he has to sail"] if answer is Answer.OPEN and status == "draft" else [])


def test_an_owner_nobody_knows_is_the_mothership() -> None:
    (one,) = listed(universe("Mason leaves Citadel; asks Main: he has to", mason="owner: narnia\n"))
    assert (one.request.owner.id, one.request.answer) == ("main", Answer.OPEN)


def test_a_request_to_the_wrong_show_leaves_the_change_unasked() -> None:
    (one,) = listed(universe("Mason leaves Citadel; asks India: he has to"))
    assert one.request.answer is Answer.UNASKED


def test_nothing_is_asked_where_there_is_one_show() -> None:
    files = universe("Mason leaves Citadel")
    del files["shows/main/show.md"], files["shows/main/s02/e01.fountain"]
    assert listed(files) == []


def test_taken_back_by_the_owner() -> None:
    files = universe(
        "Mason leaves Citadel", main="[[canon: retcons india S01E01/1: he only said so]]", status="released"
    )
    (one,) = listed(files)
    assert (one.request.answer, one.request.how) == (Answer.TAKEN_BACK, "Main retcons the scene")


@pytest.mark.parametrize(
    ("change", "main", "against"),
    [
        ("Mason leaves Citadel", "[[canon: Mason acts for Citadel]]", True),
        ("Mason leaves Citadel", "[[canon: expect Mason belongs to Citadel]]", True),
        ("Mason leaves Citadel", "[[canon: expect Mason does not belong to Citadel]]", False),
        ("Mason leaves Citadel", "[[canon: Mason joins Citadel]]", False),
        ("Mason dies", "MASON\nMorning.", True),
        ("Mason dies", "Mason's photograph.", False),
        ("Mason dies", "[[canon: dream]]\n\nMASON\nMorning.", False),
        ("the case is destroyed", "[[canon: Mason has the case]]", True),
        ("Mason's hair becomes grey", "[[canon: Mason's hair is black]]", True),
        ("Mason's hair becomes grey", "[[canon: Mason's hair is grey]]", False),
        ("Mason's hair becomes grey", "[[canon: Mason's hair becomes black; Mason's hair is black]]", False),
    ],
)
def test_what_stands_against_a_change(change: str, main: str, against: bool) -> None:
    (one,) = listed(universe(f"{change}; asks Main: it has to be", main=main))
    assert [claim.scene.key for claim in one.against] == (["main/s02e01/1"] if against else [])
    assert one.hardest is (Status.LOCKED if against else None)


def test_what_happens_before_does_not_stand_against_it() -> None:
    files = universe("Mason dies; asks Main: it has to be", main="MASON\nMorning.")
    files["shows/main/s02/e01.fountain"] = files["shows/main/s02/e01.fountain"].replace("2022", "2020")
    (one,) = listed(files)
    assert one.against == ()


def test_who_is_not_said_to_feed_the_owner() -> None:
    files = universe("Mason dies; asks Main: it has to be")
    assert [one.fed for one in listed(files)] == [True]
    files["shows/india/show.md"] = "---\nname: India\n---\n"
    assert [one.fed for one in listed(files)] == [False]
