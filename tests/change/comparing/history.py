"""A repository of two hundred commits, with a log of what every one of them did to which scene.

The log knows scenes by themselves, whatever file they stand in and whatever they say: that is what a comparison has to
find out from the texts alone.
"""

from __future__ import annotations

import copy
import random
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["COMMITS", "Draft", "write_history"]

COMMITS = 200
BRANCH = 140
"""From this commit on there is a second branch, of another room."""
SIDE = 15
"""Commits on that branch."""
VOWELS, CONSONANTS = "aeiou", "bdfgklmnprstvz"


@dataclass
class Draft:
    """The universe after one commit: the episodes with their scenes, each known by its number for good.

    ``files`` are the names of the scripts of the episodes; ``words`` what scenes say; ``fields`` those of the bible.
    """

    episodes: dict[str, list[int]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    words: dict[int, list[str]] = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    taught: dict[int, str] = field(default_factory=dict)
    """Who learns the secret in which scene."""

    def texts(self) -> dict[str, str]:
        """All files."""
        found = {"fabula.toml": "", "bible/secrets/mole.md": "---\nname: the mole\n---\n"}
        for name, fields in self.fields.items():
            head = "\n".join(f"{key}: {value}" for key, value in fields.items())
            found[f"bible/people/{name}.md"] = f"---\n{head}\n---\n"
        for episode, scenes in self.episodes.items():
            found[self.files[episode]] = "".join(map(self.scene, scenes))
        return found

    def scene(self, number: int) -> str:
        """The text of a scene. Many have the same heading."""
        note = f"\n[[canon: {self.taught[number]} learns the mole]]\n" if number in self.taught else ""
        return f"INT. HOUSE {number % 20} - DAY\n\n{' '.join(self.words[number])}.\n{note}\n"


class _Writing:
    """The commits as they are made."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.draft = Draft()
        self.last = 0
        self.rewrites: dict[int, int] = {}
        people = ("ann", "bob", "cid", "dot")
        self.draft.fields = {name: {"name": name.title(), "born": "1980"} for name in people}
        for show in ("main", "side"):
            for number in range(1, 4):
                episode = f"{show}/s01e{number:02}"
                self.draft.files[episode] = f"shows/{show}/s01/e{number:02}-one.fountain"
                self.draft.episodes[episode] = [self.new_scene() for _ in range(6)]

    def new_scene(self) -> int:
        """A scene of words that no other has."""
        self.last += 1
        self.draft.words[self.last] = [self.word() for _ in range(40)]
        return self.last

    def word(self) -> str:
        return "".join(self.rng.choice(CONSONANTS) + self.rng.choice(VOWELS) for _ in range(4))

    def episode(self) -> str:
        return self.rng.choice([name for name, scenes in self.draft.episodes.items() if len(scenes) > 2])

    def edit(self) -> None:
        """What one commit does."""
        draft, rng = self.draft, self.rng
        name = self.episode()
        scenes = draft.episodes[name]
        place = rng.randrange(len(scenes))
        match rng.choice("rewrite rewrite rewrite move carry cut add rename born teach".split()):
            case "rewrite":
                # A scene stays itself as long as half of its words do.
                able = [number for number in scenes if self.rewrites.get(number, 0) < 7]
                if able:
                    number = rng.choice(able)
                    self.rewrites[number] = self.rewrites.get(number, 0) + 1
                    for at in rng.sample(range(40), 2):
                        draft.words[number][at] = self.word()
            case "move":
                scenes.insert(rng.randrange(len(scenes)), scenes.pop(place))
            case "carry":
                other = draft.episodes[rng.choice(list(draft.episodes))]
                number = scenes.pop(place)
                other.insert(rng.randrange(len(other) + 1), number)
            case "cut":
                draft.taught.pop(scenes.pop(place), None)
            case "add":
                scenes.insert(place, self.new_scene())
            case "rename":
                draft.files[name] = draft.files[name].rpartition("-")[0] + f"-{self.word()}.fountain"
            case "born":
                draft.fields[rng.choice(list(draft.fields))]["born"] = str(rng.randrange(1940, 2000))
            case _:
                number = rng.choice(scenes)
                if number in draft.taught:
                    del draft.taught[number]
                else:
                    draft.taught[number] = rng.choice(["Ann", "Bob", "Cid", "Dot"])


def write_history(folder: Path, seed: int = 5) -> dict[str, Draft]:
    """Make the repository; what the universe was like after each commit, by the name of a tag: v0, v1 … and side0 …"""
    writing = _Writing(random.Random(seed))
    folder.mkdir(parents=True)
    drafts: dict[str, Draft] = {}
    stream: list[bytes] = []
    marks: dict[str, int] = {}
    side: _Writing | None = None

    def add(tag: str, branch: str, parent: str) -> None:
        before = drafts[parent].texts() if parent else {}
        drafts[tag] = copy.deepcopy(writing.draft if branch == "main" or side is None else side.draft)
        after = drafts[tag].texts()
        marks[tag] = len(marks) + 1
        stream.append(_commit(branch, tag, marks[tag], marks.get(parent), before, after))

    add("v0", "main", "")
    for number in range(1, COMMITS):
        writing.edit()
        if number == BRANCH:
            side = copy.deepcopy(writing)
            side.rng = random.Random(seed + 1)
            side.last += 1000  # what the other room adds are other scenes
        add(f"v{number}", "main", f"v{number - 1}")
    assert side is not None
    for number in range(SIDE):
        side.edit()
        add(f"side{number}", "side", f"side{number - 1}" if number else f"v{BRANCH}")
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    done = subprocess.run(
        ["git", "-C", str(folder), "fast-import", "--quiet"], input=b"".join(stream), check=True, capture_output=True
    )
    assert not done.stderr
    subprocess.run(["git", "-C", str(folder), "reset", "-q", "--hard"], check=True)
    return drafts


def _commit(
    branch: str, tag: str, mark: int, parent: int | None, before: dict[str, str], after: dict[str, str]
) -> bytes:
    """A commit in the language of ``git fast-import``."""
    who = "committer Ada <ada@example.com> 1700000000 +0000"
    lines = [f"commit refs/heads/{branch}", f"mark :{mark}", who, "data 1", "x"]
    if parent is not None:
        lines.append(f"from :{parent}")
    lines += [f"D {name}" for name in before if name not in after]
    for name, text in after.items():
        if before.get(name) != text:
            lines += [f"M 100644 inline {name}", f"data {len(text.encode())}", text]
    return ("\n".join([*lines, f"reset refs/tags/{tag}", f"from :{mark}", ""]) + "\n").encode()
