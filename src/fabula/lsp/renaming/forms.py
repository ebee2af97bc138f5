"""The forms of a name and what becomes of each: full name, first name, cue, alias, with and without an article."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from fabula.bible.model import EntryKind
from fabula.lsp.names.naming import Role
from fabula.universe.model import Entity, Nature
from fabula.universe.names import fold_name
from fabula.universe.people import HONORIFICS, name_parts
from fabula.universe.word_pattern import word_pattern

__all__ = ["NewForms", "bare", "find_words", "read_forms", "split_article"]

_BEINGS = frozenset({EntryKind.PERSON, EntryKind.COVER})
_ARTICLE = re.compile(r"(?i)(?:the|an?)\s+(?=\S)")
_ARTICLE_BEFORE = re.compile(r"(?i)\b(?:the|an?)\s+$")
_CAPITALS = frozenset({Role.CUE, Role.HEADING})
_RUNNING = frozenset({Role.ACTION, Role.SPOKEN, Role.PROSE, Role.NOTE})
_SHORT = frozenset({Role.ACTION, Role.SPOKEN, Role.PROSE, Role.CUE})
_SENTENCE_ENDS = ".!?…:\n"


@dataclass(slots=True)
class NewForms:
    """What becomes of each form of a name.

    ``forms`` has for each form that changes, folded and without its article, the old and the new one as written;
    ``short`` what stands instead of the full name in cues and running text, where it has become longer than one word.
    """

    entity: Entity
    name: str
    forms: dict[str, tuple[str, str]] = field(default_factory=dict)
    short: str = ""

    def changes(self, text: str) -> bool:
        """Whether a text is a form that gets another."""
        return bare(text) in self.forms

    def written(self, used: Container[str] | None = None) -> list[str]:
        """All new forms; without those of first and last names that nothing calls them by, if ``used`` forms are given.

        That somebody has the family name of others is no matter, as long as nobody says it alone.
        """
        names = [self.entity.name, *self.entity.aliases]
        names += self.entity.entry.cues if self.entity.entry is not None else ()
        own = {bare(name) for name in names}
        kept = [new for old, (_, new) in self.forms.items() if used is None or old in own or old in used]
        return list(dict.fromkeys((self.name, *kept, *filter(None, (self.short,)))))

    def put(self, text: str, role: Role, before: str) -> str:
        """What stands instead of a form as it is written somewhere, in like case. ``before`` is the text before it."""
        old, new = self.forms[bare(text)]
        if self.short and bare(old) == bare(self.entity.name) and role in _SHORT:
            new = self.short
        article, core = split_article(text)
        had, old_core = split_article(old)
        has, new_core = split_article(new)
        if role in _CAPITALS and text.isupper():
            new_core, old_core = new_core.upper(), old_core.upper()
        core = _in_case_of(core, old_core, new_core)
        if article:
            return f"{article}{core}" if has else core
        if not has or had or (role in _RUNNING and _ARTICLE_BEFORE.search(before)):
            return core
        if text.isupper():
            return f"{has.upper()}{core}"
        if role not in _RUNNING:
            return f"{has}{core}"
        start = not before.strip() or before.rstrip(" \t\"'“”‘’")[-1:] in _SENTENCE_ENDS
        return f"{has.capitalize() if start else has.lower()}{core}"

    def swallows_article(self, text: str, role: Role) -> bool:
        """Whether an article that stands before a form has to go: THE Brass key becomes Excalibur."""
        old, new = self.forms[bare(text)]
        gone = bool(split_article(old)[0]) and not split_article(new)[0]
        return gone and not split_article(text)[0] and role in _RUNNING


def split_article(text: str) -> tuple[str, str]:
    """The article at the beginning of a name with the gap behind it, and the rest."""
    found = _ARTICLE.match(text)
    return (text[: found.end()], text[found.end() :]) if found is not None else ("", text)


def find_words(text: str, forms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where some forms stand in a text as whole words, in any case, the longest at each place."""
    pattern = _pattern(tuple(sorted({form.lower() for form in forms if form})))
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow when lowered
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return (found.span(1) for found in pattern.finditer(lowered))


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return word_pattern(forms)


def bare(text: str) -> str:
    """A name folded and without its article, as forms are compared."""
    return fold_name(split_article(text)[1])


def read_forms(entity: Entity, pointed: str, new: str) -> NewForms:
    """What becomes of all forms of somebody's name, when the one that was pointed at becomes ``new``.

    A new full name changes first and last names with it, and the cues that are made of them. A new first name (LIVIA
    becomes LINA) changes the full name. Another alias or cue changes alone.
    """
    being = entity.kind in _BEINGS
    parts = name_parts(entity.name) if being and entity.nature is Nature.PERSON else ()
    others = [*entity.aliases, *(entity.entry.cues if entity.entry is not None else ())]
    part = next((word for word in parts if bare(word) == bare(pointed)), "")
    alias = next((name for name in others if bare(name) == bare(pointed)), "")
    full = bare(pointed) == bare(entity.name) or not (part or alias) or (bool(part) and len(new.split()) > 1)
    if full:
        words = _word_map(entity.name, new) if being else {}
        made = NewForms(entity, new, {bare(entity.name): (entity.name, new)})
        if being and len(entity.name.split()) == 1 < len(new.split()) and entity.nature is Nature.PERSON:
            made.short = (name_parts(new) or (new,))[0]
    elif part:
        words = {fold_name(part): new}
        made = NewForms(entity, _replace_words(entity.name, words))
        made.forms[bare(entity.name)] = (entity.name, made.name)
    else:
        words = {}
        cue = alias.isupper() and entity.entry is not None and alias in entity.entry.cues
        made = NewForms(entity, entity.name, {bare(alias): (alias, new.upper() if cue else new)})
    for form in (*parts, *others):  # the parts first: they are written as prose writes them, and cues in capitals
        changed = _replace_words(form, words)
        if changed != form:
            made.forms.setdefault(bare(form), (form, changed))
    made.forms = {form: pair for form, pair in made.forms.items() if form and pair[0] != pair[1]}
    return made


def _word_map(old: str, new: str) -> dict[str, str]:
    """Which word of a full name becomes which."""
    before, after = split_article(old)[1].split(), split_article(new)[1].split()
    titled = any(fold_name(word) in HONORIFICS for word in (*before, *after))
    if len(before) == len(after) and not titled:
        pairs = list(zip(before, after, strict=True))
    else:
        first, last = name_parts(old) or (old,), name_parts(new) or (new,)
        pairs = [(first[0], last[0]), (first[-1], last[-1])]
    found: dict[str, str] = {}
    for one, other in pairs:
        if one != other:
            found.setdefault(fold_name(one), other)
    return found


def _replace_words(text: str, words: dict[str, str]) -> str:
    """A name with some of its words replaced, in like case."""
    return " ".join(
        _in_case_of(word, word.capitalize() if word.isupper() else word, words[fold_name(word)])
        if fold_name(word) in words
        else word
        for word in text.split()
    )


def _in_case_of(text: str, old: str, new: str) -> str:
    """A new name as the old one is written here: in capitals, with a capital, or small."""
    letters = [c for c in text if c.isalpha()]
    if text == old or not letters:
        return new
    if text.isupper() and (len(letters) > 1 or not old.isupper()):
        return new.upper()
    if text.islower():
        return new.lower()
    if text[:1].isupper() and old[:1].islower():
        return new[:1].upper() + new[1:]
    return new
