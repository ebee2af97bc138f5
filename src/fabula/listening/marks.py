"""The marks and words at which a comment may be cut into clauses, in English, Italian and Hindi."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

__all__ = [
    "AND", "COMMA", "CONCESSION", "CONTRAST", "DOT", "EMOJI", "END", "FINE", "LAST_SIGN", "MARKS", "PAR", "PATTERNS",
    "PAUSE", "SHORT", "THOUGH", "WHILE", "WORDS", "YET",
]  # fmt: skip

END, DOT, COMMA, PAUSE, EMOJI = range(5)
LAST_SIGN: Final = EMOJI
CONTRAST, CONCESSION, AND, YET, PAR, WHILE, THOUGH, SHORT = range(5, 13)
FINE: Final = frozenset({COMMA, EMOJI, AND})
"""The kinds of marks that only matter where a clause is about somebody."""

WORDS: Final = {
    CONTRAST: "but|however|whereas|nevertheless|ma|però|pero|tuttavia|invece|eppure|lekin|magar"
    "|लेकिन|मगर|परंतु|परन्तु|किंतु|किन्तु",
    CONCESSION: "although|even though|despite|mentre|anche se|sebbene|nonostante|jabki|haalanki|जबकि|हालांकि",
    AND: "and|&|aur|e|और",
    YET: "yet|and yet",
    PAR: "par|पर",
    WHILE: "while",
    THOUGH: "though",
}
"""The words that may open a clause, by kind."""
_SHORT_FORMS: Final = (
    "mr. mrs. ms. dr. st. prof. vs. sgt. capt. lt. gen. col. sen. gov. e.g. i.e. sig. dott. u.s. u.k. ep. eps. nr. "
    "vol. pt. approx. stag. punt."
)
_SIGNS: Final = {
    **dict.fromkeys("! !! !!! ? ?? ??? ?! !? ?!? .! .? । ॥ ‽ ！ ？ 。".split(), END),
    **dict.fromkeys(("\n", "\r", "\u2028", "\n\n"), END),
    ".": DOT,
    ",": COMMA,
    **dict.fromkeys((".. ... .... ..... … —— — – ; --").split(), PAUSE),
    **dict.fromkeys((" - ", " -- "), PAUSE),
    **dict.fromkeys((";)", ";-)", ";p", ";P", ";D", ";("), EMOJI),
    **{chr(code): EMOJI for first, last in ((0x2600, 0x27BF), (0x1F1E6, 0x1FAFF)) for code in range(first, last + 1)},
    "\u200d": EMOJI,
    "\ufe0f": EMOJI,
}


def _patterns() -> Iterator[tuple[str, int]]:
    yield from _SIGNS.items()
    for form in _SHORT_FORMS.split():
        for written in (form, form.capitalize(), form.upper()):
            yield written, SHORT
    for kind, words in WORDS.items():
        for word in words.split("|"):
            for written in (word, word.capitalize(), word.upper()):
                yield f" {written} ", kind
                yield f" {written},", kind


PATTERNS: Final = dict(_patterns())
"""Where a text may be cut, as it is written, each with the kind of mark it is."""
MARKS: Final = {pattern.lower(): kind for pattern, kind in PATTERNS.items()}
"""The same for a text in lower case."""
