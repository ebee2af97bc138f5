"""Names as somebody types them who asks about minds: people, covers, places, things, secrets.

A name is an alias or a file's stem as well, and a first or last name where only one bears it. What leads nowhere, or
to several, is an `AskError` with the nearest names.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from fabula.bible.model import EntryKind
from fabula.story.changes import body_of
from fabula.story.minds.company import minded
from fabula.story.minds.log import AUDIENCE
from fabula.universe.model import Nature, Universe
from fabula.universe.names import fold_name

__all__ = ["BEINGS", "AskError", "find_name", "find_person", "join_or", "near_names"]

BEINGS = (EntryKind.PERSON, EntryKind.COVER)
"""Kinds of names that stand for somebody with a mind."""

_NOUNS = {
    EntryKind.PERSON: "a person",
    EntryKind.COVER: "a cover",
    EntryKind.GROUP: "a group",
    EntryKind.PLACE: "a place",
    EntryKind.THING: "a thing",
    EntryKind.SECRET: "a secret",
    EntryKind.STORYLINE: "a storyline",
    EntryKind.EVENT: "an event",
}


class AskError(LookupError):
    """A question that cannot be put: why in a sentence without a full stop, and what to write instead."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def find_person(universe: Universe, text: str) -> str:
    """The person whose mind is meant, by any of their names or covers. ``audience`` is whoever watches.

    Raises `AskError` for a name that leads nowhere or to several, and for what has no mind of its own.
    """
    if fold_name(text).removeprefix("the ") == AUDIENCE and not universe.lexicon.exact(text, _folders(BEINGS)):
        return AUDIENCE
    key = body_of(universe, find_name(universe, text, *BEINGS))
    entity = universe.entities[key]
    if key in minded(universe):
        return key
    if entity.kind is EntryKind.COVER:
        remedy = "say in its entry whose it is: `of: NAME`"
        raise AskError(f"{entity.name} is a cover that nobody is said to use", remedy)
    what = "an office, held by several" if entity.nature is Nature.OFFICE else "a kind of people"
    raise AskError(f"{entity.name} is {what}, and has no mind of its own", "name somebody who is one of them")


def find_name(universe: Universe, text: str, *kinds: EntryKind) -> str:
    """The key of what a name means, among some kinds (any, if none are given). Raises `AskError`."""
    text = text.strip().strip("\"“”«»'").strip()
    if not text:
        raise AskError("a name is missing")
    keys = _exact(universe, text, kinds) or _by_word(universe, text, kinds)
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise AskError(
            f"“{text}” could be {join_or(_told_apart(universe, keys))}", "write the whole name, or the name of its file"
        )
    other = _exact(universe, text, ()) if kinds else ()
    wanted = join_or([_NOUNS[kind] for kind in dict.fromkeys(kinds) if kind is not EntryKind.COVER])
    if other:
        known = universe.entities[other[0]]
        raise AskError(f"{known.name} is {_NOUNS[known.kind]}, not {wanted}", near_names(universe, text, *kinds))
    what = "nobody" if set(kinds) <= set(BEINGS) and kinds else "nothing"
    raise AskError(f"{what} in this universe is called “{text}”", near_names(universe, text, *kinds))


def near_names(universe: Universe, text: str, *kinds: EntryKind) -> str:
    """The nearest names of some kinds, as a question; else some of those that there are."""
    spelled = universe.lexicon.nearest(text, _folders(kinds))
    keys = dict.fromkeys(key for name in spelled for key in universe.lexicon.exact(name, _folders(kinds)))
    near = tuple(dict.fromkeys(universe.name(key) for key in keys))
    names = _names_of(universe, kinds)
    if not near:
        folded = {fold_name(word): name for name in names for word in (name, *name.split())}
        near = tuple(dict.fromkeys(folded[word] for word in get_close_matches(fold_name(text), sorted(folded), 3, 0.6)))
    if near:
        return f"did you mean {join_or(list(near))}?"
    if not names:
        return ""
    shown = names[:8]
    rest = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    return f"there are: {', '.join(shown)}{rest}"


def join_or(words: list[str]) -> str:
    """Words as a choice: "a, b or c"."""
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _exact(universe: Universe, text: str, kinds: tuple[EntryKind, ...]) -> tuple[str, ...]:
    keys = universe.lexicon.exact(text.replace("’", "'"), _folders(kinds))
    if keys:
        return keys
    stems = [text, *(f"{kind}/{text}" for kind in kinds or EntryKind)]
    return tuple(
        key for key in stems if key in universe.entities and (not kinds or universe.entities[key].kind in kinds)
    )


def _by_word(universe: Universe, text: str, kinds: tuple[EntryKind, ...]) -> tuple[str, ...]:
    """Those who have a name as one of their words: a first name, a last name."""
    wanted = fold_name(text)
    return tuple(
        key
        for key, entity in universe.entities.items()
        if entity.kind in (kinds or BEINGS) and entity.kind in BEINGS and wanted in fold_name(entity.name).split()
    )


def _told_apart(universe: Universe, keys: Iterable[str]) -> list[str]:
    return [f"{universe.name(key)} ({key})" for key in keys]


def _names_of(universe: Universe, kinds: tuple[EntryKind, ...]) -> list[str]:
    return sorted(entity.name for entity in universe.entities.values() if not kinds or entity.kind in kinds)


def _folders(kinds: Iterable[EntryKind]) -> frozenset[str] | None:
    return frozenset(map(str, kinds)) or None
