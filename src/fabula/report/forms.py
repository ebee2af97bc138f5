"""What canon notes can say, as a list for the terminal."""

from __future__ import annotations

from typing import Any

from fabula.bible.fact_forms import FACT_FORMS
from fabula.bible.forms import FAMILIES, FORMS
from fabula.bible.patterns import show_pattern
from fabula.report.ink import PLAIN, Ink

__all__ = ["forms_document", "write_forms"]

_WIDEST = 56
"""Columns of a statement beside which its example still stands."""


def write_forms(ink: Ink = PLAIN) -> str:
    """Every statement with an example, by family, and the facts that ``expect`` takes."""
    groups = [
        (f"{family.capitalize()}: {title[0].lower()}{title[1:]}", [one for one in FORMS if one.family == family])
        for family, title in FAMILIES.items()
    ]
    listed = [(title, [(one.patterns, one.examples[0]) for one in forms]) for title, forms in groups]
    listed.append(("Facts, as in `expect FACT`", [(one.patterns, one.examples[0]) for one in FACT_FORMS]))
    out: list[str] = []
    for title, rows in listed:
        out.append(ink(title, "strong"))
        for patterns, example in rows:
            *shapes, last = dict.fromkeys(show_pattern(text, full=True) for text in patterns)
            out += [f"  {shape}" for shape in shapes]
            gap = "  " if len(last) <= _WIDEST else "\n" + " " * (_WIDEST + 4)
            out.append(f"  {last.ljust(_WIDEST)}{gap}{ink(example, 'dim')}")
        out.append("")
    out.append("Words in CAPITALS stand for what you fill in; what stands in [brackets] may be left out.")
    return "\n".join(out) + "\n"


def forms_document() -> list[dict[str, Any]]:
    """Every statement as data: its family, its shapes, what it means, and examples; facts come last."""
    rows = [(one.name, one.family, one.patterns, one.doc, one.examples) for one in FORMS]
    rows += [(str(one.relation), "fact", one.patterns, one.doc, one.examples) for one in FACT_FORMS]
    return [
        {
            "name": name,
            "family": family,
            "shapes": list(dict.fromkeys(show_pattern(text, full=True) for text in patterns)),
            "doc": doc,
            "examples": list(examples),
        }
        for name, family, patterns, doc, examples in rows
    ]
