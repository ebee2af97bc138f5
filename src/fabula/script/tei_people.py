"""The people of a TEI play: ids, names, and which of them are groups."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from fabula.script.tei_text import squeeze
from fabula.script.xml import Node

__all__ = ["People", "read_ids"]

PLAY_SUFFIX: Final = re.compile(r"_[A-Za-z0-9]+$")
WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\WA-Z\d_]+|\d+|[^\W\d_]+")
LONGEST: Final = 40
"""Characters of the longest name that can head a speech."""


def read_ids(node: Node) -> tuple[str, ...]:
    """The ids that ``@who`` names, without ``#``, each once."""
    return tuple(dict.fromkeys(word.lstrip("#") for word in node.get("who").split() if word.lstrip("#")))


class People:
    """Ids with their names, filled from the list of persons and then from the speeches."""

    def __init__(self, document: Node) -> None:
        self.names: dict[str, str] = {}
        self.labels: dict[str, tuple[str, ...]] = {}
        self.groups: set[str] = set()
        self.listed: set[str] = set()
        header = document.node("teiHeader") or document
        entries = [node for part in header.find_all("listPerson") for node in part.find_all("person", "personGrp")]
        entries = [node for node in entries if node.get("xml:id")]
        counts = Counter(_name_of(node) for node in entries)
        for node in entries:
            key, name = node.get("xml:id"), _name_of(node)
            if node.tag == "personGrp":
                self.groups.add(key)
            # One name for several groups is a heading of the cast list, and some lists repeat the id.
            if name and name != key and counts[name] == 1:
                self.names[key] = name
                self.listed.add(key)
            else:
                self.names[key] = _readable_id(key)

    def meet(self, ids: tuple[str, ...], label: str = "") -> None:
        """Take note of ids in a speech or a stage direction, and of what the speech is headed with."""
        for key in ids:
            if key not in self.names:
                self.names[key] = _readable_id(key)
                stem = PLAY_SUFFIX.sub("", key).rpartition(".")[2]
                if stem.isupper() or stem.isdecimal():
                    self.groups.add(key)
        if not ids or not label:
            return
        key = " ".join(ids)
        seen = self.labels.get(key, ())
        if label not in seen:
            self.labels[key] = (*seen, label)
            if len(ids) == 1 and key not in self.listed and not seen:
                self.names[key] = " ".join(word.capitalize() for word in label.split())

    def cue(self, ids: tuple[str, ...], label: str) -> str:
        """What heads a speech: the names of those who speak, or the printed label where a name is no use as a cue."""
        if not ids:
            return label
        if len(ids) > 1:
            return " & ".join(self.cue((key,), self.labels.get(key, ("",))[0]) for key in ids)
        name = self.names[ids[0]]
        usable = len(name) <= LONGEST and not any(c in name for c in ",;/&()")
        return name.upper() if usable or not label else label


def _name_of(node: Node) -> str:
    part = node.node("persName") or node.node("name")
    return squeeze(part.text) if part is not None else ""


def _readable_id(key: str) -> str:
    """An id as words: "LadyMortimer_1H4" gives "Lady Mortimer"."""
    words = [word for word in WORDS.findall(PLAY_SUFFIX.sub("", key)) if not word.isdecimal()] or [key]
    return " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in words)
