"""Training: a room's words are learned from its labels, and what cannot be learned is told."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fabula.listening.errors import ListeningError
from fabula.listening.scoring.choose import make_scorer
from fabula.listening.scoring.encoders import WordEncoder
from fabula.listening.scoring.train import Measured, Training, scorer_path, train
from fabula.listening.store import Store
from tests.listening.scoring.planted import WORDS, label, lay_out, planted_rows, planted_store, say
from tests.listening.scoring.sentences import batch_of, links_of


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Training]:
    """The room of `planted`, and what came of its labels."""
    store = planted_store(tmp_path_factory.mktemp("planted"))
    return store, train(store, WordEncoder(), "trained")


def axis(training: Training, name: str = "liking") -> Measured:
    (found,) = (one for one in training.axes if one.axis == name)
    return found


def test_what_is_planted_is_learned_though_no_lexicon_knows_it(planted: tuple[Store, Training]) -> None:
    _, training = planted
    liking = axis(training)
    assert (liking.labels, liking.learned) == (120, True)
    assert liking.accuracy >= 0.95
    assert liking.f1 >= 0.95
    assert [liking.lexicon, liking.majority] == pytest.approx([1 / 3, 1 / 3])
    assert (training.learned_from, training.labels, training.authors) == ("labels", 120, 60)
    assert (training.sources, training.languages, training.warnings) == (("s",), ("en",), ())


def test_it_holds_for_comments_and_people_that_were_not_learned_from(planted: tuple[Store, Training]) -> None:
    store, training = planted
    scorer = make_scorer("trained", store)
    assert (scorer.name, scorer.version) == ("trained", training.version)
    texts = [f"Then came Orlick, {word} as ever" for kind in ("2", "0", "-2") for word in WORDS[kind]]
    liking = [one.liking for (one,) in scorer.score(batch_of(texts), [links_of(text) for text in texts]) if one]
    assert min(liking[:3]) > 0.3 > max(map(abs, liking[3:6]))
    assert max(liking[6:]) < -0.3


def test_a_language_without_labels_is_left_to_the_lexicon(planted: tuple[Store, Training]) -> None:
    scorer, lexicon = make_scorer("trained", planted[0]), make_scorer()
    texts = ["Nadia è bravissima", "Nadia ist morvish"]
    for text, language in zip(texts, ("it", "de"), strict=True):
        batch, links = batch_of([text], language), [links_of(text)]
        assert scorer.score(batch, links) == lexicon.score(batch, links)


def test_axes_without_two_kinds_of_labels_are_left_to_the_lexicon(planted: tuple[Store, Training]) -> None:
    store, training = planted
    assert [(one.axis, one.learned) for one in training.axes] == [
        ("liking", True), ("excitement", False), ("confusion", False), ("prediction", False),
    ]  # fmt: skip
    text = "Who is Nadia again? I bet she dies!!!"
    batch, links = batch_of([text]), [links_of(text)]
    ((mine,),), ((other,),) = make_scorer("trained", store).score(batch, links), make_scorer().score(batch, links)
    assert mine is not None
    assert other is not None
    assert mine[1:] == other[1:]
    assert any(other[1:])


def test_an_axis_is_learned_from_ten_labels_of_each_kind(tmp_path: Path) -> None:
    rows, labels = zip(*planted_rows(120), strict=True)
    asks = [row["text"].endswith(("0", "5")) for row in rows]
    texts = [{**row, "text": row["text"] + (" wozzit" if asked else "")} for row, asked in zip(rows, asks, strict=True)]
    store = lay_out(tmp_path, texts)
    told = [say(one, confusion="yes" if asked else "no") for one, asked in zip(labels, asks, strict=True)]
    label(store, texts, told)
    confusion = axis(train(store, WordEncoder(), "trained"), "confusion")
    assert (confusion.learned, confusion.labels) == (True, 120)
    assert confusion.accuracy > confusion.majority == pytest.approx(0.8)
    label(store, texts, [one if number < 45 else say(labels[number]) for number, one in enumerate(told)])  # nine ask
    assert not axis(train(store, WordEncoder(), "trained"), "confusion").learned


RUN = """
import sys
from pathlib import Path
from fabula.listening.scoring.encoders import WordEncoder
from fabula.listening.scoring.train import train
from fabula.listening.store import Store
print(train(Store(Path(sys.argv[1])), WordEncoder(), "again").version)
"""


def test_the_same_labels_give_the_same_bytes(planted: tuple[Store, Training], tmp_path: Path) -> None:
    store, training = planted
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    ran = subprocess.run(
        [sys.executable, "-c", RUN, str(store.root)], capture_output=True, text=True, env=environment, check=True
    )
    assert ran.stdout.strip() == training.version
    files = [scorer_path(store, name).read_bytes() for name in ("trained", "again")]
    assert files[0] == files[1]
    # Nor do they depend on the random key that authors are hashed with.
    rows, labels = zip(*planted_rows(120), strict=True)
    others = [{**row, "author": hashlib.md5(row["author"].encode()).hexdigest()[:16]} for row in rows]
    other = lay_out(tmp_path, others)
    label(other, others, [say(one) for one in labels])
    assert train(other, WordEncoder(), "trained").version == training.version


def test_what_is_kept_has_no_words_of_comments_and_no_authors(planted: tuple[Store, Training]) -> None:
    path = scorer_path(planted[0], "trained")
    with zipfile.ZipFile(path) as archive:
        kept = path.read_bytes() + b"".join(map(archive.read, archive.namelist()))
    words = [word for kind in WORDS.values() for word in kind]
    authors = [row["author"] for row, _ in planted_rows(120)][4:]
    for word in [*words, *authors, "Mason", "mason", "to me"]:
        assert word.encode() not in kept
        assert word.encode("utf-16-le") not in kept
        assert word.encode("utf-32-le") not in kept
    assert b'"encoder": "words-2/131072"' in kept


@pytest.mark.parametrize(
    ("labels", "message", "remedy"),
    [
        ([], "0 labels to learn from, and a scorer needs 60", "fabula listen label"),
        (["2", "-2"] * 29 + ["0"], "59 labels to learn from", "until then the lexicon scores"),
        (["2"] * 80, "80 labels like and 0 dislike", "label more comments"),
        (["0"] * 80, "0 labels like and 0 dislike", "label more comments"),
        (["2"] * 71 + ["-2"] * 9, "71 labels like and 9 dislike", "label more comments"),
    ],
)
def test_too_few_labels_are_told(tmp_path: Path, labels: list[str], message: str, remedy: str) -> None:
    rows = [row for row, _ in planted_rows(max(len(labels), 1))]
    store = lay_out(tmp_path, rows)
    label(store, rows, [say(one) for one in labels])
    with pytest.raises(ListeningError) as raised:
        train(store, WordEncoder(), "trained")
    assert message in raised.value.message
    assert remedy in raised.value.remedy
    assert not scorer_path(store, "trained").exists()


def test_an_older_scorer_stays_if_a_new_one_cannot_be_learned(planted: tuple[Store, Training], tmp_path: Path) -> None:
    store = planted_store(tmp_path, 59)
    path = scorer_path(store, "trained")
    path.parent.mkdir()
    path.write_bytes(scorer_path(planted[0], "trained").read_bytes())
    with pytest.raises(ListeningError):
        train(store, WordEncoder(), "trained")
    assert make_scorer("trained", store).version == planted[1].version


def test_labels_that_say_nothing_of_the_words_teach_nothing_and_it_is_told(tmp_path: Path) -> None:
    rows = [row for row, _ in planted_rows(150)]
    store = lay_out(tmp_path, rows)
    chance = random.Random(1)
    label(store, rows, [say(chance.choice(["2", "0", "-2"])) for _ in rows])
    training = train(store, WordEncoder(), "trained")
    liking = axis(training)
    assert liking.accuracy < max(liking.majority, liking.lexicon)
    assert "is right more often; label more before you use this scorer" in training.warnings[0]


def test_two_who_contradict_each_other_are_taken_by_their_mean(tmp_path: Path) -> None:
    rows, labels = zip(*planted_rows(120), strict=True)
    store = lay_out(tmp_path, rows)
    label(store, rows, [say(one) for one in labels])
    label(store, rows, [say({"2": "-2", "-2": "2"}.get(one, one)) for one in labels], "ben")
    with pytest.raises(ListeningError, match="0 labels like and 0 dislike"):
        train(store, WordEncoder(), "trained")


def test_what_does_not_speak_of_the_element_teaches_nothing(tmp_path: Path) -> None:
    rows, labels = zip(*planted_rows(120), strict=True)
    store = lay_out(tmp_path, rows)
    label(store, rows, [say(one, speaks_of="no" if number < 60 else "yes") for number, one in enumerate(labels)])
    assert train(store, WordEncoder(), "trained").labels == 60


def test_other_sources_are_warned_of(tmp_path: Path) -> None:
    rows, labels = zip(*planted_rows(90), strict=True)
    store = lay_out(tmp_path, rows)
    lay_out(tmp_path, [{"text": "Mason"}], "elsewhere")
    label(store, rows, [say(one) for one in labels])
    (warning,) = train(store, WordEncoder(), "trained").warnings
    assert warning.startswith("nothing was learned from elsewhere")


def test_ratings_teach_what_stars_say(tmp_path: Path) -> None:
    stars = {"2": 1.0, "0": 0.5, "-2": 0.0}
    rows = [{**row, "rating": stars[one]} for row, one in planted_rows(180)]
    store = lay_out(tmp_path, rows)
    training = train(store, WordEncoder(), "trained", "ratings")
    assert (training.learned_from, [one.axis for one in training.axes]) == ("ratings", ["liking"])
    assert axis(training).accuracy >= 0.95
    (validity,) = training.validity
    assert (validity.source, validity.comments) == ("s", 180)
    assert validity.correlation > 0.9
    assert training.lexicon_validity == ()  # it says the same of all of them


def test_ratings_of_no_source_are_too_few(tmp_path: Path) -> None:
    store = lay_out(tmp_path, [row for row, _ in planted_rows(90)])
    with pytest.raises(ListeningError, match="0 rated comments to learn from") as raised:
        train(store, WordEncoder(), "trained", "ratings")
    assert "rating" in raised.value.remedy
