"""The command ``fabula``. It answers ``--version`` by itself, before anything else is imported."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import fabula

__all__ = ["main"]


def main(args: Sequence[str] | None = None) -> int:
    """Run a command and return what it tells the shell (see `fabula.cli.errors.Code`)."""
    words = list(sys.argv[1:] if args is None else args)
    try:
        if words == ["--version"] and sys.stdout is not None:
            sys.stdout.write(f"fabula {fabula.__version__}\n")
            sys.stdout.flush()
            return 0
        if words[:2] == ["merge", "--driver"]:  # git starts one for every file
            from fabula.cli.merge_driver import run_driver

            return run_driver(words[2:])
        from fabula.cli.run import run_command

        return run_command(words)
    except KeyboardInterrupt:  # while the rest of fabula was being imported
        return 130
    except OSError:  # the version has nowhere to go
        from fabula.cli.output import give_up

        give_up(sys.stdout)
        return 3
