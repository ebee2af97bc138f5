"""The sample of a store: what has been drawn for labelling, with which chance, and how."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from fabula.listening.errors import ListeningError
from fabula.listening.labels.lots import Drawn, Group, Pair, Sizes, draw_from
from fabula.listening.labels.reading import read_rows
from fabula.listening.store import Store
from fabula.listening.store.writing import write_whole

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["Drawing", "Key", "Sampled", "draw_sample", "read_sample", "write_sample"]

Key = tuple[str, str]
"""A comment and an element."""

LEAST_COMMENTS: Final = 10
"""Elements of which fewer comments speak are not drawn unless they are named: they never get a figure."""

_COLUMNS: Final = ("comment", "element", "episode", "source", "language", "band", "campaign", "unsure", "probability")


@dataclass(frozen=True, slots=True)
class Sampled:
    """A pair that has been drawn at some time, as it was then; its probability is over all draws."""

    comment: str
    group: Group
    episode: str | None
    probability: float

    @property
    def key(self) -> Key:
        """The pair itself."""
        return self.comment, self.group.element


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a draw asks for: how many pairs, of which elements and which episodes (all if none are given)."""

    count: int
    elements: tuple[str, ...] = ()
    episodes: tuple[str, ...] = ()
    seed: str = "0"


def draw_sample(store: Store, engine: Engine, drawing: Drawing) -> list[Sampled]:
    """Draw, put it into the store's sample, and return the pairs to ask about in their order.

    The same draw again gives the same pairs, as long as no comments are added. The store must be held.
    Raises `ListeningError` if there is nothing to draw, or the sample was drawn with another seed.
    """
    document = _read_draws(store)
    if document["draws"] and document["seed"] != drawing.seed:
        raise ListeningError(
            f"this audience's sample was drawn with the seed {document['seed']}",
            f"go on with --seed {document['seed']}: chances of draws with several seeds do not fit together",
        )

    def ask(most: int) -> list[Pair]:
        least = 1 if drawing.elements else LEAST_COMMENTS
        chosen = {"elements": drawing.elements or None, "episodes": drawing.episodes or None}
        table = engine.query("lots", seed=drawing.seed, most=most, least=least, **chosen)
        return [_as_pair(row) for row in table.to_pylist()]

    drawn, sizes, threshold = draw_from(ask, drawing.count)
    if not drawn:
        raise ListeningError("no comment speaks of that", "name another element or episode, or add comments")
    sample = read_sample(store)
    _raise_chances(sample, drawing, sizes, threshold)
    asked = [_join(sample, one) for one in drawn]
    record = {
        "count": drawing.count,
        "elements": list(drawing.elements),
        "episodes": list(drawing.episodes),
        "drawn": len(drawn),
        "threshold": threshold if math.isfinite(threshold) else None,
    }
    if record not in document["draws"]:
        document["draws"].append(record)
    write_sample(store, sample)
    text = json.dumps({**document, "seed": drawing.seed}, ensure_ascii=False, indent=1)
    write_whole(store.labels / "design" / "draws.json", text.encode() + b"\n")
    return asked


def _as_pair(row: Mapping[str, Any]) -> Pair:
    group = Group(row["element"], row["source"], row["language"], row["band"], bool(row["marked"]), bool(row["unsure"]))
    return Pair(row["comment"], group, row["episode"], row["lot"], row["alike"])


def _raise_chances(sample: dict[Key, Sampled], drawing: Drawing, sizes: Sizes, threshold: float) -> None:
    """What was drawn before had a chance in this draw too, where it is among what this one asks for."""
    for key, one in sample.items():
        if drawing.elements and one.group.element not in drawing.elements:
            continue
        if drawing.episodes and one.episode not in drawing.episodes:
            continue
        size = sizes.of(one.group)
        chance = min(1.0, size * threshold) if size > 0 else 0.0
        sample[key] = replace(one, probability=max(one.probability, chance))


def _join(sample: dict[Key, Sampled], drawn: Drawn) -> Sampled:
    pair = drawn.pair
    key = (pair.comment, pair.group.element)
    before = sample.get(key)
    chance = max(drawn.probability, before.probability if before is not None else 0.0)
    sample[key] = Sampled(pair.comment, pair.group, pair.episode, chance)
    return sample[key]


def read_sample(store: Store) -> dict[Key, Sampled]:
    """All that has been drawn, in the order of drawing. Raises `ListeningError` if the file is damaged."""
    path = store.labels / "design" / "sample.csv"
    found = {}
    for number, row in read_rows(path):
        try:
            group = Group(
                row["element"], row["source"], row["language"] or None, row["band"], row["campaign"] == "yes",
                row["unsure"] == "yes",
            )  # fmt: skip
            one = Sampled(row["comment"], group, row["episode"] or None, float(row["probability"]))
        except (KeyError, ValueError) as error:
            raise ListeningError(f"{path}:{number} is damaged", "bring it back from a copy, or delete it") from error
        found[one.key] = one
    return found


def write_sample(store: Store, sample: Mapping[Key, Sampled]) -> None:
    """Write the sample in one step."""
    rows: list[Sequence[object]] = [(*_COLUMNS, "stratum")]
    for one in sample.values():
        group = one.group
        rows.append(
            (
                one.comment, group.element, one.episode or "", group.source, group.language or "", group.band,
                "yes" if group.marked else "no", "yes" if group.unsure else "no", repr(one.probability), group.name,
            )
        )  # fmt: skip
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    write_whole(store.labels / "design" / "sample.csv", out.getvalue().encode())


def _read_draws(store: Store) -> dict[str, Any]:
    path = store.labels / "design" / "draws.json"
    if not path.is_file():
        return {"form": 1, "seed": "0", "draws": []}
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return {"form": 1, "seed": str(document["seed"]), "draws": list(document["draws"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ListeningError(f"{path} is damaged", "bring it back from a copy, or delete it") from error
