"""Lists of which the order is kept and each thing stands once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.change.merging.items import merge_items
from fabula.change.merging.regions import Origin


def merged(base: str, ours: str, theirs: str) -> str | None:
    found = merge_items(base, ours, theirs)
    return None if found is None else "".join(item.key for item in found.items)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "both"),
    [
        ("ab", "ab", "ab", "ab"),
        ("ab", "abx", "aby", "abxy"),
        ("ab", "xab", "yab", "xyab"),
        ("ab", "abx", "abx", "abx"),
        ("abc", "ab", "bc", "b"),
        ("ab", "a", "abx", "ax"),
        ("", "abc", "dbe", "adbce"),  # what both have added stands where we have it, what they alone have beside it
        ("abc", "cab", "abcx", "cabx"),  # we have made an order
        ("abc", "abcx", "cab", "cabx"),  # they have
        ("abc", "cab", "cab", "cab"),
        ("abc", "acb", "bac", None),  # each has made its own
        ("a", "b", "c", None),  # each has put something else in its place
        ("a", "", "b", None),  # one has changed what the other took out
        ("ab", "xb", "ay", "xy"),  # each has changed its own
        ("aab", "aabb", "ab", "ab"),
    ],
)
def test_merged_lists(base: str, ours: str, theirs: str, both: str | None) -> None:
    assert merged(base, ours, theirs) == both
    turned = merged(base, theirs, ours)
    assert (turned is None) == (both is None)
    assert set(turned or "") == set(both or "")


def test_whose_each_thing_is() -> None:
    found = merge_items("ab", "abxz", "byz")
    assert found is not None
    assert dict(found.items) == {"b": Origin.SAME, "x": Origin.OURS, "y": Origin.THEIRS, "z": Origin.BOTH}


LISTS = st.lists(st.sampled_from("abcdef"), max_size=6, unique=True).map("".join)


@given(LISTS, LISTS, LISTS)
def test_what_is_left_is_what_either_wants(base: str, ours: str, theirs: str) -> None:
    assert merged(base, ours, base) == merged(base, base, ours) == merged(base, ours, ours) == ours
    found = merged(base, ours, theirs)
    if found is not None:
        old, mine, yours = set(base), set(ours), set(theirs)
        assert set(found) == (mine | yours) - (old - mine) - (old - yours)
        assert len(found) == len(set(found))
