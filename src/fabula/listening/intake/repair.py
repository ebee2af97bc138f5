"""Text that went wrong on its way: doubly encoded letters, entities of HTML, control characters, halves of letters."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

__all__ = ["clean_text", "repair_encoding"]

# What bytes 0x80 to 0x9F look like to Windows; the five that it leaves out stay control characters.
_WINDOWS: Final = {
    bytes([byte]).decode("cp1252"): chr(byte)
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_TO_BYTES: Final = str.maketrans(_WINDOWS)
_TAIL: Final = "[\x80-\xbf" + "".join(_WINDOWS) + "]"
# Letters of UTF-8 that somebody took for Latin-1 or Windows-1252. Of two bytes only what starts with Â or Ã, since
# “CAFÉ»” is no mistake, or several in a row, as in Cyrillic. Lower case is left behind by whoever lowered the text
# afterwards: “â€™” and “ð” are lower case already.
_DOUBLE: Final = re.compile(
    f"[\xf0-\xf4]{_TAIL}{{3}}|[\xe0-\xef]{_TAIL}{{2}}|(?<![A-Z\xc0-\xde])[\xc2\xc3]{_TAIL}|(?:[\xc4-\xdf]{_TAIL}){{2,}}"
)
_SUSPECT: Final = re.compile(f"[\xc2-\xf4]{_TAIL}")
_MOST: Final = 3
"""How many times over a text may be encoded."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_TAG: Final = re.compile(r"<(?:/?(?:a|b|i|u|p|em|strong|span)(?:\s[^<>]{0,2000})?|br\s*/?)>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<(?:br\s*/?|/p)>", re.IGNORECASE)


def _redo(match: re.Match[str]) -> str:
    try:
        return match[0].translate(_TO_BYTES).encode("latin-1").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return match[0]


def repair_encoding(text: str) -> str:
    """The text with letters that were encoded twice put right: “donâ€™t” was “don’t”. Anything else stays as it is."""
    for _ in range(_MOST):
        if not _SUSPECT.search(text):
            break
        better = _DOUBLE.sub(_redo, text)
        if better == text:
            break
        text = better
    return text


def clean_text(text: str, markup: str = "") -> str:
    """A comment as it was meant: in Unicode's composed form (NFC), without control characters or blanks around it.

    ``markup`` "entities" reads ``&amp;`` as what it stands for; "tags" also drops the tags that a site has put in.
    """
    if markup == "tags" and "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if markup and "&" in text:
        text = html.unescape(text)
    if text.isascii():
        if not text.isprintable():
            text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        return text.strip()
    if _SUSPECT.search(text):
        text = repair_encoding(text)
    if _SURROGATE.search(text):
        text = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
        text = _SURROGATE.sub("\ufffd", text)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text).strip()
