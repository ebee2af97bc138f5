"""The forms that look most like a statement that matches none."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from fabula.bible.fact_forms import FACT_FORMS
from fabula.bible.forms import FORMS
from fabula.bible.patterns import MASK, QUOTED, show_pattern
from fabula.bible.piece import Piece
from fabula.bible.slots import FEELINGS

__all__ = ["suggest_forms"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_LIKE: Final = 72.0
"""How alike words must be, of 100."""
_GENERAL: Final = "`fabula explain canon-notes` lists what a note can say"


@cache
def _shapes() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """For every pattern: how it is shown, an example of its form, and its words."""
    shapes: list[tuple[str, str, tuple[str, ...]]] = []
    for form in FORMS:
        for text in form.patterns:
            plain = re.sub(r"\{[^}]*\}|\[[^\]]*\]", " ", text)
            words = [w for w in _WORD.findall(plain) if len(w) > 1]
            if "{verb:feeling}" in text:
                words += FEELINGS.values()
            if words:
                shapes.append((show_pattern(text), form.examples[0], tuple(dict.fromkeys(words))))
    return tuple(shapes)


def suggest_forms(piece: Piece, limit: int = 2) -> str:
    """What a statement may have been meant to say, in a sentence for the help of a finding."""
    from rapidfuzz import fuzz

    rest = piece.masked.replace(MASK, " ").replace(QUOTED, " ").lower()
    words = list(dict.fromkeys(w for w in _WORD.findall(rest) if len(w) > 1))
    if not words:
        return _GENERAL
    if words[0] in {"expect", "expects"}:
        facts = ", ".join(f"“{form.examples[0]}”" for form in FACT_FORMS[:4])
        return f"a fact is a secret's name, or like {facts}, or “Nadia knows …”, “Nadia believes …”"
    scored: list[tuple[float, float, int]] = []
    for index, (_, _, own) in enumerate(_shapes()):
        # The rarest word says most: the longest of those that are nearly there.
        hits = [(fuzz.ratio(word, mine), len(mine)) for mine in own for word in words if len(mine) > 2]
        near = max((ratio * min(length, 6) / 6 for ratio, length in hits if ratio >= _LIKE), default=0.0)
        if near:
            scored.append((-near, -fuzz.ratio(" ".join(words), " ".join(own)), index))
    if not scored and {"is", "are"} & set(words):
        return "what is so is said like “Mason's wound is left shoulder” or “Mason is at Rome”; " + _GENERAL
    if not scored:
        return _GENERAL
    shown: dict[str, str] = {}
    for _, _, index in sorted(scored):
        shape, example, _ = _shapes()[index]
        if example not in shown.values():
            shown[shape] = example
        if len(shown) == limit:
            break
    return "did you mean " + " or ".join(f"`{shape}`, as in “{example}”" for shape, example in shown.items()) + "?"
