"""What leans on a show from outside."""

from __future__ import annotations

import pytest

from fabula.change.rehoming.leanings import Leans
from tests.change.rehoming.shows import rehomed, script

INDIA = script("Rahi | at 2020-01-01; Rahi takes the case; sets up the bell", "Rahi | at 2020-01-02; the case is lost")
DRAFT = script("Rahi | at 2020-02-01", status="draft")


@pytest.mark.parametrize(
    ("note", "how", "on", "made"),
    [
        ("after india S01E01/2", Leans.TIME, "india S01E01/2", True),
        ("2 days after india S01E02/1", Leans.TIME, "india S01E02/1", False),
        ("pays off the bell", Leans.PAYOFF, "india S01E01/1", True),
        ("at 2020-01-03; expect Rahi has the case", Leans.EXPECTATION, "india S01E01/2", True),
        ("intended C101: it sounds until india S01E02", Leans.EXEMPTION, "india S01E02", False),
        ("intended C101: it sounds until india S01E09", Leans.EXEMPTION, "india S01E09", False),
        ("intended C101: it sounds until india S01E01", Leans.EXEMPTION, "india S01E01", True),
        ("retcons india S01E01: no", Leans.REFERENCE, "india S01E01", True),
    ],
)
def test_what_leans(note: str, how: Leans, on: str, made: bool) -> None:
    found = rehomed(india_1=INDIA, india_2=DRAFT, main_1=script(f"Mason | {note}", status="draft")).leanings
    assert [(one.how, one.on, one.made, one.scene.key) for one in found] == [(how, on, made, "main/s01e01/1")]


@pytest.mark.parametrize("note", ["at 2020-01-03", "expect Mason is alive", "intended C101: why until main S01E02"])
def test_what_does_not(note: str) -> None:
    assert rehomed(india_1=INDIA, main_1=script(f"Mason | {note}", status="draft")).leanings == ()


def test_an_exemption_of_its_own_waits_too() -> None:
    own = script("Rahi | sets up the horn; intended C101: it sounds until S01E04")
    (one,) = rehomed(india_1=own).leanings
    assert (one.how, one.on, one.made) == (Leans.EXEMPTION, "india S01E04", False)


def test_requests_that_are_not_settled() -> None:
    asks = script("Mason Rahi | Mason dies; asks Main: it is time", status="draft")
    found = rehomed(india_1=asks, italy_1=script("Livia | Rahi's hair becomes red", status="draft"))
    assert [(one.show.id, one.owner.id, str(one.answer)) for one in found.requests] == [
        ("india", "main", "open"),
        ("italy", "india", "unasked"),
    ]
