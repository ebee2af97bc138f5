"""``fabula merge``: what it says, what it writes, how it ends; and ``fabula init --git``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import fabula.report
from fabula.change.git import Repository
from tests.change.merging.repositories import Repo
from tests.cli.conftest import Ran, Run
from tests.golden import compare_golden

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
SCHEMA = json.loads((Path(fabula.report.__file__).parent / "schemas" / "merge-1.json").read_text(encoding="utf-8"))

ROME, DELHI = "shows/italy/s01/e01.fountain", "shows/india/s01/e01.fountain"
FILES: dict[str, str | bytes] = {
    "fabula.toml": 'name = "Harbour"\n',
    "bible/people/anna.md": "---\nname: Anna\nborn: 1989\n---\n",
    "bible/people/tom.md": "---\nname: Tom\n---\n",
    "bible/places/flat.md": "---\nname: Flat\n---\n",
    "bible/places/pier.md": "---\nname: Pier\n---\n",
    "shows/italy/show.md": "---\nrole: mothership\nfeeds: [india]\n---\n",
    "shows/india/show.md": "---\nrole: spinoff\nfeeds: [italy]\n---\n",
    ROME: (
        "Title: Rome\n\n"
        "INT. FLAT - NIGHT #1#\n\n[[canon: at 2024-03-01 21:00; sets up the whistle]]\n\nTOM\nGo.\n\n"
        "INT. FLAT - NIGHT #2#\n\n[[canon: at 2024-03-02 21:00]]\n\nANNA\nHe went.\n"
    ),
    DELHI: "Title: Delhi\n\nEXT. PIER - DAY #1#\n\n[[canon: at 2024-03-05 10:00]]\n\nANNA\nThe sea.\n",
}  # fmt: skip
ANNA = str(FILES["bible/people/anna.md"])


@pytest.fixture
def repo(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A universe in git, in which two rooms have written what clashes; the current folder."""
    repo = Repo(tmp_path / "h", FILES, driver=False)
    repo.branch("rome", {
        ROME: str(FILES[ROME]).replace("He went.", "He fell. [[canon: Tom dies]]").replace("; sets up the whistle", ""),
        "bible/people/anna.md": ANNA.replace("1989", "1990"),
        "map.png": b"\0o",
    })  # fmt: skip
    repo.branch("delhi", {
        DELHI: str(FILES[DELHI]).replace("10:00]]", "10:00; pays off the whistle]]") + "\nTOM\nAgain.\n",
        "bible/people/anna.md": ANNA.replace("1989", "1991"),
        "map.png": b"\0t",
    })  # fmt: skip
    repo.branch("quiet", {DELHI: str(FILES[DELHI]).replace("The sea.", "The sea, again.")})
    monkeypatch.chdir(repo.folder)
    return repo


@needs_git
@pytest.mark.parametrize("evidence", [False, True])
def test_what_clashes(run: Run, repo: Repo, evidence: bool) -> None:
    before = repo.state()
    ran = run("merge", "rome", "delhi", *(["--evidence"] if evidence else []))
    assert (ran.code, ran.err) == (1, "")
    compare_golden(f"cli/merge{'-evidence' if evidence else ''}.txt", ran.out)
    assert repo.state() == before


@needs_git
def test_as_a_comment(run: Run, repo: Repo) -> None:
    ran = run("merge", "rome", "delhi", "--format", "markdown")
    assert ran.code == 1
    compare_golden("cli/merge.md", ran.out)


@needs_git
def test_as_data(run: Run, repo: Repo) -> None:
    ran = run("merge", "rome", "delhi", "--json")
    assert ran.code == 1
    jsonschema.validate(ran.json, SCHEMA)
    assert {clash["kind"] for clash in ran.json["text_conflicts"]} == {"content", "not-merged"}
    assert [clash["finding"]["code"] for clash in ran.json["story_conflicts"]] == ["C102", "W101"]
    parts: dict[str, Any] = ran.json["story_conflicts"][0]
    assert [(part["deed"], part["text"]) for part in parts["ours"]] == [("takes out", "sets up the whistle")]
    assert ran.json["changed"] == {"ours": 1, "theirs": 1, "both": 2}
    clean = run("merge", "rome", "quiet", "--json")
    jsonschema.validate(clean.json, SCHEMA)
    assert (clean.code, clean.json["clean"]) == (0, True)


