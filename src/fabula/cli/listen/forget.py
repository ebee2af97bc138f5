"""``fabula listen forget``: an author or a source taken out of all that is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At

if TYPE_CHECKING:
    from fabula.listening.store import Store
    from fabula.listening.store.key import AuthorKey

__all__ = ["forget"]


def forget(
    name: Annotated[
        str, typer.Argument(metavar="AUTHOR|SOURCE", help="An author, as the source writes them; or a source.")
    ],
    author: Annotated[bool, typer.Option("--author", help="It is an author.")] = False,
    source: Annotated[bool, typer.Option("--source", help="It is a source.")] = False,
    universe: In = Path(),
    at: At = None,
    json: Json = False,
) -> None:
    """Take an author or a source out of the store: comments, marks, mentions, labels, rows kept aside.

    An author is remembered, by hash only, so that adding a file again does not bring them back. With --author that is
    done even if nothing of theirs is there. A source that is added again is there again.

    Files that were added, reports that were written and scorers that were trained are not touched.

    \b
    Examples:
      fabula listen forget crumbcounter
      fabula listen forget board --source
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.listen.opening import listening_errors, open_audience
    from fabula.cli.output import emit
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope
    from fabula.report.words import clean, count, join_words

    if author and source:
        raise WrongUse("--author and --source exclude each other")
    target, store = open_audience(universe, at)
    with listening_errors(), Progress() as say:
        from fabula.listening.cleaning import clean_store
        from fabula.listening.intake.declared import read_languages
        from fabula.listening.store.forget import Forgotten, finish_forgetting, forget_author, forget_source
        from fabula.listening.store.key import open_key
        from fabula.listening.store.lock import hold_store

        if not store.is_there:
            raise WrongUse("nothing has been added yet", "there is nothing to forget")
        languages = read_languages(target.root)
        store.prepare()
        with hold_store(store):
            finish_forgetting(store)
            key = open_key(store)
            kind, hashes = _settle(name, author, source, store, key)
            say("forgetting")
            forgotten = forget_source(store, name) if kind == "source" else Forgotten()
            for one in hashes:
                forgotten.add(forget_author(store, one, name))
            clean_store(store, languages, say)
    total = forgotten.comments.total()
    if json:
        document = {
            "comments": dict(sorted(forgotten.comments.items())),
            "aside": forgotten.aside,
            "labels": forgotten.labels,
        }
        emit(dump(envelope(kind=kind, **document)))
        return
    counts = [(total, "comment"), (forgotten.aside, "row"), (forgotten.labels, "label")]
    words = [count(number, noun) for at, (number, noun) in enumerate(counts) if number or not at]
    words = [f"{word} kept aside" if " row" in word else word for word in words]
    emit(f"Forgotten: {kind} {clean(name)}, {join_words(words)}.\n")


def _settle(name: str, author: bool, source: bool, store: Store, key: AuthorKey) -> tuple[str, list[str]]:
    """Whether an author or a source is meant, and the hashes of the author. Raises `WrongUse` if neither is there."""
    from fabula.cli.errors import WrongUse
    from fabula.cli.suggest import did_you_mean
    from fabula.listening.store.forget import count_by_author
    from fabula.report.words import join_words

    if source and name not in store.sources():
        names = store.sources()
        remedy = did_you_mean(name, names) or (f"the sources are: {join_words(names)}" if names else "there are none")
        raise WrongUse(f"there is no source {name}", remedy)
    if source:
        return "source", []
    hashes = [key.hash(one) for one in _spellings(name)]
    heard = [one for one in hashes if count_by_author(store, one)]
    if author:
        return "author", heard or hashes[:1]
    if name in store.sources():
        if heard:
            raise WrongUse(f"{name} is a source, and an author as well", "say which: --author or --source")
        return "source", []
    if not heard:
        near = did_you_mean(name, store.sources())
        raise WrongUse(
            f"nobody of the name {name} is heard, and there is no source of that name",
            near or "write the name as the source does; with --author it is kept out of what is added later",
        )
    return "author", heard


def _spellings(name: str) -> list[str]:
    """A name as sites write it: u/name, /u/name, @name, name."""
    bare = name.strip().removeprefix("/").removeprefix("u/").removeprefix("@")
    return list(dict.fromkeys((name.strip(), bare, f"@{bare}", f"u/{bare}", f"/u/{bare}")))
