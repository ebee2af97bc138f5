"""Makes the comments of this folder: invented people on invented sites, saying what we had them say.

    python examples/citadel/audience/make.py

What is planted in them, for `fabula listen` to find, and what is laid as a decoy, for it not to fall for, is listed in
README.md beside this file. The same numbers come out on every machine.
"""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from phrases import (
    AMUSED,
    CAMPAIGN,
    CLOSERS,
    CONFUSED,
    DETAILS,
    FAN,
    GUESSES,
    ITALIAN,
    LIKED,
    METRONOME,
    NEUTRAL,
    OPENERS,
    PAIR,
    SPAM,
    TALK,
    UNLIKED,
    UNRELATED,
    WRONG_GUESSES,
)

HERE = Path(__file__).parent
AIRED = {
    1: datetime(2023, 4, 28, tzinfo=UTC),
    2: datetime(2023, 4, 28, tzinfo=UTC),
    3: datetime(2023, 5, 5, tzinfo=UTC),
    4: datetime(2023, 5, 12, tzinfo=UTC),
    5: datetime(2023, 5, 19, tzinfo=UTC),
    6: datetime(2023, 5, 26, tzinfo=UTC),
}

NAMES = {
    "mason": ["Mason", "Mason", "Kane", "Mason Kane", "Kyle", "Madden", "masn"],
    "nadia": ["Nadia", "Nadia", "Nadia Sinh", "Ana", "Priyanka", "Nadya"],
    "bernard": ["Bernard", "Orlick", "Bernard Orlick", "Tucci", "Orlik"],
    "elise": ["Elise", "Elise Brandt", "Elise", "Elyse"],
    "vera": ["Vera", "Vera Stahl", "Stahl"],
    "june": ["June Brandt", "little June", "June"],
    "livia": ["Livia", "Livia Ferro"],
    "mateus": ["Mateus"],
    "dario": ["Dario"],
}

# How many comments a name gets in each episode, and which share of them is for and against.
PLAN: dict[str, dict[int, tuple[int, float, float]]] = {
    "mason": dict.fromkeys((1, 3, 4, 5, 6), (100, 0.46, 0.22)),
    "nadia": {1: (40, 0.5, 0.2), 2: (60, 0.5, 0.2), 4: (120, 0.55, 0.15), 5: (105, 0.55, 0.15), 6: (105, 0.55, 0.15)},
    # He is liked until the audience learns in the fifth episode that he did it to them.
    "bernard": {
        1: (50, 0.62, 0.12),
        2: (110, 0.62, 0.12),
        3: (115, 0.62, 0.12),
        4: (60, 0.62, 0.12),
        5: (130, 0.2, 0.55),
        6: (120, 0.2, 0.55),
    },
    # She is liked a great deal, and the season forgets her.
    "elise": {1: (105, 0.7, 0.06), 2: (105, 0.7, 0.06), 3: (105, 0.7, 0.06), 5: (25, 0.7, 0.06)},
    # Nobody is afraid of her.
    "vera": {4: (110, 0.1, 0.6), 5: (115, 0.1, 0.6)},
    # Much talked of at the end and no more liked than at the start: reach is not liking.
    "june": {1: (30, 0.4, 0.1), 3: (40, 0.4, 0.1), 6: (110, 0.4, 0.1)},
}


@dataclass
class Comment:
    """One comment as its site would give it."""

    author: str
    time: datetime
    text: str
    likes: int
    episode: int = 0
    stars: int = 0
    language: str = "en"


