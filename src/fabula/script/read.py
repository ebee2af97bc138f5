"""Any script, by what its file is called."""

from __future__ import annotations

from fabula.finding import Finding
from fabula.script.model import Script
from fabula.script.omission import OmittingSource, leave_out
from fabula.source import Source

__all__ = ["SUFFIXES", "read_script"]

SUFFIXES = (".fountain", ".spmd", ".fdx", ".xml", ".tei")
"""The endings of scripts' names, in lower case."""


def read_script(source: Source) -> tuple[Script, list[Finding]]:
    """Read a script of any format; what is neither Final Draft nor TEI is Fountain. Never fails."""
    if isinstance(source, OmittingSource):
        return leave_out(*_read(source), source.omission)
    return _read(source)


def _read(source: Source) -> tuple[Script, list[Finding]]:
    _, dot, suffix = source.path.lower().rpartition(".")
    if dot and suffix == "fdx":
        from fabula.script.fdx import read_fdx

        return read_fdx(source)
    if dot and suffix in {"xml", "tei"}:
        from fabula.script.tei import read_tei

        return read_tei(source)
    from fabula.script.fountain import read_fountain

    return read_fountain(source)
