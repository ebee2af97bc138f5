"""``fabula listen add``: comments out of files into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At

if TYPE_CHECKING:
    from fabula.listening.store import Store
    from fabula.universe.audience import Declared

__all__ = ["add"]


def _option(name: str, metavar: str, about: str) -> Any:
    return typer.Option(name, metavar=metavar, help=about, show_default=False)


def add(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCES|PATHS]...",
            help="Sources that fabula.toml declares, or files and patterns of files; - is standard input "
            "[default: all declared sources].",
            show_default=False,
        ),
    ] = None,
    name: Annotated[str, _option("--as", "NAME", "What the source is called [default: as the first file].")] = "",
    preset: Annotated[
        str, _option("--preset", "SHAPE", "The shape of the files: plain, reddit, youtube, reviews or tweets.")
    ] = "",
    mapping: Annotated[
        list[str] | None,
        _option("--map", "OURS=THEIRS", "Which of their columns is one of ours: text=body. As often as needed."),
    ] = None,
    timezone: Annotated[
        str, _option("--timezone", "ZONE", "Where times without a zone were written [default: UTC].")
    ] = "",
    language: Annotated[str, _option("--language", "CODE", "The language of comments that do not state theirs.")] = "",
    show: Annotated[str, _option("--show", "SHOW", "The show that they are about.")] = "",
    episode: Annotated[str, _option("--episode", "EPISODE", "The episode that they are about: S01E03.")] = "",
    rating: Annotated[str, _option("--rating", "SCALE", "The scale of ratings, worst first: 1-5.")] = "",
    encoding: Annotated[
        str, _option("--encoding", "NAME", "How the files are encoded, where that is told wrong.")
    ] = "",
    delimiter: Annotated[str, _option("--delimiter", "CHAR", "What stands between the columns of a CSV file.")] = "",
    time_format: Annotated[str, _option("--time-format", "FORMAT", 'How times are written: "%d/%m/%Y %H:%M".')] = "",
    no_header: Annotated[
        bool, typer.Option("--no-header", help="The first row is a comment; columns go by number: text=2.")
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Read all files of the source again, in place of what is there.")
    ] = False,
    universe: In = Path(),
    at: At = None,
    json: Json = False,
) -> None:
    """Add comments of the audience to the store of the universe.

    Reads CSV, JSON (an object a line, or one array), Parquet; plain, gzip, zstd, bzip2 or xz. What can be told from the
    file is told, and said. Rows that are broken are counted and kept aside: `fabula listen sources` shows them. Authors
    are kept as hashes only.

    A file that was added before adds nothing; one that has grown is read on; one that has changed is read anew. It may
    be stopped at any time, and goes on from there the next time.

    \b
    Examples:
      fabula listen add
      fabula listen add RC_2023-04.zst --preset reddit --as board
      fabula listen add 'exports/*.csv' --as reviews --map text=body --rating 1-5
      zcat dump.gz | fabula listen add - --as dump
    """
    import time

    from fabula.cli.listen.opening import listening_errors, open_audience
    from fabula.cli.output import emit, terminal_ink
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope

    settings: dict[str, Any] = {
        "preset": preset, "timezone": timezone, "language": language, "show": show, "episode": episode,
        "rating": rating, "encoding": encoding, "delimiter": delimiter, "time-format": time_format,
        "header": False if no_header else None,
    }  # fmt: skip
    target, store = open_audience(universe, at)
    with listening_errors(), Progress() as say:
        from fabula.listening.cleaning import clean_store
        from fabula.listening.intake.add import add_source
        from fabula.listening.intake.declared import read_declared, read_languages
        from fabula.listening.intake.files import find_source_files
        from fabula.listening.store.forget import finish_forgetting
        from fabula.listening.store.key import open_key
        from fabula.listening.store.lock import hold_store

        given = {key: value for key, value in settings.items() if value not in ("", None)}
        given.update({"columns": _columns(mapping)} if mapping else {})
        languages = read_languages(target.root)
        plan = _plan(what or [], name, given, read_declared(target.root), store, anew)
        found = [(one, find_source_files(one.files, target.root, base or target.root)) for one, base in plan]
        store.prepare()
        with hold_store(store):
            finish_forgetting(store)
            key = open_key(store)
            now = time.time_ns() // 1000
            added = [add_source(store, key, one, files, now, say, anew) for one, files in found]
            cleaned = clean_store(store, languages, say)
    from fabula.report.listening.intake import added_document, write_added

    if json:
        emit(dump(envelope(**added_document(added, cleaned))))
    else:
        emit(write_added(added, cleaned, terminal_ink()))


def _columns(mapping: list[str]) -> dict[str, list[str]]:
    from fabula.cli.errors import WrongUse

    columns: dict[str, list[str]] = {}
    for pair in mapping:
        ours, equals, theirs = pair.partition("=")
        if not equals or not ours.strip() or not theirs.strip():
            raise WrongUse(f"--map {pair} maps nothing", "write our column and theirs: --map text=body")
        columns.setdefault(ours.strip(), []).append(theirs.strip())
    return columns


def _plan(
    what: list[str], name: str, given: dict[str, Any], declared: dict[str, Declared], store: Store, anew: bool
) -> list[tuple[Declared, Path | None]]:
    """The sources that are meant, each with the folder that its files are relative to; None for the universe."""
    from dataclasses import replace

    from fabula.cli.errors import WrongUse
    from fabula.listening.intake.declared import declare
    from fabula.listening.intake.record import read_record

    named = [declared[word] for word in what if word in declared]
    paths = tuple(word for word in what if word not in declared)
    if not what:
        if not declared:
            raise WrongUse(
                "fabula.toml declares no sources, and no file is named",
                'name a file, or write [listening.sources.NAME] with files = "…"',
            )
        named = list(declared.values())
    if (name or given) and not paths:
        raise WrongUse(
            "--as and what describes a file need a file", "settings of declared sources stand in fabula.toml"
        )
    plan: list[tuple[Declared, Path | None]] = [(one, None) for one in named]
    if not paths:
        return plan
    name = name or _name(paths[0])
    if name in declared:
        if given:
            raise WrongUse(
                f"the settings of {name} stand in fabula.toml", f"change them there ({declared[name].place})"
            )
        return [*plan, (replace(declared[name], files=paths), Path.cwd())]
    own = declare(name, {**given, "files": list(paths)})
    known = read_record(store, name)
    if known is not None and known.mapping != own.document() and not (given and anew):
        if given:
            raise WrongUse(
                f"{name} was added with other settings",
                "give it another name with --as, or have all of it read again with --anew",
            )
        own = replace(_recorded(name, known.mapping), files=paths)
    return [*plan, (own, Path.cwd())]


def _recorded(name: str, mapping: dict[str, Any]) -> Declared:
    from fabula.universe.audience import Declared

    settings = {**mapping, "columns": tuple((ours, tuple(theirs)) for ours, theirs in mapping["columns"].items())}
    settings["rating"] = tuple(mapping["rating"]) if mapping["rating"] else None
    return Declared(name=name, **settings)


def _name(path: str) -> str:
    """What a source is called if nobody says: as its first file, without what is packed or a pattern about it."""
    import re

    stem = Path(path).name.split(".")[0]
    return re.sub(r"[^a-z0-9_-]+", "-", stem.lower()).strip("-_")[:64] or "comments"
