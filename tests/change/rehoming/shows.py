"""A mothership and two spinoffs, told by a line of notes for each scene."""

from __future__ import annotations

from fabula.change.rehoming.rehome import Rehoming, rehome_show
from fabula.universe.model import Show
from tests.change.universes import checked

__all__ = ["SHOWS", "rehomed", "script"]

SHOWS: dict[str, str] = {
    "bible/people/mason.md": "---\nname: Mason\n---\n",
    "bible/people/rahi.md": "---\nname: Rahi\nowner: india\n---\n",
    "bible/people/farah.md": "---\nname: Farah\nowner: india\n---\n",
    "bible/people/livia.md": "---\nname: Livia\nowner: italy\n---\n",
    "bible/covers/kyle.md": "---\nname: Kyle\nof: Rahi\n---\n",
    "bible/places/pier.md": "---\nname: Pier\n---\n",
    "bible/places/flat.md": "---\nname: Flat\n---\n",
    "bible/things/case.md": "---\nname: the case\n---\n",
    "bible/storylines/numbers.md": "---\nname: Numbers\nletter: C\nowner: india\n---\n",
    "bible/secrets/mole.md": "---\nname: the mole\nowner: india\nholders: [Rahi]\n---\n",
    "shows/main/show.md": "---\nname: Main\nrole: mothership\nfeeds: [india]\n---\n",
    "shows/india/show.md": "---\nname: India\nfeeds: [main]\ncancelled: yes\n---\n",
    "shows/italy/show.md": "---\nname: Italy\n---\n",
}


def script(*scenes: str, status: str = "released", place: str = "PIER") -> str:
    """An episode: each scene is a note, with those who speak in front of a bar: "Rahi Farah | storyline C"."""
    text = f"Status: {status}\n\n"
    for number, scene in enumerate(scenes, 1):
        people, _, note = scene.rpartition("|")
        cues = "".join(f"{name.upper()}\nYes.\n\n" for name in people.split())
        text += f"EXT. {place} - DAY #{number}#\n\n{cues}[[canon: {note.strip() or 'present'}]]\n\n"
    return text


def rehomed(show: str = "india", **episodes: str) -> Rehoming:
    """What a show leaves, in a universe of these episodes: ``india_1`` is the first of India."""
    scripts = {
        f"shows/{name.partition('_')[0]}/s01/e{int(name.partition('_')[2]):02}.fountain": text
        for name, text in episodes.items()
    }
    canon, _ = checked(SHOWS | scripts)
    found: Show = canon.universe.shows[show]
    return rehome_show(canon, found)
