"""A repository of two hundred commits on five branches: any two of them merge, and no word of either is lost."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from fabula.change.git import Repository
from fabula.change.merging.clashes import ClashKind
from fabula.change.merging.git_setup import set_up_git
from fabula.change.merging.snapshot import Snapshot, take_snapshot
from fabula.change.merging.trees import merge_trees
from tests.change.merging.repositories import Repo

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

WORD = re.compile(r"\bw\d+x\d+\b")
ROOMS = ("rome", "delhi", "oslo", "lisbon")
COMMITS = 200

Tree = dict[str, str]


def scene(word: str) -> str:
    return f"INT. ROOM {word} - DAY\n\n[[canon: {word} enters]]\n\nANNA\nI say {word}.\n\n"


def entry(word: str) -> str:
    return f"---\nname: {word}\naliases: [A{word}, B]\ncues:\n  - C{word}\nborn: 1980\n---\nShe is {word}.\n"


def cut(text: str) -> list[str]:
    head, *scenes = re.split(r"(?=^INT\.)", text, flags=re.MULTILINE)
    return [head, *scenes]


def change(tree: Tree, rng: random.Random, word: str) -> None:
    """One edit, as writers make them."""
    scripts = sorted(path for path in tree if path.endswith(".fountain"))
    entries = sorted(path for path in tree if path.endswith(".md"))
    script, page = rng.choice(scripts), rng.choice(entries)
    scenes = cut(tree[script])
    at = rng.randrange(1, len(scenes)) if len(scenes) > 1 else 0
    kinds = [
        "scene",
        "line",
        "line",
        "note",
        "note",
        "note",
        "move",
        "cut",
        "alias",
        "alias",
        "field",
        "prose",
        "prose",
    ]
    match rng.choice([*kinds, *kinds, "new", "rename", "drop"]):
        case "scene":
            scenes.insert(rng.randint(1, len(scenes)), scene(word))
        case "line" if at:
            scenes[at] = scenes[at].replace("I say ", f"I say {word} and ", 1)
        case "note" if at:
            scenes[at] = scenes[at].replace("]]", f"; {word} leaves]]", 1)
        case "move" if at:
            scenes.insert(rng.randint(1, len(scenes) - 1), scenes.pop(at))
        case "cut" if len(scenes) > 4:
            del scenes[at]
        case "alias":
            tree[page] = tree[page].replace(", B]", f", {word}, B]", 1)
        case "field":
            tree[page] = re.sub(r"born: \w+", f"born: {word}", tree[page])
        case "prose":
            tree[page] += f"\nAnd {word}.\n"
        case "new":
            tree[f"shows/a/s01/e{word}.fountain"] = "Title: New\n\n" + scene(word)
        case "rename":
            tree[script.replace("/s", f"/{word}/s", 1) if "w" not in script else f"{script[:-9]}b.fountain"] = tree.pop(
                script
            )
            return
        case "drop" if len(scripts) > 6:
            del tree[script]
            return
        case _:
            tree[page] += f"\nOr {word}.\n"
    tree[script] = "".join(scenes)


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The repository, written by ``git fast-import``: a main branch, and rooms that leave it here and there."""
    rng = random.Random(20240301)
    main: Tree = {
        f"shows/a/s01/e{n:02}.fountain": f"Title: {n}\n\n" + "".join(scene(f"w0x{n * 10 + i}") for i in range(6))
        for n in range(6)
    }
    main |= {f"bible/people/p{n}.md": entry(f"w0x{n + 100}") for n in range(4)}
    main["fabula.toml"] = 'name = "Many"\n'
    folder = tmp_path_factory.mktemp("many") / "u"
    repo = Repo(folder, main, driver=False)
    out: list[str] = []
    trees: dict[str, Tree] = {"main": main}
    tips = {"main": "refs/heads/main^0"}
    for number in range(1, COMMITS):
        room = rng.choice(("main", *ROOMS))
        if room not in trees:
            trees[room], tips[room] = dict(trees["main"]), tips["main"]
        before = dict(trees[room])
        for edit in range(rng.randint(1, 3)):
            change(trees[room], rng, f"w{number}x{edit}")
        write(out, f"refs/heads/{room}", number, tips[room], before, trees[room])
        tips[room] = f":{number}"
    done = subprocess.run(
        ["git", "fast-import", "--quiet", "--force"], cwd=folder, input="".join(out).encode(), capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    repo.git("reset", "-q", "--hard", "main")
    return repo


def write(out: list[str], branch: str, mark: int, parent: str, before: Tree, now: Tree) -> None:
    """One commit, as ``git fast-import`` reads it."""
    words = f"edit {mark}"
    out.append(f"commit {branch}\nmark :{mark}\ncommitter Room <r@example.com> {1709280000 + mark} +0000\n")
    out.append(f"data {len(words)}\n{words}\nfrom {parent}\n")
    out += [f"D {path}\n" for path in before if path not in now]
    for path, text in now.items():
        if before.get(path) != text:
            out.append(f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n")


def words(snapshot: Snapshot) -> set[str]:
    return {word for path in snapshot.files for word in WORD.findall(snapshot.read(path).decode())}


def pairs(repo: Repo, count: int) -> list[tuple[str, str, str]]:
    """Commits of two branches at random, and where the two left each other."""
    rng = random.Random(7)
    found: list[tuple[str, str, str]] = []
    while len(found) < count:
        one, other = rng.sample(("main", *ROOMS), 2)
        base = repo.git("merge-base", one, other).strip()
        sides = [repo.git("rev-list", "--reverse", f"{base}..{room}").split() for room in (one, other)]
        if all(sides):
            ours, theirs = (rng.choice(commits[: rng.choice((3, 8, 40))]) for commits in sides)
            found.append((base, ours, theirs))
    return found


def test_no_word_is_lost(repo: Repo) -> None:
    assert len(repo.git("rev-list", "--all").split()) == COMMITS
    repository = Repository.find(repo.folder)
    before = repo.state()
    clean = 0
    for commits in pairs(repo, 30):
        base, ours, theirs = (take_snapshot(repository.tree(commit), commit[:7]) for commit in commits)
        tree = merge_trees(base, ours, theirs)
        merged = {word for path in tree.files for word in WORD.findall(tree.read(path).decode())}
        old, mine, yours = words(base), words(ours), words(theirs)
        assert merged >= (mine - old) | (yours - old) | (old & mine & yours), commits
        assert merged <= mine | yours, commits
        back = merge_trees(base, theirs, ours)
        assert {(clash.kind, clash.count) for clash in back.clashes} == {
            (clash.kind, clash.count) for clash in tree.clashes
        }
        clean += not tree.clashes
    assert 0 < clean < 30  # both are tried
    assert repo.state() == before


@pytest.fixture
def clone(repo: Repo, tmp_path: Path) -> Callable[[], Repo]:
    def make() -> Repo:
        copy = Repo.__new__(Repo)
        copy.folder = tmp_path / "clone"
        subprocess.run(["git", "clone", "-q", str(repo.folder), str(copy.folder)], check=True, capture_output=True)
        set_up_git(copy.folder)
        (copy.folder / ".git/hooks/post-merge").unlink()
        (copy.folder / ".gitattributes").replace(copy.folder / ".git/info/attributes")  # the branches do not have it
        return copy

    return make


def test_git_merges_as_the_dry_run_said(repo: Repo, clone: Callable[[], Repo]) -> None:
    copy = clone()
    repository = Repository.find(repo.folder)
    for base, ours, theirs in pairs(repo, 4):
        before, mine, yours = (take_snapshot(repository.tree(commit), "x") for commit in (base, ours, theirs))
        tree = merge_trees(before, mine, yours)
        copy.git("checkout", "-q", "--detach", ours)
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b", "merge", "-q", theirs, "-m", "x"],
            cwd=copy.folder,
            capture_output=True,
        )
        conflicted = set(copy.git("diff", "--name-only", "--diff-filter=U").split())
        assert bool(conflicted) == bool(tree.clashes)
        if {clash.kind for clash in tree.clashes} <= {ClashKind.CONTENT, ClashKind.CHANGED_AND_DELETED}:
            assert conflicted == {clash.path for clash in tree.clashes}
        there = {
            path.relative_to(copy.folder).as_posix()
            for path in copy.folder.rglob("*")
            if path.is_file() and ".git" not in path.parts
        }
        assert there == {path for path in tree.files if "~" not in path}  # git has both of a name in one file
        for path in there - conflicted:
            assert copy.read(path) == tree.read(path).decode(), path
        copy.git("reset", "-q", "--hard")