@needs_git
def test_ways_to_name_the_versions(run: Run, repo: Repo, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.git("checkout", "-q", "rome")
    whole = run("merge", "rome", "delhi")
    assert run("merge", "main", "rome", "delhi").out == whole.out
    by_head = whole.out.replace("into rome", "into HEAD").replace("by rome", "by HEAD").replace("rome’s", "HEAD’s")
    assert run("merge", "delhi").out == by_head.replace("  rome   ", "  HEAD   ")
    assert "delhi into .:" in run("merge", "main", ".", "delhi").out
    monkeypatch.chdir(folder)
    ran = run("merge", "rome", "delhi", "--in", str(repo.folder / ROME))
    assert ran.code == 1
    assert f"../h/{ROME}:15" in ran.out


@needs_git
def test_three_folders_and_the_merged_one(run: Run, repo: Repo, tmp_path: Path) -> None:
    for name in ("main", "rome", "delhi"):
        repo.git("checkout", "-q", name)
        shutil.copytree(repo.folder, tmp_path / name, ignore=shutil.ignore_patterns(".git"))
    folders = [str(tmp_path / name) for name in ("main", "rome", "delhi")]
    out = tmp_path / "merged"
    ran = run("merge", *folders, "--output", str(out))
    assert (ran.code, ran.out.endswith(f"\n{out} written.\n")) == (1, True)
    assert "<<<<<<< " in (out / "bible/people/anna.md").read_text(encoding="utf-8")
    assert "pays off the whistle" in (out / DELHI).read_text(encoding="utf-8")
    assert (out / "map.png").read_bytes() == b"\0o"
    (beside,) = (path for path in out.iterdir() if path.name.startswith("map.png~"))
    assert beside.read_bytes() == b"\0t"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".merged")]
    again = run("merge", *folders, "--output", str(out))
    assert (again.code, again.out) == (2, "")
    assert "is there already, and nothing is written over" in again.err


@needs_git
def test_a_merge_that_cannot_be_written_leaves_nothing(
    run: Run, repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fabula.change.merging.folder._write", fail)
    ran = run("merge", "rome", "quiet", "--output", str(tmp_path / "out" / "merged"))
    assert (ran.code, list((tmp_path / "out").iterdir())) == (3, [])
    assert "no space left on device" in ran.err


@needs_git
def test_the_merge_that_git_is_at(run: Run, repo: Repo) -> None:
    assert run("merge", "--check").out == "Nothing is being merged, and the last commit is no merge.\n"
    assert run("merge", "--check", "--quiet").out == ""
    jsonschema.validate(run("merge", "--check", "--json").json, SCHEMA)
    repo.git("checkout", "-q", "rome")
    repo.git("merge", "-q", "delhi", ok=False)
    ran = run("merge", "--check")
    assert ran.code == 1
    assert "bible/people/anna.md  its conflicts are not settled yet\n" in ran.out
    assert "the stories were not compared: 2 files still to be settled" in ran.out
    repo.write({"bible/people/anna.md": ANNA, "map.png": b"\0"})
    repo.git("add", "-A")
    ran = run("merge", "--check", "--json")
    jsonschema.validate(ran.json, SCHEMA)
    assert [clash["finding"]["code"] for clash in ran.json["story_conflicts"]] == ["C102", "W101"]
    # By hand, the whistle is set up again.
    repo.write({ROME: repo.read(ROME).replace("21:00]]\n\nTOM", "21:00; sets up the whistle]]\n\nTOM")})
    assert "C102" not in run("merge", "--check").out
    repo.git("commit", "-q", "-a", "-m", "both")
    for words in ([], ["HEAD"], ["rome"]):
        ran = run("merge", "--check", *words)
        assert (ran.code, "W101" in ran.out, "C102" in ran.out) == (1, True, False)
        assert ran.out.startswith("delhi into rome\n") or words


@needs_git
def test_a_commit_that_is_picked_or_rebased(run: Run, repo: Repo) -> None:
    repo.git("checkout", "-q", "rome")
    repo.git("cherry-pick", "delhi", ok=False)
    assert "anna.md" in run("merge", "--check").out
    repo.write({"bible/people/anna.md": ANNA, "map.png": b"\0"})
    repo.git("add", "-A")
    assert "W101" in run("merge", "--check").out


def test_three_files(run: Run, folder: Path) -> None:
    for name, text in (("o", "a\nb\n"), ("a", "x\nb\n"), ("b", "a\nb\nc\nd\n")):
        Path(f"{name}.md").write_text(text, encoding="utf-8")
    ran = run("merge", "o.md", "a.md", "b.md")
    assert (ran.code, ran.out, ran.err) == (0, "x\nb\nc\nd\n", "")
    ran = run("merge", "o.md", "a.md", "b.md", "--output", "m.md")
    assert (ran.code, ran.out, Path("m.md").read_text(encoding="utf-8")) == (
        0,
        "m.md written: no conflicts.\n",
        "x\nb\nc\nd\n",
    )
    Path("b.md").write_text("y\nb\n", encoding="utf-8")
    ran = run("merge", "o.md", "a.md", "b.md")
    assert (ran.code, ran.err) == (1, "fabula: 1 conflict\n")
    assert ran.out == "<<<<<<< a.md\nx\n=======\ny\n>>>>>>> b.md\nb\n"
    assert "||||||| o.md\na\n=======" in run("merge", "o.md", "a.md", "b.md", "--style", "diff3").out
    ran = run("merge", "o.md", "a.md", "b.md", "--json")
    jsonschema.validate(ran.json, SCHEMA)
    assert (ran.code, ran.json["conflicts"], ran.json["merged"].startswith("<<<<<<<")) == (1, 1, True)


def test_three_files_in_an_encoding_of_their_own(folder: Path) -> None:
    for name, text in (("o", "a\r\nb\r\nc\r\n"), ("a", "é\r\nb\r\nc\r\n"), ("b", "a\r\nb\r\nd\r\n")):
        Path(f"{name}.fountain").write_bytes(text.encode("utf-16"))
    command = [sys.executable, "-m", "fabula", "merge", "o.fountain", "a.fountain", "b.fountain"]
    done = subprocess.run(command, capture_output=True)
    assert (done.returncode, done.stdout) == (0, "é\r\nb\r\nd\r\n".encode("utf-16"))


def test_files_of_which_ours_is_kept(run: Run, folder: Path) -> None:
    for name in "oab":
        Path(f"{name}.png").write_bytes(b"\0" + name.encode())
    ran = run("merge", "o.png", "a.png", "b.png", "--output", "m.png")
    assert (ran.code, Path("m.png").read_bytes()) == (1, b"\0a")
    assert ran.out == "m.png written: it is a.png as it was, for it is not text; what b.png has is not in it.\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "no versions are named"),
        (["a", "b", "c", "d"], 2, "more than three versions"),
        (["--check", "a", "b"], 2, "--check takes one revision at most"),
        (["nothing", "of", "these"], 2, "there is no"),
        (["harbour", "harbour", "gone/folder"], 2, "there is no file or folder gone/folder"),
        (["harbour", "harbour", "empty"], 0, "were not compared"),
    ],
)
def test_wrong_use(run: Run, folder: Path, words: list[str], code: int, said: str) -> None:
    ran = run("merge", *words)
    assert ran.code == code, ran.err
    assert said in ran.out + ran.err
    assert "Traceback" not in ran.err


