"""What rests on what, as data. Its form is versioned: see ``schemas/impact-1.json``."""

from __future__ import annotations

from typing import Any

from fabula.change.impact.impact import Impact, Resting
from fabula.change.impact.outcome import MindShift, Outcome
from fabula.report.impact_words import ImpactWords, Reason
from fabula.report.json import finding_documents
from fabula.report.minds import matter_document, span_document
from fabula.report.timeline import heading_text
from fabula.source import Span
from fabula.universe.model import Scene

__all__ = ["impact_document"]


def impact_document(
    words: ImpactWords, impact: Impact, outcome: Outcome | None, prefix: str = "", prefix_after: str = ""
) -> dict[str, Any]:
    """An impact with what comes of its trial, all of it. ``prefix_after`` is that of paths after the change."""
    target, rest = impact.target, impact.untouched
    return {
        "target": {
            "kind": target.kind,
            "name": target.words,
            "status": str(target.status) if target.status is not None else None,
            "place": _place(target.span, prefix),
            "scenes": [scene.key for scene in target.scenes],
        },
        "resting": [_resting(words, one, prefix) for one in impact.resting],
        "bible": [
            {"entry": one.entry.key, "field": one.field or None, "place": _place(one.span, prefix)}
            for one in impact.fields
        ],
        "events": [_place(span, prefix) for span in impact.events],
        "spared": [
            {
                **_scene(tie.need.scene),
                "words": words.tie(tie),
                "place": _place(tie.need.span, prefix),
                "also": [one.scene.key if one.scene is not None else None for one in tie.others],
            }
            for tie in impact.spared
        ],
        "audience": {
            "learns": [
                {
                    "scene": one.scene.key,
                    "matter": matter_document(one.matter),
                    "words": words.learnt(one),
                    "place": _place(one.span, prefix),
                    "again": one.again.key if one.again is not None else None,
                }
                for one in impact.learnt
            ],
            "ahead": [
                {
                    "person": one.person,
                    "matter": matter_document(one.matter),
                    "scenes": [scene.key for scene in one.scenes],
                }
                for one in impact.ahead
            ],
        },
        "untouched": {
            "shows": list(rest.shows),
            "episodes": rest.episodes,
            "all_episodes": rest.all_episodes,
            "scenes": rest.scenes,
            "all_scenes": rest.all_scenes,
        },
        "trial": _outcome(words, outcome, prefix, prefix_after) if outcome is not None else None,
    }


def _scene(scene: Scene) -> dict[str, Any]:
    episode = scene.episode
    return {
        "scene": scene.key,
        "show": episode.show.id,
        "episode": episode.key,
        "status": str(episode.status),
        "heading": heading_text(scene) or None,
    }


def _resting(words: ImpactWords, resting: Resting, prefix: str) -> dict[str, Any]:
    return {
        **_scene(resting.scene),
        "direct": resting.is_direct,
        "reasons": [_reason(reason, prefix) for reason in words.reasons(resting)],
    }


def _reason(reason: Reason, prefix: str) -> dict[str, Any]:
    steps = [{"words": step.message, "place": _place(step.span, prefix)} for step in reason.steps]
    return {"words": reason.words, "place": _place(reason.span, prefix), "path": steps}


def _place(span: Span | None, prefix: str) -> dict[str, Any] | None:
    return span_document(span, prefix) if span is not None else None


def _outcome(words: ImpactWords, outcome: Outcome, prefix: str, after: str) -> dict[str, Any]:
    return {
        "did": outcome.trial.did,
        "remarks": list(outcome.trial.remarks),
        "appear": finding_documents(outcome.appear, after),
        "disappear": finding_documents(outcome.disappear, prefix),
        "changed": [
            {"before": before, "after": after}
            for before, after in zip(
                finding_documents([one for one, _ in outcome.changed], prefix),
                finding_documents([other for _, other in outcome.changed], after),
                strict=True,
            )
        ],
        "unfounded": [
            {"scene": one.scene.key, "words": words.tie(one.tie), "place": _place(one.tie.need.span, prefix)}
            for one in outcome.unfounded
        ],
        "minds": [_mind(words, one, prefix) for one in outcome.minds],
        "open": [
            {"words": words.beat(one), "setup": one.setup, "place": _place(one.span, prefix)} for one in outcome.open
        ],
        "times": [{"scene": one.scene, "words": words.time(one)} for one in outcome.times],
    }


def _mind(words: ImpactWords, shift: MindShift, prefix: str) -> dict[str, Any]:
    person, matter = shift.stake
    return {
        "person": person,
        "matter": matter_document(matter),
        "before": shift.before.value or None,
        "after": shift.after.value or None,
        "words": words.mind(shift),
        "place": _place(shift.after.span or shift.before.span, prefix),
    }
