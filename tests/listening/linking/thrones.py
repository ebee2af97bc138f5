"""The series of ``../shared/data/got`` as a small universe, with the names that its audience has for everybody.

Nicknames, groups, events and the like are from what anybody knows who has seen the series, written down before any
comment was read. Scripts hold one scene for each place of an episode, with a cue for everybody who is there: enough
to say who is met more often than whom.
"""

from __future__ import annotations

import json
from pathlib import Path

from fabula.universe.model import Universe
from tests.got.convert import DATA, REGIONS, UNIQUE, inner_places, read_characters, read_episodes, slug
from tests.listening.linking.universe import read

__all__ = ["DATA", "thrones"]

NICKNAMES = {
    "Jon Snow": "Lord Snow, Lord Commander Snow, King Crow",
    "Daenerys Targaryen": "Dany, Khaleesi, Mother of Dragons, the dragon queen, the mad queen, Danny",
    "Tyrion Lannister": "the Imp, the halfman",
    "Sansa Stark": "little bird, Queen in the North",
    "Jaime Lannister": "Kingslayer, the Kingslayer, Jamie",
    "Jorah Mormont": "Ser Jorah, Ser Friendzone",
    "Davos Seaworth": "Ser Davos, the Onion Knight",
    "Bran Stark": "Brandon Stark, Bran the Broken",
    "Samwell Tarly": "Sam, Sam Tarly",
    "Sandor Clegane": "the Hound",
    "Gregor Clegane": "the Mountain",
    "Brienne of Tarth": "Lady Brienne",
    "Petyr Baelish": "Littlefinger, Little Finger, Lord Baelish, Peter Baelish",
    "Lord Varys": "the Spider",
    "Catelyn Stark": "Cat, Lady Stark, Catelyn Tully",
    "Theon Greyjoy": "Reek",
    "Ramsay Snow": "Ramsay Bolton",
    "Eddard Stark": "Ned, Ned Stark, Lord Stark",
    "The Night King": "NK",
    "Aerys II Targaryen": "the Mad King, Aerys, King Aerys",
    "Joffrey Baratheon": "Joff, King Joffrey",
    "Robert Baratheon": "King Robert, Bobby B",
    "Olenna Tyrell": "Lady Olenna, Queen of Thorns",
    "Oberyn Martell": "the Red Viper",
    "Melisandre": "the red woman, Lady Melisandre",
    "Jeor Mormont": "Lord Commander Mormont, the Old Bear",
    "Eddison Tollett": "Dolorous Edd, Edd",
    "Margaery Tyrell": "Queen Margaery",
    "White Walker": "White Walkers, WWs",
    "Three-Eyed Raven": "3ER, three eyed crow",
    "High Sparrow": "the Sparrow",
    "Tormund Giantsbane": "Tormund",
    "Grand Maester Pycelle": "Pycelle",
    "Khal Drogo": "Drogo",
    "Stannis Baratheon": "Stannis the Mannis, King Stannis",
    "Viserys Targaryen": "the Beggar King",
    "Robb Stark": "the Young Wolf, King Robb",
    "Brynden Tully": "the Blackfish, Blackfish",
}
GROUPS = {
    "Night's Watch": "the Watch, the crows",
    "Dothraki": "",
    "Unsullied": "the Unsullied",
    "Wildlings": "Free Folk, wildling",
    "Faceless Men": "faceless man",
    "Kingsguard": "",
    "Brotherhood without Banners": "the Brotherhood",
    "Sons of the Harpy": "",
    "Children of the Forest": "",
    "Iron Bank": "",
    "Golden Company": "",
    "Sand Snakes": "Sand Snake",
    "Ironborn": "",
    "House Martell": "",
    "House Bolton": "",
    "House Tarly": "",
    "House Tully": "",
    "House Arryn": "",
}
PLACES = {"King's Landing": "KL", "Westeros": "", "Essos": "", "The Eyrie": "", "Tower of Joy": "", "Casterly Rock": "",
          "Highgarden": "", "The Red Keep": "", "Sept of Baelor": "the Sept"}  # fmt: skip
