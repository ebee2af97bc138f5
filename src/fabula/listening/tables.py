"""The tables of listening, as Arrow schemas: comments, what cleaning says of them, and what they speak of.

Whatever is added up is a whole number, in thousandths: sums are then the same in any order, on any engine.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa

__all__ = ["COMMENTS", "MARKS", "MENTIONS", "PLACES", "RESPONSES", "THOUSAND"]

THOUSAND: Final = 1000
"""What one is in columns of thousandths."""

COMMENTS: Final = pa.schema(
    [
        pa.field("comment", pa.string(), nullable=False),  # unique in the store: "SOURCE:ID", ID as the source has it
        pa.field("source", pa.string(), nullable=False),
        pa.field("author", pa.string()),  # keyed hash, 16 hexadecimal digits; null if the source names none
        pa.field("time", pa.timestamp("us", "UTC")),
        pa.field("text", pa.string(), nullable=False),
        pa.field("language", pa.string()),  # as the source says, in two letters (ISO 639-1)
        pa.field("rating", pa.float64()),  # 0 worst to 1 best, whatever the source's own scale
        pa.field("likes", pa.int64()),
        pa.field("parent", pa.string()),  # the comment that it answers, named as above
        pa.field("show", pa.string()),  # the show that the source says it is about: "shows/citadel"
        pa.field("episode", pa.string()),  # the key of the episode likewise: "citadel/s01e03"
        pa.field("file", pa.string(), nullable=False),  # where it was read, for messages
        pa.field("row", pa.int64(), nullable=False),  # 1-based, in that file
    ]
)

MARKS: Final = pa.schema(
    [
        pa.field("comment", pa.string(), nullable=False),
        pa.field("language", pa.string()),  # two letters, as given or else identified; null if it cannot be told
        pa.field("weight", pa.int16(), nullable=False),  # thousandths: 1000 counts in full, 0 not at all
        pa.field("duplicate_of", pa.string()),  # the earliest comment that says (nearly) the same
        pa.field("campaign", pa.string()),  # the campaign that it seems to belong to
        pa.field("why", pa.string(), nullable=False),  # reasons for a weight below 1000: "copy, campaign"; or empty
    ]
)
"""Row by row beside the comments of the same part."""

PLACES: Final = pa.schema(
    [
        pa.field("comment", pa.string(), nullable=False),
        pa.field("element", pa.string(), nullable=False),  # see `fabula.listening.elements`
        pa.field("start", pa.int32(), nullable=False),  # the words that name it, in characters of the text
        pa.field("end", pa.int32(), nullable=False),  # 0 and 0 if no words do (an episode by its air date)
        pa.field("how", pa.string(), nullable=False),  # see `fabula.listening.model.How`
        pa.field("probability", pa.int16(), nullable=False),  # thousandths: that it is meant
        pa.field("episode", pa.string()),  # the key of the episode that the comment speaks of, if that can be told
        pa.field("liking", pa.int16()),  # -1000 to 1000; null where the scorer cannot read the language
        pa.field("excitement", pa.int16()),  # 0 to 1000, null likewise; so are the next two
        pa.field("confusion", pa.int16()),
        pa.field("prediction", pa.int16()),
        # What follows is the comment's own, so that nothing has to be joined.
        pa.field("source", pa.string(), nullable=False),
        pa.field("author", pa.string()),
        pa.field("time", pa.timestamp("us", "UTC")),
        pa.field("language", pa.string()),
        pa.field("weight", pa.int16(), nullable=False),
        pa.field("marked", pa.bool_(), nullable=False),  # whether it seems to belong to a campaign
    ]
)
"""One row for each place where a comment speaks of an element."""

RESPONSES: Final = pa.schema(
    [
        pa.field("response_mentions", pa.int32()),  # how many places
        pa.field("response_weight", pa.int16()),  # thousandths: the comment's weight times the probability
        pa.field("response_probability", pa.int16()),  # of the surest
        pa.field("response_liking", pa.int16()),  # the mean, weighted with probability; null where none could be read
        pa.field("response_excitement", pa.int16()),  # the highest, null likewise; so are the next two
        pa.field("response_confusion", pa.int16()),
        pa.field("response_prediction", pa.int16()),
    ]
)
"""What the places where a comment speaks of an element come to together: on the first of them; null on the others."""

MENTIONS: Final = pa.schema([*PLACES, *RESPONSES])
"""What the map makes. All places of a comment are in one part, so what they come to needs no other part."""
