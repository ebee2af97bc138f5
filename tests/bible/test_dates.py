"""Dates of any precision, and dates that cannot be."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.dates import minute_of, read_when, say_minute
from fabula.source import EMPTY_SOURCE

SPAN = EMPTY_SOURCE.whole


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2014-06-03 21:40", "2014-06-03 21:40", "2014-06-03 21:40", "minute"),
        ("2014-06-03T21:40", "2014-06-03 21:40", "2014-06-03 21:40", "minute"),
        ("2014-06-03 9:40 pm", "2014-06-03 21:40", "2014-06-03 21:40", "minute"),
        ("9:40pm on 3 June 2014", "2014-06-03 21:40", "2014-06-03 21:40", "minute"),
        ("Tuesday, June 3, 2014 at 9:40 p.m.", "2014-06-03 21:40", "2014-06-03 21:40", "minute"),
        ("12 am, 2014-06-03", "2014-06-03 00:00", "2014-06-03 00:59", "hour"),
        ("2014-06-03 12 pm", "2014-06-03 12:00", "2014-06-03 12:59", "hour"),
        ("noon on 2014-06-03", "2014-06-03 12:00", "2014-06-03 12:00", "minute"),
        ("2014-06-03", "2014-06-03 00:00", "2014-06-03 23:59", "day"),
        ("2014-6-3", "2014-06-03 00:00", "2014-06-03 23:59", "day"),
        ("the 3rd of June 2014", "2014-06-03 00:00", "2014-06-03 23:59", "day"),
        ("June 3rd 2014", "2014-06-03 00:00", "2014-06-03 23:59", "day"),
        ("29 February 2016", "2016-02-29 00:00", "2016-02-29 23:59", "day"),
        ("June 2014", "2014-06-01 00:00", "2014-06-30 23:59", "month"),
        ("2014-02", "2014-02-01 00:00", "2014-02-28 23:59", "month"),
        ("Sept. 2014", "2014-09-01 00:00", "2014-09-30 23:59", "month"),
        ("late June 2014", "2014-06-19 00:00", "2014-06-30 23:59", "month"),
        ("2014", "2014-01-01 00:00", "2014-12-31 23:59", "year"),
        ("early 2014", "2014-01-01 00:00", "2014-05-31 23:59", "season"),
        ("summer 2014", "2014-06-01 00:00", "2014-09-22 23:59", "season"),
        ("the winter of 2014", "2013-12-01 00:00", "2015-03-20 23:59", "season"),
        ("the 1990s", "1990-01-01 00:00", "1999-12-31 23:59", "year"),
        ("the morning of 2014-06-03", "2014-06-03 05:00", "2014-06-03 11:59", "part of day"),
        ("2014-06-03, in the evening", "2014-06-03 17:00", "2014-06-03 23:59", "part of day"),
        ("the night of June 3, 2014", "2014-06-03 20:00", "2014-06-04 05:59", "part of day"),
        ("0044-03-15", "0044-03-15 00:00", "0044-03-15 23:59", "day"),
        ("year 5", "0005-01-01 00:00", "0005-12-31 23:59", "year"),
        ("9999", "9999-01-01 00:00", "9999-12-31 23:59", "year"),
    ],
)
def test_dates(text: str, first: str, last: str, precision: str) -> None:
    when, reason = read_when(text, SPAN)
    assert reason == ""
    assert when is not None
    assert (say_minute(when.first), say_minute(when.last), when.precision) == (first, last, precision)
    assert when.text == text
    assert when.dated
    assert when.clock == (precision in {"minute", "hour"})


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("21:40", 1300, 1300), ("9 pm", 1260, 1319), ("noon", 720, 720), ("midnight", 0, 0), ("12:05 a.m.", 5, 5)],
)
def test_a_clock_time_alone_has_no_date(text: str, first: int, last: int) -> None:
    when, _ = read_when(text, SPAN)
    assert when is not None
    assert (when.first, when.last, when.precision, when.dated, when.clock) == (first, last, "clock", False, True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2014-02-30", "there is no 30 February 2014: February has 28 days then"),
        ("31 June 2014", "there is no 31 June 2014: June has 30 days"),
        ("2014-13-01", "there is no month 13"),
        ("2014-06-03 25:00", "there is no hour 25"),
        ("2014-06-03 24:00", "there is no hour 24: write the next day, 00:00"),
        ("13 pm", "there is no 13 pm"),
        ("12:75", "there is no minute 75"),
        ("June 2014 9 pm", "a clock time needs a whole date: year, month and day"),
        ("the morning of June 2014", "a part of the day needs a whole date: year, month and day"),
        ("9 o'clock", "morning or evening? write it like 21:00 or 9 pm"),
        ("03/06/2014", "this can be read as two dates: write it like 2014-06-03"),
        ("2014/06/03", "dates are written with dashes, like 2014-06-03"),
        ("June 3", "the year is missing"),
        ("3 June", "the year is missing"),
        ("2014-06-03T21:40Z", "write the local time at the place, without a time zone"),
        ("44 BC", "years before the year 1 are not kept"),
        ("12014", "years go from 1 to 9999"),
    ],
)
def test_dates_that_cannot_be_say_why(text: str, reason: str) -> None:
    assert read_when(text, SPAN) == (None, reason)


@pytest.mark.parametrize("text", ["", "the case", "Mason", "8 years", "S01E02/14", "soon", "14"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_when(text, SPAN) == (None, "")


@given(st.datetimes())
def test_minutes_are_those_of_the_calendar(moment: datetime) -> None:
    text = f"{moment.year:04}-{moment.month:02}-{moment.day:02} {moment.hour:02}:{moment.minute:02}"
    when, _ = read_when(text, SPAN)
    assert when is not None
    assert say_minute(when.first) == text
    assert when.first - minute_of(moment.year, moment.month, moment.day) == moment.hour * 60 + moment.minute


@given(st.text(max_size=40))
def test_no_text_is_too_much(text: str) -> None:
    when, reason = read_when(text, SPAN)
    assert when is None or (reason == "" and when.first <= when.last)
