"""``fabula listen train``: a scorer out of reviews with stars, and what is said when there is nothing to learn from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fabula.listening.errors import ListeningError
from fabula.listening.scoring import make_scorer
from fabula.listening.store import Store
from tests.cli.conftest import Run

EXAMPLE = Path(__file__).parents[2] / "examples" / "citadel"


@pytest.fixture
def citadel(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, as the current folder."""
    root = tmp_path / "citadel"
    shutil.copytree(EXAMPLE, root)
    monkeypatch.chdir(root)
    return root


def test_reviews_with_stars_teach_a_scorer(citadel: Path, run: Run) -> None:
    assert run("listen", "add", "reviews").code == 0
    none = run("listen", "train")
    assert none.code == 2
    assert "0 labels to learn from" in none.err
    assert "fabula listen label" in none.err

    trained = run("listen", "train", "--from", "ratings")
    assert (trained.code, trained.err) == (0, "")
    right = next(line for line in trained.out.splitlines() if line.strip().startswith("liking"))
    scorer, lexicon, same = (int(word.rstrip("%")) for word in right.split()[-3:])
    assert scorer > same + 10
    assert scorer >= lexicon
    again = run("listen", "train", "--from", "ratings")
    assert again.out == trained.out

    learned = make_scorer("trained", Store(citadel / ".fabula/listening"))
    assert learned.name == "trained"
    report = run("listen", "report", "--scorer", "trained")
    assert report.code == 0
    assert "uncalibrated" in report.out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("trained", "`fabula listen train`"),
        ("nobody", "known are: embedding, lexicon, trained"),
        ("fabula.nowhere:scorer", "module:factory"),
        ("fabula.listening.tables:MENTIONS", "it is called"),
        ("builtins:str", "it needs `name`, `version`"),
    ],
)
def test_what_is_no_scorer_is_told(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(ListeningError) as raised:
        make_scorer(name, Store(tmp_path))
    assert words in raised.value.remedy


def test_the_command_says_the_same(citadel: Path, run: Run) -> None:
    assert run("listen", "add", "reviews").code == 0
    ran = run("listen", "report", "--scorer", "nobody")
    assert ran.code == 2
    assert "known are: embedding, lexicon, trained" in ran.err
