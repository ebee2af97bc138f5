"""The file of a learned scorer: what is no such file, or is damaged, is told and does nothing."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.errors import ListeningError
from fabula.listening.scoring.encoders import WordEncoder
from fabula.listening.scoring.head import Head
from fabula.listening.scoring.learned_scorer import LearnedScorer, read_about, read_learned, write_learned
from fabula.listening.scoring.lexicon_scorer import LexiconScorer
from tests.listening.scoring.sentences import batch_of, links_of

ENCODER = WordEncoder(64)
COLUMNS = 64 + 7


def head(seed: int = 0) -> Head:
    chance = np.random.default_rng(seed)
    weights = np.where(chance.random((3, COLUMNS)) < 0.3, chance.normal(size=(3, COLUMNS)).astype(np.float32), 0.0)
    return Head(np.array([-0.8, 0.0, 0.9]), weights, np.array([0.1, 0.0, -0.2]))


ABOUT: dict[str, Any] = {"languages": ["en"], "sources": ["s"], "labels": 90, "from": "labels"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_learned(tmp_path / "scorers" / "trained.npz", ENCODER, {"liking": head()}, ABOUT)
    return tmp_path / "scorers" / "trained.npz"


def read(path: Path) -> LearnedScorer:
    return read_learned(path, "trained", ENCODER)


def test_what_is_read_scores_as_what_was_written(path: Path) -> None:
    texts = ["Nadia is brilliant", "Orlick bores me", "Mason", ""]
    batch, links = batch_of(texts), [links_of(text) for text in texts]
    mine = LearnedScorer("trained", "1", ENCODER, {"liking": head()}, frozenset({"en"}))
    again = read(path)
    assert again.score(batch, links) == mine.score(batch, links)
    assert pickle.loads(pickle.dumps(again)).score(batch, links) == mine.score(batch, links)
    assert all(-1 <= score.liking <= 1 for row in again.score(batch, links) for score in row if score)
    assert mine.score(batch, links) != LexiconScorer().score(batch, links)
    # A comment is scored as it is alone.
    alone = [again.score(batch_of([text]), [links_of(text)])[0] for text in texts]
    assert alone == again.score(batch, links)


def test_the_version_is_what_was_learned(path: Path, tmp_path: Path) -> None:
    versions = {
        write_learned(tmp_path / "same", ENCODER, {"liking": head()}, ABOUT),
        write_learned(tmp_path / "other", ENCODER, {"liking": head(1)}, ABOUT),
        write_learned(tmp_path / "axis", ENCODER, {"excitement": head()}, ABOUT),
        write_learned(tmp_path / "languages", ENCODER, {"liking": head()}, {**ABOUT, "languages": ["en", "it"]}),
    }
    assert len(versions) == 4
    assert read(path).version in versions
    assert (tmp_path / "same").read_bytes() == path.read_bytes()


def rewrite(path: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Change the members of the file."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def array(values: Any) -> bytes:
    held = io.BytesIO()
    np.lib.format.write_array(held, np.asarray(values), allow_pickle=True)
    return held.getvalue()


def about(**more: Any) -> bytes:
    document = {"form": 1, "encoder": ENCODER.name, **ABOUT, **more}
    return array(np.frombuffer(json.dumps(document).encode(), np.uint8))


class Bomb:
    """Does something when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return exec, ("raise SystemExit('unpickled')",)


