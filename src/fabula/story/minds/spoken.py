"""What is told, lied about and whispered: who hears it, who believes it, and who is taken to."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.story.minds.events import UNKNOWN, Matter, MindEvent, Post
from fabula.story.minds.occasion import Mental
from fabula.story.minds.shapes import Hearing, open_event, telling, whisper_mark

__all__ = ["glimpse", "say", "whisper"]


def say(state: Mental, speaker: str, hearer: str, posts: list[Post], *, lie: bool = False) -> Iterator[MindEvent]:
    """Something is told. If both are there, all who are there hear it; else it reaches the hearer alone."""
    if not posts or not speaker or speaker == hearer:
        return
    company = state.company
    aloud = hearer in company.public and speaker in company.public
    hearers = (company.public | {hearer} if aloud else frozenset({hearer})) & state.people - {speaker}
    hidden = company.hidden - {speaker, hearer} if aloud else frozenset[str]()
    supposed = frozenset(slip.person for slip in company.slips) if aloud else frozenset[str]()
    knowing = (hearers | hidden) & state.in_on_it if lie else frozenset[str]()
    doubting = frozenset(who for who in (hearers | hidden) - knowing if _doubts(state, who, speaker))
    seen = frozenset(who for who in doubting if state.log.value((speaker,), _distrust(who, speaker)) == "yes")
    for who in sorted((hearers | hidden) - knowing - doubting):
        denied = [post.matter for post in posts if _knows_better(state, who, post)]
        if denied:  # it shows on them if the speaker knows that they know
            doubting |= {who}
            seen |= {who} if all(_shared(state, speaker, who, matter) for matter in denied) else frozenset()
    told = [state.as_of(speaker, hearers - doubting - knowing, post) for post in posts]
    told = [post for post in told if not _adds_nothing(state, hearers - doubting - knowing, post)]
    if not told:
        return
    hearing = Hearing(
        trusting=hearers - doubting - knowing,
        doubting=(doubting & seen & hearers) | ((doubting | knowing) & hidden),
        silent=(doubting - seen) & hearers,
        knowing=knowing & hearers,
        hidden=hidden,
        supposed=supposed,
    )
    if hearing.trusting or hearing.doubting or hearing.silent or hearing.knowing or hidden:
        yield telling(speaker, told, hearing)
    party = hearers | hidden
    names = state.new_names(told, sorted(party))
    if names:
        yield open_event(names, party)


def whisper(state: Mental, speaker: str, hearer: str, posts: list[Post]) -> Iterator[MindEvent]:
    """Something is said to one alone, in the sight of others: they know that the hearer knows, not what."""
    if not posts or not speaker or hearer not in state.people or speaker == hearer:
        return
    company = state.company
    told = [state.as_of(speaker, [hearer], post) for post in posts]
    doubts = _doubts(state, hearer, speaker)
    aware = doubts and state.log.value((speaker,), _distrust(hearer, speaker)) == "yes"
    alone = frozenset({hearer})
    hearing = Hearing(
        trusting=frozenset() if doubts else alone,
        doubting=alone if aware else frozenset(),
        silent=alone if doubts and not aware else frozenset(),
        seeing=company.seeing - {speaker, hearer} if {speaker, hearer} <= company.seeing else frozenset(),
    )
    yield telling(speaker, told, hearing)
    yield from glimpse(state, hearer, told)
    names = state.new_names(told, [hearer])
    if names:
        yield open_event(names, alone)


def glimpse(state: Mental, hearer: str, posts: list[Post]) -> Iterator[MindEvent]:
    """Those who watch unseen see as well that somebody learns something."""
    for band in state.company.watchers():
        if hearer not in band:
            yield open_event([Post(whisper_mark(hearer, post.matter), "yes") for post in posts], band)


def _knows_better(state: Mental, hearer: str, post: Post) -> bool:
    """Whether something said cannot be so for a hearer who knows themselves, their own place and their own hands."""
    matter, said = post.matter, post.value
    held = state.log.value((hearer,), matter)
    if matter.kind == "holder":
        if said == hearer:
            return held != hearer and state.world.value(matter.subject, "holder", state.moment) not in ("", hearer)
        own = held == hearer
    elif matter.kind == "identity":
        own = matter.detail == hearer
    else:
        own = matter.subject == hearer and matter.kind.partition(":")[0] in _OWN
    if not own or not held or said in (held, UNKNOWN, state.log.value((), matter)):
        return False
    if said.startswith("not "):
        return said == f"not {held}"
    if matter.kind == "place":
        return not state.universe.within(held, said) and not state.universe.within(said, held)
    return True


_OWN = frozenset({"place", "alive", "member", "feels"})
"""What people know best of themselves. Whose child they are, or how ill, they can be told."""


def _shared(state: Mental, speaker: str, hearer: str, matter: Matter) -> bool:
    """Whether a speaker knows what a hearer holds."""
    return state.log.value((speaker, hearer), matter) == state.log.value((hearer,), matter) != ""


def _doubts(state: Mental, hearer: str, speaker: str) -> bool:
    return state.world.value(hearer, f"feels:distrusts:{speaker}", state.moment) == "yes"


def _distrust(hearer: str, speaker: str) -> Matter:
    return Matter("feels:distrusts", hearer, speaker)


def _adds_nothing(state: Mental, hearers: frozenset[str], post: Post) -> bool:
    """Whether all hold something definite that "it is not at Rome" leaves as it is."""
    if not post.value.startswith("not "):
        return False
    held = [state.log.value((who,), post.matter) for who in hearers]
    return bool(held) and all(value and value != post.value.removeprefix("not ") for value in held)
