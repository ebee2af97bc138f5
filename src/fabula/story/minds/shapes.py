"""The shapes that events take in minds: seen openly, watched in secret, told, lied about, whispered.

Each function builds one functional event model. All of them keep the rule that what I view, I view myself viewing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fabula.story.minds.events import Grounds, Matter, MindEvent, Node, Post

__all__ = ["Hearing", "claim", "open_event", "party_event", "seen_event", "telling", "watched_event", "whisper_mark"]


def claim(speaker: str, matter: Matter) -> Matter:
    """The matter of what somebody has claimed on a matter: even a sceptic learns that it was claimed."""
    return Matter("claim", speaker, matter)


def whisper_mark(hearer: str, matter: Matter) -> Matter:
    """The matter of whether somebody knows the answer to a matter, whatever it is: "she saw that he was told"."""
    return Matter("knows-whether", hearer, matter)


def open_event(posts: Iterable[Post], people: Iterable[str], tag: int = -1) -> MindEvent:
    """All who are there see it, and see one another seeing it."""
    return MindEvent((Node(tuple(posts), dict.fromkeys(sorted(people), 0)),), tag)


def watched_event(posts: Iterable[Post], public: Iterable[str], unseen: Iterable[str], tag: int = -1) -> MindEvent:
    """Some see it openly; others watch unseen: they know all, and the public does not know of them."""
    hidden = sorted(set(unseen))
    if not hidden:
        return open_event(posts, public, tag)
    seen = tuple(posts)
    openly = dict.fromkeys(sorted(set(public) - set(hidden)), 1)
    return MindEvent((Node(seen, {**openly, **dict.fromkeys(hidden, 0)}), Node(seen, openly)), tag)


def seen_event(posts: Iterable[Post], supposed: Mapping[str, frozenset[str]], tag: int = -1) -> MindEvent:
    """Each who sees it has their own idea of who else does.

    ``supposed`` maps everybody who really observes to those whom they take to observe, themselves included. Whoever
    supposes just those who really do sees the event as it is; each other set of supposed observers is a node.
    """
    seen = tuple(posts)
    really = frozenset(supposed)
    sets = sorted({frozenset(group | {person}) for person, group in supposed.items()} - {really}, key=sorted)
    index = {really: 0, **{group: number for number, group in enumerate(sets, 1)}}
    real = {person: index[frozenset(supposed[person] | {person})] for person in sorted(supposed)}
    nodes = [Node(seen, real)]
    nodes += [Node(seen, dict.fromkeys(sorted(group), index[group])) for group in sets]
    return MindEvent(tuple(nodes), tag)


def party_event(
    posts: Iterable[Post],
    public: frozenset[str],
    supposed: Mapping[str, frozenset[str]] | None = None,
    bands: Iterable[frozenset[str]] = (),
    own: Mapping[str, Post] | None = None,
    tag: int = -1,
) -> MindEvent:
    """What a company takes in, some of whom may have left unnoticed and some of whom may be hidden.

    ``supposed`` maps those of the public who are wrong about it to whom they take the public to be, themselves
    included. Each of ``bands`` hides together: they see all, know of one another, and of no other band; nobody knows
    of them. ``own`` are posts that only the band of that person takes in, and that really hold.
    """
    said, own, supposed = tuple(posts), own or {}, supposed or {}
    hidden = [frozenset(band - public) for band in bands if band - public]
    groups = {person: frozenset(supposed.get(person, public) | {person}) for person in sorted(public)}
    if not hidden and all(group == public for group in groups.values()):
        return MindEvent((Node(said, dict.fromkeys(sorted(public), 0)),), tag)
    first = len(hidden) if len(hidden) == 1 else len(hidden) + 1
    index = {group: number for number, group in enumerate(sorted(set(groups.values()), key=sorted), first)}
    openly = {person: index[group] for person, group in groups.items()}
    really, nodes = dict(openly), []
    for number, band in enumerate(hidden, 0 if len(hidden) == 1 else 1):
        view = dict.fromkeys(sorted(band), number)
        really |= view
        nodes.append(Node(said + tuple(own[p] for p in sorted(band) if p in own), {**openly, **view}))
    if len(hidden) != 1:
        nodes.insert(0, Node(said + tuple(own[p] for band in hidden for p in sorted(band) if p in own), really))
    nodes += [Node(said, dict.fromkeys(sorted(group), number)) for group, number in index.items()]
    return MindEvent(tuple(nodes), tag)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who hears something said, and how they take it.

    ``trusting`` take it for true; ``doubting`` learn only that it was claimed; ``knowing`` know that it is a lie (they
    are in on it). ``fooled`` are those whom the *speaker* takes to trust: by default those who do. ``seeing`` see that
    something is said and to whom, but not what. ``hidden`` overhear it and nobody knows; they take it for true unless
    they are among ``doubting``. ``silent`` hear it and do not believe it, and nobody sees that: all take them to
    trust. ``supposed`` hear nothing, and those who speak and hear take them to hear it and to trust: they have left
    unnoticed.
    """

    trusting: frozenset[str] = frozenset()
    doubting: frozenset[str] = frozenset()
    knowing: frozenset[str] = frozenset()
    fooled: frozenset[str] | None = None
    seeing: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    supposed: frozenset[str] = frozenset()
    grounds: Grounds = field(default=Grounds.TOLD)


