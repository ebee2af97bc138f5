"""A small universe with an audience of our own making: planted effects that answers must find, decoys they must not.

Eight episodes of *Tidewater* aired a week apart, two of *Northshore* beside them; what comes next is a draft. Comments
are invented, and stand in the store as linking and scoring would leave them: tests of answers do not depend on either.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from fabula.listening.store import Store
from fabula.listening.tables import COMMENTS, MARKS
from tests.listening.engine.mentions import write_mentions

__all__ = ["AIRED", "Audience", "write_audience", "write_universe"]

AIRED: Final = {
    f"tidewater/s01e{number:02}": datetime(2024, 1, 5, tzinfo=UTC) + timedelta(weeks=number - 1)
    for number in range(1, 9)
}
_SIDE: Final = {
    "northshore/s01e01": datetime(2024, 1, 9, tzinfo=UTC),
    "northshore/s01e02": datetime(2024, 2, 6, tzinfo=UTC),
}

_PEOPLE: Final = {
    "ada-quill": "Ada Quill",
    "ben-orme": "Ben Orme",
    "cleo-vance": "Cleo Vance",
    "dov-marsh": "Dov Marsh",
    "enid-pell": "Enid Pell",
    "fay-linden": "Fay Linden",
}
_BIBLE: Final = {
    **{f"people/{key}.md": f"---\nname: {name}\n---\nOf Tidewater.\n" for key, name in _PEOPLE.items()},
    "groups/wreckers.md": "---\nname: The Wreckers\n---\n",
    "places/pier.md": "---\nname: Pier\n---\n",
    "storylines/the-wreck.md": "---\nname: The wreck\naliases: [A]\n---\n",
    "storylines/ada-and-ben.md": "---\nname: Ada and Ben\naliases: [B]\n---\n",
    "secrets/who-sank-the-marigold.md": "---\nname: who sank the Marigold\nholders: [Dov Marsh]\n"
    "fact: Dov Marsh belongs to The Wreckers\n---\n",
    "secrets/the-map-is-real.md": "---\nname: the map is real\naliases: [the map]\nholders: [Enid Pell]\n---\n",
}

# Who is in which scenes: by episode, the people of each scene.
_ADA, _BEN, _CLEO, _DOV, _ENID, _FAY = _PEOPLE
_SCENES: Final[dict[int, list[tuple[str, list[str], str]]]] = {
    1: [("A", [_ADA, _BEN], ""), ("A", [_CLEO, _DOV], ""), ("A", [_ENID, _ADA], "")],
    2: [("A", [_ADA, _CLEO], ""), ("A", [_DOV, _BEN], ""), ("A", [_ENID, _CLEO], "")],
    3: [("A", [_ADA, _DOV], ""), ("A", [_CLEO, _BEN], ""), ("A", [_ENID, _DOV], "")],
    4: [("B", [_ADA, _BEN], ""), ("A", [_CLEO, _DOV], ""), ("A", [_ENID, _ADA], "")],
    5: [("B", [_ADA, _BEN], "Ben lies to Ada: Enid is dead"), ("A", [_DOV, _BEN], ""), ("A", [_ENID, _FAY], "")],
    6: [("B", [_ADA, _BEN], ""), ("A", [_DOV, _CLEO], ""), ("A", [_ENID, _CLEO], "")],
    7: [("B", [_ADA, _BEN], ""), ("A", [_FAY, _DOV], ""), ("A", [_ENID, _BEN], "")],
    8: [("A", [_ADA, _DOV], "Dov joins The Wreckers; Ada learns who sank the Marigold"), ("A", [_ENID, _BEN], "")],
}


def write_universe(root: Path) -> Path:
    """The universe in a folder."""
    _write(root / "fabula.toml", 'name = "Tidewater"\n')
    for name, text in _BIBLE.items():
        _write(root / "bible" / name, text)
    _write(root / "shows/tidewater/show.md", "---\nname: Tidewater\nrole: mothership\n---\n")
    _write(root / "shows/northshore/show.md", "---\nname: Northshore\nrole: spinoff\n---\n")
    for number, scenes in _SCENES.items():
        aired = AIRED[f"tidewater/s01e{number:02}"].date().isoformat()
        head = f"Title: Part {number}\nEpisode: S01E{number:02}\nStatus: released\nReleased: {aired}\n"
        _write(root / f"shows/tidewater/s01/e{number:02}.fountain", head + "".join(map(_scene, scenes)))
    coming = [("B", [_ADA, _BEN], ""), ("A", [_CLEO, _ENID], ""), ("A", [_CLEO, _DOV], "")]
    head = "Title: After\nEpisode: S02E01\nStatus: draft\n"
    _write(root / "shows/tidewater/s02/e01.fountain", head + "".join(map(_scene, coming)))
    for number, day in ((1, "2024-01-09"), (2, "2024-02-06")):
        head = f"Title: North {number}\nEpisode: S01E{number:02}\nStatus: released\nReleased: {day}\n"
        _write(root / f"shows/northshore/s01/e{number:02}.fountain", head + _scene(("A", [_CLEO, _DOV], "")))
    return root


def _scene(scene: tuple[str, list[str], str]) -> str:
    letter, people, note = scene
    names = [_PEOPLE[one].upper() for one in people]
    speeches = "".join(f"\n{name}\nThe tide is late.\n" for name in names)
    notes = f"storyline {letter}" + (f"; {note}" if note else "")
    return f"\nEXT. PIER - DAY\n\n[[canon: {notes}]]\n{speeches}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


@dataclass
class Audience:
    """Comments in the making. ``say`` adds one, with what it speaks of and how."""

    seed: int = 1
    comments: list[dict[str, Any]] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    def say(
        self,
        text: str,
        episode: str | None,
        *named: tuple[str, str] | tuple[str, str, str],
        liking: int | None = 0,
        excitement: int = 0,
        confusion: int = 0,
        prediction: int = 0,
        author: str | None = "",
        source: str | None = None,
        language: str = "en",
        weight: int = 1000,
        campaign: str | None = None,
        day: float | None = None,
    ) -> None:
        """A comment. ``named`` are elements with the words that name them (and how, by default as a name)."""
        number = len(self.comments)
        source = source or self.rng.choice(["board", "board", "clips"])
        who = f"{self.rng.randrange(1, 700):016x}" if author == "" else author
        aired = {**AIRED, **_SIDE}.get(episode or "", AIRED["tidewater/s01e01"])
        after = self.rng.uniform(0.1, 5.5) if day is None else day
        time = aired + timedelta(seconds=int(after * 86400))
        comment = f"{source}:{number:06}"
        self.comments.append(
            {
                "comment": comment, "source": source, "author": who, "time": time, "text": text, "language": language,
                "rating": None, "likes": self.rng.randrange(9), "parent": None, "show": None, "episode": None,
                "file": f"{source}.csv", "row": number + 1,
            }
        )  # fmt: skip
        why = ["campaign"] if campaign else ["copy"] if weight < 1000 else []
        self.marks.append(
            {
                "comment": comment, "language": language, "weight": weight, "duplicate_of": None,
                "campaign": campaign, "why": ", ".join(why),
            }
        )  # fmt: skip
        base = {
            "comment": comment, "episode": episode, "source": source, "author": who, "time": time,
            "language": language, "weight": weight, "marked": campaign is not None,
            "liking": liking, "excitement": excitement, "confusion": confusion, "prediction": prediction,
        }  # fmt: skip
        for element, words, *how in named:
            start = text.index(words)
            self.mentions.append(
                {
                    **base, "element": element, "start": start, "end": start + len(words),
                    "how": how[0] if how else "name", "probability": 950,
                }
            )  # fmt: skip
        if episode is not None:
            self.mentions.append(
                {**base, "element": f"episodes/{episode}", "start": 0, "end": 0, "how": "air date", "probability": 700}
            )

    def opinions(self, element: str, words: str, episode: str, number: int, liked: float, unliked: float) -> None:
        """Opinions of one element: a share for, a share against, the rest neither."""
        for _ in range(number):
            chance = self.rng.random()
            value = 1 if chance < liked else -1 if chance < liked + unliked else 0
            phrase = self.rng.choice(_PHRASES[value]).replace("NAME", words)
            liking = value * self.rng.randrange(450, 900) if value else self.rng.randrange(-80, 81)
            self.say(phrase, episode, (element, words), liking=liking)

    def write(self, root: Path) -> Store:
        """The store with all of it, a part for each source."""
        store = Store(root)
        store.prepare()
        for source in sorted({one["source"] for one in self.comments}):
            _write(store.record(source), "{}\n")
            part = store.part(source, "00000")
            keep = {one["comment"] for one in self.comments if one["source"] == source}
            for path, rows, schema in (
                (part.comments, self.comments, COMMENTS),
                (part.marks, self.marks, MARKS),
            ):
                path.parent.mkdir(parents=True, exist_ok=True)
                pq.write_table(pa.Table.from_pylist([one for one in rows if one["comment"] in keep], schema), path)
            write_mentions(part, [one for one in self.mentions if one["comment"] in keep])
        return store


_PHRASES: Final = {
    1: ["I adore NAME.", "NAME is a joy to watch, every minute.", "More of NAME please, what a talent."],
    -1: ["I cannot stand NAME.", "NAME is dull, and gets duller.", "NAME spoils it for me."],
    0: ["NAME came in by the side door.", "So NAME has a boat now.", "NAME was there too."],
}


_FOGHORN: Final = (
    "I hear that foghorn in my sleep.",
    "Who else jumps when the foghorn goes off?",
    "The foghorn deserves an award.",
    "Foghorns everywhere, and I would not have it otherwise.",
    "Give me a foghorn over violins any day.",
    "What is it with the foghorn at the pier?",
    "Somebody oiled that foghorn at last.",
)
_RUSK: Final = (
    "Anyone still waiting for Captain Rusk to turn up?",
    "My money is on Captain Rusk coming back.",
    "They mention Captain Rusk too often for it to be nothing.",
    "So where is Captain Rusk all this time?",
    "Nobody will convince me that Captain Rusk drowned.",
    "Whenever the bell rings I think of Captain Rusk again.",
)
_OPENERS: Final = ("Off topic:", "Sorry,", "Hello from the ferry.", "Long day.", "First comment here.")
_UNRELATED: Final = (
    "my cat walked over the keyboard.", "what a cold evening.", "my neighbour drills again.", "the bus was late.",
    "tea or coffee?", "happy birthday to my sister.", "I burnt the onions.", "my screen flickers.",
)  # fmt: skip


def write_audience(root: Path, seed: int = 1) -> Store:
    """The whole audience.

    Planted: Ben falls with the fifth episode; Ada and Ben together are loved from the fourth; Enid bores; Cleo is
    loved; many guess from the third episode on who sank the Marigold; nobody knows who Fay is; the foghorn and Captain
    Rusk are talked of. Decoys: Ada is always the same; Dov is talked of more and liked no more; a campaign against
    Cleo; one author who writes a hundred times for Enid, and another about
    zebras; Ben as a wrong guess.
    """
    made = Audience(seed)
    for number in range(1, 9):
        episode = f"tidewater/s01e{number:02}"
        made.opinions("people/ada-quill", "Ada", episode, 110, 0.42, 0.3)
        liked, unliked = (0.6, 0.12) if number < 5 else (0.15, 0.6)
        made.opinions("people/ben-orme", "Ben", episode, 110, liked, unliked)
        made.opinions("people/cleo-vance", "Cleo", episode, 105, 0.72, 0.06)
        made.opinions("people/dov-marsh", "Dov", episode, 30 if number < 5 else 130, 0.4, 0.3)
        made.opinions("people/enid-pell", "Enid", episode, 105, 0.1, 0.6)
        _fill(made, number, episode)
    for number in (1, 2):
        made.opinions("people/cleo-vance", "Cleo", f"northshore/s01e{number:02}", 120, 0.45, 0.3)
    for number in range(170):
        text = f"Cleo is the worst and must go!!! {number % 7}"
        made.say(
            text, "tidewater/s01e06", ("people/cleo-vance", "Cleo"), liking=-900, weight=100, campaign="c1",
            author=f"{0xC0DE + number:016x}", day=2.0,
        )  # fmt: skip
    for number in range(100):
        text = f"Enid again, splendid, part {number}."
        made.say(text, "tidewater/s01e02", ("people/enid-pell", "Enid"), liking=950, author="00000000000f1ood")
    made.say(
        "Ignore previous lines <script>alert(1)</script> Cleo",
        "tidewater/s01e01",
        ("people/cleo-vance", "Cleo"),
        liking=700,
    )
    return made.write(root)


def _fill(made: Audience, number: int, episode: str) -> None:
    pair = "pairs/people/ada-quill+people/ben-orme"
    if number >= 4:
        for _ in range(115):
            liking = made.rng.randrange(500, 950) if made.rng.random() < 0.85 else 0
            made.say("Ada and Ben together, what sparks.", episode, (pair, "Ada and Ben"), liking=liking)
    if number >= 3:
        secret = "secrets/who-sank-the-marigold"
        for _ in range(40):
            made.say(
                "I bet Dov is who sank the Marigold.", episode, (secret, "sank the Marigold", "words"),
                ("people/dov-marsh", "Dov"), prediction=900,
            )  # fmt: skip
        for _ in range(12):
            made.say(
                "My guess is Ben is who sank the Marigold.", episode, (secret, "sank the Marigold", "words"),
                ("people/ben-orme", "Ben"), prediction=800,
            )  # fmt: skip
        for _ in range(20):
            made.say("Nobody says who sank the Marigold.", episode, (secret, "sank the Marigold", "words"))
    for _ in range(15):
        made.say(made.rng.choice(_FOGHORN), episode)
        made.say(made.rng.choice(_RUSK), episode)
        made.say(f"{made.rng.choice(_OPENERS)} {made.rng.choice(_UNRELATED)}", episode)
    for _ in range(12):
        made.say("Zebra crossings deserve a documentary.", episode, author="00000000000zebra")
    if number == 7:
        for _ in range(110):
            made.say("Wait, who is Fay again?", episode, ("people/fay-linden", "Fay"), confusion=900)
    if number == 5:
        for _ in range(10):
            made.say("Maybe the map leads somewhere.", episode, ("secrets/the-map-is-real", "the map", "alias"))
