"""X106 unclear-answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.finding import Finding, Level, Related
from fabula.rules.answers import EntryAnswer, read_answers
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.universe.model import Entity, Universe
from fabula.universe.settings import did_you_mean

__all__ = ["UnclearAnswer"]


class UnclearAnswer(Rule):
    """The bible answers a request that it does not name, answers twice, or refuses without a reason.

    ## What it checks
    `grants` and `refuses` in an entry name the scenes of other shows that may, or may not, change it, each with its
    show: `india S01E03/3`, or `india S01E03` for a whole episode. It is reported when that is no scene or episode,
    when it belongs to the show that owns the entry, when one scene is granted and refused, and when a refusal gives
    no reason.

    ## Why it matters
    An answer that reaches nobody leaves the request open, and both rooms believe that the other one knows.

    ## Example
        name: Bernard Orlick
        refuses: {india S01E33/3: we need him in season 2}

    ## What to do
    Correct the number of the scene; `fabula requests` lists what is open. If the scene has been cut since, delete the
    answer.
    """

    code = "X106"
    name = "unclear-answer"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each answer, the first that applies."""
        for entity in canon.universe.entities.values():
            if entity.value("grants") is not None or entity.value("refuses") is not None:
                yield from _check_entry(canon.universe, entity)


def _check_entry(universe: Universe, entity: Entity) -> Iterator[Finding]:
    granted: dict[str, EntryAnswer] = {}
    for answer in read_answers(entity):
        wrong = _wrong(universe, entity, answer)
        if wrong is not None:
            yield Finding("X106", answer.span, *wrong)
            continue
        key = str(answer.ref).lower()
        if answer.granted:
            granted.setdefault(key, answer)
        elif key in granted:
            message = f"{answer.text} is granted here as well as refused"
            related = (Related(granted[key].span, "granted here"),)
            yield Finding(
                "X106", answer.span, message, "keep one of the two; until then it is refused", related=related
            )
        elif not answer.reason:
            message = f"{answer.text} is refused without a reason"
            yield Finding("X106", answer.span, message, f"write `{answer.text}: …` with the reason")


def _wrong(universe: Universe, entity: Entity, answer: EntryAnswer) -> tuple[str, str] | None:
    """Why an answer names no scene of another show, and what to do; None if it does."""
    ref = answer.ref
    if ref is None or not ref.show:
        return f"“{answer.text}” names no scene of a show", "write it like `india S01E03/3`"
    if ref.show not in {show.lower() for show in universe.shows}:
        shows = [show for show in universe.shows if show != entity.owner]
        return f"There is no show “{ref.show}”", did_you_mean(ref.show, shows) if shows else "there is no other show"
    if ref.show == entity.owner.lower():
        return f"{entity.name} is owned by {ref.show}, which need not ask", "delete the answer"
    episode = universe.find_episode(ref, "")
    if episode is None:
        return f"There is no episode {answer.text}", "correct it, or delete the answer if the episode is gone"
    if ref.scene and universe.find_scene(ref, "") is None:
        message = f"There is no scene {ref.scene} in {episode.show.id} {episode.code}"
        return message, "correct it, or delete the answer if the scene has been cut"
    return None
