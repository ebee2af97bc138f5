"""What the places where a comment speaks of an element come to together: its response to that element.

The map works it out, since all of a comment's places are in one part. In SQL it is a grouping by words of all mentions
there are, before any question; on a cluster, most of what a question costs.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa

from fabula.listening.tables import MENTIONS, THOUSAND

__all__ = ["with_responses"]

_HIGHEST: Final = ("excitement", "confusion", "prediction")


def with_responses(places: pa.RecordBatch) -> pa.RecordBatch:
    """MENTIONS out of PLACES: the first place of each comment and element gets their response, the others nulls.

    The probability is that of the surest place. Liking is the mean, weighted with probability and rounded half away
    from zero, so that it is the same with the sign turned; of excitement, confusion and prediction it is the highest.
    The weight is the comment's times the probability, rounded half up. All is computed in whole numbers.
    """
    order, starts = _together(places)
    first = order[starts]

    def column(name: str) -> tuple[Any, Any]:
        values = places[name]
        known = np.asarray(values.is_valid())
        return np.asarray(values.fill_null(0)).astype(np.int64)[order], known[order]

    def answer(values: Any, known: Any = True) -> pa.Array:
        spread = np.zeros(places.num_rows, np.int64)
        missing = np.ones(places.num_rows, bool)
        spread[first], missing[first] = values, ~np.broadcast_to(known, first.shape)
        return pa.array(spread, mask=missing)

    probability, _ = column("probability")
    surest = _each(np.maximum, probability, starts)
    liking, read = column("liking")
    sure = _each(np.add, probability * read, starts)
    liked = _each(np.add, probability * liking, starts)
    of_comment = np.asarray(places["weight"]).astype(np.int64)[first]
    columns = {
        "response_mentions": answer(np.diff(starts, append=places.num_rows)),
        "response_weight": answer((of_comment * surest + THOUSAND // 2) // THOUSAND),
        "response_probability": answer(surest),
        "response_liking": answer(np.sign(liked) * ((2 * abs(liked) + sure) // np.maximum(2 * sure, 1)), sure > 0),
    }
    for name in _HIGHEST:
        values, known = column(name)
        # What is not known is 0, which is the least that there is.
        columns[f"response_{name}"] = answer(
            _each(np.maximum, values, starts), _each(np.logical_or, known, starts).astype(bool)
        )
    made = [columns[field.name].cast(field.type) if field.name in columns else places[field.name] for field in MENTIONS]
    return pa.RecordBatch.from_arrays(made, schema=MENTIONS)


def _together(places: pa.RecordBatch) -> tuple[Any, Any]:
    """An order of rows in which those of one comment and element follow each other, and where each lot starts."""
    comments, elements = (places[name].dictionary_encode() for name in ("comment", "element"))
    keys = np.asarray(comments.indices).astype(np.int64) * max(len(elements.dictionary), 1)
    keys += np.asarray(elements.indices)
    order = np.argsort(keys, kind="stable")
    return order, np.flatnonzero(np.diff(keys[order], prepend=-1))


def _each(add: np.ufunc, values: Any, starts: Any) -> Any:
    """One number for each lot of rows."""
    return add.reduceat(values, starts) if len(starts) else values
