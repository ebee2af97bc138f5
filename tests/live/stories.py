"""Random universes full of secrets, lies, wipes and covers, and edits of the notes that make them."""

from __future__ import annotations

import random
import re
from pathlib import Path

from tests.live.edits import edit_text

__all__ = ["PEOPLE", "edit_story", "write_story"]

PEOPLE = ("Ann", "Bob", "Cid", "Dot", "Eve", "Fay")
PLACES = ("Attic", "Barn", "Cellar", "Town")
ENTRIES = {
    **{f"people/{name.lower()}": f"name: {name}" for name in PEOPLE},
    "people/gus": "name: Gus\ndied: 2020-03-09",
    "covers/rex": "name: Rex\ncues: [REX]\nof: Ann\nknows: [Bob]",
    "covers/max": "name: Max\ncues: [MAX]\nof: Cid",
    "groups/guild": "name: the Guild",
    "places/attic": "name: Attic",
    "places/barn": "name: Barn",
    "places/cellar": "name: Cellar\nsecret: yes\nknown-to: [Ann]",
    "places/town": "name: Town\ntimezone: Europe/Oslo",
    "things/box": "name: the box",
    "events/fire": "name: the fire\ndate: 2020-03-05",
    "secrets/mole": "name: the mole\nsays: [seven lamps]\nholders: [Ann]",
    "secrets/forger": "name: who forged it\nfact: Dot belongs to the Guild\nholders: [Dot]",
    "secrets/well": "name: the well",
}
FACTS = (
    "the mole",
    "who forged it",
    "the well",
    "Rex is Ann",
    "Max is Cid",
    "Dot belongs to the Guild",
    "{2} is at {place}",
    "{2} has the box",
    "{2} is dead",
    "{2} knows the mole",
    "{2} believes {0} knows the well",
    "{2} does not know who forged it",
)
STATED = (
    "{0} tells {1} {fact}",
    "{0} tells {1} {fact}",
    "{0} lies to {1}: {fact}",
    "{0} whispers to {1}: {fact}",
    "{0} learns {fact}",
    "{0} learns {fact} from {1}",
    "{0} reads {fact}",
    "{0} suspects {fact}",
    "{0} forgets everything",
    "{0} forgets everything about {1}",
    "{0} forgets everything since {point}",
    "{0} forgets everything until {point}",
    "{0} forgets {fact}",
    "{0} remembers everything",
    "{0} remembers everything since {point}",
    "{0} remembers everything about {1}",
    "{0} remembers {fact}",
    "Ann poses as Rex",
    "Cid poses as Max",
    "Cid poses as {1}",
    "{0} sees through Rex",
    "{0} is in on it",
    "{0} distrusts {1}",
    "{0} takes the box",
    "{0} drops the box",
    "{0} gives the box to {1}",
    "{0} watches unseen",
    "{0} listens in",
    "{0} slips out",
    "{0} exits",
    "with {0}, {1}",
    "{0} on the phone",
    "{0} dies",
    "{0} returns",
    "{0} joins the Guild",
    "{0} uses the mole",
    "{0} acts on {fact}",
    "reveals {fact}",
    "expect {0} knows {fact}",
    "expect {0} believes {fact}",
    "flashback",
    "dream",
    "at 2020-03-0{day} 10:00",
    "2 days later",
)
POINTS = ("S01E01/2", "S01E02/3", "S01E03", "north S01E01/4", "2020-03-04", "the fire", "S01E09/1")


def _statement(rng: random.Random) -> str:
    people = rng.sample(PEOPLE, 3)
    fill = {"place": rng.choice(PLACES), "point": rng.choice(POINTS), "day": rng.randint(1, 9)}
    fact = rng.choice(FACTS).format(*people, **fill)
    return rng.choice(STATED).format(*people, fact=fact, **fill)


def _note(rng: random.Random) -> str:
    return f"[[canon: {'; '.join(_statement(rng) for _ in range(rng.choice((1, 1, 2, 3))))}]]"


def _scene(rng: random.Random, day: int) -> list[str]:
    lines = [f"INT. {rng.choice(PLACES).upper()} - {rng.choice(('DAY', 'NIGHT'))}", ""]
    if rng.random() < 0.5:
        lines += [f"[[canon: at 2020-03-{day:02} {rng.randint(8, 20):02}:00]]", ""]
    lines += [f"{' and '.join(rng.sample((*PEOPLE, 'Gus', 'Rex'), 2))} wait.", ""]
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.6:
            lines += [_note(rng), ""]
        said = rng.choice(("Not here.", f"Where is {rng.choice(PEOPLE)}?", "There were Seven lamps.", "Rex it is."))
        lines += [rng.choice((*PEOPLE, "Rex", "Max")).upper(), said, ""]
    return lines


def write_story(root: Path, rng: random.Random, shows: int = 2, episodes: int = 3, scenes: int = 5) -> None:
    """Write a universe in which much is told, kept, forgotten and posed."""
    (root / "fabula.toml").write_text('name = "Test"\n', encoding="utf-8")
    for key, fields in ENTRIES.items():
        path = root / "bible" / f"{key}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{fields}\n---\n", encoding="utf-8")
    for show in ("main", "north", "south")[:shows]:
        folder = root / "shows" / show / "s01"
        folder.mkdir(parents=True)
        for episode in range(1, episodes + 1):
            lines: list[str] = []
            for _ in range(scenes):
                lines += _scene(rng, 2 * episode + rng.randint(0, 2))
            (folder / f"e{episode:02}.fountain").write_text("\n".join(lines), encoding="utf-8")


def edit_story(text: str, rng: random.Random) -> str:
    """A script with one edit: of a note about minds, or any other (`edit_text`)."""
    kind = rng.randrange(4)
    notes = list(re.finditer(r"\[\[canon: [^\]]*\]\]", text))
    if kind == 0 or (kind == 1 and not notes):
        lines = text.split("\n")
        lines.insert(rng.randrange(len(lines) + 1), _note(rng))
        return "\n".join(lines)
    if kind == 1:
        one = rng.choice(notes)
        return text[: one.start()] + rng.choice(("", _note(rng))) + text[one.end() :]
    return edit_text(text, rng, PEOPLE)
