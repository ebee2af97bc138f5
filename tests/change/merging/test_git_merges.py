"""Git merges, rebases and picks commits with fabula as its driver, from end to end."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fabula.change.merging.git_setup import driver_command, set_up_git
from tests.change.merging.repositories import Repo

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

E01 = "shows/italy/s01/e01.fountain"
ANNA = "bible/people/anna.md"
SCRIPT = (
    "Title: Rome\nDraft date: 1 May\n\n"
    "INT. FLAT - NIGHT #1#\n\n[[canon: at 2024-03-01 21:00]]\n\nANNA\nGo.\n\n"
    "EXT. PIER - DAY #2#\n\nTOM\nWhere did you find that?\n\n"
    "INT. KITCHEN - NIGHT #3#\n\nNobody is there.\n\n"
    "EXT. BEACH - DAWN #4#\n\nAnna waits.\n"
)
ENTRY = "---\nname: Anna\naliases: [Ann]\nborn: 1989\n---\nShe keeps the light.\n"
FILES: dict[str, str | bytes] = {E01: SCRIPT, ANNA: ENTRY, "fabula.toml": 'name = "H"\n', "map.png": b"\x89PNG\0\0"}
PIER = "EXT. PIER - DAY #2#\n\nTOM\nWhere did you find that?\n\n"
MOVED = SCRIPT.replace(PIER, "").replace("EXT. BEACH", f"{PIER}EXT. BEACH")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "harbour", FILES)


@pytest.mark.parametrize("driver", [True, False])
def test_notes_fields_and_moved_scenes_merge(tmp_path: Path, driver: bool) -> None:
    repo = Repo(tmp_path / "harbour", FILES, driver)
    repo.branch("delhi", {
        E01: SCRIPT.replace("21:00]]", "21:00; Anna sleeps]]").replace("Where did", "How did"),
        ANNA: ENTRY.replace("[Ann]", "[Ann, Annie]"),
    })  # fmt: skip
    repo.commit("rome", {
        E01: MOVED.replace("21:00]]", "21:00; Tom dies]]"),
        ANNA: ENTRY.replace("[Ann]", "[Ann, the keeper]").replace("1989", "1990"),
    })  # fmt: skip
    if not driver:  # what is claimed of the driver would else be claimed of git
        said = repo.git("merge", "delhi", ok=False)
        assert said.count("CONFLICT (content)") == 2
        return
    repo.git("merge", "-q", "delhi", "-m", "both")
    both = MOVED.replace("21:00]]", "21:00; Tom dies; Anna sleeps]]").replace("Where did", "How did")
    assert repo.read(E01) == both
    assert repo.read(ANNA) == ENTRY.replace("[Ann]", "[Ann, the keeper, Annie]").replace("1989", "1990")
    assert repo.git("status", "--porcelain") == ""


@pytest.mark.parametrize("style", ["", "diff3", "zdiff3"])
def test_conflicts_are_marked_as_the_repository_wants_them(repo: Repo, style: str) -> None:
    if style:
        repo.git("config", "merge.conflictStyle", style)
    repo.branch("delhi", {E01: SCRIPT.replace("Anna waits.", "Anna runs.")})
    repo.commit("rome", {E01: SCRIPT.replace("Anna waits.", "Anna sits.").replace("1 May", "2 May")})
    repo.git("merge", "-q", "delhi", ok=False)
    text = repo.read(E01)
    assert "Draft date: 2 May" in text
    opening, rest = text[text.index("<<<<<<<") :].split("\n", 1)
    assert opening.startswith("<<<<<<< ")
    before = "Anna waits.\n" if style else ""
    assert ("|||||||" in rest) == bool(style)
    assert rest.startswith("Anna sits.\n")
    assert before in rest
    assert "=======\nAnna runs.\n>>>>>>> " in rest
    assert repo.git("diff", "--name-only", "--diff-filter=U") == f"{E01}\n"
    repo.git("merge", "--abort")
    assert repo.git("status", "--porcelain") == ""


def test_a_rebase_and_a_cherry_pick(repo: Repo) -> None:
    repo.branch("delhi", {E01: SCRIPT.replace("Where did", "How did")})
    repo.branch("oslo", {ANNA: ENTRY.replace("born: 1989\n", "born: 1989\nhome: Oslo\n")})
    repo.commit("rome", {E01: MOVED, ANNA: ENTRY.replace("born: 1989\n", "born: 1989\nactor: X\n")})
    repo.git("checkout", "-q", "delhi")
    repo.git("rebase", "-q", "main")
    assert repo.read(E01) == MOVED.replace("Where did", "How did")
    repo.git("cherry-pick", "oslo")
    assert sorted(repo.read(ANNA).splitlines()) == sorted(f"{ENTRY}home: Oslo\nactor: X".splitlines())


def test_a_renamed_script_that_the_other_room_edits(repo: Repo) -> None:
    repo.branch("delhi", {E01: SCRIPT.replace("21:00]]", "21:00; Anna sleeps]]")})
    repo.git("mv", E01, "shows/italy/s01/e02.fountain")
    repo.commit("rome", {"shows/italy/s01/e02.fountain": SCRIPT.replace("21:00]]", "21:00; Tom dies]]")})
    repo.git("merge", "-q", "delhi", "-m", "both")
    assert "[[canon: at 2024-03-01 21:00; Tom dies; Anna sleeps]]" in repo.read("shows/italy/s01/e02.fountain")


def test_what_cannot_be_merged_stays_ours_and_theirs_is_kept(repo: Repo) -> None:
    fdx = "<FinalDraft>\n<Content>\n<Paragraph>\n<Text>{}</Text>\n</Paragraph>\n</Content>\n</FinalDraft>\n"
    path = "shows/italy/s01/e09.fdx"
    repo.commit("draft", {path: fdx.format("one")})
    repo.branch("delhi", {path: fdx.format("uno"), "map.png": b"\x89PNG\0\0t"})
    repo.commit("rome", {path: fdx.format("eins"), "map.png": b"\x89PNG\0\0o"})
    said = repo.git("merge", "delhi", ok=False)
    assert f"fabula: {path} stays as it is with us" in said
    assert f"git show :3:{path}" in said
    assert (repo.read(path), (repo.folder / "map.png").read_bytes()) == (fdx.format("eins"), b"\x89PNG\0\0o")
    assert repo.git("show", f":3:{path}") == fdx.format("uno")
    assert set(repo.git("diff", "--name-only", "--diff-filter=U").split()) == {path, "map.png"}


def test_a_script_that_git_takes_for_no_text(repo: Repo) -> None:
    # UTF-16 has zeros in it; git itself would not merge it.
    path = "shows/italy/s01/e09.fountain"
    repo.commit("draft", {path: SCRIPT.encode("utf-16")})
    repo.branch("delhi", {path: SCRIPT.replace("21:00]]", "21:00; Anna sleeps]]").encode("utf-16")})
    repo.commit("rome", {path: MOVED.replace("1 May", "2 May").encode("utf-16")})
    repo.git("merge", "-q", "delhi", "-m", "both")
    both = MOVED.replace("1 May", "2 May").replace("21:00]]", "21:00; Anna sleeps]]")
    assert (repo.folder / path).read_bytes() == both.encode("utf-16")


def test_a_script_that_one_room_deletes_and_the_other_changes(repo: Repo) -> None:
    repo.branch("delhi", {E01: SCRIPT.replace("Go.", "Stay.")})
    repo.commit("rome", {E01: None})
    assert "CONFLICT (modify/delete)" in repo.git("merge", "delhi", ok=False)
    assert repo.read(E01) == SCRIPT.replace("Go.", "Stay.")


def test_an_entry_that_both_rooms_write_anew(repo: Repo) -> None:
    bob = "bible/people/bob.md"
    repo.branch("delhi", {bob: "---\nname: Bob\naliases: [B, Bobby]\n---\n"})
    repo.commit("rome", {bob: "---\nname: Bob\naliases: [B, Robert]\nborn: 1980\n---\n"})
    repo.git("merge", "-q", "delhi", "-m", "both")
    assert repo.read(bob) == "---\nname: Bob\naliases: [B, Robert, Bobby]\nborn: 1980\n---\n"


def test_branches_that_were_merged_both_ways_merge_again(repo: Repo) -> None:
    # Two commits are then the last common ones, and git merges those first, with the driver's `recursive`.
    repo.branch("delhi", {E01: SCRIPT.replace("Go.", "Go, Tom.")})
    repo.commit("rome", {E01: SCRIPT.replace("Nobody is there.", "Nobody.")})
    repo.git("branch", "rome-then")
    repo.git("merge", "-q", "delhi", "-m", "to rome")
    repo.git("checkout", "-q", "delhi")
    repo.git("merge", "-q", "rome-then", "-m", "to delhi")
    repo.commit("delhi again", {E01: repo.read(E01).replace("21:00]]", "21:00; Anna sleeps]]")})
    repo.git("checkout", "-q", "main")
    repo.commit("rome again", {E01: repo.read(E01).replace("21:00]]", "21:00; Tom dies]]")})
    repo.git("merge", "-q", "delhi", "-m", "both")
    both = SCRIPT.replace("Go.", "Go, Tom.").replace("Nobody is there.", "Nobody.")
    assert repo.read(E01) == both.replace("21:00]]", "21:00; Tom dies; Anna sleeps]]")


def break_driver(repo: Repo, command: str) -> None:
    """Have git call something else in place of the program that ``fabula init --git`` named."""
    working = driver_command()
    program = working.partition(" merge --driver")[0]
    repo.git("config", "merge.fabula.driver", working.replace(program, command, 1))


@pytest.mark.parametrize(
    "command",
    [
        "/nowhere/python -P -m fabula",  # fabula is not there any more
        "kill -9 $$; true",  # it is killed
        f"'{sys.executable}' -c 'import sys; open(sys.argv[4], \"a\"); raise SystemExit(70)'",
    ],
)
def test_when_fabula_is_gone_git_merges_by_lines(repo: Repo, command: str) -> None:
    break_driver(repo, command if "kill" not in command else "sh -c 'kill -9 $$' fabula")
    repo.branch("delhi", {E01: SCRIPT.replace("Anna waits.", "Anna runs.").replace("1 May", "2 May")})
    repo.commit("rome", {E01: SCRIPT.replace("Anna waits.", "Anna sits."), "x.md": "x\n"})
    repo.git("merge", "-q", "delhi", ok=False)
    text = repo.read(E01)
    assert "<<<<<<< ours\nAnna sits.\n=======\nAnna runs.\n>>>>>>> theirs\n" in text
    assert "Draft date: 2 May" in text
    assert repo.git("diff", "--name-only", "--diff-filter=U") == f"{E01}\n"
    assert not list(repo.folder.glob("*merge_file*"))


CRASH = """
import sys
import fabula.change.merging.scripts as scripts
def fail(*_):
    raise MemoryError("no room")
