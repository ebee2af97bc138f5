"""The reference page of canon notes, made from the table of forms."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.fact_forms import FACT_FORMS
from fabula.bible.forms import FAMILIES, FORMS
from fabula.bible.patterns import show_pattern
from fabula.bible.slots import SLOT_TYPES

__all__ = ["forms_page"]

_HEAD = """\
# Canon notes

What a script cannot say by its form is said in a note that begins with `canon:`. In Fountain it is a note in double
brackets, in Final Draft a script note. Such notes do not print.

    [[canon: with Nadia; Mason takes the case; takes 20 minutes]]

- Statements are divided by `;` or by line ends. Capitals do not matter; a full stop at the end and *the* may stay.
- Names are those of the bible and of the scripts. The longest known name counts. Quotation marks make a name of
  anything: `Mason takes "the last case"`.
- Words in CAPITALS stand for what you fill in, see *What can be filled in*. What stands in [brackets] may be left out.
- Where a list of names may stand for PERSON, the statement is made of each: `Nadia and Bernard leave`.
- A statement that is not understood is finding S201 at its line and column. A name that nobody has is L107.
"""


def forms_page() -> str:
    """The page in Markdown: every form by family, the facts, and what slots hold."""
    lines = [_HEAD]
    for family, title in FAMILIES.items():
        lines += [f"## {family.capitalize()}", "", f"{title}.", ""]
        lines += ["| statement | example | what it says |", "| --- | --- | --- |"]
        for form in FORMS:
            if form.family == family:
                shapes = dict.fromkeys(show_pattern(text, full=True) for text in form.patterns)
                lines.append(_row(shapes, form.examples, form.doc))
        lines.append("")
    lines += [
        "## Facts",
        "",
        "Facts stand where a statement has FACT, as in `expect FACT`. They may be negative:",
        "`Mason does not have the case`. `PERSON knows FACT` and `PERSON believes FACT` wrap any fact, to any depth:",
        "`expect Nadia believes that Mason does not know the mole`.",
        "",
        "| fact | example | what it says |",
        "| --- | --- | --- |",
        _row(("SECRET",), ("the mole",), "a secret of the bible, by its name"),
    ]
    for fact in FACT_FORMS:
        shapes = dict.fromkeys(show_pattern(text, full=True) for text in fact.patterns)
        lines.append(_row(shapes, fact.examples, fact.doc))
    knows = ("Mason knows the mole", "Mason does not know the mole")
    believes = ("Nadia believes Mason knows the mole",)
    lines.append(_row(("PERSON knows FACT",), knows, "somebody knows it"))
    lines.append(_row(("PERSON believes FACT", "PERSON thinks FACT"), believes, "somebody takes it to be so"))
    lines += ["", "## What can be filled in", "", "| word | what it is |", "| --- | --- |"]
    shown: dict[str, list[str]] = {}
    for slot in SLOT_TYPES.values():
        shown.setdefault(slot.label, []).append(slot.doc)
    lines += [f"| {label} | {'; or '.join(dict.fromkeys(docs))} |" for label, docs in sorted(shown.items())]
    lines += [
        "",
        "Dates: `2014-06-03`, `2014-06-03 21:40`, `3 June 2014`, `June 3, 2014`, `June 2014`, `2014`, `early 2014`,",
        "`summer 2014`, `the 1990s`, `the morning of 2014-06-03`, `9:40 pm`, `noon`. They are local times at the",
        "scene's place. Lengths of time give leeway: *8 years* is seven and a half to just under nine, *2 days* one to",
        "three, *20 minutes* 16 to 24, *a couple* 2 or 3, *a few* 2 to 6, *several* 3 to 9. What a scene *takes*",
        "is exact.",
    ]
    return "\n".join(lines) + "\n"


def _row(shapes: Iterable[str], examples: tuple[str, ...], doc: str) -> str:
    said = "<br>".join(f"`{shape}`" for shape in shapes)
    shown = "<br>".join(f"`{example}`" for example in examples)
    return f"| {said} | {shown} | {doc} |"