DAMAGE: dict[str, Callable[[dict[str, bytes]], object]] = {
    "no about": lambda members: members.pop("about.npy"),
    "about is no JSON": lambda members: members.update({"about.npy": array(np.frombuffer(b"{", np.uint8))}),
    "about is no text": lambda members: members.update({"about.npy": array(np.frombuffer(b"\xff\xfe", np.uint8))}),
    "about is a number": lambda members: members.update({"about.npy": array(1.5)}),
    "no languages": lambda members: members.update({"about.npy": about(languages=None)}),
    "no encoder": lambda members: members.update({"about.npy": about(encoder=None)}),
    "a row beyond": lambda members: members.update({"liking.row.npy": array(np.full(COLUMNS, 9))}),
    "rows are fractions": lambda members: members.update({"liking.row.npy": array([0.5])}),
    "no weights": lambda members: members.pop("liking.weight.npy"),
    "too vast": lambda members: members.update({"liking.shape.npy": array([1 << 40, 1 << 40])}),
    "below nothing": lambda members: members.update({"liking.shape.npy": array([-1, 5])}),
    "one dimension": lambda members: members.update({"liking.shape.npy": array([5])}),
    "two axes of another width": lambda members: members.update(
        {
            f"excitement.{name}.npy": members[f"liking.{name}.npy"] if name != "shape" else array([3, COLUMNS + 1])
            for name in ("bias", "row", "column", "weight", "shape")
        }
        | {"excitement.values.npy": array([0.0, 0.5, 1.0])}
    ),
    "two values for three classes": lambda members: members.update({"liking.values.npy": array([0.0, 1.0])}),
    "values that are none": lambda members: members.update({"liking.values.npy": array([np.nan, 0.0, 1.0])}),
    "values off the axis": lambda members: members.update({"liking.values.npy": array([-7.0, 0.0, 1.0])}),
    "bias of words": lambda members: members.update({"liking.bias.npy": array(["a", "b", "c"])}),
    "a pickle in it": lambda members: members.update({"liking.bias.npy": array(np.array([Bomb()], object))}),
    "no array": lambda members: members.update({"liking.bias.npy": b"not an array"}),
    "an array cut short": lambda members: members.update({"liking.bias.npy": members["liking.bias.npy"][:-4]}),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_what_is_wrong_inside_is_told(path: Path, case: str) -> None:
    rewrite(path, DAMAGE[case])
    with pytest.raises(ListeningError) as raised:
        read(path)
    assert str(path) in raised.value.message
    assert "fabula listen train" in raised.value.remedy


FOREIGN = {
    "nothing": b"",
    "text": b"liking = 1\n",
    "a pickle": pickle.dumps(Bomb()),
    "zeros": bytes(4096),
    "an array": array([1.0, 2.0]),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_what_is_another_kind_of_file_is_told(path: Path, case: str) -> None:
    path.write_bytes(FOREIGN[case])
    for reading in (read, read_about):
        with pytest.raises(ListeningError, match="cannot be read: it is damaged"):
            reading(path)


def test_other_versions_and_other_encoders_are_told(path: Path) -> None:
    with pytest.raises(ListeningError, match=r"was learned with words-2/64, not with words-2/32") as raised:
        read_learned(path, "trained", WordEncoder(32))
    assert "name the embedder that it was learned with" in raised.value.remedy
    for form in (0, 2, "1", None):
        rewrite(path, lambda members, form=form: members.update({"about.npy": about(form=form)}))  # type: ignore[misc]
        with pytest.raises(ListeningError, match="written by another version of fabula") as raised:
            read(path)
        assert "fabula listen train" in raised.value.remedy


def test_a_folder_or_nothing_in_its_place(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(ListeningError, match="cannot be read"):
            read(path)


@given(st.integers(0, 10_000), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_any_damaged_byte_is_told_or_does_no_harm(whole: bytes, tmp: Path, place: int, change: int) -> None:
    at = place % len(whole)
    tmp.write_bytes(whole[:at] + bytes([whole[at] ^ change]) + whole[at + 1 :])
    _told_or_sound(tmp)
    tmp.write_bytes(whole[:at])
    with pytest.raises(ListeningError):
        read(tmp)


def _told_or_sound(path: Path) -> None:
    try:
        scorer = read(path)
    except ListeningError as error:
        assert error.remedy
        return
    (row,) = scorer.score(batch_of(["Nadia is brilliant"]), [links_of("Nadia is brilliant")])
    assert all(-1 <= one.liking <= 1 for one in row if one)


@pytest.fixture(scope="module")
def tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged") / "trained.npz"


@pytest.fixture(scope="module")
def whole(tmp: Path) -> bytes:
    write_learned(tmp, ENCODER, {"liking": head()}, ABOUT)
    return tmp.read_bytes()
