"""Golden files: what a command or report writes, kept as a file and compared byte for byte.

To renew them after a change that is meant: ``FABULA_RENEW_GOLDEN=1 pytest tests/report tests/cli``, then read the
difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["compare_golden"]

HERE = Path(__file__).parent


def compare_golden(name: str, text: str) -> None:
    """Hold a text against the golden file of that name, or write it anew if that was asked for."""
    path = HERE / name
    if os.environ.get("FABULA_RENEW_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert path.is_file(), f"there is no golden file {path.name}; see tests/golden/__init__.py"
    with path.open(encoding="utf-8", newline="") as file:
        assert text == file.read()
