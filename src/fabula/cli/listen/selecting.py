"""From the words of options to the elements and comments that are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fabula.cli.listen.opening import Hearing
    from fabula.listening.answers.landing import Selection

__all__ = ["read_selection"]


def read_selection(
    heard: Hearing,
    elements: Sequence[str],
    kind: str,
    shows: Sequence[str],
    episodes: Sequence[str],
    sources: Sequence[str],
    languages: Sequence[str],
) -> Selection:
    """What is looked at. Raises `AskError` for a name that leads nowhere, `WrongUse` for an unknown source."""
    from fabula.cli.errors import WrongUse
    from fabula.cli.suggest import did_you_mean
    from fabula.listening.answers.landing import Selection
    from fabula.listening.answers.naming import find_element, pick_episode_keys, read_kind

    known = heard.store.sources()
    for source in sources:
        if source not in known:
            remedy = did_you_mean(source, known) or f"the sources are: {', '.join(known)}"
            raise WrongUse(f"there is no source {source!r}", remedy)
    keys = pick_episode_keys(heard.canon, shows)
    inner = pick_episode_keys(heard.canon, episodes)
    chosen = keys & inner if keys and inner else keys | inner
    if shows and episodes and not chosen:
        raise WrongUse("no episode is in all that was asked for", "leave out --show or --episode")
    return Selection(
        tuple(find_element(heard.canon, name) for name in elements),
        str(read_kind(kind)) if kind else "",
        tuple(sorted(chosen)),
        tuple(sources),
        tuple(code.lower() for code in languages),
    )
