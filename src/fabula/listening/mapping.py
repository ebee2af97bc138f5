"""The map: comments and their marks in, mentions out. One function over Arrow tables, the same on every engine."""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from fabula.listening.checking import LEAST, check_scores, explain_failing
from fabula.listening.elements import ElementKind
from fabula.listening.errors import ListeningError
from fabula.listening.model import Batch, How, Link, Linker, Score, Scorer
from fabula.listening.responding import with_responses
from fabula.listening.tables import MENTIONS, PLACES, THOUSAND
from fabula.universe.load import paused_collection

__all__ = ["ROWS_OF_A_BATCH", "Mapper", "Skipped", "note_skipped", "read_skipped"]

_VERSION: Final = 2
"""The version of the map. It is raised when the same links and scores would give other mentions."""

ROWS_OF_A_BATCH: Final = 16_384
"""Comments that are spread out as Python objects at a time, so that memory does not grow with the table."""

_ALL: Final = 64
"""If so many comments of a batch fail, and none that speaks of anything does not, the comments are not the matter."""

_MANY: Final = 1000
"""After so many that fail, and none that speaks of anything does not, no more of the batch are tried."""

_SKIPPED: Final = b"fabula.skipped"
_EPISODE: Final = f"{ElementKind.EPISODE}/"
_TELLING: Final = {How.NUMBER: 0, How.SOURCE: 1, How.AIR_DATE: 2}
"""The links that tell a comment's episode; of two that are as probable, what people say goes before what they meant."""


class Skipped(NamedTuple):
    """A comment that linking or scoring failed on: its id, and what failed where ("KeyError at calls.py:88").

    The words of the comment are kept out of it, so that nothing of them is left when the author is forgotten.
    """

    comment: str
    why: str


