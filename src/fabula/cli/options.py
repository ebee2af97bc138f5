"""Arguments and options that several verbs have, each written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Paths", "Rules"]

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATHS]...",
        readable=False,  # what cannot be read is told by fabula itself, with a remedy
        help="Universes, or scripts and folders in them [default: this folder].",
        show_default=False,
    ),
]
"""The universes that a verb is about, or what in them."""

Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help="Only these rules: codes (T101), names (dead-acts) or families (T), with commas.",
    ),
]
"""The rules whose findings are meant."""
