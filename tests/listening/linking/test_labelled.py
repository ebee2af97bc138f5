"""Linking held against sentences labelled by hand, and against comments about other things."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.listening.linking import make_linker
from fabula.listening.linking.linker import NameLinker
from tests.listening.linking.figures import read_unrelated, unrelated
from tests.listening.linking.sentences import AUDIENCE, Measured, measure, read_sentences
from tests.listening.linking.thrones import DATA, thrones
from tests.listening.linking.universe import citadel

pytestmark = pytest.mark.skipif(
    not (AUDIENCE.is_dir() and DATA.is_dir()), reason="real comments are not here: ../shared/data/audience is missing"
)


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> NameLinker:
    folder: Path = tmp_path_factory.mktemp("thrones")
    return make_linker(thrones(folder))


@pytest.fixture(scope="module")
def held_out(linker: NameLinker) -> Measured:
    return measure(linker, [sentence for sentence in read_sentences() if sentence.held_out])


def test_the_sentences_are_those_that_were_labelled() -> None:
    sentences = read_sentences()
    assert len(sentences) == 450
    assert not any(sentence.changed for sentence in sentences)
    assert sum(sentence.held_out for sentence in sentences) == 224


def test_precision_and_recall(held_out: Measured) -> None:
    assert held_out.all.precision >= 0.93
    assert held_out.all.recall >= 0.85
    for kind, floor in (("people", 0.94), ("places", 0.95), ("groups", 0.9), ("episodes", 0.88), ("pairs", 0.7)):
        assert held_out.kinds[kind].f1 >= floor, kind
    for how in ("name", "alias", "spelling", "number"):
        assert held_out.hows[how].precision >= 0.95, how


def test_probabilities_are_what_they_say(held_out: Measured) -> None:
    for held in held_out.sure.values():
        mean, right = sum(sure for sure, _ in held) / len(held), sum(ok for _, ok in held) / len(held)
        assert len(held) < 15 or abs(mean - right) <= 0.15


def test_the_source_helps(linker: NameLinker, held_out: Measured) -> None:
    """Without a source that names the show fewer names are believed, and those no less rightly."""
    alone = measure(linker, [sentence for sentence in read_sentences() if sentence.held_out], show=None)
    assert alone.all.recall < held_out.all.recall
    assert alone.all.precision >= held_out.all.precision - 0.02


@pytest.mark.parametrize(("source", "most"), [("goemotions", 60), ("mams", 100)])
def test_comments_about_other_things(linker: NameLinker, source: str, most: int) -> None:
    """Of 100,000 comments few have a link; most of those of the series do speak of it (Reddit's do)."""
    texts = read_unrelated()[source]
    linked, named = unrelated(linker, texts)
    assert linked / len(texts) * 100_000 <= most
    assert named > 20 * linked
    assert unrelated(citadel(), texts)[0] <= 2
