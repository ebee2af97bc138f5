"""The sentences in which a merge is told, the same wherever they are read."""

from __future__ import annotations

from fabula.change.merging.clashes import Clash, ClashKind
from fabula.change.merging.places import ClashPlace
from fabula.change.merging.regions import Origin
from fabula.change.merging.story import Part
from fabula.change.merging.universe import Merge
from fabula.report.words import count, join_words

__all__ = ["describe_clash", "describe_part", "describe_place", "headline", "side_name", "story_line", "text_line"]


def side_name(merge: Merge, origin: Origin) -> str:
    """What the side is called that something comes from."""
    return {Origin.OURS: merge.ours.label, Origin.THEIRS: merge.theirs.label}.get(origin, "")


def headline(merge: Merge) -> str:
    """What is merged into what."""
    what = f"{merge.theirs.label} into {merge.ours.label}"
    if merge.tree is None:
        return what
    numbers = zip(merge.changed, (merge.ours.label, merge.theirs.label, "both"), strict=True)
    parts = [f"{number} by {name}" for number, name in numbers if number]
    if not parts:
        return f"{what}: nothing to merge"
    first, _, rest = join_words(parts).partition(" ")
    return f"{what}: {count(int(first), 'file')} changed {rest}"


def text_line(merge: Merge) -> str:
    """How the texts stand."""
    if not merge.clashes:
        return "the texts fit"
    places = sum(clash.count for clash in merge.clashes)
    files = count(len({clash.path for clash in merge.clashes}), "file")
    return f"{count(places, 'conflict')} in the texts of {files}"


def story_line(merge: Merge) -> str:
    """How the stories stand."""
    story = merge.story
    if story.missing:
        return f"the stories were not compared: {story.missing}"
    if not story.clashes:
        return "nothing in the story contradicts what the other side wrote"
    return f"{count(len(story.clashes), 'conflict')} in the story, which neither side has alone"


def describe_clash(merge: Merge, clash: Clash, written: bool = False) -> str:
    """What is the matter with a file. ``written`` says that the merge stands in a folder."""
    ours, theirs = merge.ours.label, merge.theirs.label
    beside = f", and {theirs} has it as {clash.beside}" if written and clash.beside else ""
    match clash.kind:
        case ClashKind.CONTENT:
            return "both have changed the same lines" if clash.count == 1 else f"both have changed {clash.count} places"
        case ClashKind.BOTH_ADDED:
            return f"both have put a file there, and they differ{beside}"
        case ClashKind.CHANGED_AND_DELETED:
            changed, deleted = (theirs, ours) if clash.theirs else (ours, theirs)
            return f"changed by {changed}, taken out by {deleted}; it stays"
        case ClashKind.RENAMED_TWICE:
            return f"called {clash.ours} by {ours} and {clash.theirs} by {theirs}; both stay"
        case ClashKind.NOT_MERGED:
            return f"both have changed it, and it is not merged, for {clash.reason}; {ours}’s stays{beside}"
        case ClashKind.FILE_AND_FOLDER:
            return f"a file on one side and a folder on the other; the file is called {clash.beside}"
        case ClashKind.FOLDER_RENAMED:
            new, renamed = (theirs, ours) if clash.theirs else (ours, theirs)
            return f"new from {new} ({clash.theirs or clash.ours}), in a folder that {renamed} has renamed"
        case ClashKind.UNDECIDED:
            return "its conflicts are not settled yet"


def describe_place(place: ClashPlace) -> str:
    """What each side has where both have changed something."""
    texts = (f"“{text}”" if text else "nothing" for text in (place.ours, place.theirs))
    return " against ".join(texts)


def describe_part(part: Part) -> str:
    """What a side has to do with a clash, at one place."""
    match part.deed:
        case "":
            return part.words or f"“{part.span.text.partition(chr(10))[0].strip() or part.text}”"
        case "changes":
            return f"changes “{part.was}” to “{part.text}”" if part.was else f"changes “{part.text}”"
        case _:
            return f"{part.deed} “{part.text}”"
