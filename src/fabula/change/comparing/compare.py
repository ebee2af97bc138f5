"""Two versions of a universe, compared: the list of what is held against each other, readable from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from fabula.change.comparing.axis import Axis
from fabula.change.comparing.differences import Differences
from fabula.change.comparing.entries import compare_entries
from fabula.change.comparing.episodes import compare_episodes, compare_settings, compare_shows
from fabula.change.comparing.facts import compare_facts
from fabula.change.comparing.findings import compare_findings
from fabula.change.comparing.matching import match_scenes
from fabula.change.comparing.memories import compare_memories
from fabula.change.comparing.names import match_names
from fabula.change.comparing.promises import compare_promises
from fabula.change.comparing.scenes import compare_scenes
from fabula.change.comparing.views import compare_views
from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.story.canon import Canon
from fabula.universe.load import paused_collection

__all__ = ["compare_universes"]


def compare_universes(
    before: Canon,
    after: Canon,
    findings: tuple[Sequence[Finding], Sequence[Finding]] | None = None,
) -> Differences:
    """All that differs between two versions of a universe.

    ``findings`` are those of the two versions, as `fabula.rules.run.run_rules` gives them; left out, the rules are run.
    Read both versions with one `fabula.universe.shelf.Shelf`, so that what they share is not taken apart twice.
    """
    with paused_collection():
        old, new = before.universe, after.universe
        olds, news = findings if findings is not None else (run_rules(before), run_rules(after))
        pairs = match_scenes(old, new)
        pairs.names.update(match_names(old, new))
        story = Axis(before.timeline.order, after.timeline.order, pairs)
        found = Differences(
            before,
            after,
            pairs,
            settings=compare_settings(old.settings, new.settings),
            shows=list(compare_shows(old, new, pairs)),
            episodes=list(compare_episodes(old, new, pairs)),
            scenes=compare_scenes(before, after, pairs),
            entries=list(compare_entries(old, new, pairs)),
            facts=compare_facts(before, after, pairs, story),
            memories=compare_memories(old, new, pairs, story),
            promises=compare_promises(old, new),
            findings=compare_findings(old, new, pairs, olds, news),
            checked=(olds, news),
        )
        compare_views(found, story)
        return found
