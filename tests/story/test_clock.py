"""Local times and minutes in UTC, where clocks jump as well."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.dates import minute_of
from fabula.story.clock import DAY, LAST_MINUTE, Clocks, from_utc, to_utc
from fabula.story.timeline import Interval
from tests.story.universes import Draft, when

MADRID = ZoneInfo("Europe/Madrid")


def test_summer_time() -> None:
    june = when("2014-06-03 21:40").first
    assert to_utc(june, MADRID) == (june - 120, june - 120)
    january = when("2014-01-03 21:40").first
    assert to_utc(january, MADRID) == (january - 60, january - 60)


def test_the_hour_that_comes_twice_gives_both() -> None:
    twice = when("2014-10-26 02:30").first
    assert to_utc(twice, MADRID) == (twice - 120, twice - 60)


def test_the_hour_that_is_skipped_gives_both_sides() -> None:
    never = when("2014-03-30 02:30").first
    assert to_utc(never, MADRID) == (never - 120, never - 60)


def test_before_standard_time_a_place_has_its_own() -> None:
    noon = minute_of(1850, 6, 1) + 12 * 60
    assert to_utc(noon, ZoneInfo("Europe/Paris")) == (noon - 10, noon - 10)


def test_the_edges_of_the_calendar_are_left_alone() -> None:
    assert to_utc(0, MADRID) == (0, 0)
    assert from_utc(LAST_MINUTE, MADRID) == LAST_MINUTE


@given(st.integers(2 * DAY, LAST_MINUTE - 2 * DAY))
def test_what_a_clock_shows_leads_back(minute: int) -> None:
    first, last = to_utc(from_utc(minute, MADRID), MADRID)
    assert first - 1 <= minute <= last + 1


def test_places_have_the_zone_of_what_they_lie_in() -> None:
    draft = Draft("Europe/London")
    draft.entry("places/india", "India", timezone="Asia/Kolkata")
    draft.entry("places/mumbai", "Mumbai", parent="places/india", timezone="nowhere")
    draft.entry("places/ring", "Ring", parent="places/ring")
    clocks = Clocks(draft.universe)
    assert clocks.zone("places/mumbai").key == "Asia/Kolkata"
    assert clocks.zone("places/ring").key == "Europe/London"
    assert clocks.zone("").key == "Europe/London"


def test_a_day_is_a_whole_local_day() -> None:
    clocks = Clocks(Draft("Europe/Madrid").universe)
    first, last = clocks.interval(when("2014-03-30"), "")
    assert last - first + 1 == 23 * 60
    assert clocks.words(Interval(first, last), "") == "2014-03-30"
    assert clocks.words(Interval(first, None), "") == "not before 2014-03-30 00:00"
    assert clocks.words(Interval(first, first), "") == "2014-03-30 00:00"
    assert clocks.words(Interval(), "") == "at an unknown time"
