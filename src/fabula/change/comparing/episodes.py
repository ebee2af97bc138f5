"""Shows, episodes and settings: what came, what went, and what is said of the others."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.change.comparing.differences import EpisodeChange, FieldChange, ShowChange
from fabula.change.comparing.entries import Plain, changed_fields
from fabula.change.comparing.pairs import Pairs
from fabula.universe.model import Episode, Settings, Show, Universe
from fabula.universe.versions import plain_path

__all__ = ["compare_episodes", "compare_settings", "compare_shows"]


def compare_settings(before: Settings, after: Settings) -> list[FieldChange]:
    """What ``fabula.toml`` says otherwise."""
    return list(changed_fields(_settings(before), _settings(after)))


def _settings(settings: Settings) -> Plain:
    return {
        "name": _one(settings.name),
        "timezone": (settings.timezone,),
        "present": _one(settings.present),
        "travel.speed-kmh": (f"{settings.travel_speed:g}",),
        "travel.overhead-minutes": (str(settings.travel_overhead),),
        "revision-colours": settings.revision_colours,
        **{f"rules.{rule}": (level,) for rule, level in settings.levels},
    }


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def compare_shows(before: Universe, after: Universe, pairs: Pairs) -> Iterator[ShowChange]:
    """Shows that differ, those of before that are gone last."""
    olds = {new: before.shows[old] for old, new in pairs.shows.items()}
    for name, show in after.shows.items():
        old = olds.get(name)
        fields = tuple(changed_fields(_show(old, pairs), _show(show, None))) if old is not None else ()
        if old is None or fields:
            yield ShowChange(old, show, fields)
    yield from (ShowChange(show, None) for name, show in before.shows.items() if name not in pairs.shows)


def _show(show: Show, pairs: Pairs | None) -> Plain:
    """What is said of a show; ``pairs`` give the names that shows of before have after."""
    feeds = show.feeds if pairs is None else tuple(pairs.shows.get(name, name) for name in show.feeds)
    return {
        "name": (show.name,) if show.name != show.id else (),
        "role": ("mothership" if show.mothership else "spinoff",),
        "feeds": feeds,
        "cancelled": ("yes",) if show.cancelled else (),
    }


def compare_episodes(before: Universe, after: Universe, pairs: Pairs) -> Iterator[EpisodeChange]:
    """Episodes that differ in the order of telling, those that are gone last."""
    for episode in after.episodes:
        old = pairs.episode_before.get(episode)
        fields = tuple(changed_fields(_episode(old, pairs), _episode(episode, None))) if old is not None else ()
        if old is None or fields:
            yield EpisodeChange(old, episode, fields)
    yield from (EpisodeChange(episode, None) for episode in before.episodes if episode not in pairs.episode_after)


def _episode(episode: Episode, pairs: Pairs | None) -> Plain:
    show = episode.show.id
    return {
        "show": (show if pairs is None else pairs.shows.get(show, show),),
        "number": (episode.code,),
        "title": _one(episode.title),
        "status": (str(episode.status),),
        "released": (episode.released.isoformat(),) if episode.released is not None else (),
        "file": (plain_path(episode.script.source.path),),
    }
