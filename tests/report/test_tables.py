"""Tables in plain text, and as CSV."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from fabula.report.tables import Table, write_csv, write_table
from fabula.report.words import cell_width, clean

TABLE = Table(("no", "place"), [("1", "東京 station"), ("10", "Bar")], right=frozenset({0}))


def test_columns_line_up() -> None:
    assert "".join(write_table(TABLE)) == (
        "no  place\n"
        "--  ------------\n"
        " 1  東京 station\n"
        "10  Bar\n"
    )  # fmt: skip


def test_marked_cells_have_a_star() -> None:
    table = Table(("who", "where"), [("Anna", "Pier"), ("Tom", "")], marked={(0, 1), (1, 1)})
    assert "".join(write_table(table)).splitlines()[2:] == ["Anna  Pier *", "Tom   *"]


def test_wide_tables_are_folded_at_words() -> None:
    table = Table(("no", "what happens"), [("1", "she finds the letter in the lighthouse")])
    assert "".join(write_table(table, width=20)).splitlines()[2:] == [
        "1   she finds the",
        "    letter in the",
        "    lighthouse",
    ]


def test_user_text_is_made_safe() -> None:
    assert "".join(write_table(Table(("a",), [("x\x1b[2Jy\n",)]))).splitlines()[2] == "x␛[2Jy␊"


def test_an_empty_table_has_its_header() -> None:
    assert "".join(write_table(Table(("a", "b"), []))) == "a  b\n-  -\n"


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=5), st.integers(20, 60))
def test_no_line_is_wider_than_the_screen(rows: list[tuple[str, str]], width: int) -> None:
    for line in "".join(write_table(Table(("a", "b"), list(rows)), width)).split("\n"):
        assert cell_width(line) <= width


@given(st.lists(st.tuples(st.text("ab,\"\n;'= +", max_size=9), st.text(max_size=9)), max_size=5))
def test_csv_reads_back(rows: list[tuple[str, str]]) -> None:
    read = list(csv.reader(io.StringIO(write_csv(Table(("a", "b"), list(rows))), newline="")))[1:]
    assert [tuple(cell.removeprefix("'") for cell in row) for row in read] == [
        tuple(clean(cell).removeprefix("'") for cell in row) for row in rows
    ]


def test_csv_holds_no_formulas() -> None:
    assert write_csv(Table(("a", "b"), [("=1+1", "@x"), ("5", "-")])) == "a,b\n'=1+1,'@x\n5,'-\n"
