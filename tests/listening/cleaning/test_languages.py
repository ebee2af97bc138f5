"""Languages and advertisements."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.listening.cleaning import clean_store
from fabula.listening.cleaning.facts import plain_text
from fabula.listening.cleaning.languages import LanguageTeller
from fabula.listening.cleaning.spam import is_spam
from fabula.listening.store import open_store
from tests.listening.cleaning.audience import Audience, marks_of


@pytest.fixture(scope="module")
def teller() -> LanguageTeller:
    return LanguageTeller(["en", "it", "hi"])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I don't think she is who she says", "en"),
        ("non è vero che lui sia morto", "it"),
        ("वह कहाँ है", "hi"),
        ("बहुत अच्छा episode था yaar", "hi"),
        ("bhai kya episode tha yaar, mazaa aa gaya", "hi"),
        ("lol", None),
        ("great episode!", None),
        ("", None),
        ("😂😂😂", None),
        ("https://example.com/a/b", None),
        ("Meravigliosa interpretazione, puntata stupenda davvero", "it"),
        ("этот эпизод", "ru"),
        ("とても良かった", "ja"),
    ],
)
def test_languages(teller: LanguageTeller, text: str, language: str | None) -> None:
    found = teller.tell(text, plain_text(text))
    assert found == language or (language == "ru" and found is None)


def test_the_languages_at_hand(tmp_path: Path) -> None:
    audience = Audience()
    stated = audience.say("lol", language="it")
    told = audience.say("I do not know what that was about but she is right")
    cleaned, marks = audience.clean(tmp_path)
    assert (marks[stated]["language"], marks[told]["language"]) == ("it", "en")
    assert cleaned["languages"] == ["it"]
    assert cleaned["sources"]["src"]["languages"] == {"en": 1, "it": 1}


@pytest.mark.parametrize(
    "text",
    [
        "Earn money from home, write to me +44 7700 900123",
        "FREE followers http://cheap.example/x",
        "watch the full episode free https://stream.example",
        "guadagna soldi da casa, clicca qui www.soldi.example",
        "http://a.example http://b.example",
        "buy buy buy " * 20,
        "!!!!!!!!!!" * 12,
        "घर बैठे पैसे कमाओ +91 98765 43210",
    ],
)
def test_spam(text: str) -> None:
    assert is_spam(text)


@pytest.mark.parametrize(
    "text",
    [
        "NOOOOOOOOOOOOOOOOOOOOOO",
        "😂" * 40,
        "The free folk are the best, subscribe to that theory",
        "I wrote about it here: https://blog.example/post and would love to hear what you think",
        "he works from home and his phone is ringing",
        "lol " * 10,
        "she uses telegram in episode 3",
    ],
)
def test_no_spam(text: str) -> None:
    assert not is_spam(text)


def test_cleaning_again_writes_nothing(tmp_path: Path) -> None:
    audience = Audience()
    for number in range(50):
        audience.say(audience.chatter(), f"{number:016x}")
    first, marks = audience.clean(tmp_path)
    store = open_store(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in store.root.rglob("*")}
    assert clean_store(store) == first
    assert {path: path.stat().st_mtime_ns for path in store.root.rglob("*")} == before
    (store.root / "cleaned.json").unlink()
    assert clean_store(store) == first
    part = store.part("src", "00000")
    assert part.marks.stat().st_mtime_ns == before[part.marks]
    assert marks_of(store) == marks


def test_nothing_to_clean(tmp_path: Path) -> None:
    cleaned, marks = Audience({"src": []}).clean(tmp_path)
    assert (cleaned["sources"], cleaned["campaigns"], marks) == ({}, [], {})