def telling(speaker: str, posts: Iterable[Post], hearing: Hearing, tag: int = -1) -> MindEvent:
    """Somebody says that something is so. Whether it is a lie depends on what the speaker believes, not on its shape.

    What the speaker holds does not change. Who trusts holds it from now on, takes the speaker to hold it, and takes
    all who hear to hold it but those who openly doubt. The speaker's picture of the hearers follows ``fooled``.
    """
    said = tuple(posts)
    claims = tuple(Post(claim(speaker, p.matter), p.value, Grounds.SEEN) for p in said)
    told = tuple(p._replace(grounds=min(p.grounds, hearing.grounds)) for p in said)
    hidden = hearing.hidden - {speaker}
    hearers = (hearing.trusting | hearing.doubting | hearing.knowing | hearing.silent) - {speaker} - hidden
    trusting = (hearing.trusting & hearers) - hearing.doubting - hearing.silent
    knowing = hearing.knowing & hearers - hearing.silent
    silent = hearing.silent & hearers
    doubting = hearers - trusting - knowing - silent
    supposed = hearing.supposed - hearers - hidden - {speaker}
    taken_in = trusting | silent | supposed  # as those who speak and hear openly see it
    fooled = taken_in if hearing.fooled is None else ((hearing.fooled & hearers) | silent | supposed) - knowing
    seeing = hearing.seeing - hearers - hidden - supposed - {speaker}
    # Nodes: 0 as it is; 1 sincere, as those who trust take it; 2 as the speaker takes it; 3 as those who only see it;
    # 4 as one who overhears it in secret; 5 sincere, as the speaker takes those who are fooled to take it; 6 as it is
    # but for what nobody knows, as sceptics and those in on it take it; from 7 on as each takes it who keeps still.
    aware = 6 if hidden or silent or supposed else 0
    outsiders = dict.fromkeys(sorted(seeing), 3)
    sceptics = dict.fromkeys(sorted(doubting), aware)
    sincere = {**dict.fromkeys(sorted(taken_in | knowing), 1), **sceptics, speaker: 1, **outsiders}
    known = {**dict.fromkeys(sorted(taken_in), 1), **sceptics, **dict.fromkeys(sorted(knowing), aware)}
    known |= {speaker: aware if fooled == taken_in else 2, **outsiders}
    still = {person: 7 + place for place, person in enumerate(sorted(silent | (hidden & hearing.doubting)))}
    overheard = {person: still.get(person, 4) for person in sorted(hidden)}
    meant = {person: 5 if person in fooled else 2 for person in sorted(hearers | supposed)}
    marks = tuple(Post(whisper_mark(person, p.matter), "yes") for p in said for person in sorted(hearers))
    really = {person: node for person, node in {**known, **overheard, **still}.items() if person not in supposed}
    eavesdropped = {person: 1 if person in silent else node for person, node in sincere.items()}
    nodes = [
        Node(claims, really),
        Node(claims + told, sincere),
        Node(claims, {**meant, speaker: 2, **outsiders}),
        Node(marks, dict.fromkeys(sorted(seeing | hearers | supposed | {speaker}), 3)),
        Node(claims + told, {**_without(eavesdropped, supposed), **dict.fromkeys(sorted(hidden), 4)}),
        Node(claims + told, {**meant, speaker: 5, **outsiders}),
        Node(claims, known),
        *(
            Node(claims, {**_without(known, supposed if person in hidden else frozenset()), person: node})
            for person, node in still.items()
        ),
    ]
    return _compact(nodes, tag)


def _without(view: Mapping[str, int], people: frozenset[str]) -> dict[str, int]:
    return {person: node for person, node in view.items() if person not in people}


def _compact(nodes: list[Node], tag: int) -> MindEvent:
    """The nodes that can be reached from node 0, renumbered in order."""
    order, queue = [0], [0]
    while queue:
        for target in nodes[queue.pop(0)].view.values():
            if target not in order:
                order.append(target)
                queue.append(target)
    number = {old: new for new, old in enumerate(order)}
    kept = (nodes[old] for old in order)
    return MindEvent(
        tuple(Node(n.post, {p: number[target] for p, target in n.view.items()}, n.memory) for n in kept), tag
    )