class Maker:
    """Makes comments out of phrases, by chance but always by the same one."""

    def __init__(self) -> None:
        self.rng = random.Random(20230428)  # noqa: S311  nothing has to be kept secret
        self.said: set[str] = set()

    def pick(self, phrases: list[str]) -> str:
        return phrases[self.rng.randrange(len(phrases))]

    def time(self, episode: int) -> datetime:
        """Most people write on the first evening, and the rest before the next episode."""
        hours = min(self.rng.expovariate(1 / 30), 160)
        return AIRED[episode] + timedelta(hours=3 + hours, seconds=self.rng.randrange(3600))

    def author(self) -> str:
        return f"{self.pick(FAN)}{self.pick(FAN)}{self.rng.randrange(400)}".lower()

    def text(self, core: str, episode: int, chatty: float = 0.7) -> str:
        """A comment around what it has to say: nobody writes the same twice."""
        for _ in range(50):
            parts = [core]
            if self.rng.random() < chatty:
                parts.insert(self.rng.randrange(2), self.pick(DETAILS[episode]))
            if self.rng.random() < 0.35:
                parts.insert(0, self.pick(OPENERS))
            if self.rng.random() < 0.35:
                parts.append(self.pick(CLOSERS))
            text = " ".join(parts)
            if self.rng.random() < 0.2:
                text = text.lower()
            if text not in self.said:
                break
        self.said.add(text)
        return text

    def comment(self, core: str, episode: int, chatty: float = 0.7, author: str = "") -> Comment:
        likes = int(self.rng.paretovariate(1.1)) - 1
        return Comment(author or self.author(), self.time(episode), self.text(core, episode, chatty), likes, episode)

    def opinion(self, who: str, episode: int, liked: float, unliked: float) -> Comment:
        chance = self.rng.random()
        phrases = LIKED if chance < liked else UNLIKED if chance < liked + unliked else NEUTRAL
        return self.comment(self.pick(phrases).replace("NAME", self.pick(NAMES[who])), episode)

    def make(self) -> list[Comment]:
        """All comments that are no reviews, in the order of time."""
        made = [
            self.opinion(who, episode, liked, unliked)
            for who, episodes in PLAN.items()
            for episode, (count, liked, unliked) in episodes.items()
            for _ in range(count)
        ]
        made += [self.comment(self.pick(PAIR), 4) for _ in range(160)]
        made += [self.comment(self.pick(PAIR), episode) for episode in (5, 6) for _ in range(105)]
        made += [self.comment(self.pick(CONFUSED), 5, 0.3) for _ in range(110)]
        made += [self.comment(self.pick(NEUTRAL).replace("NAME", "Livia"), 6) for _ in range(60)]
        for episode, right in ((3, 55), (4, 60), (5, 75)):
            made += [self.comment(self.pick(GUESSES), episode, 0.5) for _ in range(right)]
        made += [self.comment(self.pick(WRONG_GUESSES), episode, 0.5) for episode in (5, 6) for _ in range(70)]
        made += [self.comment(self.pick(METRONOME), episode, 0.3) for episode in (3, 5, 6) for _ in range(60)]
        made += [self.comment(self.pick(TALK), episode, 0.9) for episode in range(1, 7) for _ in range(40)]
        made += [self.comment(self.pick(AMUSED), 2, 0.2, "crumbcounter") for _ in range(130)]
        made += [Comment(self.author(), self.time(1 + n % 6), self.pick(UNRELATED), 0) for n in range(90)]
        made += [Comment(f"deals{n}", self.time(1 + n % 6), f"{self.pick(SPAM)} {1000 + n}", 0) for n in range(25)]
        made += self.campaign()
        return sorted(made, key=lambda one: (one.time, one.author, one.text))

    def campaign(self) -> list[Comment]:
        """Two hours in which new accounts all say one thing."""
        start = datetime(2023, 5, 14, 2, 10, tzinfo=UTC)
        return [
            Comment(
                f"truth{self.rng.randrange(10_000):04}x{number}",
                start + timedelta(seconds=self.rng.randrange(7200)),
                CAMPAIGN.replace("!", "!" * self.rng.randrange(1, 4))
                + self.pick(["", " Boycott.", " Sad.", " Enough."]),
                0,
                4,
            )
            for number in range(170)
        ]

    def reviews(self) -> list[Comment]:
        """Reviews with stars, some of them in Italian."""
        made = []
        for number in range(420):
            episode = 1 + number % 6
            good = self.rng.random() < (0.75 if episode == 4 else 0.55)
            stars = self.rng.choice((4, 5, 5) if good else (1, 2, 3))
            phrases = LIKED if good else UNLIKED
            if number % 3 == 2:
                core, language = self.pick(ITALIAN[good]), "it"
                text, detail = core, ""
            else:
                who = self.pick(["mason", "nadia", "elise", "vera", "bernard"])
                core, language = self.pick(phrases).replace("NAME", self.pick(NAMES[who])), "en"
                detail = self.pick(DETAILS[episode])
                text = f"{core} {detail}"
            one = Comment(self.author(), self.time(episode), text, int(self.rng.paretovariate(1.3)) - 1, episode, stars)
            one.language = language
            made.append(one)
        return sorted(made, key=lambda one: (one.time, one.author, one.text))


def write_board(comments: list[Comment]) -> str:
    """A board's dump: a comment a line, as JSON, with a few lines that are broken as dumps are."""
    lines = []
    for number, one in enumerate(comments):
        row = {
            "id": f"b{number:05}",
            "author": one.author,
            "created_utc": int(one.time.timestamp()),
            "body": one.text,
            "score": one.likes + 1,
        }
        lines.append(json.dumps(row, ensure_ascii=False))
    lines[40:40] = ['{"id": "cut", "author": "half", "created_utc": 16830', "null"]
    return "\n".join(lines) + "\n"


def write_clips(comments: list[Comment]) -> str:
    """A video site's export. Its times are local, in New York."""
    rows = [["commentId", "authorDisplayName", "publishedAt", "textOriginal", "likeCount", "videoTitle"]]
    for number, one in enumerate(comments):
        local = one.time - timedelta(hours=4)
        title = f"Citadel, episode {one.episode}" if one.episode else "Citadel"
        time = local.strftime("%Y-%m-%d %H:%M:%S")
        rows.append([f"c{number:05}", f"@{one.author}", time, one.text, str(one.likes), title])
    return _table(rows)


def write_reviews(comments: list[Comment]) -> str:
    """A review site's export, with one to five stars."""
    rows = [["review", "user", "date", "stars", "episode", "language", "helpful"]]
    rows += [
        [
            one.text,
            one.author,
            one.time.strftime("%d/%m/%Y"),
            str(one.stars),
            f"S01E0{one.episode}",
            one.language,
            str(one.likes),
        ]
        for one in comments
    ]
    return _table(rows)


def _table(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def make_files() -> dict[str, str]:
    """The text of each file, by its name."""
    maker = Maker()
    comments = maker.make()
    clips = [one for number, one in enumerate(comments) if one.author != "crumbcounter" and number % 3 == 0]
    chosen = set(map(id, clips))
    board = [one for one in comments if id(one) not in chosen]
    return {
        "board.jsonl": write_board(board),
        "clips.csv": write_clips(clips),
        "reviews.csv": write_reviews(maker.reviews()),
    }


if __name__ == "__main__":
    for name, text in make_files().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