scripts.merge_script = fail
from fabula.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_when_fabula_fails_inside_nothing_is_lost(repo: Repo, tmp_path: Path) -> None:
    crash = tmp_path / "crash.py"
    crash.write_text(CRASH, encoding="utf-8")
    break_driver(repo, f"'{sys.executable}' '{crash.as_posix()}'")
    repo.branch("delhi", {E01: SCRIPT.replace("Anna waits.", "Anna runs."), ANNA: ENTRY.replace("1989", "1990")})
    repo.commit("rome", {E01: SCRIPT.replace("Anna waits.", "Anna sits."), ANNA: ENTRY.replace("Ann]", "A]")})
    said = repo.git("merge", "delhi", ok=False)
    assert f"fabula: {E01} was not merged by fabula: MemoryError: no room" in said
    assert "<<<<<<< ours\nAnna sits.\n=======\nAnna runs.\n>>>>>>> theirs\n" in repo.read(E01)
    # What is clean by lines is merged by lines.
    repo.git("merge", "--abort")
    repo.branch("oslo", {E01: SCRIPT.replace("1 May", "2 May")}, "main~1")
    repo.git("merge", "-q", "oslo", "-m", "both")
    assert repo.read(E01) == SCRIPT.replace("Anna waits.", "Anna sits.").replace("1 May", "2 May")


