"""What others bring: scorers and embedders of packages, by name, or of a module of one's own, as module:factory."""

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final

from fabula.listening.errors import ListeningError
from fabula.universe.settings import did_you_mean

__all__ = ["bring", "check_call", "explain"]

PAGE: Final = "docs/scorers.md has an example"


def bring(
    name: str, group: str, what: str, own: Sequence[str], given: tuple[Any, ...], folder: Path | None = None
) -> Any:
    """What a factory makes: of a module ("module:factory"), or of a package under an entry point of a group.

    It is called with ``given`` if it takes that, and otherwise with nothing. Modules are looked for where Python
    looks, and at last in ``folder``. ``own`` are names that fabula has itself, for messages. Raises `ListeningError`
    if nothing comes of it.
    """
    factory = _find(name, group, what, own, folder)
    if not callable(factory):
        raise ListeningError(
            f"{name} is no function but {_kind(factory)}", f"name a function or a class that makes the {what}; {PAGE}"
        )
    arguments = given if _takes(factory, *given) else ()
    if not _takes(factory, *arguments):
        allowed = "the store, or nothing," if given else "nothing"
        raise ListeningError(
            f"{name} takes {inspect.signature(factory)}", f"let it take {allowed} and return the {what}; {PAGE}"
        )
    try:
        return factory(*arguments)
    except ListeningError:
        raise
    except (Exception, SystemExit) as error:
        raise ListeningError(f"{name} fails: {explain(error)}", f"it is called to make the {what}; {PAGE}") from error


def check_call(name: str, found: Any, method: str, wanted: str, *arguments: Any) -> None:
    """Raises `ListeningError` if a thing has no such method, or one that cannot be called so, or no name and version.

    ``wanted`` is the method as it is written.
    """
    words = f"`name`, `version` and `{wanted}`; {PAGE}"
    call = _look(name, found, method)
    if isinstance(found, type):
        raise ListeningError(f"{name} gives a class, {found.__name__}", f"give one of it: {found.__name__}()")
    if not callable(call):
        raise ListeningError(f"{name} gives {_kind(found)}, which has no `{method}`", f"it needs {words}")
    for attribute in ("name", "version"):
        value = _look(name, found, attribute)
        if not isinstance(value, str) or not value:
            raise ListeningError(f"{name} gives {_kind(found)}, whose `{attribute}` is no text", f"it needs {words}")
    if not _takes(call, *arguments):
        raise ListeningError(f"`{method}` of {name} takes {inspect.signature(call)}", f"it needs {words}")


def _look(name: str, found: Any, attribute: str) -> Any:
    try:
        return getattr(found, attribute, None)
    except Exception as error:
        raise ListeningError(f"`{attribute}` of {name} fails: {explain(error)}", PAGE) from error


def explain(error: BaseException) -> str:
    """What went wrong and in which line of whose file."""
    if isinstance(error, SyntaxError):
        return f"SyntaxError: {error.msg} ({Path(error.filename or '?').name}:{error.lineno})"
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = "" if last.filename.startswith("<") else f" ({Path(last.filename).name}:{last.lineno})"
    return f"{type(error).__name__}: {error}{where}"


def _find(name: str, group: str, what: str, own: Sequence[str], folder: Path | None) -> Any:
    installed = {point.name: point for point in entry_points(group=group)}
    if name in installed:
        try:
            return installed[name].load()
        except (Exception, SystemExit) as error:
            raise ListeningError(
                f"the {what} {name} ({installed[name].value}) cannot be loaded: {explain(error)}",
                "install its package anew, or ask those who made it",
            ) from error
    module, colon, factory = name.partition(":")
    if not (module and colon and factory):
        known = ", ".join(sorted([*own, *installed])) or "none"
        raise ListeningError(f"there is no {what} {name!r}", f"known are: {known}; others are written module:factory")
    found = _import(module, folder)
    for part in factory.split("."):
        try:
            found = getattr(found, part)
        except AttributeError:
            names = [one for one in vars(found) if not one.startswith("_")] if hasattr(found, "__dict__") else []
            raise ListeningError(
                f"there is no {part!r} in {module}", did_you_mean(part, names) if names else "is it written there?"
            ) from None
    return found


def _import(module: str, folder: Path | None) -> Any:
    if folder is not None and str(folder) not in sys.path:
        # Last, so that a file in there never stands before a module that is installed; and for good, since the
        # processes that score look where this one does.
        sys.path.append(str(folder))
    try:
        return import_module(module)
    except (Exception, SystemExit) as error:
        missing = error.name if isinstance(error, ModuleNotFoundError) else None
        if missing is not None and (module == missing or module.startswith(f"{missing}.")):
            raise ListeningError(
                f"there is no module {missing!r}",
                f"put {module.replace('.', '/')}.py into the folder of the universe, or install the package it is in",
            ) from error
        raise ListeningError(
            f"{module} cannot be loaded: {explain(error)}", "put that right; Python reads it"
        ) from error


def _takes(call: Any, *arguments: Any) -> bool:
    try:
        inspect.signature(call).bind(*arguments)
    except TypeError:
        return False
    except ValueError:  # of what is written in C there is not always a signature
        return True
    return True


def _kind(found: Any) -> str:
    kind = type(found).__name__
    return "nothing" if found is None else f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {kind}"
