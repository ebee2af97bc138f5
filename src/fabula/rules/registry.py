"""What a rule is, and how rules are found.

A rule is one class in one file under ``fabula/rules/<family>/``, named ``<code>_<name>.py``. Its docstring has
fixed headings (*What it checks*, *Why it matters*, *Example*, *What to do*) and is the only source of
``fabula explain``, the rules page and SARIF metadata.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from fabula.finding import Finding, Level
from fabula.story.canon import Canon
from fabula.universe.model import Settings

__all__ = ["FAMILIES", "HEADINGS", "Page", "Rule", "all_rules", "find_rule", "level_of", "page_of"]

FAMILIES = {
    "S": "script",
    "L": "links",
    "T": "time",
    "P": "place",
    "W": "world",
    "K": "knowledge",
    "I": "identity",
    "C": "craft",
    "X": "shows",
    "Z": "itself",
}
"""Families by the letter of their codes, with the folder that holds their rules."""

_LEVELS = {"off": Level.OFF, "note": Level.NOTE, "warning": Level.WARNING, "error": Level.ERROR}

HEADINGS = ("What it checks", "Why it matters", "Example", "What to do")


class Rule:
    """One check. Subclasses set the class variables and, unless a reader makes the findings, `check`."""

    code: ClassVar[str]
    name: ClassVar[str]
    """Words with hyphens, for ``--select`` and settings: "dead-acts"."""
    level: ClassVar[Level]
    reads: ClassVar[frozenset[str]]
    """Of "scripts", "bible", "links", "timeline", "presences", "world", "minds"."""

    def check(self, canon: Canon) -> Iterable[Finding]:
        """The findings in a universe, in any order. Readers' rules (S, mostly) leave it: theirs come with the text."""
        return ()


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's documentation: its title (the docstring's first line) and the text under each heading."""

    code: str
    name: str
    level: Level
    title: str
    sections: tuple[tuple[str, str], ...]


def _modules() -> Iterator[str]:
    import fabula.rules

    for family in sorted(set(FAMILIES.values())):
        try:
            package = importlib.import_module(f"{fabula.rules.__name__}.{family}")
        except ModuleNotFoundError:
            continue
        for module in pkgutil.iter_modules(package.__path__):
            yield f"{package.__name__}.{module.name}"


@cache
def all_rules() -> tuple[Rule, ...]:
    """One instance of every rule, sorted by code. Raises ValueError if two share a code or a name."""
    rules: list[Rule] = []
    for path in _modules():
        for _, cls in inspect.getmembers(importlib.import_module(path), inspect.isclass):
            if issubclass(cls, Rule) and cls is not Rule and cls.__module__ == path:
                rules.append(cls())
    rules.sort(key=lambda rule: rule.code)
    for attribute in ("code", "name"):
        seen = [getattr(rule, attribute) for rule in rules]
        if len(seen) != len(set(seen)):
            raise ValueError(f"two rules share a {attribute}: {sorted(x for x in seen if seen.count(x) > 1)}")
    return tuple(rules)


def find_rule(word: str) -> Rule | None:
    """The rule with this code or name, without regard to case, or None."""
    wanted = word.strip().lower()
    return next((rule for rule in all_rules() if wanted in {rule.code.lower(), rule.name}), None)


def level_of(rule: Rule, settings: Settings) -> Level:
    """The level at which a rule is reported: from the universe's settings by code, name or family, else its own."""
    stated = dict(settings.levels)
    word = stated.get(rule.code) or stated.get(rule.name) or stated.get(rule.code[0])
    return _LEVELS.get(word, rule.level) if word is not None else rule.level


def page_of(rule: Rule) -> Page:
    """The documentation of a rule, from its docstring. Raises ValueError if a heading is missing."""
    text = inspect.getdoc(type(rule)) or ""
    title, _, rest = text.partition("\n")
    sections: list[tuple[str, str]] = []
    lines: list[str] = []
    for line in rest.splitlines():
        if line.startswith("## "):
            lines = []
            sections.append((line[3:].strip(), ""))
        elif sections:
            lines.append(line)
            sections[-1] = (sections[-1][0], "\n".join(lines).strip("\n").rstrip())
    if tuple(heading for heading, _ in sections) != HEADINGS or not all(body for _, body in sections):
        raise ValueError(f"{rule.code}: the docstring needs the headings {', '.join(HEADINGS)}, each with text")
    return Page(rule.code, rule.name, rule.level, title.strip(), tuple(sections))
