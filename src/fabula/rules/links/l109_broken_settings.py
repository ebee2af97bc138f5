"""L109 broken-settings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator

from fabula.finding import Finding, Level
from fabula.rules.registry import FAMILIES, Rule, all_rules
from fabula.story.canon import Canon
from fabula.universe.audience import Audience, WrongSetting, read_audience
from fabula.universe.model import Settings, Universe
from fabula.universe.settings import did_you_mean, find_key, find_setting, read_table


class BrokenSettings(Rule):
    """A setting of the universe or of a show is not understood

    ## What it checks
    `fabula.toml`, the fields of every `show.md` and, where a version is read, of its `version.md`: whether they can be
    read at all, whether each setting exists and has a value of the right kind, whether what a version drops is there,
    whether the time zone is one, whether the rules in `[rules]` exist and their levels are `off`, `note`, `warning` or
    `error`, whether a universe has one mothership only. What `[listening]` says of the audience's sources: unknown
    settings and presets, values of the wrong kind, sources without files, columns that must be said, shows and episodes
    that there are not. And the lines of `fabula.baseline`, which `fabula baseline` writes.

    ## Why it matters
    A setting that is not understood is not followed. The default holds instead, and nobody notices.

    ## Example
        timezone = "Europe/Rom"

        [rules]
        dead-actors = "off"

    ## What to do
    Correct the setting; the finding names the nearest one that exists.
    """

    code = "L109"
    name = "broken-settings"
    level = Level.ERROR
    reads = frozenset({"bible"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """Rules that do not exist, and what is wrong with the audience's sources; all else is found while reading."""
        settings = canon.universe.settings
        yield from _check_levels(settings)
        yield from _check_audience(canon.universe)


def _check_levels(settings: Settings) -> Iterator[Finding]:
    rules = all_rules()
    known = {rule.code for rule in rules} | {rule.name for rule in rules} | set(FAMILIES)
    for word, _ in settings.levels:
        if word not in known:
            candidates = sorted(rule.code if len(word) == 4 and word[1:].isdigit() else rule.name for rule in rules)
            span = find_key(settings.source, ("rules", word), fold=True)
            yield Finding("L109", span, f"There is no rule “{span.text or word}”", did_you_mean(word, candidates))


def _check_audience(universe: Universe) -> Iterator[Finding]:
    source = universe.settings.source
    if "listening" not in source.text:  # nearly every universe; and what cannot be read has been told while reading
        return
    try:
        table = read_table(source.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    audience = read_audience(table.get("listening", {}))
    for wrong in (*audience.wrong, *_strangers(universe, audience)):
        span = find_setting(source, ("listening", *wrong.key))
        yield Finding("L109", span, wrong.message[:1].upper() + wrong.message[1:], wrong.remedy)


def _strangers(universe: Universe, audience: Audience) -> Iterator[WrongSetting]:
    """Shows and episodes that sources are said to be about, but that are not in the universe."""
    shows = {show.lower(): show for show in universe.shows}
    episodes = {episode.key.lower(): episode.key for episode in universe.episodes}
    for name, source in audience.sources.items():
        for key, value, known in (("show", source.show, shows), ("episode", source.episode, episodes)):
            if value is not None and value not in known:
                remedy = did_you_mean(value, sorted(known.values()))
                yield WrongSetting(("sources", name, key), f"there is no {key} “{value}” in this universe", remedy)
                break  # of a show that there is not there is no episode either
