"""Modules that tests write and load."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

__all__ = ["keep_out"]


def keep_out(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Modules of these names are not loaded yet, and no longer after the test; likewise the folders they are from."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in names:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        monkeypatch.delitem(sys.modules, name)
