"""Open documents, read by themselves: what can be answered from one text alone needs no universe and no check."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from fabula.lsp.documents import Written
from fabula.lsp.homes import Role
from fabula.script.fountain import read_fountain
from fabula.script.model import Script
from fabula.source import Source

__all__ = ["Reading", "Readings"]

KEPT: Final = 12
"""Documents whose last reading is kept: those that somebody is likely to look at."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as it stands, read. ``script`` is None for what is no Fountain."""

    written: Written
    source: Source
    role: Role
    script: Script | None


class Readings:
    """The last reading of each document. A text is read once, however many ask."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Reading] = OrderedDict()
        self._reading = threading.Lock()

    def read(self, uri: str, written: Written, name: str, role: Role) -> Reading:
        """A document as it stood at one moment."""
        with self._reading:
            held = self._held.get(uri)
            if held is None or held.written.text is not written.text or held.source.path != name:
                source = written.source(name)
                script = read_fountain(source)[0] if role is Role.SCRIPT else None
                held = self._held[uri] = Reading(written, source, role, script)
            self._held.move_to_end(uri)
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
            return held

    def forget(self, uri: str) -> None:
        """A document has been closed."""
        with self._reading:
            self._held.pop(uri, None)
