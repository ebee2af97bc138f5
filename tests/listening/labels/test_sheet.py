"""A sample as a spreadsheet, there and back, and what is wrong with it by row and column."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fabula.listening.errors import ListeningError
from fabula.listening.labels.keeping import NO, Answers, labeller_path, write_given
from fabula.listening.labels.questions import Question
from fabula.listening.labels.reading import read_given, read_labels
from fabula.listening.labels.sheet import read_sheet, write_sheet
from fabula.listening.labels.table import ANSWERS, Answer
from fabula.listening.store import Store

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=30)
YES: Answers = {
    Answer.SPEAKS_OF: "yes",
    Answer.LIKING: "-2",
    Answer.EXCITEMENT: "1",
    Answer.CONFUSION: "no",
    Answer.PREDICTION: "yes",
    Answer.UNSURE: "no",
}


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    if draw(st.booleans()):
        return {**NO, Answer.UNSURE: draw(st.sampled_from(["yes", "no"]))}
    said = {answer: draw(st.sampled_from(list(known))) for answer, known in ANSWERS.items()}
    return {**said, Answer.SPEAKS_OF: "yes"}


def question(comment: str, element: str = "people/a", text: str = "Kane again.", **more: Any) -> Question:
    spans = more.pop("spans", ((0, 4),))
    plain = {"name": "A", "about": "", "episode": "", "source": "board", "parent": "", "why": ""}
    return Question(comment=comment, element=element, text=text, spans=spans, **(plain | more))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.tuples(TEXT, TEXT), st.none() | answers(), max_size=6), TEXT, st.sampled_from(",;\t"))
def test_what_is_written_is_read(
    tmp_path: Path, said: dict[tuple[str, str], Answers | None], text: str, delimiter: str
) -> None:
    questions = [question(*key, text=text, spans=(), parent=text) for key in said]
    given = {key: one for key, one in said.items() if one is not None}
    sheet = write_sheet(questions, given)
    if delimiter != ",":  # what a spreadsheet of another country makes of it
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(sheet, newline="")))
        sheet = out.getvalue()
    path = tmp_path / "sheet.csv"
    path.write_bytes(sheet.encode())
    assert read_sheet(path, set(said)) == given
    write_given(tmp_path / "anna.csv", given)
    assert read_given(tmp_path / "anna.csv") == given


def test_no_cell_is_taken_for_a_formula() -> None:
    for risky in ("=1+1", "+1", "-1", "@x", "\t=1", "＝1"):
        rows = list(csv.reader(io.StringIO(write_sheet([question(risky, text=risky, parent=risky, spans=())], {}))))
        assert {cell for cell in rows[1] if cell.endswith(risky)} == {f"'{risky}"}


def test_words_that_name_the_element_are_marked() -> None:
    one = question("board:1", text="Kane and Kane's coat", spans=((0, 4), (9, 13)))
    assert one.marked() == "[[Kane]] and [[Kane]]'s coat"
    assert "linked as the source says" in write_sheet([question("board:1", spans=(), why="as the source says")], {})


def fill(tmp_path: Path, *rows: str, heading: str = "comment,element,speaks_of,liking,excitement,confusion") -> Path:
    path = tmp_path / "filled.csv"
    path.write_text("\n".join((heading, *rows)), encoding="utf-8-sig")
    return path


SAMPLE = {(f"board:{number}", "people/a") for number in range(9)}


def test_answers_as_people_and_spreadsheets_write_them(tmp_path: Path) -> None:
    rows = (
        "board:0,people/a,Y,+1,",
        "board:1,people/a,TRUE,−2,2",
        "board:2,people/a,,2.0,1,x",
        "board:3,people/a,No,,,",
    )
    found = read_sheet(fill(tmp_path, *rows, "board:4,people/a,,,,", '\'board:5,people/a,1,"-1,0",0'), SAMPLE)
    liking = {key[0]: one[Answer.LIKING] for key, one in found.items()}
    assert liking == {"board:0": "1", "board:1": "-2", "board:2": "2", "board:3": "", "board:5": "-1"}
    assert found["board:2", "people/a"][Answer.CONFUSION] == "yes"
    assert found["board:0", "people/a"] == {
        **YES,
        Answer.LIKING: "1",
        Answer.EXCITEMENT: "0",
        Answer.PREDICTION: "no",
    }
    assert found["board:3", "people/a"] == NO


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("board:1,people/a,yes,5,,", "row 2, column liking: '5' is none of -2, -1, 0, 1, 2"),
        ("board:1,people/a,maybe,1,,", "row 2, column speaks_of: 'maybe' is none of no, yes"),
        ("board:1,people/a,yes,,,", "row 2, column liking: it is empty"),
        ("board:1,people/a,no,2,,", "row 2, column liking: it is said not to speak of the element"),
        ("board:77,people/a,no,,,", "row 2: no such comment and element were drawn: 'board:77'"),
        ("board:1,people/a,no,,,\nboard:1,people/a,no,,,", "row 3: this comment and element stand in an earlier row"),
    ],
)
def test_mistakes_are_told_by_row_and_column(tmp_path: Path, row: str, complaint: str) -> None:
    with pytest.raises(ListeningError) as told:
        read_sheet(fill(tmp_path, row), SAMPLE)
    assert complaint in told.value.message
    assert told.value.remedy


def test_all_mistakes_are_told_up_to_ten(tmp_path: Path) -> None:
    with pytest.raises(ListeningError) as told:
        read_sheet(fill(tmp_path, *(f"board:{number},people/b,no,,," for number in range(14))), SAMPLE)
    assert told.value.message.count("row ") == 10
    assert "and 4 more" in told.value.message


def test_files_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    for data, complaint in (
        (b"", "is empty"),
        (b"comment,element\n", "has no column speaks_of"),
        ("comment,é".encode("latin-1"), "is not UTF-8 (byte 9)"),
        (b"\0\0\0", "has no column comment"),
    ):
        path.write_bytes(data)
        with pytest.raises(ListeningError) as told:
            read_sheet(path, SAMPLE)
        assert complaint in told.value.message
    with pytest.raises(ListeningError, match="cannot be read"):
        read_sheet(tmp_path / "missing.csv", SAMPLE)


@pytest.mark.parametrize("name", ["", "../anna", "a b", ".x", "a/b", "x" * 60, "design\n"])
def test_names_that_are_no_labeller(tmp_path: Path, name: str) -> None:
    if name == "design\n":
        assert labeller_path(Store(tmp_path), name).name == "design.csv"
        return
    with pytest.raises(ListeningError, match="cannot be the name of a labeller"):
        labeller_path(Store(tmp_path), name)


def test_labels_of_all_labellers_with_their_chances(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert len(read_labels(store)) == 0
    write_given(labeller_path(store, "Ben"), {("board:1", "people/a"): YES, ("board:2", "people/a"): NO})
    write_given(labeller_path(store, "anna"), {("board:1", "people/a"): {**YES, Answer.LIKING: "0"}})
    design = store.labels / "design"
    design.mkdir()
    (design / "sample.csv").write_text("comment,element,probability,stratum\nboard:1,people/a,0.25,people/a, en\n")
    with pytest.raises(ListeningError, match=r"sample\.csv cannot be read"):
        read_labels(store)
    (design / "sample.csv").write_text('comment,element,probability,stratum\nboard:1,people/a,0.25,"people/a, en"\n')
    labels = read_labels(store)
    rows = labels.table.to_pylist()
    assert [(row["comment"], row["labeller"], row["liking"]) for row in rows] == [
        ("board:1", "anna", 0.0),
        ("board:1", "ben", -1.0),
        ("board:2", "ben", None),
    ]
    assert (rows[0]["probability"], rows[2]["probability"]) == (0.25, None)
    assert (rows[1]["excitement"], rows[1]["confusion"], rows[1]["prediction"]) == (0.5, 0.0, 1.0)
    assert labels.labellers() == ["anna", "ben"]
    assert len(labels.of("anna")) == 1
    merged = labels.merged().table.to_pylist()
    assert [(row["labeller"], row["liking"], row["speaks_of"]) for row in merged] == [
        ("anna, ben", -0.5, True),
        ("ben", None, False),
    ]


def test_a_damaged_file_of_labels(tmp_path: Path) -> None:
    store = Store(tmp_path)
    write_given(labeller_path(store, "anna"), {("board:1", "people/a"): YES})
    path = store.labels / "anna.csv"
    path.write_text(path.read_text().replace("yes,-2", "yes,9"))
    with pytest.raises(ListeningError, match=r"anna\.csv:2: '9' is no answer to liking"):
        read_labels(store)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ListeningError, match="cannot be read"):
        read_labels(store)
