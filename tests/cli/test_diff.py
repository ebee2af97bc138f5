"""``fabula diff``: what it takes, what it writes, how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fabula.finding import Finding
from fabula.rules.world.w101_dead_acts import DeadActs
from tests.change.repository import NEEDS_GIT, commit, git, start
from tests.cli.conftest import Run

EXAMPLE = Path(__file__).parents[2] / "examples" / "citadel"
EPISODE = "shows/italy/s01/e04-due-facce.fountain"


@pytest.fixture
def citadel(folder: Path) -> Path:
    """The example in the current folder."""
    shutil.copytree(EXAMPLE, folder / "citadel")
    return folder / "citadel"


@pytest.fixture
def repository(citadel: Path) -> Path:
    """The example, committed, and then with a word changed in one scene."""
    start(citadel, {})
    path = citadel / EPISODE
    path.write_text(path.read_text(encoding="utf-8").replace("Livia grinds malachite", "Livia grinds azurite"))
    return citadel


def test_a_version_and_its_universe(run: Run, citadel: Path) -> None:
    ran = run("diff", "citadel/versions/late-memory")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("before  citadel\nafter   version late-memory\n\n4 scenes: 1 added, 1 cut, 2 rewritten;")
    assert "india S01E02/2A new: C103 error" in ran.out
    assert "citadel/shows/" not in ran.out
    assert "citadel/versions/late-memory/shows/italy/s01/e04" in run("diff", "citadel/versions/late-memory", "-v").out
    again = run("diff", "citadel", "citadel/versions/late-memory")
    assert again.out == ran.out


@NEEDS_GIT
def test_what_has_been_written_since_the_last_commit(run: Run, repository: Path) -> None:
    ran = run("diff", "--in", "citadel")
    assert ran.code == 0
    assert "after   the working tree\n\n1 scene rewritten.\n" in ran.out
    assert "rewritten  1  INT. FERRO WORKSHOP - NIGHT; 2 % of its words" in ran.out
    assert "What matters most" not in ran.out  # one line needs no summary
    assert run("diff", "citadel").out == ran.out
    assert (
        f"before  {git(repository, 'rev-parse', '--short=7', 'HEAD')}:{EPISODE}:6" in run("diff", "citadel", "-v").out
    )


@NEEDS_GIT
def test_ranges_of_commits(run: Run, repository: Path) -> None:
    commit(repository, {EPISODE: None})
    ran = run("diff", "HEAD~1..HEAD", "--in", "citadel")
    assert "S01E04 Due facce, draft: gone, with 5 scenes" in ran.out
    assert run("diff", "HEAD~1", "HEAD", "--in", "citadel").out == ran.out
    assert "Nothing of the story differs" in run("diff", "HEAD", "HEAD", "--in", "citadel").out


def test_as_data(run: Run, citadel: Path) -> None:
    ran = run("diff", "citadel/versions/late-memory", "--json")
    assert ran.code == 0
    assert ran.json["after"] == {"name": "version late-memory", "commit": None}
    assert [one["after"]["path"] for one in ran.json["scenes"] if "added" in one["how"]] == [
        f"citadel/versions/late-memory/{EPISODE}"
    ]
    assert run("diff", "citadel/versions/late-memory", "--format", "json").out == ran.out


def test_as_a_comment_in_a_file(run: Run, citadel: Path) -> None:
    words = ("diff", "citadel/versions/late-memory", "--format", "markdown")
    ran = run(*words, "--output", "comment.md")
    assert (ran.code, ran.out) == (0, "comment.md written.\n")
    assert Path("comment.md").read_text(encoding="utf-8") == run(*words).out
    assert run(*words, "--output", f"citadel/{EPISODE}").code == 2
    assert "INT. FERRO WORKSHOP" in (citadel / EPISODE).read_text(encoding="utf-8")


def test_exit_codes(run: Run, citadel: Path) -> None:
    version = "citadel/versions/late-memory"
    assert run("diff", version).code == 0
    assert run("diff", version, "--exit-code").code == 1
    assert run("diff", version, "--exit-code", "--json").code == 1
    assert run("diff", "citadel", "citadel", "--exit-code").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("diff", "a", "b", "c"), 2, "more than two versions are named"),
        (("diff", "--in", "nowhere"), 3, "there is no file or folder"),
        (("diff", "harbour", "empty"), 3, "empty: there are no scripts in"),
        (("diff", "harbour", "clean/nothing.fountain"), 2, "no file or folder clean/nothing.fountain, and no revision"),
        (("diff", "--format", "html"), 2, "is not one of"),
    ],
)
def test_wrong_use(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


@NEEDS_GIT
def test_a_revision_that_is_not_there(run: Run, repository: Path) -> None:
    ran = run("diff", "nope", "--in", "citadel")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("fabula: there is no revision 'nope' in ")
    assert "git log --oneline --all" in ran.err


def test_a_folder_outside_of_git(run: Run, citadel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(citadel.parent.parent))
    ran = run("diff", "--in", "citadel")
    assert ran.code == 2
    assert "lies in no git repository" in ran.err


def test_a_rule_that_fails_is_no_clean_comparison(run: Run, citadel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: DeadActs, __: object) -> list[Finding]:
        raise ValueError("no")

    monkeypatch.setattr(DeadActs, "check", fail)
    ran = run("diff", "citadel/versions/late-memory")
    assert ran.code == 70
    assert "a rule failed inside fabula (Z101)" in ran.err
    assert "4 scenes" in ran.out


def test_the_same_bytes(run: Run, citadel: Path) -> None:
    words = ("diff", "citadel/versions/late-memory", "--json")
    assert json.loads(run(*words).out) == json.loads(run(*words).out)
    assert run(*words).out == run(*words).out
