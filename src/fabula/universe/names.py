"""Names as people compare them: without regard to case, accents, apostrophes and white space."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold_name", "readable", "slug"]

_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´.")
_GAPS = re.compile(r"[\s_\-–—‐‑]+")
_UNSAFE = re.compile(r"[^\w]+")


@lru_cache(maxsize=1 << 16)
def fold_name(text: str) -> str:
    """A name in the form in which names are compared.

    "Élodie  O’Brien", "ELODIE O'BRIEN" and the same text in decomposed Unicode give the same form. Dots go as well,
    so that "MR KANE" and "Mr. Kane" agree; hyphens count as spaces.
    """
    if text.isascii():
        plain = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c) or not _drops(c)).casefold()
        plain = unicodedata.normalize("NFC", plain)
    return _GAPS.sub(" ", plain.translate(_APOSTROPHES)).strip()


def _drops(mark: str) -> bool:
    # Accents of Latin, Greek and Cyrillic only: in Indic scripts and Thai combining marks are vowels.
    return "\u0300" <= mark <= "\u036f"


def slug(text: str) -> str:
    """A name as the stem of a file: "Bernard's flat" gives "bernards-flat"."""
    return _UNSAFE.sub("-", fold_name(text)).strip("-") or "unnamed"


def readable(text: str) -> str:
    """A name that scripts write in capitals, as prose writes it: "BERNARD'S FLAT" gives "Bernard's Flat"."""
    if not text.isupper():
        return text
    return " ".join(word[:1] + word[1:].lower() for word in text.split())
