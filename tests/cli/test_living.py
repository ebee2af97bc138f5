"""Living with findings: ``fabula baseline``, and ``fabula check`` with a baseline, with --since and with --limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.change.repository import NEEDS_GIT, commit, git, start
from tests.change.universes import DEAD, FILES, ghost, put
from tests.cli.conftest import Run
from tests.golden import compare_golden

SCRIPT = "shows/main/s01/e01-fall.fountain"
SIDE = "shows/side/s01/e01-side.fountain"
TITLE = "Title: Fall\nStatus: draft\n\n"
ODD = "\nEXT. YARD - LATER\n\n[[canon: flurb]]\n\nNADIA\nWhat?\n"
HELD = "Nothing new in 2 episodes, 2 scenes and 2 people, and 1 finding from the baseline.\n"


@pytest.fixture
def flat(folder: Path) -> Path:
    """A universe with one finding, in the current folder."""
    return put(folder / "flat", FILES)


def test_a_baseline_and_what_is_new(run: Run, flat: Path) -> None:
    ran = run("baseline", "flat")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "flat/fabula.baseline written: 1 finding taken as they are (1 W101).\n"
        "From now on `fabula check` shows only what is new. Put the file into git like the scripts.\n"
    )
    compare_golden("cli/fabula.baseline", (flat / "fabula.baseline").read_text(encoding="utf-8"))
    ran = run("check", "flat")
    assert (ran.code, ran.out.replace("3 scenes", "2 scenes")) == (0, HELD)
    put(flat, {SCRIPT: FILES[SCRIPT] + ODD})
    ran = run("check", "flat", "--fail-on", "note")
    assert ran.code == 1
    assert "S201" in ran.out
    assert "W101" not in ran.out
    assert "1 error, and 1 from the baseline.\n" in ran.out or "1 warning, and 1 from the baseline.\n" in ran.out


def test_all_is_shown_on_request(run: Run, flat: Path) -> None:
    before = run("check", "flat").out
    run("baseline", "flat")
    ran = run("check", "flat", "--no-baseline")
    assert (ran.code, ran.out) == (1, before)
    ran = run("check", "flat", "--show-baseline")
    assert ran.code == 0
    assert "  baseline it was there when the baseline was made\n" in ran.out
    (finding,) = run("check", "flat", "--show-baseline", "--json").json["findings"]
    assert finding["standing"] == "baseline"


def test_data_says_what_the_baseline_holds(run: Run, flat: Path) -> None:
    run("baseline", "flat")
    document = run("check", "flat", "--json").json
    assert document["findings"] == []
    assert document["summary"]["baseline"] == 1
    assert document["universes"][0]["baseline"] == 1
    (result,) = run("check", "flat", "--format", "sarif").json["runs"][0]["results"]
    assert (result["baselineState"], result["suppressions"][0]["kind"]) == ("unchanged", "external")
    for form in ("concise", "github"):
        assert run("check", "flat", "--format", form).out == ""


def test_what_is_mended_is_told_and_pruned(run: Run, flat: Path) -> None:
    run("baseline", "flat")
    put(flat, {SCRIPT: TITLE + DEAD})
    ran = run("check", "flat", "--format", "concise")
    assert ran.code == 0
    assert ran.out.startswith("flat/fabula.baseline:4:1: note C110 The baseline holds W101 in ")
    ran = run("baseline", "flat")
    assert ran.out == (
        "flat/fabula.baseline holds 1 finding, and is left as it is.\n"
        "1 is in it and no longer found (1 W101): --prune takes them out.\n"
    )
    ran = run("baseline", "flat", "--prune")
    assert ran.out == "flat/fabula.baseline written: 1 finding taken out (1 W101) and 0 held.\n"
    assert run("check", "flat").out.startswith("Nothing to report")
    assert run("baseline", "flat", "--prune").out == "flat/fabula.baseline holds 0 findings, and is left as it is.\n"


def test_nothing_new_is_added_unasked(run: Run, flat: Path) -> None:
    run("baseline", "flat")
    put(flat, {SCRIPT: FILES[SCRIPT] + ODD})
    before = (flat / "fabula.baseline").read_bytes()
    ran = run("baseline", "flat")
    assert "1 is found and not in it (1 S201): --add takes them up.\n" in ran.out
    run("baseline", "flat", "--prune")
    assert (flat / "fabula.baseline").read_bytes() == before
    ran = run("baseline", "flat", "--add", "--json")
    (universe,) = ran.json["universes"]
    assert (universe["written"], universe["entries"], universe["file"]) == (True, 2, "flat/fabula.baseline")
    assert [(e["code"], e["path"], e["scene"]) for e in universe["added"]] == [
        ("S201", f"flat/{SCRIPT}", "EXT. YARD - LATER")
    ]
    assert run("check", "flat", "--fail-on", "note").code == 0


def test_only_some_rules_and_only_some_places(run: Run, flat: Path) -> None:
    put(flat, {SCRIPT: FILES[SCRIPT] + ODD, SIDE: FILES[SIDE] + ODD})
    assert "1 finding taken as they are (1 W101)" in run("baseline", "flat", "--select", "W").out
    assert "1 finding taken up (1 S201) and 2 held" in run("baseline", "flat/shows/side", "--add").out
    found = run("check", "flat", "--json").json["findings"]
    assert [(f["code"], f["path"]) for f in found] == [("S201", f"flat/{SCRIPT}")]
    # A rule that was not asked for, or a place that was not, is not gone.
    put(flat, {SCRIPT: CLEAN_SCRIPT})
    assert "1 held" in run("baseline", "flat", "--select", "W", "--prune").out
    put(flat, {SIDE: FILES[SIDE]})
    assert "holds 1 finding, and is left" in run("baseline", "flat/shows/main", "--prune").out


CLEAN_SCRIPT = TITLE + "INT. FLAT - NIGHT\n\nMASON\nYes.\n"


def test_several_universes_each_with_its_own(run: Run, flat: Path, folder: Path) -> None:
    ran = run("baseline", "flat", "harbour")
    assert [line.split(" ")[0] for line in ran.out.splitlines()][::2] == [
        "flat/fabula.baseline",
        "harbour/fabula.baseline",
    ]
    ran = run("check", "flat", "harbour", "clean")
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert ran.out.endswith("and 3 findings from the baseline.\n")
    (flat / "fabula.baseline").unlink()
    ran = run("check", "flat", "harbour", "--json")
    assert [u["baseline"] for u in ran.json["universes"]] == [None, 2]
    assert (ran.code, len(ran.json["findings"])) == (1, 1)


@NEEDS_GIT
def test_a_version_is_held_against_the_baseline_of_its_universe(run: Run, folder: Path) -> None:
    flat = start(folder / "flat", FILES)
    other = f"versions/late/{SCRIPT}"
    run("baseline", "flat")
    put(flat, {other: FILES[SCRIPT].replace("Morning.", "Evening.") + ODD, "versions/late/version.md": "---\n---\n"})
    document = run("check", "flat/versions/late", "--json").json
    assert [(f["code"], f["path"]) for f in document["findings"]] == [("S201", f"flat/{other}")]
    assert document["summary"]["baseline"] == 1
    put(flat, {other: TITLE + DEAD})  # what a version mends is still wrong in the universe
    assert run("check", "flat/versions/late", "--json").json["findings"] == []
    ran = run("baseline", "flat/versions/late", "--prune")
    assert (ran.code, "is a version, and a baseline is of the universe itself" in ran.err) == (2, True)
    # One that is new is compared with the universe: what does it bring?
    put(flat, {other: FILES[SCRIPT] + ODD})
    document = run("check", "flat/versions/late", "--changed", "--no-baseline", "--json").json
    assert [f["code"] for f in document["findings"]] == ["S201"]
    assert (document["summary"]["old"], document["gone"]) == (1, [])
    assert document["universes"][0]["since"]["changed"] == ["main"]
    commit(flat)
    document = run("check", "flat/versions/late", "--changed", "--no-baseline", "--json").json
    assert (document["findings"], document["summary"]["old"]) == ([], 2)


def test_nothing_to_put_aside(run: Run, folder: Path) -> None:
    assert "Nothing is found" in run("baseline", "clean").out
    assert not (folder / "clean" / "fabula.baseline").exists()


def test_a_baseline_is_of_a_folder(run: Run) -> None:
    ran = run("baseline", "clean/pilot.fountain")
    assert ran.code == 2
    assert "is one script, and a baseline is of a whole folder" in ran.err


def test_a_script_of_a_folder_is_checked_with_its_baseline(run: Run, folder: Path) -> None:
    put(folder / "bare", {"a.fountain": "INT. HALL - DAY\n\n[[canon: flurb]]\n\nANNA\nYes.\n"})
    run("baseline", "bare")
    ran = run("check", "bare/a.fountain", "--fail-on", "note")
    assert (ran.code, ran.out.endswith("and 1 finding from the baseline.\n")) == (0, True)
    put(folder / "bare", {"b.fountain": "INT. HALL - DAY\n\nANNA\nNo.\n"})
    assert run("check", "bare/b.fountain", "--format", "concise").out == ""


def test_a_file_that_cannot_be_read_is_a_finding_and_not_written_over(run: Run, flat: Path) -> None:
    put(flat, {"fabula.baseline": "what is this\n"})
    ran = run("check", "flat", "--format", "concise")
    assert "flat/fabula.baseline:1:1: error L109 This line of the baseline is no finding\n" in ran.out
    ran = run("baseline", "flat", "--add")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("fabula: flat/fabula.baseline:1: this line of the baseline is no finding\n  put it back")
    assert (flat / "fabula.baseline").read_text(encoding="utf-8") == "what is this\n"


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_cannot_be_written_to(run: Run, flat: Path) -> None:
    flat.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        ran = run("baseline", "flat")
    finally:
        flat.chmod(stat.S_IRWXU)
    assert ran.code == 3
    assert "make its folder one that you may write to" in ran.err


def test_two_that_were_merged_by_git_are_one(run: Run, flat: Path) -> None:
    run("baseline", "flat")
    text = (flat / "fabula.baseline").read_text(encoding="utf-8")
    head, line = text.rsplit("\n", 2)[0], text.splitlines()[-1]
    put(flat, {"fabula.baseline": f"{head}\n<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> other\n"})
    assert [f["code"] for f in run("check", "flat", "--json").json["findings"]] == ["L109"]
    assert run("baseline", "flat", "--prune").code == 0
    assert (flat / "fabula.baseline").read_text(encoding="utf-8") == text


@NEEDS_GIT
def test_git_merges_what_two_rooms_put_aside(run: Run, folder: Path) -> None:
    flat = start(folder / "flat", {**FILES, ".gitattributes": "fabula.baseline merge=union\n"})
    run("baseline", "flat")
    commit(flat)
    git(flat, "switch", "-q", "-c", "side")
    put(flat, {SIDE: FILES[SIDE] + ODD})
    run("baseline", "flat", "--add")
    commit(flat)
    git(flat, "switch", "-q", "main")
    put(flat, {SCRIPT: FILES[SCRIPT] + ODD})
    run("baseline", "flat", "--add")
    commit(flat)
    git(flat, "merge", "-q", "-m", "both", "side")
    ran = run("check", "flat", "--fail-on", "note")
    assert (ran.code, ran.out.endswith("and 3 findings from the baseline.\n")) == (0, True)
    assert run("baseline", "flat").out.endswith("It is up to date.\n")


@NEEDS_GIT
def test_a_change_is_judged_in_every_show(run: Run, folder: Path) -> None:
    alive = {**FILES, SCRIPT: CLEAN_SCRIPT, SIDE: FILES[SIDE] + "\nINT. FLAT - LATER\n\nMASON\nIn the other show.\n"}
    flat = start(folder / "flat", {**alive, "shows/main/s01/e02.fountain": TITLE + ODD})
    assert run("check", "flat", "--changed", "--fail-on", "note").code == 0
    put(flat, {SCRIPT: TITLE + "INT. FLAT - NIGHT\n\n[[canon: at 2000-01-01; Mason dies]]\n\nNADIA\nNo.\n"})
    put(flat, {"shows/main/s01/e02.fountain": TITLE + "EXT. YARD - LATER\n\nNADIA\nWhat?\n"})
    ran = run("check", "flat", "--changed")
    assert ran.code == 1
    compare_golden("cli/changed.txt", ran.out)
    commit(flat)
    assert run("check", "flat", "--changed").code == 0
    ran = run("check", "flat", "--since", "HEAD~1")
    assert ran.out == run("check", "flat", "--since", "HEAD~1", "--quiet").out + "".join(ran.out.splitlines(True)[-4:])
    document = run("check", "flat", "--since", "HEAD~1", "--json").json
    assert [(f["path"], f["elsewhere"]) for f in document["findings"]] == [(f"flat/{SIDE}", True)]
    assert [f["code"] for f in document["gone"]] == ["S201"]
    assert document["universes"][0]["since"] == {
        "revision": "HEAD~1",
        "commit": git(flat, "rev-parse", "HEAD~1"),
        "changed": ["main"],
        "missing": "",
    }
    part = run("check", "flat/shows/main", "--since", "HEAD~1", "--json").json
    assert (part["findings"], [f["code"] for f in part["gone"]]) == ([], ["S201"])
    markdown = run("check", "flat", "--since", "HEAD~1", "--format", "markdown").out
    assert "**In shows that this change does not touch: side**" in markdown


@NEEDS_GIT
def test_a_baseline_and_a_revision(run: Run, folder: Path) -> None:
    flat = start(folder / "flat", FILES)
    run("baseline", "flat")
    commit(flat)
    put(flat, {SCRIPT: FILES[SCRIPT] + ODD})
    ran = run("check", "flat", "--changed", "--json").json
    assert ([f["code"] for f in ran["findings"]], ran["summary"]["baseline"]) == (["S201"], 1)
    run("baseline", "flat", "--add")
    assert run("check", "flat", "--changed", "--json").json["findings"] == []
    put(flat, {SCRIPT: TITLE + DEAD})  # what is mended is gone, and its line in the baseline is news
    (flat / "fabula.baseline").write_bytes(git(flat, "show", "HEAD:fabula.baseline").encode() + b"\n")
    ran = run("check", "flat", "--changed", "--json").json
    assert [f["code"] for f in ran["findings"]] == ["C110"]
    commit(flat)
    assert run("check", "flat", "--changed", "--json").json["findings"] == []
    (flat / "fabula.baseline").unlink()
    put(flat, {SCRIPT: FILES[SCRIPT]})
    ran = run("check", "flat", "--changed", "--no-baseline", "--json").json
    assert [f["code"] for f in ran["findings"]] == ["W101"]


@NEEDS_GIT
@pytest.mark.parametrize(
    ("words", "message", "remedy"),
    [
        (["--since", "nosuch"], "there is no revision 'nosuch'", "git log"),
        (["--since", "-x"], "there is no revision '-x'", "git log"),
        (["--since", "HEAD", "--changed"], "--changed is --since HEAD", "use one of the two"),
    ],
)
def test_what_git_does_not_have(run: Run, folder: Path, words: list[str], message: str, remedy: str) -> None:
    start(folder / "flat", FILES)
    ran = run("check", "flat", *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert remedy in ran.err


@NEEDS_GIT
def test_no_repository(run: Run, flat: Path) -> None:
    ran = run("check", "flat", "--changed")
    assert (ran.code, ran.out) == (2, "")
    assert "lies in no git repository" in ran.err


def test_ten_thousand_findings(run: Run, folder: Path) -> None:
    links = "".join(f"See [[nowhere {number}]].\n\n" for number in range(10_000))
    put(folder / "flat", {**FILES, "bible/people/nadia.md": f"---\nname: Nadia\n---\n\n{links}"})
    ran = run("check", "flat")
    assert len(ran.out.splitlines()) < 500
    assert "Not shown: 9950 more of L106. To see them: --limit 0, or --select L106 for those of one rule.\n" in ran.out
    assert "10001 findings in " in ran.out
    assert "10001 findings taken as they are (10000 L106 and 1 W101)" in run("baseline", "flat").out
    text = (folder / "flat/bible/people/nadia.md").read_text(encoding="utf-8")
    put(folder / "flat", {"bible/people/nadia.md": text.replace("See [[nowhere 77]]", "Above.\n\nSee it", 1)})
    document = run("check", "flat", "--json").json
    assert [f["code"] for f in document["findings"]] == ["C110"]
    assert document["summary"]["baseline"] == 10_000


def test_a_limit_is_for_people(run: Run) -> None:
    ran = run("check", "harbour", "--json", "--limit", "5")
    assert ran.code == 2
    assert "always holds all findings" in ran.err
    assert run("check", "harbour", "--limit", "-1").code == 2
    assert run("check", "harbour", "--limit", "0").out == run("check", "harbour").out
    assert "Not shown" not in run("check", "harbour", "--limit", "1").out


def test_ghosts_are_not_needed_here(run: Run, flat: Path) -> None:
    noted = TITLE + DEAD + ghost().replace("MASON", "[[canon: intended W101: he is a ghost]]\n\nMASON")
    run("baseline", "flat")
    put(flat, {SCRIPT: noted})
    found = run("check", "flat", "--json").json
    assert [f["code"] for f in found["findings"]] == ["C110"]  # and no C107: the note is needed
    assert found["summary"]["intended"] == 1
