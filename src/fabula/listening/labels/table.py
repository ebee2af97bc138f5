"""Labels: what people say that comments say of an element, and how likely each comment was to be asked about."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

__all__ = ["LABELS"]

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
        pa.field("probability", pa.float64(), nullable=False),  # that this comment and element were drawn, over all draws
        pa.field("stratum", pa.string(), nullable=False),  # the group it was drawn from
    ]
)
"""One row for each comment, element and labeller, sorted by these."""
