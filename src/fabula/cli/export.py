"""``fabula export``: an episode in the format of another program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fabula.cli.places import Target
    from fabula.story.canon import Canon
    from fabula.universe.model import Episode

__all__ = ["export"]


def export(
    what: Annotated[
        str, typer.Argument(metavar="EPISODE", help="A script file, or an episode: india/S01E02.", show_default=False)
    ],
    to: Annotated[
        Path,
        typer.Option("--to", metavar="FILE", help="Where to write: a .fdx or a .fountain file.", show_default=False),
    ],
    with_findings: Annotated[
        bool, typer.Option("--with-findings", help="Put the findings into the .fdx file, as script notes.")
    ] = False,
    universe: Annotated[
        Path, typer.Option("--in", metavar="PATH", readable=False, help="The universe, or anything in it.")
    ] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document about what was written.")] = False,
) -> None:
    """Write an episode for Final Draft, or as Fountain.

    With --with-findings a room sees what was found in Final Draft itself, as notes at the lines.

    \b
    Examples:
      fabula export S01E02 --to e02.fdx
      fabula export shows/india/s01/e02.fountain --to e02.fdx --with-findings
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.output import emit, write_file
    from fabula.cli.places import find_target, open_canon
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope
    from fabula.report.words import clean, count

    form = to.suffix.lower()
    if form not in {".fdx", ".fountain"}:
        raise WrongUse(f"{to} is neither a .fdx nor a .fountain file", "name one with --to")
    if with_findings and form != ".fdx":
        raise WrongUse("only .fdx files can hold findings", "leave --with-findings out, or write a .fdx file")
    if to.exists() and not force:
        raise WrongUse(f"{to} is there already", "name another file, or use --force to write over it")
    named = Path(what)
    target = find_target(named if named.is_file() else universe)
    with Progress() as say:
        canon = open_canon(target, say)
    episode = _find_episode(canon, target, what, named.is_file())
    if form == ".fdx":
        from fabula.exchange.write_fdx import write_fdx
        from fabula.rules.run import run_rules

        found = [
            finding
            for finding in (run_rules(canon) if with_findings else ())
            if finding.span.path == episode.script.source.path and finding.intended is None
        ]
        text = write_fdx(episode.script, found)
        notes = len(found)
        tail = f", with {count(len(found), 'finding')} as script notes" if with_findings else ""
    else:
        from fabula.exchange.write_fountain import write_fountain

        text, tail, notes = write_fountain(episode.script), "", 0
    write_file(to, text, "--to")
    if json:
        emit(dump(envelope(episode=episode.key, written=to.as_posix(), notes=notes)))
        return
    emit(f"{clean(episode.show.id)} {episode.code} is in {clean(str(to))}{tail}.\n")


def _find_episode(canon: Canon, target: Target, what: str, is_file: bool) -> Episode:
    from fabula.cli.errors import WrongUse
    from fabula.cli.places import pick_episodes

    if is_file:
        path = target.only[0] if target.only else target.path.name
        found = [episode for episode in canon.universe.episodes if episode.script.source.path == path]
        if not found:
            raise WrongUse(f"{what} is not a script of this universe", "name a script, or an episode")
    else:
        found = pick_episodes(canon, [what])
    if len(found) > 1:
        names = " or ".join(f"{episode.show.id}/{episode.code}" for episode in found)
        raise WrongUse(f"{what!r} is {len(found)} episodes", f"name one: {names}")
    return found[0]
