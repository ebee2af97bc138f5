"""X101 not-the-owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fabula.finding import Finding, Level, Related
from fabula.rules.contradiction import sentence
from fabula.rules.registry import Rule
from fabula.rules.requests import Answer, Request, find_requests
from fabula.story.canon import Canon
from fabula.universe.model import Status

__all__ = ["NotTheOwner"]


class NotTheOwner(Rule):
    """A show changes somebody or something that belongs to another show.

    ## What it checks
    Every entry of the bible has an owner: the show in its `owner` field, or else the mothership. When a scene of
    another show states that this person dies or comes back, joins or leaves a group, loves or marries somebody, that
    an attribute `becomes` something else, or that this thing is destroyed, it is reported. So is what it states
    otherwise when it retcons a scene of another show. Being in a scene, going somewhere, taking or using a thing is no
    such change.

    It is fine if the entry says `shared: yes`, lists the show in `owners` or the scene in `grants`, if a scene of the
    owner's show states the same change, or if a scene of the owner's show takes it back openly (`retcons`).

    A note `asks SHOW: REASON` in the scene makes it a request. As long as the episode is not locked and the owner has
    not refused, it is then kept as intended, and `fabula requests` lists it.

    ## Why it matters
    The other room plans two seasons with the man whom this room has just shot.

    ## Example
        shows/india/s01/e03.fountain
        Bernard falls. [[canon: Bernard dies]]

    ## What to do
    Ask the room that owns the entry: `[[canon: asks Citadel: he has to be free to come to Jaipur]]`. If they agree,
    they write `grants: {india S01E03/3: REASON}` in the entry, list your show in its `owners`, or show the change
    themselves. If not, they write `refuses:` in the same way; then let it happen to somebody of your own.
    """

    code = "X101"
    name = "not-the-owner"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each statement and each owner who has not granted it."""
        for request in find_requests(canon):
            if request.answer in _UNSETTLED:
                yield _finding(request)


_UNSETTLED = frozenset({Answer.UNASKED, Answer.OPEN, Answer.REFUSED})


def _finding(request: Request) -> Finding:
    entity, owner, here = request.entities[0], request.owner, request.show
    by = f"is changed by {here.name}"
    help_ = f"agree it with {owner.name}: they list `owners: [{here.id}]` in the entry, or show it themselves"
    related = [Related(entity.span, f"the entry of {entity.name}, owned by {owner.name}")]
    intended = None
    if request.answer is Answer.REFUSED and request.where is not None:
        by = f"is changed by {here.name}, which {owner.name} refuses"
        help_ = f"let it happen to somebody of your own, or ask {owner.name} again"
        related[:0] = [Related(request.where, f"refused here{f': {request.how}' if request.how else ''}")]
    elif request.ask is not None:
        episode = request.scene.episode
        intended = f"asked of {owner.name}: {request.reason or 'no reason given'}"
        if episode.status >= Status.LOCKED:
            by = f"is changed by {here.name}; {owner.name} has not answered, and {episode.code} is {episode.status}"
            help_ = f"get an answer: {owner.name} write `grants` or `refuses` in the entry"
            related[:0] = [Related(request.ask.span, "asked here")]
            intended = None
    message = f"{entity.name} belongs to the show {owner.name}, but {by}: {request.words}"
    finding = Finding("X101", request.change.span, sentence(message), help_, related=tuple(related))
    return replace(finding, intended=intended)
