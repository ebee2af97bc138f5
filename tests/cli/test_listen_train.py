"""``fabula listen train``: a scorer out of reviews with stars, and what is said when there is nothing to learn from."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from fabula.listening.scoring import make_scorer
from fabula.listening.store import Store
from tests.cli.conftest import Run
from tests.cli.listening_documents import check_document
from tests.listening.modules import keep_out

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
    again = run("listen", "train", "--from", "ratings", "--json").json
    check_document("train", again)
    assert again["axes"][0]["accuracy"] == pytest.approx(scorer / 100, abs=0.005)
    assert again["validity"]
    assert again["version"] == make_scorer("trained", Store(citadel / ".fabula/listening")).version

    learned = make_scorer("trained", Store(citadel / ".fabula/listening"))
    assert learned.name == "trained"
    report = run("listen", "report", "--scorer", "trained")
    assert report.code == 0
    assert "uncalibrated" in report.out


def test_the_command_says_the_same(citadel: Path, run: Run) -> None:
    assert run("listen", "add", "reviews").code == 0
    ran = run("listen", "report", "--scorer", "nobody")
    assert ran.code == 2
    assert "known are: embedding, lexicon, trained" in ran.err


FAILING = """
class Failing:
    name, version = "failing", "1"
    def score(self, batch, links):
        if any(text == "Nadia is superb" for text in batch.texts):
            raise KeyError("superb")
        return [[None] * len(those) for those in links]
"""


def test_comments_that_a_scorer_fails_on_are_told_beside_the_answer(
    citadel: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_out(monkeypatch, "failing_once")
    (citadel / "failing_once.py").write_text(FAILING, encoding="utf-8")
    (citadel / "few.csv").write_text("text\nNadia is superb\nNadia drags\n", encoding="utf-8")
    assert run("listen", "add", "few.csv").code == 0
    for _ in range(2):  # also when nothing is scored anew
        ran = run("listen", "report", "--scorer", "failing_once:Failing")
        assert (ran.code, ran.err) == (
            0,
            "fabula: 1 of 2 comments could not be linked or scored and are left out: KeyError at failing_once.py:6\n",
        )
        assert "superb" not in ran.out


WIDENING = """
import numpy
class Widening:
    name, version, columns = "widening", "1", 8
    def embed(self, texts):
        if self.columns == 0:
            raise OSError("no model")
        return numpy.ones((len(texts), self.columns))
"""


def test_an_embedder_that_does_not_keep_its_word_is_told(
    citadel: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_out(monkeypatch, "widening", "board_words")
    module = citadel / "widening.py"
    module.write_text(WIDENING, encoding="utf-8")
    scorer = ("--scorer", "embedding=widening:Widening")
    assert run("listen", "add", "reviews").code == 0
    trained = run("listen", "train", "--from", "ratings", *scorer)
    assert trained.code == 0
    assert "report --scorer embedding=widening:Widening\n" in trained.out
    other = run("listen", "report", "--scorer", "embedding=nobodys_words:Nothing")
    assert (other.code, "there is no module 'nobodys_words'" in other.err) == (2, True)
    monkeypatch.setattr(sys.modules["widening"].Widening, "columns", 0)
    ran = run("listen", "train", "--from", "ratings", *scorer)
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "fabula: embedding/widening/1 fails: OSError: no model (widening.py:7)",
    )
    # The processes that score read the file anew.
    module.write_text(WIDENING.replace(", 8", ", 10"), encoding="utf-8")
    ran = run("listen", "report", *scorer)
    assert (ran.code, "embedding/widening/1 does not give as many numbers as when it was learned" in ran.err) == (
        2,
        True,
    )
    assert "fabula listen train" in ran.err
