"""What a scorer learns from: which comments, which link of each, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fabula.listening.scoring.examples import read_labelled, read_rated
from tests.listening.scoring.planted import label, lay_out, say


def test_labels_are_of_the_links_that_are_there(tmp_path: Path) -> None:
    rows = [{"text": "Mason!"}, {"text": "Nadia and Mason"}, {"text": "nothing, Citadel"}]
    store = lay_out(tmp_path, rows)
    label(store, rows, [say("2", confusion="yes"), say("-1", excitement="1"), say("1", speaks_of="no")])
    found = read_labelled(store)
    by_text = {
        text: (found.links[number][found.place[number]].element, found.labels["liking"][number])
        for number, text in enumerate(found.texts)
    }
    assert by_text == {"Mason!": ("people/mason-kane", 1.0), "Nadia and Mason": ("people/mason-kane", -0.5)}
    place = found.texts.index("Mason!")
    assert (found.labels["confusion"][place], found.labels["excitement"][place]) == (1.0, 0.0)


def test_a_label_of_what_is_linked_no_longer_is_left_out(tmp_path: Path) -> None:
    rows = [{"text": "Mason!"}]
    store = lay_out(tmp_path, rows)
    store.labels.mkdir(exist_ok=True)
    path = store.labels / "anna.csv"
    label(store, rows, [say("2")])
    path.write_text(path.read_text().replace("mason-kane", "somebody-else"))
    assert len(read_labelled(store)) == 0


def test_a_rating_speaks_of_the_comment_as_a_whole(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"text": "Mason", "rating": 1.0},
        {"text": "Mason and Nadia", "rating": 0.25},  # of whom, nobody knows
        {"text": "Nadia, oh Mason", "rating": 0.0, "show": "x", "episode": "citadel/s01e02"},
        {"text": "Nadia Nadia", "rating": 0.5},
        {"text": "Nadia"},
        {"text": "of nobody", "rating": 1.0},
    ]
    found = read_rated(lay_out(tmp_path, rows))
    said = {
        found.texts[number]: (found.links[number][found.place[number]].element, found.labels["liking"][number])
        for number in range(len(found))
    }
    assert said == {
        "Mason": ("people/mason-kane", 1.0),
        "Nadia, oh Mason": ("episodes/citadel/s01e02", -1.0),
        "Nadia Nadia": ("people/nadia-sinh", 0.0),
    }
    assert found.labels["excitement"] == [None] * 3
    assert sorted(rating for rating in found.ratings if rating is not None) == [0.0, 0.5, 1.0]


def test_sources_can_be_chosen(tmp_path: Path) -> None:
    lay_out(tmp_path, [{"text": "Mason", "rating": 1.0}], "a")
    store = lay_out(tmp_path, [{"text": "Mason", "rating": 0.0}], "b")
    assert read_rated(store).sources == ["a", "b"]
    assert read_rated(store, ["b"]).sources == ["b"]


def test_who_has_no_name_is_nobody_elses_author(tmp_path: Path) -> None:
    rows = [{"text": "Mason", "rating": 1.0, "author": None}, {"text": "Mason", "rating": 1.0, "author": None}]
    assert len(set(read_rated(lay_out(tmp_path, rows)).authors)) == 2


def test_the_order_is_that_of_the_comments_ids_in_any_parts(tmp_path: Path) -> None:
    rows = [{"text": f"Mason {number}", "rating": 0.5} for number in range(40)]
    one = read_rated(lay_out(tmp_path / "one", rows))
    assert one.texts != sorted(one.texts, key=lambda text: int(text.split()[1]))  # a fair sample if it is cut
    assert one.texts == read_rated(lay_out(tmp_path / "two", rows)).texts
