"""Copies: exact, near, and those that are none."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from fabula.listening.cleaning.copies import ALIKE, earliest_first, find_copies
from fabula.listening.cleaning.facts import SHORTEST, _bands, _prints, plain_text, shingles
from fabula.listening.cleaning.weights import A_DAY
from tests.listening.cleaning.audience import WORDS, Audience

LONG = "I have waited for this bridge all season and it fell in the first storm of winter."


def test_copies_count_as_one_together(tmp_path: Path) -> None:
    audience = Audience()
    late = audience.say(LONG, hours=5)
    first = audience.say(LONG.upper() + "!!!", hours=1)
    other = audience.say(f"  {LONG}  ", hours=3, source="other")
    alone = audience.say("Nothing like it was ever said about a kitchen in the harbour.")
    _, marks = audience.clean(tmp_path)
    assert {marks[one]["duplicate_of"] for one in (late, other)} == {first}
    assert marks[first]["duplicate_of"] is None
    assert [marks[one]["weight"] for one in (first, late, other)] == [334, 333, 333]
    assert {marks[one]["why"] for one in (first, late, other)} == {"copy"}
    assert (marks[alone]["weight"], marks[alone]["why"]) == (1000, "")


CARRIES = "carries every single scene of this show and nobody says so"


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        (LONG, LONG.replace("winter", "winterr"), True),
        (LONG, f"{LONG} Wow.", True),
        (LONG, LONG.replace("bridge", "kitchen"), False),  # about something else
        (LONG, "So, " + LONG.lower().replace(".", ""), True),
        ("Great episode!", "great episode", False),  # anybody may say so
        ("lol", "LOL", False),
        (f"Nadia {CARRIES}", f"Mason {CARRIES}", False),
        ("यह एपिसोड बहुत अच्छा था और मुझे अंत तक बहुत पसंद आया", "यह एपिसोड बहुत अच्छा था, और मुझे अंत तक बहुत पसंद आया!", True),
    ],
)  # fmt: skip
def test_what_is_a_copy(tmp_path: Path, one: str, other: str, copy: bool) -> None:
    audience = Audience()
    first, second = audience.say(one, hours=1), audience.say(other, hours=2)
    _, marks = audience.clean(tmp_path)
    assert (marks[second]["duplicate_of"] == first) == copy


def test_an_author_who_repeats_a_short_text(tmp_path: Path) -> None:
    audience = Audience()
    first, again = audience.say("boring", "aa", 1), audience.say("Boring!", "aa", 2)
    other = audience.say("boring", "bb", 3)
    _, marks = audience.clean(tmp_path)
    assert (marks[again]["duplicate_of"], marks[other]["duplicate_of"]) == (first, None)


def slow_copies(texts: list[str], rank: list[int]) -> list[int]:
    """Every pair compared, nothing clever: what is alike is joined, and stands under the earliest."""
    groups = [{number} for number in range(len(texts))]
    plain = [plain_text(text) for text in texts]
    for one in range(len(texts)):
        for other in range(one):
            if min(len(plain[one]), len(plain[other])) < SHORTEST:
                continue
            mine, theirs = shingles(plain[one]), shingles(plain[other])
            if plain[one] == plain[other] or len(mine & theirs) >= ALIKE * len(mine | theirs):
                joined = groups[one] | groups[other]
                for member in joined:
                    groups[member] = joined
    return [min(group, key=lambda member: rank[member]) for group in groups]


def copies_of(texts: list[str], rng: random.Random) -> tuple[list[int], list[int], list[int]]:
    """What is found, what every pair compared would find, and the rank of each text."""
    plain = [plain_text(text) for text in texts]
    lengths = np.array([len(text) for text in plain], dtype=np.uint16)
    facts = {
        "text": _prints(plain),
        "length": lengths,
        "author": np.zeros(len(texts), dtype=np.uint64),
        **{f"band{number}": band for number, band in enumerate(_bands(plain, lengths))},
    }
    order = list(range(len(texts)))
    rng.shuffle(order)
    rank = earliest_first(np.array(order), facts["text"])
    found = find_copies(facts.__getitem__, rank, lambda rows: {row: texts[row] for row in rows.tolist()})
    return found.tolist(), slow_copies(texts, rank.tolist()), rank.tolist()


def test_against_every_pair_compared() -> None:
    """Nothing is joined that is not alike; of what is, bands may miss one in twenty."""
    rng = random.Random(11)
    copies = missed = 0
    for _ in range(40):
        texts = []
        for _ in range(rng.randrange(1, 12)):
            base = " ".join(rng.choices(WORDS, k=14))
            texts += [base, *(base + rng.choice(["", "!", " wow", " x"]) for _ in range(rng.randrange(4)))]
        rng.shuffle(texts)
        found, slow, rank = copies_of(texts, rng)
        for text, (mine, theirs) in enumerate(zip(found, slow, strict=True)):
            assert slow[mine] == theirs, "it was joined with something that it is not alike"
            assert found[mine] == mine, "what it is a copy of is itself a copy"
            assert rank[mine] <= rank[text]
            copies += theirs != text
            missed += theirs != mine
    assert copies > 300
    assert missed <= 0.05 * copies


def test_shingles_in_bands_do_not_reach_over_texts() -> None:
    """The bands of a text are the same whatever stands beside it."""
    texts = [plain_text(LONG), plain_text("a window in the kitchen of the tower by the river at night")]
    lengths = np.array([len(text) for text in texts])
    alone = [_bands([text], np.array([len(text)])) for text in texts]
    for number, band in enumerate(_bands(texts, lengths)):
        assert band.tolist() == [alone[0][number][0], alone[1][number][0]]


def test_the_flood_of_one_author(tmp_path: Path) -> None:
    audience = Audience()
    flood = [audience.say(audience.chatter(), "aa", number / 100) for number in range(300)]
    next_day = audience.say(audience.chatter(), "aa", 30)
    audience.say(audience.chatter(), None, None)
    cleaned, marks = audience.clean(tmp_path)
    assert [marks[one]["weight"] for one in flood] == [1000] * A_DAY + [0] * (300 - A_DAY)
    assert marks[next_day]["weight"] == 1000
    assert cleaned["reasons"] == [{"source": "src", "why": "flood", "comments": 250, "lost": 250_000}]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_files_does_not_matter(tmp_path: Path, seed: int) -> None:
    audience = Audience()
    for number in range(300):
        audience.say(
            audience.chatter() if number % 3 else LONG + " wow" * (number % 2), f"{number % 90:016x}", number % 40
        )
    _, plain = audience.clean(tmp_path / "plain")
    random.Random(seed).shuffle(audience.sources["src"])
    _, shuffled = audience.clean(tmp_path / "shuffled", rows_a_part=77)
    assert plain == shuffled
