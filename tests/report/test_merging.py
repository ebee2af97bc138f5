"""What is said of a merge, in every way in which two versions can clash."""

from __future__ import annotations

import pytest

from fabula.change.merging.universe import Merge, merge_universes
from fabula.report.ink import Ink
from fabula.report.merging.document import merge_document
from fabula.report.merging.markdown import write_merge_comment
from fabula.report.merging.text import write_merge
from tests.change.merging.versions import Files, snapshot
from tests.golden import compare_golden

LONG = "".join(f"Line {number}.\n" for number in range(20))
OTHER = "".join(f"Another line {number}.\n" for number in range(20))
PILOT = {"shows/a/s01/e01.fountain": "INT. FLAT - DAY\n\nANNA\nYes.\n"}


def merge(base: Files, ours: Files, theirs: Files) -> Merge:
    before, mine, yours = (
        snapshot(name, {**PILOT, **files}) for name, files in (("then", base), ("rome", ours), ("delhi", theirs))
    )
    return merge_universes(before, mine, yours)


def everything() -> Merge:
    """Every kind of clash at once."""
    base: Files = {
        "lines.md": LONG, "two.md": LONG, "gone.md": LONG, "twice.md": OTHER, "map.png": b"\0",
        "shows/b/s01/e01.fountain": LONG.replace("Line", "Word"),
        "shows/b/s01/e02.fountain": OTHER.replace("line", "word"),
    }  # fmt: skip
    ours: Files = {
        **{
            path: text
            for path, text in base.items()
            if not path.startswith("shows/b/") and path not in {"gone.md", "twice.md"}
        },
        "lines.md": LONG.replace("Line 3.", "Ours."),
        "two.md": LONG.replace("Line 3.", "Ours.").replace("Line 15.\n", ""),
        "uno.md": OTHER,
        "map.png": b"\0o",
        "new.md": "ours\n",
        "notes": "ours\n",
        "shows/c/s01/e01.fountain": base["shows/b/s01/e01.fountain"],
        "shows/c/s01/e02.fountain": base["shows/b/s01/e02.fountain"],
    }
    theirs: Files = {
        **{path: text for path, text in base.items() if path != "twice.md"},
        "lines.md": LONG.replace("Line 3.", "Theirs."),
        "two.md": LONG.replace("Line 3.", "Theirs.").replace("Line 15.", "Theirs too."),
        "gone.md": LONG.replace("Line 3.", "Theirs."),
        "due.md": OTHER,
        "map.png": b"\0t",
        "new.md": "theirs\n",
        "notes/a.md": "theirs\n",
        "shows/b/s01/e03.fountain": "INT. FLAT - DAY\n\nTOM\nNo.\n",
    }
    return merge(base, ours, theirs)


def test_every_kind_of_clash() -> None:
    merged = everything()
    compare_golden("report/merge-clashes.txt", "".join(write_merge(merged)))
    compare_golden("report/merge-clashes.md", "".join(write_merge_comment(merged)))
    kinds = {clash["kind"] for clash in merge_document(merged)["text_conflicts"]}
    assert kinds == {
        "content", "both-added", "changed-and-deleted", "renamed-twice", "not-merged", "file-and-folder",
        "folder-renamed",
    }  # fmt: skip


def test_in_colours_it_says_the_same() -> None:
    import re

    plain = "".join(write_merge(everything()))
    coloured = "".join(write_merge(everything(), ink=Ink(colours=True)))
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain != coloured


def test_nothing_to_merge() -> None:
    assert "".join(write_merge(merge({}, {}, {}))) == (
        "delhi into rome: nothing to merge\n"
        "The texts fit, and nothing in the story contradicts what the other side wrote.\n"
    )


def test_names_with_power_over_a_page_have_none() -> None:
    text = "".join(
        write_merge_comment(
            merge({"a.md": LONG}, {"a.md": LONG.replace("Line 3.", "@all <b>")}, {"a.md": LONG.replace("Line 3.", "x")})
        )
    )
    assert "@all" not in text
    assert "<b>" not in text.replace("\\<b\\>", "")


@pytest.mark.parametrize("prefix", ["", "our/u/"])
def test_paths_lead_from_here(prefix: str) -> None:
    assert f"\n{prefix}lines.md:4  both have changed" in "".join(write_merge(everything(), prefix))
