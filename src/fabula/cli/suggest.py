"""Near names for a name that leads to nothing."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean"]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest of the known names as a question, or nothing if none is near."""
    from rapidfuzz import fuzz, process, utils

    near = process.extractOne(
        word, sorted(set(known)), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60
    )
    return "" if near is None else f"did you mean {near[0]}?"
