"""Mistakes put into a universe that has none, and the account of which of them are found.

A mutation is one mistake as a writers' room makes it. It states, from the meaning of the mistake and not from what the
tool does, which finding must come and in which scene: that of the lower status, or else the one told later, where two
contradict each other. A finding that belongs to no mutation is a false alarm.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from fabula.finding import Finding
from tests.got.convert import convert
from tests.got.drafts import SceneDraft, UniverseDraft
from tests.got.planted import Token, lives, plant

__all__ = ["Board", "Home", "Maker", "Mutation", "Outcome", "Short", "judge", "mutate", "slip", "swap_letters"]

Home = tuple[str, int]
"""A scene: the key of its episode, and its position; or a file and -1."""


@dataclass(frozen=True)
class Mutation:
    """One mistake.

    ``codes`` are those of which one must be found in one of the scenes ``at``. ``also`` are codes of what follows from
    the mistake as well (who is put into another year may be dead there): they may come if they concern ``touched``.
    """

    kind: str
    codes: frozenset[str]
    at: frozenset[Home]
    also: frozenset[str] = frozenset()
    touched: frozenset[Home] = frozenset()
    what: str = ""


class Short(Exception):  # noqa: N818  no mistake of anybody
    """There is no place left in this universe for a mistake of this kind."""


@dataclass
class Board:
    """A universe while mistakes are put into it. Those already in it are kept apart by scenes, people and things."""

    draft: UniverseDraft
    tokens: list[Token]
    rng: random.Random
    busy_scenes: set[Home] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)
    """People and things."""
    mortal: set[str] = field(init=False)
    """Who dies in the story."""

    def __post_init__(self) -> None:
        self.lives = lives(self.draft)
        self.told = [scene for scene in self.draft.scenes() if scene.present and scene.home[0].startswith("thrones")]
        self.rank = {scene.home: index for index, scene in enumerate(self.told)}
        notes = [note for scene in self.told for note in (*scene.opening, *scene.closing)]
        self.mortal = {note.split('"')[1] for note in notes if '" dies' in note or '" is killed' in note}
        self.ports = [scene for scene in self.draft.scenes() if scene.present and scene.home[0].startswith("harbours")]

    def free(self, scene: SceneDraft) -> bool:
        """Whether nothing has been changed in a scene so far."""
        return scene.home not in self.busy_scenes

    def idle(self, *names: str) -> bool:
        """Whether nothing that has been changed concerns these people and things."""
        return not self.busy.intersection(names)

    def status(self, scene: SceneDraft) -> str:
        """The status of the scene's episode."""
        return self.draft.episodes[scene.home[0]].status

    def level(self, *scenes: SceneDraft) -> bool:
        """Whether scenes are all of one status."""
        return len({self.status(scene) for scene in scenes}) == 1

    def pick(self, fits: Callable[[SceneDraft], bool], among: list[SceneDraft] | None = None) -> SceneDraft:
        """A scene that is free and fits, by chance."""
        pool = self.told if among is None else among
        for scene in self.rng.sample(pool, len(pool)):
            if self.free(scene) and fits(scene):
                return scene
        raise Short

    def person(self, fits: Callable[[str, list[SceneDraft]], bool]) -> tuple[str, list[SceneDraft]]:
        """Somebody free who fits, by chance, with their scenes."""
        names = sorted(self.lives)
        for name in self.rng.sample(names, len(names)):
            if self.idle(name) and fits(name, self.lives[name]):
                return name, self.lives[name]
        raise Short

    def token(self) -> Token:
        """A token that is untouched, as are its owner and its three scenes."""
        for token in self.rng.sample(self.tokens, len(self.tokens)):
            if self.idle(token.name, token.person) and all(map(self.free, token.scenes)):
                return token
        raise Short

    def after(self, scene: SceneDraft) -> SceneDraft:
        """The scene that is told next and is present."""
        index = self.rank[scene.home] + 1
        if index >= len(self.told):
            raise Short
        return self.told[index]

    def dead(self) -> list[tuple[str, SceneDraft]]:
        """Who dies, once, and is one body: with the scene of the death."""
        deaths: dict[str, list[SceneDraft]] = {}
        risen: set[str] = set()
        for scene in self.told:
            for note in (*scene.opening, *scene.closing):
                name, said = note[1:].partition('"')[::2]
                if said.startswith((" dies", " is killed")):
                    deaths.setdefault(name, []).append(scene)
                elif said == " returns":
                    risen.add(name)
        return [
            (name, scenes[0])
            for name, scenes in sorted(deaths.items())
            if len(scenes) == 1 and name in self.draft.persons and name not in risen and self.idle(name)
        ]

    def take(
        self,
        kind: str,
        codes: str,
        at: Iterable[SceneDraft],
        touched: Iterable[SceneDraft] = (),
        *,
        names: Iterable[str] = (),
        also: str = "",
        what: str = "",
    ) -> Mutation:
        """Note what a mutation concerns, so that no other one comes near it."""
        scenes = [*at]
        homes = frozenset(scene.home for scene in scenes)
        near = homes | {scene.home for scene in touched}
        self.busy_scenes |= near
        self.busy |= set(names)
        what = what or ", ".join(scene.ref for scene in scenes)
        return Mutation(kind, frozenset(codes.split()), homes, frozenset(also.split()), near, what)


