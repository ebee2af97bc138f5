"""What a show leaves open if it ends now, with where each can go on, and what of other shows leans on it."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.change.rehoming.cast import find_left_people
from fabula.change.rehoming.debts import find_open_secrets, find_open_setups, find_open_storylines, find_open_things
from fabula.change.rehoming.ends import LooseEnd, What
from fabula.change.rehoming.homes import Home, Homes
from fabula.change.rehoming.leanings import Leaning, find_leanings, open_requests
from fabula.rules.requests import Request
from fabula.story.canon import Canon
from fabula.universe.model import Show

__all__ = ["Open", "Rehoming", "rehome_show"]


@dataclass(frozen=True, slots=True)
class Open:
    """A loose end with the shows in which it can go on, the one with most ties first."""

    end: LooseEnd
    homes: tuple[Home, ...]


@dataclass(frozen=True, slots=True)
class Rehoming:
    """All that a show leaves: its loose ends, what leans on it, and its requests that are not settled."""

    show: Show
    open: tuple[Open, ...]
    leanings: tuple[Leaning, ...]
    requests: tuple[Request, ...]

    def of(self, what: What) -> list[Open]:
        """The loose ends of one kind."""
        return [one for one in self.open if one.end.what is what]


def rehome_show(canon: Canon, show: Show) -> Rehoming:
    """What a show leaves open if it ends now: by kind, in the order of telling within a kind."""
    ends = [
        *find_open_storylines(canon, show),
        *find_open_setups(canon, show),
        *find_open_secrets(canon, show),
        *find_open_things(canon, show),
        *find_left_people(canon, show),
    ]
    kinds = list(What)
    ends.sort(key=lambda end: (kinds.index(end.what), end.scene.order if end.scene is not None else -1, end.name))
    homes = Homes(canon, show)
    return Rehoming(
        show,
        tuple(Open(end, homes.find(end)) for end in ends),
        tuple(find_leanings(canon, show)),
        tuple(open_requests(canon, show)),
    )
