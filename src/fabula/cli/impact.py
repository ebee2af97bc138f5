"""``fabula impact``: what rests on a scene, an episode, a fact or a name, and what comes of it without it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fabula.cli.asking import In, Json

if TYPE_CHECKING:
    from collections.abc import Callable

    from fabula.change.impact.impact import Impact
    from fabula.change.impact.outcome import Outcome
    from fabula.cli.places import Target as Place
    from fabula.live.universe import LiveUniverse
    from fabula.story.canon import Canon

__all__ = ["ImpactFormat", "impact"]


class ImpactFormat(StrEnum):
    """How an impact is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def impact(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="A scene (india S01E02/14, FILE:LINE), an act, an episode, a fact, or a name: person, place, secret.",
            show_default=False,
        ),
    ] = "",
    universe: In = Path(),
    drop: Annotated[bool, typer.Option("--drop", help="Replay everything without it.")] = False,
    move: Annotated[
        str,
        typer.Option(
            "--move",
            metavar="SCENE",
            help="Replay everything with the scene told after another one (with --before: before it).",
            show_default=False,
        ),
    ] = "",
    before: Annotated[bool, typer.Option("--before", help="With --move: before that scene.")] = False,
    diff: Annotated[
        str,
        typer.Option(
            "--diff",
            metavar="A..B",
            help="What rests on what differs between two versions: revisions, folders, a version of the universe.",
            show_default=False,
        ),
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help="Everything, not only the first few of each kind.")] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help="Every reason, step by step.")] = False,
    form: Annotated[ImpactFormat, typer.Option("--format", help="How it is written.")] = ImpactFormat.TEXT,
    json: Json = False,
) -> None:
    """Show what rests on a scene, an episode, a fact or a name, in every show.

    Who knows it from there, uses what was given there, is paid off, measured or named by it; directly, and through
    other scenes. What is hardest to change comes first: released, shot, locked, draft. Then what is not touched.

    With --drop or --move the whole universe is replayed with the change, and what comes of it is listed: findings
    that appear and disappear, who no longer knows what, payoffs without a setup. No file is written.

    \b
    Examples:
      fabula impact "italy S01E03/1A"
      fabula impact "italy S01E03/1A" --drop --evidence
      fabula impact "italy S01E02/2" --move "italy S01E04/2"
      fabula impact "the gate code"
      fabula impact "Tommaso is dead" --drop
      fabula impact --diff main..rome-room
    """
    from fabula.cli.output import emit, terminal_ink
    from fabula.report.impact import ImpactView, write_impact
    from fabula.report.impact_document import impact_document
    from fabula.report.impact_markdown import write_impact_markdown
    from fabula.report.impact_words import ImpactWords
    from fabula.report.json import dump, envelope

    _refuse(what, drop, move, before, diff)
    answer = _differ(diff, universe) if diff else _answer(universe, what, drop, move, before)
    words, prefixes = ImpactWords(answer.canon.universe), (answer.prefix, answer.prefix_after)
    match ImpactFormat.JSON if json else form:
        case ImpactFormat.JSON:
            emit(dump(envelope(**impact_document(words, answer.impact, answer.outcome, *prefixes))))
        case ImpactFormat.MARKDOWN:
            emit(write_impact_markdown(words, answer.impact, answer.outcome, *prefixes, everything))
        case _:
            view = ImpactView(everything, evidence, *prefixes, terminal_ink())
            emit(write_impact(words, answer.impact, answer.outcome, view))


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is to be written, and what stands in front of paths: of those before the change, and after it."""

    canon: Canon
    impact: Impact
    outcome: Outcome | None
    prefix: str
    prefix_after: str


def _refuse(what: str, drop: bool, move: str, before: bool, diff: str) -> None:
    """Options that do not go together. Raises `WrongUse`."""
    from fabula.cli.errors import WrongUse

    if diff and (what or drop or move):
        raise WrongUse("--diff asks about two versions, and nothing else", "write `fabula impact --diff A..B`")
    if not what and not diff:
        raise WrongUse("it is not said what is asked about", "write it behind the verb: `fabula impact S01E02/14`")
    if drop and move:
        raise WrongUse("--drop and --move are two questions", "ask one after the other")
    if before and not move:
        raise WrongUse("--before says where --move puts a scene", "add `--move SCENE`, or leave it away")


def _differ(diff: str, universe: Path) -> _Answer:
    """What rests on what differs between two versions."""
    from fabula.change.impact.differing import find_difference_impact
    from fabula.cli.diff import compare_versions

    sides, found = compare_versions([diff], universe if universe != Path() else None)
    before, after = sides
    impact, outcome = find_difference_impact(found, before.words, after.words)
    return _Answer(found.before, impact, outcome, before.prefix, after.prefix)


def _answer(universe: Path, what: str, drop: bool, move: str, before: bool) -> _Answer:
    """What rests on it, and what comes of the trial if one is asked for."""
    from fabula.change.impact.impact import find_impact
    from fabula.change.impact.leaving_out import leave_out
    from fabula.change.impact.moving import move_scene
    from fabula.change.impact.outcome import try_out
    from fabula.change.impact.targets import read_target
    from fabula.cli.errors import WrongUse
    from fabula.cli.places import find_target, open_canon
    from fabula.cli.progress import Progress
    from fabula.story.minds.names import AskError
    from fabula.story.minds.points import find_scene
    from fabula.universe.load import paused_collection

    script = Path(re.sub(r"(:\d+)+:?$", "", what))
    if universe == Path() and script.name and script.is_file():
        universe = script  # a line of a script says which universe is meant
    place = find_target(universe)
    with Progress() as say, paused_collection():
        try:
            if not (drop or move):
                canon = open_canon(place, say)
                say("following what rests on it")
                found = find_impact(canon, read_target(canon, what))
                return _Answer(canon, found, None, place.prefix, place.prefix)
            live = _open_live(place, say)
            canon = live.canon
            target = read_target(canon, what)
            if move and target.kind != "scene":
                raise WrongUse(f"{target.words} is no scene: only a scene can be told elsewhere", "name one: S01E02/14")
            trial = move_scene(target.scenes[0], find_scene(canon, move), before) if move else leave_out(canon, target)
            found = find_impact(canon, target)
            say(f"replaying {trial.did}")
            outcome = try_out(live, trial, found, take_back=False)
            return _Answer(canon, found, outcome, place.prefix, place.prefix)
        except AskError as error:
            raise WrongUse(error.message, error.remedy) from error


def _open_live(place: Place, say: Callable[[str], None]) -> LiveUniverse:
    """The universe, ready to be changed on trial. Raises `Unreadable` if there is nothing that can be read."""
    from fabula.cli.errors import Unreadable
    from fabula.live.universe import LiveUniverse
    from fabula.universe.load import UnreadableUniverse

    say("reading and checking")
    try:
        return LiveUniverse(place.path)
    except UnreadableUniverse as error:
        raise Unreadable(error.message, error.remedy) from error
