"""What a scorer answers is held against what it must be: where it is not, the run stops and says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fabula.listening.errors import ListeningError
from fabula.listening.model import Link, Score, Scorer

__all__ = ["LEAST", "check_scores", "explain_failing"]

LEAST: Final = dict(zip(Score._fields, (-1, 0, 0, 0), strict=True))
"""The axes of a score with the least that each can be; the most is 1."""
_SHAPE: Final = "score(batch, links) gives a list for each comment, with a Score or None for each of its links"
_RANGE: Final = "liking is -1 to 1, the other axes are 0 to 1; None says that there is no score"


def check_scores(scorer: Scorer, links: Sequence[Sequence[Link]], scores: Any, comments: Sequence[str]) -> None:
    """Raises `ListeningError` if scores are not what a scorer must give for links. ``comments`` are their ids.

    It is called where something is wrong, to find out whether the scorer is to blame; so it may take its time.
    """

    def blame(what: str, remedy: str) -> ListeningError:
        return ListeningError(f"the scorer {scorer.name} {scorer.version} gives {what}", remedy)

    if not isinstance(scores, (list, tuple)):
        raise blame(f"a {type(scores).__name__} and no list", _SHAPE)
    if len(scores) != len(links):
        raise blame(f"{len(scores)} lists for {len(links)} comments", _SHAPE)
    for comment, those, given in zip(comments, links, scores, strict=True):
        if not isinstance(given, (list, tuple)) or isinstance(given, Score):
            raise blame(f"a {type(given).__name__} and no list for comment {comment}", _SHAPE)
        if len(given) != len(those):
            raise blame(f"{len(given)} scores for the {len(those)} links of comment {comment}", _SHAPE)
        for score in given:
            if score is None:
                continue
            if not isinstance(score, tuple) or len(score) != len(LEAST):
                raise blame(f"a {type(score).__name__} and no Score for comment {comment}", _SHAPE)
            for (axis, least), value in zip(LEAST.items(), score, strict=True):
                if not _is_within(value, least):
                    raise blame(f"{axis} {value!r} for comment {comment}", _RANGE)


def explain_failing(scorer: Scorer, by_scorer: bool, why: str) -> ListeningError:
    """That linking or scoring fails on every comment, with what failed where."""
    if by_scorer and not type(scorer).__module__.startswith("fabula."):
        return ListeningError(
            f"the scorer {scorer.name} {scorer.version} fails on every comment: {why}",
            "put right what is in that line; docs/scorers.md shows how to try a scorer by itself",
        )
    return ListeningError(f"linking and scoring fail on every comment: {why}", "is fabula installed as a whole?")


def _is_within(value: Any, least: int) -> bool:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return False
    return not isinstance(value, str) and least <= number <= 1
