"""Game of Thrones as data, made into a universe: 73 scripts in our own words, and a bible.

The data say, for 4,165 scenes, where they play, from which second to which, who is in them, who dies and who has
which weapon. They hold no dates, no distances, and no text. Presence becomes a cue with a neutral line, so that it is
certain; a corpse becomes a word in the action lines. Two spacings give the scenes their times:

``screen``: a second on the screen is a minute of the story, and episodes are a week apart. What overlaps in the data
overlaps here. ``days``: each scene has a day of its own, and days enough lie between two scenes of a person for the
way. Coordinates, ages, scars, tokens and the two spinoffs are invented.

``declared`` says what the bible knows of people who are no ordinary people: "nothing", what the data's "readme"
names, or "all" that the data mean.
"""

from __future__ import annotations

import json
import re
from functools import cache
from math import asin, ceil, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from tests.got.drafts import EpisodeDraft, SceneDraft, UniverseDraft

__all__ = ["DATA", "REGIONS", "convert", "hours_between", "point_of", "read_episodes", "slug"]

DATA = Path(__file__).parents[3] / "shared" / "data" / "got"
SHOW = "thrones"
SPEED = 40
"""Nobody travels faster, in km/h."""

REGIONS: dict[str, tuple[float, float]] = {
    "North of the Wall": (60, 0), "The Wall": (56, 0), "The North": (50, 0), "The Vale": (44, 4),
    "The Riverlands": (43, -1), "The Westerlands": (41, -6), "The Crownlands": (39, 3), "The Stormlands": (36, 5),
    "The Reach": (35, -4), "Dorne": (31, 0), "The Iron Islands": (46, -8), "The Sunset Sea": (40, -14),
    "The Shivering Sea": (57, 8), "The Narrow Sea": (43, 10), "Braavos": (50, 15), "Pentos": (43, 16),
    "Volantis": (32, 21), "Valyria": (28, 25), "The Summer Sea": (24, 20), "The Dothraki Sea": (42, 28),
    "Vaes Dothrak": (43, 35), "The Red Waste": (35, 38), "Qarth": (29, 44), "Astapor": (27, 31),
    "Yunkai": (30, 32), "Meereen": (33, 33),
}  # fmt: skip
"""Where the regions lie: our own map, with the proportions of none."""

UNIQUE = (
    "Longclaw", "Needle", "Valyrian Steel Dagger", "Widow's Wail", "Oathkeeper", "Lightbringer", "Heartsbane",
    "Hearteater", "Ice", "Lion's Tooth", "Dawn", "Vigilance",
)  # fmt: skip
WATCHERS = ("Bran Stark", "Three-Eyed Raven")
"""Who sees what was long ago without being there; in a script they are voices."""
YOUNG = {
    "Young Ned Stark": "Eddard Stark", "Young Rodrik Cassel": "Rodrik Cassel", "Young Benjen Stark": "Benjen Stark",
    "Young Cersei Lannister": "Cersei Lannister", "Young Lyanna Stark": "Lyanna Stark", "Young Nan": "Old Nan",
    "Wyllis": "Hodor",
}  # fmt: skip

README_NATURES = {"White Walker": "class", "High Septon": "office", "Jaqen H'ghar": "office"}
README_RETURNS = ("Jon Snow",)
OTHER_NATURES = {
    "Ghita": "office",  # a face in the hall of faces
    "Wight Wildling Girl": "class",  # found dead, then walking with the dead
    "Old Man": "class",  # two old men, two years apart
}
OTHER_RETURNS = ("Beric Dondarrion", "Euron Greyjoy", "Viserion", "Othor")
"""Raised by a priest, drowned by the rite, and twice from the dead by the enemy."""
FACES = {"Walder Frey": "Arya Stark"}
"""Who is worn as a face after their death, and by whom."""

_GENERIC = re.compile(
    r"#\d|\b(Guard|Soldier|Whore|Rioter|Wight|Widow|Goldcloak|Unsullied|Ironborn|Mummer|Servant|Handmaid|Innkeeper|"
    r"Watchman|Captain|Sailor|Slaver?|Boy|Child|Officer|General|Prostitute|Septon|Manservant)\b"
)


@cache
def read_episodes() -> tuple[dict[str, Any], ...]:
    """The episodes of the data, as they are."""
    return tuple(json.loads((DATA / "episodes.json").read_text(encoding="utf-8"))["episodes"])


@cache
def read_characters() -> dict[str, dict[str, Any]]:
    """What the data say of people beside scenes, by name."""
    people = json.loads((DATA / "characters.json").read_text(encoding="utf-8"))["characters"]
    return {person["characterName"]: person for person in people}


