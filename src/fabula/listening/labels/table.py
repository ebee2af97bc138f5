"""Labels: what people say that comments say of an element, and how likely each comment was to be asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["ANSWERS", "LABELS", "Answer", "Labels"]

LABELS: Final = pa.schema(
    [
        pa.field("comment", pa.string(), nullable=False),
        pa.field("element", pa.string(), nullable=False),
        pa.field("labeller", pa.string(), nullable=False),
        pa.field("speaks_of", pa.bool_(), nullable=False),  # whether the comment really speaks of the element
        pa.field("liking", pa.float64()),  # -1, -0.5, 0, 0.5, 1; null if it does not speak of it
        pa.field("excitement", pa.float64()),  # 0, 0.5, 1; null likewise
        pa.field("confusion", pa.float64()),  # 0, 1; null likewise
        pa.field("prediction", pa.float64()),  # 0, 1; null likewise
        pa.field("unsure", pa.bool_(), nullable=False),  # whether the labeller was
        pa.field("probability", pa.float64()),  # that this pair was drawn, over all draws; null if it was not drawn
        pa.field("stratum", pa.string()),  # the group that it was drawn from; null likewise
    ]
)
"""One row for each comment, element and labeller, sorted by these."""


class Answer(StrEnum):
    """What a labeller is asked of a comment and an element."""

    SPEAKS_OF = "speaks_of"
    LIKING = "liking"
    EXCITEMENT = "excitement"
    CONFUSION = "confusion"
    PREDICTION = "prediction"
    UNSURE = "unsure"


_YES_NO: Final = {"no": 0.0, "yes": 1.0}
ANSWERS: Final[Mapping[Answer, Mapping[str, float]]] = {
    Answer.SPEAKS_OF: _YES_NO,
    Answer.LIKING: {"-2": -1.0, "-1": -0.5, "0": 0.0, "1": 0.5, "2": 1.0},
    Answer.EXCITEMENT: {"0": 0.0, "1": 0.5, "2": 1.0},
    Answer.CONFUSION: _YES_NO,
    Answer.PREDICTION: _YES_NO,
    Answer.UNSURE: _YES_NO,
}
"""The answers that can be given, as files write them, with what each is as a number on the scorer's scale."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What people have labelled, all labellers together: a table LABELS."""

    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def labellers(self) -> list[str]:
        """Who has labelled, sorted."""
        return sorted(pc.unique(self.table["labeller"]).to_pylist())

    def of(self, labeller: str) -> Labels:
        """One labeller's."""
        return Labels(self.table.filter(pc.equal(self.table["labeller"], labeller)))

    def merged(self) -> Labels:
        """One row for each comment and element: the mean of what its labellers say; `labeller` names them all.

        It speaks of the element if most of them say so, or half; the mean of an axis is over those who do.
        """
        groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in self.table.to_pylist():
            groups.setdefault((row["comment"], row["element"]), []).append(row)
        rows = [rows[0] if len(rows) == 1 else _merge(rows) for rows in groups.values()]
        return Labels(pa.Table.from_pylist(rows, schema=LABELS))


def _merge(rows: list[dict[str, Any]]) -> dict[str, Any]:
    speaking = [row for row in rows if row["speaks_of"]]
    speaks = 2 * len(speaking) >= len(rows)
    merged = {
        **rows[0],
        "labeller": ", ".join(sorted(row["labeller"] for row in rows)),
        "speaks_of": speaks,
        "unsure": any(row["unsure"] for row in rows),
    }
    for axis in (Answer.LIKING, Answer.EXCITEMENT, Answer.CONFUSION, Answer.PREDICTION):
        given = [row[axis] for row in speaking if row[axis] is not None] if speaks else []
        merged[axis] = sum(given) / len(given) if given else None
    return merged
