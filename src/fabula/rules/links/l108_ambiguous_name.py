"""L108 ambiguous-name."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Related
from fabula.rules.registry import Rule
from fabula.story.canon import Canon


class AmbiguousName(Rule):
    """A name can mean several people or things

    ## What it checks
    A cue, a name in a canon note or a name in a field fits more than one entry, and neither the episode nor the show
    tells which: whoever is in the episode already is meant before others, and an entry of the show before those of
    other shows. A cue is reported once an episode.

    ## Why it matters
    As long as it is open, fabula counts the words and deeds for nobody, and so misses what is wrong with them.

    ## Example
        BERNARD
        Sit down.

    where the bible has Bernard Orlick and Bernard Hale.

    ## What to do
    Write the full name, or another name that only one of them has; `cues:` in an entry adds names for cues. In notes
    a name can be put in quotes.
    """

    code = "L108"
    name = "ambiguous-name"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "links"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each name."""
        entities = canon.universe.entities
        for unlinked in canon.universe.unlinked:
            if len(unlinked.candidates) < 2:
                continue
            meant = [entities[key] for key in unlinked.candidates if key in entities]
            names = [entity.name for entity in meant]
            if len(set(names)) < len(names):
                names = [f"{entity.name} ({entity.key})" for entity in meant]
            yield Finding(
                "L108",
                unlinked.span,
                f"{unlinked.text} can be {', '.join(names[:-1])} or {names[-1]}",
                "write the full name, or one that only one of them has",
                related=tuple(Related(entity.span, entity.name) for entity in meant),
            )
