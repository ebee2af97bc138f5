"""The length of a scene, written as a script supervisor does."""

from __future__ import annotations

__all__ = ["write_eighths"]


def write_eighths(eighths: int, estimated: bool) -> str:
    """A length as a script supervisor writes it: ``1 3/8``, ``2``, ``5/8``; with ``~`` in front if estimated."""
    pages, rest = divmod(eighths, 8)
    text = " ".join(part for part in (str(pages) if pages else "", f"{rest}/8" if rest else "") if part)
    return f"~{text}" if estimated else text
