"""What is told of a canon note: what a statement says, and what it changes; of a rule's code, which rule it is."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.forms import FORMS
from fabula.bible.patterns import show_pattern
from fabula.bible.statements import Statement
from fabula.lsp.pages.words import bold, page, plain, said_scene
from fabula.lsp.warm import AtHand, point_of
from fabula.report.words import count
from fabula.rules.registry import find_rule, page_of
from fabula.story.canon import Canon
from fabula.story.changes import changes_of
from fabula.story.minds.matters import matter_of
from fabula.story.minds.phrases import Phrases
from fabula.story.minds.turns import find_turns
from fabula.story.model import Change, Moment
from fabula.universe.model import Scene

__all__ = ["code_page", "statement_page"]

_MOST = 5
"""Changes of minds that are told."""


def statement_page(canon: Canon, scene: Scene, statement: Statement, held: AtHand | None) -> str:
    """A statement: what its form says, and what it changes here."""
    form = next((one for one in FORMS if one.name == statement.form), None)
    head = f"`{show_pattern(form.patterns[0])}`" if form is not None else ""
    return page(f"{head} {plain(form.doc)}" if form is not None else head, _changes(canon, scene, statement, held))


def code_page(code: str) -> str:
    """The rule that a code stands for: its title, and what it checks in a sentence."""
    rule = find_rule(code)
    if rule is None:
        return f"There is no rule {plain(code)}. `fabula explain` lists all codes."
    told = page_of(rule)
    checks = " ".join(told.sections[0][1].split())
    first = checks.partition(". ")[0]
    return page(f"{bold(f'{told.code} {told.name}')} · {plain(told.title.rstrip('.'))}", [_raw(first)])


def _raw(text: str) -> str:
    """Words of our own, which are Markdown already."""
    return text if text.endswith(".") else text + "."


def _changes(canon: Canon, scene: Scene, statement: Statement, held: AtHand | None) -> Iterator[str]:
    if not canon.timeline.mode[scene.order].happened:
        yield "what is shown here did not happen, so it changes nothing"
        return
    moment = Moment(canon.timeline.rank[scene.order], statement.span.start)
    phrases = held.asking.phrases if held is not None else Phrases(canon.universe)
    changed = [
        _in_the_world(canon, scene, change, phrases) for change in changes_of(canon.universe, scene, statement, moment)
    ]
    yield from dict.fromkeys(changed)
    if held is None:
        return
    start, end = (point_of(held, scene, offset) for offset in (statement.span.start, statement.span.start + 1))
    # Secrets first, and what somebody comes to hold of the story before what they come to think of others.
    turns = [turn for turn in find_turns(held.asking, start, end) if not turn.plain]
    turns.sort(key=lambda turn: (len(turn.chain), not phrases.is_secretive(turn.matter)))
    for turn in turns[:_MOST]:
        before = f" (before: {plain(turn.before)})" if turn.old and turn.new else ""
        yield f"{plain(turn.after)}{before}"
    if len(turns) > _MOST:
        yield f"and {count(len(turns) - _MOST, 'more change')} of minds"


def _in_the_world(canon: Canon, scene: Scene, change: Change, phrases: Phrases) -> str:
    """One change: what is so from here on, and what was so before."""
    world = canon.world
    subject, attribute = change.subject, change.attribute
    if attribute == "cover":
        return f"{plain(phrases.name(subject))} goes by {plain(phrases.name(change.value))} from here on"
    matter = matter_of(subject, attribute)
    empty = "nobody" if attribute == "holder" else "no"
    so = plain(phrases.so(matter, change.value or empty)) if attribute != "place" or change.value else ""
    so = so or f"{plain(phrases.name(subject))} is gone from there"
    before = world.last(subject, attribute, change.moment)
    if before is None:
        return f"from here on {so}"
    if before.value == change.value:
        return f"{so}, as before (since {said_scene(before.scene, scene)})"
    was = plain(phrases.so(matter, before.value or empty)) if before.value or attribute != "place" else ""
    return f"from here on {so}{f'; until here {was} (since {said_scene(before.scene, scene)})' if was else ''}"