def slug(name: str) -> str:
    """A name as a file."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def seconds(clock: str) -> int:
    """``0:16:42`` in seconds."""
    hours, minutes, rest = map(int, clock.split(":"))
    return hours * 3600 + minutes * 60 + rest


@cache
def inner_places() -> dict[str, tuple[str, tuple[float, float]]]:
    """Places in regions, with their region and where they lie. Names that several regions share are left out."""
    held: dict[str, set[str]] = {}
    for episode in read_episodes():
        for scene in episode["scenes"]:
            if scene.get("subLocation") and not scene.get("greensight"):  # visions of a place are elsewhere
                held.setdefault(scene["subLocation"], set()).add(scene["location"])
    found: dict[str, tuple[str, tuple[float, float]]] = {}
    for count, (name, regions) in enumerate(sorted(held.items())):
        if len(regions) == 1 and name not in REGIONS:
            region = next(iter(regions))
            lat, lon = REGIONS[region]
            found[name] = region, (round(lat + 0.3 * (count % 4), 1), round(lon + 0.3 * (count % 3), 1))
    return found


def point_of(places: list[str]) -> tuple[float, float]:
    """Where a scene's innermost known place lies."""
    inner = inner_places().get(places[-1])
    return inner[1] if inner is not None and inner[0] == places[0] else REGIONS[places[0]]


def hours_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How long the way takes, on the great circle."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    chord = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371 * asin(sqrt(chord)) / SPEED


def convert(
    spacing: str = "days", declared: str = "all", *, props: bool = True, measured: bool = True, seasons: int = 8
) -> UniverseDraft:
    """The universe, or its first seasons.

    ``props`` says whether weapons are kept account of, ``measured`` whether places have coordinates.
    """
    draft = UniverseDraft()
    natures, returns = _declared(declared)
    alive: dict[str, bool] = {}
    holders: dict[str, tuple[str, SceneDraft]] = {}
    last: dict[str, tuple[int, tuple[float, float]]] = {}
    day, week, later = 0, 0, dict[str, list[str]]()
    for number, raw in enumerate(read_episodes()):
        if raw["seasonNum"] > seasons:
            break
        season, code = raw["seasonNum"], f"s{raw['seasonNum']:02}e{raw['episodeNum']:02}"
        status = "released" if season < 7 else "shot" if season == 7 else "draft"
        episode = EpisodeDraft(f"{SHOW}/{code}", f"Episode {number + 1}", status)
        draft.episodes[episode.key] = episode
        week = number * 7 * 24 * 60
        for index, data in enumerate(raw["scenes"]):
            flashback = bool(data.get("flashback"))
            mode = "flashback" if flashback else "dream" if data.get("greensight") or data.get("warg") else ""
            places = [data["location"], *([data["subLocation"]] if data.get("subLocation") else [])]
            scene = SceneDraft(places, None, 30, [], str(index + 1), mode=mode, home=(episode.key, index))
            episode.scenes.append(scene)
            for person in data["characters"]:
                _add_person(scene, person, declared, natures, returns, alive, later)
            scene.closing += later.pop("", []) if not mode else []
            if props and not mode:
                _add_weapons(scene, data["characters"], holders, declared)
            if spacing == "screen":
                begin, end = seconds(data["sceneStart"]), seconds(data["sceneEnd"])
                scene.takes = max(1, end - begin)
                scene.minute = week + begin if mode != "flashback" else None
                scene.part = "DAY" if 6 <= scene.minute_of_day // 60 < 18 else "NIGHT"
            elif not mode:
                day = _next_day(scene, day, last)
                scene.minute = day * 24 * 60 + (8 + 2 * (day % 5)) * 60
    _add_bible(draft, natures, measured, declared)
    return draft


def _declared(declared: str) -> tuple[dict[str, str], set[str]]:
    natures: dict[str, str] = {}
    returns: set[str] = set()
    if declared != "nothing":
        natures |= README_NATURES
        returns |= set(README_RETURNS)
    if declared == "all":
        names = {person["name"] for episode in read_episodes() for s in episode["scenes"] for person in s["characters"]}
        natures |= {name: "class" for name in names if _GENERIC.search(name) and name not in natures}
        natures |= OTHER_NATURES
        returns |= set(OTHER_RETURNS)
    return natures, returns


def _add_person(
    scene: SceneDraft,
    data: dict[str, Any],
    declared: str,
    natures: dict[str, str],
    returns: set[str],
    alive: dict[str, bool],
    later: dict[str, list[str]],
) -> None:
    """Somebody in a scene: by a cue, as a body, or as a voice; and what becomes of them."""
    name = data["name"]
    dead = alive.get(name) is False
    if data.get("born") is False:
        return
    dies = data.get("alive") is False
    how = bool(data.get("mannerOfDeath") or data.get("killedBy"))
    watching = declared == "all" and scene.mode == "flashback" and name in WATCHERS
    if not dies:
        if declared == "all" and dead and name in FACES and not scene.mode:
            scene.people.append(f"The face of {name}")
            return
        if dead and name in returns and not scene.mode:
            scene.opening.append(f'"{name}" returns')
            alive[name] = True
        (scene.voices if watching else scene.people).append(name)
        return
    if dead and not how:
        scene.bodies.append(name)
        return
    if dead and name in returns and name in OTHER_RETURNS:
        scene.opening.append(f'"{name}" returns')
    if how:
        (scene.voices if watching else scene.people).append(name)
    else:
        scene.bodies.append(name)
    killers = [killer for killer in data.get("killedBy") or [] if killer in _all_names() and killer != name]
    note = f'"{name}" is killed by "{killers[0]}"' if killers else f'"{name}" dies'
    if watching:
        later.setdefault("", []).append(note)
    elif scene.mode != "flashback" or declared != "all" or alive.get(name) is None:
        scene.closing.append(note)
    if scene.mode != "dream":
        alive[name] = False