@dataclass(frozen=True, slots=True)
class Mapper:
    """Links comments and scores what they say, as one function over tables. It can be pickled: each worker has one."""

    linker: Linker
    scorer: Scorer

    @property
    def stamp(self) -> str:
        """What mentions depend on besides the comments: they are made again when it differs."""
        known = [str(_VERSION), self.linker.stamp, self.scorer.name, self.scorer.version]
        return hashlib.blake2b(json.dumps(known).encode(), digest_size=16).hexdigest()

    def map(self, comments: pa.Table, marks: pa.Table) -> pa.Table:
        """The mentions of comments (COMMENTS) with their marks (MARKS, row by row), as MENTIONS.

        In the order of the comments, and of the links within each. A comment that linking or scoring fails on has no
        mentions; `read_skipped` tells which those are. Raises `ListeningError` if the marks are of other comments, if
        what the scorer gives is no answer (see `check_scores`), or if it fails on all of very many: then it is not the
        comments that are the matter.
        """
        skipped: list[Skipped] = []
        with paused_collection():  # or all that the linker knows is walked again and again
            batches = list(self._batches(comments, marks, skipped))
        return note_skipped(pa.Table.from_batches(batches, MENTIONS), skipped)

    def _batches(self, comments: pa.Table, marks: pa.Table, skipped: list[Skipped]) -> Iterator[pa.RecordBatch]:
        if not comments["comment"].equals(marks["comment"]):
            raise ListeningError(
                "the marks of these comments are of other ones", "add the source again with --anew, which marks it anew"
            )
        for start in range(0, comments.num_rows, ROWS_OF_A_BATCH):
            comment_rows, mark_rows = (table.slice(start, ROWS_OF_A_BATCH) for table in (comments, marks))
            yield self._map_batch(comment_rows, mark_rows, skipped)

    def _map_batch(self, comments: pa.Table, marks: pa.Table, skipped: list[Skipped]) -> pa.RecordBatch:
        batch, ids = _spread_out(comments, marks), comments["comment"]
        try:
            _, spoken = self._score(batch, self._link(batch), ids)
        except ListeningError:
            raise
        except Exception as error:  # noqa: BLE001  whatever fails on one comment must not cost the others
            found = _Found([], [])
            self._search(batch, ids, error, found)
            self._tell_if_all_fail(found, _ALL)
            skipped += found.skipped
            spoken = _Spoken.of(found.links, found.scores)
        return spoken.beside(comments, marks)

    def _link(self, batch: Batch) -> list[list[Link]]:
        links = self.linker.link(batch)
        if len(links) != len(batch.texts):
            raise ValueError("not as many answers as comments")
        return links

    def _score(
        self, batch: Batch, links: list[list[Link]], ids: pa.ChunkedArray
    ) -> tuple[list[list[Score | None]], _Spoken]:
        """Raises `ListeningError` if what the scorer gives is no answer, and whatever the scorer raises."""
        scores = self.scorer.score(batch, links)
        try:
            return scores, _Spoken.of(links, scores)
        except Exception:
            check_scores(self.scorer, links, scores, ids.to_pylist())
            raise

    def _search(self, batch: Batch, ids: pa.ChunkedArray, error: Exception, found: _Found) -> None:
        """Of a batch that failed with an error: find the comments that it fails on by halves, and do the others."""
        count = len(batch.texts)
        if count == 1:
            found.links.append([])
            found.scores.append([])
            found.skipped.append(Skipped(ids[0].as_py(), _where(error)))
            self._tell_if_all_fail(found, _MANY)
            return
        for rows in (slice(0, count // 2), slice(count // 2, count)):
            half = Batch(*(column[rows] for column in _columns(batch)))
            links: list[list[Link]] | None = None
            try:
                links = self._link(half)
                scores, _ = self._score(half, links, ids[rows])
            except ListeningError:
                raise
            except Exception as error_of_half:  # noqa: BLE001
                found.by_scorer = links is not None
                self._search(half, ids[rows], error_of_half, found)
            else:
                found.links += links
                found.scores += scores
                found.understood |= any(links)

    def _tell_if_all_fail(self, found: _Found, many: int) -> None:
        """Raises `ListeningError` if so many fail and none does not; what speaks of nothing asks no scorer."""
        if len(found.skipped) >= many and not found.understood:
            raise explain_failing(self.scorer, found.by_scorer, found.skipped[-1].why) from None


@dataclass(slots=True)
class _Found:
    """What a batch that failed speaks of nevertheless, comment by comment, and the comments that it fails on."""

    links: list[list[Link]]
    scores: list[list[Score | None]]
    skipped: list[Skipped] = field(default_factory=list)
    by_scorer: bool = False  # whether the last failure was the scorer's
    understood: bool = False  # whether any that speaks of anything did not fail


def _columns(batch: Batch) -> tuple[Sequence[Any], ...]:
    return batch.texts, batch.languages, batch.times, batch.shows, batch.episodes


def _spread_out(comments: pa.Table, marks: pa.Table) -> Batch:
    times = comments["time"].cast(pa.int64())
    columns = (comments["text"], marks["language"], times, comments["show"], comments["episode"])
    return Batch(*(column.to_pylist() for column in columns))


def _where(error: Exception) -> str:
    """What failed where, without the words of the comment, which messages of errors like to quote."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a batch of comments speaks of, link by link: the row of the comment, and the columns of PLACES."""

    rows: Any  # int64 per link
    columns: dict[str, pa.Array]

    @classmethod
    def of(cls, links: Sequence[Sequence[Link]], scores: Sequence[Sequence[Score | None]]) -> _Spoken:
        """Raises `ValueError`, `TypeError` or an Arrow error if a link or a score is not what it must be."""
        if not isinstance(scores, (list, tuple)):  # not what can be gone through only once
            raise TypeError("scores are no list")
        counts = [len(those) for those in links]
        if counts != [len(those) for those in scores]:
            raise ValueError("not as many scores as links")
        flat = list(chain.from_iterable(links))
        elements, starts, ends, hows, probabilities = zip(*flat, strict=True) if flat else ((), (), (), (), ())
        first, last = np.asarray(starts, np.int64), np.asarray(ends, np.int64)
        if np.any(first < 0) or np.any(last < first):
            raise ValueError("a link that ends before it starts")
        episodes = [_choose_episode(those) for those in links]
        return cls(
            np.repeat(np.arange(len(counts)), counts),
            {
                "element": pa.array(elements, pa.string()),
                "start": pa.array(first, pa.int32()),
                "end": pa.array(last, pa.int32()),
                "how": pa.array(hows, pa.string()),
                "probability": pa.array(_thousandths(probabilities, 0)),
                "episode": pa.array(list(chain.from_iterable(map(_times, episodes, counts))), pa.string()),
                **_score_columns(list(chain.from_iterable(scores))),
            },
        )

    def beside(self, comments: pa.Table, marks: pa.Table) -> pa.RecordBatch:
        """As rows of MENTIONS, with what they take over from the comments and their marks."""
        rows = pa.array(self.rows)
        columns = dict(self.columns)
        columns["marked"] = marks["campaign"].combine_chunks().is_valid().take(rows)
        for table, names in ((comments, _OF_COMMENTS), (marks, _OF_MARKS)):
            for name in names:
                columns[name] = table[name].combine_chunks().take(rows)
        places = pa.RecordBatch.from_arrays([columns[name] for name in PLACES.names], schema=PLACES)
        return with_responses(places)


_OF_COMMENTS: Final = ("comment", "source", "author", "time")
_OF_MARKS: Final = ("language", "weight")


def _times(value: str | None, count: int) -> list[str | None]:
    return [value] * count


def _choose_episode(links: Sequence[Link]) -> str | None:
    """The key of the episode that a comment speaks of: of the links that tell it the most probable."""
    best: tuple[float, int, int, str] | None = None
    for element, start, _, how, probability in links:
        if element.startswith(_EPISODE) and how in _TELLING:
            found = (-probability, _TELLING[how], start, element)
            best = found if best is None else min(best, found)
    return best[3].removeprefix(_EPISODE) if best is not None else None


def _score_columns(scores: Sequence[Score | None]) -> dict[str, pa.Array]:
    unread = np.fromiter((score is None for score in scores), bool, len(scores))
    axes = (
        zip(*(_NO_SCORE if score is None else score for score in scores), strict=True) if scores else ((),) * len(LEAST)
    )
    return {
        name: pa.array(_thousandths(values, least), mask=unread)
        for (name, least), values in zip(LEAST.items(), axes, strict=True)
    }


_NO_SCORE: Final = Score(0.0, 0.0, 0.0, 0.0)


def _thousandths(values: Sequence[float], least: int) -> Any:
    """Numbers from ``least`` to 1 as thousandths, half to even."""
    exact = np.asarray(values, np.float64)
    if not np.all((exact >= least) & (exact <= 1)):  # so that NaN fails as well
        raise ValueError(f"a number that is not between {least} and 1")
    return np.rint(exact * THOUSAND).astype(np.int16)


def note_skipped(mentions: pa.Table, skipped: Sequence[Skipped]) -> pa.Table:
    """Mentions that know which comments were skipped. It stays with them in their file."""
    if not skipped:
        return mentions
    by_reason: dict[str, list[str]] = {}
    for one in skipped:
        by_reason.setdefault(one.why, []).append(one.comment)
    metadata = {**(mentions.schema.metadata or {}), _SKIPPED: json.dumps(by_reason).encode()}
    return mentions.replace_schema_metadata(metadata)


def read_skipped(schema: pa.Schema) -> list[Skipped]:
    """The comments that were skipped when the mentions with this schema were made."""
    noted = (schema.metadata or {}).get(_SKIPPED)
    if noted is None:
        return []
    return [Skipped(comment, why) for why, comments in json.loads(noted).items() for comment in comments]
