"""The history of retcons: both truths, who still shows the old one, and how each is settled."""

from __future__ import annotations

import pytest

from fabula.change.retcons import History, list_retcons
from tests.change.universes import checked

BASE = {
    "bible/people/mason.md": "---\nname: Mason\n---\n",
    "bible/people/nadia.md": "---\nname: Nadia\n---\n",
    "bible/places/pier.md": "---\nname: Pier\n---\n",
    "bible/things/case.md": "---\nname: the case\n---\n",
}


def episode(*notes: str, status: str = "released") -> str:
    scenes = "".join(f"EXT. PIER - DAY #{n}#\n\n[[canon: {note}]]\n\n" for n, note in enumerate(notes, 1))
    return f"Status: {status}\n\n{scenes}"


def histories(*episodes: str) -> list[History]:
    scripts = {f"shows/main/s01/e{number:02}.fountain": text for number, text in enumerate(episodes, 1)}
    return list_retcons(checked(BASE | scripts)[0])


def test_both_truths() -> None:
    (found,) = histories(
        episode("at 2021-01-01; Mason's wound is left hand", "at 2021-01-02; expect Mason's wound is left hand"),
        episode("at 2022-01-01; retcons S01E01/1: wrong side; Mason's wound is right hand", status="draft"),
    )
    (truth,) = found.truths
    assert truth.now is not None
    assert (truth.told.value, truth.told.scene.key) == ("left hand", "main/s01e01/1")
    assert (truth.now.value, truth.now.scene.key) == ("right hand", "main/s01e02/1")
    assert [(one.scene.key, one.settled) for one in truth.shown] == [("main/s01e01/2", "")]
    assert (found.unsettled, found.remarks) == (1, ())


@pytest.mark.parametrize(
    ("scene", "more", "settled"),
    [
        ("Mason's wound is left hand; intended X107: he lies", "", "intended: he lies"),
        ("Mason's wound is left hand", "; retcons S01E02/1: the same", "retconned in main S01E03/1"),
        ("Mason's wound is left hand; retcons S01E01/1: and I said so", "", "it retcons the same scene"),
    ],
)
def test_how_a_scene_is_settled(scene: str, more: str, settled: str) -> None:
    first = episode("at 2021-01-01; Mason's wound is left hand")
    between = episode(f"at 2021-01-02; {scene}", status="draft")
    note = f"at 2022-01-01; retcons S01E01/1: wrong side; Mason's wound is right hand{more}"
    found = histories(first, between, episode(note, status="draft"))
    shown = [one for history in found for truth in history.truths for one in truth.shown]
    assert [(one.scene.key, one.settled) for one in shown if one.scene.key == "main/s01e02/1"] == [
        ("main/s01e02/1", settled)
    ]
    assert not any(history.unsettled for history in found)


@pytest.mark.parametrize(
    ("told", "retcon", "remark"),
    [
        ("Mason dies", "retcons S01E01/1", "it gives no reason, so it undoes nothing"),
        ("present", "retcons S01E01/1: it never was", "no note of main S01E01/1 says what it tells"),
        ("Mason dies; Nadia takes the case", "retcons S01E01/1: it never was", "main S01E01/1 tells 2 things"),
        ("Mason's hair is red", "retcons S01E01/1: why; Mason's hair is red", "its own scene says the same"),
    ],
)
def test_what_cannot_be_said(told: str, retcon: str, remark: str) -> None:
    (found,) = histories(episode(told), episode(retcon, status="draft"))
    assert found.truths == ()
    (said,) = found.remarks
    assert said.startswith(remark)


def test_what_is_not_released_could_be_rewritten() -> None:
    (found,) = histories(episode("Mason dies", status="shot"), episode("retcons S01E01/1: no", status="draft"))
    assert [truth.now for truth in found.truths] == [None]
    assert found.remarks == ("main S01E01/1 is not released, so it could be rewritten instead",)


def test_a_scene_that_is_not_there_has_no_history() -> None:
    assert histories(episode("Mason dies"), episode("retcons S01E01/9: no; retcons S01E07: no")) == []
