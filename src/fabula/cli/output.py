"""Where a command's words go: the terminal, a pipe, a file."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from fabula.cli.errors import Code, Unreadable, WrongUse
from fabula.report.ink import Ink

if TYPE_CHECKING:
    from fabula.finding import Finding

__all__ = [
    "clears_screen",
    "emit",
    "emit_bytes",
    "give_up",
    "prepare_streams",
    "say",
    "screen_width",
    "spare_scripts",
    "stop_if_a_rule_failed",
    "terminal_ink",
    "write_file",
]


def prepare_streams() -> None:
    """Let the standard streams take every letter: UTF-8, and a replacement for what cannot be written in it.

    A stream that the caller has closed (``>&-``) takes everything and keeps nothing.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  until the process ends
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def emit(pieces: str | Iterable[str]) -> bool:
    """Write to standard output. A reader who has closed the pipe (``| head``) has seen enough: that is no mistake.

    False says that nobody reads any more.
    """
    return _write(sys.stdout, (pieces,) if isinstance(pieces, str) else pieces)


def say(text: str) -> None:
    """Write a line to standard error. If even that cannot be written there is nobody left to tell."""
    with suppress(Unreadable):
        _write(sys.stderr, (text + "\n",))


def _write(stream: TextIO, pieces: Iterable[str]) -> bool:
    try:
        stream.writelines(pieces)
        stream.flush()
    except BrokenPipeError:
        give_up(stream)
        return False
    except OSError as error:
        give_up(stream)
        reason = (error.strerror or "no reason given").lower()
        raise Unreadable(f"the output cannot be written: {reason}", "make room, or send it elsewhere") from error
    return True


def give_up(stream: TextIO) -> None:
    """Write nothing more to a stream that takes nothing more, not even at the interpreter's end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def emit_bytes(data: bytes) -> None:
    """Write to standard output what is no text of ours: a file in whatever encoding it is in."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        give_up(sys.stdout)
    except OSError as error:
        give_up(sys.stdout)
        reason = (error.strerror or "no reason given").lower()
        raise Unreadable(f"the output cannot be written: {reason}", "make room, or send it elsewhere") from error


def write_file(path: Path, text: str | bytes, option: str = "--output", remedy: str = "") -> None:
    """Write a file in one step: it is there as a whole or not at all. Raises `Unreadable` if that cannot be done.

    ``option`` is what named it; ``remedy`` says what to do where no option did. What is no plain file
    (``/dev/stdout``, a pipe) is written to, never replaced.
    """
    name = ""
    data = text.encode("utf-8") if isinstance(text, str) else text
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                device.write(data)
            return
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            name = file.name
            file.write(data)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except OSError as error:
        if name:
            with suppress(OSError):
                Path(name).unlink()
        reason = (error.strerror or "it cannot be opened").lower()
        raise Unreadable(f"{path} cannot be written: {reason}", remedy or f"name another file with {option}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def terminal_ink(stream: TextIO | None = None) -> Ink:
    """Colours for a terminal that shows them. ``NO_COLOR`` switches them off, ``FORCE_COLOR`` on."""
    stream = sys.stdout if stream is None else stream
    if os.environ.get("NO_COLOR"):
        return Ink(colours=False)
    if os.environ.get("FORCE_COLOR"):
        return Ink(colours=True)
    return Ink(colours=clears_screen(stream))


def _understands_codes() -> bool:
    # Old consoles of Windows show the codes instead of colours; Rich knows which can do more, and asks for it.
    if os.name != "nt":
        return True
    from rich.console import Console

    return not Console().legacy_windows


def clears_screen(stream: TextIO) -> bool:
    """Whether a stream is a screen that can be wiped; files, pipes and simple terminals are only added to."""
    return stream.isatty() and os.environ.get("TERM") != "dumb" and _understands_codes()


def screen_width() -> int | None:
    """The columns of the terminal; None where the output goes to a file or a pipe and nothing needs to be folded."""
    if not sys.stdout.isatty():
        return None
    return max(40, shutil.get_terminal_size().columns)


def spare_scripts(output: Path | None) -> None:
    """Refuse to write a report over what a universe is made of: a slip of the finger would cost a script.

    A page without fields at its head is no entry: it may be an earlier report.
    """
    if output is None or not output.is_file():
        return
    suffix = output.suffix.lower()
    if suffix in {".fountain", ".spmd", ".fdx"} or (suffix == ".md" and _has_fields(output)):
        raise WrongUse(f"{output} is a script or an entry, and the report would write over it", "name another file")


def _has_fields(page: Path) -> bool:
    with page.open("rb") as file:
        return file.read(8).removeprefix(codecs.BOM_UTF8).startswith(b"---")


def stop_if_a_rule_failed(findings: Iterable[Finding]) -> None:
    """End with 70 if a rule of fabula itself failed: what is missing must not pass for what is clean."""
    from fabula.rules.run import FAILED

    if any(finding.code == FAILED for finding in findings):
        say(f"fabula: a rule failed inside fabula ({FAILED}); the other findings are complete. Please report it.")
        raise typer.Exit(Code.BROKEN)
