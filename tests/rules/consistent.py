"""Consistent stories by chance: what happens in each scene can happen, by a small model of its own.

Everything is set in one flat, so that place and time say nothing. ``mutate`` adds one last scene that cannot be.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

__all__ = ["MUTATIONS", "Story", "tell"]

PEOPLE = ("Mason", "Nadia", "Bernard")
GROUP = "Manticore"
HANDS = ("left hand", "right hand", "neither")
NONSENSE = ("Mason dies", "the locket is destroyed", "Nadia's burn is blue", "Bernard joins Citadel", "Nadia dies")


@dataclass
class Story:
    """A story so far: its scenes, and what is so after the last of them."""

    chance: random.Random
    scenes: list[str] = field(default_factory=list)
    holder: str = ""
    gone: str = ""
    dead: set[str] = field(default_factory=set)
    joined: dict[str, bool] = field(default_factory=dict)
    burn: dict[str, str] = field(default_factory=dict)

    @property
    def living(self) -> list[str]:
        return [name for name in PEOPLE if name not in self.dead]

    def scene(self, here: list[str], *notes: str) -> None:
        """Write a scene in which these people speak, and the notes stand at its end."""
        cues = "".join(f"{name.upper()}\nYes.\n\n" for name in here)
        tail = f"[[canon: {'; '.join(notes)}]]\n\n" if notes else ""
        self.scenes.append(f"INT. FLAT - DAY #{len(self.scenes) + 1}#\n\n{cues}{tail}")

    def text(self) -> str:
        return "".join(self.scenes)

    def go_on(self) -> None:
        """One more scene in which something happens that can."""
        if self.chance.random() < 0.15:
            self.scene([], "dream", *self.chance.sample(NONSENSE, 2))
            return
        here = self.chance.sample(self.living, min(2, len(self.living)))
        acts = [act for act in (self._take, self._give, self._part, self._look, self._belong, self._live) if here]
        note = self.chance.choice(acts)(here) if acts else self._return()
        self.scene(here, "present", *([note] if note else []))

    def _take(self, here: list[str]) -> str:
        if self.gone == "destroyed" or (self.holder in self.living and self.holder not in here):
            return ""
        who, verb = here[0], self.chance.choice(["takes", "has"] if not self.gone else ["finds", "takes"])
        self.holder, self.gone = who, ""
        return f"{who} {verb} the locket"

    def _give(self, here: list[str]) -> str:
        if len(here) < 2 or self.holder not in here:
            return ""
        giver, self.holder = self.holder, next(name for name in here if name != self.holder)
        return f"{giver} gives the locket to {self.holder}"

    def _part(self, here: list[str]) -> str:
        if self.holder not in here:
            return ""
        who, verb = self.holder, self.chance.choice(["drops", "loses", "destroys", "uses"])
        if verb != "uses":
            self.holder = ""
        self.gone = {"loses": "lost", "destroys": "destroyed"}.get(verb, "")
        return f"{who} {verb} the locket"

    def _look(self, here: list[str]) -> str:
        who = here[0]
        if who in self.burn and self.chance.random() < 0.5:
            return f"{who}'s burn is {self.burn[who]}"
        verb = "becomes" if who in self.burn else "is"
        self.burn[who] = self.chance.choice(HANDS)
        return f"{who}'s burn {verb} {self.burn[who]}"

    def _belong(self, here: list[str]) -> str:
        who = here[0]
        if self.joined.get(who) and self.chance.random() < 0.5:
            return f"{who} acts for {GROUP}"
        self.joined[who] = not self.joined.get(who)
        return f"{who} {'joins' if self.joined[who] else 'leaves'} {GROUP}"

    def _live(self, here: list[str]) -> str:
        if self.dead and self.chance.random() < 0.7:
            return self._return()
        self.dead.add(here[0])
        return f"{here[0]} dies"

    def _return(self) -> str:
        back = min(self.dead)
        self.dead.remove(back)
        return f"{back} returns"


def tell(seed: int, length: int = 12) -> Story:
    """A consistent story of some scenes."""
    story = Story(random.Random(seed))
    for _ in range(length):
        story.go_on()
    return story


def _dead_acts(story: Story) -> bool:
    for name in sorted(story.dead):
        story.scene([name])
        return True
    return False


def _two_hands(story: Story) -> bool:
    others = [name for name in story.living if name != story.holder]
    if story.holder not in story.living or not others:
        return False
    story.scene([others[0]], story.chance.choice([f"{others[0]} uses the locket", f"{others[0]} takes the locket"]))
    return True


def _used_after_gone(story: Story) -> bool:
    if not story.gone or not story.living:
        return False
    story.scene([story.living[0]], f"{story.living[0]} uses the locket")
    return True


def _flipped(story: Story) -> bool:
    for name, burn in sorted(story.burn.items()):
        story.scene([], f"{name}'s burn is {next(hand for hand in HANDS if hand != burn)}")
        return True
    return False


def _left_group(story: Story) -> bool:
    left = sorted(name for name, joined in story.joined.items() if not joined)
    if left:
        story.scene([], f"{left[0]} acts for {GROUP}")
    return bool(left)


def _joins_twice(story: Story) -> bool:
    joined = sorted(name for name, joined in story.joined.items() if joined)
    if joined:
        story.scene([], f"{joined[0]} joins {GROUP}")
    return bool(joined)


def _dies_twice(story: Story) -> bool:
    for name in sorted(story.dead):
        story.scene([], f"{name} dies")
        return True
    return False


MUTATIONS = {
    "W101": _dead_acts,
    "W102": _two_hands,
    "W103": _used_after_gone,
    "W104": _flipped,
    "W105": _left_group,
    "W106": _joins_twice,
    "W107": _dies_twice,
}
"""For each rule, what adds a scene that it must find; False where the story gives no occasion."""
