"""Linking: from files to one universe in which every name leads to what it means."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.lexicon import Lexicon
from fabula.finding import Finding
from fabula.universe.files import Files
from fabula.universe.link_cues import CueLinker
from fabula.universe.link_entries import declare_entities, link_fields, link_owners, link_parents
from fabula.universe.link_links import link_wikilinks
from fabula.universe.link_notes import NoteLinker
from fabula.universe.link_places import PlaceLinker
from fabula.universe.load import paused_collection
from fabula.universe.mentions import MentionFinder
from fabula.universe.model import Entity, Universe
from fabula.universe.people import PeopleNames
from fabula.universe.scenes import lay_out_scenes

__all__ = ["link_universe", "make_lexicon"]


def link_universe(files: Files) -> tuple[Universe, list[Finding]]:
    """Link the names of a universe.

    People and places that the bible does not know become entities of their own, marked as undeclared. What cannot
    be linked stands in ``Universe.unlinked``; whether that is a mistake is for the rules.
    """
    with paused_collection():
        return _link(files)


def _link(files: Files) -> tuple[Universe, list[Finding]]:
    mothership = next((show.id for show in files.shows.values() if show.mothership), "")
    entities = declare_entities(files.entries, mothership)
    unlinked = link_owners(entities, files.shows)
    bible_names = make_lexicon(entities.values())
    link_parents(entities, bible_names)
    unlinked += link_fields(entities, bible_names)
    unlinked += link_wikilinks(files.entries, entities, files.names)

    episodes, scenes, findings = lay_out_scenes(files.shows.values())
    cues = CueLinker(entities)
    cues.gather(episodes)
    places = PlaceLinker(entities)
    places.gather(scene.heading for scene in scenes)
    seen: set[str] = set()
    for scene in scenes:
        if scene is scene.episode.scenes[0]:
            seen = set()
        cues.link(scene, seen)
        places.link(scene)
    unlinked += cues.unlinked + places.unlinked

    lexicon = make_lexicon(entities.values())
    notes = NoteLinker(entities, lexicon, files.has_bible)
    before = len(entities)
    for episode in episodes:
        findings += notes.link(episode)
    unlinked += notes.unlinked
    if len(entities) > before:  # without a bible, notes name people and things of their own
        lexicon = make_lexicon(entities.values())
    mentions = MentionFinder(entities)
    for episode in episodes:
        mentions.link(episode)

    universe = Universe(
        root=str(files.root),
        settings=files.settings,
        entities=dict(sorted(entities.items())),
        shows=dict(sorted(files.shows.items())),
        episodes=episodes,
        scenes=scenes,
        entries=files.entries,
        unlinked=sorted(unlinked, key=lambda item: (item.span.key, item.what, item.text)),
        has_bible=files.has_bible,
        by_name={scene.key: scene for scene in sorted(scenes, key=lambda scene: scene.key)},
        lexicon=lexicon,
    )
    return universe, findings


def make_lexicon(entities: Iterable[Entity]) -> Lexicon:
    """All names by which notes and fields call the entities, with first and last names that only one person has."""
    entities = sorted(entities, key=lambda entity: (not entity.declared, entity.key))
    names: list[tuple[str, str]] = []
    taken: set[str] = set()
    for entity in entities:
        if not entity.declared and entity.parent:
            continue  # rooms of a place are no names of their own: every flat has a kitchen
        for name in (entity.name, *entity.aliases, *(entity.entry.cues if entity.entry is not None else ())):
            names.append((name, entity.key))
            taken.add(name.casefold())
    for known in (True, False):
        people = PeopleNames(entity for entity in entities if entity.declared is known)
        for part, keys in sorted(people.part.items()):
            spoken = people.spoken[part]
            if spoken.casefold() not in taken:
                names.extend((spoken, key) for key in keys)
        taken.update(spoken.casefold() for spoken in people.spoken.values())
    return Lexicon(dict.fromkeys(names))
