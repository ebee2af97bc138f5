"""The pages about rules, in the terminal and in the docs; all from the rules' own docstrings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from fabula.report.ink import PLAIN, Ink
from fabula.rules.registry import FAMILIES, Page, all_rules, page_of

__all__ = ["TITLES", "page_document", "write_list", "write_page", "write_rules_page"]

TITLES = {
    "S": "Script: what stands in the file",
    "L": "Links: names and what they lead to",
    "T": "Time: when it happens",
    "P": "Place: where people are",
    "W": "World: the dead, the props, the wounds, the groups",
    "K": "Knowledge: who knows what",
    "I": "Identity: covers and doubles",
    "C": "Craft: setups, payoffs, expectations, what is intended",
    "X": "Shows: who owns what, and what rests on what",
}
"""A heading for each family of rules."""


def page_document(page: Page) -> dict[str, Any]:
    """A rule's page as data."""
    return {
        "code": page.code,
        "name": page.name,
        "family": FAMILIES.get(page.code[0], ""),
        "level": str(page.level),
        "title": page.title,
        "sections": [{"heading": heading, "text": text} for heading, text in page.sections],
    }


def write_list(pages: Sequence[Page], ink: Ink = PLAIN) -> str:
    """All rules by family, one line each."""
    width = max((len(page.name) for page in pages), default=0)
    out: list[str] = []
    for letter, family in groupby(pages, lambda page: page.code[0]):
        out.append(ink(TITLES.get(letter, letter), "strong"))
        out += [
            f"  {ink(p.code, 'code')} {ink(str(p.level).ljust(7), str(p.level))} {p.name.ljust(width)}  {p.title}"
            for p in family
        ]
        out.append("")
    return "\n".join([*out, "More about one of them: fabula explain CODE", ""])


def write_page(page: Page, width: int | None = None, ink: Ink = PLAIN) -> str:
    """One rule's page for the terminal."""
    out = [f"{ink(page.code, 'code')} {page.name} ({ink(str(page.level), str(page.level))})", "", page.title, ""]
    for heading, text in page.sections:
        out += [ink(heading, "strong"), "", *_paragraphs(text, min(width or 88, 88)), ""]
    return "\n".join(out)


def _paragraphs(text: str, width: int) -> Iterator[str]:
    """Text folded to the screen, indented by two; blocks of code and lists stay as they are."""
    fenced = False
    for number, block in enumerate(text.split("\n\n")):
        if number:
            yield ""
        lines = block.splitlines()
        if fenced or any(line.startswith(("```", "    ", "- ", "* ", "1. ")) for line in lines):
            for line in lines:
                if line.startswith("```"):
                    fenced = not fenced
                else:
                    yield f"    {line}".rstrip() if fenced else f"  {line}".rstrip()
        else:
            yield from textwrap.wrap(" ".join(lines), width, initial_indent="  ", subsequent_indent="  ")


def write_rules_page() -> str:
    """The page of the docs that lists every rule with its explanation (Markdown)."""
    pages = [page_of(rule) for rule in all_rules()]
    out = [
        "# Rules",
        "",
        "Every rule has a code and a name; both can be used with `--select`, in `[rules]` of `fabula.toml`,",
        "in `intended` notes and with `fabula explain`. This page is made from the rules themselves.",
        "",
    ]
    for letter, family in groupby(pages, lambda page: page.code[0]):
        members = list(family)
        out += [
            f"## {TITLES.get(letter, letter)}",
            "",
            "| code | name | level | what it finds |",
            "| --- | --- | --- | --- |",
        ]
        out += [
            f"| [{p.code}](#{p.code.lower()}) | {p.name} | {p.level} | {p.title.replace('|', chr(92) + '|')} |"
            for p in members
        ]
        out.append("")
        for page in members:
            out += [f'<a id="{page.code.lower()}"></a>', "", f"### {page.code} {page.name}", "", page.title, ""]
            for heading, text in page.sections:
                out += [f"**{heading}**", "", text, ""]
    return "\n".join(out).rstrip() + "\n"
