"""The make-up of an audience, read from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.listening.answers.makeup import read_make_up
from fabula.listening.errors import ListeningError


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "audience.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_make_ups(tmp_path: Path) -> None:
    found = read_make_up(written(tmp_path, "\ufefflanguage,share\nEN, 60 %\nit,40\n\n"))
    assert (found.strata, dict(found.shares)) == ("language", {"en": 60.0, "it": 40.0})
    found = read_make_up(written(tmp_path, "share,source\n0.5,board\n0.5,clips\n"))
    assert (found.strata, dict(found.shares)) == ("source", {"board": 0.5, "clips": 0.5})
    found = read_make_up(written(tmp_path, "source,language,share\nboard,en,1\nboard,it,2\n"))
    assert (found.strata, dict(found.shares)) == ("both", {"board, en": 1.0, "board, it": 2.0})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ":1: the columns must be"),
        ("share\n1\n", ":1: the columns must be"),
        ("language,share,age\nen,1,2\n", ":1: the columns must be"),
        ("language,share\nen\n", ":2: there are 1 cells under 2 columns"),
        ("language,share\nen,many\n", ":2: 'many' is no share"),
        ("language,share\nen,-1\n", ":2: '-1' is no share"),
        ("language,share\nen,nan\n", ":2: 'nan' is no share"),
        ("language,share\nen,1\nEN,2\n", ":3: en has a share already"),
        ("language,share\nen,0\n", "gives nobody a share"),
        (b"language,share\n\xff\xfe,1\n", "is not UTF-8"),
    ],
)
def test_what_is_none(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(ListeningError) as caught:
        read_make_up(written(tmp_path, text))
    assert message in caught.value.message
    assert caught.value.remedy


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ListeningError, match="cannot be read"):
        read_make_up(tmp_path / "nowhere.csv")
