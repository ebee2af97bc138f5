"""From a file's bytes to its text, in such a way that the bytes can be had back exactly."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path
from typing import Final

from fabula.finding import Finding
from fabula.source import Source

__all__ = ["LARGEST", "read_source"]

LARGEST: Final = 256 * 1024 * 1024
"""Files larger than this, in bytes, are left out: no script is."""

_SAMPLE: Final = 1 << 16
# Windows-1252 leaves these five bytes undefined; `surrogateescape` keeps them.
_FALLBACK: Final = "cp1252"
_NO_SCRIPT: Final = "take it out of the folder, or export it again as Fountain or Final Draft (FDX)"
_NOT_TEXT: Final = "save it as plain text in UTF-8, or take it out of the folder"


def read_source(path: Path, name: str) -> tuple[Source | None, list[Finding]]:
    """The file at ``path``, called ``name`` in findings; None with a finding if it cannot be read.

    The text is UTF-8, with or without a byte order mark, UTF-16 or UTF-32 with one, or else taken for UTF-16 or
    Windows-1252 with a finding (S106). Findings: S105 for a file that cannot be opened or is not text, S112 for one
    over `LARGEST`.
    ``source.text.encode(source.encoding, source.errors)`` gives the file's bytes back.
    """
    empty = Source(name, "")
    try:
        found = path.stat()
        size = found.st_size
        if not stat.S_ISREG(found.st_mode):
            # A pipe or a device may never end.
            message = "This is no file that holds text, but a folder, a pipe or a device"
            return None, [Finding("S105", empty.whole, message, "name a file, or take it out of the folder")]
        if size > LARGEST:
            return None, [
                Finding(
                    "S112",
                    empty.whole,
                    f"This file of {size // (1024 * 1024)} MB is too large to be a script and is left out",
                    f"split it or take it out of the folder; the limit is {LARGEST // (1024 * 1024)} MB",
                )
            ]
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        return None, [
            Finding(
                "S105",
                empty.whole,
                f"This file cannot be read: {_reason(error)}",
                "check that it exists and that you may read it",
            )
        ]
    return decode_source(data, name)


def _reason(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return reason[:1].lower() + reason[1:]


def decode_source(data: bytes, name: str) -> tuple[Source | None, list[Finding]]:
    """The text of a file's bytes. See `read_source`."""
    source, findings = _decode(data, name)
    if source is not None and "\0" in source.text[:_SAMPLE]:
        source = None
    if source is None:
        return None, [
            Finding(
                "S105",
                Source(name, "").whole,
                "This file is not text",
                _NOT_TEXT if name.lower().endswith((".md", ".toml")) else _NO_SCRIPT,
            )
        ]
    return source, findings


def _decode(data: bytes, name: str) -> tuple[Source | None, list[Finding]]:
    # A UTF-32 mark begins with the UTF-16 one, so it is looked for first.
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return Source(name, data.decode(encoding), encoding), []
            except UnicodeDecodeError:
                continue
    if b"\0" in data[:_SAMPLE]:
        return _decode_without_mark(data, name)
    try:
        source = Source(name, data.decode("utf-8"))
        return source, _marks_inside(source)
    except UnicodeDecodeError as error:
        bad = error.start
    text = data.decode(_FALLBACK, "surrogateescape")
    source = Source(name, text, _FALLBACK, "surrogateescape")
    return source, [
        Finding(
            "S106",
            source.span(bad, bad + 1),
            f"This file is not UTF-8: byte 0x{data[bad]:02X} stands here, so it is read as Windows-1252",
            "save it as UTF-8; until then, check that letters with accents look right",
        )
    ]


def _decode_without_mark(data: bytes, name: str) -> tuple[Source | None, list[Finding]]:
    """Text in UTF-16 that does not say so: in most scripts every other byte is then zero."""
    sample = data[: _SAMPLE // 16]
    half = max(1, len(sample) // 2)
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) * 10 >= half * 6 and others.count(0) * 10 <= half:
            try:
                source = Source(name, data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
            if "\n" not in source.text and "\r" not in source.text:
                continue  # a script has lines; a picture may have as many zeros
            message = "This file does not say how it is encoded; it is read as UTF-16"
            return source, [Finding("S106", source.whole, message, "save it as UTF-8")]
    return None, []


def _marks_inside(source: Source) -> list[Finding]:
    """A byte order mark that is not at the start: files were joined, and what stands behind it is read differently."""
    at = source.text.find("\ufeff", 1)
    if at < 0:
        return []
    message = "An invisible mark (U+FEFF) stands here, so what follows it on its line may not be read as it is meant"
    return [Finding("S106", source.span(at, at + 1), message, "delete the line end before it and type it again")]
