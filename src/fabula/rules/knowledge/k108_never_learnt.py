"""K108 never-learnt."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.model import EntryKind
from fabula.finding import Finding, Level
from fabula.rules.knowledge.utterances import secret_utterances
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.events import Matter
from fabula.story.minds.judge import kept_minded, kept_secrets
from fabula.universe.model import Entity

__all__ = ["NeverLearnt"]


class NeverLearnt(Rule):
    """A secret that nobody knows and nobody can ever learn.

    ## What it checks
    A secret of the bible that nobody holds (`holders`, or the person whom its `fact` is about), that no note has
    anybody learn, tell, remember, suspect or reveal, and of which no phrase is ever said.

    ## Why it matters
    What nobody knows, nobody can tell. Either its scene is not written yet, or the entry is left from an older draft.

    ## Example
        bible/secrets/the-mole.md has neither `holders` nor a `fact`, and no scene speaks of it.

    ## What to do
    Say who knows it (`holders: [Orlick]`), write the scene in which it comes out (`[[canon: Mason learns the mole]]`),
    or take the entry out.
    """

    code = "K108"
    name = "never-learnt"
    level = Level.NOTE
    reads = frozenset({"scripts", "bible", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One note for each such secret, at its entry."""
        entities = canon.universe.entities.values()
        secrets = [entity for entity in entities if entity.kind is EntryKind.SECRET and entity.entry is not None]
        if not secrets:
            return
        known = _known(canon)
        said = {utterance.matter.subject for utterance in secret_utterances(canon)}
        for secret in secrets:
            if secret.key in said or _is_about_somebody(canon, secret):
                continue
            if not known.intersection(_matters(canon, secret)):
                message = f"Nobody knows “{secret.name}”, and nobody can ever learn it"
                help_ = "say who holds it, note where somebody learns it, or take the entry out"
                yield Finding(self.code, secret.span, message, help_)


def _matters(canon: Canon, secret: Entity) -> list[Matter]:
    facts = kept_secrets(canon).get(secret.key, ())
    return [Matter("secret", secret.key), Matter("heard", secret.key), *(fact for fact, _ in facts)]


def _is_about_somebody(canon: Canon, secret: Entity) -> bool:
    """Whether a secret is about somebody: they know it of themselves."""
    facts = kept_secrets(canon).get(secret.key, ())
    return any(body_of(canon.universe, fact.subject) in kept_minded(canon) for fact, _ in facts)


def _known(canon: Canon) -> set[Matter]:
    """All matters that somebody took in, or that the audience was shown."""
    found: set[Matter] = set()
    for happening, event in zip(canon.minds.happenings, canon.minds.minds.events, strict=True):
        for node in event.nodes:
            if node.view or happening.kind == "reveals":
                for post in node.post:
                    found.add(post.matter)
                    if isinstance(post.matter.detail, Matter):
                        found.add(post.matter.detail)
    return found
