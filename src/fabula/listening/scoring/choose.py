"""Which scorer is meant by a name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from fabula.listening.errors import ListeningError
from fabula.listening.scoring.bringing import bring, check_call
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


def make_scorer(name: str = "lexicon", store: Store | None = None, folder: Path | None = None) -> Scorer:
    """The scorer of a name.

    - "lexicon": fabula's own, which needs nothing;
    - "trained": what `fabula listen train` has learned in this store;
    - "embedding" or "embedding=EMBEDDER": likewise, on top of an embedder;
    - "module:factory": what a function of that module returns, called with the store, or None, if it takes one;
    - any name that a package gives under the entry points `fabula.scorers`, likewise.

    ``folder`` is where modules are looked for at last: the universe's. Raises `ListeningError` if there is none, or
    what was found is none.
    """
    kind, _, embedder = name.partition("=")
    if name == "lexicon":
        return LexiconScorer()
    if kind in LEARNED:
        return _learned(kind, embedder, store, folder)
    own = ("lexicon", *LEARNED)
    found = bring(name, SCORERS, "scorer", own, (store,), folder)
    check_call(name, found, "score", "score(batch, links)", None, ())
    if found.name in own:
        raise ListeningError(
            f"{name} gives a scorer with the name {found.name!r}, which is one of fabula's",
            "give it a name of its own: what was scored by one scorer must not be taken for another's",
        )
    scorer: Scorer = found
    return scorer


def make_encoder(name: str, folder: Path | None = None) -> Encoder:
    """The encoder of a scorer that is learned: "trained", "embedding" or "embedding=EMBEDDER".

    Raises `ListeningError` for any other name, and if the embedder is not there.
    """
    from fabula.listening.scoring.encoders import SentenceEncoder, WordEncoder

    kind, _, embedder = name.partition("=")
    if kind not in LEARNED or (kind == "trained" and embedder):
        raise ListeningError(f"{name!r} is not learned", f"what can be trained: {', '.join(LEARNED)}")
    return WordEncoder() if kind == "trained" else SentenceEncoder(make_embedder(embedder, folder))


def make_embedder(name: str = "", folder: Path | None = None) -> Embedder:
    """The embedder of a name: "module:factory", an entry point of `fabula.embedders`, or the one of the extra.

    Raises `ListeningError` if there is none, or what was found is none.
    """
    if not name:
        from fabula.listening.scoring.minilm import MiniLM

        own: Embedder = MiniLM()
        return own
    found = bring(name, EMBEDDERS, "embedder", (), (), folder)
    check_call(name, found, "embed", "embed(texts)", ())
    embedder: Embedder = found
    return embedder


def _learned(kind: str, embedder: str, store: Store | None, folder: Path | None) -> Scorer:
    from fabula.listening.scoring.learned_scorer import read_learned
    from fabula.listening.scoring.train import scorer_path

    option = "" if kind == "trained" else f" --scorer {kind}" + (f"={embedder}" if embedder else "")
    if store is None or not scorer_path(store, kind).is_file():
        raise ListeningError(
            f"no scorer has been trained as {kind!r} for this audience", f"train one: `fabula listen train{option}`"
        )
    encoder = make_encoder(f"{kind}={embedder}" if embedder else kind, folder)
    return read_learned(scorer_path(store, kind), kind, encoder)
