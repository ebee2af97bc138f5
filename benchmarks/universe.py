"""Writes a large universe of our own words: what a franchise of many years looks like to fabula.

Deterministic for a seed. 500 episodes, 18,000 scenes and 200,000 speeches by default, over five shows, with a bible,
dates, canon notes and no planted mistakes.
"""

from __future__ import annotations

import argparse
import random
from datetime import datetime, timedelta
from pathlib import Path

__all__ = ["write_universe"]

FIRST = (
    "Anna Bruno Carla David Elena Farid Greta Hugo Irina Jonas Katya Lorenzo Mira Nils Olga Pietro Ravi Sofia"
).split()
LAST = (
    "Adler Brandt Conti Duarte Eklund Ferro Gupta Hansen Ivanov Jansen Kowal Lindt Moreau Novak Okafor Petrov"
).split()
CITIES = (
    ("Rome", 41.9, 12.5, "Europe/Rome"),
    ("Oslo", 59.91, 10.75, "Europe/Oslo"),
    ("Lisbon", 38.72, -9.14, "Europe/Lisbon"),
    ("Mumbai", 19.08, 72.88, "Asia/Kolkata"),
    ("Boston", 42.36, -71.06, "America/New_York"),
    ("Berlin", 52.52, 13.4, "Europe/Berlin"),
    ("Seoul", 37.57, 126.98, "Asia/Seoul"),
    ("Lima", -12.05, -77.04, "America/Lima"),
)
ROOMS = ("Kitchen Office Archive Garage Cellar Roof Workshop Hall").split()
NOUNS = ("door lamp letter photograph ledger coat train window river key table glass clock bag bridge radio").split()
VERBS = ("takes leaves watches forgets repairs follows counts hides opens closes carries answers").split()
ADVERBS = ("slowly again at last without a word by the window as before too late for once").split()
SECRETS = 40
LINES = (
    "I was told that you would know.",
    "Not here. Not with the door open.",
    "How long have we got?",
    "You said that the last time, and the time before.",
    "It was never about the money.",
    "Then somebody else has been in this room.",
    "Give me one reason to stay.",
    "I count eleven. You?",
)


def _sentence(rng: random.Random, who: str) -> str:
    return f"{who} {rng.choice(VERBS)} the {rng.choice(NOUNS)} {rng.choice(ADVERBS)}."