@cache
def _all_names() -> frozenset[str]:
    return frozenset(p["name"] for episode in read_episodes() for s in episode["scenes"] for p in s["characters"])


def _add_weapons(
    scene: SceneDraft, people: list[dict[str, Any]], holders: dict[str, tuple[str, SceneDraft]], declared: str
) -> None:
    """Who has which weapon that there is only one of. The data do not say how it changes hands; "all" says so."""
    acts = [(w["action"], w["name"], person["name"]) for person in people for w in person.get("weapon", [])]
    acts = [(action, thing, who) for action, thing, who in acts if thing in UNIQUE]
    done: set[tuple[str, str]] = set()

    def take(thing: str, who: str) -> str:
        """The note that somebody has a thing, or takes it; whoever had it and is not here has put it down before."""
        holder, at = holders.get(thing, ("", scene))
        if declared != "all" or holder == who:
            return f'"{who}" has "{thing}"'
        if holder and holder not in scene.people:
            at.closing.append(f'"{holder}" drops "{thing}"')
        return f'"{who}" takes "{thing}"'

    for action, thing, who in acts:
        taker = next((w for a, t, w in acts if t == thing and a in {"receives", "takes"} and w != who), "")
        if action in {"gives", "gives up", "returns"} and taker:
            scene.closing += [take(thing, who), f'"{who}" gives "{thing}" to "{taker}"']
            holders[thing] = taker, scene
            done |= {(thing, who), (thing, taker)}
    for action, thing, who in acts:
        if (thing, who) not in done:
            note = take(thing, who)
            if action in {"receives", "takes", "retrieves", "picks up", "finds"}:
                note = f'"{who}" takes "{thing}"'
            scene.closing.append(note)
            holders[thing] = who, scene


def _next_day(scene: SceneDraft, day: int, last: dict[str, tuple[int, tuple[float, float]]]) -> int:
    """The first day by which everybody in a scene can have come there."""
    here = point_of(scene.places)
    day += 1
    for name in scene.people:
        if name in last:
            then, there = last[name]
            day = max(day, then + 2 + ceil(hours_between(there, here) / 24) if there != here else day)
    for name in scene.people:
        last[name] = day, here
    return day


def _add_bible(draft: UniverseDraft, natures: dict[str, str], measured: bool, declared: str) -> None:
    """Entries for all people, places, weapons and houses; settings; the show."""
    files, characters = draft.files, read_characters()
    files["fabula.toml"] = (
        f'name = "Thrones"\npresent = "1298-01-01"\n\n[travel]\nspeed-kmh = {SPEED}\noverhead-minutes = 0\n'
    )
    files[f"shows/{SHOW}/show.md"] = "---\nname: Thrones\nrole: mothership\nfeeds: []\n---\n"
    young = {old: name for name, old in YOUNG.items() if declared == "all"}
    for name in sorted(_all_names()):
        if declared == "all" and name in YOUNG:
            continue
        lines = [f'name: "{name}"', f"nature: {natures.get(name, 'person')}"]
        house = characters.get(name, {}).get("houseName")
        if isinstance(house, str) and natures.get(name) is None:
            lines.append(f'groups: ["House {house}"]')
            files[f"bible/groups/house-{slug(house)}.md"] = f'---\nname: "House {house}"\n---\n'
        if name in young:
            lines.append(f'aliases: ["{young[name]}"]')
        draft.people[name] = f"bible/people/{slug(name)}.md"
        files[draft.people[name]] = "---\n" + "\n".join(lines) + "\n---\n"
        if name not in natures:
            draft.persons.add(name)
    if declared == "all":
        for name, wearer in FACES.items():
            files[f"bible/covers/face-{slug(name)}.md"] = f'---\nname: "The face of {name}"\nof: "{wearer}"\n---\n'
    for name, (lat, lon) in REGIONS.items():
        at = f"coordinates: [{lat}, {lon}]\n" if measured else ""
        files[f"bible/places/{slug(name)}.md"] = f'---\nname: "{name}"\n{at}---\n'
    for name, (region, (lat, lon)) in inner_places().items():
        at = f"coordinates: [{lat}, {lon}]\n" if measured else ""
        files[f"bible/places/{slug(name)}.md"] = f'---\nname: "{name}"\nin: "{region}"\n{at}---\n'
    for name in UNIQUE:
        files[f"bible/things/{slug(name)}.md"] = f'---\nname: "{name}"\n---\n'
