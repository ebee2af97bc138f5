"""A scorer that was learned from labels: an encoder, and a head for each axis that there were labels enough for."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fabula.listening.checking import LEAST
from fabula.listening.errors import ListeningError
from fabula.listening.model import Batch, Link, Score
from fabula.listening.scoring.contexts import find_contexts
from fabula.listening.scoring.encoders import Encoder
from fabula.listening.scoring.head import AXES, Head
from fabula.listening.scoring.lexicon_scorer import LexiconScorer
from fabula.listening.store.writing import write_whole

__all__ = ["LearnedScorer", "read_about", "read_learned", "write_learned"]

FORM: Final = 1
"""The version of the file. It is raised when old files can no longer be read."""
_DAMAGED: Final = "make it again: `fabula listen train`"


@dataclass(frozen=True)
class LearnedScorer:
    """Scores what it has learned to; for other axes, and for languages that it has seen no labels of, the lexicon does.

    It can be pickled if its encoder can.
    """

    name: str
    version: str
    encoder: Encoder
    heads: Mapping[str, Head]
    languages: frozenset[str]

    def score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> list[list[Score | None]]:
        """A score for each link; None in a language without labels and without a lexicon."""
        scores = LexiconScorer().score(batch, links)
        places = [
            (row, place)
            for row, language in enumerate(batch.languages)
            if (language or "en") in self.languages
            for place in range(len(links[row]))
        ]
        if not places:
            return scores
        contexts = {row: find_contexts(batch.texts[row], links[row]) for row in {row for row, _ in places}}
        matrix = self.encoder.encode(
            [contexts[row][place] for row, place in places], [scores[row][place] for row, place in places]
        )
        if any(head.weights.shape[1] != matrix.shape[1] for head in self.heads.values()):
            raise ListeningError(f"{self.encoder.name} does not give as many numbers as when it was learned", _DAMAGED)
        learned = {axis: head.score(matrix).tolist() for axis, head in self.heads.items()}
        for number, (row, place) in enumerate(places):
            known = scores[row][place] or Score(0.0, 0.0, 0.0, 0.0)
            scores[row][place] = known._replace(**{axis: values[number] for axis, values in learned.items()})
        return scores


def write_learned(path: Path, encoder: Encoder, heads: Mapping[str, Head], about: Mapping[str, Any]) -> str:
    """Writes what was learned, and returns its version: a hash of it.

    The file is numpy's npz of plain arrays, and JSON: numbers and words, which can do nothing. A pickle, which is how
    models are mostly kept, runs whatever it says when it is opened.
    """
    arrays: dict[str, Any] = {}
    for axis, head in heads.items():
        row, column = np.nonzero(head.weights.astype(np.float32))
        arrays |= {
            f"{axis}.values": head.values,
            f"{axis}.bias": head.bias,
            f"{axis}.row": row.astype(np.int32),
            f"{axis}.column": column.astype(np.int32),
            f"{axis}.weight": head.weights[row, column].astype(np.float32),
            f"{axis}.shape": np.array(head.weights.shape),
        }
    document = {"form": FORM, "encoder": encoder.name, **about}
    arrays["about"] = np.frombuffer(json.dumps(document, sort_keys=True).encode(), np.uint8)
    hashed = hashlib.sha256()
    for name in sorted(arrays):
        hashed.update(name.encode() + np.ascontiguousarray(arrays[name]).tobytes())
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):  # numpy's own savez puts the time into the file: the same labels, the same bytes
            one = io.BytesIO()
            np.lib.format.write_array(one, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), one.getvalue(), zipfile.ZIP_DEFLATED
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, held.getvalue())
    return hashed.hexdigest()[:12]


def read_about(path: Path) -> dict[str, Any]:
    """What a file of weights says of itself. Raises `ListeningError` if it is damaged or of another version."""
    return _about(path, _read_arrays(path, ("about",)))


def read_learned(path: Path, name: str, encoder: Encoder) -> LearnedScorer:
    """The scorer that a file holds. Raises `ListeningError` if it is damaged or was learned with another encoder."""
    arrays = _read_arrays(path)
    about = _about(path, arrays)
    if about.get("encoder") != encoder.name:
        raise ListeningError(
            f"{path} was learned with {about.get('encoder')}, not with {encoder.name}",
            "name the embedder that it was learned with, or train it anew: `fabula listen train`",
        )
    hashed = hashlib.sha256()
    for key in sorted(arrays):
        hashed.update(key.encode() + arrays[key].tobytes())
    languages = about.get("languages")
    try:
        heads = {axis: _read_head(axis, arrays) for axis in AXES if f"{axis}.values" in arrays}
        if not isinstance(languages, list) or len({head.weights.shape[1] for head in heads.values()}) > 1:
            raise ValueError
    except (ValueError, TypeError, KeyError, IndexError, MemoryError) as error:
        raise ListeningError(f"{path} cannot be read: it is damaged", _DAMAGED) from error
    return LearnedScorer(name, hashed.hexdigest()[:12], encoder, heads, frozenset(languages))


def _read_arrays(path: Path, names: Sequence[str] = ()) -> dict[str, NDArray[Any]]:
    """The arrays of a file, or some of them. Nothing in it is run: pickles are refused."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            return {name: np.asarray(arrays[name]) for name in names or arrays.files}
    except Exception as error:  # whatever zip and numpy make of a damaged file
        raise ListeningError(f"{path} cannot be read: it is damaged", _DAMAGED) from error


def _about(path: Path, arrays: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    try:
        about = json.loads(arrays["about"].tobytes())
    except (ValueError, KeyError, RecursionError) as error:
        raise ListeningError(f"{path} cannot be read: it is damaged", _DAMAGED) from error
    if not isinstance(about, dict) or about.get("form") != FORM:
        raise ListeningError(f"{path} was written by another version of fabula", _DAMAGED)
    return about


def _read_head(axis: str, arrays: Mapping[str, NDArray[Any]]) -> Head:
    """The head of an axis. Raises `ValueError` and the like if its arrays do not belong together."""
    classes, columns = (int(size) for size in arrays[f"{axis}.shape"])
    values, bias = (arrays[f"{axis}.{name}"].astype(np.float64) for name in ("values", "bias"))
    if not 0 < classes * columns <= MOST or values.shape != (classes,) or bias.shape != (classes,):
        raise ValueError
    weights = np.zeros((classes, columns))
    weights[arrays[f"{axis}.row"], arrays[f"{axis}.column"]] = arrays[f"{axis}.weight"]
    within = (LEAST[axis] <= values) & (values <= 1)
    if not (np.isfinite(weights).all() and np.isfinite(bias).all() and within.all()):
        raise ValueError
    return Head(values, weights, bias)


MOST: Final = 1 << 26
"""How many weights a head has at most: half a gigabyte. A damaged file may say that it has any number."""
