"""Modules that are not installed: those that tests write, and the benchmarks."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

__all__ = ["keep_out", "load_benchmark"]

_BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def load_benchmark(name: str) -> ModuleType:
    """A benchmark as a module."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, _BENCHMARKS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def keep_out(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Modules of these names are not loaded yet, and no longer after the test; likewise the folders they are from."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in names:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        monkeypatch.delitem(sys.modules, name)
