"""Linking: from files to one universe in which every name leads to what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from fabula.bible.lexicon import Lexicon
from fabula.bible.model import EntryKind
from fabula.finding import Finding
from fabula.script.heading import Heading
from fabula.source import Span
from fabula.universe.files import Files
from fabula.universe.firsts import FirstNames, first_names
from fabula.universe.lexicon import name_pairs
from fabula.universe.link_cues import CueLinker
from fabula.universe.link_entries import declare_entities, link_fields, link_owners, link_parents
from fabula.universe.link_links import link_wikilinks
from fabula.universe.link_notes import NoteLinker
from fabula.universe.link_places import PlaceLinker
from fabula.universe.load import paused_collection
from fabula.universe.mentions import MentionFinder
from fabula.universe.model import Entity, Episode, Scene, Universe, Unlinked
from fabula.universe.renamed import Renamed, holds_any, notes_are_open
from fabula.universe.scenes import lay_out_episode, telling_order

_PLACE = EntryKind.PLACE

__all__ = ["Linker", "link_universe", "make_lexicon"]


def link_universe(files: Files) -> tuple[Universe, list[Finding]]:
    """Link the names of a universe.

    People and places that the bible does not know become entities of their own, marked as undeclared. What cannot
    be linked stands in ``Universe.unlinked``; whether that is a mistake is for the rules.
    """
    with paused_collection():
        linker = Linker(files)
        return linker.universe, linker.findings


def make_lexicon(entities: Iterable[Entity]) -> Lexicon:
    """All names by which notes and fields call the entities, with first and last names that only one person has."""
    return Lexicon(name_pairs(entities))


class Linker:
    """A universe, linked; and linked again in part after an edit.

    ``universe`` is what came of it. Names mean the same in all episodes, so an episode is linked again only if its own
    text has changed, or if it may hold a name that means something else than before.
    """

    def __init__(self, files: Files) -> None:
        self.files = files
        self.splices: list[tuple[int, int, int]] = []
        """What the last edit laid out anew: the order of an episode's first scene, and how many it had and has."""
        self._headings: dict[str, Heading] = {}
        self._firsts = FirstNames()
        self._entities: dict[str, Entity] = {}
        self._places: PlaceLinker
        self._named = 0
        mothership = next((show.id for show in files.shows.values() if show.mothership), "")
        self._declared = declare_entities(files.entries, mothership)
        self._of_bible = link_owners(self._declared, files.shows)
        bible_names = make_lexicon(self._declared.values())
        link_parents(self._declared, bible_names)
        self._of_bible += link_fields(self._declared, bible_names)
        self._of_bible += link_wikilinks(files.entries, self._declared, files.names)

        self._episodes = [episode for show in telling_order(files.shows.values()) for episode in show.episodes]
        self._scenes: list[Scene] = []
        for episode in self._episodes:
            self._lay_out(episode, len(self._scenes))
            self._scenes += episode.scenes
        self._find_names()
        for episode in self._episodes:
            self._link(episode)
        if len(self._entities) > self._named:  # without a bible, notes name people and things of their own
            self._lexicon = make_lexicon(self._entities.values())
            self._mentions = MentionFinder(self._entities)
        for episode in self._episodes:
            self._mentions.link(episode)
        self.universe = Universe(
            root=str(files.root),
            settings=files.settings,
            entities=dict(sorted(self._entities.items())),
            shows=dict(sorted(files.shows.items())),
            episodes=self._episodes,
            scenes=self._scenes,
            entries=files.entries,
            unlinked=self._unlinked(),
            has_bible=files.has_bible,
            by_name=_by_key(self._scenes),
            lexicon=self._lexicon,
        )

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with scene numbers and canon notes."""
        return [f for episode in self._episodes for name in ("laid out", "noted") for f in episode.kept.get(name, ())]

    def relink(self, changed: Iterable[tuple[Episode, Episode]]) -> list[tuple[Episode, Episode]] | None:
        """Link again what has changed: pairs of an episode as it was and as it is, of one show, key and status.

        Gives such pairs for all episodes that have been linked again: they are new objects, and so are their scenes.
        ``universe`` is new as well. None if everything has to be linked anew; then nothing may be used any more.
        """
        self.splices = []
        pairs = list(changed)
        if not self.files.has_bible and any(_has_notes(episode) for pair in pairs for episode in pair):
            return None  # what such notes name exists only because they do
        for before, after in pairs:
            self._put(before, after)
        renamed, entities = Renamed(), self._entities
        moves = [self._firsts.move(before, after) for before, after in pairs]
        self._move_spans({old: new for moved in moves if moved for old, new in moved.items()})
        if None in moves:
            firsts, self._firsts = self._firsts, first_names(self._episodes)
            if firsts.names == self._firsts.names:
                self._move_spans(firsts.moved_to(self._firsts))
            else:
                renamed = self._name_again(firsts)
        new = {id(after) for _, after in pairs}
        for episode in [episode for episode in self._episodes if id(episode) not in new]:
            if renamed and (renamed.touches(episode) or holds_any(episode, renamed) or notes_are_open(episode)):
                again = replace(episode, scenes=[], kept={})
                episode.show.episodes[episode.show.episodes.index(episode)] = again
                self._put(episode, again)
                self._firsts.move(episode, again)
                pairs.append((episode, again))
        linked = [after for _, after in pairs]
        for episode in linked:
            self._link(episode)
            self._mentions.link(episode)
        self._renew(linked, entities, bool(renamed))
        for before, after in pairs:
            self.universe.note_forms(after, before)
        return pairs

    def _lay_out(self, episode: Episode, first: int) -> None:
        episode.kept["laid out"] = lay_out_episode(episode, first, self._headings)

    def _put(self, before: Episode, after: Episode) -> None:
        """Lay out an episode in the place of another; scenes told later move up or down."""
        index = self._episodes.index(before)
        first = before.scenes[0].order if before.scenes else _first_after(self._episodes[:index])
        self._lay_out(after, first)
        self.splices.append((first, len(before.scenes), len(after.scenes)))
        self._episodes = [*self._episodes[:index], after, *self._episodes[index + 1 :]]
        self._scenes = [*self._scenes[:first], *after.scenes, *self._scenes[first + len(before.scenes) :]]
        if len(after.scenes) != len(before.scenes):
            for order in range(first + len(after.scenes), len(self._scenes)):
                self._scenes[order].order = order

    def _find_names(self, same_places: bool = False) -> None:
        """Everybody and every place that is named, and the means to find the names in texts.

        With ``same_places`` headings name the places that they named before.
        """
        entities = dict(self._declared)
        self._cues = CueLinker(entities)
        self._cues.gather(self._episodes)
        if same_places:
            self._places.entities = entities
            entities.update((key, e) for key, e in self._entities.items() if e.entry is None and e.kind is _PLACE)
        else:
            self._places = PlaceLinker(entities)
            self._places.gather(self._episodes)
        self._entities = entities
        self._named = len(entities)
        self._firsts = first_names(self._episodes)
        self._lexicon = make_lexicon(entities.values())
        self._notes = NoteLinker(entities, self._lexicon, self.files.has_bible)
        self._mentions = MentionFinder(entities)

    def _name_again(self, firsts: FirstNames) -> Renamed:
        """Find all names anew, and what has changed by it; ``firsts`` are those before."""
        entities, cues, places, mentions = self._entities, self._cues, self._places, self._mentions
        same_places = firsts.place_names == self._firsts.place_names
        if same_places:
            self._move_places(firsts)
        self._find_names(same_places)
        return Renamed.between(
            (entities, cues, places, mentions), (self._entities, self._cues, self._places, self._mentions)
        )

    def _move_places(self, before: FirstNames) -> None:
        """Give undeclared places that stand elsewhere in the text new entities, and leave the old ones as they are."""
        moved = dict(zip(before.place_spans(), self._firsts.place_spans(), strict=True))
        self._entities = {
            key: replace(e, span=moved[e.span]) if e.entry is None and e.kind is _PLACE and e.span in moved else e
            for key, e in self._entities.items()
        }

    def _move_spans(self, moved: Mapping[Span, Span]) -> None:
        """Move the places at which undeclared entities are first named."""
        for entity in self._entities.values() if moved else ():
            if entity.entry is None:
                entity.span = moved.get(entity.span, entity.span)

    def _link(self, episode: Episode) -> None:
        """Link the cues, headings and notes of an episode."""
        for linker in (self._cues, self._places, self._notes):
            linker.start_episode()
        seen: set[str] = set()
        for scene in episode.scenes:
            self._cues.link(scene, seen)
            self._places.link(scene)
        episode.kept["noted"] = self._notes.link(episode)
        episode.kept["unlinked"] = [*self._cues.unlinked, *self._places.unlinked, *self._notes.unlinked]

    def _unlinked(self) -> list[Unlinked]:
        found = chain(self._of_bible, *(episode.kept["unlinked"] for episode in self._episodes))
        return sorted(found, key=lambda item: (item.span.key, item.what, item.text))

    def _renew(self, linked: list[Episode], entities: dict[str, Entity], renamed: bool) -> None:
        """The universe after some episodes have been linked again; ``entities`` are those before."""
        before = self.universe
        by_name = dict(before.by_name)
        if len(self._scenes) == len(before.scenes) and all(s.key in by_name for e in linked for s in e.scenes):
            by_name.update((scene.key, scene) for episode in linked for scene in episode.scenes)
        else:
            by_name = _by_key(self._scenes)
        self.universe = replace(
            before,
            entities=before.entities if self._entities is entities else dict(sorted(self._entities.items())),
            episodes=self._episodes,
            scenes=self._scenes,
            unlinked=self._unlinked(),
            by_name=by_name,
            lexicon=self._lexicon,
            forms=None if before.forms is None else {form: dict(held) for form, held in before.forms.items()},
            kept={} if renamed else before.kept,
        )


def _by_key(scenes: Iterable[Scene]) -> dict[str, Scene]:
    return {scene.key: scene for scene in sorted(scenes, key=lambda scene: scene.key)}


def _first_after(episodes: list[Episode]) -> int:
    """The order of the scene that comes after all of some episodes."""
    return next((episode.scenes[-1].order + 1 for episode in reversed(episodes) if episode.scenes), 0)


def _has_notes(episode: Episode) -> bool:
    return bool(episode.script.notes)
