"""Draws the picture of the README: what `fabula check` writes for the example, in the colours of a terminal.

python docs/picture.py
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from fabula.cli.places import find_targets, open_canon
from fabula.report.checked import Checked, count_universe
from fabula.report.ink import Ink
from fabula.report.text import write_text
from fabula.rules.run import run_rules

__all__ = ["COMMAND", "PICTURE", "draw_picture"]

PICTURE = Path(__file__).parent / "check.svg"
COMMAND = "fabula check examples/citadel --select K102,W101,P102"
COLUMNS = 100
THEME = TerminalTheme(
    (23, 25, 30),
    (212, 216, 224),
    [
        (23, 25, 30),
        (242, 119, 122),
        (152, 200, 121),
        (236, 190, 94),
        (110, 168, 254),
        (198, 146, 233),
        (98, 196, 210),
        (212, 216, 224),
    ],
)

FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" xml:space="preserve" \
role="img" aria-label="What fabula check writes">
<!-- Made by docs/picture.py -->
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 16px; font-family: system-ui, Arial, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""The frame that Rich fills in. Its own one loads a font from the network, which no picture in a README may do."""


def draw_picture() -> str:
    """The picture, as SVG; the same bytes as long as Rich is the same."""
    words = COMMAND.split()
    target = find_targets([Path(words[2])])[0]
    canon = open_canon(target, lambda _: None)
    found = tuple(run_rules(canon, words[4].split(",")))
    checked = Checked(target.prefix, "Citadel", found, count_universe(canon))
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "dim"), (COMMAND, "bold"), "\n"))
    for piece in write_text([checked], Ink(colours=True), width=COLUMNS):
        console.print(Text.from_ansi(piece), soft_wrap=True, end="")
    return console.export_svg(title=COMMAND, theme=THEME, code_format=FRAME, unique_id="fabula")


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    PICTURE.write_text(draw_picture(), encoding="utf-8", newline="\n")
