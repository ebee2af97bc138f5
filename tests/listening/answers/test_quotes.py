"""Quotes: evidence chosen by rule."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fabula.listening.answers.quotes import LONGEST, read_quotes, shorten
from tests.listening.answers.conftest import World, open_world
from tests.listening.answers.tidewater import Audience, write_universe

ADA = "people/ada-quill"


def test_quotes_of_both_sides(world: World) -> None:
    quotes = read_quotes(world.engine, ["people/cleo-vance", "people/fay-linden"])
    assert [quote.side for quote in quotes["people/cleo-vance"]] == [1, 1, -1, -1]
    assert "people/fay-linden" not in quotes
    assert len({quote.text for quote in quotes["people/cleo-vance"]}) == 4
    assert not any("the worst" in quote.text for quote in quotes["people/cleo-vance"])
    assert all(quote.time is not None and quote.source in {"board", "clips"} for quote in quotes["people/cleo-vance"])
    assert read_quotes(world.engine, []) == {}


def test_whom_quotes_leave_out(tmp_path: Path) -> None:
    """Copies, campaigns, spam, a second one of an author; the nearest to the mean is the first."""
    made = Audience(2)
    ada = (ADA, "Ada")
    made.say("Ada is liked as usual here.", None, ada, liking=500, author="a", source="x")
    made.say("Ada is liked as usual here too.", None, ada, liking=510, author="a", source="x")
    made.say("Ada is liked by far too much.", None, ada, liking=900, author="b", source="x")
    made.say("Ada is liked a little bit only.", None, ada, liking=310, author="c", source="x")
    made.say("Ada is a copy of that other one.", None, ada, liking=500, author="d", source="x", weight=500)
    made.say("Ada is a campaign of some people.", None, ada, liking=500, author="e", source="x", campaign="c")
    made.say("Ada is spam for cheap watches.", None, ada, liking=500, author="f", source="x", weight=0)
    root = write_universe(tmp_path)
    store = made.write(root / ".fabula/listening")
    world = open_world(root, store)
    quotes = read_quotes(world.engine, [ADA], number=5)[ADA]
    assert [quote.text for quote in quotes] == [
        "Ada is liked as usual here too.",
        "Ada is liked a little bit only.",
        "Ada is liked by far too much.",
    ]
    world.engine.close()


def test_what_is_forgotten_is_quoted_no_more(tmp_path: Path) -> None:
    made = Audience(2)
    made.say("Ada is the best of them all.", None, (ADA, "Ada"), liking=500, author="a", source="x")
    root = write_universe(tmp_path)
    store = made.write(root / ".fabula/listening")
    for path in (store.part("x", "00000").comments, store.part("x", "00000").marks, store.part("x", "00000").mentions):
        path.unlink()
    world = open_world(root, store)
    assert read_quotes(world.engine, [ADA]) == {}
    world.engine.close()


@given(st.text(max_size=600), st.integers(20, 300))
def test_shortened_is_one_short_line(text: str, longest: int) -> None:
    short = shorten(text, longest)
    assert len(short) <= longest
    assert "\n" not in short
    assert " ".join(text.split()).startswith(short.removesuffix("…").rstrip()) or not short


def test_shorten_cuts_at_words() -> None:
    words = "word " * 100
    assert shorten(words, 23) == "word word word word…"
    assert len(shorten("x" * 9999)) == LONGEST
