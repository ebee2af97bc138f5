"""What the data do not have and the rules look at: ages, scars, tokens, oaths, script days, two spinoffs. All invented.

Planted into the clean universe, all of it consistent: it must give no finding, and the mutations then break it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.got.convert import REGIONS, slug
from tests.got.drafts import START, EpisodeDraft, SceneDraft, UniverseDraft

__all__ = ["EVENT", "Token", "lives", "plant"]

EVENT = "The burning of Saltmere"
"""An event long before the story, of which people can say how long ago it was: in 1290."""

_METALS = "copper silver amber ivory glass pewter walnut coral".split()
_OBJECTS = "ring comb whistle thimble mirror buckle bell spoon".split()
_PORT_PEOPLE = ("Orsolo Venn", "Tamrin Kael", "Isaura Pell", "Quillon Marsh", "Bettany Roake", "Dessa Thorne-Vale")


@dataclass(frozen=True)
class Token:
    """A thing that somebody takes in one scene, has in the next, and has in a third, where it pays off."""

    name: str
    person: str
    scenes: tuple[SceneDraft, SceneDraft, SceneDraft]


def lives(draft: UniverseDraft) -> dict[str, list[SceneDraft]]:
    """For everybody who is one body, the dated scenes that they are in, in order."""
    found: dict[str, list[SceneDraft]] = {name: [] for name in sorted(draft.persons)}
    for scene in sorted((s for s in draft.scenes() if s.present), key=lambda s: (s.minute or 0, s.home)):
        for name in scene.people:
            if name in found:
                found[name].append(scene)
    return found


def plant(draft: UniverseDraft) -> list[Token]:
    """Add all of it; give the tokens."""
    found = lives(draft)
    for index, (name, scenes) in enumerate(item for item in found.items() if len(item[1]) >= 5):
        _plant_age(draft, name, scenes[0], 18 + index % 40)
        side = ("left", "right")[index % 2]
        for scene in (scenes[0], scenes[len(scenes) // 2], scenes[-1]):
            scene.closing.append(f'"{name}"\'s scar is {side} cheek')
        house = draft.files[draft.people[name]].partition("groups: [")[2].partition("]")[0]
        if house and len(scenes) >= 6:
            for scene in (scenes[len(scenes) // 3], scenes[2 * len(scenes) // 3]):
                scene.opening.append(f'"{name}" acts for {house}')
    tokens = _plant_tokens(draft, found)
    for number, episode in enumerate(draft.episodes.values()):
        if number % 3 == 0:
            dated = [scene for scene in episode.scenes if scene.present]
            for day, scene in enumerate(dated, 1):
                scene.opening.append(f"story day {day}")
    draft.files[f"bible/events/{slug(EVENT)}.md"] = f'---\nname: "{EVENT}"\nin: 1290\n---\n'
    _plant_harbours(draft)
    return tokens


def _plant_age(draft: UniverseDraft, name: str, scene: SceneDraft, age: int) -> None:
    """A date of birth, and the age that goes with it, where somebody is first seen."""
    day = START + timedelta(minutes=scene.minute or 0)
    draft.files[draft.people[name]] = draft.files[draft.people[name]].replace(
        "\nnature:", f"\nborn: {day.year - age}-01-01\nnature:"
    )
    scene.action.append(f"{name.upper()} ({age}) looks around.")


def _plant_tokens(draft: UniverseDraft, found: dict[str, list[SceneDraft]]) -> list[Token]:
    names = [f"the {metal} {thing}" for metal in _METALS for thing in _OBJECTS]
    owners = [(name, scenes) for name, scenes in found.items() if len(scenes) >= 9][: len(names)]
    tokens = []
    for thing, (name, scenes) in zip(names, owners, strict=False):
        first, middle, last = scenes[1], scenes[len(scenes) // 2], scenes[-2]
        first.closing += [f'sets up "{thing}"', f'"{name}" takes "{thing}"']
        middle.closing.append(f'"{name}" has "{thing}"')
        last.closing += [f'"{name}" has "{thing}"', f'pays off "{thing}"']
        draft.files[f"bible/things/{slug(thing)}.md"] = f'---\nname: "{thing}"\n---\n'
        tokens.append(Token(thing, name, (first, middle, last)))
    return tokens


def _plant_harbours(draft: UniverseDraft) -> None:
    """A spinoff whose scenes are at the same minutes as scenes of the mothership; and a show that feeds nobody."""
    files = draft.files
    files["shows/harbours/show.md"] = "---\nname: Harbours\nrole: spinoff\nfeeds: [thrones]\n---\n"
    files["shows/lagoon/show.md"] = "---\nname: Lagoon\nrole: spinoff\n---\n"
    files["shows/thrones/show.md"] = files["shows/thrones/show.md"].replace("feeds: []", "feeds: [harbours]")
    for name in _PORT_PEOPLE:
        draft.people[name] = f"bible/people/{slug(name)}.md"
        files[draft.people[name]] = f'---\nname: "{name}"\nowner: harbours\n---\n'
    dated = [scene for scene in draft.scenes() if scene.present and scene.places[0] in REGIONS]
    for number in range(8):
        key = f"harbours/s01e{number + 1:02}"
        episode = draft.episodes[key] = EpisodeDraft(key, f"Harbour {number + 1}", "draft")
        for index in range(12):
            twin = dated[len(dated) // 20 + (len(dated) * 17 // 20) * (12 * number + index) // 96]
            person = _PORT_PEOPLE[(number + index) % len(_PORT_PEOPLE)]
            episode.scenes.append(
                SceneDraft(["Braavos", "Customs House"], twin.minute, 30, [person], str(index + 1), home=(key, index))
            )
    idea = draft.episodes["harbours/s02e01"] = EpisodeDraft("harbours/s02e01", "Perhaps", "idea")
    idea.scenes.append(SceneDraft(["Braavos"], None, 30, [_PORT_PEOPLE[0]], "1", home=("harbours/s02e01", 0)))
    lagoon = draft.episodes["lagoon/s01e01"] = EpisodeDraft("lagoon/s01e01", "Low Water", "draft")
    lagoon.scenes.append(SceneDraft(["The Summer Sea"], 600, 30, [], "1", home=("lagoon/s01e01", 0)))
