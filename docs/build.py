"""Writes the pages of the docs that are made from the code. Run it after a change of a rule or of a command:

python docs/build.py
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fabula.bible.forms_page import forms_page
from fabula.cli.reference import write_cli_page
from fabula.report.pages import write_rules_page

PAGES: dict[str, Callable[[], str]] = {
    "reference/canon-notes.md": forms_page,
    "reference/cli.md": write_cli_page,
    "reference/rules.md": write_rules_page,
}
"""Each made page with what makes it."""


def main() -> None:
    """Write all of them."""
    for name, write in PAGES.items():
        (Path(__file__).parent / name).write_text(write(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
