"""Comments that are no opinion at all: advertisements, bare links, one word over and over."""

from __future__ import annotations

import re
from typing import Final

from fabula.listening.cleaning.words import PROMOTION

__all__ = ["is_spam"]

_LINK: Final = re.compile(
    r"https?://\S+|www\.\S+|\b(?:t\.me|wa\.me|bit\.ly|tinyurl\.com|discord\.gg)/\S+", re.IGNORECASE
)
_ABROAD: Final = re.compile(r"\+\d[\d ().-]{6,}\d")
_PHONE: Final = re.compile(r"\d{3}[ .-]\d{3}[ .-]\d{4}(?!\d)")
_REACH: Final = ("whatsapp", "telegram", "onlyfans", "@")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LONG: Final = 100
"""Shorter ones may shout as they like: “NOOOOOO” is what somebody feels."""


def is_spam(text: str) -> bool:
    """Whether a comment advertises (a phrase of advertisements, with a link, a number or a handle), is nothing but
    links, or is a word or letter repeated over and over."""
    link = ("/" in text or "www." in text) and _LINK.search(text) is not None
    if link and len(_WORD.findall(_LINK.sub(" ", text))) < 3:
        return True
    if (link or _names_way(text)) and PROMOTION.search(text):
        return True
    return len(text) >= _LONG and _repeats(text)


def _names_way(text: str) -> bool:
    """Whether it says how to be reached: a number, a handle, a messenger."""
    if ("+" in text and _ABROAD.search(text)) or _PHONE.search(text):
        return True
    lowered = text.lower()
    return any(way in lowered for way in _REACH)


def _repeats(text: str) -> bool:
    words = text.lower().split()
    if len(words) >= 20 and len(set(words)) * 5 <= len(words):
        return True
    if len(set(text)) > 13:
        return False
    letters = text.replace(" ", "")
    return max(map(letters.count, set(letters))) * 10 >= 7 * len(letters)
