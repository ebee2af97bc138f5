"""Lengths of time in the words of findings."""

from __future__ import annotations

import pytest

from fabula.bible.dates import DAY
from fabula.rules.time.conflicts import say_length


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "no time"),
        (1, "1 minute"),
        (40, "40 minutes"),
        (60, "1 hour"),
        (5 * 60 + 10, "5 hours"),
        (DAY, "1 day"),
        (3 * DAY, "3 days"),
        (60 * DAY, "2 months"),
        (6 * 365 * DAY, "6 years"),
        (int(7.5 * 365.2425 * DAY), "7.5 years"),
    ],
)
def test_says(minutes: int, words: str) -> None:
    assert say_length(minutes) == words