@dataclass
class Outcome:
    """What came of the mutations of one universe."""

    found: list[tuple[Mutation, Finding]] = field(default_factory=list)
    missed: list[Mutation] = field(default_factory=list)
    false: list[Finding] = field(default_factory=list)


def judge(draft: UniverseDraft, mutations: list[Mutation], findings: list[Finding]) -> Outcome:
    """Which mutations are found, and which findings belong to none."""
    outcome = Outcome()
    left = dict.fromkeys(findings)
    where = {f: draft.place_of(f.span.path, f.span.line) for f in findings}
    for mutation in mutations:
        hits = [f for f in findings if f.code in mutation.codes and where[f] in mutation.at]
        if hits:
            outcome.found.append((mutation, hits[0]))
        else:
            outcome.missed.append(mutation)
        near = mutation.at | mutation.touched
        for finding in findings:
            others = {draft.place_of(r.span.path, r.span.line) for r in finding.related}
            if finding.code in mutation.codes | mutation.also and near & {where[finding], *others}:
                left.pop(finding, None)
    outcome.false = list(left)
    return outcome


Maker = Callable[[Board], Mutation]


def mutate(makers: Iterable[Maker], seed: int, seasons: int = 8) -> tuple[UniverseDraft, list[Mutation]]:
    """The clean universe with one mistake by each of the makers, as far as there is room."""
    draft = convert(seasons=seasons)
    board = Board(draft, plant(draft), random.Random(seed))
    mutations = []
    for maker in makers:
        try:
            mutations.append(maker(board))
        except Short:
            continue
    return draft, mutations


_KEYS = "qwertyuiop asdfghjkl zxcvbnm"


def slip(name: str, rng: random.Random) -> str:
    """A name as it comes out of hasty fingers: two letters swapped, one left out, doubled, or the key beside it hit.

    In any place of any word of three letters or more. Raises `Short` if the name comes out as it was.
    """
    words = [word for word in name.split() if len(word) > 2 and word.isalpha()]
    if not words:
        raise Short
    word = rng.choice(words)
    at = rng.randrange(len(word))
    match rng.choice(("swap", "swap", "drop", "double", "beside")):
        case "swap":
            at = min(at, len(word) - 2)
            wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case "drop":
            wrong = word[:at] + word[at + 1 :]
        case "double":
            wrong = word[: at + 1] + word[at:]
        case _:
            key = _KEYS.find(word[at].lower())
            beside = [k for k in _KEYS[max(0, key - 1) : key + 2] if k not in {" ", word[at].lower()}]
            wrong = word[:at] + rng.choice(beside) + word[at + 1 :]
    if wrong.lower() == word.lower():
        raise Short
    return name.replace(word, wrong, 1)


def swap_letters(name: str, rng: random.Random) -> str:
    """A name as it comes out of hasty fingers: two letters in the middle of its longest word swapped."""
    word = max(name.split(), key=len)
    spots = [i for i in range(1, len(word) - 2) if word[i].isalpha() and word[i + 1].isalpha()]
    spots = [i for i in spots if word[i].lower() != word[i + 1].lower()]
    if not spots:
        raise Short
    at = rng.choice(spots)
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return name.replace(word, slip, 1)
