"""Proposals: what the surest findings suggest to adjust, each with its evidence and with what it would touch.

A proposal is a question to the room and no instruction: figures say what people respond to, not what a story needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fabula.listening.answers.bets import read_answers, read_bets
from fabula.listening.answers.changes import Shift
from fabula.listening.answers.comparing import difference
from fabula.listening.answers.guesses import ON_TO, Guess, find_guesses
from fabula.listening.answers.landing import Landing, Response, Selection, Verdict
from fabula.listening.answers.measuring import Measured, Measuring
from fabula.listening.answers.overview import Overview
from fabula.listening.answers.quotes import Quote, shorten
from fabula.listening.answers.responses import SURE, find_landing
from fabula.listening.answers.standing import scenes_of, told_in_order
from fabula.listening.answers.touching import Touched, find_touched
from fabula.listening.elements import ElementKind, element_name, kind_of, people_of
from fabula.listening.numbers.figure import Figure
from fabula.listening.numbers.many import adjusted
from fabula.story.canon import Canon
from fabula.universe.model import Status

if TYPE_CHECKING:
    from fabula.listening.engine import Engine
    from fabula.listening.store import Store

__all__ = ["Evidence", "Proposal", "Proposals", "Step", "find_proposals"]

_KINDS: Final = frozenset(
    {
        ElementKind.PERSON,
        ElementKind.PAIR,
        ElementKind.STORYLINE,
        ElementKind.GROUP,
        ElementKind.PLACE,
        ElementKind.THING,
        ElementKind.COVER,
    }
)
"""What there can be more or less of in scenes to come."""


class Step(StrEnum):
    """What is proposed."""

    MORE = "more of"
    LESS = "less of"
    SOONER = "sooner"
    EXPLAIN = "explain"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure with what it is the figure of."""

    words: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal. ``strength`` orders them; ``chance`` is adjusted for all that was looked at.

    ``remarks`` are what to know besides; ``touched`` the next scenes to come that it concerns, of ``scenes`` in all.
    """

    step: Step
    element: str
    strength: float
    chance: float
    evidence: tuple[Evidence, ...]
    remarks: tuple[str, ...]
    quotes: tuple[Quote, ...]
    touched: tuple[Touched, ...]
    scenes: int


@dataclass(frozen=True, slots=True)
class Proposals:
    """The whole answer: the strongest first. ``looked_at`` is how many elements and secrets there were to look at."""

    overview: Overview
    labels: int
    looked_at: int
    proposals: tuple[Proposal, ...]


def find_proposals(
    canon: Canon, engine: Engine, store: Store, measuring: Measuring, overview: Overview, selection: Selection
) -> Proposals:
    """Everything that is sure enough to propose something, from liking, confusion and guesses."""
    liking = find_landing(canon, engine, measuring, overview, "liking", selection)
    confusion = find_landing(canon, engine, measuring, overview, "confusion", selection)
    answers = read_answers(canon.universe)
    bets = read_bets(canon.universe, store)
    guesses = find_guesses(canon, answers, bets, lambda sums, level: measuring.of(sums, level).figure)
    found = [
        *_of_liking(canon, engine, measuring, liking, selection),
        *_of_pairs(canon, liking),
        *_of_confusion(canon, confusion),
        *_of_guesses(canon, guesses),
    ]
    best: dict[tuple[Step, str], Proposal] = {}
    for one in sorted(found, key=lambda one: (one.chance > SURE, -one.strength, one.step, one.element)):
        if one.chance <= SURE:
            best.setdefault((one.step, one.element), one)
    paired = {one.element for one in best.values() if one.step is Step.PAIR}
    shown = [one for one in best.values() if not (one.step is Step.MORE and one.element in paired)]
    return Proposals(overview, measuring.labels, liking.looked_at + len(guesses), tuple(shown))


def _of_liking(
    canon: Canon, engine: Engine, measuring: Measuring, landing: Landing, selection: Selection
) -> Iterable[Proposal]:
    """More of what lands, less of what does not; of what changed, as it is since."""
    shifts: dict[str, Shift] = {}
    order = [episode.key for episode in told_in_order(canon)]
    for shift in sorted(landing.changes, key=lambda one: order.index(one.at) if one.at in order else -1):
        shifts[shift.element] = shift
    since = {element: _since(canon, engine, measuring, shift, selection) for element, shift in shifts.items()}
    chances = _judge_again(since, landing)
    for one in landing.responses:
        if kind_of(one.element) not in _KINDS:
            continue
        if one.element in since:
            yield from _of_shift(canon, landing, one, shifts[one.element], since[one.element], chances[one.element])
        elif one.verdict in (Verdict.LANDS, Verdict.FAILS):
            step = Step.MORE if one.verdict is Verdict.LANDS else Step.LESS
            words = f"liking of {element_name(canon.universe, one.element)}"
            yield _propose(canon, step, one, one.chance, [Evidence(words, one.measured.figure)], landing, [])


def _since(canon: Canon, engine: Engine, measuring: Measuring, shift: Shift, selection: Selection) -> Measured | None:
    """The response to an element since it last changed."""
    show = shift.at.partition("/")[0]
    keys = [episode.key for episode in told_in_order(canon) if episode.key.partition("/")[0] == show]
    keys = keys[keys.index(shift.at) :] if shift.at in keys else [shift.at]
    if selection.episodes:
        keys = [key for key in keys if key in selection.episodes]
    only = {**selection.comments, "elements": [shift.element], "episodes": keys}
    found = measuring.read(engine, "liking", campaigns=False, **only)
    return found[0][1] if found else None


def _judge_again(since: dict[str, Measured | None], landing: Landing) -> dict[str, float]:
    names = sorted(since)
    raw = []
    for name in names:
        one = since[name]
        raw.append(one.figure.differs_from(landing.rest.figure) if one is not None and one.figure.enough else 1.0)
    return dict(zip(names, adjusted(raw), strict=True))


def _of_shift(
    canon: Canon, landing: Landing, one: Response, shift: Shift, since: Measured | None, chance: float
) -> Iterable[Proposal]:
    if since is None or since.figure.value is None:
        return
    figure = since.figure
    distance = figure.estimate - landing.rest.figure.estimate
    step = Step.MORE if distance > 0 and figure.low > 0 else Step.LESS if distance < 0 and figure.high < 0 else None
    if step is None or chance > SURE:
        return
    name = element_name(canon.universe, one.element)
    code = shift.at.partition("/")[2].upper()
    way = "rose" if shift.difference > 0 else "fell"
    evidence = [Evidence(f"liking of {name} since {code}", figure), Evidence("over all episodes", one.measured.figure)]
    remark = (
        f'It {way} by {abs(shift.difference):.2f} with {code}; `fabula listen trend "{name}"` shows what aired then.'
    )
    yield _propose(canon, step, one, chance, evidence, landing, [remark], abs(distance))


def _propose(
    canon: Canon,
    step: Step,
    one: Response,
    chance: float,
    evidence: Sequence[Evidence],
    landing: Landing,
    remarks: Sequence[str],
    strength: float | None = None,
) -> Proposal:
    side = 1 if step in (Step.MORE, Step.PAIR) or landing.axis != "liking" else -1
    quotes = [quote for quote in one.quotes if quote.side == side] or list(one.quotes)
    touched, scenes = find_touched(canon, one.element)
    rest = Evidence(f"{landing.axis} of everything together", landing.rest.figure)
    return Proposal(
        step,
        one.element,
        abs(one.distance) if strength is None else strength,
        chance,
        (*evidence, rest),
        (*remarks, *_standing(canon, one.element), *_marked(one)),
        tuple(quotes),
        tuple(touched),
        scenes,
    )


def _standing(canon: Canon, element: str) -> list[str]:
    """In how many of the last aired episodes it stands: what is loved may have been forgotten already."""
    scenes = scenes_of(canon, element)
    shows = {scene.episode.show.id for scene in scenes}
    aired = [episode for episode in told_in_order(canon) if episode.show.id in shows]
    last = aired[-3:]
    there = {scene.episode.key for scene in scenes}
    held = sum(episode.key in there for episode in last)
    name = element_name(canon.universe, element)
    if not last:
        return []
    if not held:
        return [f"{name} is in none of the last {len(last)} aired episodes."]
    return [f"{name} is in {held} of the last {len(last)} aired episodes."]


def _marked(one: Response) -> list[str]:
    return [f"{one.reach.marked} comments of campaigns are left out."] if one.reach.marked else []


def _of_pairs(canon: Canon, landing: Landing) -> Iterable[Proposal]:
    """Two people who are liked together, surely more than either of them."""
    known = {one.element: one for one in landing.responses}
    pairs = [one for one in landing.responses if kind_of(one.element) is ElementKind.PAIR]
    told = [
        (one, alone)
        for one in pairs
        if one.verdict is Verdict.LANDS
        and len(alone := [known[key] for key in people_of(one.element) if key in known]) == 2
        and all(single.measured.figure.value is not None for single in alone)
    ]
    raw = [max(one.measured.figure.differs_from(single.measured.figure) for single in alone) for one, alone in told]
    for (one, alone), chance in zip(told, adjusted(raw), strict=True):
        gains = [difference(one.measured.figure, single.measured.figure) for single in alone]
        if chance <= SURE and all(gain.low > 0 for gain in gains):
            names = [element_name(canon.universe, single.element) for single in alone]
            evidence = [
                Evidence(f"liking of {names[0]} and {names[1]} together", one.measured.figure),
                *(
                    Evidence(f"of {name} alone", single.measured.figure)
                    for name, single in zip(names, alone, strict=True)
                ),
            ]
            yield _propose(canon, Step.PAIR, one, max(chance, one.chance), evidence, landing, [])


def _of_confusion(canon: Canon, landing: Landing) -> Iterable[Proposal]:
    for one in landing.with_verdict(Verdict.LANDS):
        name = element_name(canon.universe, one.element)
        evidence = [Evidence(f"confusion about {name}", one.measured.figure)]
        yield _propose(canon, Step.EXPLAIN, one, one.chance, evidence, landing, [])


def _of_guesses(canon: Canon, guesses: Sequence[Guess]) -> Iterable[Proposal]:
    """Secrets that the audience is on to and that are still to be told: their reveal is none any more."""
    chances = adjusted([guess.share.p_value(ON_TO) if guess.share.value is not None else 1.0 for guess in guesses])
    for guess, chance in zip(guesses, chances, strict=True):
        told = guess.told
        if guess.since is None or (told is not None and told.episode.status is Status.RELEASED):
            continue
        name = element_name(canon.universe, guess.secret)
        where = f"{told.name} ({told.episode.status}) tells it" if told is not None else "no scene tells it yet"
        touched, scenes = find_touched(canon, guess.secret)
        yield Proposal(
            Step.SOONER,
            guess.secret,
            guess.share.low,
            chance if guess.share.low > ON_TO else 1.0,
            (Evidence(f"share of those who speak of {name} that predict it rightly", guess.share),),
            (f"The audience has been on to it since {guess.since.isoformat()}; {where}.",),
            tuple(
                Quote(guess.secret, 1, bet.comment, bet.source, None, bet.time, shorten(bet.text))
                for bet in guess.examples
                if bet.right
            ),
            tuple(touched),
            scenes,
        )
