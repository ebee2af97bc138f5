"""What all tests have in common: none leaves anything in the user's folders, or finds what another left there."""

from __future__ import annotations

import os
import signal

import pytest

os.environ["FABULA_CACHE"] = ""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's background job; commands that tests start inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What the suite can be asked for."""
    parser.addoption("--update-docs", action="store_true", help="write into the docs what their commands write now")
