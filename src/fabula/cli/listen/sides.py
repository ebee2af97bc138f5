"""From two words to two audiences: sources, languages, shows, seasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fabula.cli.listen.opening import Hearing
    from fabula.listening.answers.comparing import Side
    from fabula.listening.answers.overview import Overview

__all__ = ["read_sides"]


def read_sides(heard: Hearing, overview: Overview, first: str, second: str) -> tuple[Side, Side]:
    """Both sides. Raises `WrongUse` for words that name nothing, or things of different kinds, or the same twice."""
    from fabula.cli.errors import WrongUse

    sides = (_read_side(heard, overview, first), _read_side(heard, overview, second))
    if sides[0].kind != sides[1].kind:
        words = f"{first!r} is a {sides[0].kind} and {second!r} a {sides[1].kind}"
        raise WrongUse(words, "compare two sources, two languages, two shows or two seasons")
    if sides[0].only == sides[1].only:
        raise WrongUse(f"{first!r} and {second!r} are the same", "name two that differ")
    return sides


def _read_side(heard: Hearing, overview: Overview, word: str) -> Side:
    from fabula.cli.errors import WrongUse
    from fabula.listening.answers.comparing import Side
    from fabula.report.listening.words import language_name
    from fabula.story.minds.names import AskError
    from fabula.story.minds.points import find_episodes

    kind, colon, name = word.partition(":")
    asked = kind.strip().lower() if colon and kind.strip().lower() in ("source", "language", "show") else ""
    name = name.strip() if asked else word.strip()
    sources = heard.store.sources()
    if asked in ("", "source") and name in sources:
        return Side(name, "source", (("sources", (name,)),))
    languages = [code for code, _ in overview.languages if code]
    for code in languages if asked in ("", "language") else ():
        if name.lower() in (code, language_name(code).lower()):
            return Side(language_name(code), "language", (("languages", (code,)),))
    try:
        if asked in ("", "show"):
            found = find_episodes(heard.canon, name)
            keys = tuple(sorted(episode.key for episode in found))
            one = found[0]
            if len(found) == 1 and "e" in name.lower().rpartition("s")[2]:
                return Side(f"{one.show.id} {one.code}", "episode", (("episodes", keys),))
            season = len({episode.season for episode in found}) == 1 and name.lower() not in (
                one.show.id.lower(),
                one.show.name.lower(),
            )
            shown = f"{one.show.id} S{one.season:02}" if season else one.show.name
            return Side(shown, "season" if season else "show", (("episodes", keys),))
    except AskError:
        pass
    shows = sorted(heard.canon.universe.shows)
    raise WrongUse(
        f"there is no source, language, show or season {word!r}",
        f"sources: {', '.join(sources)}; languages: {', '.join(languages)}; shows: {', '.join(shows)}",
    )
