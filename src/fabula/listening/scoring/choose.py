"""Which scorer is meant by a name."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Final

from fabula.listening.errors import ListeningError
from fabula.listening.scoring.lexicon_scorer import LexiconScorer

if TYPE_CHECKING:
    from fabula.listening.model import Scorer
    from fabula.listening.scoring.encoders import Embedder, Encoder
    from fabula.listening.store import Store

__all__ = ["EMBEDDERS", "SCORERS", "make_embedder", "make_encoder", "make_scorer"]

SCORERS: Final = "fabula.scorers"
"""The entry points of packages that bring a scorer."""
EMBEDDERS: Final = "fabula.embedders"
"""The entry points of packages that bring an embedder."""
LEARNED: Final = ("trained", "embedding")
"""The scorers that are learned in a store."""


def make_scorer(name: str = "lexicon", store: Store | None = None) -> Scorer:
    """The scorer of a name.

    - "lexicon": fabula's own, which needs nothing;
    - "trained": what `fabula listen train` has learned in this store;
    - "embedding" or "embedding=EMBEDDER": likewise, on top of an embedder;
    - "module:factory": what a function of that module returns, called with the store, or None;
    - any name that a package gives under the entry points `fabula.scorers`, likewise.

    Raises `ListeningError` if there is none, or what was found is none.
    """
    kind, _, embedder = name.partition("=")
    if name == "lexicon":
        return LexiconScorer()
    if kind in LEARNED:
        return _learned(kind, embedder, store)
    scorer = _call(name, _find(name, SCORERS, "scorer", ["lexicon", *LEARNED]), store)
    if not (callable(getattr(scorer, "score", None)) and _is_named(scorer)):
        raise ListeningError(f"{name} gives no scorer", "it needs `name`, `version` and `score(batch, links)`")
    found: Scorer = scorer
    return found


def make_encoder(name: str) -> Encoder:
    """The encoder of a scorer that is learned: "trained", "embedding" or "embedding=EMBEDDER".

    Raises `ListeningError` for any other name, and if the embedder is not there.
    """
    from fabula.listening.scoring.encoders import SentenceEncoder, WordEncoder

    kind, _, embedder = name.partition("=")
    if kind not in LEARNED:
        raise ListeningError(f"{name!r} is not learned", f"what can be trained: {', '.join(LEARNED)}")
    return WordEncoder() if kind == "trained" else SentenceEncoder(make_embedder(embedder))


def make_embedder(name: str = "") -> Embedder:
    """The embedder of a name: "module:factory", an entry point of `fabula.embedders`, or the one of the extra."""
    if not name:
        from fabula.listening.scoring.minilm import MiniLM

        own: Embedder = MiniLM()
        return own
    embedder = _call(name, _find(name, EMBEDDERS, "embedder", []))
    if not (callable(getattr(embedder, "embed", None)) and _is_named(embedder)):
        raise ListeningError(f"{name} gives no embedder", "it needs `name`, `version` and `embed(texts)`")
    found: Embedder = embedder
    return found


def _learned(kind: str, embedder: str, store: Store | None) -> Scorer:
    from fabula.listening.scoring.learned_scorer import read_learned
    from fabula.listening.scoring.train import scorer_path

    option = "" if kind == "trained" else f" --scorer {kind}" + (f"={embedder}" if embedder else "")
    if store is None or not scorer_path(store, kind).is_file():
        raise ListeningError(
            f"no scorer has been trained as {kind!r} for this audience", f"train one: `fabula listen train{option}`"
        )
    return read_learned(scorer_path(store, kind), kind, make_encoder(f"{kind}={embedder}" if embedder else kind))


def _is_named(found: Any) -> bool:
    return isinstance(getattr(found, "name", None), str) and isinstance(getattr(found, "version", None), str)


def _find(name: str, group: str, what: str, own: list[str]) -> Any:
    installed = {point.name: point for point in entry_points(group=group)}
    module, colon, factory = name.partition(":")
    try:
        if name in installed:
            return installed[name].load()
        if colon and factory:
            return getattr(import_module(module), factory)
    except (ImportError, AttributeError) as error:
        raise ListeningError(f"{name} cannot be loaded: {error}", "write it as module:factory") from error
    known = ", ".join(sorted([*own, *installed])) or "none"
    raise ListeningError(f"there is no {what} {name!r}", f"known are: {known}; others are written module:factory")


def _call(name: str, factory: Any, *arguments: Any) -> Any:
    if not callable(factory):
        raise ListeningError(f"{name} is no function", "it is called, and returns what is wanted")
    return factory(*arguments)
