"""What differs between two versions, as data. Its form is versioned: see ``schemas/diff-1.json``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fabula.bible.model import Entry
from fabula.change.comparing.differences import (
    Difference,
    Differences,
    EntryChange,
    EpisodeChange,
    FactChange,
    FieldChange,
    FindingChange,
    How,
    MemoryChange,
    MindChange,
    PromiseChange,
    RevealChange,
    SceneChange,
    ShowChange,
)
from fabula.change.comparing.weight import find_weighty
from fabula.change.sides import Side
from fabula.finding import Step
from fabula.report.clock import local_bounds
from fabula.report.diff_places import spans_of
from fabula.report.diff_words import DiffWords
from fabula.report.json import finding_documents
from fabula.report.minds import matter_document, span_document
from fabula.story.canon import Canon
from fabula.story.clock import Clocks
from fabula.story.minds.phrases import sentence
from fabula.universe.model import Episode, Scene, Show

__all__ = ["diff_document"]


def diff_document(found: Differences, sides: tuple[Side, Side], prefixes: tuple[str, str]) -> dict[str, Any]:
    """All differences as data, kind by kind, with what should be read first as pairs of kind and index."""
    document = _Document(found, prefixes)
    lots = {str(lot): [document.change(one) for one in changes] for lot, changes in found.lots()}
    places = {id(one): (str(lot), index) for lot, changes in found.lots() for index, one in enumerate(changes)}
    return {
        "before": {"name": sides[0].words, "commit": sides[0].commit or None},
        "after": {"name": sides[1].words, "commit": sides[1].commit or None},
        "summary": _summary(found),
        "first": [
            {"kind": kind, "index": index}
            for kind, index in (places[id(difference)] for difference in find_weighty(found))
        ],
        "settings": [_field(change) for change in found.settings],
        **lots,
    }


def _summary(found: Differences) -> dict[str, Any]:
    return {
        "scenes": {str(how): sum(how in change.how for change in found.scenes) for how in How},
        "findings": {
            "new": sum(change.new for change in found.findings),
            "gone": sum(not change.new for change in found.findings),
        },
        **{str(lot): len(changes) for lot, changes in found.lots() if str(lot) not in {"scenes", "findings"}},
        "settings": len(found.settings),
    }


class _Document:
    def __init__(self, found: Differences, prefixes: tuple[str, str]) -> None:
        self.found = found
        self.prefixes = prefixes
        self.words = DiffWords(found)
        self._findings: dict[int, dict[str, Any]] = {}
        for findings, prefix in zip(found.checked, prefixes, strict=True):
            documents = finding_documents(findings, prefix)
            self._findings.update(zip(map(id, findings), documents, strict=True))
        self._clocks = {id(canon): Clocks(canon.universe) for canon in (found.before, found.after)}

    def change(self, change: Difference) -> dict[str, Any]:
        """One difference: what all have in common, and what its kind has."""
        own, words = self._own(change)
        places = [
            span_document(span, prefix) if span is not None else None
            for span, prefix in zip(spans_of(change), self.prefixes, strict=True)
        ]
        return {
            "words": sentence(words) if words else None,
            "show": change.show or None,
            "scene": change.scene.key if change.scene is not None else None,
            "status": str(change.status),
            "before": places[0],
            "after": places[1],
            **own,
        }

    def _own(self, change: Difference) -> tuple[dict[str, Any], str]:
        match change:
            case ShowChange():
                own = {"key": [_show(change.before), _show(change.after)], "fields": _fields(change.fields)}
                return own, ""
            case EpisodeChange():
                own = {"key": [_key(change.before), _key(change.after)], "fields": _fields(change.fields)}
                return own, ""
            case SceneChange():
                return self._scene(change), self.words.scene(change)
            case EntryChange():
                keys = [_key(change.before), _key(change.after)]
                own = {"key": keys, "fields": _fields(change.fields), "prose": round(change.prose, 4)}
                return own, self.words.entry(change)
            case FactChange():
                own = {"subject": change.subject, "attribute": change.attribute, "lasts": change.lasts}
                values = [one.value or None if one is not None else None for one in (change.before, change.after)]
                return {**own, "values": values}, self.words.fact(change)
            case MemoryChange():
                own = {"person": change.person, "gives": change.gives}
                notes = [one[1].span.text if one is not None else None for one in (change.before, change.after)]
                return {**own, "notes": notes, "scenes": self._pair(change)}, self.words.memory(change)
            case MindChange():
                return self._mind(change), self.words.mind(change)
            case RevealChange():
                own = {"matter": matter_document(change.matter), "later": change.later}
                return {**own, "scenes": self._pair(change)}, self.words.reveal(change)
            case PromiseChange():
                other = change.other.scene.key if change.other is not None else None
                own = {"name": change.name, "setup": change.setup, "paid": change.paid, "other": other}
                return own, self.words.promise(change)
            case FindingChange():
                finding = self._findings[id(change.finding)]
                own = {"new": change.new, "intended": change.intended, "finding": finding}
                return own, self.words.finding(change)
            case _:
                return {}, ""

    def _pair(self, change: MemoryChange | RevealChange) -> list[str | None]:
        if isinstance(change, RevealChange):
            return [one.scene.key if one is not None else None for one in (change.before, change.after)]
        return [one[0].key if one is not None else None for one in (change.before, change.after)]

    def _scene(self, change: SceneChange) -> dict[str, Any]:
        return {
            "key": [_key(change.before), _key(change.after)],
            "how": [str(how) for how in change.how],
            "rewritten": round(change.rewritten, 4),
            "notes_gone": list(change.notes_gone),
            "notes_new": list(change.notes_new),
            "came": list(change.came),
            "went": list(change.went),
            "starts": [
                self._start(self.found.before, change.before),
                self._start(self.found.after, change.after),
            ],
            "later": change.later,
        }

    def _start(self, canon: Canon, scene: Scene | None) -> dict[str, str | None] | None:
        """When a scene begins, in the local time of its place."""
        if scene is None:
            return None
        first, last = local_bounds(canon.timeline.start[scene.order], self._clocks[id(canon)], scene.place)
        return {"earliest": first or None, "latest": last or None}

    def _mind(self, change: MindChange) -> dict[str, Any]:
        before, after = self.words.versions.steps(change)
        return {
            "people": list(change.chain),
            "matter": matter_document(change.matter),
            "turn": change.turn.name.lower(),
            "values": [change.value_before or None, change.value_after or None],
            "really": change.really or None,
            "evidence_before": _steps(before, self.prefixes[0]),
            "evidence_after": _steps(after, self.prefixes[1]),
        }


def _steps(steps: Iterable[Step], prefix: str) -> list[dict[str, Any]]:
    return [{**span_document(step.span, prefix), "message": step.message} for step in steps]


def _fields(changes: Iterable[FieldChange]) -> list[dict[str, Any]]:
    return [_field(change) for change in changes]


def _field(change: FieldChange) -> dict[str, Any]:
    return {"name": change.name, "gone": list(change.gone), "new": list(change.new)}


def _key(one: Scene | Episode | Entry | None) -> str | None:
    return one.key if one is not None else None


def _show(one: Show | None) -> str | None:
    return one.id if one is not None else None