THINGS = {"The Iron Throne": "the throne", "Dragonglass": "", "Wildfire": ""}
EVENTS = {
    "The Red Wedding": ("RW", ""),
    "The Purple Wedding": ("", ""),
    "Battle of the Bastards": ("BotB", ""),
    "Battle of the Blackwater": ("Battle of Blackwater, Blackwater Bay battle", ""),
    "The Battle of Winterfell": ("the long night battle, battle against the dead", ""),
    "Robert's Rebellion": ("the rebellion", ""),
    "The burning of King's Landing": ("sack of King's Landing", "burned King's Landing, burning King's Landing"),
    "War of the Five Kings": ("", ""),
}
SECRETS = {"Jon's parentage": ("R+L=J", "Jon's parents, rightful heir, secret Targaryen, Jon is a Targaryen")}
STORYLINES = {"The Dorne plot": ("Dorne storyline, Dorne plotline, Dorne arc", "")}


def thrones(folder: Path) -> Universe:
    """The universe, written to a folder and read."""
    files = {f"shows/thrones/{path}": text for path, text in _scripts().items()}
    files["shows/thrones/show.md"] = "---\nname: Game of Thrones\nrole: mothership\naliases: [GoT]\n---\n"
    for name in sorted({*read_characters(), *NICKNAMES}):
        data = read_characters().get(name, {})
        house = data.get("houseName")
        lines = [f"name: {json.dumps(name)}"]
        if name == "White Walker":
            lines.append("nature: class")
        if data.get("actorName"):
            lines.append(f"actor: {json.dumps(data['actorName'])}")
        if isinstance(house, str):
            files[f"bible/groups/house-{slug(house)}.md"] = _entry(f"House {house}")
            lines.append(f'groups: ["House {house}"]')
        files[f"bible/people/{slug(name)}.md"] = _entry(name, NICKNAMES.get(name, ""), lines=lines[1:])
    for kind, table in (("groups", GROUPS), ("things", dict.fromkeys(UNIQUE, "") | THINGS)):
        for name, nicknames in table.items():
            files[f"bible/{kind}/{slug(name)}.md"] = _entry(name, nicknames)
    places = dict.fromkeys([*REGIONS, *inner_places()], "") | PLACES
    for name, nicknames in places.items():
        files[f"bible/places/{slug(name)}.md"] = _entry(name, nicknames)
    for kind, told in (("events", EVENTS), ("secrets", SECRETS), ("storylines", STORYLINES)):
        for name, (nicknames, words) in told.items():
            files[f"bible/{kind}/{slug(name)}.md"] = _entry(name, nicknames, words)
    return read(folder, files)


def _entry(name: str, nicknames: str = "", words: str = "", lines: list[str] | None = None) -> str:
    held = [f"name: {json.dumps(name)}", *(lines or [])]
    for field, text in (("nicknames", nicknames), ("words", words)):
        if text:
            held.append(f"{field}: {json.dumps(text.split(', '))}")
    return "---\n" + "\n".join(held) + "\n---\n"


def _scripts() -> dict[str, str]:
    found: dict[str, str] = {}
    for episode in read_episodes():
        lines = [f"Title: {episode['episodeTitle']}", "Status: released", f"Released: {episode['episodeAirDate']}", ""]
        people: dict[str, dict[str, None]] = {}
        for scene in episode["scenes"]:
            place = scene.get("subLocation") or scene["location"]
            named = (person["name"] for person in scene["characters"])
            people.setdefault(place, {}).update(dict.fromkeys(name for name in named if name in read_characters()))
        for place, names in people.items():
            lines += [f"EXT. {place.upper()} - DAY", "", "They are here.", ""]
            for name in names:
                lines += [f"@{name.upper()}", "Here.", ""]
        found[f"s{episode['seasonNum']:02}/e{episode['episodeNum']:02}.fountain"] = "\n".join(lines)
    return found
