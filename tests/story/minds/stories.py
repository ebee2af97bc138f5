"""Small universes for tests of minds: written as a bible and scripts, and read as a user's are."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fabula.bible.canon import read_fact_text
from fabula.bible.statements import Fact
from fabula.source import Source
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.minds.log import MindLog
from fabula.story.minds.matters import read_question
from fabula.universe.model import Scene

BIBLE = {
    "people/ann": "name: Ann",
    "people/bob": "name: Bob",
    "people/cid": "name: Cid",
    "people/dot": "name: Dot",
    "people/eve": "name: Eve",
    "people/fay": "name: Fay",
    "people/warden": "name: the Warden\nnature: office",
    "covers/rex": "name: Rex\ncues: [REX]\nof: Ann",
    "groups/guild": "name: the Guild",
    "places/attic": "name: Attic",
    "places/barn": "name: Barn",
    "places/cellar": "name: Cellar",
    "places/town": "name: Town\ntimezone: Europe/Oslo",
    "things/box": "name: the box",
    "secrets/mole": "name: the mole",
    "secrets/forger": "name: who forged it\nfact: Dot belongs to the Guild",
}
"""A cast without a past. Values are front matter."""


def canon_of(script: str, bible: dict[str, str] | None = None, **episodes: str) -> Canon:
    """The canon of one script, or of several as ``e01=…``. ``bible`` adds to `BIBLE`, or takes its place by key."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "fabula.toml").write_text('name = "Test"\n', encoding="utf-8")
        for key, fields in {**BIBLE, **(bible or {})}.items():
            path = root / "bible" / f"{key}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\n{fields}\n---\n", encoding="utf-8")
        shows = root / "shows" / "main" / "s01"
        shows.mkdir(parents=True)
        for name, text in {"e01": script, **episodes}.items():
            (shows / f"{name}.fountain").write_text(text, encoding="utf-8")
        return load_canon(root)


class Story:
    """A canon that can be asked in the words of canon notes."""

    def __init__(self, script: str, bible: dict[str, str] | None = None, **episodes: str) -> None:
        self.canon = canon_of(script, bible, **episodes)
        bad = [f.message for f in self.canon.read_findings if f.code in {"S201", "L107", "L108", "L109", "L105"}]
        assert not bad, bad

    @property
    def log(self) -> MindLog:
        return self.canon.minds

    def scene(self, label: int | str) -> Scene:
        """A scene of the first episode, by its number."""
        return next(s for s in self.canon.universe.scenes if s.label == str(label))

    def after(self, label: int | str) -> int:
        """How many events are over at the end of a scene."""
        return self.log.at(self.canon.moment(self.scene(label), self.scene(label).written.end + 1))

    def holds(self, people: str, fact: str, at: int | str | None = None) -> str:
        """What a chain of people ("Ann, Bob") holds: "yes" if it is the fact, "" if nothing, else what instead.

        "nobody" asks what is really so.
        """
        universe = self.canon.universe
        source = Source("question", fact)
        stated = read_fact_text(fact, source, 0, universe.lexicon)
        value = stated.get("fact") if stated is not None else None
        assert isinstance(value, Fact), fact
        question = read_question(universe, value)
        assert question is not None, fact
        chain = tuple(universe.named(name.strip()) for name in people.split(",")) if people != "nobody" else ()
        held = self.log.value((*chain, *question.chain), question.matter, None if at is None else self.after(at))
        return "yes" if held and held == question.wanted else held


def scene(heading: str, *lines: str) -> str:
    """A scene as Fountain: notes are lines that begin with ``*``, ``NAME: words`` speeches, all else action."""
    out = [heading, ""]
    for line in lines:
        name, colon, words = line.partition(": ")
        if line.startswith("*"):
            out += [f"[[canon: {line[1:].strip()}]]", ""]
        elif colon and name.isupper():
            out += [name, words, ""]
        else:
            out += [line, ""]
    return "\n".join(out) + "\n"


def script(*scenes: str) -> str:
    """A script of scenes, numbered from 1."""
    text = "Title: Test\nEpisode: S01E01\n\n"
    for number, one in enumerate(scenes, 1):
        first, _, rest = one.partition("\n")
        text += f"{first} #{number}#\n{rest}"
    return text