def write_universe(
    root: Path, episodes: int = 500, scenes: int = 36, speeches: int = 11, seed: int = 7, minds: bool = False
) -> None:
    """Write a universe of ``episodes`` x ``scenes`` scenes with about ``speeches`` speeches each to ``root``.

    With ``minds`` there are forty secrets, and every fifth scene tells one of them and says its name aloud.
    """
    rng = random.Random(seed)
    people = [f"{first} {last}" for first in FIRST for last in LAST]
    shows = ["mothership", "north", "south", "east", "west"]
    for kind in ("people", "places", "things", "groups"):
        (root / "bible" / kind).mkdir(parents=True, exist_ok=True)
    (root / "fabula.toml").write_text('name = "Large"\ntimezone = "UTC"\n', encoding="utf-8")
    for index, name in enumerate(people):
        born = f"19{60 + index % 35}-{1 + index % 12:02}-{1 + index % 28:02}"
        owner = shows[index % len(shows)]
        text = f"---\nname: {name}\ncues: [{name.upper()}]\nborn: {born}\nowner: {owner}\ngroups: [The House]\n---\n"
        slug = name.lower().replace(" ", "-")
        (root / f"bible/people/{slug}.md").write_text(text + "Works at [[rome]].\n", encoding="utf-8")
    (root / "bible/groups/the-house.md").write_text("---\nname: The House\n---\n", encoding="utf-8")
    for city, lat, lon, zone in CITIES:
        text = f"---\nname: {city}\ncoordinates: [{lat}, {lon}]\ntimezone: {zone}\n---\n"
        (root / f"bible/places/{city.lower()}.md").write_text(text, encoding="utf-8")
        for number in range(6):
            text = f"---\nname: {city} House {number}\nin: {city}\n---\n"
            (root / f"bible/places/{city.lower()}-house-{number}.md").write_text(text, encoding="utf-8")
    for number in range(50):
        text = f"---\nname: case {number}\nunique: yes\n---\n"
        (root / f"bible/things/case-{number}.md").write_text(text, encoding="utf-8")
    for number in range(SECRETS if minds else 0):
        (root / "bible/secrets").mkdir(exist_ok=True)
        text = f"---\nname: secret {number}\nsays: [Operation {NOUNS[number % len(NOUNS)].title()} {number}]\n---\n"
        (root / f"bible/secrets/secret-{number}.md").write_text(text, encoding="utf-8")
    for index, show in enumerate(shows):
        folder = root / "shows" / show
        folder.mkdir(parents=True, exist_ok=True)
        role = "mothership" if index == 0 else "spinoff"
        others = ", ".join(other for other in shows if other != show)
        (folder / "show.md").write_text(
            f"---\nname: {show.title()}\nrole: {role}\nfeeds: [{others}]\nstatus: draft\n---\n", encoding="utf-8"
        )
        casts = people[index :: len(shows)]
        _write_show(rng, folder, casts, index, episodes // len(shows), scenes, speeches, minds)


def _write_show(
    rng: random.Random,
    folder: Path,
    people: list[str],
    index: int,
    episodes: int,
    scenes: int,
    speeches: int,
    minds: bool,
) -> None:
    clock = datetime(2010, 1, 4, 8, 0)  # noqa: DTZ001  story time is local
    for number in range(episodes):
        season, episode = number // 10 + 1, number % 10 + 1
        cast = rng.sample(people, 12)
        lines = [f"Title: Episode {number + 1}", f"Episode: S{season:02}E{episode:02}", ""]
        for scene in range(1, scenes + 1):
            clock += timedelta(days=1)
            city = CITIES[(number + scene // 6) % len(CITIES)][0]
            day = rng.random() < 0.6
            lines += [
                f"{'INT' if scene % 3 else 'EXT'}. {city} House {rng.randrange(6)} - {rng.choice(ROOMS)} - "
                f"{'DAY' if day else 'NIGHT'} #{scene}#".upper(),
                "",
            ]
            here = rng.sample(cast, 3)
            if scene % 3 == 0:
                stamp = clock.replace(hour=12 if day else 23)
                lines += [f"[[canon: at {stamp:%Y-%m-%d %H:%M}; takes 10 minutes]]", ""]
            if scene % 7 == 0:
                lines += [f"[[canon: {here[0]} takes case {index * 10 + number % 10}; with {here[1]}]]", ""]
            lines += [_sentence(rng, here[0].split()[0]) + " " + _sentence(rng, here[1].split()[0]), ""]
            if minds and scene % 5 == 0:
                secret = (number + scene) % SECRETS
                lines += [f"[[canon: {here[0]} learns secret {secret}; {here[0]} tells {here[1]} secret {secret}]]", ""]
                lines += [here[1].upper(), f"Then Operation {NOUNS[secret % len(NOUNS)].title()} {secret} is real.", ""]
            case = f"case {index * 10 + number % 10}"
            for speech in range(speeches + rng.choice((0, 0, 1))):
                lines.append(here[speech % 3].upper() + (" (CONT'D)" if speech % 9 == 8 else ""))
                if speech % 5 == 4:
                    lines.append("(quietly)")
                lines += [rng.choice(LINES) + " " + rng.choice(LINES), ""]
                if speech % 4 == 3:
                    lines += [_sentence(rng, "Somebody"), ""]
            if scene % 7 == 0:
                lines += [f"[[canon: {here[0]} drops {case}]]", ""]
        target = folder / f"s{season:02}"
        target.mkdir(exist_ok=True)
        (target / f"e{episode:02}-episode.fountain").write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    """Write one to the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("--episodes", type=int, default=500)
    parser.add_argument("--scenes", type=int, default=36)
    parser.add_argument("--speeches", type=int, default=11)
    parser.add_argument("--minds", action="store_true", help="with secrets that are told and named")
    args = parser.parse_args()
    write_universe(args.root, args.episodes, args.scenes, args.speeches, minds=args.minds)


if __name__ == "__main__":
    main()
