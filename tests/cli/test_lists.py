"""``fabula timeline`` and ``fabula scenes``."""

from __future__ import annotations

import csv
import io

from tests.cli.conftest import Run
from tests.golden import compare_golden


def test_timeline(run: Run) -> None:
    ran = run("timeline", "--in", "harbour")
    assert (ran.code, ran.err) == (0, "")
    compare_golden("cli/timeline.txt", ran.out)


def test_both_orders(run: Run) -> None:
    told = run("timeline", "--in", "harbour", "--json").json["scenes"]
    happens = run("timeline", "--in", "harbour", "--by", "happening", "--json").json["scenes"]
    assert [row["told"] for row in told] == [1, 2, 3, 4]
    assert [row["key"] for row in happens] == [
        "coast/s01e01/2",
        "harbour/s01e01/1",
        "harbour/s01e01/2",
        "coast/s01e01/1",
    ]
    assert [row["mode"] for row in happens] == ["flashback", "present", "present", "present"]


def test_times_are_local(run: Run) -> None:
    first = run("timeline", "--in", "harbour", "harbour", "--json").json["scenes"][0]
    assert first["earliest"] == "2024-03-01T21:00"  # 20:00 UTC in Oslo


def test_episodes_can_be_chosen(run: Run) -> None:
    for word in ("coast", "Coast", "coast/S01E01", "coast s01e01", "coast/s01", "e01-calm.fountain"):
        rows = run("timeline", "--in", "harbour", word, "--json").json["scenes"]
        assert [row["key"] for row in rows] == ["coast/s01e01/1", "coast/s01e01/2"], word


def test_unknown_episode(run: Run) -> None:
    ran = run("scenes", "coats", "--in", "harbour")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "fabula: there is no show or episode 'coats' in this universe\n  did you mean coast?\n"


def test_scenes(run: Run) -> None:
    ran = run("scenes", "--in", "harbour")
    assert (ran.code, ran.err) == (0, "")
    compare_golden("cli/scenes.txt", ran.out)


def test_scenes_as_data(run: Run) -> None:
    first = run("scenes", "--in", "harbour", "--json").json["scenes"][0]
    assert first["cast"] == ["Anna Berg", "Viktor Lund"]
    assert (first["prefix"], first["place"], first["time"], first["synopsis"]) == (
        "INT",
        "KITCHEN",
        "NIGHT",
        "Viktor dies.",
    )
    assert (first["eighths"], first["estimated"], first["line"]) == (2, True, 5)


def test_csv(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("scenes", "--in", "harbour", "--csv").out)))
    assert [row["place"] for row in rows] == ["KITCHEN", "PIER", "PIER", "KITCHEN"]
    rows = list(csv.DictReader(io.StringIO(run("timeline", "--in", "harbour", "--csv").out)))
    assert [row["happens"] for row in rows] == ["2", "3", "4", "1"]


def test_a_path_among_the_episodes_is_the_universe(run: Run) -> None:
    assert run("scenes", "./harbour").out == run("scenes", "--in", "harbour").out
    script = "harbour/shows/coast/s01/e01-calm.fountain"
    rows = run("timeline", script, "--json").json["scenes"]
    assert [row["key"] for row in rows] == ["coast/s01e01/1", "coast/s01e01/2"]
    assert run("scenes", "./harbour", "coats").code == 2
