"""What is to be known of each comment before comments are compared: its print, its bands, its language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from rensa import RMinHash

from fabula.listening.cleaning.languages import LanguageTeller
from fabula.listening.cleaning.spam import is_spam
from fabula.listening.store.tables import read_columns
from fabula.listening.store.writing import replace_whole

__all__ = ["BANDS", "NO_TIME", "VERSION", "find_facts", "load_facts", "plain_text", "shingles"]

VERSION: Final = "1"
"""To be raised when the same comment is to get other marks."""

NO_TIME: Final = np.iinfo(np.int64).max
BANDS: Final = 6
_ROWS: Final = 4
_SEED: Final = 20120715
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_AT_ONCE: Final = 8_192
SHINGLE: Final = 5
"""Characters that are compared at a time."""
SHORTEST: Final = 40
"""Letters and blanks: what is shorter may well be said by two people of their own accord, and is no copy."""

# Vowel signs of Indian scripts, of Thai and of Arabic are part of words, though no letters to Unicode.
_JUNK: Final = re.compile(r"(?:[^\w\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u0e00-\u0e7f]|_)+")
_ASCII: Final = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_LINK: Final = re.compile(r"https?://\S+|www\.\S+")


def plain_text(text: str) -> str:
    """A text as it is compared: lower case, words and single blanks only; addresses on the web become one word."""
    if "http" in text or "www." in text:
        text = _LINK.sub(" link ", text)
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    return _JUNK.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower()


def shingles(text: str) -> set[str]:
    """All stretches of five characters of a plain text."""
    return {text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1)}


def find_facts(comments: Path, facts: Path, teller: LanguageTeller) -> None:
    """Find the facts of one part and write them, a numpy array each: see `load_facts` for what they are."""
    table = read_columns(comments, ["comment", "author", "time", "text", "language"])
    texts: list[str] = table["text"].to_pylist()
    plain = [plain_text(text) for text in texts]
    given = table["language"].to_pylist()
    languages = [own or teller.tell(*both) or "" for own, *both in zip(given, texts, plain, strict=True)]
    lengths = np.array([min(len(text), 60_000) for text in plain], dtype=np.uint16)
    times = table["time"].combine_chunks().cast(pa.int64()).fill_null(NO_TIME)
    found = {
        "order": _prints(table["comment"].to_pylist()),
        "author": np.array([int(one, 16) if one else 0 for one in table["author"].to_pylist()], dtype=np.uint64),
        "time": np.asarray(times, dtype=np.int64),
        "text": _prints(plain),
        "length": lengths,
        "language": np.array(languages, dtype="S2"),
        "spam": np.array([is_spam(text) for text in texts], dtype=bool),
    }
    for number, band in enumerate(_bands(plain, lengths)):
        found[f"band{number}"] = band
    with replace_whole(facts) as temporary, temporary.open("wb") as file:
        np.savez(file, **found)


def load_facts(paths: Sequence[Path], name: str) -> Any:
    """One fact of all comments, part after part.

    ``order`` and ``text`` are prints (64 bits) of the id and of the plain text; ``author`` is the hash as a number, 0
    for none; ``time`` microseconds, `NO_TIME` for none; ``length`` characters of the plain text; ``language`` two
    letters or none; ``spam`` whether it is; ``band0`` and so on are equal for texts that may be near to each other, 0
    for those that are too short.
    """
    arrays = []
    for path in paths:
        with np.load(path) as file:
            arrays.append(file[name])
    return np.concatenate(arrays)


def _prints(texts: list[str]) -> Any:
    joined = b"".join([blake2b(one.encode(), digest_size=8).digest() for one in texts])
    return np.frombuffer(joined, dtype="<u8")


def _bands(plain: list[str], lengths: Any) -> list[Any]:
    """MinHash (Broder, 1997) over stretches of five characters, in bands (Leskovec, Rajaraman and Ullman, 2014).

    Six bands of four: two texts that share 85 of 100 stretches meet in a band with a chance of 0.99, and those that
    share half with one of 0.32, to be told apart by comparing them.
    """
    long = np.flatnonzero(lengths >= SHORTEST)
    bands = [np.zeros(len(plain), dtype=np.uint64) for _ in range(BANDS)]
    for at in range(0, len(long), _AT_ONCE):
        some = long[at : at + _AT_ONCE]
        digests = _digests([plain[one] for one in some.tolist()])
        for number, band in enumerate(bands):
            mixed = np.full(len(some), number + 1, dtype=np.uint64)
            for row in range(number * _ROWS, (number + 1) * _ROWS):
                mixed = (mixed ^ digests[:, row]) * _MIX
                mixed ^= mixed >> np.uint64(31)
            band[some] = mixed | np.uint64(1)
    return bands


def _digests(plain: list[str]) -> Any:
    """The MinHash of each text: a row of numbers, as many as there are rows in all bands."""
    codes = np.frombuffer("".join(plain).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    sizes = np.array([len(text) for text in plain], dtype=np.int64)
    ends = np.cumsum(sizes)
    tokens = np.zeros(len(codes), dtype=np.uint64)
    for step in range(SHINGLE):
        tokens[: len(codes) - step] = tokens[: len(codes) - step] * _MIX + codes[step:]
    tokens ^= tokens >> np.uint64(29)
    within = np.ones(len(codes), dtype=bool)  # no stretch reaches over the end of its text
    for step in range(1, SHINGLE):
        within[ends - step] = False
    offsets = np.concatenate([[0], np.cumsum(sizes - SHINGLE + 1)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(tokens[within], offsets, BANDS * _ROWS, _SEED)
    return np.array(matrix.to_rows(), dtype=np.uint64)
