"""Running a command from its words to what it tells the shell, whatever happens on the way."""

from __future__ import annotations

import sys
import traceback

import typer

from fabula.cli.app import build_app
from fabula.cli.errors import Code, CommandError, debugging
from fabula.cli.output import give_up, prepare_streams, say
from fabula.report.words import clean

__all__ = ["run_command"]


def run_command(words: list[str]) -> int:
    """Run one command. Every way out is a code and, where something went wrong, a short message."""
    prepare_streams()
    debug = "--debug" in words[: words.index("--") if "--" in words else None]
    if debug:
        words = [word for word in words if word != "--debug"]
    before = debugging.set(debug)
    try:
        typer.main.get_command(build_app()).main(args=words, prog_name="fabula")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else Code.CLEAN if stop.code is None else Code.WRONG_USE
    except CommandError as error:
        say(f"fabula: {clean(error.message)}")
        if error.remedy:
            say(f"  {clean(error.remedy)}")
        return error.code
    except KeyboardInterrupt:
        return Code.STOPPED
    except OSError as error:  # the machine refused something: no mistake of the user's, and none of ours
        if debug:
            traceback.print_exc()
        give_up(sys.stdout)
        where = f"{clean(str(error.filename))}: " if error.filename else ""
        say(f"fabula: {where}{(error.strerror or str(error)).lower()}")
        say("  check that it is there, that you may use it, and that the disk has room")
        return Code.UNREADABLE
    except Exception as error:  # noqa: BLE001  the last net: whoever writes a story is not shown a traceback
        if debug:
            traceback.print_exc()
        else:
            _apologise(error, words)
        return Code.BROKEN
    finally:
        debugging.reset(before)
    return Code.CLEAN


def _apologise(error: Exception, words: list[str]) -> None:
    """Say that the mistake is ours, and how to tell us."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    say(
        f"fabula: something went wrong inside fabula: {type(error).__name__} in {frame.name}. Your files are untouched."
    )
    say(f"  To report it, run `fabula --debug {clean(' '.join(words))}` and send what it shows,")
    say("  together with the lines of `fabula doctor`.")
