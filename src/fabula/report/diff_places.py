"""Where a difference is to be seen: the lines in the two versions."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.change.comparing.differences import (
    Difference,
    EntryChange,
    EpisodeChange,
    FactChange,
    FindingChange,
    MemoryChange,
    MindChange,
    PromiseChange,
    RevealChange,
    SceneChange,
    ShowChange,
)
from fabula.source import Span

__all__ = ["places_of", "spans_of"]


def spans_of(difference: Difference) -> tuple[Span | None, Span | None]:
    """The places before and after, None where there is none."""
    match difference:
        case (
            SceneChange(before=old, after=new) | EntryChange(before=old, after=new) | ShowChange(before=old, after=new)
        ):
            return (old.span if old is not None else None), (new.span if new is not None else None)
        case EpisodeChange(before=was, after=now):
            spans = [one.script.source.whole if one is not None else None for one in (was, now)]
            return spans[0], spans[1]
        case FactChange(before=one, after=other):
            return (one.span if one is not None else None), (other.span if other is not None else None)
        case MindChange(link_before=one_link, link_after=other_link):
            links = (one_link, other_link)
            held = [link.happening.span if link is not None else None for link in links]
            return held[0], held[1]
        case MemoryChange(before=first, after=second):
            return (first[1].span if first is not None else None), (second[1].span if second is not None else None)
        case RevealChange(before=shown, after=told):
            return (shown.span if shown is not None else None), (told.span if told is not None else None)
        case PromiseChange(paid=paid, beat=beat, other=half):
            other_span = half.span if half is not None else None
            return (None if paid else other_span), beat.span
        case FindingChange(new=new_one, finding=finding):
            return (None, finding.span) if new_one else (finding.span, None)
        case _:
            return None, None


def places_of(difference: Difference, prefixes: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Each place with its side: ("before", "shows/…:12")."""
    for side, span, prefix in zip(("before", "after"), spans_of(difference), prefixes, strict=True):
        if span is not None:
            yield side, f"{prefix}{span.path}:{span.line}"