def test_the_driver_writes_all_or_nothing(tmp_path: Path) -> None:
    from fabula.cli.main import main

    for name, text in (("o", "a\n"), ("a", "b\n"), ("b", "c\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / name) for name in "oab"]
    assert main(["merge", "--driver", *paths, "7", "x.fountain"]) == 1
    assert (tmp_path / "a").read_text(encoding="utf-8") == "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n"
    assert main(["merge", "--driver", *paths[:2], str(tmp_path / "gone"), "7", "x.fountain"]) == 129
    assert main(["merge", "--driver"]) == 129
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "o"]
    labels = ["9", "x.fountain", "then", "rome", "delhi"]
    (tmp_path / "a").write_text("b\n", encoding="utf-8")
    assert main(["merge", "--driver", *paths, *labels]) == 1
    assert (tmp_path / "a").read_text(encoding="utf-8").startswith("<<<<<<<<< rome\nb\n=========\n")


def test_the_driver_loads_little() -> None:
    code = (
        "import sys; from fabula.cli.main import main; main(['merge', '--driver', *sys.argv[1:]]);"
        "heavy = ('typer', 'rich', 'yaml', 'rapidfuzz', 'fabula.story.canon', 'fabula.bible.canon');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "o", "a", "b", "7", "x.fountain"], capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


class TestSetUp:
    """``fabula init --git``."""

    def test_what_somebody_has_set_up_is_left(self, tmp_path: Path) -> None:
        repo = Repo(tmp_path / "u", {**FILES, ".gitattributes": "*.fdx binary\n*.fountain merge=union"}, driver=False)
        repo.git("config", "merge.fabula.driver", "mine %O %A %B")
        hook = repo.folder / ".git/hooks/post-merge"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho mine\n", encoding="utf-8")
        words = {step.what: (step.done, step.words) for step in set_up_git(repo.folder)}
        assert repo.read(".gitattributes") == (
            "*.fdx binary\n*.fountain merge=union\n"
            "# fabula merges scripts by scene and canon note, and entries by field (`fabula init --git`)\n"
            "*.spmd merge=fabula\nbible/**/*.md merge=fabula\nshows/*/show.md merge=fabula\n"
        )
        assert "left as it is: *.fountain (merge=union), *.fdx (merge=unset)" in words[".gitattributes"][1]
        assert words["merge.fabula.driver"] == (False, "left as it is: mine %O %A %B")
        assert words["hook post-merge"][0] is False
        assert hook.read_text(encoding="utf-8") == "#!/bin/sh\necho mine\n"

    def test_again_changes_nothing(self, tmp_path: Path) -> None:
        repo = Repo(tmp_path / "u", FILES, driver=False)
        assert {step.done for step in set_up_git(repo.folder)} == {True}
        before = [path.read_bytes() for path in (repo.folder / ".gitattributes", repo.folder / ".git/config")]
        assert {step.done for step in set_up_git(repo.folder)} == {False}
        assert before == [path.read_bytes() for path in (repo.folder / ".gitattributes", repo.folder / ".git/config")]

    def test_another_python_takes_the_place_of_the_old_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repo = Repo(tmp_path / "u", FILES, driver=False)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "executable", "/old/it's/python")
            set_up_git(repo.folder)
        assert {step.what for step in set_up_git(repo.folder) if step.done} == {
            "merge.fabula.driver",
            "hook post-merge",
        }
        assert "/old/" not in repo.read(".git/config") + repo.read(".git/hooks/post-merge")

    def test_a_universe_in_a_folder_of_the_repository(self, tmp_path: Path) -> None:
        repo = Repo(tmp_path / "u", {f"our story/{path}": text for path, text in FILES.items()}, driver=False)
        set_up_git(repo.folder / "our story")
        assert "--in 'our story'" in repo.read(".git/hooks/post-merge")
        repo.commit("driver")
        inner = f"our story/{E01}"
        repo.branch("delhi", {inner: SCRIPT.replace("21:00]]", "21:00; Anna sleeps]]")})
        repo.commit("rome", {inner: SCRIPT.replace("21:00]]", "21:00; Tom dies]]")})
        repo.git("merge", "-q", "delhi", "-m", "both")
        assert "21:00; Tom dies; Anna sleeps]]" in repo.read(inner)

    def test_hooks_that_are_kept_elsewhere_are_not_touched(self, tmp_path: Path) -> None:
        repo = Repo(tmp_path / "u", FILES, driver=False)
        repo.git("config", "core.hooksPath", str(tmp_path / "shared"))
        words = {step.what: (step.done, step.words) for step in set_up_git(repo.folder)}
        assert words["hook post-merge"][0] is False
        assert "put this there" in words["hook post-merge"][1]
        assert not (tmp_path / "shared").exists()

    def test_a_folder_without_a_repository_becomes_one(self, tmp_path: Path) -> None:
        (tmp_path / E01).parent.mkdir(parents=True)
        (tmp_path / E01).write_text(SCRIPT, encoding="utf-8")
        assert set_up_git(tmp_path)[0].what == "repository"
        assert (tmp_path / ".git").is_dir()

    def test_the_hook_tells_what_clashes(self, tmp_path: Path) -> None:
        delhi = "shows/india/s01/e01.fountain"
        scene = "EXT. PIER - DAY #1#\n\n[[canon: at 2024-03-05 10:00]]\n\nANNA\nYes.\n"
        files = {**FILES, delhi: scene, "bible/people/tom.md": "---\nname: Tom\n---\n"}
        repo = Repo(tmp_path / "u", files, driver=False)
        set_up_git(repo.folder)
        repo.commit("driver")
        repo.branch("delhi", {delhi: f"{scene}\nTOM\nNo.\n"})
        repo.commit("rome", {E01: SCRIPT.replace("Anna waits.", "Tom falls. [[canon: at 2024-03-02 06:00; Tom dies]]")})
        said = repo.git("merge", "delhi", "-m", "both")
        assert "1 conflict in the story" in said
        assert "W101" in said
        repo.branch("quiet", {ANNA: ENTRY.replace("1989", "1990")})
        repo.commit("rome", {E01: repo.read(E01).replace("1 May", "2 May")})
        assert "story" not in repo.git("merge", "quiet", "-m", "both")
