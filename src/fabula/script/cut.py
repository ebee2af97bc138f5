"""Cutting a script's elements into scenes, for formats that say where headings are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fabula.script.model import NO_DETAILS, Element, Kind, Scene, SceneDetails

__all__ = ["cut_scenes"]

NO_DETAILS_OF_ANY: Mapping[int, SceneDetails] = {}
QUIET = frozenset({Kind.TITLE_PAGE, Kind.SECTION, Kind.SYNOPSIS, Kind.BONEYARD, Kind.PAGE_BREAK, Kind.BLANK})
"""What alone makes no scene before the first heading."""


def cut_scenes(
    elements: Sequence[Element],
    end: int,
    details: Mapping[int, SceneDetails] = NO_DETAILS_OF_ANY,
    acts: Mapping[int, str] | None = None,
) -> list[Scene]:
    """The scenes of a script, from its elements in order.

    ``end`` is where the last scene ends. ``details`` and ``acts`` go by the index of the heading; without ``acts``
    the act is the nearest section of depth 1. What stands before the first heading is a scene without heading if
    something in it prints.
    """
    # One pass over what may be hundreds of thousands of elements; their kind is their first field.
    headings: list[int] = []
    acted: list[str] = []
    act = ""
    heading, section = Kind.HEADING, Kind.SECTION
    for index, element in enumerate(elements):
        kind = element[0]
        if kind is heading:
            headings.append(index)
            acted.append(act)
        elif kind is section and element.detail == "1":
            act = element.text
    scenes: list[Scene] = []
    first_heading = headings[0] if headings else len(elements)
    first = next((i for i in range(first_heading) if elements[i].kind is not Kind.TITLE_PAGE), first_heading)
    if any(element.kind not in QUIET for element in elements[first:first_heading]):
        last = elements[first_heading].start if headings else end
        scenes.append(Scene(0, None, first, first_heading, elements[first].start, last))
    for place, index in enumerate(headings):
        last = headings[place + 1] if place + 1 < len(headings) else len(elements)
        stop = elements[last].start if last < len(elements) else end
        scene = Scene(
            index=len(scenes),
            heading=index,
            first=index,
            last=last,
            start=elements[index].start,
            end=stop,
            number=elements[index].detail,
            act=acted[place] if acts is None else acts.get(index, ""),
            details=details.get(index, NO_DETAILS),
        )
        scenes.append(scene)
    return scenes