@needs_git
def test_bad_repositories(run: Run, repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("merge", "gone")
    assert (ran.code, "there is no revision 'gone'" in ran.err) == (2, True)
    repo.git("checkout", "-q", "--orphan", "alone")
    repo.git("commit", "-q", "-m", "alone")
    ran = run("merge", "main", "alone")
    assert (ran.code, "have no commit in common" in ran.err) == (2, True)
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{repo.folder}", str(tmp_path / "shallow")], check=True
    )
    monkeypatch.chdir(tmp_path / "shallow")
    ran = run("merge", "main~1")
    assert (ran.code, "git fetch --unshallow" in ran.err) == (2, True)


@needs_git
def test_submodules_are_left_alone(run: Run, repo: Repo) -> None:
    commit = repo.git("rev-parse", "HEAD").strip()
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},vendor")
    repo.git("commit", "-q", "-m", "a module")
    assert run("merge", "main", "quiet").code == 0
    assert run("merge", "main", "quiet", "--output", "../out").code == 0
    assert Path("../out/vendor").is_dir()


@needs_git
def test_init_git(run: Run, folder: Path) -> None:
    ran = run("init", "lamp", "--git")
    assert (ran.code, "Lamp is in lamp." in ran.out, "repository" in ran.out) == (0, True, True)
    assert Repository.find(Path("lamp")).top.name == "lamp"
    assert "merge=fabula" in Path("lamp/.gitattributes").read_text(encoding="utf-8")
    ran = run("init", "lamp", "--git", "--json")
    assert (ran.json["written"], {step["done"] for step in ran.json["git"]}) == ([], {False})
    os.chdir("lamp/shows")
    assert "nothing to add" in run("init", "--git").out
    os.chdir("../..")
    before = sorted(path.name for path in Path("harbour").rglob("*"))
    assert run("init", "harbour", "--git").code == 0
    assert set(before) <= {path.name for path in Path("harbour").rglob("*")}
    assert run("init").code == 2
    ran = run("init", "empty", "--git")
    assert ran.code in {0, 2}


def test_init_git_wants_a_universe(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/a.txt").write_text("x", encoding="utf-8")
    ran = run("init", str(tmp_path / "letters"), "--git")
    assert (ran.code, "there is no universe in" in ran.err) == (2, True)
    assert not (tmp_path / "letters/.git").exists()


@needs_git
@pytest.mark.parametrize("words", [["merge", "rome", "delhi"], ["merge", "rome", "delhi", "--json"]])
def test_the_same_bytes_under_any_hash_seed(repo: Repo, words: list[str]) -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "fabula", *words],
            cwd=repo.folder,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1
    assert b"W101" in outputs.pop()


def test_help(run: Run) -> None:
    ran: Ran = run("merge", "--help")
    assert ran.code == 0
    assert "Examples:\n    fabula merge" in ran.out
