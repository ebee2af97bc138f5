"""Which scenes still show what a retcon undoes, against a story that is walked through by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fabula.rules.retconned import find_affected, find_retconned

from .shelf import canon_of

SIDES = ("left", "right")
OPS = st.tuples(st.sampled_from(["is", "becomes", "expect", "nothing"]), st.sampled_from(SIDES))


def note(op: tuple[str, str]) -> str:
    verb, side = op
    words = {
        "is": f"Mason's wound is {side}",
        "becomes": f"Mason's wound becomes {side}",
        "expect": f"expect Mason's wound is {side}",
    }
    return words.get(verb, "present")


def walk(ops: list[tuple[str, str]], at: int, now: str) -> tuple[bool, list[int]]:
    """Whether the retcon undoes what scene ``at`` told, and the scenes after it that still show it.

    What is told holds until another side is told, or the same side for another reason.
    """
    told = ops[at][1]
    held, shown = True, []
    for number in range(at + 1, len(ops)):
        verb, side = ops[number]
        if held and verb in {"is", "expect"} and side == told:
            shown.append(number + 1)
        if verb == "becomes" or (verb == "is" and side != told):
            held = False
    return now != told, shown if now != told else []


@settings(max_examples=40, deadline=None)
@given(st.lists(OPS, min_size=1, max_size=7), st.data())
@example([("is", "left"), ("becomes", "right"), ("is", "left"), ("expect", "left")], None)
def test_what_still_shows_it(ops: list[tuple[str, str]], data: st.DataObject | None) -> None:
    ops = [("is", "left"), *ops]
    telling = [number for number, (verb, _) in enumerate(ops) if verb in {"is", "becomes"}]
    at = data.draw(st.sampled_from(telling)) if data is not None else 0
    now = data.draw(st.sampled_from(["", *SIDES])) if data is not None else "right"
    scenes = [
        f"INT. FLAT - DAY #{number}#\n\n[[canon: at 2020-01-{number:02}; {note(op)}]]\n\n"
        for number, op in enumerate(ops, 1)
    ]
    said = f"; Mason's wound is {now}" if now else ""
    retcon = f"INT. FLAT - DAY #1#\n\n[[canon: at 2021-01-01; retcons S01E01/{at + 1}: the make-up{said}]]\n"
    with tempfile.TemporaryDirectory() as folder:
        canon = canon_of(Path(folder), "".join(scenes), retcon, statuses=("released", "draft"))
    undoes, shown = walk(ops, at, now)
    (found,) = find_retconned(canon)
    assert bool(found.undone) is undoes
    assert [int(affected.scene.label) for affected in find_affected(canon)] == shown


def test_a_chain_of_retcons_settles_what_it_names(tmp_path: Path) -> None:
    body = "".join(f"INT. FLAT - DAY #{n}#\n\n[[canon: at 2020-01-0{n}; Mason's wound is left]]\n\n" for n in (1, 2, 3))
    first = "INT. FLAT - DAY #1#\n\n[[canon: at 2021-01-01; retcons S01E01/1: wrong; Mason's wound is right]]\n"
    second = "INT. FLAT - DAY #1#\n\n[[canon: at 2021-01-02; retcons S01E01/3: wrong too]]\n"
    canon = canon_of(tmp_path, body, first, second, statuses=("released", "draft", "draft"))
    assert [(one.scene.label, one.settled) for one in find_affected(canon)] == [
        ("2", ""),
        ("3", "retconned in main S01E03/1"),
    ]
